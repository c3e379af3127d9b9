// @ts-check
// What is shown when not all terms are found together: the best of what has some of them.

import { takeApart } from "./cut.js";
import { isNamed } from "./entries.js";
import { fold, IS_UNSPACED } from "./fold.js";
import { bestLine, readPage, rowFits, rowHas, rowsOf, weighPage } from "./matching.js";
import { findTerm } from "./query.js";
import { worthOf } from "./relevance.js";

const LOADED = { entries: 8, parts: 4 }; // documents at most
const MOST = { entries: 4, passages: 4 }; // that are shown
const LEAST = 0.5; // of the worth of the best hit
const TELLING = 0.7; // weight of a term whose absence is worth a word; "of" is not
const MAX_TOGETHER = 6; // rows of a paragraph that are shown as one passage

/** @typedef {import("./index.js").SearchIndex} SearchIndex */

/**
 * Return documents by the weight of the terms that they have.
 * @param {KnownTerm[]} found
 * @param {Set<number>[]} narrow of which they must be
 * @param {number} from
 * @param {number} to
 * @param {number} most
 */
export function heaviest(found, narrow, from, to, most) {
  /** @type {Map<number, number>} */
  const worth = new Map();
  for (const { weight, inNames = 0, numbers, named } of found) {
    for (const number of numbers) {
      if (number >= from && number < to) worth.set(number, (worth.get(number) ?? 0) + weight + (named.has(number) ? inNames : 0));
    }
  }
  return [...worth].filter(([number]) => narrow.every((each) => each.has(number)))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([number]) => number);
}

/**
 * Return rows as one row.
 * @param {ReadyRow[]} rows
 * @returns {ReadyRow}
 */
function joinRows(rows) {
  /** @type {Record<string, string>} */
  const versions = {};
  /** @type {Record<string, number[]>} */
  const named = {};
  for (const { versions: its, named: names } of rows) {
    for (const [lang, text] of Object.entries(its)) {
      const before = versions[lang] === undefined ? "" : versions[lang] + (IS_UNSPACED.test(text) ? "" : " ");
      (named[lang] ??= []).push(...(names[lang] ?? []).map((number, i) => (i % 3 === 2 ? number : number + before.length)));
      versions[lang] = before + text;
    }
  }
  return {
    segment: rows[0].segment, last: rows[rows.length - 1].segment, part: rows[0].part, versions, named, years: rows.flatMap((row) => row.years),
    folded: Object.values(versions).map(fold), entries: [...new Set(rows.flatMap((row) => row.entries))],
  };
}

/**
 * Return the fewest neighbouring rows of a paragraph that have all terms together; a phrase may go on in the next row.
 * @param {ReadyRow[]} rows
 * @param {Term[]} terms
 * @param {SearchFilters} filters
 */
export function rowsTogether(rows, terms, filters) {
  const has = rows.map((row) => terms.map((term) => rowHas(row, term)));
  const taken = has.map((found) => found.every(Boolean));
  const parts = terms.map(({ plain }) => (IS_UNSPACED.test(plain) ? [...plain.replaceAll(" ", "")] : plain.split(" ")));
  /** @type {ReadyRow[]} */
  const together = [];
  for (let length = 2; length <= MAX_TOGETHER; length++) {
    for (let at = 0; at + length <= rows.length; at++) {
      const some = rows.slice(at, at + length);
      if (some.some((row, n) => taken[at + n] || row.segment.split("s")[0] !== some[0].segment.split("s")[0])) continue;
      const lacking = terms.filter((_, n) => !some.some((_, k) => has[at + k][n]));
      const mayGoOn = lacking.every((term) => {
        const [first, last] = [parts[terms.indexOf(term)][0], parts[terms.indexOf(term)].at(-1) ?? ""];
        return first !== last && some[0].folded.some(({ plain }, version) => plain.includes(first) && some[length - 1].folded[version]?.plain.includes(last));
      });
      if (!mayGoOn) continue;
      const joined = joinRows(some);
      if (!rowFits(joined, filters) || !lacking.every((term) => joined.folded.some((version) => findTerm(version, term)))) continue;
      together.push(joined);
      taken.fill(true, at, at + length);
    }
  }
  return together;
}

