// @ts-check
// Prefix index: keys that are looked up by their first letters, in blocks. See hooks/charsu/search/prefix_index.py.

import { DIGITS } from "./constants.js";

/**
 * @param {number} level
 * @param {string} first
 */
export const fileName = (level, first) =>
  `${level}-${first.replace(/[^a-z0-9]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}`)}`;

/** @template Item */
export class PrefixIndex {
  /**
   * @param {string} path folder of the files
   * @param {Directory} directory
   * @param {(path: string) => Promise<any>} read
   */
  constructor(path, [levels, prefixes], read) {
    this.path = path;
    this.levels = levels;
    this.prefixes = prefixes;
    this.read = read;
  }

  /**
   * Return the blocks that may have keys with a prefix, or (`isExact`) just this key; null if these are more than two.
   * @param {string} prefix
   * @param {boolean} [isExact]
   * @returns {Promise<Record<string, Item>[] | null>}
   */
  async blocks(prefix, isExact = false) {
    let prefixes = this.prefixes;
    for (let level = this.levels; ; level--) {
      /** @param {string} text */
      const after = (text) => {
        const place = prefixes.findIndex((each) => each > text);
        return place < 0 ? prefixes.length : place;
      };
      const first = after(prefix) - 1;
      const end = isExact ? first + 1 : after(`${prefix}\uffff`);
      if (end - first > 2) return null;
      const paths = prefixes.slice(first, end).map((each) => `${this.path}/${fileName(level, each)}`);
      const files = await Promise.all(paths.map(this.read));
      if (!level) return files;
      prefixes = files.flat();
    }
  }

  /**
   * Return the item of one key.
   * @param {string} key
   * @returns {Promise<Item | null>}
   */
  async get(key) {
    const block = (await this.blocks(key, true))?.[0] ?? {};
    return Object.hasOwn(block, key) ? block[key] : null;
  }
}

const DIGIT = new Map([...DIGITS].map((digit, value) => [digit, value]));

/**
 * Return the numbers of a packed posting list. See hooks/charsu/search/postings.py.
 * @param {string} packed
 */
export function unpackNumbers(packed) {
  /** @type {number[]} */
  const numbers = [];
  if (packed.startsWith("*")) {
    const bytes = atob(packed.slice(1));
    for (let n = 0; n < bytes.length * 8; n++) if (bytes.charCodeAt(n >> 3) & (128 >> (n & 7))) numbers.push(n);
    return numbers;
  }
  let number = -1, gap = 0, place = 1;
  for (const digit of packed) {
    const value = DIGIT.get(digit) ?? 0;
    gap += (value % 32) * place;
    if (value > 31) place *= 32;
    else {
      number += gap + 1;
      numbers.push(number);
      [gap, place] = [0, 1];
    }
  }
  return numbers;
}
