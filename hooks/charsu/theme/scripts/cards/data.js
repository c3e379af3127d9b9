// @ts-check
// What is known of the entries that a name stands for.

import { find } from "../shared/dom.js";

/**
 * The card of an entry in one language, as card.json has it; names with their languages.
 * @typedef {{
 *   names: [language: string, text: string][], kind: string[], colour: string, summary?: string, dated?: string,
 *   dates?: string[], contested?: string, passages?: string,
 * }} CardData
 */

/** @type {Map<string, Promise<CardData | null>>} */
const cards = new Map();

// Cards are with the pages of the default language, and speak all languages.
const home = new URL(find(document, ".brand", HTMLAnchorElement).href).pathname;

/**
 * Return the card of the entry at an address, requested once; null if there is none.
 * @param {URL} address
 */
function load(address) {
  if (location.protocol === "file:") return null; // browsers do not read there
  const path = address.pathname.slice(home.length).replace(/index\.html$/, "");
  const url = new URL(`../${path}card.json`, charsu.assets).href;
  let card = cards.get(url);
  if (!card) {
    card = fetch(url).then(async (answer) => (answer.ok ? (await answer.json())[charsu.language] ?? null : null)).catch(() => null);
    cards.set(url, card);
    card.then((found) => found || cards.delete(url));
  }
  return card;
}

/**
 * Return the addresses of the entries that a name stands for.
 * @param {HTMLElement} name
 */
export function addressesOf(name) {
  const written = name.dataset.leads?.split(" ") ?? [name.getAttribute("href") ?? ""];
  const ids = (name.dataset.candidates ?? name.dataset.entry ?? "").split(" ");
  const found = written.map((address) => new URL(address, document.baseURI));
  // A link with `data-entry` may lead elsewhere, such as to a passage; its entry cannot be found from it.
  return found.every((url, i) => url.pathname.replace(/index\.html$/, "").endsWith(`/${ids[i]}/`)) ? found : [];
}

/**
 * Return the links to the entries that are named within a longer name: they follow it, since no link is within a link.
 * @param {HTMLElement} name
 */
export function withinOf(name) {
  /** @type {HTMLAnchorElement[]} */
  const found = [];
  if (!name.dataset.within) return found;
  let next = name.nextElementSibling;
  while (next instanceof HTMLAnchorElement && next.matches(".mention-within")) {
    found.push(next);
    next = next.nextElementSibling;
  }
  return found;
}

/**
 * Load the cards of a name: of the entries that it stands for, then of those named within it.
 * @param {HTMLElement} name
 */
export const loadCards = (name) =>
  Promise.all([...addressesOf(name), ...withinOf(name).map((link) => new URL(link.href))].map(load));
