// @ts-check
// Matching: what of a search document has all terms.

import { isNamed } from "./entries.js";
import { entryFits, fitsYears } from "./filters.js";
import { fold } from "./fold.js";
import { findTerm } from "./query.js";

/** @typedef {import("./entries.js").Entries} Entries */

/**
 * Return the rows of a part of a text that have all terms, in any version or among the names of their entries.
 * @param {TextPart} part
 * @param {Term[]} terms
 * @param {SearchFilters} filters
 * @param {Entries} entries
 */
export function matchingRows(part, terms, filters, entries) {
  if (filters.text && part.text !== filters.text) return [];
  const unpacked = (part.unpacked ??= part.entries.map(([id, record]) => entries.unpack(id, record)));
  return part.rows.filter((row) => {
    row.part = part;
    const folded = (row.folded ??= Object.values(row.versions).map(fold));
    const numbers = () => new Set(Object.values(row.named).flatMap((list) => list.filter((_, i) => i % 3 === 2)));
    const named = (row.entries ??= [...numbers()].map((n) => unpacked[n]));
    return (!filters.kind || named.some((entry) => entry.kind === filters.kind)) && fitsYears(row.years, filters)
      && terms.every((term) => folded.some((version) => findTerm(version, term)) || named.some((entry) => isNamed(entry, term)));
  });
}

/**
 * Return a page with the line to show, if it has all terms in its words or names, and at least one in its words.
 * @param {SearchPage} page
 * @param {Term[]} terms
 * @param {SearchFilters} filters
 * @param {Entries} entries
 * @param {string} language of the page that the reader is on
 * @returns {PageHit[]}
 */
export function matchingPage(page, terms, filters, entries, language) {
  const entry = page.entry ? entries.unpack(...page.entry) : null;
  if (entry ? !entryFits(entry, filters) : !fitsYears([], filters)) return [];
  const lines = (page.lines ??= Object.entries(page.said).flatMap(([lang, said]) => said.map((text) => ({ lang, text, folded: fold(text) }))));
  const titles = (page.titles ??= Object.values(page.title ?? {}).map(fold));
  const inWords = terms.filter((term) => lines.some((line) => findTerm(line.folded, term)));
  /** @param {Term} term */
  const isInTitle = (term) => titles.some((title) => findTerm(title, term)) || (entry && isNamed(entry, term));
  if (!terms.every((term) => inWords.includes(term) || isInTitle(term)) || (!inWords.length && entry)) return [];
  /** @param {FoldedLine} line */
  const worth = (line) => terms.filter((term) => findTerm(line.folded, term)).length;
  const ours = lines.filter((line) => line.lang === language);
  const shown = !ours.some(worth) && lines.some(worth) ? lines : ours;
  const line = shown.reduce((best, each) => (worth(each) > worth(best) ? each : best), shown[0]);
  return [{ page, entry, line }];
}

const EXCERPT_LENGTH = 240;

/**
 * Return an excerpt of a text around the first of some spans: its start and end.
 * @param {string} text
 * @param {[number, number][]} spans
 * @param {(character: string) => boolean} isInWord
 * @returns {[number, number]}
 */
export function excerptOf(text, spans, isInWord) {
  const length = /\p{Script=Han}/u.test(text) ? EXCERPT_LENGTH / 2 : EXCERPT_LENGTH;
  const first = Math.min(...spans.map(([begin]) => begin), text.length);
  let begin = first > length * 0.6 ? first - Math.round(length / 4) : 0;
  while (begin > 0 && begin < first && isInWord(text[begin - 1].toLowerCase())) begin++;
  return [begin, Math.min(begin + length, text.length)];
}

/**
 * Return documents by the number of index keys in their names, then by their own numbers.
 * @param {{ numbers: Set<number>, named: Set<number> }[]} found the documents of each key
 */
export function rankDocuments(found) {
  if (!found.length) return [];
  const [rarest] = [...found].sort((a, b) => a.numbers.size - b.numbers.size);
  /** @param {number} number */
  const worth = (number) => found.filter(({ named }) => named.has(number)).length;
  return [...rarest.numbers].filter((number) => found.every(({ numbers }) => numbers.has(number)))
    .map((number) => ({ number, worth: worth(number) }))
    .sort((a, b) => b.worth - a.worth || a.number - b.number).map(({ number }) => number);
}
