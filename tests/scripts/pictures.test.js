import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./cases.js";

const { compareCells, day, passes } = await load("pictures/filtering");
const { fit, magnify, parseView } = await load("pictures/viewbox");
const { roundLength, zoomLevel } = await load("map/scale");
const { Room, aroundNode, boxAround, nextNode } = await load("graph/placement");
const { clamp } = await load("shared/numbers");

test("dates are compared as numbers; a month or year has a first and a last day", () => {
  assert.deepEqual([day("1996"), day("1996", true), day("1996-09"), day("1996-09-26")], [19960101, 19961231, 19960901, 19960926]);
  assert.ok(day("-0044") < day("-0043-03"));
  assert.deepEqual([day(""), day(undefined), day("soon")], [null, null, null]);
});

test("one of several values of a filter is enough; of several filters, all count", () => {
  const oak = { kind: "tree", place: "wood lake", from: "1990", to: "1995-06", firstSeen: "x" };
  assert.ok(passes(oak, { kind: ["bird", "tree"], place: ["lake"] }));
  assert.ok(!passes(oak, { kind: ["tree"], place: ["field"] }));
  assert.ok(passes(oak, { "first-seen": ["x"] }));
  assert.ok(!passes(oak, { unknown: ["x"] }));
});

test("times overlap; what is undated passes only the filter that asks for a year", () => {
  const oak = { from: "1990", to: "1995-06" };
  assert.ok(passes(oak, { from: ["1995-06-30"] }) && !passes(oak, { from: ["1995-07"] }));
  assert.ok(passes(oak, { to: ["1990"] }) && !passes(oak, { to: ["1989"] }));
  assert.ok(passes(oak, { "as-of": ["1993"] }) && !passes(oak, { "as-of": ["1996"] }));
  assert.ok(passes({ from: "", to: "1980" }, { "as-of": ["-500"] }), "an open beginning");
  assert.ok(passes({}, { "as-of": ["1993"] }) && !passes({}, { from: ["1993"] }));
});

test("cells: numbers as numbers, words by the language, empty ones last in both directions", () => {
  const words = (one, other) => one.localeCompare(other);
  const sorted = (direction) => ["10", "", "9", "-5", "b", "a"].sort((one, other) => compareCells(one, other, direction, words));
  assert.deepEqual(["10", "9", "-5"].sort((one, other) => compareCells(one, other, 1, words)), ["-5", "9", "10"]);
  assert.equal(sorted(1).at(-1), "");
  assert.equal(sorted(-1).at(-1), "");
});

const WHOLE = { x: 0, y: 0, width: 400, height: 200 };

test("a view keeps the proportions of the picture and stays in it", () => {
  assert.deepEqual(fit(WHOLE, 50, { x: 350, y: -10, width: 100 }), { x: 300, y: 0, width: 100, height: 50 });
  assert.deepEqual(fit(WHOLE, 50, { x: 0, y: 0, width: 1 }), { x: 0, y: 0, width: 50, height: 25 });
  assert.deepEqual(fit(WHOLE, 50, { x: 10, y: 10, width: 1e9 }), WHOLE);
});

test("magnifying keeps the point under the pointer, up to the smallest view", () => {
  assert.deepEqual(magnify(WHOLE, 2, 50, 400, [100, 50]), { x: 50, y: 25, width: 200 });
  assert.deepEqual(magnify(WHOLE, 100, 50, 400, [0, 0]), { x: 0, y: 0, width: 50 });
});

test("a view is read from the address", () => {
  assert.deepEqual(parseView("1,2.5,30"), { x: 1, y: 2.5, width: 30 });
  for (const wrong of [null, "", "1,2", "1,2,x", "1,2,3,4"]) assert.equal(parseView(wrong), null);
});

test("the map: the level that a scale reaches, and a round scale bar", () => {
  assert.deepEqual([0.1, 0.35, 0.96, 2, 100].map(zoomLevel), [0, 0, 1, 2, 5]);
  assert.deepEqual([9, 10, 19, 49, 120].map(roundLength), [5, 10, 10, 20, 100]);
});

test("the graph: names take the first place that is free", () => {
  const room = new Room({ x: 0, y: 0, width: 100, height: 50 });
  const choices = aroundNode({ x: 50, y: 25 }, 5, 30, 1);
  assert.deepEqual(room.place(choices, 30, 12, 4), { x: 55, y: 29 });
  assert.deepEqual(room.place(choices, 30, 12, 4), { x: 15, y: 29 });
  room.take([0, 0, 100, 50]);
  assert.equal(room.place(choices, 30, 12, 4), undefined);
  assert.ok(!new Room({ x: 0, y: 0, width: 100, height: 50 }).isFree([-1, 0, 5, 5]));
});

test("the graph: an arrow key leads to the nearest node in its direction", () => {
  const [here, near, far, aside] = [{ x: 0, y: 0 }, { x: 10, y: 2 }, { x: 30, y: 0 }, { x: 1, y: 40 }];
  const nodes = [here, far, near, aside];
  assert.equal(nextNode(here, nodes, [1, 0]), near);
  assert.equal(nextNode(here, nodes, [0, 1]), aside);
  assert.equal(nextNode(here, nodes, [-1, 0]), null);
});

test("the graph: a box around a node has its neighbours in it", () => {
  const { x, y, width } = boxAround({ x: 0, y: 0 }, [{ x: 100, y: 0 }, { x: 0, y: 50 }], 2, 10);
  assert.ok(x <= -10 && x + width >= 110 && y <= -10 && y + width / 2 >= 60);
});

test("clamp", () => assert.deepEqual([-1, 5, 11].map((value) => clamp(value, 0, 10)), [0, 5, 10]));
