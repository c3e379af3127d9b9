// @ts-check

import { closest } from "../shared/dom.js";
import { clamp } from "../shared/numbers.js";

const STEP = 60;
/** Pixels that a pointer may move and still click. */
const SLACK = 5;

/**
 * Offer every way to move a picture: buttons, keys, Ctrl-wheel, dragging, pinching.
 *
 * A finger that moves up or down scrolls the page; two fingers move the picture in any direction.
 * @param {HTMLElement} figure
 * @param {SVGSVGElement} surface
 * @param {Movement} movement
 */
export function gestures(figure, surface, { zoom, pan, all }) {
  /** @type {Record<string, () => void>} */
  const step = { in: () => zoom(1.5), out: () => zoom(1 / 1.5), all };
  for (const tools of figure.querySelectorAll(".picture-tools")) {
    tools.addEventListener("click", (event) => step[closest(event.target, "[data-zoom]", HTMLElement)?.dataset.zoom ?? ""]?.());
  }
  figure.classList.add("live");
  figure.tabIndex = 0;
  /** @type {Record<string, () => unknown>} */
  const keys = {
    "+": step.in, "=": step.in, "-": step.out, "−": step.out, 0: all,
    ArrowLeft: () => pan(STEP, 0), ArrowRight: () => pan(-STEP, 0), ArrowUp: () => pan(0, STEP), ArrowDown: () => pan(0, -STEP),
  };
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || closest(event.target, "input, select, textarea", Element)) return;
    if (keys[event.key] && keys[event.key]() !== false) event.preventDefault();
  });
  surface.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(-clamp(event.deltaY, -100, 100) / 150), event.clientX, event.clientY);
  }, { passive: false });

  /** @type {Map<number, PointerEvent>} */
  const down = new Map();
  let hasMoved = false;
  surface.style.touchAction = "pan-y";
  surface.addEventListener("dragstart", (event) => event.preventDefault());
  surface.addEventListener("touchstart", (event) => { if (event.touches.length > 1) event.preventDefault(); }, { passive: false });
  surface.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) hasMoved = false;
    down.set(event.pointerId, event);
  });
  surface.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    const isScrolling = event.pointerType === "touch" && Math.abs(dy) > Math.abs(dx);
    if (!hasMoved && down.size < 2 && (Math.hypot(dx, dy) < SLACK || isScrolling)) return;
    if (!hasMoved) surface.setPointerCapture(event.pointerId);
    hasMoved = true;
    figure.classList.add("moving");
    const other = [...down.values()].find((each) => each.pointerId !== event.pointerId);
    down.set(event.pointerId, event);
    if (!other) {
      pan(dx, dy);
      return;
    }
    /** @param {PointerEvent} each */
    const apart = (each) => Math.hypot(each.clientX - other.clientX, each.clientY - other.clientY) || 1;
    pan(dx / 2, dy / 2);
    zoom(apart(event) / apart(before), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    addEventListener(end, (event) => {
      down.delete(event.pointerId);
      if (down.size) return;
      figure.classList.remove("moving");
      setTimeout(() => { hasMoved = false; });
    });
  }
  // A movement is no click on the mark below it.
  surface.addEventListener("click", (event) => {
    if (!hasMoved) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
