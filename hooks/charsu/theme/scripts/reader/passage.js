// @ts-check
// The marked passage: a row, or rows from one to another. The address has it.

import { writeHash } from "../shared/address.js";
import { clamp } from "../shared/numbers.js";
import { closest } from "../shared/dom.js";
import { dialog, ids, inPanel, key, linkOf, numbers, onScreen, panel, parallel, places, rows, say, wide } from "./page.js";

/**
 * `from`, `to`: first and last row; `start`: the row where marking began; `end`: the row that it reached.
 * @typedef {{ from: number, to: number, start: number, end: number }} Passage
 */

/** @type {Passage | null} */
export let marked = null;
/** The next click chooses the end of the passage. */
export let isExtending = false;
/** Called when another passage, or none, is marked. @type {(() => void)[]} */
export const afterMark = [];

export const hash = () => (marked ? `#${ids[marked.from]}${marked.to > marked.from ? `-${ids[marked.to]}` : ""}` : "");
export const passage = () => (marked ? numbers[marked.from] + (marked.to > marked.from ? `–${numbers[marked.to]}` : "") : "");

/**
 * @param {number | null} start
 * @param {number | null} end
 */
export function mark(start, end = start) {
  marked = start === null || end === null ? null : { start, end, from: Math.min(start, end), to: Math.max(start, end) };
  rows.forEach((row, place) => row.classList.toggle("marked", !!marked && place >= marked.from && place <= marked.to));
  if (isExtending) extend(false);
  for (const action of afterMark) action();
}

/**
 * Mark, and put the passage into the address without adding a step to the history.
 * @param {number | null} start
 * @param {number | null} end
 */
function point(start, end = start) {
  mark(start, end);
  writeHash(hash());
}

/**
 * @param {number} place
 * @param {ScrollLogicalPosition} block
 */
function scrollToRow(place, block) {
  rows[place].scrollIntoView({ block });
  // On a small screen the panel lies over the rows.
  const { top, bottom } = rows[place].getBoundingClientRect();
  const hidden = wide.matches ? 0 : bottom + 8 - panel.getBoundingClientRect().top;
  if (!panel.hidden && hidden > 0 && top > 8) scrollBy({ top: Math.min(hidden, top - 8), behavior: "instant" });
}

/**
 * Mark what the address points at, "#p3s2" or "#p3s2-p3s4"; returns false if it is no passage.
 * @param {boolean} isToScroll
 */
export function follow(isToScroll) {
  const [first, last = first] = location.hash.slice(1).split("-").map((id) => places.get(id) ?? -1);
  if (first < 0 || last < 0) return false;
  mark(first, last);
  if (isToScroll) scrollToRow(Math.min(first, last), "start");
  return true;
}

/** @param {boolean} on */
export function extend(on) {
  isExtending = on;
  inPanel("[data-act=extend]").setAttribute("aria-pressed", String(on));
  say(on ? "chooseEnd" : "");
}

export function close() {
  const from = marked?.from;
  const hasFocus = panel.contains(document.activeElement);
  point(null);
  if (hasFocus && from !== undefined) linkOf(rows[from]).focus({ preventScroll: true });
}

addEventListener("hashchange", () => { if (!follow(true) && !location.hash && marked) mark(null); });

const hasSelection = () => getSelection()?.isCollapsed === false;

parallel.addEventListener("mousedown", (event) => {
  // Shift-click makes a passage; it would select words from wherever the last click was.
  if (event.shiftKey && marked && !hasSelection() && closest(event.target, ".row", Element)) event.preventDefault();
});

parallel.addEventListener("click", (event) => {
  const row = closest(event.target, ".row", HTMLElement);
  const isNumber = closest(event.target, ".segment-link", Element);
  if (!row || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const isOther = closest(event.target, "a, button, summary, input, label, .row-foot", Element) || hasSelection();
  if (!isNumber && isOther) return;
  const place = rows.indexOf(row);
  if (marked && (event.shiftKey || isExtending)) {
    event.preventDefault();
    point(marked.start, place);
  } else if (isNumber) {
    mark(place); // the link itself changes the address
  } else if (marked && marked.from === place && marked.to === place) {
    point(null);
  } else {
    point(place);
  }
  if (marked && !isNumber) scrollToRow(place, "nearest");
});

// A link to the passage that is in the address already.
document.addEventListener("click", (event) => {
  const link = closest(event.target, "a[href^='#']", HTMLAnchorElement);
  if (link && link.hash === location.hash && !event.defaultPrevented) follow(true);
});

/**
 * Mark the next or previous row.
 * @param {1 | -1} by
 * @param {boolean} isGrowing the passage grows by that row
 */
function step(by, isGrowing = false) {
  const focused = closest(document.activeElement, ".row", HTMLElement);
  const here = marked ? marked.end : focused ? rows.indexOf(focused) : -1;
  const next = here < 0 ? onScreen()[0] ?? 0 : clamp(here + by, 0, rows.length - 1);
  point(isGrowing && marked ? marked.start : next, next);
  linkOf(rows[next]).focus({ preventScroll: true });
  scrollToRow(next, "nearest");
}
key("j", () => step(1));
key("k", () => step(-1));
key("J", () => step(1, true));
key("K", () => step(-1, true));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !dialog.open && marked) close();
});
