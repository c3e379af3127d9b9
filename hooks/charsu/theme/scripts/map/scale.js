// @ts-check

import { MAP_ZOOMS } from "./constants.js";

/**
 * Return the number of the last zoom level that a scale reaches; names say from which level on there is room for them.
 * @param {number} scale pixels per unit of the map
 */
export const zoomLevel = (scale) => Math.max(MAP_ZOOMS.findLastIndex((zoom) => zoom <= scale * 1.05), 0);

/**
 * Return the length of a scale bar: 1, 2 or 5 times a power of ten.
 * @param {number} longest
 */
export function roundLength(longest) {
  const power = 10 ** Math.floor(Math.log10(longest));
  return [5, 2, 1].map((step) => step * power).find((each) => each <= longest) ?? power;
}
