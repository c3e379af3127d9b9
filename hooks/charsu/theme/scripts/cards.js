// Cards: whoever points at a name, reaches it by keyboard or taps it, sees what it stands for.
// Names may be added to the page at any time; whatever is a link with `data-entry` gets a card.

(() => {
  const NAMES = "a[data-entry], .unsure[data-candidates]";
  const BEFORE_ASKING = 150, BEFORE_OPENING = 300, BEFORE_CLOSING = 300; // milliseconds
  const GAP = 6, MARGIN = 8; // pixels: between name and card, between card and the edge of the window

  const template = document.getElementById("card-template");
  // Without popovers the links keep their titles, which say the same in brief.
  if (!template || !HTMLElement.prototype.showPopover) return;
  const card = template.content.firstElementChild.cloneNode(true);
  const part = (name) => card.querySelector(`.entry-card-${name}`);

  let shown = null; // the name whose card is open
  let by = ""; // how it was opened: "pointer", "focus" or "press"
  let place = ""; // where the name stood then
  let planned = null; // the name whose card is about to open
  let plannedBy = "";
  let dismissed = null; // the name whose card was closed on purpose, as long as one stays on it
  let fingers = false;
  let opening, closing;

  // --- what a card says ---

  const cards = new Map();

  // Cards lie beside the pages of the default language, and speak all languages.
  const home = new URL(document.querySelector(".brand").href).pathname;

  /** The card of the entry at an address, asked for once; null if there is none to be had. */
  function load(address) {
    const path = address.pathname.slice(home.length).replace(/index\.html$/, "");
    const url = new URL(`../${path}card.json`, charsu.assets).href;
    if (location.protocol === "file:") return null; // browsers do not read there
    if (!cards.has(url)) {
      const read = async (answer) => (answer.ok ? (await answer.json())[charsu.language] ?? null : null);
      const card = fetch(url).then(read).catch(() => null);
      cards.set(url, card);
      card.then((found) => found || cards.delete(url));
    }
    return cards.get(url);
  }

  /** Addresses of the entries that a name stands for. */
  function addresses(name) {
    const written = name.dataset.leads?.split(" ") ?? [name.getAttribute("href") ?? ""];
    const ids = (name.dataset.candidates ?? name.dataset.entry).split(" ");
    const found = written.map((address) => new URL(address, document.baseURI));
    // A link with `data-entry` may lead elsewhere, such as to a passage; its entry cannot be found from it.
    return found.every((url, i) => url.pathname.replace(/index\.html$/, "").endsWith(`/${ids[i]}/`)) ? found : [];
  }

  const gather = (name) => Promise.all(addresses(name).map(load));

  // The titles of links are kept here while their cards say the same.
  const titles = new WeakMap();

  function takeTitle(name) {
    if (!name.title) return;
    titles.set(name, name.title);
    name.removeAttribute("title");
  }

  function giveTitle(name) {
    if (titles.has(name)) name.title = titles.get(name);
  }

  function element(tag, text, values = {}) {
    const made = Object.assign(document.createElement(tag), values);
    made.textContent = text;
    return made;
  }

  function kindOf(data) {
    return element("span", data.kind.join(" · "), { className: `entry-card-type ${data.colour}` });
  }

  function linkTo(address, text, lang = charsu.language) {
    return element("a", text, { href: address, lang });
  }

  /** Put into the card what is known of a name; false if that is nothing. */
  function fill(name, found) {
    const isUnsure = name.matches(".unsure");
    const title = titles.get(name) ?? name.title;
    const cut = isUnsure ? -1 : title.lastIndexOf(" · ");
    const why = title.slice(cut < 0 ? 0 : cut + 3);
    const data = isUnsure ? null : found[0];
    const [address] = addresses(name);
    if (!title && !data) return false;

    const [first, ...others] = data?.names ?? [[charsu.language, cut < 0 ? name.textContent : title.slice(0, cut)]];
    part("kind").replaceChildren(...(data ? [kindOf(data)] : []));
    part("name").replaceChildren(isUnsure ? element("span", name.textContent, { lang: name.closest("[lang]").lang })
      : address ? linkTo(address, first[1], first[0]) : element("span", first[1], { lang: first[0] }));
    part("names").replaceChildren(...others.map(([lang, text]) => element("span", text, { lang })));
    part("dates").replaceChildren(
      ...(data?.dated ? [element("small", data.dated), ...data.dates.map((date) => element("span", date))] : []),
      ...(data?.contested ? [element("span", data.contested, { className: "contested" })] : []),
    );
    part("summary").textContent = data?.summary ?? "";
    part("passages").replaceChildren(...(data?.passages ? [linkTo(new URL("#mentions", address), data.passages)] : []));
    part("candidates").replaceChildren(...(isUnsure ? candidates(name, found) : []));
    part("why").textContent = why;
    // Of an unsure name the reason comes first: the candidates are the rest of that sentence.
    part(isUnsure ? "name" : "candidates").after(part("why"));
    part("open").hidden = isUnsure || !address;
    if (address) part("open").firstElementChild.href = address;
    for (const each of card.querySelectorAll("p, ul")) if (each !== part("open")) each.hidden = !each.firstChild;

    // A tooltip is only read; what has something to press is a dialog.
    const isDialog = by === "press" || isUnsure;
    card.setAttribute("role", isDialog ? "dialog" : "tooltip");
    if (isDialog) card.setAttribute("aria-label", first[1]);
    else card.removeAttribute("aria-label");
    card.classList.toggle("entry-card--pressed", by === "press");
    for (const link of card.querySelectorAll("a")) link.tabIndex = isDialog ? 0 : -1;
    if (isUnsure) name.setAttribute("aria-expanded", "true");
    else if (!isDialog) name.setAttribute("aria-describedby", card.id);
    return true;
  }

  /** The entries that an unsure name may stand for; those that could not be loaded are in its title. */
  function candidates(name, found) {
    const known = addresses(name).map((address, i) => [address, found[i]]).filter(([, data]) => data);
    return known.map(([address, data]) => {
      const item = element("li", "");
      const [lang, text] = data.names[0];
      item.append(linkTo(address, text, lang), " ", kindOf(data));
      if (data.dates) item.append(" ", element("small", data.dates.join(" / ")));
      return item;
    });
  }

  // --- opening and closing ---

  function plan(name, how, point) {
    if (name === planned || name === shown) return;
    cancel();
    planned = name;
    plannedBy = how;
    opening = setTimeout(async () => {
      const delay = new Promise((resolve) => setTimeout(resolve, BEFORE_OPENING - BEFORE_ASKING));
      const [found] = await Promise.all([gather(name), delay]);
      if (planned === name) open(name, how, found, point);
    }, BEFORE_ASKING);
  }

  function cancel() {
    clearTimeout(opening);
    planned = null;
  }

  function open(name, how, found, point) {
    cancel();
    clearTimeout(closing);
    if (shown && shown !== name) hide();
    if (!name.isConnected) return;
    by = how;
    if (!fill(name, found)) return;
    takeTitle(name);
    // Within a dialog, since all else is inert then; within a landmark, where readers look for it.
    (name.closest("dialog[open], main") ?? document.body).append(card);
    shown = name;
    card.showPopover();
    setBeside(name, point);
    place = placeOf(name);
  }

  /** A finger, a click or a key asks for the card itself: it opens at once, and is filled when it can be. */
  async function press(name, point) {
    dismissed = null;
    open(name, "press", [], point);
    if (shown !== name) return;
    card.focus({ preventScroll: true });
    const found = await gather(name);
    if (shown === name && by === "press" && found.some(Boolean)) {
      fill(name, found);
      setBeside(name, point);
    }
  }

  function close() {
    cancel();
    hide();
  }

  function hide() {
    clearTimeout(closing);
    if (!shown) return;
    const name = shown;
    const hadFocus = card.contains(document.activeElement);
    shown = null;
    name.removeAttribute("aria-describedby");
    if (name.hasAttribute("aria-expanded")) name.setAttribute("aria-expanded", "false");
    if (hadFocus) {
      dismissed = name; // the focus that comes back is no wish for the card
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

  // --- where it stands ---

  const placeOf = (name) => {
    const box = name.getBoundingClientRect();
    return `${Math.round(box.left)} ${Math.round(box.top)}`;
  };

  /** Below or above the name, never on it; beside the line of it that is pointed at, if it is broken. */
  function setBeside(name, point) {
    const lines = [...name.getClientRects()];
    const isAt = (line) => point.x >= line.left && point.x <= line.right && point.y >= line.top && point.y <= line.bottom;
    const at = (point && lines.find(isAt)) || lines[0];
    if (!at) return close();
    const top = Math.min(...lines.map((line) => line.top)), bottom = Math.max(...lines.map((line) => line.bottom));
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    Object.assign(card.style, { left: "0", top: "0", maxHeight: "" });
    const box = card.getBoundingClientRect();
    const above = top - GAP - MARGIN, below = height - bottom - GAP - MARGIN;
    const isOnFirstLine = lines.length > 1 && at.bottom < bottom - 1;
    const under = isOnFirstLine && above >= box.height ? false : below >= box.height || below >= above;
    const tall = Math.min(box.height, Math.max(under ? below : above, 0));
    card.style.maxHeight = `${tall}px`;
    card.style.top = `${under ? bottom + GAP : top - GAP - tall}px`;
    card.style.left = `${Math.max(MARGIN, Math.min(at.left, width - MARGIN - box.width))}px`;
  }

  // --- what readers do ---

  // What comes to lie under a pointer that rests, such as the answers of a search, is not pointed at.
  let rests = "";
  const isResting = (event) => rests === (rests = `${event.clientX} ${event.clientY}`);
  for (const kind of ["pointermove", "pointerdown"]) document.addEventListener(kind, isResting, { passive: true });

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || isResting(event)) return;
    const name = event.target.closest?.(NAMES);
    if (name !== dismissed) dismissed = null;
    if (name) takeTitle(name);
    if (name === shown || card.contains(event.target)) clearTimeout(closing);
    else if (shown && by === "pointer") closeSoon();
    if (name && name !== dismissed) plan(name, "pointer", { x: event.clientX, y: event.clientY });
    else if (plannedBy === "pointer") cancel();
  });

  document.addEventListener("pointerout", (event) => {
    const name = event.target.closest?.(NAMES);
    if (name && name !== shown && !name.contains(event.relatedTarget)) giveTitle(name);
    if (event.relatedTarget) return;
    // Out of the window.
    if (plannedBy === "pointer") cancel();
    if (by === "pointer") closeSoon();
  });

  document.addEventListener("focusin", (event) => {
    if (card.contains(event.target)) return;
    if (shown && event.target !== shown && by !== "pointer") close();
    const name = event.target.closest?.(NAMES);
    if (name && name !== dismissed && name.matches(":focus-visible")) plan(name, "focus");
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === planned) cancel();
    if (event.target === dismissed) dismissed = null;
    if (shown && event.target === shown && by === "focus" && !card.contains(event.relatedTarget)) close();
  });

  addEventListener("pointerdown", (event) => {
    fingers = event.pointerType === "touch";
    if (shown && !card.contains(event.target) && !shown.contains(event.target)) close();
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".entry-card-close")) return close();
    const name = event.target.closest?.(NAMES);
    if (!name || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // The first tap on a name in a text opens its card, the second one follows the link. In lists a tap follows at once.
    const isTap = fingers && event.detail > 0 && name.matches(".mention");
    if (!name.matches(".unsure") && (!isTap || (name === shown && by === "press"))) return;
    event.preventDefault();
    if (name === shown && by === "press") close();
    else press(name, { x: event.clientX, y: event.clientY });
  }, true);

  addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key === "Escape" && shown) {
      event.preventDefault();
      event.stopPropagation(); // it closes the card, not the dialog that the card is in
      dismissed = shown;
      close();
    } else if (event.key === "Escape") {
      cancel();
    } else if ((event.key === "Enter" || event.key === " ") && at.matches?.(".unsure[data-candidates]")) {
      event.preventDefault();
      press(at).then(() => part("candidates").querySelector("a")?.focus());
    } else if (event.key === "Tab" && shown && card.getAttribute("role") === "dialog") {
      // The card stands elsewhere on the page; by Tab it follows the name.
      const stops = [...card.querySelectorAll("a, button")].filter((each) => each.checkVisibility());
      if (at === shown && !event.shiftKey && stops.length) {
        event.preventDefault();
        stops[0].focus();
      } else if (card.contains(at) && event.shiftKey && (at === card || at === stops[0])) {
        event.preventDefault();
        shown.focus();
      } else if (at === stops.at(-1) && !event.shiftKey) {
        const name = dismissed = shown;
        close();
        name.focus(); // and from there the key goes on
      }
    }
  }, true);

  // A card does not float away from its name.
  addEventListener("scroll", () => { if (shown && placeOf(shown) !== place) close(); }, { capture: true, passive: true });
  for (const kind of ["resize", "pagehide", "hashchange"]) addEventListener(kind, close);
  document.addEventListener("input", close);
  document.addEventListener("close", close, true); // of a dialog

  for (const name of document.querySelectorAll(".unsure[data-candidates]")) {
    const says = { tabindex: "0", role: "button", "aria-haspopup": "dialog", "aria-expanded": "false" };
    for (const [attribute, value] of Object.entries(says)) name.setAttribute(attribute, value);
  }
})();
