// The pure parts of the app's shell: entries, lists, batches, answers, letters, settings, locking.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

import { BYTES, judged, LINES, line, maySucceedLater, next, partCount, pause } from "../batches.js";
import { begun, begunAgain, chosen, dayIn, daysBetween, filledUp, finished, firstWords, readEntry, rowOf, shifted } from "../entry.js";
import { FEW, folded, placesLike, placeWritten, written } from "../finding_places.js";
import { heldFrom, letterOpened } from "../letters.js";
import { listKey, marked, newListKey, openRows, sealRows } from "../own_list.js";
import { storageProblem } from "../problem.js";
import { asked, registerPage } from "../routes.js";
import { readSettings } from "../settings.js";
import { grouped, isCode } from "../typed.js";
import { bestLanguage, sizeInWords, t, useWords } from "../words.js";

const BY = { member: "m", device: "d", zone: "Europe/Vienna", now: new Date("2026-12-01T23:30:00Z") };
const words = (name) => JSON.parse(readFileSync(new URL(`../words/${name}.json`, import.meta.url), "utf-8"));

test("an entry carries the day of the zone of the visit, not of the device", () => {
  const entry = finished(begun("observation", "", { text: "x" }), BY);
  assert.equal(entry.noted_on, "2026-12-02");
  assert.equal(entry.noted_at, "2026-12-01T23:30:00Z");
  assert.equal(finished(begun("observation", ""), { ...BY, shift: 365 }).noted_on, "2027-12-02");
  assert.equal(dayIn("No/Such", new Date("2026-12-01T12:00:00Z")).length, 10);
  assert.equal(daysBetween("2025-12-02", shifted("2025-12-02", 364)), 364);
});

test("an entry has exactly what the protocol says, in its order, filled up to 512 bytes", () => {
  const bytes = filledUp(finished(begun("allegation", "", { text: "é".repeat(700) }), BY));
  assert.equal(bytes.length % 512, 0);
  assert.equal(bytes.at(-1), 0x20);
  assert.deepEqual(Object.keys(readEntry(bytes)), [
    "format", "id", "kind", "form", "text", "source", "noted_on", "noted_at", "zone", "place", "place_said", "corrects", "unfinished",
    "member", "device", "details", "attachments",
  ]);
  assert.throws(() => readEntry(new TextEncoder().encode('{"format": "unannounced-entry/2"}')), /format/);
  assert.throws(() => finished(begun("rumour", ""), BY), /kind/);
});

test("a draft that is gone on with keeps its id, and a form's own day", () => {
  const draft = finished(begun("observation", "", { noted_on: "2026-11-30" }), { ...BY, unfinished: true });
  assert.equal(begunAgain(draft).id, draft.id);
  assert.equal(draft.noted_on, "2026-11-30");
});

const rows = Array.from({ length: 120 }, (_, place) =>
  rowOf(finished(begun("observation", "", { text: `Cell ${place + 1}`, place: place % 2 ? "p" : null }), BY), { title: "", digest: `${place}`, seq: place + 1 }));

test("the list gives the newest first, a page at a time, to its end", () => {
  const first = chosen(rows);
  assert.deepEqual([first.rows.length, first.rows[0].seq, first.more, first.total], [50, 120, true, 120]);
  const last = chosen(rows, { before: 21 });
  assert.deepEqual([last.rows.length, last.rows.at(-1).seq, last.more], [20, 1, false]);
  assert.equal(chosen(rows, { place: "p" }).total, 60);
  assert.equal(chosen(rows, { words: "cell 12" }).total, 2);
  assert.equal(firstWords(`${"word ".repeat(40)}`).length <= 92, true);
});

const PLACES = [
  { id: "a", name: "Łomża Remand Prison", town: "Bresk" },
  { id: "b", name: "Prison of Éskarra", town: "Eskarra" },
  { id: "c", name: "Brèskaya Psychiatric Hospital", town: "" },
  { id: "d", name: "Police station 4", town: "Łódź" },
  { id: "e", name: "Police station 4", town: "Dorvane" },
];

test("a place is found by parts of its name or town, without accents and capitals, those first that begin so", () => {
  const like = (words) => placesLike(PLACES, words).map((one) => one.id).join("");
  assert.equal(like(""), "abcde");
  assert.equal(like("lomza"), "a");
  assert.equal(like("ESKARRA prison"), "b");
  assert.equal(like("bresk"), "ca");
  assert.equal(like("lodz police"), "d");
  assert.equal(like("station 4, d"), "ed");
  assert.equal(like("nowhere"), "");
  assert.equal(folded("  Straße – Œuvre Ø "), "strasse oeuvre o");
  assert.equal(written(PLACES[2]), "Brèskaya Psychiatric Hospital");
  assert.ok(FEW >= 20);
});

test("what is written as one place and no other is that place, and what several are called is none", () => {
  assert.equal(placeWritten(PLACES, "lomza remand prison")?.id, "a");
  assert.equal(placeWritten(PLACES, "Police station 4, Łódź")?.id, "d");
  assert.equal(placeWritten(PLACES, "Police station 4"), null);
  assert.equal(placeWritten(PLACES, ""), null);
});

