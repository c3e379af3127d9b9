// @ts-check
// What a card says.

import { find, findAll } from "../shared/dom.js";
import { addressesOf, withinOf } from "./data.js";

/** @typedef {import("./data.js").CardData} CardData */
/** @typedef {"pointer" | "focus" | "press" | ""} Way how a card was opened */

/** The titles of links, while their cards say the same. @type {WeakMap<HTMLElement, string>} */
const titles = new WeakMap();

/** @param {HTMLElement} name */
export function takeTitle(name) {
  if (!name.title) return;
  titles.set(name, name.title);
  name.removeAttribute("title");
}

/** @param {HTMLElement} name */
export function giveTitle(name) {
  const title = titles.get(name);
  if (title) name.title = title;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} text
 * @param {Partial<HTMLElementTagNameMap[Tag]>} values
 */
function element(tag, text, values = {}) {
  const made = Object.assign(document.createElement(tag), values);
  made.textContent = text;
  return made;
}

/** @param {CardData} data */
const kindOf = (data) => element("span", data.kind.join(" · "), { className: `entry-card-type ${data.colour}` });

/**
 * @param {URL} address
 * @param {string} text
 */
const linkTo = (address, text, lang = charsu.language) => element("a", text, { href: address.href, lang });

/**
 * Return the entries that an unsure name may stand for; those that could not be loaded are in its title.
 * @param {HTMLElement} name
 * @param {(CardData | null)[]} found
 */
function candidates(name, found) {
  return addressesOf(name).flatMap((address, i) => {
    const data = found[i];
    if (!data) return [];
    const item = element("li", "");
    const [lang, text] = data.names[0];
    item.append(linkTo(address, text, lang), " ", kindOf(data));
    if (data.dates) item.append(" ", element("small", data.dates.join(" / ")));
    return item;
  });
}

/**
 * Return the entries that are named within a longer name; their links say what they are called, loaded or not.
 * @param {HTMLElement} name
 * @param {(CardData | null)[]} found
 */
function namesWithin(name, found) {
  const first = addressesOf(name).length;
  return withinOf(name).map((link, i) => {
    const data = found[first + i], title = titles.get(link) ?? link.title;
    const [lang, text] = data?.names[0] ?? [charsu.language, link.ariaLabel ?? ""];
    const item = element("li", "");
    item.append(linkTo(new URL(link.href), text, lang), " ", ...(data ? [kindOf(data), " "] : []));
    item.append(element("small", title.slice(title.lastIndexOf(" · ") + 3)));
    return item;
  });
}

/**
 * Put into the card what is known of a name; false if that is nothing.
 * @param {HTMLElement} card
 * @param {HTMLElement} name
 * @param {(CardData | null)[]} found
 * @param {Way} by
 */
export function fillCard(card, name, found, by) {
  /** @param {string} part */
  const part = (part) => find(card, `.entry-card-${part}`, HTMLElement);
  const isUnsure = name.matches(".unsure");
  const title = titles.get(name) ?? name.title;
  const cut = isUnsure ? -1 : title.lastIndexOf(" · ");
  const data = isUnsure || !addressesOf(name).length ? null : found[0];
  /** @type {(URL | undefined)[]} */
  const [address] = addressesOf(name);
  if (!title && !data) return false;

  /** @type {CardData["names"]} */
  const names = data?.names ?? [[charsu.language, cut < 0 ? name.textContent : title.slice(0, cut)]];
  const [[lang, first], ...others] = names;
  part("kind").replaceChildren(...(data ? [kindOf(data)] : []));
  const unsureLanguage = isUnsure ? /** @type {HTMLElement | null} */ (name.closest("[lang]"))?.lang : "";
  part("name").replaceChildren(isUnsure ? element("span", name.textContent, { lang: unsureLanguage })
    : address ? linkTo(address, first, lang) : element("span", first, { lang }));
  part("names").replaceChildren(...others.map(([lang, text]) => element("span", text, { lang })));
  part("dates").replaceChildren(
    ...(data?.dated ? [element("small", data.dated), ...(data.dates ?? []).map((date) => element("span", date))] : []),
    ...(data?.contested ? [element("span", data.contested, { className: "contested" })] : []),
  );
  part("summary").textContent = data?.summary ?? "";
  part("passages").replaceChildren(...(data?.passages && address ? [linkTo(new URL("#mentions", address), data.passages)] : []));
  part("candidates").replaceChildren(...(isUnsure ? candidates : namesWithin)(name, found));
  part("why").textContent = title.slice(cut < 0 ? 0 : cut + 3);
  // For an unsure name the reason comes first: the candidates are the rest of that sentence.
  part(isUnsure ? "name" : "passages").after(part("why"));
  part("open").hidden = isUnsure || !address;
  if (address) find(part("open"), "a", HTMLAnchorElement).href = address.href;
  for (const each of findAll(card, "p, ul", HTMLElement)) if (each !== part("open")) each.hidden = !each.firstChild;

  // A tooltip is only read; a card with something to press is a dialog.
  const isDialog = by === "press" || isUnsure;
  card.setAttribute("role", isDialog ? "dialog" : "tooltip");
  if (isDialog) card.setAttribute("aria-label", first);
  else card.removeAttribute("aria-label");
  card.classList.toggle("entry-card--pressed", by === "press");
  for (const link of card.querySelectorAll("a")) link.tabIndex = isDialog ? 0 : -1;
  if (isUnsure) name.setAttribute("aria-expanded", "true");
  else if (!isDialog) name.setAttribute("aria-describedby", card.id);
  return true;
}
