// @ts-check
// What the index knows: names, words, and the documents that may match. Matching decides.

import { NAME_LENGTH } from "./constants.js";
import { Entries, rankEntries } from "./entries.js";
import { matchingPage, matchingRows, phrasesFirst, rankDocuments } from "./matching.js";
import { PrefixIndex, unpackNumbers } from "./prefix_index.js";
import { keysOf, makeTerm } from "./query.js";
import { rarity } from "./relevance.js";

const MAX_KEYS = 8; // of a term, and terms of a query that the index is asked for; it only has to leave few documents
const LITTLE = 0.5; // weight of the others, which are short
const FIRST_BATCH = { passages: 3, entries: 6, pages: 2 }; // documents loaded at once; then as many as are likely to be enough
const MAX_LOOKED = 24; // documents searched for one answer, even if they give too few hits
const ALL_LOOKED = 12; // up to this number, all are searched, so that the number of hits is known

/** @typedef {{ data: (path: string) => Promise<any>, script: (path: string) => Promise<any> }} Files */

/**
 * Return what is in all of some sets.
 * @param {Set<number>[]} sets
 */
function shared(sets) {
  const [first = new Set(), ...others] = sets.sort((a, b) => a.size - b.size);
  return new Set([...first].filter((each) => others.every((other) => other.has(each))));
}

/** @template Hit */
class DocumentSearch {
  /**
   * Search documents one after the other, as far as hits are wanted.
   * @param {number[]} numbers
   * @param {number} firstBatch
   * @param {(number: number) => Promise<Hit[]>} search
   * @param {(hits: Hit[]) => Hit[]} [order] how hits that were found together are shown
   */
  constructor(numbers, firstBatch, search, order = (hits) => hits) {
    this.numbers = numbers;
    this.firstBatch = firstBatch;
    this.search = search;
    this.order = order;
    /** @type {Hit[]} */
    this.hits = [];
    this.looked = 0;
    this.matched = 0; // hits so far, those included that are not ordered yet
  }

  get total() {
    return this.numbers.length;
  }

  get isDone() {
    return this.looked === this.total;
  }

  /**
   * Return how many documents to load next: as many as have enough hits, if they have as many as those before. Each
   * batch takes a phone a moment, however small it is.
   * @param {number} missing hits
   * @param {number} most documents that may be searched
   */
  batchFor(missing, most) {
    if (!this.looked) return this.firstBatch;
    const likely = this.matched ? Math.ceil((missing * this.looked) / this.matched) : Infinity;
    return Math.min(Math.max(likely, this.firstBatch), most - this.looked);
  }

  /**
   * Go on until there are enough hits and enough documents are searched.
   * @param {number} wanted
   * @param {number} [least]
   */
  async until(wanted, least = 0) {
    const most = this.looked + MAX_LOOKED;
    /** @type {Hit[]} */
    const found = [];
    while (!this.isDone && this.looked < most && (this.hits.length + found.length < wanted || this.looked < least)) {
      const batch = this.numbers.slice(this.looked, this.looked + this.batchFor(wanted - this.hits.length - found.length, most));
      for (const hits of await Promise.all(batch.map(this.search))) found.push(...hits);
      this.looked += batch.length;
      this.matched = this.hits.length + found.length;
    }
    this.hits.push(...this.order(found));
  }

