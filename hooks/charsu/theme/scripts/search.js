// @ts-check
// The search box: names at once, then passages and pages. It loads when a reader first opens it.

import { find, closest, isModified } from "./shared/dom.js";
import { soundKey } from "./search/alike.js";
import { openFiles } from "./search/files.js";
import { isNarrowed } from "./search/filters.js";
import { fold, isHan, learnVariants, words, WORD } from "./search/fold.js";
import { SearchForm } from "./search/form.js";
import { SearchIndex } from "./search/index.js";
import { parseQuery } from "./search/query.js";
import { Results, SHOWN } from "./search/results.js";
import { suggest } from "./search/suggestions.js";

/** @typedef {import("./search/results.js").GroupName} GroupName */
/** @typedef {{ turn: number, query: string, terms: Term[], filters: SearchFilters }} Search */
/** @typedef {Awaited<ReturnType<SearchIndex["findDocuments"]>>} DocumentGroups */

const dialog = find(document, "#search", HTMLDialogElement);
const box = new SearchForm(dialog);
const results = new Results(dialog);
const files = openFiles();
const isFolder = location.protocol === "file:"; // where only scripts can be loaded, so only names are found

/** @type {SearchIndex | null} */
let index = null;
/** @type {Promise<SearchIndex> | null} */
let preparing = null;
/** The number of the search; an answer to an earlier one is not shown. */
let turn = 0;
/** @type {DocumentGroups | null} */
let documents = null;
/** The reader pressed Enter before there was an answer. */
let isEntered = false;

/** Load what every search needs. The reader may already be typing. */
function prepare() {
  preparing ??= (async () => {
    const loaded = new SearchIndex(await files.script("start"), files, charsu.language, new URL(dialog.dataset.base ?? "", location.href).href);
    await box.fill(loaded);
    results.when("folder", isFolder);
    return (index = loaded);
  })();
  preparing.catch(() => { preparing = null; });
  return preparing;
}

/** From now on, traditional and simplified Chinese are the same. */
const loadVariants = () => files.script("variants").then(learnVariants);

/** @param {string} query */
const termsOf = (query) => parseQuery(query).filter((term) => term.plain.match(WORD));

/**
 * Read the form after a change; null if there is nothing to search for.
 * @returns {Search | null}
 */
function begin() {
  const mine = ++turn;
  const { query, filters } = box;
  const terms = termsOf(query);
  documents = null;
  results.reset(terms);
  find(box.form, "[data-do=widen]", HTMLElement).hidden = !isNarrowed(filters);
  box.keepSeldom();
  if (terms.length) return { turn: mine, query, terms, filters };
  results.hide("entries", "passages", "pages");
  results.root.removeAttribute("aria-busy");
  results.say("");
  results.root.dataset.answers = query;
  return null;
}

/**
 * Find names, then passages and pages, unless the reader types on.
 * @param {Search} search
 */
async function answer(search) {
  const isCurrent = () => search.turn === turn;
  results.root.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => { if (isCurrent()) results.say("loading"); }, 150);
  /** @type {HitGroup<EntryHit>} */
  let entries = { hits: [], isDone: false, looked: 0 };
  try {
    const ready = index ?? await prepare();
    if (isHan(search.query)) {
      await loadVariants();
      search.terms = termsOf(search.query);
      if (isCurrent()) results.terms = search.terms;
    }
    if (!isCurrent()) return;
    entries = await ready.findEntries(search.terms, search.filters);
    if (!isCurrent()) return;
    results.show("entries", entries, ready);
    results.root.dataset.named = search.query;
    if (!isFolder) await answerFully(search, entries, ready, isCurrent);
    else {
      results.say(entries.hits.length || !entries.isDone ? "names" : "none", { entries });
      if (!entries.hits.length) offerOthers(search, ready, isCurrent);
    }
  } catch (error) {
    if (!isCurrent()) return;
    console.info(error);
    if (entries.hits.length) results.say("names", { entries });
    else results.say("");
    results.hide("passages", "pages");
    results.when("failed", true);
  } finally {
    clearTimeout(slow);
    if (isCurrent()) {
      results.root.removeAttribute("aria-busy");
      results.root.dataset.answers = search.query;
    }
  }
}

/**
 * Find the passages and pages that are seen first; then, if few documents are left, how many there are.
 * @param {Search} search
 * @param {HitGroup<EntryHit>} entries
 * @param {SearchIndex} ready
 * @param {() => boolean} isCurrent
 */
