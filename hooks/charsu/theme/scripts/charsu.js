// What every page shares: the address as a keeper of state, keys, and scripts that load when they are asked for.
// A classic script, so that it also runs in pages opened from a folder.

globalThis.charsu = (() => {
  const assets = new URL(".", document.currentScript.src).href;
  const loaded = new Map();

  /** Load a script of this site once, and wait until it has run. */
  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = assets + name;
        script.onload = resolve;
        script.onerror = () => { loaded.delete(name); reject(new Error(`${name} could not be loaded`)); };
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  }

  /** A value that stands in the query of the page's address, or null. */
  function read(name) {
    return new URLSearchParams(location.search).get(name);
  }

  /** Put values into the query of the page's address; null and "" take one out. The place on the page stays. */
  function write(values) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === "") query.delete(name);
      else query.set(name, value);
    }
    const search = String(query).replaceAll("%2C", ",").replaceAll("%3A", ":");
    history.replaceState(history.state, "", location.pathname + (search && `?${search}`) + location.hash);
    document.dispatchEvent(new CustomEvent("charsu:address"));
  }

  const actions = new Map();

  /** Bind a key, such as "/" or "Control+k", to an action, wherever nobody is typing. */
  function key(name, action) {
    actions.set(name, action);
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    const modified = event.ctrlKey || event.metaKey;
    if (event.altKey || event.isComposing || (typing && !modified)) return;
    const action = actions.get((modified ? "Control+" : "") + event.key);
    if (action && action(event) !== false) event.preventDefault();
  });

  // Another language shows the same view of the same page.
  function keepLanguages() {
    for (const link of document.querySelectorAll(".languages a")) {
      link.search = location.search;
      link.hash = location.hash;
    }
  }
  document.addEventListener("charsu:address", keepLanguages);
  addEventListener("hashchange", keepLanguages);
  keepLanguages();

  // A page that does not know where it is published is printed with the address at which it was read.
  addEventListener("beforeprint", () => {
    const address = document.getElementById("address");
    if (address && !address.textContent.includes(":")) address.textContent = location.href.split(/[?#]/)[0];
  });

  // The keys, shown by one of them.
  function helpWithKeys() {
    const help = document.getElementById("keys");
    const show = () => (!help || document.querySelector("dialog[open]") ? false : help.showModal());
    document.querySelector(".keys-open")?.addEventListener("click", show);
    // What lies around its words is the dialog itself, or the page behind it.
    help?.addEventListener("click", (event) => { if (event.target === help) help.close(); });
    key("?", show);
  }
  helpWithKeys();

  // A menu closes when somebody turns to something else.
  const menus = document.querySelectorAll(".menu, .more-sections details");
  const closeMenus = (except) => menus.forEach((menu) => { if (!menu.contains(except)) menu.open = false; });
  for (const kind of ["click", "focusin"]) document.addEventListener(kind, (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.(".menu[open], .more-sections details[open]");
    if (!menu) return;
    closeMenus(null);
    menu.querySelector("summary").focus();
  });

  // A server answers a folder with the page in it; in a folder of files a link has to name that page.
  function nameThePage(event) {
    const link = event.target.closest?.("a[href]");
    const target = link && new URL(link.getAttribute("href"), document.baseURI);
    if (target?.href.startsWith(new URL("..", assets)) && target.pathname.endsWith("/")) {
      target.pathname += "index.html";
      link.setAttribute("href", target);
    }
  }
  if (location.protocol === "file:") {
    for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, nameThePage, true);
  }

  return { assets, load, read, write, key, language: document.documentElement.lang };
})();

// The search. Nothing of it loads before it is asked for.
{
  const dialog = document.getElementById("search");
  const button = document.getElementById("search-button");
  const field = dialog?.querySelector("[name=q]");
  const load = () => charsu.load("search.js");
  const open = async () => {
    if (!dialog.open) dialog.showModal();
    // At once: by the time the search has loaded, somebody may have typed, and would type over a selection.
    field.focus();
    field.select();
    try {
      await load();
      charsu.search.open();
    } catch {
      dialog.querySelector("[data-when=failed]").hidden = false;
      dialog.querySelector("[data-do=again]").onclick = () => location.reload();
    }
  };
  if (dialog && button) {
    button.addEventListener("click", open);
    button.addEventListener("pointerenter", () => load().catch(() => {}), { once: true });
    charsu.key("/", () => { open(); });
    charsu.key("Control+k", () => { open(); });
    if (charsu.read("q")) open();
  }
}
