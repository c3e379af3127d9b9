// @ts-check
// The search box: names at once, then passages and pages. It loads when a reader first opens it.

import { find, closest, isModified } from "./shared/dom.js";
import { readRuns } from "./search/cut.js";
import { openFiles } from "./search/files.js";
import { entryFits, isNarrowed } from "./search/filters.js";
import { fold, isHan, learnVariants, words, WORD } from "./search/fold.js";
import { SearchForm } from "./search/form.js";
import { SearchIndex } from "./search/index.js";
import { listenToKeys } from "./search/keys.js";
import { namedBeside } from "./search/matching.js";
import { parseQuery, readQuery } from "./search/query.js";
import { GROUPS, Results, SHOWN } from "./search/results.js";

/** @typedef {import("./search/results.js").GroupName} GroupName */
/** @typedef {{ query: string, terms: Term[], filters: SearchFilters, namesOnly: boolean, isCurrent: () => boolean }} Search */
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
/** @type {HitGroup<EntryHit>} */
const NO_ENTRIES = { hits: [], isDone: false, looked: 0 };
let named = NO_ENTRIES; // entries found by their names
/** @type {EntryHit[]} */
let beside = []; // if there are none, those named beside what is searched for
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

const needsVariants = (/** @type {string} */ query) => isHan(query) && !charsu.hanVariants;
/** From now on, traditional and simplified Chinese are the same; also in further.js, which folds by itself. */
const loadVariants = async () => learnVariants((charsu.hanVariants = await files.script("variants")));

/**
 * Read the form after a change; null if there is nothing to search for.
 * @returns {Search | null}
 */
function begin() {
  const mine = ++turn;
  const { query, filters } = box;
  const { terms, without } = readQuery(query, index?.entries.languages);
  [documents, named, beside] = [null, NO_ENTRIES, []];
  const sought = terms.filter((term) => term.plain.match(WORD));
  results.reset(sought);
  find(box.form, "[data-do=widen]", HTMLElement).hidden = !isNarrowed(filters);
  box.keepSeldom();
  if (sought.length) return { query, terms: sought, filters: { ...filters, without }, namesOnly: isFolder, isCurrent: () => turn === mine };
  results.hide(...GROUPS);
  results.root.removeAttribute("aria-busy");
  results.say("");
  results.root.dataset.answers = results.root.dataset.complete = query;
  return null;
}

/**
 * Find names, then passages and pages, unless the reader types on; at last what has not all terms.
 * @param {Search} search
 */
async function answer(search) {
  const { query, isCurrent } = search;
  results.root.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => { if (isCurrent()) results.say("loading"); }, 150);
  try {
    if (!index || needsVariants(query)) {
      index?.preload(search.terms);
      await Promise.all([prepare(), needsVariants(query) && loadVariants()]);
      if (isCurrent()) await update(); // now that the query can be read: dates, and traditional Chinese
      return;
    }
    const ids = new Set();
    const searching = isFolder ? null : beginDocuments(search, index, ids);
    searching?.catch(() => {}); // it is awaited below
    const found = await index.findEntries(search.terms, search.filters);
    if (!isCurrent()) return;
    for (const { entry } of found.hits) ids.add(entry.id);
    named = { ...found, isCut: found.isDone ? undefined : found.looked };
    results.show("entries", allEntries(), index);
    results.root.dataset.named = query;
    if (searching) await answerFully(search, index, await searching);
    else results.say(named.hits.length || !named.isDone ? "found" : "none");
    // What follows takes a while, and the answer is there.
    if (isCurrent()) requestAnimationFrame(() => setTimeout(() => lookFurther(search)));
  } catch (error) {
    if (!isCurrent()) return;
    console.info(error);
    results.say(named.hits.length ? "found" : "");
    results.hide("passages", "pages", "works");
    results.when("failed", true);
    results.root.dataset.complete = query;
  } finally {
    clearTimeout(slow);
    if (isCurrent()) {
      results.root.removeAttribute("aria-busy");
      results.root.dataset.answers = query;
    }
  }
}

/**
 * Return the entries found by their names, then those whose pages say what is searched for.
 * @returns {HitGroup<EntryHit>}
 */
function allEntries() {
  const { hits = [], isDone = true, looked = 0, total = 0 } = documents?.entries ?? {};
  const first = [...named.hits, ...beside];
  return { hits: [...first, ...hits.filter(({ entry }) => !beside.some((hit) => hit.entry === entry))], isDone: named.isDone && isDone, looked, total, isCut: named.isCut };
}

