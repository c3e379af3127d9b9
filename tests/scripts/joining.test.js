// What readers load: valid scripts, with the tokens of their sources.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import vm from "node:vm";

const ts = createRequire(import.meta.url)(process.env.TYPESCRIPT);
const files = (folder) => readdirSync(join(process.env.JOINED, folder), { recursive: true }).filter((name) => name.endsWith(".js"));
const read = (folder, name) => readFileSync(join(process.env.JOINED, folder, name), "utf8");

/** The tokens of a module, as a full parser reads them. */
function tokens(code) {
  const source = ts.createSourceFile("module.js", code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  assert.deepEqual(source.parseDiagnostics.map(({ messageText }) => messageText), []);
  const found = [];
  const visit = (node) => {
    const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
    if (children.length) children.forEach(visit);
    else found.push(node.getText(source));
  };
  visit(source);
  return found.filter(Boolean);
}

test("the sources lose their comments and nothing else", () => {
  const names = files("source");
  assert.ok(names.length > 30);
  for (const name of names) assert.deepEqual(tokens(read("stripped", name)), tokens(read("source", name)), name);
});

test("each file is one valid script; no name is declared twice in it", () => {
  for (const name of files("joined")) assert.ok(new vm.Script(read("joined", name), { filename: name }));
});
