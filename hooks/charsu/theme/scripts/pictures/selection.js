// @ts-check

import { closest, isModified } from "../shared/dom.js";
import { writeHash } from "../shared/address.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {Element} element */
function bringIntoView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) {
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }
}

/**
 * Let a mark of a picture select its row in the table, and a row its marks; the selection is in the address.
 * @param {HTMLElement} figure
 */
export function makeSelectable(figure) {
  const table = /** @type {HTMLTableElement | null} */ (document.querySelector(`table[data-for="${figure.id}"]`));
  /** @param {string} id */
  const marksOf = (id) => [.../** @type {NodeListOf<SVGElement>} */ (figure.querySelectorAll(`.mark[data-row~="${CSS.escape(id)}"]`))];
  /** @param {string | null} id */
  const rowOf = (id) => /** @type {HTMLElement | null} */ ((id && table?.querySelector(`#${CSS.escape(id)}`)) || null);

  /**
   * Select a row and its marks, or nothing; returns the row, if there is such a row.
   * @param {string | null} id
   * @param {"mark" | "row" | "address" | "escape"} by
   */
  function select(id, by) {
    const row = rowOf(id);
    for (const old of [...figure.querySelectorAll(".selected"), ...(table?.querySelectorAll(".selected") ?? [])]) {
      old.classList.remove("selected");
      old.removeAttribute("aria-current");
    }
    for (const each of row ? [row, ...marksOf(row.id)] : []) {
      each.classList.add("selected");
      each.setAttribute("aria-current", "true");
    }
    figure.dispatchEvent(new CustomEvent("picture:select", { detail: { row: row ? id : null, by } }));
    if (by !== "address") writeHash(row ? `#${id}` : "");
    return row;
  }

  figure.addEventListener("click", (event) => {
    const mark = closest(event.target, ".mark[data-row]", SVGElement);
    if (!mark || isModified(event)) return;
    const row = select((mark.dataset.row ?? "").split(" ")[0], "mark");
    if (!row) return;
    event.preventDefault();
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    bringIntoView(row);
  });
  figure.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && figure.querySelector(".selected")) select(null, "escape");
  });

  const label = table?.dataset.show;
  for (const row of label && table ? table.tBodies[0].rows : []) {
    if (!marksOf(row.id).length) continue;
    const button = document.createElement("button");
    const name = row.cells[0].querySelector("a")?.textContent ?? row.cells[0].textContent;
    button.type = "button";
    button.className = "show";
    button.title = (label ?? "").replace("{name}", () => name.trim());
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", () => {
      select(row.id, "row");
      const mark = marksOf(row.id).find((each) => !each.classList.contains("out"));
      mark?.focus({ preventScroll: true });
      bringIntoView(mark ?? figure);
    });
    row.cells[0].append(button);
  }

  const fromAddress = () => select(decodeURIComponent(location.hash.slice(1)), "address");
  addEventListener("hashchange", fromAddress);
  if (location.hash) fromAddress();
}
