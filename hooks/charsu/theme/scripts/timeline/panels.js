// @ts-check
// The panels and lines of the timeline, as the page has them.

import { find, findAll } from "../shared/dom.js";

/** @typedef {import("./placement.js").Piece & { element: SVGElement }} DrawnPiece */
/**
 * @typedef {{
 *   g: SVGElement, heading: SVGElement, pieces: DrawnPiece[], label: SVGTextElement, text: string, marks: SVGElement[],
 *   a: number, b: number, width?: number,
 * }} Line
 */
/** @typedef {{ g: SVGElement, a: number, b: number, lines: Line[], bands: SVGElement[], top: number, height: number }} Panel */

/**
 * Return a new element of SVG.
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 * @returns {SVGElementTagNameMap[Name]}
 */
export function make(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** @param {string | undefined} text */
const dayOrOpen = (text) => (text ? Number(text) : null);

/**
 * @param {SVGElement} element
 * @returns {DrawnPiece["form"]}
 */
function formOf(element) {
  if (element.localName === "circle") return "point";
  if (element.matches(".halo")) return "halo";
  if (element.matches(".arrow")) return "arrow";
  if (element.localName === "line") return "link";
  return element.matches(".life") ? "life" : "bar";
}

/**
 * @param {SVGElement} g
 * @param {SVGElement} heading
 * @returns {Line}
 */
function readLine(g, heading) {
  const pieces = findAll(g, "[data-a]", SVGElement).map((element) => ({
    element, form: formOf(element), a: dayOrOpen(element.dataset.a), b: dayOrOpen(element.dataset.b),
  }));
  const label = find(g, ".label", SVGTextElement);
  return {
    g, heading, pieces, label, text: label.textContent, marks: findAll(g, ".mark", SVGElement),
    a: Math.min(...pieces.map(({ a, b }) => a ?? b ?? 0)), b: Math.max(...pieces.map(({ a, b }) => b ?? (a ?? 0) + 1)),
  };
}

/**
 * Return a panel with its lines; the last heading before a line is the line's.
 * @param {SVGElement} g
 * @returns {Panel}
 */
export function readPanel(g) {
  /** @type {Line[]} */
  const lines = [];
  let heading = g;
  for (const child of findAll(g, ":scope > *", SVGElement)) {
    if (child.matches(".group")) heading = child;
    if (child.matches(".line")) lines.push(readLine(child, heading));
  }
  const bands = findAll(g, ".axis > a", SVGElement);
  return { g, a: Number(g.dataset.a), b: Number(g.dataset.b), lines, bands, top: 0, height: 0 };
}
