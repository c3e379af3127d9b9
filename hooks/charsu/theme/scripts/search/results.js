// @ts-check
// The results of a search on the page: groups of hits, and the line that says how many.

import { showEntry, showPage, showPassage } from "./hits.js";
import { find, findAll } from "../shared/dom.js";

/** @typedef {"entries" | "passages" | "pages"} GroupName */

/** Number of hits shown first. @type {Record<GroupName, number>} */
export const SHOWN = { entries: 6, passages: 10, pages: 6 };

export class Results {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.status = find(dialog, ".search-status", HTMLElement);
    this.root = find(dialog, ".search-results", HTMLElement);
    this.nothing = find(dialog, ".search-nothing", HTMLElement);
    this.number = new Intl.NumberFormat(charsu.language);
    /** @type {Term[]} */
    this.terms = [];
    this.shown = { ...SHOWN };
    /** @type {Partial<Record<GroupName, HitGroup<any>>>} */
    this.groups = {};
  }

  /**
   * Forget the last answer; its hits stay on the page until there are others.
   * @param {Term[]} terms
   */
  reset(terms) {
    this.terms = terms;
    this.shown = { ...SHOWN };
    this.groups = {};
    this.nothing.hidden = true;
    this.when("failed", false);
    this.when("empty", !terms.length);
    for (const mark of ["answers", "named", "shown"]) delete this.root.dataset[mark];
  }

  /**
   * Show or hide what the page says in some case.
   * @param {string} name
   * @param {boolean} isShown
   */
  when(name, isShown) {
    find(this.dialog, `[data-when=${name}]`, HTMLElement).hidden = !isShown;
  }

  /** @param {GroupName} name */
  section(name) {
    return find(this.root, `[data-group=${name}]`, HTMLElement);
  }

  /** @param {GroupName[]} names */
  hide(...names) {
    for (const name of names) this.section(name).hidden = true;
  }

  /** @param {HitGroup<unknown>} group */
  counted({ hits, isDone }) {
    return this.number.format(hits.length) + (isDone ? "" : "+");
  }

  /**
   * @param {GroupName} name
   * @param {HitGroup<any>} group
   * @param {import("./index.js").SearchIndex} index
   */
  show(name, group, { entries }) {
    const { hits, isDone, looked, total = 0 } = group;
    this.groups[name] = { hits, isDone, looked, total };
    const section = this.section(name);
    section.hidden = !hits.length && isDone;
    find(section, ".count", HTMLElement).textContent = this.counted(group);
    const show = { entries: showEntry, passages: showPassage, pages: showPage }[name];
    find(section, "ul", HTMLElement).replaceChildren(...hits.slice(0, this.shown[name]).map((hit) => show(hit, this.terms, entries)));
    find(section, "[data-do=more]", HTMLElement).hidden = hits.length <= this.shown[name] && (isDone || name === "entries");
    const partly = find(section, ".search-partly", HTMLElement);
    partly.hidden = isDone;
    if (!isDone) {
      const said = partly.dataset.said ?? "";
      partly.textContent = said.replace("{looked}", this.number.format(looked)).replace("{total}", this.number.format(total));
    }
  }

  /**
   * Say what was found, as screen readers announce it.
   * @param {string} message
   * @param {Record<string, HitGroup<unknown>>} [counts]
   */
  say(message, counts = {}) {
    let text = this.status.dataset[message] ?? "";
    for (const [name, group] of Object.entries(counts)) text = text.replace(`{${name}}`, this.counted(group));
    this.status.textContent = text;
  }

  /** Return what the arrow keys choose from. */
  stops() {
    return findAll(this.root, ".hit, button", HTMLElement).filter((each) => each.offsetParent);
  }

  /**
   * @param {GroupName} name
   * @param {number} number
   */
  focusHit(name, number) {
    findAll(this.section(name), ".hit", HTMLElement)[number]?.focus();
  }
}
