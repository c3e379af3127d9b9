// @ts-check
// Reports of mistakes that carry what is wrong: next to each statement of an entry, and for the panel of a text.
// Nothing is asked of another host before a reader follows a link to it.

import { fillTemplate, shortenReport } from "./correct/report.js";
import { canonicalAddress } from "./shared/address.js";
import { find, findAll } from "./shared/dom.js";

const link = find(document, ".report", HTMLAnchorElement);
const { template = "", where = "", briefly = "" } = link.dataset;

/** @type {Correct["report"]} */
function report(place, wordings = [], hash = "") {
  return shortenReport(template, { where: place, address: canonicalAddress(hash) }, wordings);
}

link.href = report(where);

for (const edit of findAll(document, ".value > .correct", HTMLAnchorElement)) {
  const value = /** @type {HTMLElement} */ (edit.parentElement);
  const label = value.closest(".group")?.querySelector("dt")?.firstChild?.textContent;
  const said = [".during", ".said", ".note"].map((part) => value.querySelector(`:scope > ${part}`)?.textContent);
  const place = decodeURIComponent(edit.href).match(/.*(entries\/.+)#L(\d+)$/);
  const statement = document.createElement("a");
  statement.className = "report--statement";
  statement.textContent = briefly;
  statement.href = report(place ? `${place[1]}:${place[2]}` : where, [[label, ...said].filter(Boolean).join(" ")]);
  edit.after(statement);
}

charsu.correct = { fill: fillTemplate, report, where };