  /** Go on, if the number of hits can be known. */
  async count() {
    if (this.total <= ALL_LOOKED) await this.until(0, ALL_LOOKED);
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
    this.firstPage = start.documents[1];
    this.firstWork = start.documents[2];
    this.total = start.documents[3];
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
   * Load what a query will be looked up in, while something else that it needs is loading.
   * @param {Term[]} terms
   */
  preload(terms) {
    Promise.all([this.mayMatch(terms, {}), ...terms.map((term) => this.mayBeNamed(term))]).catch(() => {}); // it is loaded again
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
   * Return the documents that may have a term, in any of its forms.
   * @param {Term} term
   */
  async documentsWith(term) {
    const forms = await Promise.all([term, ...term.others ?? []].map(async (form) => {
      const found = await Promise.all(keysOf(form).slice(0, MAX_KEYS).map((key) => this.documentsOf(key)));
      return { numbers: shared(found.map(({ numbers }) => numbers)), named: shared(found.map(({ named }) => named)) };
    }));
    return { numbers: new Set(forms.flatMap(({ numbers }) => [...numbers])), named: new Set(forms.flatMap(({ named }) => [...named])) };
  }

  /**
   * Return for each kind of filter that is set the documents that stay.
   * @param {Partial<SearchFilters>} filters
   */
  async narrowed(filters) {
    const set = /** @type {const} */ (["kind", "text"]).filter((by) => filters[by]);
    const found = await Promise.all(set.map((by) => this.documentsOf({ key: `=${by} ${filters[by]}`, isExact: true })));
    return found.map(({ numbers }) => numbers);
  }

  /**
   * Return terms with their documents, and how much each tells of a text and of a name.
   * @param {Term[]} terms
   * @returns {Promise<KnownTerm[]>}
   */
  async weigh(terms) {
    const found = await Promise.all(terms.map((term) => this.documentsWith(term)));
    return found.map(({ numbers, named }, n) =>
      ({ term: terms[n], numbers, named, weight: rarity(numbers.size, this.total), inNames: rarity(named.size, this.total) }));
  }

  /**
   * Return the numbers of the documents that may have all terms, best first; and the terms, weighed.
   * @param {Term[]} terms
   * @param {Partial<SearchFilters>} filters
   */
  async mayMatch(terms, filters) {
    // A few are enough to leave few documents.
    const asked = [...terms].sort((a, b) => b.plain.length - a.plain.length).slice(0, MAX_KEYS);
    const [known, narrow] = await Promise.all([this.weigh(asked), this.narrowed(filters)]);
    const numbers = rankDocuments([...known, ...narrow.map((each) => ({ numbers: each, named: new Set() }))]);
    return { numbers, weighted: terms.map((term) => known.find((each) => each.term === term) ?? { term, weight: LITTLE }) };
  }

  /**
   * Return the content of a document.
   * @param {number} number
   */
  load(number) {
    return this.files.data(`documents/${number}`);
  }

  /**
   * Begin to search passages, entries, pages and works. Entries that are found by their names are left out.
   * @param {Term[]} terms
   * @param {SearchFilters} filters
   * @param {Set<string>} [named] ids of those, complete before entries are searched
   */
  async findDocuments(terms, filters, named = new Set()) {
    const { numbers: found, weighted } = await this.mayMatch(terms, filters);
    /**
     * @param {number} from
     * @param {number} to
     */
    const between = (from, to) => found.filter((number) => number >= from && number < to);
    /** @param {number} number */
    const match = async (number) => matchingPage(await this.load(number), weighted, filters, this.entries, this.language);
    /** @param {PageHit[]} hits */
    const byRank = (hits) => hits.sort((a, b) => b.rank - a.rank);
    /** @param {number[]} numbers */
    const search = (numbers) => new DocumentSearch(numbers, FIRST_BATCH.pages, match, byRank);
    return {
      passages: new DocumentSearch(between(0, this.firstEntry).sort((a, b) => a - b), FIRST_BATCH.passages,
        async (number) => matchingRows(await this.load(number), terms, filters, this.entries), (rows) => phrasesFirst(rows, terms)),
      entries: new DocumentSearch(between(this.firstEntry, this.firstPage), FIRST_BATCH.entries,
        async (number) => (await match(number)).flatMap((/** @type {PageHit} */ { entry, line, rank, type }) =>
          (entry && !named.has(entry.id) ? [{ entry, line, rank, type }] : [])),
        (hits) => hits.sort((a, b) => b.rank - a.rank)),
      pages: search(between(this.firstPage, this.firstWork)),
      works: search(between(this.firstWork, this.total)),
    };
  }

  /**
   * Return the longest known name that begins at each of some letters that stand without spaces.
   * @param {string[]} letters
   * @returns {Promise<(Term | null)[]>}
   */
  async namesIn(letters) {
    const run = letters.join("");
    return Promise.all(letters.map(async (letter, at) => {
      if (at === letters.length - 1) return null;
      const pair = letter + letters[at + 1];
      if (!(await this.documentsOf({ key: pair, isExact: true })).named.size) return null;
      const { found } = await this.mayBeNamed(makeTerm(pair));
      const rest = run.slice(letters.slice(0, at).join("").length);
      const names = found.flatMap((entry) => entry.forms).flatMap(({ text }) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
        .map((text) => makeTerm(text)).filter(({ plain }) => [...plain].length > 1 && rest.startsWith(plain.replaceAll(" ", "")));
      return names.reduce((longest, name) => (longest && longest.plain.length >= name.plain.length ? longest : name), /** @type {Term | null} */ (null));
    }));
  }
}
