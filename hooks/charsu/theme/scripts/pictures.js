// Pictures and the tables they grow from: sorting, filters, selection both ways, zoom; all of it stands in the address.
//
//   <form class="filters" data-for="ID">                    control name=kind value=V: leaves what has V in data-kind;
//     <details> <summary>…</summary>                          of several values one is enough; of several names, all.
//       … checkboxes, selects, inputs …                       from, to: what overlaps that time (data-from, data-to;
//       <output data-count="{n} of {all}"></output>           empty: open; absent: out). as-of: what contains that
//       <button type="reset">…</button>                       year, or has no time. Values are ids without spaces.
//   <figure class="picture" id="ID" data-picture="map" data-max="12">           how often it can be magnified
//     <div class="picture-tools"> <button type="button" data-zoom="in|out|all" aria-label="…"> </div>
//     <svg viewBox="…"> <a class="mark" href="…" data-row="row-X" data-kind="…" …> <title>…</title> </a> </svg>
//                                        a mark may stand for several rows; the first one in data-row is selected by it
//   <table class="data sortable" data-for="ID" data-show="Show {name} in the picture">
//     <th scope="col" data-column="name">    its name in the address; a head with a link in it sorts by that link
//     <tr id="row-X" data-kind="…" …> <td data-sort="KEY">    the key, or else the words; numbers as numbers
//
// Marks that are left out get the class `out`, rows `hidden`; what is selected gets the class `selected`. The figure
// hears `picture:filter` {shown, all}, `picture:select` {row, by: "mark" | "row" | "address" | "escape"} and
// `picture:view` {x, y, width, height}; told `picture:show` {x, y, width}, it shows that part. While a picture is zoomed, `--unit` on its svg is the length of one CSS pixel
// in the picture's own units: `font-size: calc(12px * var(--unit, 1))` stays 12 pixels. A script that draws by itself
// (data-picture="timeline") takes `pictures.gestures`; deferred after this one, it hears even the first events.

