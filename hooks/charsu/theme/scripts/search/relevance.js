// @ts-check
// Relevance: how much of a query a text has, in which rare terms count more, and terms that are near each other.

import { findTerm } from "./query.js";

const MAX_OCCURRENCES = 12; // of one term in one text; more tell nothing
const SIDE_BY_SIDE = 2; // characters between two terms of a phrase
const NEAR = 30;
const OTHER_FORM = 0.9; // of the weight of a term, for another form of it

/**
 * Return the weight of a term that `count` of `total` documents have: the inverse document frequency of BM25.
 * @param {number} count
 * @param {number} total
 */
export const rarity = (count, total) => Math.log(1 + (Math.max(total - count, 0) + 0.5) / (count + 0.5));

/**
 * @param {FoldedText} text
 * @param {Term} term
 */
function occurrences(text, term) {
  /** @type {[number, number][]} */
  const found = [];
  for (let hit = findTerm(text, term); hit && found.length < MAX_OCCURRENCES; hit = findTerm(text, term, hit[1])) found.push(hit);
  return found;
}

/**
 * Return what a text is worth: the weights of the terms in it, and a part of them again for terms that follow each
 * other as in the query, or are near each other.
 * @param {FoldedText} text
 * @param {WeightedTerm[]} weighted in the order of the query
 */
export function worthOf(text, weighted) {
  /** @type {Set<Term>} */
  const found = new Set();
  let worth = 0, letters = 0, nearness = 0;
  /** @type {{ weight: number, places: [number, number][] } | null} */
  let before = null;
  for (const { term, weight } of weighted) {
    const places = occurrences(text, term);
    if (places.length) {
      found.add(term);
      worth += term.others?.length && !findTerm(text, { ...term, others: undefined }) ? OTHER_FORM * weight : weight;
      letters += places[0][1] - places[0][0];
      if (before) {
        const gaps = before.places.flatMap(([, end]) => places.map(([begin]) => (begin >= end ? begin - end : NEAR + end - begin)));
        const gap = Math.min(...gaps);
        nearness += Math.min(weight, before.weight) * (gap < SIDE_BY_SIDE ? 0.8 : gap < NEAR ? 0.3 : 0);
      }
    }
    before = places.length ? { weight, places } : null;
  }
  return { found, worth, nearness, share: Math.min(1, letters / (text.plain.length || 1)) };
}

/**
 * Whether terms follow each other in a text as they do in the query.
 * @param {FoldedText} text
 * @param {Term[]} terms
 */
export function isPhrase(text, terms) {
  const [first, ...rest] = terms;
  return occurrences(text, first).some(([, end]) => {
    let at = end;
    return rest.every((term) => {
      const hit = findTerm(text, term, at);
      const follows = hit !== null && hit[0] - at < SIDE_BY_SIDE;
      if (hit) at = hit[1];
      return follows;
    });
  });
}
