// @ts-check
// The results of a search on the page: groups of hits, and the line that says how many.

import { make, showEntry, showPage, showPassage } from "./hits.js";
import { find, findAll } from "../shared/dom.js";

/** @typedef {"entries" | "passages" | "pages" | "works"} GroupName */

/** Number of hits shown first. @type {Record<GroupName, number>} */
export const SHOWN = { entries: 6, passages: 10, pages: 2, works: 2 };
/** What is found in documents, in the order of the page. */
export const GROUPS = /** @type {const} */ (["entries", "passages", "pages", "works"]);
const ANNOUNCED = 800; // milliseconds without a change, before screen readers are told

export class Results {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.status = find(dialog, ".search-status", HTMLElement);
    this.live = find(dialog, "[role=status]", HTMLElement);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.telling = undefined;
    this.root = find(dialog, ".search-results", HTMLElement);
    this.nothing = find(dialog, ".search-nothing", HTMLElement);
    this.number = new Intl.NumberFormat(charsu.language);
    /** @type {Term[]} */
    this.terms = [];
    this.shown = { ...SHOWN };
    /** @type {Partial<Record<GroupName, HitGroup<any>>>} */
    this.groups = {};
    /** The hits on the page. @type {Partial<Record<GroupName, any[]>>} */
    this.drawn = {};
    /** @type {Term[] | null} */
    this.pieces = null;
  }

  /**
   * Forget the last answer; its hits stay on the page until there are others.
   * @param {Term[]} terms
   */
  reset(terms) {
    this.terms = terms;
    this.readAs(null);
    this.drawn = {};
    this.shown = { ...SHOWN };
    this.groups = {};
    this.nothing.hidden = true;
    this.when("failed", false);
    this.when("empty", !terms.length);
    this.near().hidden = true;
    for (const mark of ["answers", "named", "some", "shown", "complete"]) delete this.root.dataset[mark];
  }

  /**
   * Show or hide what the page says in some case.
   * @param {string} name
   * @param {boolean} isShown
   */
  when(name, isShown) {
    find(this.dialog, `[data-when=${name}]`, HTMLElement).hidden = !isShown;
  }

  /** @param {GroupName | "near"} name */
  section(name) {
    return find(this.root, `[data-group=${name}]`, HTMLElement);
  }

  near() {
    return this.section("near");
  }

  /** @param {GroupName[]} names */
  hide(...names) {
    for (const name of names) this.section(name).hidden = true;
  }

  /** @param {HitGroup<unknown>} group */
  counted({ hits, isDone }) {
    return hits.length ? this.number.format(hits.length) + (isDone ? "" : "+") : "";
  }

  /**
   * @param {GroupName} name
   * @param {HitGroup<any>} group
   * @param {import("./index.js").SearchIndex} index
   */
  show(name, group, { entries }) {
    const { hits, isDone, looked, total = 0, isCut } = group;
    this.groups[name] = group;
    if (hits.length) this.root.dataset.some = "";
    const section = this.section(name);
    section.hidden = !hits.length && isDone;
    find(section, ".count", HTMLElement).textContent = this.counted(group);
    const terms = (name === "entries" && this.pieces) || this.terms;
    const show = { entries: showEntry, passages: showPassage, pages: showPage, works: showPage }[name];
    // Hits that are there stay, with the focus.
    const drawn = this.drawn[name] ?? [];
    const wanted = hits.slice(0, this.shown[name]);
    const kept = drawn.length && drawn.every((hit, n) => hit === wanted[n]) ? drawn.length : 0;
    const list = find(section, "ul", HTMLElement);
    if (!kept) list.replaceChildren();
    list.append(...wanted.slice(kept).map((hit) => show(hit, terms, entries)));
    this.drawn[name] = wanted;
    find(section, "[data-do=more]", HTMLElement).hidden = hits.length <= this.shown[name] && (isDone || looked >= total);
    const partly = find(section, ".search-partly", HTMLElement);
    partly.hidden = name === "entries" ? !isCut : isDone;
    const said = partly.dataset.said ?? "";
    if (!partly.hidden) partly.textContent = said.replace("{looked}", this.number.format(isCut ?? looked)).replace("{total}", this.number.format(total));
    if (name === "entries") this.showKinds(hits, entries);
  }

  /**
   * Show how many entries of each kind there are, as buttons that leave only these.
   * @param {EntryHit[]} hits
   * @param {import("./entries.js").Entries} entries
   */
  showKinds(hits, { kinds }) {
    const counts = kinds.map(({ id, plural, colour }) => ({ id, plural, colour, count: hits.filter(({ entry }) => entry.kind === id).length }));
    const found = counts.filter(({ count }) => count).sort((a, b) => b.count - a.count);
    const box = find(this.section("entries"), ".search-kinds", HTMLElement);
    box.hidden = found.length < 2;
    box.replaceChildren(...found.map(({ id, plural, colour, count }) =>
      make("button", { type: "button", "data-kind": id, class: colour }, plural, " ", make("span", {}, this.number.format(count)))));
  }

  /**
   * Say how a query was read.
   * @param {HTMLElement} section
   * @param {"cut" | "unknown"} name
   * @param {Term[]} terms
   */
  tell(section, name, terms) {
    const line = find(section, `.search-${name}`, HTMLElement);
    line.hidden = !terms.length;
    line.textContent = (line.dataset.said ?? "").replace("{words}", terms.map(({ typed, plain }) => typed || plain).join(this.status.dataset.between ?? " "));
  }

  /**
   * Say that entries were searched with pieces of the query.
   * @param {Term[] | null} pieces
   */
  readAs(pieces) {
    this.pieces = pieces;
    this.tell(this.section("entries"), "cut", pieces ?? []);
  }

  /**
   * Show what has not all terms.
   * @param {NearHits} near
   * @param {import("./index.js").SearchIndex} index
   */
  showNear({ terms, cut, unknown, entries, passages }, index) {
    const section = this.near();
    this.tell(section, "cut", this.pieces ? [] : cut);
    this.tell(section, "unknown", unknown);
    find(section, "ul", HTMLElement).replaceChildren(
      ...entries.map((hit) => showEntry(hit, terms)),
      ...passages.map(({ row, missing }) => showPassage(row, terms, index.entries, missing)));
    section.hidden = !entries.length && !passages.length;
  }

  /**
   * Say what was found. Screen readers are told when there is no change for a while.
   * @param {string} message
   */
  say(message) {
    const counts = GROUPS.flatMap((name) => {
      const count = this.groups[name] && this.counted(this.groups[name]);
      return count ? [(this.section(name).dataset.counted ?? "").replace("{count}", count)] : [];
    });
    this.status.textContent = message === "found" ? counts.join(this.status.dataset.joint ?? " ") : this.status.dataset[message] ?? "";
    clearTimeout(this.telling);
    this.telling = setTimeout(() => { this.live.textContent = this.status.textContent; }, ANNOUNCED);
  }

  /** Return what the arrow keys choose from. */
  stops() {
    return findAll(this.root, ".hit, button:not([data-kind])", HTMLElement).filter((each) => each.offsetParent);
  }

  /**
   * @param {GroupName} name
   * @param {number} number
   */
  focusHit(name, number) {
    findAll(this.section(name), ".hit", HTMLElement)[number]?.focus();
  }
}
