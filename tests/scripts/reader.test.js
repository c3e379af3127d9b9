import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./cases.js";

const { chooseVersions, swapWithPrevious, toggleVersion } = await load("reader/choice");
const { citeBibtex, citeCsl, citePlain, formatDate } = await load("reader/citation");
const { placeCard } = await load("cards/placement");
const { changeQuery } = await load("charsu/query");
const { fillTemplate, shortenReport } = await load("correct/report");

const ALL = ["en", "vi", "zh"];

test("versions: the address comes first, then what was kept, then the first two", () => {
  assert.deepEqual(chooseVersions("", {}, ALL), { order: ALL, chosen: ["en", "vi"], view: "side" });
  assert.deepEqual(chooseVersions("?versions=zh,en&view=lines", { versions: ["vi"], order: ["vi", "en", "zh"] }, ALL),
    { order: ["vi", "zh", "en"], chosen: ["zh", "en"], view: "lines", kept: false });
  assert.deepEqual(chooseVersions("", { versions: ["zh"], view: "alone", order: ["zh", "en", "vi"] }, ALL),
    { order: ["zh", "en", "vi"], chosen: ["zh"], view: "alone", kept: true });
  assert.deepEqual(chooseVersions("?versions=xx&view=odd", { versions: 5 }, ALL), { order: ALL, chosen: ["en", "vi"], view: "side" });
});

test("versions: one is always chosen; alone, a version comes to the front", () => {
  const state = { order: ALL, chosen: ["en"], view: "side" };
  assert.equal(toggleVersion(state, "en"), null);
  assert.deepEqual(toggleVersion(state, "zh").chosen, ["en", "zh"]);
  assert.deepEqual(toggleVersion({ ...state, chosen: ["en", "vi"] }, "en").chosen, ["vi"]);
  assert.deepEqual(toggleVersion({ order: ALL, chosen: ["en", "vi"], view: "alone" }, "zh"), { chosen: ["zh", "vi"], order: ["zh", "vi", "en"] });
  assert.deepEqual(toggleVersion({ order: ALL, chosen: ["en", "vi"], view: "alone" }, "vi").chosen, ["vi", "en"]);
});

test("versions: one changes places with the chosen one before it", () => {
  assert.deepEqual(swapWithPrevious({ order: ALL, chosen: ["en", "zh"], view: "side" }, "zh"), { chosen: ["zh", "en"], order: ["zh", "vi", "en"] });
});

const CITED = {
  passage: "1.2–1.4", isRange: true, hash: "#p1s2-p1s4", address: "https://wiki.test/a{b}/#p1s2", site: "A_B & ~C", now: new Date(2024, 2, 5),
};
const TEMPLATES = { segment: [", ", "passage"], segments: [", from ", "passage"] };

test("citations name the passage, the address and the day", () => {
  assert.equal(formatDate(CITED.now), "2024-03-05");
  const plain = { ...TEMPLATES, locale: "en", head: "Title", versions: { en: "English", vi: "" }, between: "; ", stop: ". ", tail: ["", "site", ", ", "address", ", ", "date"] };
  assert.equal(citePlain(plain, ["en", "vi"], CITED), "Title, from 1.2–1.4. English. A_B & ~C, https://wiki.test/a{b}/#p1s2, March 5, 2024");
  assert.equal(citePlain(plain, ["vi"], { ...CITED, passage: "", isRange: false }).slice(0, 12), "Title. A_B &");
  const bibtex = { ...TEMPLATES, head: ["@misc{x", "key"], tail: [" ", "site", " ", "address", " ", "day"] };
  assert.equal(citeBibtex(bibtex, CITED),
    "@misc{x-p1s2-p1s4, from 1.2--1.4 A\\_B \\& \\textasciitilde{}C https://wiki.test/a%7Bb%7D/#p1s2 2024-03-05");
  const [item] = JSON.parse(citeCsl({ id: "x", title: "T" }, CITED));
  assert.deepEqual(item, { id: "x-p1s2-p1s4", title: "T", "container-title": "A_B & ~C", section: "1.2–1.4", URL: CITED.address, accessed: { "date-parts": [[2024, 3, 5]] } });
  assert.ok(!citeCsl({ id: "x" }, { ...CITED, passage: "", hash: "" }).includes("section"));
});

test("a card is below its name if there is room, above it otherwise, and never out of the window", () => {
  const line = { left: 300, right: 380, top: 100, bottom: 120 };
  const card = { width: 200, height: 150 }, screen = { width: 400, height: 600 };
  assert.deepEqual(placeCard([line], undefined, card, screen), { left: 192, top: 126, height: 150 });
  assert.deepEqual(placeCard([{ ...line, top: 500, bottom: 520 }], undefined, card, screen), { left: 192, top: 344, height: 150 });
  assert.equal(placeCard([], undefined, card, screen), null);
  const broken = [{ left: 350, right: 400, top: 300, bottom: 320 }, { left: 10, right: 60, top: 320, bottom: 340 }];
  assert.equal(placeCard(broken, { x: 20, y: 330 }, card, screen).left, 10);
  assert.equal(placeCard(broken, { x: 360, y: 310 }, card, screen).top, 144);
});

test("the query of an address: values are set and taken out; commas and colons stay readable", () => {
  assert.equal(changeQuery("?a=1&b=2", { a: null, c: "x,y:z" }), "?b=2&c=x,y:z");
  assert.equal(changeQuery("?a=1", { a: "" }), "");
  assert.equal(changeQuery("", { q: "Năm 1995 & 2" }), "?q=N%C4%83m+1995+%26+2");
});

test("a report carries its words, cut until the address is short enough", () => {
  assert.equal(fillTemplate("?a={a}&b={b}", { a: "x y" }), "?a=x%20y&b=");
  const short = shortenReport("https://host.test/?t={where}&w={words}", { where: "a" }, [" two\n words "]);
  assert.equal(short, "https://host.test/?t=a&w=two%20words");
  const long = shortenReport("?w={words}", {}, ["字".repeat(5000), "b"]);
  assert.ok(long.length <= 4000 && long.endsWith("%E2%80%A6%0Ab"));
  assert.ok(decodeURIComponent(shortenReport("?w={words}", {}, ["😀".repeat(700)])).endsWith("😀…"), "no character is cut in two");
});
