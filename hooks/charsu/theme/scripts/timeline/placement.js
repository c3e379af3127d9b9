// @ts-check
// Where the pieces and the label of a line are, and which window in time a movement leads to.

import { clamp } from "../shared/numbers.js";
import { ARROW_LENGTH, HALO_WIDTH, MIN_SPAN_WIDTH, STUB_LENGTH } from "./constants.js";

/** @typedef {{ a: number, b: number }} Span days, half open */
/**
 * A piece of the drawing of a date. An end is null where it is open.
 * @typedef {{ form: "point" | "halo" | "arrow" | "link" | "life" | "bar", a: number | null, b: number | null }} Piece
 */
/**
 * Its ends, what it covers at least, and its bar without arrows.
 * @typedef {{ from: number, to: number, low: number, high: number, barX: number, barWidth: number }} PlacedPiece
 */

/**
 * Return the scale of a span: a function from days to pixels.
 * @param {Span} span
 * @param {number} width
 * @returns {(day: number) => number}
 */
export const scaleOf = ({ a, b }, width) => (day) => ((day - a) * width) / (b - a);

/**
 * Return where a piece is; far outside the picture it is cut, since browsers draw no huge numbers.
 * @param {Piece} piece
 * @param {(day: number) => number} x
 * @param {number} width of the picture
 * @returns {PlacedPiece}
 */
export function placePiece({ form, a, b }, x, width) {
  /** @param {number} value */
  const within = (value) => clamp(value, -width, 2 * width);
  const to = within(b === null ? x(a ?? 0) + STUB_LENGTH : x(b));
  const from = within(a === null ? x(b ?? 0) - STUB_LENGTH : x(a));
  const reach = form === "point" ? MIN_SPAN_WIDTH : HALO_WIDTH;
  const middle = (from + to) / 2;
  const barX = from + (a === null ? ARROW_LENGTH : 0);
  const barWidth = Math.max(to - from - ARROW_LENGTH * (Number(a === null) + Number(b === null)), form === "life" ? 0 : MIN_SPAN_WIDTH);
  if (form === "point" || form === "halo") return { from, to, low: middle - reach, high: middle + reach, barX, barWidth };
  const isBar = form === "bar" || form === "life";
  return { from, to, low: from, high: isBar ? Math.max(to, from + MIN_SPAN_WIDTH) : to, barX, barWidth };
}

/**
 * Return where a label is: after its marks, before them, or above them where there is no room on either side.
 * @param {number} left where the marks begin
 * @param {number} right where they end
 * @param {number} wide width of the label
 * @param {number} room width of the picture
 * @returns {{ x: number, anchor: "start" | "end", isAbove: boolean }}
 */
export function placeLabel(left, right, wide, room) {
  if (right + 8 + wide <= room) return { x: right + 8, anchor: "start", isAbove: false };
  if (left - 8 - wide >= 0) return { x: left - 8, anchor: "end", isAbove: false };
  return { x: Math.min(Math.max(left, 0), Math.max(room - wide, 0)), anchor: "start", isAbove: true };
}

/**
 * Return the window for a wish, within all there is and at least three days long; null if that is everything.
 * @param {Span} wanted
 * @param {Span} all
 * @returns {Span | null}
 */
export function fitWindow({ a, b }, all) {
  const length = clamp(Math.round(b - a), 3, all.b - all.a);
  const from = clamp(Math.round(a), all.a, all.b - length);
  return length >= all.b - all.a ? null : { a: from, b: from + length };
}

/**
 * Return a span magnified around a part of it, from 0 to 1, that stays where it is.
 * @param {Span} span
 * @param {number} factor
 * @param {number} part
 * @returns {Span}
 */
export function magnifySpan({ a, b }, factor, part) {
  const day = a + part * (b - a);
  return { a: day - (part * (b - a)) / factor, b: day + ((1 - part) * (b - a)) / factor };
}