globalThis.pictures = (() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 45em)");
  const tell = (target, name, detail) => target?.dispatchEvent(new CustomEvent(`picture:${name}`, { detail }));
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  /** Call at most once in a while: browsers refuse an address that changes with each movement. */
  function seldom(action) {
    let timer;
    return (...given) => { clearTimeout(timer); timer = setTimeout(action, 250, ...given); };
  }

  // --- tables ------------------------------------------------------------------------------------

  function makeSortable(table, name) {
    const collator = new Intl.Collator(charsu.language, { numeric: true });
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    const column = (head) => head.dataset.column ?? String(heads.indexOf(head));
    const isNumber = (key) => /^-?\d+(\.\d+)?$/.test(key);

    function sort(head, direction) {
      const at = heads.indexOf(head);
      const keyed = [...body.rows].map((row) => [row.cells[at].dataset.sort ?? row.cells[at].textContent.trim(), row]);
      keyed.sort(([one], [other]) => {
        if (one === "" || other === "") return (one === "") - (other === "");
        return direction * (isNumber(one) && isNumber(other) ? one - other : collator.compare(one, other));
      });
      body.append(...keyed.map(([, row]) => row));
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
    }

    for (const head of heads) {
      if (head.querySelector("a, button") || !head.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const up = now ? now !== "ascending" : !head.classList.contains("number");
        sort(head, up ? 1 : -1);
        charsu.write({ [name]: (up ? "" : "-") + column(head) });
      });
    }
    const asked = charsu.read(name);
    const head = heads.find((each) => asked && column(each) === asked.replace(/^-/, ""));
    if (head) sort(head, asked.startsWith("-") ? -1 : 1);
  }

  // --- filters -----------------------------------------------------------------------------------

  /** A date or year as a number that can be compared; of a month or year its first or last day. */
  function day(text, last = false) {
    const found = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(text?.trim() ?? "");
    return found && found[1] * 10000 + (found[2] ?? (last ? 12 : 1)) * 100 + Number(found[3] ?? (last ? 31 : 1));
  }

  function passes(data, asked) {
    return Object.entries(asked).every(([name, values]) => {
      if (!["from", "to", "as-of"].includes(name)) {
        const has = data[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())]?.split(" ") ?? [];
        return values.some((value) => has.includes(value));
      }
      const undated = data.from === undefined && data.to === undefined;
      if (undated) return name === "as-of";
      const first = day(data.from) ?? -Infinity;
      const last = day(data.to, true) ?? Infinity;
      const low = day(values[0]) ?? -Infinity;
      const high = day(values[0], true) ?? Infinity;
      return (name === "to" || last >= low) && (name === "from" || first <= high);
    });
  }

  function makeFilters(form) {
    const id = form.dataset.for;
    const figure = document.getElementById(id);
    const tables = [...document.querySelectorAll(`table[data-for="${id}"]`)];
    const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
    const controls = [...form.elements].filter((control) => control.name);
    const names = [...new Set(controls.map((control) => control.name))];
    const number = new Intl.NumberFormat(charsu.language);

    function asked() {
      const values = Object.fromEntries(names.map((name) => [name, []]));
      for (const control of controls) {
        const is = control.type === "checkbox" || control.type === "radio" ? control.checked : control.value.trim();
        if (is && control.value) values[control.name].push(control.value.trim());
      }
      return Object.fromEntries(Object.entries(values).filter(([, found]) => found.length));
    }

    function apply() {
      const values = asked();
      let shown = 0;
      for (const row of rows) shown += !(row.hidden = !passes(row.dataset, values));
      for (const mark of figure?.querySelectorAll(".mark") ?? []) {
        mark.classList.toggle("out", !passes(mark.dataset, values));
      }
      for (const told of form.querySelectorAll("[data-count]")) {
        const filled = { "{n}": number.format(shown), "{all}": number.format(rows.length) };
        told.textContent = told.dataset.count.replace(/\{n\}|\{all\}/g, (hole) => filled[hole]);
      }
      for (const button of form.querySelectorAll("[type=reset]")) button.disabled = !Object.keys(values).length;
      tell(figure, "filter", { shown, all: rows.length });
      return values;
    }

    function changed() {
      const values = apply();
      charsu.write(Object.fromEntries(names.map((name) => [name, values[name]?.join(",") ?? null])));
    }

    for (const control of controls) {
      const values = (charsu.read(control.name) ?? "").split(",");
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else control.value = values[0];
      if (control.type === "select-one" && control.selectedIndex < 0) control.selectedIndex = 0;
    }
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const control of controls) {
        if (control.type === "checkbox" || control.type === "radio") control.checked = false;
        else if (control.type === "select-one") control.selectedIndex = 0;
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

  // --- selection ---------------------------------------------------------------------------------

  function makeSelectable(figure) {
    const table = document.querySelector(`table[data-for="${figure.id}"]`);
    const marksOf = (id) => [...figure.querySelectorAll(`.mark[data-row~="${CSS.escape(id)}"]`)];
    const rowOf = (id) => id && table?.querySelector(`#${CSS.escape(id)}`);

    /** Select a row and its marks, or nothing; returns whether there is such a row. */
    function select(id, by) {
      const row = rowOf(id);
      for (const old of [...figure.querySelectorAll(".selected"), ...(table?.querySelectorAll(".selected") ?? [])]) {
        old.classList.remove("selected");
        old.removeAttribute("aria-current");
      }
      for (const each of row ? [row, ...marksOf(id)] : []) {
        each.classList.add("selected");
        each.setAttribute("aria-current", "true");
      }
      tell(figure, "select", { row: row ? id : null, by });
      if (by !== "address") {
        history.replaceState(history.state, "", location.pathname + location.search + (row ? `#${id}` : ""));
        document.dispatchEvent(new CustomEvent("charsu:address"));
      }
      return Boolean(row);
    }

    function bringIntoView(element) {
      const { top, bottom } = element.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) {
        element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
      }
    }

    figure.addEventListener("click", (event) => {
      const mark = event.target.closest(".mark[data-row]");
      const id = mark?.dataset.row.split(" ")[0];
      if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || !select(id, "mark")) return;
      event.preventDefault();
      const row = rowOf(id);
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
      bringIntoView(row);
    });
    figure.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && figure.querySelector(".selected")) select(null, "escape");
    });

    const label = table?.dataset.show;
    for (const row of label ? table.tBodies[0].rows : []) {
      if (!marksOf(row.id).length) continue;
      const button = document.createElement("button");
      const name = row.cells[0].querySelector("a")?.textContent ?? row.cells[0].textContent;
      button.type = "button";
      button.className = "show";
      button.title = label.replace("{name}", () => name.trim());
      button.setAttribute("aria-label", button.title);
      button.addEventListener("click", () => {
        select(row.id, "row");
        const mark = marksOf(row.id).find((each) => !each.classList.contains("out"));
        mark?.focus({ preventScroll: true });
        bringIntoView(mark ?? figure);
      });
      row.cells[0].append(button);
    }

    const fromAddress = () => select(decodeURIComponent(location.hash.slice(1)), "address");
    addEventListener("hashchange", fromAddress);
    if (location.hash) fromAddress();
  }

  // --- movement ----------------------------------------------------------------------------------

  /**
   * Every way to move a picture: buttons, keys, Ctrl-wheel, dragging, pinching.
   *
   * A finger that moves up or down scrolls the page; two fingers move the picture any way.
   * `zoom(factor, x, y)` has a point of the window, or none for the middle; `pan(dx, dy)` is in CSS pixels.
   */
  function gestures(figure, surface, { zoom, pan, all }) {
    const step = { in: () => zoom(1.5), out: () => zoom(1 / 1.5), all };
    for (const tools of figure.querySelectorAll(".picture-tools")) {
      tools.addEventListener("click", (event) => step[event.target.closest("[data-zoom]")?.dataset.zoom]?.());
    }
    figure.classList.add("live");
    figure.tabIndex = 0;
    const keys = {
      "+": step.in, "=": step.in, "-": step.out, "−": step.out, 0: all,
      ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60),
    };
    figure.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
      if (keys[event.key] && keys[event.key]() !== false) event.preventDefault();
    });
    surface.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-clamp(event.deltaY, -100, 100) / 150), event.clientX, event.clientY);
    }, { passive: false });

    const down = new Map();
    let moved = false;
    surface.style.touchAction = "pan-y";
    surface.addEventListener("dragstart", (event) => event.preventDefault());
    surface.addEventListener("touchstart", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });
    surface.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      if (!down.size) moved = false;
      down.set(event.pointerId, event);
    });
    surface.addEventListener("pointermove", (event) => {
      const before = down.get(event.pointerId);
      if (!before) return;
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      const scrolls = event.pointerType === "touch" && Math.abs(dy) > Math.abs(dx);
      if (!moved && down.size < 2 && (Math.hypot(dx, dy) < 5 || scrolls)) return;
      if (!moved) surface.setPointerCapture(event.pointerId);
      moved = true;
      figure.classList.add("moving");
      const other = [...down.values()].find((each) => each.pointerId !== event.pointerId);
      down.set(event.pointerId, event);
      if (!other) {
        pan(dx, dy);
        return;
      }
      const apart = (each) => Math.hypot(each.clientX - other.clientX, each.clientY - other.clientY) || 1;
      pan(dx / 2, dy / 2);
      zoom(apart(event) / apart(before), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, (event) => {
        down.delete(event.pointerId);
        if (down.size) return;
        figure.classList.remove("moving");
        setTimeout(() => { moved = false; });
      });
    }
    // What was a movement is no click on the mark below it.
    surface.addEventListener("click", (event) => {
      if (!moved) return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
  }

  /** Zoom and move by the viewBox; the address holds upper left corner and width. */
  function makeZoomable(figure) {
    const svg = figure.querySelector("svg");
    const whole = svg.viewBox.baseVal;
    const [left, top, width, height] = [whole.x, whole.y, whole.width, whole.height];
    const least = width / (Number(figure.dataset.max) || 12);
    let view = { x: left, y: top, width, height };
    const write = seldom(() => {
      const at = [view.x, view.y, view.width].map((value) => Math.round(value * 10) / 10).join(",");
      charsu.write({ view: view.width < width ? at : null });
    });

    /** Length of a CSS pixel, and the point of the picture at a point of the window. */
    const unit = () => 1 / (svg.getScreenCTM()?.a || 1);
    function at(x, y) {
      const matrix = svg.getScreenCTM();
      return matrix ? [(x - matrix.e) / matrix.a, (y - matrix.f) / matrix.d] : [left, top];
    }

    function show(x, y, wanted) {
      const w = clamp(wanted, least, width);
      const h = (w * height) / width;
      view = { x: clamp(x, left, left + width - w), y: clamp(y, top, top + height - h), width: w, height: h };
      svg.setAttribute("viewBox", [view.x, view.y, w, h].map((value) => Math.round(value * 1000) / 1000).join(" "));
      figure.classList.toggle("zoomed", w < width);
      measure();
      tell(figure, "view", view);
      write();
    }
    function measure() {
      svg.style.setProperty("--unit", unit().toFixed(4));
    }
    function zoom(factor, x, y) {
      const [px, py] = x === undefined ? [view.x + view.width / 2, view.y + view.height / 2] : at(x, y);
      const w = clamp(view.width / factor, least, width);
      const k = w / view.width;
      show(px - (px - view.x) * k, py - (py - view.y) * k, w);
    }

    gestures(figure, svg, {
      zoom,
      pan: (dx, dy) => {
        const before = view;
        show(view.x - dx * unit(), view.y - dy * unit(), view.width);
        return before.x !== view.x || before.y !== view.y;
      },
      all: () => show(left, top, width),
    });
    figure.addEventListener("picture:select", ({ detail }) => {
      const mark = detail.by !== "mark" && figure.querySelector(".mark.selected");
      if (!mark || !mark.getBBox || view.width === width) return;
      const box = mark.getBoundingClientRect();
      const [x, y] = at((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      const inside = x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height;
      if (!inside) show(x - view.width / 2, y - view.height / 2, view.width);
    });
    figure.addEventListener("picture:show", ({ detail }) => show(detail.x, detail.y, detail.width));
    new ResizeObserver(measure).observe(svg);
    const asked = (charsu.read("view") ?? "").split(",").map(Number);
    if (asked.length === 3 && asked.every(Number.isFinite)) show(...asked);
    else measure();
  }

  // --- all of a page -----------------------------------------------------------------------------

  function start() {
    document.querySelectorAll("table.sortable").forEach((table, n) => makeSortable(table, n ? `sort-${table.id}` : "sort"));
    document.querySelectorAll("form.filters").forEach(makeFilters);
    for (const figure of document.querySelectorAll("figure.picture")) {
      if (figure.dataset.picture !== "timeline") makeZoomable(figure);
      makeSelectable(figure);
    }
  }
  document.addEventListener("DOMContentLoaded", start);

  return { gestures, seldom, clamp };
})();
