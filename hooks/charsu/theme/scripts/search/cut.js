// @ts-check
// Terms are taken apart: phrases into words; runs of characters, which stand without blanks, into names and pairs.

import { fold, IS_UNSPACED, RUN } from "./fold.js";
import { makeTerm } from "./query.js";

const MAX_RUN = 40; // characters that are cut
const SHORT = 3; // letters of a word that is found whole

/** @typedef {import("./index.js").SearchIndex} SearchIndex */

/**
 * Cut a run of characters at known names, the longest first, and the rest into pairs.
 * @param {string[]} letters
 * @param {(Term | null)[]} names the longest name at each place, if there is one
 * @returns {Term[]}
 */
export function cutRun(letters, names) {
  /** @type {Term[]} */
  const pieces = [];
  let start = 0;
  /** @param {number} end */
  const cutRest = (end) => {
    for (let at = start; at + 1 < end; at++) pieces.push(makeTerm(letters[at] + letters[at + 1]));
  };
  for (let at = 0; at < letters.length; at++) {
    const name = names[at];
    if (!name) continue;
    cutRest(at);
    pieces.push(name);
    start = at += [...name.plain.replaceAll(" ", "")].length;
    at--;
  }
  cutRest(letters.length);
  return pieces;
}

/**
 * Take a term apart: a phrase into words, a run of characters into names and pairs.
 * @param {SearchIndex} index
 * @param {Term} term
 * @param {boolean} isLast the reader may still be typing its last word
 * @returns {Promise<Term[]>}
 */
export async function takeApart(index, term, isLast) {
  const { plain, marks, places } = fold(term.typed);
  const runs = [...plain.matchAll(RUN)];
  if (term.others?.length && !IS_UNSPACED.test(plain)) return [term];
  const found = await Promise.all(runs.map(async ({ 0: run, index: at }, n) => {
    const letters = [...run].slice(0, MAX_RUN);
    if (letters.length > 2 && IS_UNSPACED.test(run)) return cutRun(letters, await index.namesIn(letters));
    // Short words begin many others.
    const isWhole = !IS_UNSPACED.test(run) && letters.length <= SHORT && !(isLast && n === runs.length - 1);
    const end = at + run.length;
    return [{ plain: run, marks: marks.slice(at, end), isWhole, typed: term.typed.slice(places[at], places[end]) }];
  }));
  return found.flat();
}

/**
 * Return the terms with each run of characters cut, as blanks cut it in other languages; null if there is none, or a
 * piece is found nowhere.
 * @param {SearchIndex} index
 * @param {Term[]} terms
 */
export async function readRuns(index, terms) {
  if (!terms.some((term) => !term.isWhole && [...term.plain].length > 3 && IS_UNSPACED.test(term.plain))) return null;
  const apart = (await Promise.all(terms.map((term) => (term.isWhole || !IS_UNSPACED.test(term.plain) ? [term] : takeApart(index, term, true))))).flat();
  return apart.length > terms.length && (await index.weigh(apart)).every(({ numbers }) => numbers.size) ? apart : null;
}
