// @ts-check
// Queries: words and "quoted phrases", all of which must be found; and where a term is in a text.

import { fold, IS_UNSPACED, RUN, shape } from "./fold.js";
import { otherForms } from "./forms.js";

/**
 * Return the terms of a query: words and phrases, of which "a OR b" is one; and, after "-", what must not be there.
 * @param {string} query
 * @param {string[]} [languages] in which dates may be written
 * @returns {{ terms: Term[], without: Term[] }}
 */
export function readQuery(query, languages = []) {
  /** @type {Term[]} */
  const terms = [];
  /** @type {Term[]} */
  const without = [];
  let isChoice = false;
  for (const [, minus, phrase, end, word] of query.replace(/[“”„«»「」『』]/g, '"').matchAll(/([-−－]?)"([^"]*)("|$)|([^\s"]+)/g)) {
    if (word === "OR" && terms.length) {
      isChoice = true;
      continue;
    }
    const isMinus = phrase === undefined ? /^[-−－]/.test(word) : minus !== "";
    const term = makeTerm(phrase ?? word, end === '"', phrase === undefined ? word.slice(isMinus ? 1 : 0) : `"${phrase}"`);
    if (!term.plain) continue;
    if (phrase === undefined) term.others = otherForms(term, languages).map(([text, isWhole]) => makeTerm(text, isWhole));
    const last = terms.at(-1);
    if (isMinus) without.push(term);
    else if (isChoice && last) {
      (last.others ??= []).push(term, ...term.others ?? []);
      last.typed += ` OR ${term.typed}`;
    } else terms.push(term);
    isChoice = false;
  }
  return terms.length ? { terms, without } : { terms: without, without: [] };
}

/**
 * @param {string} query
 * @param {string[]} [languages]
 */
export const parseQuery = (query, languages) => readQuery(query, languages).terms;

/**
 * @param {string} text
 * @param {boolean} [isWhole]
 * @param {string} [typed]
 * @returns {Term}
 */
export function makeTerm(text, isWhole = false, typed = text) {
  const { plain, marks } = fold(text);
  /** @type {Term} */
  const term = { plain: "", marks: [], isWhole, typed };
  for (let i = 0; i < plain.length; i++) {
    const isSpace = shape(plain[i]) === " ";
    if (isSpace && (!term.plain || term.plain.endsWith(" "))) continue;
    if (!isSpace && marks[i]) term.marks[term.plain.length] = marks[i];
    term.plain += isSpace ? " " : plain[i];
  }
  term.plain = term.plain.trimEnd();
  return term;
}

/**
 * Return start and end of a term, or of another form of it, in folded text; or null.
 * @param {FoldedText} text
 * @param {Term} term
 * @param {number} [from]
 * @returns {[number, number] | null}
 */
export function findTerm(text, term, from = 0) {
  let found = findForm(text, term, from);
  for (const other of term.others ?? []) {
    const hit = findForm(text, other, from);
    if (hit && (!found || hit[0] < found[0])) found = hit;
  }
  return found;
}

/**
 * @param {FoldedText} text
 * @param {Term} term
 * @param {number} from
 * @returns {[number, number] | null}
 */
function findForm(text, term, from) {
  const first = term.plain.split(" ", 1)[0];
  for (let begin = text.plain.indexOf(first, from); begin >= 0; begin = text.plain.indexOf(first, begin + 1)) {
    if (shape(first[0]) === "a" && shape(text.plain[begin - 1]) === "a") continue;
    const end = endOfTerm(text, term, begin);
    if (end && !(term.isWhole && shape(text.plain[end]) === "a" && shape(text.plain[end - 1]) === "a")) return [begin, end];
  }
  return null;
}

/**
 * Return the end of a term that begins at a place, or 0 if it is not there.
 * @param {FoldedText} text
 * @param {Term} term
 * @param {number} begin
 */
function endOfTerm(text, term, begin) {
  let position = begin;
  for (let i = 0; i < term.plain.length; i++) {
    if (term.plain[i] === " ") {
      if (shape(text.plain[position]) !== " ") return 0;
      while (position < text.plain.length && shape(text.plain[position]) === " ") position++;
    } else {
      if (text.plain[position] !== term.plain[i]) return 0;
      for (const mark of term.marks[i] ?? "") if (!text.marks[position]?.includes(mark)) return 0;
      position++;
    }
  }
  return position;
}

/**
 * Return start and end of all occurrences of terms, in the text as it is written.
 * @param {FoldedText} text
 * @param {Term[]} terms
 */
export function spansOf(text, terms) {
  /** @type {[number, number][]} */
  const found = [];
  for (const term of terms) {
    for (let hit = findTerm(text, term); hit; hit = findTerm(text, term, hit[1])) {
      found.push([text.places[hit[0]], text.places[hit[1]]]);
    }
  }
  return found;
}

/**
 * Return what the index knows of a term, without its other forms: words, the last of which may continue; and pairs of neighbouring letters.
 * @param {Term} term
 * @returns {IndexKey[]}
 */
export function keysOf(term) {
  const runs = term.plain.match(RUN) ?? [];
  return runs.flatMap((run, n) => {
    const letters = [...run];
    if (!IS_UNSPACED.test(letters[0])) return [{ key: run, isExact: term.isWhole || n < runs.length - 1 }];
    if (letters.length === 1) return [{ key: run, isExact: false }];
    const starts = letters.map((_, at) => at).filter((at) => at % 2 === 0).map((at) => Math.min(at, letters.length - 2));
    return starts.map((at) => ({ key: letters[at] + letters[at + 1], isExact: true }));
  });
}
