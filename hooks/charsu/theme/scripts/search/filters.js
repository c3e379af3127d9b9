// @ts-check
// By what readers narrow a search: kind, text, years.

/**
 * Whether one of some spans is within the years of the filters.
 * @param {number[]} years first and last year of each span
 * @param {SearchFilters} filters
 */
export function fitsYears(years, { from, to }) {
  if (from === null && to === null) return true;
  for (let i = 0; i < years.length; i += 2) {
    if (years[i] <= (to ?? Infinity) && years[i + 1] >= (from ?? -Infinity)) return true;
  }
  return false;
}

/**
 * @param {SearchEntry} entry
 * @param {SearchFilters} filters
 */
export const entryFits = (entry, filters) => (!filters.kind || entry.kind === filters.kind) && fitsYears(entry.years, filters);

/** @param {SearchFilters} filters */
export const isNarrowed = ({ kind, text, from, to }) => [kind, text, from, to].some((value) => value !== null);
