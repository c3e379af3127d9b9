// @ts-check

import { find } from "../shared/dom.js";
import { seldom } from "../shared/seldom.js";
import { gestures } from "./gestures.js";
import { fit, magnify, parseView } from "./viewbox.js";

/**
 * Zoom and move a picture by its viewBox; the address has its upper left corner and width.
 * @param {HTMLElement} figure
 */
export function makeZoomable(figure) {
  const svg = find(figure, "svg", SVGSVGElement);
  const { x: left, y: top, width, height } = svg.viewBox.baseVal;
  const whole = { x: left, y: top, width, height };
  const least = width / (Number(figure.dataset.max) || 12);
  let view = whole;
  const write = seldom(() => {
    const at = [view.x, view.y, view.width].map((value) => Math.round(value * 10) / 10).join(",");
    charsu.write({ view: view.width < width ? at : null });
  });

  /** Return the length of a CSS pixel. */
  const unit = () => 1 / (svg.getScreenCTM()?.a || 1);
  /**
   * Return the point of the picture at a point of the window.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  function at(x, y) {
    const matrix = svg.getScreenCTM();
    return matrix ? [(x - matrix.e) / matrix.a, (y - matrix.f) / matrix.d] : [left, top];
  }

  /** @param {ViewBox} wanted */
  function show(wanted) {
    view = fit(whole, least, wanted);
    svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].map((value) => Math.round(value * 1000) / 1000).join(" "));
    figure.classList.toggle("zoomed", view.width < width);
    measure();
    figure.dispatchEvent(new CustomEvent("picture:view", { detail: view }));
    write();
  }
  function measure() {
    svg.style.setProperty("--unit", unit().toFixed(4));
  }

  gestures(figure, svg, {
    zoom(factor, x, y) {
      const isMiddle = x === undefined || y === undefined;
      show(magnify(view, factor, least, width, isMiddle ? [view.x + view.width / 2, view.y + view.height / 2] : at(x, y)));
    },
    pan(dx, dy) {
      const before = view;
      show({ x: view.x - dx * unit(), y: view.y - dy * unit(), width: view.width });
      return before.x !== view.x || before.y !== view.y;
    },
    all: () => show(whole),
  });
  figure.addEventListener("picture:select", ({ detail }) => {
    const mark = detail.by !== "mark" && figure.querySelector(".mark.selected");
    if (!(mark instanceof SVGGraphicsElement) || view.width === width) return;
    const box = mark.getBoundingClientRect();
    const [x, y] = at((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const isInside = x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
    if (!isInside) show({ x: x - view.width / 2, y: y - view.height / 2, width: view.width });
  });
  figure.addEventListener("picture:show", ({ detail }) => show(detail));
  new ResizeObserver(measure).observe(svg);
  const asked = parseView(charsu.read("view"));
  if (asked) show(asked);
  else measure();
}
