// @ts-check
// What is offered when nothing is found.

import { keysAround, queriesOf, rankAlike } from "./alike.js";
import { isNarrowed } from "./filters.js";
import { make, showEntry } from "./hits.js";
import { parseQuery } from "./query.js";
import { find, findAll } from "../shared/dom.js";

/**
 * Return the entries whose names look or sound like a query or some of its terms.
 * @param {import("./index.js").SearchIndex} index
 * @param {Term[]} terms of the query
 * @param {Term[]} strange those with which names are compared; without any, there are no entries
 * @param {number} most how unlike a name may be
 */
export async function findAlike({ names, entries }, terms, strange, most) {
  if (!strange.length) return [];
  const queries = queriesOf(terms, strange);
  const blocks = await Promise.all(keysAround(queries).map((key) => names.blocks(key, true)));
  return rankAlike(queries, new Set(blocks.flatMap((each) => each ?? []).flatMap((block) => entries.unpackAll(block))), most);
}

/**
 * Whether a query finds anything.
 * @param {import("./index.js").SearchIndex} index
 * @param {string} query
 * @param {SearchFilters} filters
 * @param {boolean} namesOnly
 */
async function isFound(index, query, filters, namesOnly) {
  const terms = parseQuery(query);
  if (!terms.length) return false;
  if ((await index.findEntries(terms, filters)).hits.length) return true;
  if (namesOnly) return false;
  const groups = Object.values(await index.findDocuments(terms, filters));
  await Promise.all(groups.map((group) => group.until(1)));
  return groups.some((group) => group.hits.length);
}

/**
 * Offer names that look or sound alike; and if nothing is found, the query without accents, and a search without filters.
 * @param {HTMLElement} box
 * @param {import("./index.js").SearchIndex} index
 * @param {{ terms: Term[], filters: SearchFilters, namesOnly: boolean, isCurrent: () => boolean }} search
 * @param {EntryHit[]} alike
 * @param {boolean} isNothing
 */
export async function suggest(box, index, { terms, filters, namesOnly, isCurrent }, alike, isNothing) {
  /** @param {string} name */
  const part = (name) => find(box, `[data-suggest=${name}]`, HTMLElement);
  const plain = terms.map((term) => (term.isWhole ? `"${term.plain}"` : term.plain)).join(" ");
  const isPlainFound = isNothing && terms.some((term) => term.marks.length) && await isFound(index, plain, filters, namesOnly);
  if (!isCurrent()) return;
  part("nearest").hidden = !alike.length;
  find(box, "ul", HTMLElement).replaceChildren(...alike.map((hit) => showEntry(hit, [])));
  part("wider").hidden = !isNothing || !isNarrowed(filters);
  part("plain").hidden = !isPlainFound;
  for (const button of findAll(part("plain"), "button", HTMLElement)) button.remove();
  part("plain").append(make("button", { type: "button", "data-query": plain }, plain));
  box.hidden = findAll(box, "[data-suggest]", HTMLElement).every((each) => each.hidden);
}
