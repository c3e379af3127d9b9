// @ts-check
// Shows the versions of a text as the reader wants them, before they are painted. Each text's page has this script in it;
// reader.js goes on from here.

import { VIEWS, chooseVersions } from "./reader/choice.js";
import { find, findAll } from "./charsu/dom.js";

const root = find(document, ".reader", HTMLElement);
const parallel = find(root, ".parallel", HTMLElement);
const toggles = findAll(root, ".version-toggle", HTMLButtonElement);
const all = toggles.map((toggle) => toggle.dataset.version ?? "");
const rules = document.head.appendChild(document.createElement("style"));

function readKept() {
  try {
    return JSON.parse(localStorage.getItem("charsu.reader") ?? "null") ?? {};
  } catch {
    return {}; // there is no storage
  }
}

/** @param {ReaderState} state */
const shown = ({ chosen, view }) => (view === "alone" ? chosen.slice(0, 1) : chosen);

/** @param {ReaderState} state */
function apply(state) {
  const languages = shown(state);
  parallel.dataset.view = state.view;
  parallel.dataset.joint = toggles[all.indexOf(languages[0])].dataset.joint ? "space" : "none";
  parallel.dataset.count = String(languages.length);
  parallel.style.setProperty("--columns", String(languages.length));
  rules.textContent = all.map((language, number) => {
    const column = `.column-${number + 1}`, place = languages.indexOf(language);
    return place < 0 ? `.parallel ${column}{display:none!important}` :
      `.parallel ${column}{order:${place + 1}}` +
      `.parallel[data-selecting="${number + 1}"] .column:not(${column}){user-select:none;-webkit-user-select:none}`;
  }).join("");
}

const state = chooseVersions(location.search, readKept(), all);
root.classList.add("live");
find(root, ".reader-bar", HTMLElement).hidden = false;
apply(state);

/** @type {Reader} */
const reader = { root, parallel, toggles, all, views: VIEWS, state, shown, apply };
Object.assign(globalThis, { reader });
