// @ts-check
// The nodes and edges of the graph, as the page has them.

import { find, findAll } from "../shared/dom.js";

/**
 * A node: its place and radius; `now` is the radius at this magnification, `wide` the length of its name in CSS pixels.
 * @typedef {{
 *   mark: SVGAElement, circle: SVGCircleElement, text: SVGTextElement, id: string,
 *   x: number, y: number, r: number, now: number, wide?: number, isAway: boolean,
 * }} GraphNode
 */
/** @typedef {{ mark: SVGElement, rows: HTMLTableRowElement[], ends: GraphNode[], text: SVGTextElement | null }} Edge */

/**
 * @param {SVGAElement} mark
 * @returns {GraphNode}
 */
export function readNode(mark) {
  const circle = find(mark, "circle", SVGCircleElement);
  const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(circle.getAttribute(name)));
  return { mark, circle, text: find(mark, "text", SVGTextElement), id: mark.dataset.node ?? "", x, y, r, now: r, isAway: false };
}

/**
 * Return the edges of a picture; their rows name the nodes at their ends.
 * @param {SVGSVGElement} svg
 * @param {Map<string, HTMLTableRowElement>} rows
 * @param {Map<string, GraphNode>} nodes
 * @returns {Edge[]}
 */
export function readEdges(svg, rows, nodes) {
  return findAll(svg, ".edge", SVGElement).map((mark) => {
    const found = (mark.dataset.row ?? "").split(" ").flatMap((id) => rows.get(id) ?? []);
    const ends = (found[0]?.dataset.node ?? "").split(" ").flatMap((id) => nodes.get(id) ?? []);
    return { mark, rows: found, ends, text: null };
  });
}
