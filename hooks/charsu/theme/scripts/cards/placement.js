// @ts-check
// Where a card is: below or above its name, never on it.

/** Pixels between name and card, and between card and the edge of the window. */
const GAP = 6, MARGIN = 8;

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Line */
/** @typedef {{ x: number, y: number }} Point */

/**
 * Return the upper left corner of a card and the height that it has room for.
 *
 * A name that is broken has several lines: the card is at the line under the pointer.
 * @param {Line[]} lines
 * @param {Point | undefined} point
 * @param {{ width: number, height: number }} card
 * @param {{ width: number, height: number }} screen
 * @returns {{ left: number, top: number, height: number } | null} null if the name is not to be seen
 */
export function placeCard(lines, point, card, screen) {
  const at = lines.find((line) =>
    point && point.x >= line.left && point.x <= line.right && point.y >= line.top && point.y <= line.bottom) ?? lines[0];
  if (!at) return null;
  const top = Math.min(...lines.map((line) => line.top)), bottom = Math.max(...lines.map((line) => line.bottom));
  const above = top - GAP - MARGIN, below = screen.height - bottom - GAP - MARGIN;
  const isOnFirstLine = lines.length > 1 && at.bottom < bottom - 1;
  const isBelow = isOnFirstLine && above >= card.height ? false : below >= card.height || below >= above;
  const height = Math.min(card.height, Math.max(isBelow ? below : above, 0));
  return {
    left: Math.max(MARGIN, Math.min(at.left, screen.width - MARGIN - card.width)),
    top: isBelow ? bottom + GAP : top - GAP - height,
    height,
  };
}
