// @ts-check
// Which versions are shown, in which order and view; the address has it, so that a link shows it to others.

import { findAll } from "../shared/dom.js";
import { VIEWS, swapWithPrevious, toggleVersion } from "./choice.js";
import { all, key, narrow, onScreen, parallel, root, rows, state, toggles } from "./page.js";
import { showPanel } from "./panel.js";
import { marked } from "./passage.js";

/**
 * Choose other versions or another view; the row that is being read stays where it is.
 * @param {Partial<ReaderState>} changes
 */
function choose(changes) {
  Object.assign(state, changes);
  const seen = onScreen();
  const row = rows[marked && seen.includes(marked.from) ? marked.from : seen[0]] ?? rows[rows.length - 1];
  const before = row.getBoundingClientRect().top;
  reader.apply(state);
  const kept = { order: state.order, versions: state.chosen, view: state.view };
  try { localStorage.setItem("charsu.reader", JSON.stringify(kept)); } catch { /* there is no storage */ }
  writeState();
  showControls();
  if (parallel.getBoundingClientRect().top < 0) scrollBy({ top: row.getBoundingClientRect().top - before, behavior: "instant" });
  showPanel();
}

export function writeState() {
  charsu.write({ versions: state.chosen.join(","), view: state.view });
}

/** Return the view that is shown: side by side needs room. */
const view = () => (state.view === "side" && narrow.matches ? "lines" : state.view);

/** @param {string} language */
function toggle(language) {
  const changed = toggleVersion(state, language);
  if (changed) choose(changed);
}

/** @param {string} language */
const buttonOf = (language) => toggles[all.indexOf(language)];
/** @param {HTMLElement} button */
const earlierOf = (button) => /** @type {HTMLElement} */ (button.nextElementSibling);

/**
 * Let a version change places with the chosen one before it.
 * @param {string} language
 */
function moveEarlier(language) {
  choose(swapWithPrevious(state, language));
  const button = buttonOf(language);
  (earlierOf(button).hidden ? button : earlierOf(button)).focus();
}

export function showControls() {
  const focused = document.activeElement, shown = reader.shown(state), bar = toggles[0].parentElement?.parentElement;
  state.order.forEach((language, place) => {
    const button = buttonOf(language);
    const item = button.parentElement;
    if (bar && item && bar.children[place] !== item) bar.insertBefore(item, bar.children[place]);
    button.setAttribute("aria-pressed", String(shown.includes(language)));
    button.setAttribute("aria-keyshortcuts", String(place + 1));
    button.title = `${button.title.replace(/ \(\d+\)$/, "")} (${place + 1})`;
    earlierOf(button).hidden = shown.indexOf(language) < 1;
  });
  if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
  for (const button of viewButtons) button.setAttribute("aria-pressed", String(button.dataset.view === view()));
}

for (const button of toggles) {
  const language = button.dataset.version ?? "";
  button.addEventListener("click", () => toggle(language));
  earlierOf(button).addEventListener("click", () => moveEarlier(language));
}
const viewButtons = findAll(root, ".reader-views button", HTMLButtonElement);
for (const button of viewButtons) {
  button.addEventListener("click", () => choose({ view: /** @type {ReaderView} */ (button.dataset.view) }));
}
narrow.addEventListener("change", showControls);

all.slice(0, 9).forEach((_, place) => key(String(place + 1), () => toggle(state.order[place])));
key("v", () => {
  const possible = VIEWS.filter((each) => each !== "side" || !narrow.matches);
  choose({ view: possible[(possible.indexOf(view()) + 1) % possible.length] });
});