/** @param {GroupName} name */
const group = (name) => (name === "entries" ? allEntries() : documents?.[name] ?? NO_ENTRIES);
const isAny = () => GROUPS.some((name) => group(name).hits.length);

/**
 * Begin to search documents, and load the first passages, while names are still being found.
 * @param {Search} search
 * @param {SearchIndex} ready
 * @param {Set<string>} ids of the entries that are found by their names, filled in later
 */
async function beginDocuments({ terms, filters, isCurrent }, ready, ids) {
  await new Promise((resolve) => { setTimeout(resolve, 10); }); // readers who type fast have typed on
  if (!isCurrent()) return null;
  const found = await ready.findDocuments(terms, filters, ids);
  return { found, passages: isCurrent() ? found.passages.until(SHOWN.passages) : null };
}

/**
 * Find the passages and pages that are seen first; then, if few documents are left, how many there are.
 * @param {Search} search
 * @param {SearchIndex} ready
 * @param {Awaited<ReturnType<typeof beginDocuments>>} begun
 */
async function answerFully({ query, terms, filters, isCurrent }, ready, begun) {
  if (!begun || !isCurrent()) return;
  const { found, passages } = begun;
  const pieces = named.hits.length ? null : await readRuns(ready, terms);
  if (pieces) found.entries = (await ready.findDocuments(pieces, filters)).entries;
  if (!isCurrent()) return;
  documents = found;
  results.readAs(pieces);
  /** @param {GroupName} name */
  const show = (name) => { if (isCurrent()) results.show(name, group(name), ready); };
  await Promise.all(GROUPS.map(async (name) => {
    if (name !== "passages") await found[name].until(SHOWN[name] - (name === "entries" ? named.hits.length : 0));
    if (name === "passages" || (name === "entries" && !named.hits.length)) await passages;
    const isUnnamed = isCurrent() && name === "entries" && !named.hits.length;
    if (isUnnamed) beside = namedBeside(found.passages.hits, terms).filter(({ entry }) => entryFits(entry, filters));
    show(name);
  }));
  if (isCurrent()) results.root.dataset.shown = query;
  // How many there are is worth a few documents more, unless there are enough entries to choose from.
  const counted = named.hits.length < SHOWN.entries ? /** @type {const} */ (["entries", "passages"]) : /** @type {const} */ (["passages"]);
  await Promise.all(counted.filter((name) => !found[name].isDone).map((name) => found[name].count().then(() => show(name))));
  if (isCurrent()) results.say(isAny() ? "found" : "none");
}

const FEW = 3; // hits, which are not enough

/**
 * Where there are few hits, show what else a reader may have meant.
 * @param {Search} search
 */
async function lookFurther(search) {
  if (!index || !search.isCurrent()) return;
  const entries = allEntries().hits;
  const few = { entries: !named.hits.length && entries.length < FEW, passages: group("passages").hits.length < FEW };
  if (few.entries || few.passages) await charsu.load("further.js").catch(console.info);
  if (!search.isCurrent()) return;
  if (few.entries || few.passages) await charsu.showFurther?.(results, index, search, { entries, few, isNothing: !isAny() }).catch(console.info);
  results.root.dataset.complete = search.query;
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
  await documents?.[name].until(results.shown[name] - (name === "entries" ? named.hits.length : 0));
  if (mine !== turn || !index) return;
  results.show(name, group(name), index);
  results.say("found");
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

box.onChange(() => {
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
  } else if (button?.dataset.kind) {
    box.chooseKind(button.dataset.kind);
    update();
  } else if (button) ACTIONS[button.dataset.do ?? ""]?.(button);
  else if (link) {
    box.keep();
    // The box would hide a place on this page.
    if (link.pathname === location.pathname && !isModified(event)) dialog.close();
  }
});

listenToKeys(dialog, box.field, results, enter);

dialog.addEventListener("close", () => {
  if (dialog.open) return; // browsers report the closing late; the reader has opened the box again
  isEntered = false;
  turn++;
  box.forget();
});

const api = {
  open, words,
  fold: (/** @type {string} */ text) => fold(text).plain,
  /**
   * Return the numbers of the documents that may match a query.
   * @param {string} query
   * @param {Partial<SearchFilters>} [filters]
   */
  mayAnswer: async (query, filters = {}) => {
    if (needsVariants(query)) await loadVariants();
    return (await (await prepare()).mayMatch(parseQuery(query), filters)).numbers;
  },
};
charsu.search = api;
