// @ts-check
// The timeline: the same lines as on paper, laid out for the window, and a window in time that zooms from decades to
// days. Without a window in time all panels are shown one below the other, as the page was made; with one there is a
// single panel with every line that meets it. Positions come from data-a and data-b: days from 1 January 1970, half open.

import { find, findAll, isModified } from "./shared/dom.js";
import { seldom } from "./shared/seldom.js";
import { drawAxis } from "./timeline/axis.js";
import { dateOf, formatDay, parsePeriod } from "./timeline/days.js";
import { make, readPanel } from "./timeline/panels.js";
import { fitWindow, magnifySpan, placeLabel, placePiece, scaleOf } from "./timeline/placement.js";

/** @typedef {import("./timeline/panels.js").Panel} Panel */
/** @typedef {import("./timeline/panels.js").Line} Line */
/** @typedef {import("./timeline/placement.js").Span} Span */

const figure = document.getElementById("timeline");
if (figure) start(figure, find(figure, "svg", SVGSVGElement));

/**
 * @param {HTMLElement} figure
 * @param {SVGSVGElement} svg
 */
function start(figure, svg) {
  /** Heights in pixels; a finger needs more room than a mouse. */
  const [ROW, ROW_WITH_LABEL, GROUP, HEAD, GAP] = matchMedia("(pointer: coarse)").matches ? [32, 48, 30, 72, 28] : [24, 40, 28, 72, 28];

  /** @type {Map<string, Intl.DateTimeFormat>} */
  const formats = new Map();
  /** @type {import("./timeline/ticks.js").Format} */
  function format(day, options) {
    /** @type {Intl.DateTimeFormatOptions} */
    const all = { ...options, timeZone: "UTC", ...(dateOf(day).getUTCFullYear() < 1 && { era: "short" }) };
    const key = JSON.stringify(all);
    let found = formats.get(key);
    if (!found) formats.set(key, found = new Intl.DateTimeFormat(figure.dataset.locale, all));
    return found.format(dateOf(day));
  }

  // --- panels and lines ----------------------------------------------------------------------------

  const panels = findAll(svg, ".panel", SVGElement).map(readPanel);
  for (const panel of panels) {
    const title = find(panel.g, ".panel-title", SVGElement);
    const link = make("a", { class: "tick-link" });
    title.replaceWith(link);
    link.append(title);
    linkTo(link, panel.a, panel.b);
  }
  const lines = panels.flatMap((panel) => panel.lines);
  /** @param {Line} line */
  const kindOf = (line) => line.heading.textContent;
  const kinds = [...new Set(lines.map(kindOf))];
  const byKind = [...lines].sort((one, other) =>
    kinds.indexOf(kindOf(one)) - kinds.indexOf(kindOf(other)) || one.a - other.a || one.b - other.b);
  /** @type {Span} */
  const all = { a: Math.min(...panels.map(({ a }) => a)), b: Math.max(...panels.map(({ b }) => b)) };
  /** The one panel that a window in time has. @type {Panel} */
  const opened = {
    ...all, lines: [], bands: [], top: 0, height: 0,
    g: make("g", { class: "panel" }, make("text", { class: "panel-title", y: 15 }), make("g", { class: "axis" })),
  };
  /** The window in time. @type {Span | null} */
  let view = null;
  let width = 0;

  /**
   * Let a link show a time.
   * @param {SVGElement} link
   * @param {number} a
   * @param {number} b
   */
  function linkTo(link, a, b) {
    link.setAttribute("href", `?from=${formatDay(a)}&to=${formatDay(b - 1)}`);
    link.addEventListener("click", (event) => {
      if (isModified(event)) return;
      event.preventDefault();
      look({ a, b });
      figure.focus({ preventScroll: true });
    });
  }

  // --- drawing -------------------------------------------------------------------------------------

  /**
   * Draw the pieces of a line; returns where the visible ones begin and end.
   * @param {Line} line
   * @param {(day: number) => number} x
   */
  function drawPieces(line, x) {
    let [left, right] = [Infinity, -Infinity];
    for (const piece of line.pieces) {
      const { from, to, low, high, barX, barWidth } = placePiece(piece, x, width);
      const { element, form } = piece;
      /** @type {Record<string, number>} */
      const values = form === "point" ? { cx: (low + high) / 2 } : form === "halo" ? { x: low }
        : form === "link" ? { x1: from, x2: to } : form === "arrow" ? {} : { x: barX, width: barWidth };
      for (const [name, value] of Object.entries(values)) element.setAttribute(name, value.toFixed(1));
      if (form === "arrow") element.setAttribute("transform", `translate(${(element.dataset.edge === "end" ? to : from).toFixed(1)})`);
      const isVisible = high >= 0 && low <= width;
      element.style.display = isVisible ? "" : "none";
      if (isVisible) [left, right] = [Math.min(left, low), Math.max(right, high)];
    }
    return [Math.max(left, 0), Math.min(right, width)];
  }

  /**
   * Draw a line and its label; returns the height of the line.
   * @param {Line} line
   * @param {(day: number) => number} x
   * @param {number} y
   */
  function drawLine(line, x, y) {
    const [left, right] = drawPieces(line, x);
    line.label.textContent = line.text;
    const wide = line.width ??= line.label.getComputedTextLength();
    const label = placeLabel(left, right, wide, width);
    if (label.isAbove && wide > width) {
      line.label.textContent = `${line.text.slice(0, Math.floor((line.text.length * (width - 14)) / wide))}…`;
    }
    line.label.setAttribute("x", label.x.toFixed(1));
    line.label.setAttribute("y", String(label.isAbove ? -ROW / 2 - 2 : 4));
    line.label.setAttribute("text-anchor", label.anchor);
    const height = label.isAbove ? ROW_WITH_LABEL : ROW;
    line.g.setAttribute("transform", `translate(0,${y + height - ROW / 2})`);
    return height;
  }

  /**
   * Draw a panel with some lines; returns where the next panel begins.
   * @param {Panel} panel
   * @param {Line[]} found
   * @param {number} top
   */
  function drawPanel(panel, found, top) {
    panel.g.style.display = found.length || panel === opened ? "" : "none";
    if (panel.g.style.display) return top;
    const x = scaleOf(panel, width);
    let y = HEAD;
    let kind = null;
    for (const heading of panel.g.querySelectorAll(".group")) heading.remove();
    for (const line of found) {
      if (kindOf(line) !== kind) {
        kind = kindOf(line);
        const heading = /** @type {SVGElement} */ (line.heading.cloneNode(true));
        heading.setAttribute("y", String(y + GROUP - 8));
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

  /** @param {Panel} panel */
  const drawAxisOf = (panel) => drawAxis(panel, panels, width, format, linkTo);

  /**
   * Whether a date of a line is in the window; that a person lived then is not enough.
   * @param {Line} line
   * @param {Span} window
   */
  function meets(line, window) {
    return line.pieces.some(({ element, a, b }) =>
      !element.matches(".life, .either") && (a ?? (b ?? 0) - 1) < window.b && (b ?? (a ?? 0) + 1) > window.a);
  }

  /** @param {Span} window */
  function drawWindow(window) {
    for (const panel of panels) panel.g.style.display = "none";
    svg.append(opened.g);
    Object.assign(opened, window);
    const found = byKind.filter((line) => !isOut(line) && meets(line, window));
    // A line that fills the whole window says least: it comes last among its kind.
    /** @param {Line} line */
    const fills = (line) => Number(line.a <= window.a && line.b >= window.b);
    found.sort((one, other) => (kindOf(one) === kindOf(other) ? fills(one) - fills(other) : 0));
    for (const line of lines) if (!found.includes(line)) line.g.style.display = "none";
    const ends = [window.a, window.b - 1].map((day) => format(day, { year: "numeric", month: "long", day: "numeric" }));
    find(opened.g, ".panel-title", SVGElement).textContent = ends.join(" – ");
    const height = drawPanel(opened, found, 0);
    drawAxisOf(opened);
    return height;
  }

  function drawPanels() {
    let y = 0;
    for (const panel of panels) {
      for (const line of panel.lines) {
        panel.g.append(line.g);
        line.g.style.display = isOut(line) ? "none" : "";
      }
      y = drawPanel(panel, panel.lines.filter((line) => !isOut(line)), y);
    }
    for (const panel of panels) if (!panel.g.style.display) drawAxisOf(panel);
    return y;
  }

  /**
   * Whether the filters leave a line out.
   * @param {Line} line
   */
  const isOut = (line) => line.marks.every((mark) => mark.classList.contains("out"));

  function draw() {
    if (!width) return;
    const focused = /** @type {SVGElement | HTMLElement | null} */ (document.activeElement);
    opened.g.remove();
    const height = view ? drawWindow(view) : drawPanels();
    svg.setAttribute("viewBox", `0 0 ${width} ${Math.max(height - GAP, 1)}`);
    if (focused !== document.activeElement && svg.contains(focused)) focused?.focus({ preventScroll: true });
  }

  // --- the window in time --------------------------------------------------------------------------

  const write = seldom(() => charsu.write({ from: view && formatDay(view.a), to: view && formatDay(view.b - 1) }));

  /**
   * Show a time; null, or everything there is, shows the panels.
   * @param {Span | null} wanted
   */
  function look(wanted) {
    view = wanted && fitWindow(wanted, all);
    draw();
    figure.dispatchEvent(new CustomEvent("picture:view", { detail: view }));
    write();
  }

  /** @type {Movement["zoom"]} */
  function zoom(factor, x, y = NaN) {
    const box = svg.getBoundingClientRect();
    if (!view && factor < 1) return;
    const from = view ?? panels.findLast(({ top, g }) => !g.style.display && y - box.top >= top) ?? all;
    const middles = lines.filter(({ g }) => !g.style.display).map((line) => (line.a + line.b) / 2).sort((one, other) => one - other);
    const busy = middles[middles.length >> 1] ?? (from.a + from.b) / 2;
    const part = x !== undefined ? (x - box.left) / width : view ? 0.5 : (busy - from.a) / (from.b - from.a);
    look(magnifySpan(from, factor, part));
  }

  /** What is left of movements that were no whole days. */
  let rest = 0;
  /** @param {number} dx */
  function pan(dx) {
    if (!view || !dx) return false;
    rest += (-dx * (view.b - view.a)) / width;
    const whole = Math.trunc(rest);
    rest -= whole;
    if (whole) look({ a: view.a + whole, b: view.b + whole });
    return true;
  }

  pictures.gestures(figure, svg, { zoom, pan, all: () => look(null) });
  figure.addEventListener("picture:filter", draw);
  figure.addEventListener("picture:select", ({ detail }) => {
    const line = lines.find(({ marks }) => marks[0].dataset.row === detail.row);
    if (!line || !view || detail.by === "mark" || meets(line, view)) return;
    const room = Math.max(line.b - line.a, (view.b - view.a) / 3);
    look({ a: line.a - room / 2, b: line.b + room / 2 });
  });
  const [from, to] = ["from", "to"].map((name) => parsePeriod(charsu.read(name)));
  if (from || to) view = { a: Math.max(from?.first ?? all.a, all.a), b: Math.min(to?.after ?? all.b, all.b) };
  if (view && view.b - view.a < 1) view = null;
  new ResizeObserver(() => {
    if (figure.clientWidth === width) return;
    width = figure.clientWidth;
    draw();
  }).observe(figure);
}
