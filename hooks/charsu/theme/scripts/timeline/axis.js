// @ts-check

import { find } from "../shared/dom.js";
import { make } from "./panels.js";
import { scaleOf } from "./placement.js";
import { makeTicks } from "./ticks.js";

/** Height of the axis, above the lines; base lines of its two rows of words. */
const AXIS = 62, UPPER = 36, LOWER = 51;

/**
 * Draw the ticks of a panel, and the bands that lead to panels which enlarge a part of it.
 * @param {import("./panels.js").Panel} panel
 * @param {import("./panels.js").Panel[]} panels
 * @param {number} width
 * @param {import("./ticks.js").Format} format
 * @param {(link: SVGElement, a: number, b: number) => void} linkTo lets a link show a time
 */
export function drawAxis(panel, panels, width, format, linkTo) {
  const x = scaleOf(panel, width);
  const found = makeTicks(panel.a, panel.b, width, format);
  let path = `M0 ${AXIS}h${width}`;
  for (const { day } of found) path += `M${x(day).toFixed(1)} ${AXIS - 6}V${panel.height}`;
  const words = found.flatMap((tick) => {
    const at = x(tick.day);
    if (at > width - 30) return [];
    const link = make("a", { class: "tick-link" }, make("text", { class: "tick", x: at.toFixed(1), y: LOWER }, tick.words));
    linkTo(link, tick.day, tick.until);
    if (!tick.above || !tick.around || at > width - 70) return [link];
    const upper = make("a", { class: "tick-link" }, make("text", { class: "tick major", x: at.toFixed(1), y: UPPER }, tick.above));
    linkTo(upper, ...tick.around);
    return [upper, link];
  });
  for (const band of panel.bands) {
    const other = panels.find(({ g }) => `#${g.id}` === band.getAttribute("href"));
    if (!other) continue;
    const [left, wide] = [x(other.a), Math.max(x(other.b) - x(other.a), 2)];
    const box = find(band, "rect", SVGElement);
    for (const [name, value] of Object.entries({ x: left, width: wide, height: panel.height - AXIS })) {
      box.setAttribute(name, String(value));
    }
    find(band, "path", SVGElement).setAttribute("d", `M${left + wide / 2} ${AXIS}l-5-7h10z`);
    band.style.display = other.g.style.display;
  }
  find(panel.g, ".axis", SVGElement).replaceChildren(...panel.bands, make("path", { class: "grid", d: path }), ...words);
}
