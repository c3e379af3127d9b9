import assert from "node:assert/strict";
import { test } from "node:test";
import { load, readCases } from "./cases.js";

const { fold, isHan, learnVariants, shape, words } = await load("search/fold");
const { findTerm, keysOf, makeTerm, parseQuery, spansOf } = await load("search/query");
const { fileName, PrefixIndex, unpackNumbers } = await load("search/prefix_index");
const { distance, keysAround, rankAlike, soundKey } = await load("search/alike");
const { Entries, rankEntries } = await load("search/entries");
const { excerptOf, matchingPage, matchingRows, rankDocuments } = await load("search/matching");
const { fitsYears } = await load("search/filters");
const { SearchIndex } = await load("search/index");

const CASES = readCases("folding");
const ALL = { kind: null, text: null, from: null, to: null };

/** Whether all terms of a query are in a text. */
const isFound = (text, query) => parseQuery(query).every((term) => findTerm(fold(text), term));

test("text is folded as the index folds it", () => {
  for (const [text, folded] of CASES.search) assert.equal(fold(text).plain, folded, text);
});

test("a folded letter knows its place in the text", () => {
  for (const [text] of CASES.search) {
    const { plain, places } = fold(text);
    assert.equal(places.length, plain.length + 1);
    assert.equal(places.at(-1), text.length);
    assert.deepEqual(places, places.toSorted((a, b) => a - b));
  }
  assert.deepEqual(spansOf(fold("the ʿAbd of Kan\u00addahar"), parseQuery("abd kandahar")), [[5, 8], [12, 21]]);
});

test("all forms of a letter are found", () => {
  for (const [text, queries] of CASES.found) for (const query of queries) assert.ok(isFound(text, query), `${query} in ${text}`);
});

test("accents that are typed count, and words are found from their beginning", () => {
  for (const [text, queries] of CASES["not found"]) for (const query of queries) assert.ok(!isFound(text, query), `${query} in ${text}`);
});

test("traditional and simplified Chinese are one as soon as the variants are there, in earlier texts, too", () => {
  const early = CASES["found variants"].map(([text]) => [text, fold(text)]);
  assert.ok(!isFound("喀布尔", "喀布爾"));
  learnVariants(CASES.variants);
  for (const [text, folded] of CASES["search variants"]) assert.equal(fold(text).plain, folded, text);
  for (const [text, queries] of CASES["found variants"]) for (const query of queries) assert.ok(isFound(text, query), `${query} in ${text}`);
  for (const [text, folded] of early) assert.deepEqual(folded, fold(text));
  assert.deepEqual([isHan("Kabul"), isHan("in 喀布爾")], [false, true]);
});

test("letters of scripts without spaces are words", () => {
  assert.deepEqual(words("米-17直升机 Đường"), ["米", "17", "直", "升", "机", "duong"]);
  assert.deepEqual([shape("a"), shape("汗"), shape("-"), shape(undefined), shape("\ud840")], ["a", "字", " ", " ", "字"]);
});

test("a query is words and phrases", () => {
  const terms = parseQuery('kabul “heavy  weapons” "open …');
  assert.deepEqual(terms.map(({ plain, isWhole, typed }) => [plain, isWhole, typed]),
    [["kabul", false, "kabul"], ["heavy weapons", true, '"heavy  weapons"'], ["open", false, '"open …"']]);
  assert.deepEqual(parseQuery('"" ( - '), []);
  assert.ok(isFound("heavy, weapons", '"heavy weapons"'));
  assert.ok(!isFound("heavy weapons", '"heavy weapon"'));
  assert.ok(isFound("heavy weapons", "heavy weapon"));
});

test("the index is asked for words and pairs of letters", () => {
  assert.deepEqual(keysOf(makeTerm("Ahmad Shah")), [{ key: "ahmad", isExact: true }, { key: "shah", isExact: false }]);
  assert.deepEqual(keysOf(makeTerm("坎大哈")).map(({ key }) => key), ["坎大", "大哈"]);
  assert.deepEqual(keysOf(makeTerm("汗")), [{ key: "汗", isExact: false }]);
});

test("numbers are unpacked", () => {
  assert.deepEqual(unpackNumbers("AAB"), [0, 1, 3]);
  assert.deepEqual(unpackNumbers("gB"), [32]);
  assert.deepEqual(unpackNumbers("*oA=="), [0, 2]);
  assert.deepEqual(unpackNumbers(""), []);
});

