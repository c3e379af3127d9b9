// @ts-check
// Relations: choosing a node, the keys that lead from node to node, and names where there is room for them.
// Filters, table, selection and zoom are those of all pictures; a chosen node is the value of the filter "node".

import { closest, isComposing, find, findAll, isModified } from "./shared/dom.js";
import { TEXT_SIZE } from "./graph/constants.js";
import { readEdges, readNode } from "./graph/nodes.js";
import { Room, alongEdge, aroundNode, boxAround, nextNode } from "./graph/placement.js";

/** @typedef {import("./graph/nodes.js").GraphNode} GraphNode */

const figure = find(document, "#graph", HTMLElement);
const svg = find(figure, "svg", SVGSVGElement);
const choice = find(document, 'form[data-for="graph"] [name=node]', HTMLSelectElement);
const picked = find(figure, "p.picked", HTMLElement);
const rows = new Map(findAll(document, 'table[data-for="graph"] > tbody > tr', HTMLTableRowElement).map((row) => [row.id, row]));
const nodes = findAll(svg, ".node", SVGAElement).map(readNode);
const byId = new Map(nodes.map((node) => [node.id, node]));
const edges = readEdges(svg, rows, byId);

// --- names ---------------------------------------------------------------------------------------

const { width: wholeWidth, height: wholeHeight } = svg.viewBox.baseVal;

/**
 * Show a text at the first of the places that is free, or hide it.
 * @param {Room} room
 * @param {SVGTextElement} text
 * @param {number} wide
 * @param {number} unit
 * @param {import("./graph/placement.js").Point[]} choices
 */
function placeText(room, text, wide, unit, choices) {
  const found = room.place(choices, wide, TEXT_SIZE * unit, 4 * unit);
  const { x, y } = found ?? choices[0];
  text.setAttribute("x", x.toFixed(1));
  text.setAttribute("y", y.toFixed(1));
  text.classList.toggle("spare", !found);
}

/** Put names where they touch neither a node nor another name, as many as there is room for at this size. */
function placeNames() {
  const unit = 1 / (svg.getScreenCTM()?.a || 1);
  const size = parseFloat(getComputedStyle(svg).fontSize);
  /**
   * Return the length of a text in CSS pixels; it keeps its size on the screen.
   * @param {SVGTextElement} text
   */
  const length = (text) => (text.getComputedTextLength() / size) * TEXT_SIZE;
  for (const node of nodes) node.wide ??= length(node.text);
  const view = svg.viewBox.baseVal;
  const room = new Room(view);
  const seen = nodes.filter(({ x, y, isAway }) => !isAway && x > view.x && x < view.x + view.width && y > view.y && y < view.y + view.height);
  // A node grows less than the picture, so that it stays a node; on a small screen it shrinks less.
  for (const node of nodes) {
    node.now = node.r * Math.sqrt(unit);
    node.circle.setAttribute("r", node.now.toFixed(1));
    node.text.classList.add("spare");
  }
  for (const { x, y, now } of seen) room.take([x - now, y - now, x + now, y + now]);
  const chosen = byId.get(choice.value);
  for (const node of chosen ? [chosen, ...seen.filter((each) => each !== chosen)] : seen) {
    const wide = ((node.wide ?? 0) + 2) * unit;
    placeText(room, node.text, wide, unit, aroundNode(node, node.now + 3 * unit, wide, unit));
  }
  for (const { text, ends: [one, other] } of edges) {
    if (!text) continue;
    const wide = (length(text) + 2) * unit;
    placeText(room, text, wide, unit, alongEdge(one, other, wide, unit));
  }
}
let waiting = 0;
function placeNamesSoon() {
  waiting ||= requestAnimationFrame(() => { waiting = 0; placeNames(); });
}

// --- what the filters leave ------------------------------------------------------------------------

/** Maximum number of relations whose edges are drawn strongly, and that have words on their edges. */
const FEW = 120, WITH_WORDS = 24;
const small = matchMedia("(max-width: 44.9844em)");
/** The node that was chosen before; undefined before the first filter. @type {GraphNode | null | undefined} */
let before;

