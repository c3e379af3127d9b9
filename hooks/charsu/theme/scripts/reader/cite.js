// @ts-check
// The dialog that cites the text or the marked passage.

import { canonicalAddress } from "../shared/address.js";
import { closest, find, findAll } from "../shared/dom.js";
import { citeBibtex, citeCsl, citePlain } from "./citation.js";
import { copyText } from "./copying.js";
import { dialog, key, state } from "./page.js";
import { hash, marked, passage } from "./passage.js";

/** @type {import("./citation.js").Citation} */
const citation = JSON.parse(find(document, "#citation", HTMLScriptElement).textContent);

export function openDialog() {
  const languages = reader.shown(state);
  const cited = {
    passage: passage(), isRange: !!marked && marked.to > marked.from, hash: hash(), address: canonicalAddress(hash()),
    site: document.querySelector(".brand-name")?.textContent ?? location.host, now: new Date(),
  };
  for (const words of findAll(dialog, "p.citation", HTMLElement)) {
    words.textContent = citePlain(citation.plain[words.lang], languages, cited);
  }
  find(dialog, "[data-format=bibtex]", HTMLElement).textContent = citeBibtex(citation.bibtex[languages[0]], cited);
  find(dialog, "[data-format=csl]", HTMLElement).textContent = citeCsl(citation.csl[languages[0]], cited);
  find(dialog, ".told", HTMLElement).textContent = "";
  dialog.showModal();
}
key("c", openDialog);

dialog.addEventListener("click", async (event) => {
  if (event.target === dialog || closest(event.target, "[data-close]", Element)) { dialog.close(); return; }
  const button = closest(event.target, "[data-copy]", HTMLElement);
  if (!button?.parentElement) return;
  const words = find(button.parentElement, ".citation", HTMLElement), message = find(dialog, ".told", HTMLElement);
  const isDone = await copyText(words.textContent);
  if (!isDone) getSelection()?.selectAllChildren(words);
  message.textContent = (isDone ? message.dataset.copied : message.dataset.notCopied) ?? "";
  for (const each of dialog.querySelectorAll(".done")) each.classList.remove("done");
  button.classList.toggle("done", isDone);
});