test("a row says what corrects it", () => {
  const [one, two] = [{ ...rows[0], corrected_by: [] }, { ...rows[1], corrects: rows[0].id, corrected_by: [] }];
  marked(marked([one, two]));
  assert.deepEqual(one.corrected_by, [two.id]);
});

test("the list is read again with its key and with no other", async () => {
  const key = await listKey(newListKey());
  const sealed = await sealRows(rows, key);
  assert.equal((await openRows(sealed, key)).length, 120);
  assert.equal(Buffer.from(sealed).includes("Cell"), false);
  await assert.rejects(async () => openRows(sealed, await listKey(newListKey())));
});

const blob = (seq, size = 4_000) => ({ digest: `d${seq}`, device: "d", seq, size, signature: "s", state: "waits" });

test("a request has at most fifty lines and four megabytes; what is large goes in parts, last", () => {
  assert.equal(next(Array.from({ length: 70 }, (_, place) => blob(place))).batch.length, LINES);
  const heavy = next(Array.from({ length: 10 }, (_, place) => blob(place, 900_000))).batch;
  assert.ok(heavy.reduce((sum, one) => sum + Math.ceil(one.size / 3) * 4 + 400, 0) < 4_000_000);
  assert.ok(heavy.reduce((sum, one) => sum + one.size, 0) <= BYTES);
  assert.deepEqual(next([blob(1, 5_000_000), blob(2)]).batch.map((one) => one.seq), [2]);
  assert.equal(next([blob(1, 5_000_000)]).large.seq, 1);
  assert.equal(next([]), null);
  assert.deepEqual([partCount(1_048_576), partCount(1_048_577), partCount(1)], [1, 2, 1]);
  assert.deepEqual(JSON.parse(line(blob(1), "AA")), { device: "d", seq: 1, digest: "d1", size: 4_000, signature: "s", sealed: "AA" });
});

test("each answer is judged for its blob, and what was not answered still waits", () => {
  const answers = ['{"digest": "d1", "is": "kept"}', '{"is": "refused", "problem": "forged", "digest": ""}', '{"digest": "d9", "is": "kept"}', '{"digest": "d4", "is": "ke'];
  assert.deepEqual(judged([1, 2, 3, 4].map((seq) => blob(seq)), answers.join("\n")), {
    kept: ["d1"], refused: [{ digest: "d2", problem: "forged" }], revoked: false, unanswered: 2,
  });
  assert.equal(judged([blob(1)], '{"digest": "d1", "is": "known", "revoked": true}').revoked, true);
  assert.deepEqual(judged([blob(1)], "<html>").kept, []);
  assert.equal(maySucceedLater("full"), true);
  assert.equal(maySucceedLater("forged"), false);
});

test("the pause grows to ten minutes and no longer", () => {
  assert.equal(pause(1, 0.5), 5_000);
  assert.equal(pause(3, 0.5), 20_000);
  assert.equal(pause(99, 1), 720_000);
});

test("a letter brings a new key beside the old ones, or takes them all", () => {
  const said = { format: "unannounced-package/1", visit: "v", version: 1, identity: "ONE", write_only: false, name: "x", letters_key: "L" };
  const held = { ...heldFrom(said), listKey: "k" };
  assert.equal(JSON.stringify(held.package).includes("ONE"), false);
  assert.deepEqual(letterOpened(held, { ...said, version: 2, identity: "TWO" }).identities, { 1: "ONE", 2: "TWO" });
  const closed = letterOpened(held, { ...said, version: 2, identity: null, write_only: true });
  assert.deepEqual([closed.identities, closed.listKey, closed.package.write_only], [{}, null, true]);
  assert.deepEqual(letterOpened(held, { ...said, identity: null }).identities, {});
  assert.equal(letterOpened(held, { ...said, format: "unannounced-package/2" }), held);
  assert.equal(letterOpened(held, { ...said, visit: "another" }), held);
  assert.equal(letterOpened(held, { ...said, letters_key: "of somebody else" }).package.letters_key, "L");
  assert.throws(() => heldFrom({ format: "unannounced-package/9" }), /package_format/);
});

test("a code is read as it was typed, by hand and in a hurry", () => {
  assert.equal(grouped("7j47x w98mk.yayt6 ekflf"), "7J47X-W98MK-YAYT6-EKF1F");
  assert.equal(isCode("7j47xw98mkyayt6ekflf"), true);
  assert.equal(isCode("7J47X-W98MK-YAYT6-EKF1"), false);
});

test("settings that cannot be read are as at first, and minutes stay between 1 and 15", () => {
  assert.equal(readSettings("{").lockMinutes, 5);
  assert.equal(readSettings('{"lockMinutes": 90}').lockMinutes, 15);
  assert.equal(readSettings('{"lockMinutes": -3, "look": "pink"}').look, "system");
});

test("a full device is named as such, however deep the browser hides it", () => {
  assert.equal(storageProblem({ name: "AbortError", inner: { name: "QuotaExceededError" } }).key, "problem.device_full");
  assert.equal(storageProblem(new Error("x")).key, "problem.storage");
});

