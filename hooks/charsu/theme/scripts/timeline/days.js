// @ts-check
// Days as numbers: days since 1 January 1970, negative before it.

/**
 * Return the day of a date; a month or date beyond its range runs on into the next.
 * @param {number} year
 * @param {number} month from 0
 * @param {number} date
 */
export const dayOf = (year, month, date) => Math.round(new Date(0).setUTCFullYear(year, month, date) / 864e5);

/**
 * Return a day as a Date in UTC.
 * @param {number} day
 */
export const dateOf = (day) => new Date(day * 864e5);

/**
 * Return a day as the address has it: YYYY-MM-DD, with a sign before the year 0.
 * @param {number} day
 */
export function formatDay(day) {
  const text = dateOf(day).toISOString().replace(/^([+-])\d\d/, "$1").replace("+", "");
  return text.slice(0, day < dayOf(0, 0, 1) ? 11 : 10);
}

/**
 * Read a year, month or date of the address.
 * @param {string | null} text
 * @returns {{ first: number, after: number } | null} its first day, and the day after its last
 */
export function parsePeriod(text) {
  const found = /^(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text ?? "");
  if (!found) return null;
  const [year, month, date] = [Number(found[1]), found[2] ? Number(found[2]) - 1 : null, found[3] ? Number(found[3]) : null];
  const first = dayOf(year, month ?? 0, date ?? 1);
  if (date) return { first, after: dayOf(year, month ?? 0, date + 1) };
  return { first, after: month === null ? dayOf(year + 1, 0, 1) : dayOf(year, month + 1, 1) };
}
