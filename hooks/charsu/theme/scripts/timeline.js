// The timeline: the same lines as on paper, laid out for the window, and a window in time that zooms from decades to days.
// Without a window in time all panels stand one below the other, as the page was made; with one there is a single panel
// with every line that meets it. Positions come from data-a and data-b: days from 1 January 1970, half open.

(() => {
  const figure = document.getElementById("timeline");
  if (!figure) return;
  const svg = figure.querySelector("svg");
  const [ROW, LABELLED, GROUP, HEAD, GAP] = matchMedia("(pointer: coarse)").matches ? [32, 48, 30, 72, 28] : [24, 40, 28, 72, 28];
  const STUB = 28;
  const LEAST = 5;
  const YEAR = 365.2425;

  // --- days and their names ----------------------------------------------------------------------

  const days = (year, month, date) => Math.round(new Date(0).setUTCFullYear(year, month, date) / 864e5);
  const moment = (day) => new Date(day * 864e5);
  const iso = (day) => moment(day).toISOString().replace(/^([+-])\d\d/, "$1").replace("+", "").slice(0, day < days(0, 0, 1) ? 11 : 10);
  const formats = new Map();
  function format(day, options) {
    const all = { ...options, timeZone: "UTC", ...(moment(day).getUTCFullYear() < 1 && { era: "short" }) };
    const key = JSON.stringify(all);
    if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(figure.dataset.locale, all));
    return formats.get(key).format(moment(day));
  }
  /** First day of a date in the address, or the day after its last one. */
  function asked(name) {
    const found = /^(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(charsu.read(name) ?? "");
    if (!found) return null;
    const [year, month, date] = [Number(found[1]), found[2] && found[2] - 1, found[3] && Number(found[3])];
    if (name === "from") return days(year, month ?? 0, date ?? 1);
    return date ? days(year, month, date + 1) : month === undefined ? days(year + 1, 0, 1) : days(year, month + 1, 1);
  }

  // --- what there is -----------------------------------------------------------------------------

  const make = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const panels = [...svg.querySelectorAll(".panel")].map((g) => {
    const panel = { g, a: Number(g.dataset.a), b: Number(g.dataset.b), lines: [], bands: [...g.querySelectorAll(".axis > a")] };
    let heading;
    for (const child of [...g.children]) {
      if (child.matches(".group")) heading = child;
      if (!child.matches(".line")) continue;
      const pieces = [...child.querySelectorAll("[data-a]")].map((element) => ({
        element,
        a: element.dataset.a === "" ? null : Number(element.dataset.a),
        b: element.dataset.b === "" ? null : Number(element.dataset.b),
      }));
      const label = child.querySelector(".label");
      panel.lines.push({
        g: child, heading, pieces, label, text: label.textContent, marks: [...child.querySelectorAll(".mark")],
        a: Math.min(...pieces.map(({ a, b }) => a ?? b)), b: Math.max(...pieces.map(({ a, b }) => b ?? a + 1)),
      });
    }
    const title = g.querySelector(".panel-title");
    const link = make("a", { class: "tick-link" });
    title.replaceWith(link);
    link.append(title);
    opens(link, panel.a, panel.b);
    return panel;
  });
  const kinds = [...new Set(panels.flatMap(({ lines }) => lines.map(({ heading }) => heading.textContent)))];
  const lines = panels.flatMap((panel) => panel.lines);
  const byKind = [...lines].sort((one, other) =>
    kinds.indexOf(one.heading.textContent) - kinds.indexOf(other.heading.textContent) || one.a - other.a || one.b - other.b);
  const [first, last] = [Math.min(...panels.map(({ a }) => a)), Math.max(...panels.map(({ b }) => b))];
  const opened = { g: make("g", { class: "panel" }, make("text", { class: "panel-title", y: 15 }), make("g", { class: "axis" })), bands: [] };
  let view = null;
  let width = 0;

  // --- laying out --------------------------------------------------------------------------------

  function steps(perDay) {
    for (const n of [1, 2, 5, 10]) if (perDay * n >= 34) return ["day", n];
    for (const n of [1, 3]) if (perDay * 30.4 * n >= 52) return ["month", n];
    return ["year", [1, 2, 5, 10, 20, 50, 100, 200, 500].find((n) => perDay * YEAR * n >= 52) ?? 1000];
  }

  /** Ticks between two days: [day, day after what it names, words, words above it]. */
  function ticks(a, b) {
    const [unit, n] = steps(width / (b - a));
    const found = [];
    if (unit === "year") {
      for (let year = Math.ceil(moment(a).getUTCFullYear() / n) * n; days(year, 0, 1) < b; year += n) {
        const day = days(year, 0, 1);
        if (day >= a) found.push([day, days(year + n, 0, 1), format(day, { year: "numeric" }), ""]);
      }
      return found;
    }
    for (let at = moment(a), year = at.getUTCFullYear(), month = at.getUTCMonth(); days(year, month, 1) < b; month += 1) {
      const [begins, ends] = [days(year, month, 1), days(year, month + 1, 1)];
      if (unit === "month") {
        const january = moment(begins).getUTCMonth() === 0;
        if (begins < a || moment(begins).getUTCMonth() % n) continue;
        const above = january || !found.length ? format(begins, { year: "numeric" }) : "";
        found.push([begins, days(year, month + n, 1), format(begins, { month: "short" }), above, above && [days(moment(begins).getUTCFullYear(), 0, 1), days(moment(begins).getUTCFullYear() + 1, 0, 1)]]);
        continue;
      }
      for (let day = begins; day < Math.min(ends, b); day += n) {
        if (day < a || (n > 1 && ends - day <= n / 2)) continue;
        const above = day === begins || !found.length ? format(day, { year: "numeric", month: "short" }) : "";
        found.push([day, Math.min(day + n, ends), format(day, { day: "numeric" }), above, above && [begins, ends]]);
      }
    }
    return found;
  }

  function opens(link, a, b) {
    link.setAttribute("href", `?from=${iso(a)}&to=${iso(b - 1)}`);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      look(a, b);
      figure.focus({ preventScroll: true });
    });
  }

  function drawAxis(panel, height) {
    const x = (day) => ((day - panel.a) * width) / (panel.b - panel.a);
    const axis = panel.g.querySelector(".axis");
    const found = ticks(panel.a, panel.b);
    let path = `M0 62h${width}`;
    for (const [day] of found) path += `M${x(day).toFixed(1)} 56V${height}`;
    const inside = found.map(([day, until, words, above, around]) => {
      const link = make("a", { class: "tick-link" }, make("text", { class: "tick", x: x(day).toFixed(1), y: 51 }, words));
      opens(link, day, until);
      if (x(day) > width - 30) return [];
      if (!above || x(day) > width - 70) return [link];
      const upper = make("a", { class: "tick-link" }, make("text", { class: "tick major", x: x(day).toFixed(1), y: 36 }, above));
      opens(upper, ...around);
      return [upper, link];
    });
    for (const band of panel.bands) {
      const other = panels.find(({ g }) => `#${g.id}` === band.getAttribute("href"));
      const [left, wide] = [x(other.a), Math.max(x(other.b) - x(other.a), 2)];
      const box = band.querySelector("rect");
      box.setAttribute("x", left);
      box.setAttribute("width", wide);
      box.setAttribute("height", height - 62);
      band.querySelector("path").setAttribute("d", `M${left + wide / 2} 62l-5-7h10z`);
      band.style.display = other.g.style.display;
    }
    axis.replaceChildren(...panel.bands, make("path", { class: "grid", d: path }), ...inside.flat());
  }

  /** Put the pieces of a line in their places; returns where what is seen begins and ends. */
  function drawPieces(line, x) {
    let [left, right] = [Infinity, -Infinity];
    const within = (value) => pictures.clamp(value, -width, 2 * width);
    for (const { element, a, b } of line.pieces) {
      const to = within(b === null ? x(a) + STUB : x(b));
      const from = within(a === null ? x(b) - STUB : x(a));
      const set = (values) => { for (const [key, value] of Object.entries(values)) element.setAttribute(key, value.toFixed(1)); };
      const middle = (from + to) / 2;
      let [low, high] = [from, to];
      if (element.localName === "circle") {
        set({ cx: middle });
        [low, high] = [middle - LEAST, middle + LEAST];
      } else if (element.matches(".halo")) {
        set({ x: middle - 13 });
        [low, high] = [middle - 13, middle + 13];
      } else if (element.matches(".arrow")) {
        element.setAttribute("transform", `translate(${(element.dataset.edge === "end" ? to : from).toFixed(1)})`);
      } else if (element.localName === "line") {
        set({ x1: from, x2: to });
      } else {
        const open = 8 * ((a === null) + (b === null));
        set({ x: from + (a === null ? 8 : 0), width: Math.max(to - from - open, element.matches(".life") ? 0 : LEAST) });
        high = Math.max(high, low + LEAST);
      }
      const seen = high >= 0 && low <= width;
      element.style.display = seen ? "" : "none";
      if (seen) [left, right] = [Math.min(left, low), Math.max(right, high)];
    }
    return [Math.max(left, 0), Math.min(right, width)];
  }

  /** The label beside the marks, or above them where there is no room; returns the height of the line. */
  function drawLine(line, x, y) {
    const [left, right] = drawPieces(line, x);
    line.label.textContent = line.text;
    line.width ??= line.label.getComputedTextLength();
    const set = (at, dy, anchor = "start") => {
      line.label.setAttribute("x", at.toFixed(1));
      line.label.setAttribute("y", dy);
      line.label.setAttribute("text-anchor", anchor);
    };
    const middle = (height) => line.g.setAttribute("transform", `translate(0,${y + height - ROW / 2})`);
    if (right + 8 + line.width <= width) set(right + 8, 4);
    else if (left - 8 - line.width >= 0) set(left - 8, 4, "end");
    else {
      if (line.width > width) line.label.textContent = `${line.text.slice(0, Math.floor((line.text.length * (width - 14)) / line.width))}…`;
      set(Math.min(left, Math.max(width - line.width, 0)), -ROW / 2 - 2);
      middle(LABELLED);
      return LABELLED;
    }
    middle(ROW);
    return ROW;
  }

  function drawPanel(panel, found, top) {
    panel.g.style.display = found.length || panel === opened ? "" : "none";
    if (panel.g.style.display) return top;
    const x = (day) => ((day - panel.a) * width) / (panel.b - panel.a);
    let y = HEAD;
    let kind;
    for (const heading of panel.g.querySelectorAll(".group")) heading.remove();
    for (const line of found) {
      if (line.heading.textContent !== kind) {
        kind = line.heading.textContent;
        const heading = line.heading.cloneNode(true);
        heading.setAttribute("y", y + GROUP - 8);
        panel.g.append(heading);
        y += GROUP;
      }
      if (line.g.parentNode !== panel.g) panel.g.append(line.g);
      line.g.style.display = "";
      y += drawLine(line, x, y);
    }
    panel.g.setAttribute("transform", `translate(0,${top})`);
    panel.height = y;
    panel.top = top;
    return top + y + GAP;
  }

  /** Whether a date of a line is in the window; that somebody lived then is not enough. */
  function meets(line) {
    return line.pieces.some(({ element, a, b }) => !element.matches(".life, .either") && (a ?? b - 1) < view.b && (b ?? a + 1) > view.a);
  }

  function draw() {
    if (!width) return;
    const focused = document.activeElement;
    const left = (line) => line.marks.every((mark) => mark.classList.contains("out"));
    let y = 0;
    for (const panel of panels) if (view) panel.g.style.display = "none";
    opened.g.remove();
    if (view) {
      svg.append(opened.g);
      Object.assign(opened, view);
      const seen = byKind.filter((line) => !left(line) && meets(line));
      // What fills the whole window tells least: it comes last among its kind.
      const fills = (line) => line.a <= view.a && line.b >= view.b;
      seen.sort((one, other) => (one.heading.textContent === other.heading.textContent) * (fills(one) - fills(other)));
      for (const line of lines) if (!seen.includes(line)) line.g.style.display = "none";
      const ends = [view.a, view.b - 1].map((day) => format(day, { year: "numeric", month: "long", day: "numeric" }));
      opened.g.querySelector(".panel-title").textContent = ends.join(" – ");
      y = drawPanel(opened, seen, 0);
      drawAxis(opened, opened.height);
    } else {
      for (const panel of panels) {
        for (const line of panel.lines) {
          panel.g.append(line.g);
          line.g.style.display = left(line) ? "none" : "";
        }
        y = drawPanel(panel, panel.lines.filter((line) => !left(line)), y);
      }
      for (const panel of panels) if (!panel.g.style.display) drawAxis(panel, panel.height);
    }
    svg.setAttribute("viewBox", `0 0 ${width} ${Math.max(y - GAP, 1)}`);
    if (focused !== document.activeElement && svg.contains(focused)) focused.focus({ preventScroll: true });
  }

  // --- the window in time ------------------------------------------------------------------------

  const write = pictures.seldom(() => charsu.write({ from: view && iso(view.a), to: view && iso(view.b - 1) }));

  /** Show the time from one day to another; nothing, or all there is, shows the panels. */
  function look(a, b) {
    const length = pictures.clamp(Math.round(b - a), 3, last - first);
    const from = pictures.clamp(Math.round(a), first, last - length);
    view = a === undefined || length >= last - first ? null : { a: from, b: from + length };
    draw();
    figure.dispatchEvent(new CustomEvent("picture:view", { detail: view }));
    write();
  }

  function zoom(factor, x, y) {
    const box = svg.getBoundingClientRect();
    let from = view;
    if (!from) {
      if (factor < 1) return;
      from = panels.findLast(({ top, g }) => !g.style.display && y - box.top >= top) ?? { a: first, b: last };
    }
    const middles = lines.filter(({ g }) => !g.style.display).map((line) => (line.a + line.b) / 2).sort((one, other) => one - other);
    const busy = middles[middles.length >> 1] ?? (from.a + from.b) / 2;
    const length = from.b - from.a;
    const part = x === undefined ? (view ? 0.5 : (busy - from.a) / length) : (x - box.left) / width;
    const day = from.a + part * length;
    look(day - (part * length) / factor, day + ((1 - part) * length) / factor);
  }

  pictures.gestures(figure, svg, {
    zoom,
    pan(dx) {
      if (!view || !dx) return false;
      const by = (-dx * (view.b - view.a)) / width;
      pan.rest += by;
      const whole = Math.trunc(pan.rest);
      pan.rest -= whole;
      if (whole) look(view.a + whole, view.b + whole);
      return true;
    },
    all: () => look(),
  });
  const pan = { rest: 0 };

  figure.addEventListener("picture:filter", draw);
  figure.addEventListener("picture:select", ({ detail }) => {
    const line = lines.find(({ marks }) => marks[0].dataset.row === detail.row);
    if (!line || !view || detail.by === "mark" || meets(line)) return;
    const room = Math.max(line.b - line.a, (view.b - view.a) / 3);
    look(line.a - room / 2, line.b + room / 2);
  });
  const [from, to] = [asked("from"), asked("to")];
  if (from !== null || to !== null) view = { a: Math.max(from ?? first, first), b: Math.min(to ?? last, last) };
  if (view && view.b - view.a < 1) view = null;
  new ResizeObserver(() => {
    if (figure.clientWidth === width) return;
    width = figure.clientWidth;
    draw();
  }).observe(figure);
})();
