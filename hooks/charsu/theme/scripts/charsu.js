// @ts-check
// What every page shares: state in the address, keys, and scripts that load on demand.

import { find, findAll } from "./charsu/dom.js";
import { closest, isComposing, isModified } from "./charsu/events.js";
import { changeQuery } from "./charsu/query.js";

const assets = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

/** @type {Map<string, Promise<unknown>>} */
const loaded = new Map();

/** @param {string} name */
function load(name) {
  let promise = loaded.get(name);
  if (!promise) {
    promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = assets + name;
      script.onload = resolve;
      script.onerror = () => { loaded.delete(name); reject(new Error(`${name} could not be loaded`)); };
      document.head.append(script);
    });
    loaded.set(name, promise);
  }
  return promise;
}

/** @param {string} name */
function read(name) {
  return new URLSearchParams(location.search).get(name);
}

/** @param {Record<string, string | null | undefined>} values */
function write(values) {
  history.replaceState(history.state, "", location.pathname + changeQuery(location.search, values) + location.hash);
  document.dispatchEvent(new CustomEvent("charsu:address"));
}

// --- keys ----------------------------------------------------------------------------------------

/** @type {Map<string, (event: KeyboardEvent) => unknown>} */
const actions = new Map();

document.addEventListener("keydown", (event) => {
  const field = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const isTyping = closest(event.target, field, Element);
  const hasModifier = event.ctrlKey || event.metaKey;
  if (event.altKey || isComposing(event) || (isTyping && !hasModifier)) return;
  const action = actions.get((hasModifier ? "Control+" : "") + event.key);
  if (action && action(event) !== false) event.preventDefault();
});

/** @type {Charsu} */
const shared = {
  assets, load, read, write, find, findAll, closest, isComposing, isModified,
  key: (name, action) => { actions.set(name, action); },
  language: document.documentElement.lang,
};
Object.assign(globalThis, { charsu: shared });

// "?" shows the list of keys.
const help = document.getElementById("keys");
function showKeys() {
  if (!(help instanceof HTMLDialogElement) || document.querySelector("dialog[open]")) return false;
  return help.showModal();
}
document.querySelector(".keys-open")?.addEventListener("click", showKeys);
// A click outside the dialog's words has the dialog itself as its target.
help?.addEventListener("click", (event) => {
  if (event.target === help && help instanceof HTMLDialogElement) help.close();
});
charsu.key("?", showKeys);

// --- links, menus, printing ----------------------------------------------------------------------

/** Another language shows the same view of the same page. */
function keepLanguages() {
  for (const link of findAll(document, ".languages a", HTMLAnchorElement)) {
    link.search = location.search;
    link.hash = location.hash;
  }
}
document.addEventListener("charsu:address", keepLanguages);
addEventListener("hashchange", keepLanguages);
keepLanguages();

// A page that does not know where it is published is printed with the address at which it was read.
addEventListener("beforeprint", () => {
  const address = document.getElementById("address");
  if (address && !address.textContent.includes(":")) [address.textContent] = location.href.split(/[?#]/);
});

// A menu closes when the reader turns to something else.
const menus = findAll(document, ".menu, .more-sections details", HTMLDetailsElement);
/** @param {EventTarget | null} target */
function closeMenus(target) {
  for (const menu of menus) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
}
for (const kind of ["click", "focusin"]) document.addEventListener(kind, (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && closest(event.target, ".menu[open], .more-sections details[open]", Element);
  if (!menu) return;
  closeMenus(null);
  menu.querySelector("summary")?.focus();
});

/**
 * Let a link to a folder name the page in it: a server answers a folder with that page, a folder of files does not.
 * @param {Event} event
 */
function namePage(event) {
  const link = closest(event.target, "a[href]", Element);
  const target = link && new URL(link.getAttribute("href") ?? "", document.baseURI);
  if (target?.href.startsWith(new URL("..", assets).href) && target.pathname.endsWith("/")) {
    target.pathname += "index.html";
    link?.setAttribute("href", target.href);
  }
}
if (location.protocol === "file:") {
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, namePage, true);
}

// --- the search, of which nothing loads before it is asked for -------------------------------------

const searchDialog = document.getElementById("search");
const searchButton = document.getElementById("search-button");

/** @param {HTMLDialogElement} dialog */
async function openSearch(dialog) {
  const field = dialog.querySelector("[name=q]");
  if (!dialog.open) dialog.showModal();
  // At once: by the time the search has loaded, the reader may have typed, and would type over a selection.
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
  try {
    await load("search.js");
    charsu.search?.open();
  } catch {
    for (const message of findAll(dialog, "[data-when=failed]", HTMLElement)) message.hidden = false;
    for (const again of findAll(dialog, "[data-do=again]", HTMLElement)) again.onclick = () => location.reload();
  }
}

if (searchDialog instanceof HTMLDialogElement && searchButton) {
  const open = () => { openSearch(searchDialog); };
  searchButton.addEventListener("click", open);
  searchButton.addEventListener("pointerenter", () => load("search.js").catch(() => {}), { once: true });
  charsu.key("/", open);
  charsu.key("Control+k", open);
  if (read("q")) open();
}
