// @ts-check
// What is offered when nothing is found.

import { isNarrowed } from "./filters.js";
import { make, showEntry } from "./hits.js";
import { parseQuery } from "./query.js";
import { find, findAll } from "../shared/dom.js";

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
  const { passages, pages } = await index.findDocuments(terms, filters);
  await Promise.all([passages.until(1), pages.until(1)]);
  return passages.hits.length + pages.hits.length > 0;
}

/**
 * Offer names that look or sound alike, the query with fewer words or without accents, and a search without filters.
 * @param {HTMLElement} box
 * @param {import("./index.js").SearchIndex} index
 * @param {{ terms: Term[], filters: SearchFilters, namesOnly: boolean, isCurrent: () => boolean }} search
 */
export async function suggest(box, index, { terms, filters, namesOnly, isCurrent }) {
  /** @param {string} name */
  const part = (name) => find(box, `[data-suggest=${name}]`, HTMLElement);
  const alike = await index.findAlike(terms);
  if (!isCurrent()) return;
  part("nearest").hidden = !alike.length;
  find(box, "ul", HTMLElement).replaceChildren(...alike.map((hit) => showEntry(hit, [])));
  part("wider").hidden = !isNarrowed(filters);
  /**
   * @param {string} name
   * @param {string[]} queries
   */
  async function offer(name, queries) {
    const good = [];
    for (const query of queries) if (await isFound(index, query, filters, namesOnly)) good.push(query);
    if (!isCurrent()) return;
    part(name).hidden = !good.length;
    for (const button of findAll(part(name), "button", HTMLElement)) button.remove();
    part(name).append(...good.map((query) => make("button", { type: "button", "data-query": query }, query)));
  }
  const typed = terms.map((term) => term.typed);
  const fewer = terms.length > 1 ? typed.slice(0, 5).map((_, i) => typed.filter((_, j) => j !== i).join(" ")) : [];
  const plain = terms.some((term) => term.marks.length) ? [terms.map((term) => (term.isWhole ? `"${term.plain}"` : term.plain)).join(" ")] : [];
  part("fewer").hidden = part("plain").hidden = true;
  await Promise.all([offer("fewer", fewer), offer("plain", plain)]);
  if (isCurrent()) box.hidden = findAll(box, "[data-suggest]", HTMLElement).every((each) => each.hidden);
}
