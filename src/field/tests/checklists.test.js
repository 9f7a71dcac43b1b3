/** Filling in a check-list: what is asked follows from what was answered, and the instance is one that any ODK server takes. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Filling } from "../checklists/filling.js";
import { FUNCTIONS } from "../checklists/odk_functions.js";
import { evaluate, asString, newNode } from "../checklists/xpath.js";
import { readExpression } from "../checklists/xpath_reading.js";
import { readXml } from "./reading_xml.js";

const vectors = JSON.parse(readFileSync(new URL("../../../testdata/vectors/checklists.json", import.meta.url), "utf-8"));
const SAID = { required: "required", constraint: "constraint", whole: "whole", number: "number" };
const now = () => new Date("2026-12-01T09:12:44Z");
const begun = (how = {}) => new Filling(readXml(vectors.xform), { uid: "5b9cf8d1-106f-4004-844f-c072d76762ed", now, ...how });
const page = (filling, name) => filling.pages().find((one) => one.kind === "questions" && one.asked.some(({ node }) => node.name === name))?.asked.find(({ node }) => node.name === name);

test("expressions of XPath and ODK are reckoned as JavaRosa does it", () => {
  const root = newNode("");
  const data = newNode("data", root);
  root.children = [data];
  for (const [name, text] of Object.entries(vectors.values)) {
    const node = newNode(name, data);
    node.text = text;
    data.children.push(node);
  }
  const surroundings = { root, instances: new Map(), now, choiceName: (value) => value, itext: (id) => id };
  for (const [expression, wanted] of vectors.expressions) assert.equal(asString(evaluate(expression, data, surroundings)), wanted, expression);
});

test("an expression that cannot be read is refused", () => {
  for (const broken of ["1 +", "if(1, 2", "'x", "a b", "..//", "concat(1,)"]) assert.throws(() => readExpression(broken), undefined, broken);
});

test("only what is asked now has a page, and what is left out of it is not in the instance", () => {
  const filling = begun();
  assert.equal(page(filling, "lacking"), undefined);
  filling.answer(page(filling, "window").node, "no");
  const lacking = page(filling, "lacking");
  assert.deepEqual(filling.choices(lacking).map((one) => one.label), ["Light", "Air", "Heating"]);
  filling.answer(lacking.node, "light heat");
  assert.match(filling.instance(), /<lacking>light heat<\/lacking>/);
  filling.answer(page(filling, "window").node, "yes");
  assert.doesNotMatch(filling.instance(), /lacking/);
});

test("what is reckoned follows from the answers of its own repetition", () => {
  const filling = begun();
  const [, second] = [0, filling.add(filling.form.controls.find((one) => one.kind === "repeat"), filling.form.instance)];
  filling.reckon();
  const [first] = filling.form.instance.children.filter((one) => one.name === "cell");
  const put = (cell, name, text) => filling.answer(cell.children.find((one) => one.name === name), text);
  put(first, "area", "10.5");
  put(first, "persons", "3");
  put(second, "area", "9");
  put(second, "persons", "2");
  const reckoned = (cell) => cell.children.find((one) => one.name === "per_person").text;
  assert.deepEqual([reckoned(first), reckoned(second)], ["3.5", "4.5"]);
  filling.remove(first);
  assert.equal(filling.form.instance.children.filter((one) => one.name === "cell").length, 1);
});

test("a label says what was answered, in the language that is chosen", () => {
  const filling = begun({ language: "fr" });
  filling.answer(page(filling, "name").node, "B12");
  const persons = page(filling, "persons");
  assert.equal(filling.words(persons.control.label, persons.node), "Personnes dans B12");
  filling.language = filling.bestLanguage("en");
  assert.equal(filling.words(persons.control.label, persons.node), "Persons in B12");
});

test("what is missing or cannot be is said in the words of the form", () => {
  const filling = begun({ language: "fr" });
  const area = page(filling, "area");
  filling.answer(area.node, "0");
  assert.equal(filling.problem(area.node, SAID), "Plus que rien.");
  filling.answer(area.node, "12,5");
  assert.equal(filling.problem(area.node, SAID), "number");
  filling.answer(area.node, "12.5");
  assert.equal(filling.problem(area.node, SAID), "");
  const name = page(filling, "name");
  assert.equal(filling.problem(name.node, SAID), "required");
  const persons = page(filling, "persons");
  filling.answer(persons.node, "2.5");
  assert.equal(filling.problem(persons.node, SAID), "whole");
});

test("an instance that was begun is taken up again with every repetition", () => {
  const filling = begun();
  filling.answer(page(filling, "wing").node, "B & <C>");
  filling.add(filling.form.controls.find((one) => one.kind === "repeat"), filling.form.instance);
  filling.reckon();
  const cells = filling.form.instance.children.filter((one) => one.name === "cell");
  filling.answer(cells[1].children[0], "B2");
  const text = filling.instance();
  const again = begun({ instance: readXml(text) });
  assert.equal(again.instance(), text);
  assert.match(text, /<wing>B &amp; &lt;C&gt;<\/wing>/);
  assert.match(text, /<orx:instanceID>uuid:5b9cf8d1-106f-4004-844f-c072d76762ed<\/orx:instanceID>/);
  assert.match(text, /<start>2026-12-01T/);
});

test("every function the office lets through is known here", () => {
  for (const name of vectors.functions) assert.ok(FUNCTIONS[name], name);
});
