// @ts-check
// Copying: a selection stays in the version in which it begins, and is copied as running text.

import { closest } from "../shared/dom.js";
import { all, parallel, rows, state, toggles } from "./page.js";

/** @param {Node | EventTarget | null | undefined} node */
const elementOf = (node) => (node instanceof Element ? node : node instanceof Node ? node.parentElement : null);

/**
 * Return the version that a node of the text belongs to, or null outside of the text.
 * @param {Node | null} node
 */
function languageAt(node) {
  const element = elementOf(node), column = element?.closest(".row .column");
  if (column) return /** @type {HTMLElement | null} */ (column.querySelector(".segment, [data-segment]"))?.lang ?? null;
  return element?.closest(".paragraph") && !element.closest(".row-foot") ? reader.shown(state)[0] : null;
}

/** @param {Event} event */
function hold(event) {
  const column = closest(elementOf(event.target), ".row .column", HTMLElement);
  const number = column?.className.match(/column-(\d+)/)?.[1];
  if (number) parallel.dataset.selecting = number;
  else delete parallel.dataset.selecting;
}
document.addEventListener("pointerdown", hold);
document.addEventListener("selectstart", hold);

/** Return the words of the version in which a selection begins, as running text; null if it begins elsewhere. */
function selectedWords() {
  const selection = getSelection();
  const language = !selection || selection.isCollapsed ? null : languageAt(selection.anchorNode);
  if (!selection || !language) return null;
  const range = selection.getRangeAt(0);
  const joint = toggles[all.indexOf(language)].dataset.joint ?? "";
  let text = "";
  /** @type {HTMLElement | null} */
  let paragraph = null;
  for (const row of rows) {
    const segment = row.querySelector(`.column > :is(.segment, [data-segment])[lang="${CSS.escape(language)}"]`);
    if (!segment || !range.intersectsNode(segment)) continue;
    const part = document.createRange();
    part.selectNodeContents(segment);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    const words = part.toString();
    if (words && paragraph) text += row.parentElement === paragraph ? joint : "\n";
    if (words) paragraph = row.parentElement;
    text += words;
  }
  return text || null;
}

document.addEventListener("copy", (event) => {
  const text = event.defaultPrevented ? null : selectedWords();
  if (text === null) return;
  event.clipboardData?.setData("text/plain", text);
  event.preventDefault();
});

/**
 * Put words into the clipboard, also in pages opened from a folder; false if the browser refuses.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    /** @param {ClipboardEvent} event */
    const put = (event) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", put, { capture: true });
    const isDone = document.execCommand("copy");
    document.removeEventListener("copy", put, { capture: true });
    return isDone;
  }
}
