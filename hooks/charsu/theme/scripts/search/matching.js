// @ts-check
// Matching: what of a search document has all terms.

import { foldedForm, isNamed } from "./entries.js";
import { entryFits, fitsYears } from "./filters.js";
import { fold } from "./fold.js";
import { findTerm, spansOf } from "./query.js";
import { isPhrase, worthOf } from "./relevance.js";

/** @typedef {import("./entries.js").Entries} Entries */

/**
 * Return the rows of a part of a text, ready to be searched.
 * @param {TextPart} part
 * @param {Entries} entries
 */
export function rowsOf(part, entries) {
  const unpacked = (part.unpacked ??= part.entries.map(([id, record]) => entries.unpack(id, record)));
  for (const row of part.rows) {
    row.part = part;
    row.folded ??= Object.values(row.versions).map(fold);
    row.entries ??= [...new Set(Object.values(row.named).flatMap((list) => list.filter((_, i) => i % 3 === 2)))].map((n) => unpacked[n]);
  }
  return /** @type {ReadyRow[]} */ (part.rows);
}

/**
 * Whether a row has a term, in any version or among the names of its entries.
 * @param {ReadyRow} row
 * @param {Term} term
 */
export const rowHas = ({ folded, entries }, term) =>
  folded.some((version) => findTerm(version, term)) || entries.some((entry) => isNamed(entry, term));

/**
 * Whether a row stays when the search is narrowed.
 * @param {ReadyRow} row
 * @param {SearchFilters} filters
 */
export const rowFits = (row, filters) =>
  (!filters.text || row.part.text === filters.text) && (!filters.kind || row.entries.some((entry) => entry.kind === filters.kind))
  && fitsYears(row.years, filters) && !filters.without?.some((term) => rowHas(row, term));

/**
 * Return the rows of a part of a text that have all terms, in any version or among the names of their entries.
 * @param {TextPart} part
 * @param {Term[]} terms
 * @param {SearchFilters} filters
 * @param {Entries} entries
 */
export function matchingRows(part, terms, filters, entries) {
  if (filters.text && part.text !== filters.text) return [];
  return rowsOf(part, entries).filter((row) => rowFits(row, filters) && terms.every((term) => rowHas(row, term)));
}

/**
 * Return rows with those first in which the terms follow each other as in the query.
 * @param {ReadyRow[]} rows
 * @param {Term[]} terms
 */
export function phrasesFirst(rows, terms) {
  if (terms.length < 2) return rows;
  const isFirst = new Set(rows.filter(({ folded }) => folded.some((version) => isPhrase(version, terms))));
  return [...isFirst, ...rows.filter((row) => !isFirst.has(row))];
}

/**
 * Return the entries named right beside all terms of a phrase: "the Taliban leader Omar" says who that is.
 * @param {ReadyRow[]} rows in which the terms were found
 * @param {Term[]} terms
 */
export function namedBeside(rows, terms) {
  /** @type {Map<SearchEntry, EntryHit>} */
  const found = new Map();
  const last = terms[terms.length - 1];
  for (const { versions, named, folded, part } of rows) {
    Object.entries(versions).forEach(([lang, text], version) => {
      if (!isPhrase(folded[version], terms)) return;
      const ends = spansOf(folded[version], [last]).map(([, end]) => end);
      const list = named[lang] ?? [];
      for (let i = 0; i < list.length; i += 3) {
        const entry = part.unpacked?.[list[i + 2]];
        const isBeside = ends.some((end) => end <= list[i] && !text.slice(end, list[i]).trim());
        if (entry && isBeside && !found.has(entry)) {
          found.set(entry, { entry, rank: 0, line: { lang, text, folded: folded[version], isFirst: false } });
        }
      }
    });
  }
  return [...found.values()];
}

/**
 * Return what a page says, ready to be searched; null if the filters leave it out.
 * @param {SearchPage} page
 * @param {SearchFilters} filters
 * @param {Entries} entries
 */
export function readPage(page, filters, entries) {
  const entry = page.entry ? entries.unpack(...page.entry) : null;
  if (entry ? !entryFits(entry, filters) : !fitsYears([], filters)) return null;
  const lines = (page.lines ??= Object.entries(page.said).flatMap(([lang, said]) => said.map((text, n) => ({ lang, text, folded: fold(text), isFirst: n === 0 }))));
  const titles = (page.titles ??= Object.values(page.title ?? page.type ?? {}).map(fold));
  /** @param {Term} term */
  const isInTitle = (term) => titles.some((title) => findTerm(title, term)) || (entry !== null && isNamed(entry, term));
  /** @param {Term} term */
  const isInWords = (term) => lines.some((line) => findTerm(line.folded, term));
  if (filters.without?.some((term) => isInTitle(term) || isInWords(term))) return null;
  return { entry, lines, titles, isInTitle, isInWords };
}

