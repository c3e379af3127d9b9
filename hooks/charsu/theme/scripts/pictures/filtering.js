// @ts-check
// What passes the filters, and the order of rows: arithmetic on the words of `data-` attributes.

/**
 * Return a date or year as a number that can be compared; for a month or year, its first or last day.
 * @param {string | undefined} text
 */
export function day(text, last = false) {
  const found = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(text?.trim() ?? "");
  if (!found) return null;
  return Number(found[1]) * 10000 + Number(found[2] ?? (last ? 12 : 1)) * 100 + Number(found[3] ?? (last ? 31 : 1));
}

/**
 * Whether something passes all filters; one of several values of a filter is enough.
 *
 * `from`, `to`: what overlaps that time (data-from, data-to; empty: open; absent: out).
 * `as-of`: what contains that time, or has no time.
 * @param {DOMStringMap} data
 * @param {Record<string, string[]>} asked
 */
export function passes(data, asked) {
  return Object.entries(asked).every(([name, values]) => {
    if (!["from", "to", "as-of"].includes(name)) {
      const has = data[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())]?.split(" ") ?? [];
      return values.some((value) => has.includes(value));
    }
    const isUndated = data.from === undefined && data.to === undefined;
    if (isUndated) return name === "as-of";
    const first = day(data.from) ?? -Infinity;
    const last = day(data.to, true) ?? Infinity;
    const low = day(values[0]) ?? -Infinity;
    const high = day(values[0], true) ?? Infinity;
    return (name === "to" || last >= low) && (name === "from" || first <= high);
  });
}

/** @param {string} key */
const isNumber = (key) => /^-?\d+(\.\d+)?$/.test(key);

/**
 * Return how two cells compare: numbers as numbers, words as the language orders them, empty cells last either way.
 * @param {string} one
 * @param {string} other
 * @param {1 | -1} direction
 * @param {(one: string, other: string) => number} compareWords
 */
export function compareCells(one, other, direction, compareWords) {
  if (one === "" || other === "") return Number(one === "") - Number(other === "");
  return direction * (isNumber(one) && isNumber(other) ? Number(one) - Number(other) : compareWords(one, other));
}
