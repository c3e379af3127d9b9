// @ts-check
// Folding: which letters count as the same. The table is that of hooks/charsu/text/folding.py.

import { FOLDING } from "./constants.js";

const { unspaced } = FOLDING;
const LETTER = `(?:(?![${unspaced}])[\\p{L}\\p{N}])+`;
export const IS_UNSPACED = new RegExp(`[${unspaced}]`, "u");
/** A word; in scripts without spaces, a letter. */
export const WORD = new RegExp(`${LETTER}|(?=[\\p{L}\\p{N}])[${unspaced}]`, "gu");
/** A word; in scripts without spaces, letters side by side. */
export const RUN = new RegExp(`${LETTER}|(?:(?=[\\p{L}\\p{N}])[${unspaced}])+`, "gu");
const ANY_TONE = new RegExp(`[${FOLDING.tones}]`);

const SAME = new Map(Object.entries(FOLDING.same));
const TYPED = new Map(Object.entries(FOLDING.typed));
for (const zero of FOLDING.zeros) {
  for (let value = 0; value < 10; value++) SAME.set(String.fromCodePoint((zero.codePointAt(0) ?? 0) + value), String(value));
}

const LOOKS = new Map(Object.entries(FOLDING.everywhere));
const { latinRanges: latin, otherRanges: other } = FOLDING;
const ANY_OTHER = new RegExp(`[${other}]`);
const MIXED = new RegExp(`[${latin}${other}]*(?:[${latin}][${other}]|[${other}][${latin}])[${latin}${other}]*`, "g");
/** @type {[ranges: RegExp, letters: Map<string, string>][]} */
const ALPHABETS = [
  [ANY_OTHER, new Map([...FOLDING.foreign].map((letter, n) => [letter, FOLDING.latin[n]]))],
  ...["[\u0370-\u03ff]", "[\u0400-\u052f]"].map((ranges) => /** @type {[RegExp, Map<string, string>]} */ ([
    new RegExp(`[${latin}]`),
    new Map([...FOLDING.foreign].flatMap((letter, n) => (letter.match(ranges) ? [[FOLDING.latin[n], letter]] : []))),
  ])),
];

/**
 * Return a word in the letters of one alphabet, if those of the others only look like them.
 * @param {string} word
 */
function settle(word) {
  const [inLatin, inGreek, inCyrillic] = ALPHABETS.map(([others, letters]) => {
    const meant = [...word].map((letter) => letters.get(letter) ?? letter).join("");
    return others.test(meant) ? "" : meant;
  });
  return inLatin || (/[\u0370-\u03ff]/.test(word) ? inGreek : inCyrillic) || word;
}

/** @type {Map<string, string>} */
const simplified = new Map();
/** @type {[FoldedText, string][]} Texts that were folded before the variants were there. */
let early = [];

/** Whether a text has Chinese characters. @param {string} text */
export const isHan = (text) => /\p{Script=Han}/u.test(text);

/**
 * Take traditional Chinese characters as simplified ones from now on; also in texts that are folded already.
 * @param {string} pairs each traditional character, followed by the simplified one
 */
export function learnVariants(pairs) {
  if (simplified.size) return;
  for (let at = 0; at < pairs.length; at += 2) simplified.set(pairs[at], pairs[at + 1]);
  characters.clear();
  const again = early;
  early = [];
  for (const [folded, text] of again) Object.assign(folded, fold(text));
}

/** @type {Map<string, [letters: string, marks: string]>} */
const characters = new Map();

/** @param {string} character */
function foldCharacter(character) {
  let letters = "", marks = "";
  for (const part of (LOOKS.get(character) ?? character).normalize("NFKD")) {
    if (/\p{M}/u.test(part)) marks += part;
    else for (const letter of part.toLowerCase()) {
      const plain = TYPED.get(letter);
      if (plain) marks += letter;
      letters += plain ?? SAME.get(letter) ?? simplified.get(letter) ?? letter;
    }
  }
  return /** @type {[string, string]} */ ([letters, marks]);
}

/**
 * @param {string} written
 * @returns {FoldedText}
 */
export function fold(written) {
  const text = ANY_OTHER.test(written) ? written.replace(MIXED, settle) : written;
  let plain = "", position = 0, before = "";
  /** @type {(string | undefined)[]} */
  const marks = [];
  const places = [];
  for (const character of text) {
    const next = position + character.length;
    // Many leave out the dots of foreign names.
    if (FOLDING.dots.includes(character) && IS_UNSPACED.test(before) && IS_UNSPACED.test(String.fromCodePoint(text.codePointAt(next) ?? 32))) {
      position = next;
      continue;
    }
    before = character;
    let folded = characters.get(character);
    if (!folded) characters.set(character, folded = foldCharacter(character));
    const [letters, itsMarks] = folded;
    for (let i = 0; i < letters.length; i++) places.push(position);
    plain += letters;
    if (itsMarks && plain) marks[plain.length - 1] = (marks[plain.length - 1] ?? "") + itsMarks;
    position = next;
  }
  places.push(position);
  // hoà and hòa are one word: the tone goes where the old spelling has it.
  for (const index of Object.keys(marks).map(Number)) {
    const tone = marks[index]?.match(ANY_TONE)?.[0];
    const before = marks[index - 1] ?? "";
    if (tone && index && FOLDING.tonePairs.includes(plain.slice(index - 1, index + 1)) && !ANY_TONE.test(before)) {
      marks[index - 1] = before + tone;
      marks[index] = marks[index]?.replace(tone, "");
    }
  }
  const found = { plain, marks, places };
  if (!simplified.size && isHan(text)) early.push([found, text]);
  return found;
}

/** @param {string} text */
export const words = (text) => fold(text).plain.match(WORD) ?? [];

/** @type {Map<string, " " | "a" | "字">} */
const shapes = new Map();

/**
 * Return what a code unit of folded text is: " " between words, "a" a letter of a word, "字" a letter of a script
 * without spaces.
 * @param {string | undefined} unit
 */
export function shape(unit) {
  if (unit === undefined) return " ";
  let found = shapes.get(unit);
  if (!found) {
    found = /[\ud800-\udfff]/.test(unit) ? "字" : !/[\p{L}\p{N}]/u.test(unit) ? " " : IS_UNSPACED.test(unit) ? "字" : "a";
    shapes.set(unit, found);
  }
  return found;
}
