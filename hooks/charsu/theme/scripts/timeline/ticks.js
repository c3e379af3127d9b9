// @ts-check
// Where an axis of time has ticks, and what they say.

import { DAYS_PER_MONTH, DAYS_PER_YEAR, DAY_STEPS, DAY_TICK_WIDTH, MONTH_STEPS, TICK_WIDTH, YEAR_STEPS } from "./constants.js";
import { dateOf, dayOf } from "./days.js";


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
  for (const n of DAY_STEPS) if (perDay * n >= DAY_TICK_WIDTH) return ["day", n];
  for (const n of MONTH_STEPS) if (perDay * DAYS_PER_MONTH * n >= TICK_WIDTH) return ["month", n];
  const last = YEAR_STEPS[YEAR_STEPS.length - 1] ?? 1;
  return ["year", YEAR_STEPS.find((n) => perDay * DAYS_PER_YEAR * n >= TICK_WIDTH) ?? last];
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
