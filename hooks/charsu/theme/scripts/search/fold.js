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

/** @type {Map<string, [letters: string, marks: string]>} */
const characters = new Map();

/** @param {string} character */
function foldCharacter(character) {
  let letters = "", marks = "";
  for (const part of character.normalize("NFKD")) {
    if (/\p{M}/u.test(part)) marks += part;
    else for (const letter of part.toLowerCase()) {
      const plain = TYPED.get(letter);
      if (plain) marks += letter;
      letters += plain ?? SAME.get(letter) ?? letter;
    }
  }
  return /** @type {[string, string]} */ ([letters, marks]);
}

/**
 * @param {string} text
 * @returns {FoldedText}
 */
export function fold(text) {
  let plain = "", position = 0;
  /** @type {(string | undefined)[]} */
  const marks = [];
  const places = [];
  for (const character of text) {
    let folded = characters.get(character);
    if (!folded) characters.set(character, folded = foldCharacter(character));
    const [letters, itsMarks] = folded;
    for (let i = 0; i < letters.length; i++) places.push(position);
    plain += letters;
    if (itsMarks && plain) marks[plain.length - 1] = (marks[plain.length - 1] ?? "") + itsMarks;
    position += character.length;
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
  return { plain, marks, places };
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
