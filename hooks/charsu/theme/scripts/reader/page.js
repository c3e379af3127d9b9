// @ts-check
// The parts of a text's page.

import { find, findAll } from "../shared/dom.js";

export const { root, parallel, toggles, all, state } = reader;
export const rows = findAll(parallel, ".row", HTMLElement);
/** @param {Element} row */
export const linkOf = (row) => find(row, ".segment-link", HTMLAnchorElement);
export const ids = rows.map((row) => find(row, ".segment", HTMLElement).id);
export const numbers = rows.map((row) => linkOf(row).textContent);
/** Id -> number of its row, also for former ids of the row, and for ids that lead to it since their lines are gone. */
export const places = new Map(rows.flatMap((row, place) =>
  findAll(row, ".segment, .formerly", HTMLElement).map(({ id }) => /** @type {const} */ ([id, place]))));
export const panel = find(root, ".panel", HTMLElement);
export const dialog = find(document, "#cite", HTMLDialogElement);
export const wide = matchMedia("(min-width: 75em)"), narrow = matchMedia("(max-width: 44.9844em)");

/** @param {string} selector */
export const inPanel = (selector) => find(panel, selector, HTMLElement);

/** Numbers of the rows that are on the screen. @type {Set<number>} */
export const visible = new Set();
export const onScreen = () => [...visible].sort((a, b) => a - b);

/**
 * Show a message of the panel, or none.
 * @param {string} name
 */
export function say(name) {
  const message = inPanel(".told");
  message.textContent = message.dataset[name] ?? "";
}

/**
 * Bind a key of the page, which is not for the dialog over it.
 * @param {string} name
 * @param {(event: KeyboardEvent) => unknown} action
 */
export const key = (name, action) => charsu.key(name, (event) => (dialog.open ? false : action(event)));
