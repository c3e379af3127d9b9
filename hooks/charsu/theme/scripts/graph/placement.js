// @ts-check
// Where there is room for names, and which node is next in a direction.

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */

/** Parts of an edge where its words may be. */
const ON_EDGE = [0.5, 0.38, 0.62, 0.28, 0.72];

/** How far a node may be to the side of the direction, for its distance in that direction. */
const MAX_ASIDE = 1.2;

/**
 * A picture's view with the boxes that are taken in it.
 */
export class Room {
  /** @type {Box[]} */
  #taken = [];

  /** @param {{ x: number, y: number, width: number, height: number }} view */
  constructor({ x, y, width, height }) {
    /** @type {Box} */
    this.view = [x, y, x + width, y + height];
  }

  /** @param {Box} box */
  take(box) {
    this.#taken.push(box);
  }

  /** @param {Box} box */
  isFree([left, top, right, bottom]) {
    const [x, y, farX, farY] = this.view;
    return left >= x && right <= farX && top >= y && bottom <= farY
      && !this.#taken.some((box) => left < box[2] && box[0] < right && top < box[3] && box[1] < bottom);
  }

  /**
   * Take the first of the places where a text touches nothing; returns it, or undefined if there is no room.
   * @param {Point[]} choices left end of the base line
   * @param {number} wide
   * @param {number} above height over the base line
   * @param {number} below depth under it
   */
  place(choices, wide, above, below) {
    /**
     * @param {Point} point
     * @returns {Box}
     */
    const boxAt = ({ x, y }) => [x, y - above, x + wide, y + below];
    const found = choices.find((point) => this.isFree(boxAt(point)));
    if (found) this.take(boxAt(found));
    return found;
  }
}

/**
 * Return the places for the name of a node, best first.
 * @param {Point} node
 * @param {number} away from its middle
 * @param {number} wide width of the name
 * @param {number} unit length of a CSS pixel
 * @returns {Point[]}
 */
export function aroundNode({ x, y }, away, wide, unit) {
  const [right, left, middle] = [x + away, x - away - wide, x - wide / 2];
  return [
    { x: right, y: y + 4 * unit }, { x: left, y: y + 4 * unit }, { x: middle, y: y + away + 9 * unit }, { x: middle, y: y - away },
    { x: right, y: y - 5 * unit }, { x: right, y: y + 13 * unit }, { x: left, y: y - 5 * unit }, { x: left, y: y + 13 * unit },
  ];
}

/**
 * Return the places for the words of an edge, best first.
 * @param {Point} one
 * @param {Point} other
 * @param {number} wide
 * @param {number} unit
 * @returns {Point[]}
 */
export function alongEdge(one, other, wide, unit) {
  return ON_EDGE.map((part) => ({
    x: one.x + (other.x - one.x) * part - wide / 2, y: one.y + (other.y - one.y) * part + 4 * unit,
  }));
}

/**
 * Return the nearest node in a direction, if there is one; what is to the side counts twice.
 * @template {Point} Node
 * @param {Node} here
 * @param {Node[]} nodes
 * @param {readonly [number, number]} direction
 * @returns {Node | null}
 */
export function nextNode(here, nodes, [right, down]) {
  /** @type {Node | null} */
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    const [dx, dy] = [node.x - here.x, node.y - here.y];
    const along = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    if (node !== here && along > 0 && aside <= along * MAX_ASIDE && along + 2 * aside < least) {
      [best, least] = [node, along + 2 * aside];
    }
  }
  return best;
}

/**
 * Return the part of a picture that has a node and its neighbours in it.
 * @param {Point} node
 * @param {Point[]} near
 * @param {number} ratio of width to height
 * @param {number} margin
 * @returns {ViewBox}
 */
export function boxAround(node, near, ratio, margin) {
  /**
   * @param {"x" | "y"} axis
   * @param {1 | -1} sign
   */
  const edge = (axis, sign) =>
    node[axis] + sign * (margin + Math.max(0, ...near.map((each) => sign * (each[axis] - node[axis]))));
  const [left, right, top, bottom] = [edge("x", -1), edge("x", 1), edge("y", -1), edge("y", 1)];
  const width = Math.max(right - left, (bottom - top) * ratio);
  return { x: (left + right - width) / 2, y: (top + bottom - width / ratio) / 2, width };
}