figure.addEventListener("picture:filter", ({ detail: { shown, all } }) => {
  /** @type {Set<GraphNode>} */
  const near = new Set();
  for (const edge of edges) {
    const left = edge.rows.filter((row) => !row.hidden);
    edge.mark.classList.toggle("out", !left.length);
    for (const end of left.length ? edge.ends : []) near.add(end);
    edge.text?.remove();
    edge.text = null;
    if (!left.length || shown > WITH_WORDS) continue;
    edge.text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    edge.text.setAttribute("class", "said");
    edge.text.textContent = [...new Set(left.map((row) => row.cells[1].firstChild?.textContent?.trim()))].join(" · ");
    edge.mark.parentNode?.append(edge.text);
  }
  for (const node of nodes) {
    node.isAway = shown < all && !near.has(node) && node.id !== choice.value;
    node.mark.classList.toggle("away", node.isAway);
    node.mark.classList.toggle("picked", node.id === choice.value);
  }
  figure.classList.toggle("few", shown <= FEW && shown < all);
  const chosen = byId.get(choice.value) ?? null;
  picked.hidden = !chosen;
  if (chosen) {
    find(picked, ":first-child", HTMLElement).textContent = find(chosen.mark, "title", SVGElement).textContent;
    find(picked, ":last-child", HTMLAnchorElement).href = chosen.mark.href.baseVal;
    stopAt(chosen);
  }
  const isStart = before === undefined && (!chosen || charsu.read("view"));
  if (chosen !== (before ?? null) && small.matches && !isStart) setTimeout(showNear, 0, chosen);
  before = chosen;
  placeNamesSoon();
});
figure.addEventListener("picture:view", placeNamesSoon);
new ResizeObserver(placeNamesSoon).observe(svg);

// --- choosing a node -------------------------------------------------------------------------------

/** @param {string} id */
function choose(id) {
  choice.value = id;
  choice.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * On a small screen, show what is near a node as large as possible; without a node, everything.
 * @param {GraphNode | null} chosen
 */
function showNear(chosen) {
  const near = edges.filter((edge) => chosen && edge.ends.includes(chosen) && !edge.mark.classList.contains("out"));
  const whole = { x: 0, y: 0, width: wholeWidth };
  const detail = chosen ? boxAround(chosen, near.flatMap((edge) => edge.ends), wholeWidth / wholeHeight, 60) : whole;
  figure.dispatchEvent(new CustomEvent("picture:show", { detail }));
}

/**
 * Return the node at a point of the window, or the one that a finger may have meant.
 * @param {MouseEvent} event
 */
function nodeAt(event) {
  const mark = closest(event.target, ".node", SVGElement);
  if (mark) return byId.get(mark.dataset.node ?? "");
  const matrix = svg.getScreenCTM();
  if (!matrix || closest(event.target, ".mark", Element)) return undefined;
  const [x, y] = [(event.clientX - matrix.e) / matrix.a, (event.clientY - matrix.f) / matrix.d];
  /** @param {GraphNode} node */
  const distance = (node) => Math.hypot(node.x - x, node.y - y) * matrix.a - (node.isAway ? 0 : 6);
  const nearest = nodes.reduce((one, other) => (distance(other) < distance(one) ? other : one));
  return distance(nearest) < 18 ? nearest : undefined;
}

svg.addEventListener("click", (event) => {
  const node = isModified(event) ? undefined : nodeAt(event);
  if (!node) return;
  if (node.id === choice.value) {
    if (!closest(event.target, ".node", Element)) location.href = node.mark.href.baseVal;
    return;
  }
  event.preventDefault();
  choose(node.id);
});
figure.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && choice.value && !isComposing(event)) choose("");
});

// --- keys ------------------------------------------------------------------------------------------

/** The Tab key stops at one node; arrow keys lead on from it. @type {GraphNode | null} */
let stop = null;
/** @param {GraphNode} node */
function stopAt(node) {
  stop?.mark.setAttribute("tabindex", "-1");
  stop = node;
  node.mark.setAttribute("tabindex", "0");
}
for (const { mark } of nodes) mark.setAttribute("tabindex", "-1");
if (nodes.length) stopAt(nodes[0]);

/** @param {Event} event */
const nodeOf = (event) => byId.get(closest(event.target, ".node", SVGElement)?.dataset.node ?? "");

/** @type {Record<string, readonly [number, number]>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
svg.addEventListener("keydown", (event) => {
  const here = nodeOf(event);
  const direction = DIRECTIONS[event.key];
  if (!here || !direction || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const next = nextNode(here, nodes.filter(({ isAway }) => !isAway), direction);
  if (!next) return;
  stopAt(next);
  next.mark.focus({ preventScroll: true });
});
svg.addEventListener("focusin", (event) => {
  const node = nodeOf(event);
  if (node) stopAt(node);
});

// --- the most frequent relations ---------------------------------------------------------------------

const inFull = figure.querySelector(".in-full");
if (inFull instanceof HTMLInputElement) {
  const draw = () => figure.classList.toggle("in-full", inFull.checked);
  inFull.checked = charsu.read("full") === "1";
  inFull.addEventListener("change", () => { draw(); charsu.write({ full: inFull.checked ? "1" : null }); });
  draw();
}
