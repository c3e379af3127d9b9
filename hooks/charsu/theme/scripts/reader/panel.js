// @ts-check
// The panel: what a passage names, what it is evidence for, and where it is corrected.

import { find, findAll } from "../shared/dom.js";
import { all, inPanel, linkOf, onScreen, panel, root, rows, say, state, visible, wide } from "./page.js";
import { afterMark, hash, isExtending, marked, passage } from "./passage.js";

const register = new Map(findAll(document, ".register li", HTMLElement).map((item) => [item.dataset.entry ?? "", item]));

/** @type {Map<Element, Element>} */
const copies = new Map();

/**
 * Return a copy of an element of this page for the panel, made once.
 * @param {Element} original
 * @param {() => Element} make
 */
function copy(original, make = () => /** @type {Element} */ (original.cloneNode(true))) {
  let found = copies.get(original);
  if (!found) copies.set(original, found = make());
  return found;
}

/**
 * Return the entries that rows name, in the visible versions.
 * @param {number[]} places
 */
function entriesIn(places) {
  const columns = reader.shown(state).map((language) => all.indexOf(language) + 1);
  const found = places.flatMap((place) => columns.flatMap((column) =>
    findAll(rows[place], `.column-${column} a.mention`, HTMLElement).map((mention) => register.get(mention.dataset.entry ?? "") ?? [])));
  return [...new Set(found.flat())].map((item) => copy(item));
}

/**
 * Return what the feet of rows have, each with the number of its row.
 * @param {number[]} places
 * @param {string} selector
 */
function footsOf(places, selector) {
  return places.flatMap((place) => findAll(rows[place], selector, HTMLElement).map((found) => copy(found, () => {
    const block = document.createElement("div");
    block.append(linkOf(rows[place]).cloneNode(true), found.cloneNode(true));
    return block;
  })));
}

/**
 * Put elements into another, if they are not in it already.
 * @param {HTMLElement} element
 * @param {Element[]} children
 */
function fill(element, children) {
  const isSame = children.length === element.children.length && children.every((each, place) => element.children[place] === each);
  if (!isSame) element.replaceChildren(...children);
}

export function showPanel() {
  panel.hidden = !wide.matches && !marked;
  root.classList.toggle("covered", !wide.matches && !!marked);
  if (panel.hidden) return;
  const places = marked ? rows.map((_, place) => place).slice(marked.from, marked.to + 1) : onScreen();
  const title = inPanel(".panel-title");
  title.dataset.screen ??= title.textContent;
  title.textContent = marked ? `${title.dataset.passage} ${passage()}` : title.dataset.screen;
  inPanel(".panel-acts").hidden = inPanel(".close").hidden = !marked;
  if (!isExtending) say("");
  showCorrections();
  const entries = entriesIn(places), evidence = footsOf(places, ".evidence ul");
  // Side by side, the rows show the notes already; running text does not.
  const notes = state.view === "alone" ? footsOf(places, ".stale, .translator-note") : [];
  fill(inPanel(".panel-names"), entries);
  inPanel(".panel-none").hidden = entries.length > 0;
  fill(inPanel(".panel-evidence div"), evidence);
  inPanel(".panel-evidence").hidden = !evidence.length;
  fill(inPanel(".panel-notes div"), notes);
  inPanel(".panel-notes").hidden = !notes.length;
}

/** Show where each version of the marked passage is edited, and a report that carries its words. */
function showCorrections() {
  const acts = panel.querySelector(".panel-correct");
  if (!(acts instanceof HTMLElement) || !charsu.correct) return;
  acts.hidden = !marked;
  if (!marked) return;
  const { fill: fillTemplate, report, where } = charsu.correct, marks = rows.slice(marked.from, marked.to + 1);
  const lines = (marks[0].dataset.lines ?? "").split(" ");
  findAll(acts, "[data-version]", HTMLAnchorElement).forEach((link, place) => {
    link.href = fillTemplate(link.dataset.template ?? "", { line: lines[place] ?? lines[0] });
  });
  const wordings = all.map((language, place) => {
    const words = marks.map((row) => find(row, `.column-${place + 1}`, HTMLElement).lastElementChild?.textContent);
    return `[${language}] ${words.join(" ")}`;
  });
  find(acts, ".report-passage", HTMLAnchorElement).href = report(`${where}${hash()}`, wordings, hash());
}

/** Show the parts of the panel folded or not, as there is room. */
export function foldPanel() {
  for (const part of panel.querySelectorAll("details")) part.open = wide.matches;
  showPanel();
}
wide.addEventListener("change", foldPanel);
afterMark.push(showPanel);

let waiting = 0;
const observer = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    const place = rows.indexOf(/** @type {HTMLElement} */ (target));
    if (isIntersecting) visible.add(place);
    else visible.delete(place);
  }
  // While a reader reads in the panel, it stays as it is.
  if (!marked && !panel.contains(document.activeElement)) waiting ||= requestAnimationFrame(() => { waiting = 0; showPanel(); });
}, { rootMargin: "-80px 0px 0px" });
rows.forEach((row) => observer.observe(row));
