// @ts-check
// What the index knows: names, words, and the documents that may match. Matching decides.

import { NAME_LENGTH } from "./constants.js";
import { Entries, rankEntries } from "./entries.js";
import { matchingPage, matchingRows, rankDocuments } from "./matching.js";
import { PrefixIndex, unpackNumbers } from "./prefix_index.js";
import { keysOf, makeTerm } from "./query.js";
import { keysAround, queriesOf, rankAlike } from "./alike.js";

const MAX_KEYS = 8; // of a query that the index is asked for; it only has to leave few documents
const FIRST_BATCH = { passages: 3, pages: 6 }; // documents loaded at once; then twice as many each time
const MIN_LOOKED = 6; // documents searched for one answer, even if fewer give enough hits
const MAX_LOOKED = 24; // documents searched for one answer, even if they give too few hits
const ALL_LOOKED = 12; // up to this number, all are searched, so that the number of hits is known

/** @typedef {{ data: (path: string) => Promise<any>, script: (path: string) => Promise<any> }} Files */

/** @template Hit */
class DocumentSearch {
  /**
   * Search documents one after the other, as far as hits are wanted.
   * @param {number[]} numbers
   * @param {number} firstBatch
   * @param {(number: number) => Promise<Hit[]>} search
   */
  constructor(numbers, firstBatch, search) {
    this.numbers = numbers;
    this.firstBatch = firstBatch;
    this.search = search;
    /** @type {Hit[]} */
    this.hits = [];
    this.looked = 0;
  }

  get total() {
    return this.numbers.length;
  }

  get isDone() {
    return this.looked === this.total;
  }

  /**
   * Go on until there are enough hits and enough documents are searched.
   * @param {number} wanted
   * @param {number} [least]
   */
  async until(wanted, least = 0) {
    const most = this.looked + MAX_LOOKED;
    while (!this.isDone && this.looked < most && (this.hits.length < wanted || this.looked < least)) {
      const batch = this.numbers.slice(this.looked, this.looked + Math.max(this.firstBatch, this.looked));
      for (const hits of await Promise.all(batch.map(this.search))) this.hits.push(...hits);
      this.looked += batch.length;
    }
  }

  /** Go on as far as the number of hits is worth knowing. */
  count() {
    return this.until(0, this.total <= ALL_LOOKED ? ALL_LOOKED : MIN_LOOKED);
  }
}

export class SearchIndex {
  /**
   * @param {Start} start
   * @param {Files} files
   * @param {string} language of the page
   * @param {string} base address of the home page
   */
  constructor(start, files, language, base) {
    this.files = files;
    this.language = language;
    this.entries = new Entries(start, language, base);
    this.firstEntry = start.documents[0];
    const { names, words } = start;
    /** @type {PrefixIndex<any>} */
    this.names = new PrefixIndex("names", names.each, files.script);
    /** @type {PrefixIndex<Record<string, EntryRecord>>} */
    this.commonNames = new PrefixIndex("names-common", names.common, files.script);
    /** @type {PrefixIndex<string>} */
    this.words = new PrefixIndex("words", words.each, files.data);
    /** @type {PrefixIndex<string>} */
    this.commonWords = new PrefixIndex("words-common", words.common, files.data);
  }

  /**
   * Return the entries that may have a name with a term, and whether these are all.
   * @param {Term} term
   */
  async mayBeNamed(term) {
    const key = [...term.plain].slice(0, NAME_LENGTH).join("").trimEnd();
    const blocks = await this.names.blocks(key);
    if (!blocks) return { found: this.entries.unpackAll(await this.commonNames.get(key) ?? {}), isAll: false };
    const isCut = blocks.some((block) => Object.keys(block).some((each) => each.startsWith(`#${key}`)));
    return { found: blocks.flatMap((block) => this.entries.unpackAll(block)), isAll: !isCut };
  }

  /**
   * @param {Term[]} terms
   * @param {SearchFilters} filters
   * @returns {Promise<HitGroup<EntryHit>>}
   */
  async findEntries(terms, filters) {
    const whole = makeTerm(terms.map((term) => term.plain).join(" "));
    const asked = [...new Map([...terms, whole].map((term) => [term.plain, term])).values()].sort((a, b) => b.plain.length - a.plain.length);
    const among = new Set();
    let isDone = false;
    // An entry with all terms is among the entries with any one of them.
    for (const term of asked.filter((each) => each !== whole || terms.length === 1).concat(terms.length > 1 ? whole : [])) {
      const { found, isAll } = await this.mayBeNamed(term);
      isDone = isAll;
      if (isAll) among.clear();
      for (const entry of found) among.add(entry);
      if (isAll) break;
    }
    const inText = filters.text ? new Set(await this.files.script(`texts/${filters.text}`)) : null;
    return { hits: rankEntries(among, terms, filters, inText), isDone, looked: among.size };
  }

  /**
   * Return the documents of a key, and those that have it in their names.
   * @param {IndexKey} key
   */
  async documentsOf({ key, isExact }) {
    const blocks = isExact ? null : await this.words.blocks(key);
    const packed = blocks
      ? blocks.flatMap((block) => Object.keys(block).filter((each) => each.startsWith(key)).map((each) => block[each]))
      : [await (isExact ? this.words : this.commonWords).get(key)];
    const [numbers, named] = [new Set(), new Set()];
    for (const each of packed) {
      const [all, inNames] = (each ?? "").split("!");
      for (const number of unpackNumbers(all)) numbers.add(number);
      for (const number of unpackNumbers(inNames ?? "")) named.add(number);
    }
    return { numbers, named };
  }

  /**
   * Return the numbers of the documents that may have all terms, best first.
   * @param {Term[]} terms
   * @param {Partial<SearchFilters>} filters
   */
  async mayMatch(terms, filters) {
    const asked = [...new Map(terms.flatMap(keysOf).map((each) => [`${each.key}${each.isExact}`, each])).values()];
    asked.sort((a, b) => b.key.length - a.key.length);
    const narrow = /** @type {const} */ (["kind", "text"]).filter((by) => filters[by]).map((by) => ({ key: `=${by} ${filters[by]}`, isExact: true }));
    return rankDocuments(await Promise.all([...asked.slice(0, MAX_KEYS), ...narrow].map((key) => this.documentsOf(key))));
  }

  /**
   * Begin to search passages and pages.
   * @param {Term[]} terms
   * @param {SearchFilters} filters
   */
  async findDocuments(terms, filters) {
    const found = await this.mayMatch(terms, filters);
    const parts = found.filter((number) => number < this.firstEntry).sort((a, b) => a - b);
    /** @param {number} number */
    const load = (number) => this.files.data(`documents/${number}`);
    return {
      passages: new DocumentSearch(parts, FIRST_BATCH.passages,
        async (number) => matchingRows(await load(number), terms, filters, this.entries)),
      pages: new DocumentSearch(found.filter((number) => number >= this.firstEntry), FIRST_BATCH.pages,
        async (number) => matchingPage(await load(number), terms, filters, this.entries, this.language)),
    };
  }

  /**
   * Return the entries whose names look or sound like the terms.
   * @param {Term[]} terms
   */
  async findAlike(terms) {
    const queries = queriesOf(terms);
    const blocks = await Promise.all(keysAround(queries).map((key) => this.names.blocks(key, true)));
    return rankAlike(queries, new Set(blocks.flatMap((each) => each ?? []).flatMap((block) => this.entries.unpackAll(block))));
  }
}