/**
 * Return a page with the line to show, if it has all terms in its words or names; an entry must have those that are
 * not in its names in one line, since the words of a long page have nothing to do with each other. An entry that has
 * all of them in its names is found by these.
 * @param {SearchPage} page
 * @param {WeightedTerm[]} weighted
 * @param {SearchFilters} filters
 * @param {Entries} entries
 * @param {string} language of the page that the reader is on
 * @returns {PageHit[]}
 */
export function matchingPage(page, weighted, filters, entries, language) {
  const read = readPage(page, filters, entries);
  if (!read) return [];
  const { entry, lines, isInTitle, isInWords } = read;
  const terms = weighted.map(({ term }) => term);
  const rest = terms.filter((term) => !isInTitle(term));
  const hasAll = entry ? !rest.length || lines.some(({ folded }) => rest.every((term) => findTerm(folded, term))) : rest.every(isInWords);
  if (!hasAll || (entry && terms.every((term) => isNamed(entry, term)) && !terms.some(isInWords))) return [];
  return [{ page, entry, line: bestLine(lines, weighted, language), rank: weighPage(read, weighted).rank, type: page.type?.[language] }];
}

/**
 * Return the line that has most of the terms, in the page's language if possible.
 * @param {FoldedLine[]} lines
 * @param {WeightedTerm[]} weighted
 * @param {string} language
 */
export function bestLine(lines, weighted, language) {
  /** @param {FoldedLine} line */
  const worth = (line) => {
    const { worth: words, nearness } = worthOf(line.folded, weighted);
    return words + nearness;
  };
  const ours = lines.filter((line) => line.lang === language);
  const shown = !ours.some(worth) && lines.some(worth) ? lines : ours;
  return shown.map((line) => ({ line, worth: worth(line) }))
    .reduce((best, each) => (best && best.worth >= each.worth ? best : each), /** @type {{ line: FoldedLine, worth: number } | null} */ (null))?.line;
}

/**
 * Return the terms that a page has, and what it is worth for a query: its names count most, then what it is, then
 * what it says.
 * @param {NonNullable<ReturnType<typeof readPage>>} read
 * @param {WeightedTerm[]} weighted
 */
export function weighPage({ entry, lines, titles }, weighted) {
  const forms = [...(entry?.forms.map(foldedForm) ?? []), ...titles];
  const asNames = weighted.map(({ term, inNames, weight }) => ({ term, weight: inNames ?? weight }));
  const named = forms.map((form) => worthOf(form, asNames));
  const said = lines.map((line) => ({ isFirst: line.isFirst, ...worthOf(line.folded, weighted) }));
  const found = new Set(named.flatMap((form) => [...form.found]));
  // A name counts the more, the more of it is searched for.
  let rank = Math.max(0, ...named.map(({ worth, nearness, share }) => (worth + nearness) * (1 + share)));
  for (const { term, weight } of asNames) if (found.has(term)) rank += weight / 2;
  for (const { term, weight } of weighted) {
    if (!said.some((line) => line.found.has(term))) continue;
    if (!found.has(term)) rank += weight / 2;
    found.add(term);
  }
  rank += Math.max(0, ...said.map(({ isFirst, worth, nearness }) => (worth / 4 + nearness / 2) * (isFirst ? 2 : 1)));
  return { found, rank };
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
  let begin = spans.length && first > length * 0.6 ? first - Math.round(length / 4) : 0;
  while (begin > 0 && begin < first && isInWord(text[begin - 1].toLowerCase())) begin++;
  return [begin, Math.min(begin + length, text.length)];
}

/**
 * Return the documents that have all terms, by the weight of those in their names, then by their own numbers.
 * @param {{ numbers: Set<number>, named: Set<number>, inNames?: number }[]} found the documents of each term
 */
export function rankDocuments(found) {
  if (!found.length) return [];
  const [rarest] = [...found].sort((a, b) => a.numbers.size - b.numbers.size);
  /** @param {number} number */
  const worth = (number) => found.reduce((sum, { named, inNames = 1 }) => sum + (named.has(number) ? inNames : 0), 0);
  return [...rarest.numbers].filter((number) => found.every(({ numbers }) => numbers.has(number)))
    .map((number) => ({ number, worth: worth(number) }))
    .sort((a, b) => b.worth - a.worth || a.number - b.number).map(({ number }) => number);
}
