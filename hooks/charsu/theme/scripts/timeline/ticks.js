// @ts-check
// Where an axis of time has ticks, and what they say.

import { DAYS_IN_YEAR } from "./constants.js";
import { dateOf, dayOf } from "./days.js";

const DAYS_IN_MONTH = 30.4;
/** Pixels that the words of a tick need. */
const DAY_ROOM = 34, ROOM = 52;

/** @typedef {(day: number, options: Intl.DateTimeFormatOptions) => string} Format */
/** @typedef {[first: number, after: number]} Period */
/**
 * A tick: its day, the period that it names, its words, and the words above it with their period.
 * @typedef {{ day: number, until: number, words: string, above: string, around: Period | null }} Tick
 */

/**
 * Return the unit and the number of units between ticks.
 * @param {number} perDay pixels per day
 * @returns {["day" | "month" | "year", number]}
 */
export function chooseStep(perDay) {
  for (const n of [1, 2, 5, 10]) if (perDay * n >= DAY_ROOM) return ["day", n];
  for (const n of [1, 3]) if (perDay * DAYS_IN_MONTH * n >= ROOM) return ["month", n];
  return ["year", [1, 2, 5, 10, 20, 50, 100, 200, 500].find((n) => perDay * DAYS_IN_YEAR * n >= ROOM) ?? 1000];
}

/**
 * Return the ticks between two days.
 * @param {number} a
 * @param {number} b
 * @param {number} width in pixels
 * @param {Format} format
 * @returns {Tick[]}
 */
export function makeTicks(a, b, width, format) {
  const [unit, n] = chooseStep(width / (b - a));
  /** @type {Tick[]} */
  const found = [];
  const first = dateOf(a).getUTCFullYear();
  if (unit === "year") {
    for (let year = Math.ceil(first / n) * n; dayOf(year, 0, 1) < b; year += n) {
      const day = dayOf(year, 0, 1);
      if (day < a) continue;
      found.push({ day, until: dayOf(year + n, 0, 1), words: format(day, { year: "numeric" }), above: "", around: null });
    }
    return found;
  }
  for (let month = dateOf(a).getUTCMonth(); dayOf(first, month, 1) < b; month += 1) {
    const [begins, ends] = [dayOf(first, month, 1), dayOf(first, month + 1, 1)];
    if (unit === "month") {
      const [year, ofYear] = [dateOf(begins).getUTCFullYear(), dateOf(begins).getUTCMonth()];
      if (begins < a || ofYear % n) continue;
      const above = ofYear === 0 || !found.length ? format(begins, { year: "numeric" }) : "";
      const words = format(begins, { month: "short" });
      found.push({ day: begins, until: dayOf(first, month + n, 1), words, above, around: [dayOf(year, 0, 1), dayOf(year + 1, 0, 1)] });
      continue;
    }
    for (let day = begins; day < Math.min(ends, b); day += n) {
      // No tick right before the next month's.
      if (day < a || (n > 1 && ends - day <= n / 2)) continue;
      const above = day === begins || !found.length ? format(day, { year: "numeric", month: "short" }) : "";
      found.push({ day, until: Math.min(day + n, ends), words: format(day, { day: "numeric" }), above, around: [begins, ends] });
    }
  }
  return found;
}
