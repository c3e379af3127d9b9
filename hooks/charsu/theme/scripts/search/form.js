// @ts-check
// The form of the search, and its state in the address of the page.

import { make } from "./hits.js";
import { isNarrowed } from "./filters.js";
import { find } from "../shared/dom.js";
import { seldom } from "../shared/seldom.js";

const MAX_QUERY_LENGTH = 200;
const PAUSE = 600; // milliseconds, of somebody who composes a word
/** Filter -> its name in the form and in the address, where a page may have a "kind" of its own. */
const FILTERS = { kind: "q-kind", text: "q-text", from: "q-from", to: "q-to" };
const FILTER_NAMES = Object.values(FILTERS);

export class SearchForm {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.form = find(dialog, "form", HTMLFormElement);
    this.details = find(this.form, "details", HTMLDetailsElement);
    this.field = find(this.form, "[name=q]", HTMLInputElement);
    this.keepSeldom = seldom(() => this.keep());
    this.isComposing = false;
    this.field.addEventListener("compositionstart", () => { this.isComposing = true; });
    this.field.addEventListener("compositionend", () => { this.isComposing = false; });
  }

  /**
   * Call an action after each change, but not for letters of an input method, which are no query yet. The keyboards of
   * phones compose every word, though: there, a pause ends one.
   * @param {() => void} action
   */
  onChange(action) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let pause;
    this.form.addEventListener("input", (event) => {
      clearTimeout(pause);
      if (!(event instanceof InputEvent && event.isComposing)) action();
      else if (matchMedia("(pointer: coarse)").matches) pause = setTimeout(action, PAUSE);
    });
    this.form.addEventListener("compositionend", () => {
      clearTimeout(pause);
      action();
    });
  }

  get query() {
    return this.field.value.slice(0, MAX_QUERY_LENGTH).trim();
  }

  /** @param {string} name */
  control(name) {
    return /** @type {HTMLInputElement | HTMLSelectElement} */ (this.form.elements.namedItem(name));
  }

  /** @returns {SearchFilters} */
  get filters() {
    /** @param {string} name */
    const year = (name) => {
      const { value, validity } = this.control(name);
      return value === "" || !validity.valid ? null : Number(value);
    };
    return {
      kind: this.control(FILTERS.kind).value || null, text: this.control(FILTERS.text).value || null,
      from: year(FILTERS.from), to: year(FILTERS.to),
    };
  }

  /**
   * Ask something else.
   * @param {string} query
   */
  ask(query) {
    this.field.value = query;
    this.field.focus();
  }

  /**
   * Leave only entries of a kind, and passages that name one.
   * @param {string} kind
   */
  chooseKind(kind) {
    this.control(FILTERS.kind).value = kind;
    this.details.open = true;
    this.field.focus();
  }

  clearFilters() {
    for (const name of FILTER_NAMES) this.control(name).value = "";
    this.field.focus();
  }

  /** Write query and filters into the address, but no word that is being composed. */
  keep() {
    if (!this.dialog.open || this.isComposing) return;
    const { query, filters } = this;
    const kept = /** @type {(keyof typeof FILTERS)[]} */ (Object.keys(FILTERS)).map((by) => [FILTERS[by], filters[by] && String(filters[by])]);
    charsu.write({ q: query, ...Object.fromEntries(kept) });
  }

  /** Take query and filters out of the address. */
  forget() {
    charsu.write(Object.fromEntries(["q", ...FILTER_NAMES].map((name) => [name, null])));
  }

  /**
   * Fill the choice of texts when it is first needed.
   * @param {import("./index.js").SearchIndex} index
   */
  async fillTexts(index) {
    const select = this.control(FILTERS.text);
    if (!(select instanceof HTMLSelectElement) || select.options.length > 1) return;
    /** @type {[string, string[]][]} */
    const texts = await index.files.script("texts");
    if (select.options.length === 1) {
      select.append(...texts.map(([id, title]) => make("option", { value: id }, index.entries.localized(title))));
    }
  }

  /**
   * Fill the choices, and read what the address has.
   * @param {import("./index.js").SearchIndex} index
   */
  async fill(index) {
    if (charsu.read(FILTERS.text)) await this.fillTexts(index).catch(console.info);
    this.control(FILTERS.kind).append(...index.entries.kinds.map((kind) => make("option", { value: kind.id }, kind.plural)));
    const asked = charsu.read("q");
    if (asked !== null) {
      this.field.value ||= asked.slice(0, MAX_QUERY_LENGTH);
      for (const name of FILTER_NAMES) this.control(name).value = charsu.read(name) ?? "";
    }
    this.details.open = isNarrowed(this.filters);
  }
}