test("an address names a page and its parameters", () => {
  registerPage({ route: "entry", words: "entry.title", render() {} });
  assert.deepEqual(asked("#/entry/a%20b").params, ["a b"]);
  assert.equal(asked("#/entry/%").params[0], "%");
  assert.equal(asked("#/nowhere").page, undefined);
});

test("every sentence stands in every language, with the same values", () => {
  const english = words("en");
  const listed = words("index");
  assert.deepEqual(readdirSync(new URL("../words/", import.meta.url)).sort(), ["index.json", ...listed.map((one) => `${one.code}.json`)].sort());
  const values = (said) => [...new Set(JSON.stringify(said).match(/\{\w+\}/g) ?? [])].sort();
  for (const { code } of listed) {
    const own = words(code);
    assert.deepEqual(Object.keys(own).sort(), Object.keys(english).sort(), code);
    for (const key of Object.keys(english)) {
      assert.equal(typeof own[key], typeof english[key], `${code} ${key}`);
      assert.deepEqual(values(own[key]), values(english[key]), `${code} ${key}`);
    }
  }
});

test("every key that the app names has words", () => {
  const english = words("en");
  const folder = new URL("../", import.meta.url);
  for (const name of readdirSync(folder, { recursive: true }).filter((one) => /^(pages\/|forms\/|checklists\/)?\w+\.js$/.test(one))) {
    const text = readFileSync(new URL(name, folder), "utf-8");
    for (const [, key] of text.matchAll(/\bt\("([a-z_]+\.[a-z_0-9]+)"/g)) assert.ok(english[key], `${name}: ${key}`);
    for (const [, key] of text.matchAll(/new Problem\("([a-z_]+)"/g)) assert.ok(english[`problem.${key}`], `${name}: problem.${key}`);
  }
});

test("French puts a narrow space before its marks", () => {
  for (const [key, said] of Object.entries(words("fr"))) assert.doesNotMatch(JSON.stringify(said), /[^\u202f\s"][;?!»](?!\w)| [:;?!»%]/, key);
});

test("a language that is missing a sentence says it in English, and plurals are its own", () => {
  useWords("fr", { waits: { one: "{n} attend", other: "{n} attendent" } }, { hello: "Hello {who}" });
  assert.equal(t("hello", { who: "Ana" }), "Hello Ana");
  assert.equal(t("waits", { n: 0 }), "0 attend");
  assert.equal(t("nowhere"), "nowhere");
  assert.equal(bestLanguage("", ["fr-CA", "en"], ["en", "fr"]), "fr");
  assert.equal(bestLanguage("", ["xx"], ["en", "fr"]), "en");
  useWords("en", words("en"));
  assert.equal(sizeInWords(1_572_864), "1.5 MB");
});

test("the look of every theme has the contrast that is promised", () => {
  const css = readFileSync(new URL("../field.css", import.meta.url), "utf-8");
  const blocks = [...css.matchAll(/(:root(?:\[data-look="\w+"\])?) \{([^}]+)\}/g)].map(([, name, body]) => [name, Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9A-F]{6})/gi)].map(([, key, value]) => [key, value]))]);
  const light = blocks[0][1];
  for (const [name, own] of blocks.filter(([, one]) => one.ink)) {
    const look = { ...light, ...own };
    for (const ink of ["ink", "muted", "link", "lantern", "pine", "alarm"]) {
      for (const paper of ["paper", "paper-deep"]) assert.ok(contrast(look[ink], look[paper]) >= 4.5, `${name} ${ink} on ${paper}`);
    }
    for (const [ink, paper, least] of [["ink", "lantern-wash", 4.5], ["ink", "alarm-wash", 4.5], ["alarm", "alarm-wash", 4.5], ["on-fill", "alarm", 4.5], ["edge", "paper", 3], ["lantern", "paper", 3]]) {
      assert.ok(contrast(look[ink], look[paper]) >= least, `${name} ${ink} on ${paper}`);
    }
    if (name.includes("glare")) assert.equal(contrast(look.ink, look.paper), 21);
  }
});

function contrast(one, other) {
  const light = [one, other].map((colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }).sort((a, b) => b - a);
  return (light[0] + 0.05) / (light[1] + 0.05);
}

test("the first page asks at once for every module that it needs, and for no other", () => {
  const folder = new URL("../", import.meta.url);
  const needed = new Set();
  const walk = (name) => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const [, path] of readFileSync(new URL(name, folder), "utf-8").matchAll(/(?:from|^import) "(\.[^"]+)"/gm)) {
      walk(new URL(path, new URL(name, folder)).pathname.slice(folder.pathname.length));
    }
  };
  walk("app.js");
  const page = readFileSync(new URL("index.html", folder), "utf-8");
  assert.deepEqual([...page.matchAll(/modulepreload" href="([^"]+)"/g)].map(([, name]) => name).sort(), [...needed].sort());
  assert.equal(needed.has("sealing.js"), false);
});