/**
 * Return the best hits that are worth at least a part of the best one.
 * @template {{ rank: number }} Hit
 * @param {Hit[]} hits
 * @param {number} most
 */
function best(hits, most) {
  const sorted = hits.sort((a, b) => b.rank - a.rank);
  return sorted.filter(({ rank }) => rank > 0 && rank >= LEAST * sorted[0].rank).slice(0, most);
}

/**
 * Return the best of what does not have all terms; null if there is nothing to leave out.
 * @param {SearchIndex} index
 * @param {Term[]} terms
 * @param {SearchFilters} filters
 * @param {Set<string>} known ids of entries that have all of them
 * @param {{ entries: boolean, passages: boolean }} wanted
 * @returns {Promise<NearHits | null>}
 */
export async function findNear(index, terms, filters, known, wanted) {
  const apart = await Promise.all(terms.map((term, n) => takeApart(index, term, n === terms.length - 1)));
  const loose = [...new Map(apart.flat().map((term) => [term.plain, term])).values()];
  const found = await index.weigh(loose);
  const { firstEntry, firstPage, entries, language } = index;
  const weighted = found.filter(({ numbers }) => numbers.size);
  const isSame = loose.length === terms.length && loose.every((term, n) => term.plain === terms[n].plain);
  if (!weighted.length || (isSame && terms.length < 2)) return null;
  const narrow = await index.narrowed(filters);
  /** @param {number} number */
  const load = (number) => index.load(number);
  const [pages, parts] = await Promise.all([
    Promise.all(heaviest(weighted, narrow, firstEntry, firstPage, wanted.entries ? LOADED.entries : 0).map(load)),
    Promise.all(heaviest(weighted, narrow, 0, firstEntry, wanted.passages ? LOADED.parts : 0).map(load)),
  ]);
  /** @param {Set<Term>} its */
  const missing = (its) => weighted.filter(({ term, weight }) => !its.has(term) && weight >= TELLING).map(({ term }) => term);

  /** @type {EntryHit[]} */
  const entryHits = [];
  for (const page of pages) {
    const read = readPage(page, filters, entries);
    if (!read?.entry || known.has(read.entry.id)) continue;
    const { entry, lines } = read;
    const { found: its, rank } = weighPage(read, weighted);
    const unnamed = weighted.filter(({ term }) => !isNamed(entry, term));
    entryHits.push({ entry, rank, missing: missing(its), line: bestLine(lines, unnamed, language), type: page.type?.[language] });
  }

  /** @type {PassageHit[]} */
  const passages = [];
  for (const part of parts) {
    const rows = rowsOf(part, entries);
    const together = rowsTogether(rows, terms, filters);
    const all = weighted.reduce((sum, { weight }) => sum + weight, 0);
    passages.push(...together.map((row) => ({ row, rank: 2.5 * all - row.versions[row.part.original].length / 1e5, missing: [] })));
    for (const row of rows) {
      if (terms.every((term) => rowHas(row, term)) || !rowFits(row, filters)) continue;
      const its = new Set(weighted.map(({ term }) => term).filter((term) => rowHas(row, term)));
      const words = Math.max(...row.folded.map((version) => worthOf(version, weighted).nearness));
      const rank = weighted.reduce((sum, { term, weight }) => sum + (its.has(term) ? weight : 0), 0) + words;
      passages.push({ row, rank, missing: missing(its) });
    }
  }
  const isCut = apart.some((pieces, n) => IS_UNSPACED.test(terms[n].plain) && pieces.length && pieces[0].plain !== terms[n].plain);
  return {
    terms: weighted.map(({ term }) => term), cut: isCut ? weighted.map(({ term }) => term) : [],
    unknown: found.filter(({ term, numbers }) => !numbers.size && !IS_UNSPACED.test(term.plain)).map(({ term }) => term),
    entries: best(entryHits, MOST.entries), passages: best(passages, MOST.passages),
  };
}