test("a prefix index reads the blocks that may have a key, over several levels", async () => {
  const files = {
    "w/1-a": ["a", "b"], "w/1-k": ["k", "ka", "kb"],
    "w/0-a": { a: 1 }, "w/0-b": { b: 2 }, "w/0-k": { k: 3 }, "w/0-ka": { kabul: 4 }, "w/0-kb": { kb: 5 },
  };
  const read = [];
  const index = new PrefixIndex("w", [1, ["a", "k"]], async (path) => { read.push(path); return files[path]; });
  assert.deepEqual(await index.blocks("kab"), [{ kabul: 4 }]);
  assert.deepEqual(read, ["w/1-k", "w/0-ka"]);
  assert.equal(await index.blocks("k"), null);
  assert.equal(await index.get("kabul"), 4);
  assert.equal(await index.get("kabu"), null);
  assert.deepEqual([fileName(0, "kabu"), fileName(1, "喀")], ["0-kabu", "1-_5580"]);
});

test("names that sound alike have one key", () => {
  for (const [one, other] of [["masoode", "massoud"], ["qabul", "kabul"], ["mazhari", "mazari"]]) assert.equal(soundKey(one), soundKey(other));
  assert.equal(distance("kabul", "kabul"), 0);
  assert.equal(distance("kabul", "kabal"), 0.2);
  assert.deepEqual(keysAround(["kabul", "喀布尔"]), ["kabul", `~${soundKey("kabul")}`, "喀布尔", "布尔", "尔"]);
});

const START = {
  languages: ["en", "zh"], documents: [1, 2, 2, 2],
  kinds: [["person", "people", ["Person", "人物"], ["People", "人物"], "k0"], ["place", "places", ["Place", "地点"], ["Places", "地点"], "k1"]],
  names: { each: [0, [""]], common: [0, []] }, words: { each: [0, [""]], common: [0, []] },
};
const RECORDS = {
  massoud: [0, ["Ahmad Shah Massoud", "马苏德"], [["Massoud"], null], [1953, 2001], 9, "masude"],
  kabul: [1, ["Kabul", "喀布尔"], [[], null], [1992, 1996], 20, "kabuer"],
  khan: [0, ["Kabul Khan", ""], [["Khan"], ["汗"]], [], 1, ""],
};

function loadEntries(language = "zh") {
  const entries = new Entries(START, language, "/zh/");
  return { entries, all: entries.unpackAll({ ...RECORDS, "#k": [] }) };
}

test("an entry has its names in the page's language first, and each form once", () => {
  const { entries, all } = loadEntries();
  const [massoud, , khan] = all;
  assert.equal(massoud.url, "/zh/people/massoud/");
  assert.equal(massoud.label, "人物");
  assert.deepEqual(massoud.forms.map(({ text, lang, isAlias }) => [text, lang, isAlias]),
    [["马苏德", "zh", false], ["Ahmad Shah Massoud", "en", false], ["Massoud", "zh", true]]);
  assert.deepEqual(khan.forms.map(({ text }) => text), ["Kabul Khan", "汗", "Khan"]);
  assert.equal(entries.unpack("massoud", RECORDS.massoud.slice(0, 3)), massoud);
  assert.equal(massoud.passages, 9);
});

test("entries are ranked by how well their names fit, then by passages", () => {
  const { all } = loadEntries("en");
  const ids = (query, filters = ALL, among = null) => rankEntries(all, parseQuery(query), filters, among).map(({ entry }) => entry.id);
  assert.deepEqual(ids("kabul"), ["kabul", "khan"]);
  assert.deepEqual(ids("shah mass"), ["massoud"]);
  assert.deepEqual(ids("汗"), ["khan"]);
  assert.deepEqual(ids("kabul", { ...ALL, kind: "person" }), ["khan"]);
  assert.deepEqual(ids("kabul", { ...ALL, from: 1995 }), ["kabul"]);
  assert.deepEqual(ids("kabul", ALL, new Set(["khan"])), ["khan"]);
});

test("entries that look or sound alike are ranked", () => {
  const { all } = loadEntries("en");
  const ids = (...queries) => rankAlike(queries, all, 0.35).map(({ entry }) => entry.id);
  assert.deepEqual(ids("masoode"), ["massoud"]);
  assert.deepEqual(ids("qabul"), ["kabul", "khan"]);
  assert.deepEqual(ids("zzz"), []);
});

test("years are within a span, open ends included", () => {
  assert.ok(fitsYears([1989, 1995, 2001, 9999], { ...ALL, from: 1995, to: 1996 }));
  assert.ok(fitsYears([2001, 9999], { ...ALL, from: 2020 }));
  assert.ok(!fitsYears([1989, 1995, 2001, 9999], { ...ALL, from: 1996, to: 2000 }));
  assert.ok(fitsYears([], ALL));
});