async function answerFully(search, entries, ready, isCurrent) {
  await new Promise((resolve) => { setTimeout(resolve, 10); }); // readers who type fast have typed on
  if (!isCurrent()) return;
  const both = await ready.findDocuments(search.terms, search.filters);
  if (!isCurrent()) return;
  documents = both;
  const names = /** @type {const} */ (["passages", "pages"]);
  /** @param {"passages" | "pages"} name */
  const show = (name) => { if (isCurrent()) results.show(name, both[name], ready); };
  await Promise.all(names.map((name) => both[name].until(SHOWN[name]).then(() => show(name))));
  if (isCurrent()) results.root.dataset.shown = search.query;
  await Promise.all(names.filter((name) => !both[name].isDone).map((name) => both[name].count().then(() => show(name))));
  if (!isCurrent()) return;
  const groups = [entries, both.passages, both.pages];
  const isAny = groups.some((group) => group.hits.length);
  results.say(isAny || !groups.every((group) => group.isDone) ? "found" : "none", { entries, ...both });
  // Suggestions take a while, and the answer is there.
  if (!isAny) requestAnimationFrame(() => setTimeout(() => offerOthers(search, ready, isCurrent)));
}

/**
 * @param {Search} search
 * @param {SearchIndex} ready
 * @param {() => boolean} isCurrent
 */
function offerOthers({ terms, filters }, ready, isCurrent) {
  suggest(results.nothing, ready, { terms, filters, namesOnly: isFolder, isCurrent }).catch(console.info);
}

async function update() {
  const search = begin();
  if (search) await answer(search);
}

/**
 * Show more hits of a group.
 * @param {GroupName} name
 */
async function showMore(name) {
  const mine = turn;
  const before = results.shown[name];
  results.shown[name] += 2 * SHOWN[name];
  if (name !== "entries") await documents?.[name].until(results.shown[name]);
  const group = name === "entries" ? results.groups.entries : documents?.[name];
  if (mine !== turn || !group || !index) return;
  results.show(name, group, index);
  results.say("found", results.groups);
  results.focusHit(name, before);
}

/** The box is open: bring it up to date. */
async function open() {
  try {
    await prepare();
  } catch (error) {
    console.info(error);
    results.when("failed", true);
    return;
  }
  await update();
}

// --- events -----------------------------------------------------------------------------------

/** Go to the first hit as soon as it is there. */
function enter() {
  isEntered = !("answers" in results.root.dataset);
  if (!isEntered) results.root.querySelector(/** @type {"a"} */ ("section:not([hidden]) .hit"))?.click();
}
new MutationObserver(() => { if (isEntered && "answers" in results.root.dataset) enter(); })
  .observe(results.root, { attributeFilter: ["data-answers"] });

box.form.addEventListener("input", () => {
  isEntered = false;
  update();
});
box.form.addEventListener("submit", (event) => event.preventDefault());
box.details.addEventListener("toggle", () => prepare().then((ready) => box.fillTexts(ready)).catch(console.info));

/** @type {Record<string, (button: HTMLElement) => unknown>} */
const ACTIONS = {
  close: () => dialog.close(),
  again: () => {
    box.field.focus();
    return index ? update() : open();
  },
  widen: () => {
    box.clearFilters();
    update();
  },
  more: (button) => showMore(/** @type {GroupName} */ (closest(button, "[data-group]", HTMLElement)?.dataset.group)),
};

dialog.addEventListener("click", (event) => {
  const button = closest(event.target, "button", HTMLElement);
  const link = closest(event.target, "a.hit", HTMLAnchorElement);
  if (event.target === dialog) dialog.close();
  else if (button?.dataset.query) {
    box.ask(button.dataset.query);
    update();
  } else if (button) ACTIONS[button.dataset.do ?? ""]?.(button);
  else if (link) {
    box.keep();
    // The box would hide a place on this page.
    if (link.pathname === location.pathname && !isModified(event)) dialog.close();
  }
});

dialog.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") { // some browsers would first empty the field
    event.preventDefault();
    dialog.close();
    return;
  }
  if (event.key === "Enter" && event.target === box.field) {
    event.preventDefault();
    enter();
    return;
  }
  /** @type {(Element | null)[]} */
  const stops = [box.field, ...results.stops()];
  const place = stops.indexOf(document.activeElement);
  if (place < 0) return;
  const last = stops.length - 1;
  /** @type {Record<string, number>} */
  const to = { ArrowDown: Math.min(place + 1, last), ArrowUp: Math.max(place - 1, 0), ...(place && { Home: 0, End: last }) };
  if (event.key in to) {
    /** @type {HTMLElement} */ (stops[to[event.key]]).focus();
    event.preventDefault();
  } else if (place && event.key.length === 1 && event.key !== " ") box.field.focus(); // typing continues the query
});

dialog.addEventListener("close", () => {
  if (dialog.open) return; // browsers report the closing late; the reader has opened the box again
  isEntered = false;
  turn++;
  box.forget();
});

const api = {
  open, words, sound: soundKey,
  /** @param {string} text */
  fold: (text) => fold(text).plain,
  /**
   * Return the numbers of the documents that may match a query.
   * @param {string} query
   * @param {Partial<SearchFilters>} [filters]
   */
  mayAnswer: async (query, filters = {}) => {
    if (isHan(query)) await loadVariants();
    return (await prepare()).mayMatch(parseQuery(query), filters);
  },
};
charsu.search = api;
