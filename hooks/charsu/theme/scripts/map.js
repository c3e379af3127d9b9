// @ts-check
// The map: which names there is room for, fans that open, the scale bar, and the windows that follow the first picture.
// pictures.js zooms, filters and selects; see there.

import { closest, find, findAll, isModified } from "./shared/dom.js";
import { roundLength, zoomLevel } from "./map/scale.js";

const figure = document.getElementById("map");
const table = document.getElementById("map-table");
if (figure && table) start(figure, table);

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} table
 */
function start(figure, table) {
  const windows = findAll(document, ".map-window", HTMLElement);
  const all = [figure, ...windows];
  const number = new Intl.NumberFormat(charsu.language);
  const metres = new Intl.NumberFormat(charsu.language, { style: "unit", unit: "meter" });
  const kilometres = new Intl.NumberFormat(charsu.language, { style: "unit", unit: "kilometer" });

  // --- sizes -------------------------------------------------------------------------------------

  /** @param {Element} picture */
  function measure(picture) {
    const svg = find(picture, "svg", SVGSVGElement);
    const scale = svg.getScreenCTM()?.a;
    if (!scale) return;
    if (picture !== figure) svg.style.setProperty("--unit", (1 / scale).toFixed(4));
    svg.dataset.zoomLevel = String(zoomLevel(scale));
    for (const hatch of findAll(svg, "pattern", SVGElement)) {
      hatch.setAttribute("patternTransform", `rotate(45) scale(${1 / scale / Number(hatch.dataset.scale)})`);
    }
    const bar = find(svg, ".bar", SVGElement);
    const unit = Number(bar.dataset.unit) / scale;
    const length = roundLength(unit * Math.min(130, svg.clientWidth / 4));
    const { x, y, height } = svg.viewBox.baseVal;
    bar.setAttribute("transform", `translate(${x + 14 / scale} ${y + height - 16 / scale})`);
    find(bar, "path", SVGElement).setAttribute("d", `M0-5V0H${(length / unit).toFixed(1)}V-5`);
    find(bar, "text", SVGElement).textContent = length < 1000 ? metres.format(length) : kilometres.format(length / 1000);
  }

  // --- fans --------------------------------------------------------------------------------------

  /** @param {Element} spot */
  const badgeOf = (spot) => find(spot, ".badge", SVGElement);

  /**
   * Say in words what happened at a place, as its row in the table does.
   * @param {Element | null} spot
   */
  function describe(spot) {
    for (const panel of findAll(document, ".map-panel", HTMLElement)) {
      const row = spot && panel.parentNode?.contains(spot) && document.getElementById(badgeOf(spot).dataset.row ?? "");
      panel.hidden = !row;
      panel.replaceChildren();
      if (!row) continue;
      const name = document.createElement("strong");
      name.append(find(row, ":scope > :first-child a", HTMLAnchorElement).cloneNode(true));
      panel.append(name, find(row, "ul", HTMLUListElement).cloneNode(true));
    }
  }

  function close() {
    describe(null);
    for (const spot of document.querySelectorAll(".spot.open")) {
      spot.classList.remove("open");
      badgeOf(spot).setAttribute("aria-expanded", "false");
    }
  }

  /** @param {Element} spot */
  function open(spot) {
    close();
    describe(spot);
    spot.classList.add("open");
    badgeOf(spot).setAttribute("aria-expanded", "true");
    spot.parentNode?.append(spot); // what is drawn last is on top
  }

  const badges = findAll(document, ".map-picture .badge", SVGElement);
  for (const badge of badges) {
    const spot = closest(badge, ".spot", SVGElement);
    if (!spot) continue;
    badge.setAttribute("role", "button");
    badge.setAttribute("aria-expanded", "false");
    badge.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (spot.classList.contains("open")) close();
      else open(spot);
      badge.focus({ preventScroll: true });
    });
    badge.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      badge.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    });
  }
  for (const picture of all) {
    picture.addEventListener("keydown", (event) => {
      const spot = event.key === "Escape" && picture.querySelector(".spot.open");
      if (!spot) return;
      close();
      badgeOf(spot).focus({ preventScroll: true });
    });
    picture.addEventListener("click", (event) => {
      if (!closest(event.target, ".spot.open, .map-panel", Element)) close();
    });
  }

  // --- filters and selection ---------------------------------------------------------------------

  /** @param {Element} mark */
  const isOut = (mark) => mark.classList.contains("out");

  /** Let the badges count what is left, and let windows and table leave out what the map leaves out. */
  function follow() {
    const happenings = findAll(figure, ".happening", SVGElement);
    const out = new Map(happenings.map((mark) => [mark.dataset.entry, isOut(mark)]));
    const places = new Map(findAll(figure, ".mark[data-row]:not(.badge)", SVGElement).map((mark) => [mark.dataset.row, isOut(mark)]));
    for (const mark of windows.flatMap((picture) => findAll(picture, ".mark:not(.badge)", SVGElement))) {
      const is = mark.dataset.entry ? out.get(mark.dataset.entry) : places.get(mark.dataset.row);
      mark.classList.toggle("out", Boolean(is));
    }
    for (const badge of badges) {
      const left = closest(badge, ".spot", SVGElement)?.querySelectorAll(".happening:not(.out)").length ?? 0;
      find(badge, "text", SVGElement).textContent = number.format(left);
      badge.classList.toggle("out", !left);
    }
    close();
    for (const item of findAll(table, "li[data-entry]", HTMLElement)) item.hidden = out.get(item.dataset.entry) ?? false;
  }
  figure.addEventListener("picture:filter", follow);
  figure.addEventListener("picture:view", () => measure(figure));
  figure.addEventListener("picture:select", ({ detail }) => {
    for (const mark of windows.flatMap((picture) => findAll(picture, ".mark[data-row]", SVGElement))) {
      mark.classList.toggle("selected", mark.dataset.row === detail.row);
    }
  });
  for (const picture of windows) {
    picture.classList.add("live");
    picture.addEventListener("click", (event) => {
      const mark = closest(event.target, ".mark[data-row]:not(.badge)", SVGElement);
      if (!mark || isModified(event)) return;
      event.preventDefault();
      location.hash = mark.dataset.row ?? "";
    });
  }

  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) measure(target.closest("figure") ?? target);
  });
  for (const picture of all) observer.observe(find(picture, "svg", SVGSVGElement));
}
