// A text's page: which versions stand how, the marked passage, what it names and proves, and how to cite it.
// The page itself begins with `reader` (fragments/reader-first.js), which shows the versions before they are painted.

{
  const { root, parallel, toggles, all, views, state } = reader;
  const rows = [...parallel.querySelectorAll(".row")];
  const ids = rows.map((row) => row.querySelector(".segment").id);
  /** Id -> row, also of ids that the row had formerly, or that lead to it since their lines are gone. */
  const places = new Map(rows.flatMap((row, place) => [...row.querySelectorAll(".segment, .formerly")].map(({ id }) => [id, place])));
  const numbers = rows.map((row) => row.querySelector(".segment-link").textContent);
  const panel = root.querySelector(".panel");
  const dialog = document.getElementById("cite");
  const wide = matchMedia("(min-width: 75em)"), narrow = matchMedia("(max-width: 44.9844em)");
  const one = (selector) => panel.querySelector(selector);

  // --- versions and view -------------------------------------------------------------------------

  /** Choose other versions or another view; the row that is being read stays where it is. */
  function choose(changes) {
    Object.assign(state, changes);
    const seen = onScreen(), row = rows[marked && seen.includes(marked.from) ? marked.from : seen[0]] ?? rows.at(-1);
    const before = row.getBoundingClientRect().top;
    reader.apply(state);
    try { localStorage.setItem("charsu.reader", JSON.stringify({ order: state.order, versions: state.chosen, view: state.view })); } catch { /* there is no storage */ }
    tell();
    controls();
    if (parallel.getBoundingClientRect().top < 0) scrollBy({ top: row.getBoundingClientRect().top - before, behavior: "instant" });
    showPanel();
  }

  /** The address holds the view, so that a link shows it to others. */
  function tell() {
    charsu.write({ versions: state.chosen.join(","), view: state.view });
  }

  /** Side by side needs room. */
  const view = () => state.view === "side" && narrow.matches ? "lines" : state.view;

  function toggle(language) {
    const { chosen, order } = state, is = chosen.includes(language);
    if (state.view === "alone") {
      // One alone: it comes to the front, and as many as before stand there when the others come back.
      const rest = chosen.filter((each) => each !== language);
      const next = is ? [language, ...rest] : [language, ...chosen.slice(1)];
      choose({ chosen: next, order: [...next, ...order.filter((each) => !next.includes(each))] });
    } else if (!is || chosen.length > 1) {
      choose({ chosen: order.filter((each) => (each === language ? !is : chosen.includes(each))) });
    }
  }

  /** Let a version change places with the chosen one before it. */
  function moveEarlier(language) {
    const before = state.chosen[state.chosen.indexOf(language) - 1];
    const swap = (each) => (each === language ? before : each === before ? language : each);
    choose({ chosen: state.chosen.map(swap), order: state.order.map(swap) });
    const button = buttonOf(language);
    (button.nextElementSibling.hidden ? button : button.nextElementSibling).focus();
  }

  const buttonOf = (language) => toggles[all.indexOf(language)];

  function controls() {
    const focused = document.activeElement, shown = reader.shown(state), bar = toggles[0].parentElement.parentElement;
    state.order.forEach((language, place) => {
      const button = buttonOf(language), earlier = button.nextElementSibling;
      if (bar.children[place] !== button.parentElement) bar.insertBefore(button.parentElement, bar.children[place]);
      button.setAttribute("aria-pressed", shown.includes(language));
      button.setAttribute("aria-keyshortcuts", place + 1);
      button.title = `${button.title.replace(/ \(\d+\)$/, "")} (${place + 1})`;
      earlier.hidden = shown.indexOf(language) < 1;
    });
    if (focused && focused !== document.activeElement) focused.focus();
    for (const button of root.querySelectorAll(".reader-views button")) {
      button.setAttribute("aria-pressed", button.dataset.view === view());
    }
  }

  for (const button of toggles) {
    button.addEventListener("click", () => toggle(button.dataset.version));
    button.nextElementSibling.addEventListener("click", () => moveEarlier(button.dataset.version));
  }
  for (const button of root.querySelectorAll(".reader-views button")) {
    button.addEventListener("click", () => choose({ view: button.dataset.view }));
  }
  narrow.addEventListener("change", controls);

  /** Keys are for the page, not for the dialog over it. */
  const key = (name, action) => charsu.key(name, (event) => (dialog.open ? false : action(event)));
  all.slice(0, 9).forEach((_, place) => key(String(place + 1), () => toggle(state.order[place])));
  key("v", () => {
    const possible = views.filter((each) => each !== "side" || !narrow.matches);
    choose({ view: possible[(possible.indexOf(view()) + 1) % possible.length] });
  });

  // --- the marked passage ------------------------------------------------------------------------

  let marked = null;  // {from, to: first and last row, start: the row it grew from, end: the row it grew to}
  let extending = false;

  const hash = () => marked ? `#${ids[marked.from]}${marked.to > marked.from ? `-${ids[marked.to]}` : ""}` : "";
  const passage = () => marked ? numbers[marked.from] + (marked.to > marked.from ? `–${numbers[marked.to]}` : "") : "";

  function mark(start, end = start) {
    marked = start === null ? null : { start, end, from: Math.min(start, end), to: Math.max(start, end) };
    rows.forEach((row, place) => row.classList.toggle("marked", !!marked && place >= marked.from && place <= marked.to));
    if (extending) extend(false);
    showPanel();
  }

  /** Mark, and put the passage into the address without leaving a step behind. */
  function point(start, end) {
    mark(start, end);
    history.replaceState(history.state, "", location.pathname + location.search + hash());
    document.dispatchEvent(new CustomEvent("charsu:address"));
  }

  function show(place, block) {
    rows[place].scrollIntoView({ block });
    // On a small screen the panel lies over the rows.
    const hidden = wide.matches ? 0 : rows[place].getBoundingClientRect().bottom + 8 - panel.getBoundingClientRect().top;
    const above = rows[place].getBoundingClientRect().top - 8;
    if (!panel.hidden && hidden > 0 && above > 0) scrollBy({ top: Math.min(hidden, above), behavior: "instant" });
  }

  /** What the address points at: "#p3s2" or "#p3s2-p3s4"; false if it is no passage. */
  function follow(scroll) {
    const [first, last = first] = location.hash.slice(1).split("-").map((id) => places.get(id) ?? -1);
    if (first < 0 || last < 0) return false;
    mark(first, last);
    if (scroll) show(marked.from, "start");
    return true;
  }

  function extend(on) {
    extending = on;
    one("[data-act=extend]").setAttribute("aria-pressed", on);
    say(on ? "chooseEnd" : "");
  }

  addEventListener("hashchange", () => { if (!follow(true) && !location.hash && marked) mark(null); });

  parallel.addEventListener("mousedown", (event) => {
    // Shift-click makes a passage; it would select words from wherever the last click was.
    if (event.shiftKey && marked && getSelection().isCollapsed && event.target.closest(".row")) event.preventDefault();
  });

  parallel.addEventListener("click", (event) => {
    const place = rows.indexOf(event.target.closest(".row"));
    const number = event.target.closest(".segment-link");
    if (place < 0 || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!number && (event.target.closest("a, button, summary, input, label, .row-foot") || !getSelection().isCollapsed)) return;
    const grows = marked && (event.shiftKey || extending);
    if (grows) {
      event.preventDefault();
      point(marked.start, place);
    } else if (number) {
      mark(place);  // the link leads on by itself
    } else if (marked && marked.from === place && marked.to === place) {
      point(null);
    } else {
      point(place);
    }
    if (marked && !number) show(place, "nearest");
  });

  // A link to the passage that is in the address already.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.hash === location.hash && !event.defaultPrevented) follow(true);
  });

  function step(by, grow) {
    const focused = rows.indexOf(document.activeElement.closest?.(".row"));
    const visible = onScreen();
    const here = marked ? marked.end : focused;
    const next = here < 0 ? visible[0] ?? 0 : Math.max(0, Math.min(rows.length - 1, here + by));
    point(grow && marked ? marked.start : next, next);
    rows[next].querySelector(".segment-link").focus({ preventScroll: true });
    show(next, "nearest");
  }
  key("j", () => step(1));
  key("k", () => step(-1));
  key("J", () => step(1, true));
  key("K", () => step(-1, true));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !dialog.open && marked) close();
  });

  function close() {
    const from = marked?.from;
    const inside = panel.contains(document.activeElement);
    point(null);
    if (inside && from !== undefined) rows[from].querySelector(".segment-link").focus({ preventScroll: true });
  }

  // --- what it names, and what it is evidence for --------------------------------------------------

  const visible = new Set();
  const onScreen = () => [...visible].sort((a, b) => a - b);
  const register = new Map([...document.querySelectorAll(".register li")].map((item) => [item.dataset.entry, item]));
  const copies = new Map();

  /** A copy of something on this page for the panel, made once. */
  function copy(what, make) {
    if (!copies.has(what)) copies.set(what, make());
    return copies.get(what);
  }

  function named(places) {
    const columns = reader.shown(state).map((language) => all.indexOf(language) + 1);
    const found = places.flatMap((place) => columns.flatMap((column) =>
      [...rows[place].querySelectorAll(`.column-${column} a.mention`)].map((mention) => mention.dataset.entry)));
    return [...new Set(found)].filter((id) => register.has(id)).map((id) => copy(register.get(id), () => register.get(id).cloneNode(true)));
  }

  function footed(places, selector) {
    return places.flatMap((place) => [...rows[place].querySelectorAll(selector)].map((found) => copy(found, () => {
      const block = document.createElement("div"), number = rows[place].querySelector(".segment-link").cloneNode(true);
      block.append(number, found.cloneNode(true));
      return block;
    })));
  }

  /** Put nodes into an element, if they are not in it already. */
  function fill(element, nodes) {
    const same = nodes.length === element.children.length && nodes.every((node, place) => element.children[place] === node);
    if (!same) element.replaceChildren(...nodes);
  }

  function say(what) {
    const told = one(".told");
    told.textContent = told.dataset[what] ?? "";
  }

  function showPanel() {
    panel.hidden = !wide.matches && !marked;
    root.classList.toggle("covered", !wide.matches && !!marked);
    if (panel.hidden) return;
    const places = marked ? rows.map((_, place) => place).slice(marked.from, marked.to + 1) : onScreen();
    const title = one(".panel-title");
    title.dataset.screen ??= title.textContent;
    title.textContent = marked ? `${title.dataset.passage} ${passage()}` : title.dataset.screen;
    one(".panel-acts").hidden = one(".close").hidden = !marked;
    if (!extending) say("");
    showCorrections();
    const names = named(places), evidence = footed(places, ".evidence ul");
    // Beside the rows the notes stand already; in running text they do not.
    const notes = state.view === "alone" ? footed(places, ".stale, .translator-note") : [];
    fill(one(".panel-names"), names);
    one(".panel-none").hidden = names.length > 0;
    fill(one(".panel-evidence div"), evidence);
    one(".panel-evidence").hidden = !evidence.length;
    fill(one(".panel-notes div"), notes);
    one(".panel-notes").hidden = !notes.length;
  }

  /** Where each version of the marked passage is edited, and a report that carries its words. */
  function showCorrections() {
    const acts = one(".panel-correct");
    if (!acts || !charsu.correct) return;
    acts.hidden = !marked;
    if (!marked) return;
    const { fill, report, where } = charsu.correct, passage = rows.slice(marked.from, marked.to + 1);
    const lines = passage[0].dataset.lines.split(" ");
    const links = acts.querySelectorAll("[data-version]");
    links.forEach((link, place) => { link.href = fill(link.dataset.template, { line: lines[place] ?? lines[0] }); });
    const wordings = all.map((language, place) => `[${language}] ${passage.map((row) => row.querySelector(`.column-${place + 1}`).lastElementChild.textContent).join(" ")}`);
    acts.querySelector(".report-passage").href = report(`${where}${hash()}`, wordings, hash());
  }

  function folded() {
    for (const part of panel.querySelectorAll("details")) part.open = wide.matches;
    showPanel();
  }
  wide.addEventListener("change", folded);

  let waiting = 0;
  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) visible[isIntersecting ? "add" : "delete"](rows.indexOf(target));
    // Whoever is reading in the panel keeps what is there.
    if (!marked && !panel.contains(document.activeElement)) waiting ||= requestAnimationFrame(() => { waiting = 0; showPanel(); });
  }, { rootMargin: "-80px 0px 0px" });
  rows.forEach((row) => observer.observe(row));

  // --- copying --------------------------------------------------------------------------------------

  const elementOf = (node) => (node?.nodeType === 1 ? node : node?.parentElement);

  /** The version that stands at a node of the text, or null beside it. */
  function languageAt(node) {
    const element = elementOf(node), column = element?.closest(".row .column");
    if (column) return column.querySelector(".segment, [data-segment]").lang;
    return element?.closest(".paragraph") && !element.closest(".row-foot") ? reader.shown(state)[0] : null;
  }

  // A selection stays in the version in which it begins.
  function hold(event) {
    const column = elementOf(event.target)?.closest(".row .column");
    const number = column?.className.match(/column-(\d+)/)?.[1];
    if (number) parallel.dataset.selecting = number;
    else delete parallel.dataset.selecting;
  }
  document.addEventListener("pointerdown", hold);
  document.addEventListener("selectstart", hold);

  /** The words of the version in which a selection begins, as running text; null if it begins elsewhere. */
  function selected() {
    const selection = getSelection(), language = selection.isCollapsed ? null : languageAt(selection.anchorNode);
    if (!language) return null;
    const range = selection.getRangeAt(0);
    const joint = toggles[all.indexOf(language)].dataset.joint;
    let text = "", paragraph = null;
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
    const text = event.defaultPrevented ? null : selected();
    if (text === null) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });

  /** Put words into the clipboard, also in pages opened from a folder; false if the browser does not let us. */
  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const put = (event) => {
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
      };
      document.addEventListener("copy", put, { capture: true });
      const done = document.execCommand("copy");
      document.removeEventListener("copy", put, { capture: true });
      return done;
    }
  }

  // --- citing ---------------------------------------------------------------------------------------

  const citation = JSON.parse(document.getElementById("citation").textContent);

  /** Where the passage stands: the canonical address, if the page has one. */
  function address() {
    const found = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href);
    found.search = "";
    found.hash = hash();
    return found.href;
  }

  const filled = (parts, values) => parts.map((part, place) => (place % 2 ? values[part] : part)).join("");

  function day() {
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function plain(language) {
    const { locale, head, versions, between, stop, tail, ...here } = citation.plain[language];
    const values = { passage: passage(), address: address(), site: site(), date: new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format() };
    const made = reader.shown(state).map((each) => versions[each]).filter(Boolean).join(between);
    return head + part(here, values) + stop + (made && made + stop) + filled(tail, values);
  }

  const part = (of, values) => marked ? filled(marked.to > marked.from ? of.segments : of.segment, values) : "";
  const site = () => document.querySelector(".brand-name")?.textContent ?? location.host;

  const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

  function bibtex(language) {
    const of = citation.bibtex[language];
    const values = {
      key: hash().replace("#", "-"), passage: passage().replace("–", "--"), day: day(),
      address: address().replace(/[\\{}]/g, encodeURIComponent),
      site: site().replace(/[\\~^{}$&%#_]/g, (character) => TEX[character] ?? `\\${character}`),
    };
    return filled(of.head, values) + part(of, values) + filled(of.tail, values);
  }

  function csl(language) {
    const item = { ...citation.csl[language] }, accessed = day().split("-").map(Number);
    item.id += hash().replace("#", "-");
    item["container-title"] = site();
    if (marked) item.section = passage();
    item.URL = address();
    item.accessed = { "date-parts": [accessed] };
    return JSON.stringify([item], null, 2);
  }

  function openDialog() {
    const [language] = reader.shown(state);
    for (const words of dialog.querySelectorAll("p.citation")) words.textContent = plain(words.lang);
    dialog.querySelector("[data-format=bibtex]").textContent = bibtex(language);
    dialog.querySelector("[data-format=csl]").textContent = csl(language);
    dialog.querySelector(".told").textContent = "";
    dialog.showModal();
  }
  key("c", openDialog);

  dialog.addEventListener("click", async (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) { dialog.close(); return; }
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const words = button.parentElement.querySelector(".citation"), told = dialog.querySelector(".told");
    const done = await write(words.textContent);
    if (!done) getSelection().selectAllChildren(words);
    told.textContent = done ? told.dataset.copied : told.dataset.notCopied;
    for (const each of dialog.querySelectorAll(".done")) each.classList.remove("done");
    button.classList.toggle("done", done);
  });

  root.addEventListener("click", async (event) => {
    switch (event.target.closest("[data-act]")?.dataset.act) {
      case "cite": openDialog(); break;
      case "close": close(); break;
      case "extend": extend(!extending); break;
      case "link":
        if (await write(location.href)) say("linked");
        break;
    }
  });

  // --- begin ----------------------------------------------------------------------------------------

  if (state.kept) tell();
  controls();
  const arrived = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
  // Whoever comes back finds the page where it was left.
  follow(arrived === "navigate");
  folded();
}
