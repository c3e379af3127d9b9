// @ts-check
// The keys of the search box: Enter, Escape, and arrows from one hit to the next.

import { isComposing } from "../shared/dom.js";

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLInputElement} field
 * @param {import("./results.js").Results} results
 * @param {() => void} enter goes to the first hit
 */
export function listenToKeys(dialog, field, results, enter) {
  dialog.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" || (event.key === "Enter" && event.target === field)) {
      event.preventDefault(); // at Escape, some browsers would first empty the field
      if (event.key === "Enter") enter();
      else dialog.close();
      return;
    }
    /** @type {(Element | null)[]} */
    const stops = [field, ...results.stops()];
    const place = stops.indexOf(document.activeElement);
    if (place < 0) return;
    const last = stops.length - 1;
    /** @type {Record<string, number>} */
    const to = { ArrowDown: Math.min(place + 1, last), ArrowUp: Math.max(place - 1, 0), ...(place && { Home: 0, End: last }) };
    if (event.key in to) {
      /** @type {HTMLElement} */ (stops[to[event.key]]).focus();
      event.preventDefault();
    } else if (place && event.key.length === 1 && event.key !== " ") field.focus(); // typing continues the query
  });
}
