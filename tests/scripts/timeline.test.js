import assert from "node:assert/strict";
import { test } from "node:test";
import { load, readCases } from "./cases.js";

const { dayOf, formatDay, parsePeriod } = await load("timeline/days");
const { chooseStep, makeTicks } = await load("timeline/ticks");
const { fitWindow, magnifySpan, placeLabel, placePiece, scaleOf } = await load("timeline/placement");

/** Which unit the words of a tick name, instead of the words. */
const unit = (_day, { month, day }) => (day ? "day" : month ? "month" : "year");

test("ticks are those of the picture on paper", () => {
  for (const { start, end, width, ticks } of readCases("ticks")) {
    const found = makeTicks(start, end, width, unit).map((tick) => [tick.day, tick.words, tick.words === "year" || Boolean(tick.above)]);
    assert.deepEqual(found, ticks, `${start} to ${end}`);
  }
});

test("a tick leads to the time that it names", () => {
  const [first, second] = makeTicks(dayOf(1996, 8, 1), dayOf(1996, 9, 15), 960, unit);
  assert.deepEqual([first.until - first.day, second.day - first.day], [2, 2]);
  assert.deepEqual(first.around, [dayOf(1996, 8, 1), dayOf(1996, 9, 1)]);
  const [may] = makeTicks(dayOf(1996, 4, 1), dayOf(1997, 4, 1), 960, unit);
  assert.deepEqual([may.day, may.until, may.around], [dayOf(1996, 4, 1), dayOf(1996, 5, 1), [dayOf(1996, 0, 1), dayOf(1997, 0, 1)]]);
});

test("the step between ticks leaves room for their words", () => {
  assert.deepEqual([40, 17, 4, 2, 0.6, 0.15, 0.0001].map((perDay) => chooseStep(perDay).join(" ")),
    ["day 1", "day 2", "day 10", "month 1", "month 3", "year 1", "year 1000"]);
});

test("labels are placed as in the picture on paper", () => {
  for (const { left, right, width, room, x, anchor, above } of readCases("labels")) {
    assert.deepEqual(placeLabel(left, right, width, room), { x, anchor, isAbove: above });
  }
});

test("days are written and read as in the address, before the year 0 too", () => {
  for (const [year, month, date, text] of [[1996, 8, 26, "1996-09-26"], [12, 0, 1, "0012-01-01"], [-44, 2, 15, "-0044-03-15"]]) {
    assert.equal(formatDay(dayOf(year, month, date)), text);
    assert.deepEqual(parsePeriod(text), { first: dayOf(year, month, date), after: dayOf(year, month, date) + 1 });
  }
  assert.deepEqual(parsePeriod("1996"), { first: dayOf(1996, 0, 1), after: dayOf(1997, 0, 1) });
  assert.deepEqual(parsePeriod("1996-02"), { first: dayOf(1996, 1, 1), after: dayOf(1996, 2, 1) });
  for (const wrong of [null, "", "1996-2", "19960", "1996-02-03-04", "x"]) assert.equal(parsePeriod(wrong), null);
});

test("pieces: a point has room, an open end an arrow, and nothing is drawn far outside", () => {
  const x = scaleOf({ a: 0, b: 100 }, 1000);
  const point = placePiece({ form: "point", a: 10, b: 11 }, x, 1000);
  assert.deepEqual([point.low, point.high], [100, 110]);
  const open = placePiece({ form: "bar", a: 50, b: null }, x, 1000);
  assert.deepEqual([open.from, open.to, open.barX, open.barWidth], [500, 528, 500, 20]);
  const before = placePiece({ form: "bar", a: null, b: 50 }, x, 1000);
  assert.deepEqual([before.from, before.to, before.barX, before.barWidth], [472, 500, 480, 20]);
  assert.equal(placePiece({ form: "bar", a: 10, b: 10.1 }, x, 1000).barWidth, 5);
  assert.equal(placePiece({ form: "life", a: 10, b: 10 }, x, 1000).barWidth, 0);
  assert.equal(placePiece({ form: "bar", a: -1e6, b: 1e6 }, x, 1000).from, -1000);
});

test("a window in time stays within all there is; all there is is no window", () => {
  const all = { a: 0, b: 1000 };
  assert.deepEqual(fitWindow({ a: -50, b: 50 }, all), { a: 0, b: 100 });
  assert.deepEqual(fitWindow({ a: 990, b: 1090 }, all), { a: 900, b: 1000 });
  assert.deepEqual(fitWindow({ a: 10, b: 10 }, all), { a: 10, b: 13 });
  assert.equal(fitWindow({ a: -5, b: 1005 }, all), null);
});

test("magnifying keeps the day under the pointer", () => {
  const found = magnifySpan({ a: 0, b: 100 }, 2, 0.25);
  assert.deepEqual(found, { a: 12.5, b: 62.5 });
  assert.equal(found.a + 0.25 * (found.b - found.a), 25);
});
