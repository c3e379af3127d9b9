// @ts-check

import { findAll } from "../shared/dom.js";
import { passes } from "./filtering.js";
import { rowsOf } from "./tables.js";

const wide = matchMedia("(min-width: 45em)");

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

/**
 * Return a control that is checked or not, null for one that has a value of its own.
 * @param {Control} control
 */
const asBox = (control) => (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type) ? control : null);

/**
 * Let a form filter the marks and rows that it is for; its values are kept in the address.
 * @param {HTMLFormElement} form
 */
export function makeFilters(form) {
  const id = form.dataset.for ?? "";
  const figure = document.getElementById(id);
  const rows = findAll(document, `table[data-for="${id}"]`, HTMLTableElement).flatMap(rowsOf);
  const controls = /** @type {Control[]} */ ([...form.elements].filter((each) => each.getAttribute("name")));
  const names = [...new Set(controls.map((control) => control.name))];
  const number = new Intl.NumberFormat(charsu.language);

  /** Return the filters that are set: name -> values. */
  function asked() {
    /** @type {Record<string, string[]>} */
    const values = {};
    for (const control of controls) {
      const box = asBox(control);
      const isSet = box ? box.checked : control.value.trim();
      if (isSet && control.value) (values[control.name] ??= []).push(control.value.trim());
    }
    return values;
  }

  function apply() {
    const values = asked();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !passes(row.dataset, values);
      shown += Number(!row.hidden);
    }
    for (const mark of figure?.querySelectorAll(".mark") ?? []) {
      mark.classList.toggle("out", !passes(/** @type {HTMLElement | SVGElement} */ (mark).dataset, values));
    }
    for (const output of findAll(form, "[data-count]", HTMLElement)) {
      const sentence = output.dataset.count ?? "";
      output.textContent = sentence.replace(/\{n\}|\{all\}/g, (hole) => number.format(hole === "{n}" ? shown : rows.length));
    }
    for (const button of findAll(form, "[type=reset]", HTMLButtonElement)) button.disabled = !Object.keys(values).length;
    figure?.dispatchEvent(new CustomEvent("picture:filter", { detail: { shown, all: rows.length } }));
    return values;
  }

  function changed() {
    const values = apply();
    charsu.write(Object.fromEntries(names.map((name) => [name, values[name]?.join(",")])));
  }

  for (const control of controls) {
    const values = (charsu.read(control.name) ?? "").split(",");
    const box = asBox(control);
    if (box) box.checked = values.includes(box.value);
    else control.value = values[0];
    if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0;
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const control of controls) {
      const box = asBox(control);
      if (box) box.checked = false;
      else if (control instanceof HTMLSelectElement) control.selectedIndex = 0;
      else control.value = "";
    }
    changed();
  });
  const fold = form.querySelector("details");
  const unfold = () => { if (fold) fold.open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
  apply();
}
