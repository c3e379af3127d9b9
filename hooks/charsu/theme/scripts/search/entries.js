// @ts-check
// Entries as the name index and the search documents have them.

import { fold } from "./fold.js";
import { findTerm, makeTerm } from "./query.js";
import { entryFits } from "./filters.js";

/** All entries that have been loaded, and what their records leave out. */
export class Entries {
  /**
   * @param {Start} start
   * @param {string} language of the page
   * @param {string} base address of the home page
   */
  constructor({ languages, kinds }, language, base) {
    this.languages = languages;
    this.here = languages.indexOf(language);
    this.base = base;
    this.kinds = kinds.map(([id, folder, label, plural, colour]) =>
      ({ id, folder, label: this.localized(label), plural: this.localized(plural), colour }));
    /** @type {Map<string, SearchEntry>} */
    this.known = new Map();
  }

  /** @param {string[]} values in each language */
  localized(values) {
    return values[this.here] ?? values[0];
  }

  /**
   * Return the entry of a record, or of the beginning of one.
   * @param {string} id
   * @param {EntryRecord} record
   */
  unpack(id, [kind, own, aliases, years, passages, sound]) {
    let entry = this.known.get(id);
    if (!entry) {
      const { id: kindId, folder, label, colour } = this.kinds[kind];
      const names = own.map((name, n) => ({ text: name || own[0], lang: this.languages[n], isAlias: false }));
      // The page's own language comes first; a form that two languages share counts once.
      const order = [this.here, ...this.languages.keys()].filter((n) => n >= 0);
      /** @type {Map<string, NameForm>} */
      const forms = new Map();
      for (const n of order) if (!forms.has(names[n].text)) forms.set(names[n].text, names[n]);
      for (const n of order) {
        for (const text of aliases[n] ?? aliases[0] ?? []) {
          if (!forms.has(text)) forms.set(text, { text, lang: this.languages[n], isAlias: true });
        }
      }
      entry = {
        id, kind: kindId, label, colour, url: `${this.base}${folder}/${id}/`, names, name: names[this.here] ?? names[0],
        forms: [...forms.values()], years: [], passages: 0, sound: "",
      };
      this.known.set(id, entry);
    }
    if (years) entry.years = years;
    if (passages !== undefined) entry.passages = passages;
    if (sound !== undefined) entry.sound = sound;
    return entry;
  }

  /**
   * Return the entries of a block of the name index.
   * @param {Record<string, EntryRecord>} block
   */
  unpackAll(block) {
    return Object.entries(block).filter(([id]) => !id.startsWith("#")).map(([id, record]) => this.unpack(id, record));
  }
}

/**
 * Return a form folded, as it is kept from then on.
 * @param {NameForm} form
 */
export const foldedForm = (form) => (form.folded ??= fold(form.text));

/**
 * Whether an entry has a name with a term.
 * @param {SearchEntry} entry
 * @param {Term} term
 */
export const isNamed = (entry, term) => entry.forms.some((form) => findTerm(foldedForm(form), term));

/**
 * Return the entries that have all terms in their names, best first.
 * @param {Iterable<SearchEntry>} entries
 * @param {Term[]} terms
 * @param {SearchFilters} filters
 * @param {Set<string> | null} among ids of the entries that fit; null: all do
 */
export function rankEntries(entries, terms, filters, among) {
  const whole = makeTerm(terms.map((term) => term.plain).join(" ")).plain;
  /** @type {EntryHit[]} */
  const hits = [];
  for (const entry of entries) {
    if (!entryFits(entry, filters) || (among && !among.has(entry.id))) continue;
    if (!terms.every((term) => isNamed(entry, term)) || filters.without?.some((term) => isNamed(entry, term))) continue;
    /** @type {EntryHit | null} */
    let best = null;
    for (const form of entry.forms) {
      const fits = terms.filter((term) => findTerm(foldedForm(form), term)).length / terms.length;
      const { plain } = makeTerm(form.text);
      const rank = 4 * fits + (plain === whole ? 2 : plain.startsWith(whole) ? 1 : 0) - (form.isAlias ? 0.5 : 0);
      if (!best || rank > best.rank) best = { entry, form, rank };
    }
    if (best) hits.push(best);
  }
  return hits.sort((a, b) => b.rank - a.rank || b.entry.passages - a.entry.passages || (a.entry.id < b.entry.id ? -1 : 1));
}
