// @ts-check
// Names that look or sound like what a reader typed.

import { SOUND_RULES } from "./constants.js";
import { IS_UNSPACED } from "./fold.js";
import { makeTerm } from "./query.js";

const RULES = SOUND_RULES.map(([pattern, replacement]) => /** @type {const} */ ([new RegExp(pattern, "g"), replacement]));

/**
 * Return how a name sounds, roughly and in any spelling. See hooks/charsu/search/phonetics.py.
 * @param {string} plain
 */
export const soundKey = (plain) => RULES.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), plain);

/**
 * Return the insertions, deletions and replacements from one word to another, as a part of the longer one.
 * @param {string} a
 * @param {string} b
 */
export function distance(a, b) {
  if (!a || !b) return 1;
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length] / Math.max(a.length, b.length);
}

/**
 * Return what is compared with names: all terms together, then the first few of some.
 * @param {Term[]} terms
 * @param {Term[]} some
 */
export const queriesOf = (terms, some) =>
  [terms.map((term) => term.plain).join(" "), ...some.slice(0, 5).map((term) => term.plain)].map((text) => text.slice(0, 30));

/**
 * Return the keys around which the name index has names like these, as they are written or as they sound.
 * @param {string[]} queries
 */
export function keysAround(queries) {
  const keys = queries.flatMap((plain) => {
    const letters = [...plain];
    if (IS_UNSPACED.test(plain)) return letters.slice(0, 3).map((_, n) => letters.slice(n).join(""));
    return [plain, `~${soundKey(plain)}`];
  });
  return [...new Set(keys)];
}

/**
 * Return the entries most like the queries, best first.
 * @param {string[]} queries
 * @param {Iterable<SearchEntry>} entries
 * @param {number} most how unlike a name may be
 * @returns {EntryHit[]}
 */
export function rankAlike(queries, entries, most) {
  /** @type {Map<string, number>} */
  const known = new Map();
  /**
   * @param {string} query
   * @param {string} candidate
   */
  function unlike(query, candidate) {
    const key = `${query}\n${candidate}`;
    let found = known.get(key);
    if (found === undefined) {
      const [a, b] = [soundKey(query), soundKey(candidate)];
      found = Math.min(distance(query, candidate), a.length > 1 && b.length > 1 ? distance(a, b) + 0.15 : 1);
      known.set(key, found);
    }
    return found;
  }
  const ranked = [...entries].map((entry) => {
    /** @type {EntryHit} */
    let best = { entry, rank: 1 };
    for (const form of entry.forms) {
      const { plain } = makeTerm(form.text);
      for (const candidate of [plain, ...(plain.includes(" ") ? plain.split(" ") : [])]) {
        for (const query of queries) {
          const rank = unlike(query, candidate) + (candidate === plain ? 0 : 0.05);
          if (rank < best.rank) best = { entry, form, rank };
        }
      }
    }
    for (const sound of entry.sound.split(" ")) {
      for (const query of queries) {
        const rank = unlike(query.replaceAll(" ", ""), sound);
        if (rank < best.rank) best = { entry, rank };
      }
    }
    return best;
  });
  return ranked.filter((each) => each.rank <= most).sort((a, b) => a.rank - b.rank || b.entry.passages - a.entry.passages).slice(0, 5);
}
