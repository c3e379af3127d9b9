// @ts-check
// Hits as elements of the page.

import { foldedForm, isNamed } from "./entries.js";
import { fold, shape } from "./fold.js";
import { excerptOf } from "./matching.js";
import { findTerm, spansOf } from "./query.js";
import { find } from "../shared/dom.js";

/**
 * @param {string} tag
 * @param {Record<string, string | undefined>} [attributes]
 * @param {(Node | string)[]} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Return text with <mark> around spans of it.
 * @param {string} text
 * @param {[number, number][]} spans
 */
function markSpans(text, spans) {
  const parts = [];
  let position = 0;
  for (const [begin, end] of spans.sort((a, b) => a[0] - b[0])) {
    if (end <= position) continue;
    const start = Math.max(begin, position);
    parts.push(text.slice(position, start), make("mark", {}, text.slice(start, end)));
    position = end;
  }
  return [...parts, text.slice(position)];
}

/**
 * @param {NameForm} form
 * @param {Term[]} terms
 */
const markForm = (form, terms) => markSpans(form.text, spansOf(foldedForm(form), terms));

/**
 * Show a line around what was found in it; in another language than the page's, it says in which.
 * @param {FoldedLine} line
 * @param {Term[]} terms
 */
function showLine({ lang, text, folded }, terms) {
  const spans = spansOf(folded, terms);
  const [begin, end] = excerptOf(text, spans, (character) => shape(character) === "a");
  /** @type {[number, number][]} */
  const inside = spans.filter((span) => span[0] < end).map((span) => [span[0] - begin, Math.min(span[1], end) - begin]);
  const said = make("p", { lang, dir: "auto" }, begin ? "…" : "", ...markSpans(text.slice(begin, end), inside), end < text.length ? "…" : "");
  if (!lang || lang === charsu.language) return [said];
  const name = new Intl.DisplayNames(charsu.language, { type: "language" }).of(lang) ?? lang;
  return [make("small", { class: "search-language" }, name), said];
}

/**
 * Say which terms a hit does not have.
 * @param {Term[]} [missing]
 */
function showMissing(missing = []) {
  const said = find(document, "#search [data-lacks]", HTMLElement).dataset.lacks ?? "";
  return missing.length ? [make("small", { class: "search-missing" }, said, ...missing.map(({ typed, plain }) => make("s", {}, typed || plain)))] : [];
}

/**
 * Show an entry: its name, its names in other languages, the alias by which it was found, and what its page says of
 * what its names do not have.
 * @param {EntryHit} hit
 * @param {Term[]} terms
 */
export function showEntry({ entry, form, line, type = entry.label, missing }, terms) {
  const { name } = entry;
  const others = entry.forms.filter((each) => !each.isAlias && each.text !== name.text);
  const isShown = [name, ...others].some((each) => terms.every((term) => findTerm(foldedForm(each), term)));
  if (form?.isAlias && (!terms.length || !isShown)) others.push(form);
  return make("li", { class: entry.colour },
    make("a", { href: entry.url, "data-entry": entry.id, class: "hit" }, make("strong", {}, ...markForm(name, terms))),
    make("span", { class: "search-forms" }, ...others.map((each) => make("span", { lang: each.lang, dir: "auto" }, ...markForm(each, terms)))),
    make("small", {}, ...markSpans(type, spansOf(fold(type), line ? terms : []))), ...showMissing(missing), ...(line ? showLine(line, terms) : []));
}

/** @param {string} segment */
const numberOf = (segment) => segment.slice(1).replace("s", ".");

/**
 * Show a row of a text in all its versions.
 * @param {TextRow} row
 * @param {Term[]} terms
 * @param {import("./entries.js").Entries} entries
 * @param {Term[]} [missing]
 */
export function showPassage(row, terms, { languages, base }, missing) {
  const { text, original, title, unpacked = [] } = /** @type {TextPart} */ (row.part);
  const order = [...new Set([charsu.language, original, ...languages])].filter((lang) => lang in row.versions);
  const versions = order.map((lang) => {
    const said = row.versions[lang];
    const spans = spansOf(fold(said), terms);
    // If the entry was found by a name in another language, its name here is what was found.
    const list = row.named[lang] ?? [];
    for (let i = 0; i < list.length; i += 3) {
      if (terms.some((term) => isNamed(unpacked[list[i + 2]], term))) spans.push([list[i], list[i + 1]]);
    }
    return make("p", { lang }, ...markSpans(said, spans));
  });
  const number = numberOf(row.segment) + (row.last ? `–${numberOf(row.last)}` : "");
  return make("li", { class: "passage" },
    make("a", { href: `${base}texts/${text}/#${row.segment}`, class: "hit" }, `${title[charsu.language] ?? Object.values(title)[0]} ${number}`),
    ...showMissing(missing), make("div", { class: "search-versions" }, ...versions));
}

/**
 * Show a page or a work, with an excerpt.
 * @param {PageHit} hit
 * @param {Term[]} terms
 * @param {import("./entries.js").Entries} entries
 */
export function showPage({ page, line }, terms, { base }) {
  const title = page.title ?? {};
  const [lang, name] = charsu.language in title ? [undefined, title[charsu.language]] : Object.entries(title)[0];
  return make("li", {},
    make("a", { href: `${base}${page.url}`, class: "hit", lang, dir: "auto" }, ...markSpans(name, spansOf(fold(name), terms))),
    ...(line ? showLine(line, terms) : []));
}
