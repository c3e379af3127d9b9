// @ts-check

import { findAll } from "../shared/dom.js";
import { compareCells } from "./filtering.js";

/**
 * Return the rows of a table's body.
 * @param {HTMLTableElement} table
 */
export const rowsOf = (table) => [...table.tBodies[0].rows];

/**
 * Let the heads of a table sort it; the order is kept in the address.
 * @param {HTMLTableElement} table
 * @param {string} name under which the address has the order
 */
export function makeSortable(table, name) {
  const collator = new Intl.Collator(charsu.language, { numeric: true });
  const heads = findAll(table, "thead tr:first-child > *", HTMLTableCellElement);
  const body = table.tBodies[0];
  /** @param {HTMLTableCellElement} head */
  const column = (head) => head.dataset.column ?? String(heads.indexOf(head));

  /**
   * @param {HTMLTableCellElement} head
   * @param {1 | -1} direction
   */
  function sort(head, direction) {
    const at = heads.indexOf(head);
    const keyed = rowsOf(table).map((row) => ({ key: row.cells[at].dataset.sort ?? row.cells[at].textContent.trim(), row }));
    keyed.sort((one, other) => compareCells(one.key, other.key, direction, collator.compare));
    body.append(...keyed.map(({ row }) => row));
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
  }

  for (const head of heads) {
    const label = head.querySelector("span.sort");
    if (!label) continue;
    const button = document.createElement("button"); // as large as the label that it replaces: nothing moves
    button.type = "button";
    button.className = label.className;
    button.append(...label.childNodes);
    label.replaceWith(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const isUp = now ? now !== "ascending" : !head.classList.contains("number");
      sort(head, isUp ? 1 : -1);
      charsu.write({ [name]: (isUp ? "" : "-") + column(head) });
    });
  }
  const asked = charsu.read(name);
  const head = heads.find((each) => asked && column(each) === asked.replace(/^-/, ""));
  if (head) sort(head, asked?.startsWith("-") ? -1 : 1);
}
