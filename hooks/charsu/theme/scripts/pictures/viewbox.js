// @ts-check
// Arithmetic of a picture's viewBox.

import { clamp } from "../shared/numbers.js";

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/**
 * Return the part of a picture at a corner and of a width, with the picture's proportions, moved and sized to be in it.
 * @param {Box} whole
 * @param {number} least the smallest width
 * @param {ViewBox} wanted
 * @returns {Box}
 */
export function fit(whole, least, wanted) {
  const width = clamp(wanted.width, least, whole.width);
  const height = (width * whole.height) / whole.width;
  return {
    x: clamp(wanted.x, whole.x, whole.x + whole.width - width),
    y: clamp(wanted.y, whole.y, whole.y + whole.height - height),
    width,
    height,
  };
}

/**
 * Return the part that is shown after magnifying around a point, which stays where it is.
 * @param {Box} view
 * @param {number} factor
 * @param {number} least the smallest width
 * @param {number} most the largest width
 * @param {[number, number]} point
 * @returns {ViewBox}
 */
export function magnify(view, factor, least, most, [x, y]) {
  const width = clamp(view.width / factor, least, most);
  const k = width / view.width;
  return { x: x - (x - view.x) * k, y: y - (y - view.y) * k, width };
}

/**
 * Read a view from the address: left, top, width.
 * @param {string | null} text
 * @returns {ViewBox | null}
 */
export function parseView(text) {
  const [x, y, width, ...more] = (text ?? "").split(",").map(Number);
  return !more.length && [x, y, width].every(Number.isFinite) ? { x, y, width } : null;
}