const PART = {
  text: "a-text", original: "en", title: { en: "A text" }, entries: [["massoud", RECORDS.massoud.slice(0, 3)]],
  rows: [
    { segment: "p1s1", versions: { en: "He left Kabul.", zh: "他离开喀布尔。" }, named: { en: [0, 2, 0] }, years: [1996, 1996] },
    { segment: "p1s2", versions: { en: "Nothing.", zh: "无。" }, named: {}, years: [] },
  ],
};

test("a row is found in any version, by the names of its entries, and by its years", () => {
  const { entries } = loadEntries("en");
  const found = (query, filters = ALL) =>
    matchingRows(structuredClone(PART), parseQuery(query), filters, entries).map(({ segment }) => segment);
  assert.deepEqual(found("kabul 离开"), ["p1s1"]);
  assert.deepEqual(found("马苏德"), ["p1s1"]);
  assert.deepEqual(found("noth"), ["p1s2"]);
  assert.deepEqual(found("kabul", { ...ALL, kind: "place" }), []);
  assert.deepEqual(found("kabul", { ...ALL, to: 1995 }), []);
  assert.deepEqual(found("kabul", { ...ALL, text: "another" }), []);
});

/** The terms of a query, none of which tells more than another. */
const weighed = (query) => parseQuery(query).map((term) => ({ term, weight: 1 }));

test("a page is found by its words, and shows the best line in the page's language", () => {
  const { entries } = loadEntries("en");
  const found = (page, query) => matchingPage(structuredClone(page), weighed(query), ALL, entries, "en").map(({ line }) => line?.text);
  const page = { title: { en: "About" }, url: "about/", said: { en: ["One line", "Two lines here"], zh: ["两行"] } };
  assert.deepEqual(found(page, "lines about"), ["Two lines here"]);
  assert.deepEqual(found(page, "两行"), ["两行"]);
  assert.deepEqual(found(page, "about"), ["One line"]);
  assert.deepEqual(found(page, "three"), []);
  const entry = { entry: ["massoud", RECORDS.massoud.slice(0, 4)], said: { en: ["A commander"] } };
  assert.deepEqual(found(entry, "massoud"), []);
  assert.deepEqual(found(entry, "massoud commander"), ["A commander"]);
});

test("an excerpt begins with a word before the hit", () => {
  const text = `${"word ".repeat(100)}hit ${"word ".repeat(100)}`;
  const [begin, end] = excerptOf(text, [[500, 503]], (character) => /\w/.test(character));
  assert.equal(end - begin, 240);
  assert.ok(begin < 500 && text[begin - 1] === "w" === false);
  assert.deepEqual(excerptOf("short", [[0, 5]], () => false), [0, 5]);
});

test("a search without hits loads the rest in one batch, but not more than it may", async () => {
  const batches = [];
  const files = {
    script: async () => ({}),
    data: async (path) => (path === "words/0-" ? { kabul: "A".repeat(40) } : (batches.push(path), { ...structuredClone(PART), rows: [], entries: [] })),
  };
  const index = new SearchIndex({ ...START, documents: [40, 40, 40, 40] }, files, "en", "/");
  const { passages } = await index.findDocuments(parseQuery("kabul"), ALL);
  assert.equal(passages.batchFor(10, 24), 3);
  passages.looked = 3;
  assert.equal(passages.batchFor(10, 24), 21);
  passages.matched = 6;
  assert.equal(passages.batchFor(4, 24), 3);
  passages.looked = passages.matched = 0;
  await passages.until(10);
  assert.equal(batches.length, 24);
  assert.deepEqual([passages.isDone, passages.looked], [false, 24]);
});

test("documents with more of the query in their names come first", () => {
  const found = [
    { numbers: new Set([1, 2, 3, 9]), named: new Set([9]) },
    { numbers: new Set([2, 3, 9]), named: new Set([3, 9]) },
  ];
  assert.deepEqual(rankDocuments(found), [9, 3, 2]);
  assert.deepEqual(rankDocuments([]), []);
});

test("a search loads only as many documents as it needs", async () => {
  const numbers = "A".repeat(40);
  const loaded = [];
  const files = {
    script: async () => ({}),
    data: async (path) => {
      if (path === "words/0-") return { kabul: numbers };
      loaded.push(path);
      return { ...structuredClone(PART), entries: [["massoud", RECORDS.massoud.slice(0, 3)]] };
    },
  };
  const index = new SearchIndex({ ...START, documents: [40, 40, 40, 40] }, files, "en", "/");
  const { passages, pages } = await index.findDocuments(parseQuery("kabul"), ALL);
  await passages.until(10);
  assert.equal(loaded.length, 10); // 3, then as many as are missing, since each has a hit
  assert.equal(passages.hits.length, 10);
  assert.deepEqual([passages.isDone, passages.total, pages.isDone], [false, 40, true]);
});
