// @ts-check
// Leads from the page /random/ to an entry. That page stays out of the history, so "back" leads to the page before it.
// In a large wiki the page does not have all addresses: it loads the part of the list that has the chosen one, a script
// data/random/N.js that calls randomEntries, since a page that was opened from a folder may load nothing else.

import { find, findAll } from "./charsu/dom.js";

const [before] = document.referrer.split(/[?#]/);
/** @param {string} address */
const go = (address) => location.replace(address);
const list = find(document, "#random", HTMLElement);
const { count, each, lists, base } = list.dataset;
if (count) {
  const chosen = Math.floor(Math.random() * Number(count));
  /** @param {string[]} addresses */
  const randomEntries = (addresses) => {
    const at = chosen % Number(each);
    const [one, other] = [addresses[at], addresses.at(at - 1)].map((address) => new URL(`${base}${address}`, location.href).href);
    go(one === before ? other : one);
  };
  Object.assign(globalThis, { randomEntries });
  const script = document.createElement("script");
  script.src = `${lists}${Math.floor(chosen / Number(each))}.js`;
  document.head.append(script);
} else {
  const addresses = findAll(list, "[data-ids]", HTMLElement).flatMap((item) => {
    const folder = find(item, "a", HTMLAnchorElement).href;
    return (item.dataset.ids ?? "").split(" ").map((id) => `${folder}${id}/`);
  });
  // A reader who asks for another entry gets another one.
  const others = addresses.filter((address) => address !== before);
  const choice = others.length ? others : addresses;
  if (choice.length) go(choice[Math.floor(Math.random() * choice.length)]);
}
