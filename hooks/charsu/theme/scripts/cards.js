// @ts-check
// Cards: a reader who points at a name, reaches it by keyboard or taps it, sees what it stands for.
// Names may be added to the page at any time; every link with `data-entry` gets a card.

import { fillCard, giveTitle, takeTitle } from "./cards/content.js";
import { loadCards } from "./cards/data.js";
import { placeCard } from "./cards/placement.js";
import { closest, findAll, isModified } from "./shared/dom.js";

/** @typedef {import("./cards/content.js").Way} Way */
/** @typedef {import("./cards/content.js").CardData} CardData */
/** @typedef {import("./cards/placement.js").Point} Point */

const NAMES = "a[data-entry], .unsure[data-candidates]";
const UNSURE_NAMES = ".unsure[data-candidates]";
/** Milliseconds. */
const BEFORE_LOADING = 150, BEFORE_OPENING = 300, BEFORE_CLOSING = 300;

const template = document.getElementById("card-template");
const card = template instanceof HTMLTemplateElement ? template.content.firstElementChild?.cloneNode(true) : null;
// In browsers without popovers the links keep their titles, which say the same in brief.
if (card instanceof HTMLElement && "showPopover" in card) start(card);

/** @param {HTMLElement} card */
function start(card) {
  /** The name whose card is open. @type {HTMLElement | null} */
  let shown = null;
  /** How it was opened. @type {Way} */
  let by = "";
  /** Where the name was then. */
  let place = "";
  /** The name whose card is about to open. @type {HTMLElement | null} */
  let planned = null;
  /** @type {Way} */
  let plannedBy = "";
  /** The name whose card was closed on purpose, as long as the reader stays on it. @type {HTMLElement | null} */
  let dismissed = null;
  let isFinger = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let opening;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let closing;

  /** @param {EventTarget | null} target */
  const nameAt = (target) => closest(target, NAMES, HTMLElement);
  /** @param {EventTarget | null} target */
  const isInCard = (target) => target instanceof Node && card.contains(target);

  // --- opening and closing -------------------------------------------------------------------------

  /**
   * @param {HTMLElement} name
   * @param {Way} how
   * @param {Point} [point]
   */
  function plan(name, how, point) {
    if (name === planned || name === shown) return;
    cancel();
    planned = name;
    plannedBy = how;
    opening = setTimeout(async () => {
      const delay = new Promise((resolve) => setTimeout(resolve, BEFORE_OPENING - BEFORE_LOADING));
      const [found] = await Promise.all([loadCards(name), delay]);
      if (planned === name) open(name, how, found, point);
    }, BEFORE_LOADING);
  }

  function cancel() {
    clearTimeout(opening);
    planned = null;
  }

  /**
   * @param {HTMLElement} name
   * @param {Way} how
   * @param {(CardData | null)[]} found
   * @param {Point} [point]
   */
  function open(name, how, found, point) {
    cancel();
    clearTimeout(closing);
    if (shown && shown !== name) hide();
    if (!name.isConnected) return;
    by = how;
    if (!fillCard(card, name, found, by)) return;
    takeTitle(name);
    // Within a dialog, since everything else is inert then; within a landmark, where readers look for it.
    (name.closest("dialog[open], main") ?? document.body).append(card);
    shown = name;
    card.showPopover();
    setBeside(name, point);
    place = placeOf(name);
  }

  /**
   * A finger, a click or a key asks for the card itself: it opens at once, and is filled when its content has loaded.
   * @param {HTMLElement} name
   * @param {Point} [point]
   */
  async function press(name, point) {
    dismissed = null;
    open(name, "press", [], point);
    if (!isOpen(name)) return;
    card.focus({ preventScroll: true });
    const found = await loadCards(name);
    if (isOpen(name) && by === "press" && found.some(Boolean)) {
      fillCard(card, name, found, by);
      setBeside(name, point);
    }
  }

  /** @param {HTMLElement} name */
  const isOpen = (name) => shown === name;

  function close() {
    cancel();
    hide();
  }

  function hide() {
    clearTimeout(closing);
    if (!shown) return;
    const name = shown;
    const hasFocus = card.contains(document.activeElement);
    shown = null;
    name.removeAttribute("aria-describedby");
    if (name.hasAttribute("aria-expanded")) name.setAttribute("aria-expanded", "false");
    if (hasFocus) {
      dismissed = name; // the focus that comes back does not ask for the card
      name.focus({ preventScroll: true });
    }
    card.hidePopover();
    card.remove();
    if (!name.matches(":hover")) giveTitle(name);
  }

  function closeSoon() {
    clearTimeout(closing);
    closing = setTimeout(hide, BEFORE_CLOSING);
  }

  // --- where it is ---------------------------------------------------------------------------------

  /** @param {HTMLElement} name */
  function placeOf(name) {
    const box = name.getBoundingClientRect();
    return `${Math.round(box.left)} ${Math.round(box.top)}`;
  }

  /**
   * @param {HTMLElement} name
   * @param {Point} [point]
   */
  function setBeside(name, point) {
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    Object.assign(card.style, { left: "0", top: "0", maxHeight: "" });
    const found = placeCard([...name.getClientRects()], point, card.getBoundingClientRect(), { width, height });
    if (!found) { close(); return; }
    Object.assign(card.style, { left: `${found.left}px`, top: `${found.top}px`, maxHeight: `${found.height}px` });
  }

  // --- what readers do -----------------------------------------------------------------------------

  // A name that moves under a resting pointer, such as a result of the search, is not pointed at.
  let resting = "";
  /** @param {MouseEvent} event */
  const isResting = (event) => resting === (resting = `${event.clientX} ${event.clientY}`);
  for (const kind of /** @type {const} */ (["pointermove", "pointerdown"])) {
    document.addEventListener(kind, isResting, { passive: true });
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || isResting(event)) return;
    const name = nameAt(event.target);
    if (name !== dismissed) dismissed = null;
    if (name) takeTitle(name);
    if (name === shown || isInCard(event.target)) clearTimeout(closing);
    else if (shown && by === "pointer") closeSoon();
    if (name && name !== dismissed) plan(name, "pointer", { x: event.clientX, y: event.clientY });
    else if (plannedBy === "pointer") cancel();
  });

  document.addEventListener("pointerout", (event) => {
    const name = nameAt(event.target), target = event.relatedTarget;
    if (name && name !== shown && !(target instanceof Node && name.contains(target))) giveTitle(name);
    if (target) return;
    // Out of the window.
    if (plannedBy === "pointer") cancel();
    if (by === "pointer") closeSoon();
  });

  document.addEventListener("focusin", (event) => {
    if (isInCard(event.target)) return;
    if (shown && event.target !== shown && by !== "pointer") close();
    const name = nameAt(event.target);
    if (name && name !== dismissed && name.matches(":focus-visible")) plan(name, "focus");
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === planned) cancel();
    if (event.target === dismissed) dismissed = null;
    if (shown && event.target === shown && by === "focus" && !isInCard(event.relatedTarget)) close();
  });

  addEventListener("pointerdown", (event) => {
    isFinger = event.pointerType === "touch";
    if (shown && !isInCard(event.target) && !(event.target instanceof Node && shown.contains(event.target))) close();
  }, true);

  document.addEventListener("click", (event) => {
    if (closest(event.target, ".entry-card-close", Element)) { close(); return; }
    const name = nameAt(event.target);
    if (!name || isModified(event)) return;
    // The first tap on a name in a text opens its card, the second one follows the link. In lists a tap follows at once.
    const isTap = isFinger && event.detail > 0 && name.matches(".mention");
    if (!name.matches(".unsure") && (!isTap || (name === shown && by === "press"))) return;
    event.preventDefault();
    if (name === shown && by === "press") close();
    else press(name, { x: event.clientX, y: event.clientY });
  }, true);

  addEventListener("keydown", (event) => {
    const unsure = closest(event.target, UNSURE_NAMES, HTMLElement);
    if (event.key === "Escape" && shown) {
      event.preventDefault();
      event.stopPropagation(); // it closes the card, not the dialog that the card is in
      dismissed = shown;
      close();
    } else if (event.key === "Escape") {
      cancel();
    } else if ((event.key === "Enter" || event.key === " ") && unsure && unsure === event.target) {
      event.preventDefault();
      press(unsure).then(() => findAll(card, ".entry-card-candidates a", HTMLElement)[0]?.focus());
    } else if (event.key === "Tab" && shown && card.getAttribute("role") === "dialog") {
      moveOn(event, shown);
    }
  }, true);

  /**
   * Let the Tab key treat the card, which is elsewhere on the page, as if it came after its name.
   * @param {KeyboardEvent} event
   * @param {HTMLElement} name
   */
  function moveOn(event, name) {
    const at = event.target;
    const stops = findAll(card, "a, button", HTMLElement).filter((each) => each.checkVisibility());
    if (at === name && !event.shiftKey && stops.length) {
      event.preventDefault();
      stops[0].focus();
    } else if (isInCard(at) && event.shiftKey && (at === card || at === stops[0])) {
      event.preventDefault();
      name.focus();
    } else if (at === stops.at(-1) && !event.shiftKey) {
      dismissed = name;
      close();
      name.focus(); // and from there the key goes on
    }
  }

  // A card does not float away from its name.
  addEventListener("scroll", () => { if (shown && placeOf(shown) !== place) close(); }, { capture: true, passive: true });
  for (const kind of ["resize", "pagehide", "hashchange"]) addEventListener(kind, close);
  document.addEventListener("input", close);
  document.addEventListener("close", close, true); // of a dialog

  for (const name of findAll(document, UNSURE_NAMES, HTMLElement)) {
    const says = { tabindex: "0", role: "button", "aria-haspopup": "dialog", "aria-expanded": "false" };
    for (const [attribute, value] of Object.entries(says)) name.setAttribute(attribute, value);
  }
}
