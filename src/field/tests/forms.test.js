/** The forms of the journal, as far as they need no browser. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { GRADES, MARK_KINDS, moved, placeOf, regionOf, REGIONS, share, VIEWS } from "../body_chart.js";
import { REFUSED } from "../forms/access_words.js";
import { comparing } from "../forms/comparing.js";
import { ANSWERS, answered, listedConsents, mayBePhotographed, PURPOSES } from "../forms/consents.js";
import { asTyped, kept, product, readValues } from "../forms/measured.js";
import { looksLikeName, nextPseudonym } from "../forms/naming.js";
import { minutesBetween, timeIn } from "../forms/times.js";
import { fitted, hasMetadata, segments, sizeOf } from "../photos.js";
import { RuleBook } from "../standards/book.js";
import { parseValue } from "../standards/reading.js";
import { clock, Elapsed } from "../voice.js";

const here = (path) => new URL(path, import.meta.url);
const BOOK = new RuleBook(JSON.parse(readFileSync(here("../standards/rules.json"), "utf-8")));
const ENGLISH = JSON.parse(readFileSync(here("../words/en.json"), "utf-8"));

test("a full name is noticed, a letter, a pseudonym and a function are not", () => {
  for (const name of ["Petro Holub", "Anne-Marie de Vries Smit", "told by Ana Kovari", "Олена Шевченко", "J. P. Martin Dupont", "Élise Noël"]) {
    assert.ok(looksLikeName(name), name);
  }
  for (const source of ["source A", "Source A", "P07", "head nurse", "Nurse on duty", "officer 12, block B", "Témoin B", ""]) {
    assert.ok(!looksLikeName(source), source);
  }
});

test("pseudonyms go on from the highest that was used", () => {
  assert.equal(nextPseudonym([]), "P01");
  assert.equal(nextPseudonym(["P01", "P07", "the cook"]), "P08");
  assert.equal(nextPseudonym(["P101"]), "P102");
});

test("minutes at a gate are counted, past midnight too, and never below none", () => {
  assert.equal(minutesBetween("09:02", "09:47"), 45);
  assert.equal(minutesBetween("23:50", "00:10"), 20);
  assert.equal(minutesBetween("09:47", "09:02"), null);
  assert.equal(minutesBetween("", "09:02"), null);
  assert.equal(timeIn("Europe/Vienna", new Date("2026-12-01T09:12:44Z")), "10:12");
});

test("who was not asked is not there, and a later answer takes the place of the earlier", () => {
  let consents = answered([], "photograph", "given", { how: "orally" });
  consents = answered(consents, "internal", "given");
  assert.deepEqual(consents.map((one) => one.purpose), ["internal", "photograph"]);
  consents = answered(consents, "photograph", "refused");
  assert.deepEqual(consents[1], { purpose: "photograph", recipient: "", how: "orally", present: "", guardian: "", answer: "refused" });
  assert.deepEqual(answered(consents, "internal", "").map((one) => one.purpose), ["photograph"]);
});

test("nobody is photographed who refused, took consent back, or whose interview was corrected", () => {
  const row = (id, pseudonym, photograph, more = {}) => ({ id, seq: 0, extra: { pseudonym, photograph }, corrected_by: [], unfinished: false, ...more });
  const rows = [
    row("6", "P04", "given", { unfinished: true }),
    row("5", "P03", "given", { corrected_by: ["7"] }),
    row("4", "P02", "withdrawn"),
    row("3", "P02", "given"),
    row("2", "P01", "given"),
    row("1", "P05", "refused"),
    row("0", "P06", ""),
  ];
  assert.deepEqual(mayBePhotographed(rows), [{ id: "2", pseudonym: "P01" }]);
  assert.deepEqual(listedConsents({ details: { pseudonym: "P01", consents: [] } }), { pseudonym: "P01", photograph: "", group: 1 });
});

test("a hyphen between two numbers is an interval, as number keys have no dots", () => {
  assert.equal(asTyped("10,5-11,5"), "10,5..11,5");
  assert.equal(asTyped("-5"), "-5");
  const { values, wrong } = readValues({ net_area: "10,5 - 11,5", persons: "2.5", later: "x" }, BOOK);
  assert.equal(String(values.net_area), "10.5..11.5");
  assert.equal(wrong.persons.why.say, "NOT_WHOLE");
});

test("length times width is exact, and refuses what it cannot write", () => {
  assert.equal(String(product("3,45", "2.85", BOOK).area), "9.8325");
  assert.equal(String(product("2.85", "3,45", BOOK).narrowest), "2.85");
  assert.equal(product("3.4567", "2.8512", BOOK), null);
  assert.equal(product("", "2", BOOK), null);
});

test("an entry of a list that nobody looked at is kept as such, and read so again", () => {
  const measure = BOOK.measures.bad_conditions;
  const text = kept(measure, parseValue(measure, "ventilation; ?temperature"));
  const again = parseValue(measure, text);
  assert.ok(again.present.has("ventilation"));
  assert.ok(!again.present.has("temperature") && !again.absent.has("temperature"));
  assert.ok(again.absent.has("hygiene"));
  assert.equal(kept(measure, again), text);
});

test("a working copy is no larger than it must be, and the camera's own words are found where they are", () => {
  assert.deepEqual(fitted({ width: 8000, height: 6000 }), { width: 2048, height: 1536 });
  assert.deepEqual(fitted({ width: 600, height: 800 }), { width: 600, height: 800 });
  const segment = (marker, body) => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
  const words = (text) => [...text].map((one) => one.charCodeAt(0));
  const frame = segment(0xc0, [8, 0x07, 0xd0, 0x0b, 0xb8, 3]);
  const plain = new Uint8Array([0xff, 0xd8, ...segment(0xe0, words("JFIF\0")), ...frame, 0xff, 0xda]);
  const told = new Uint8Array([0xff, 0xd8, ...segment(0xe1, words("Exif\0\0")), ...frame, 0xff, 0xda]);
  assert.deepEqual(segments(told).map((one) => one.name), ["Exif", "\b\x07Ð\v¸\x03"]);
  assert.ok(hasMetadata(told) && !hasMetadata(plain));
  assert.deepEqual(sizeOf(told), { width: 3000, height: 2000 });
  assert.equal(sizeOf(new Uint8Array(40)), null);
});

test("the time of a voice note leaves pauses out", () => {
  const elapsed = new Elapsed();
  elapsed.start(1000);
  elapsed.stop(4000);
  elapsed.start(60_000);
  assert.equal(elapsed.seconds(61_500), 4.5);
  assert.equal(clock(605), "10:05");
});

test("the right hand is at the left of the front and at the right of the back", () => {
  assert.ok(placeOf("right_hand", "front").x < 0.5);
  assert.ok(placeOf("right_hand", "back").x > 0.5);
  for (const view of VIEWS) {
    for (const region of Object.keys(REGIONS)) assert.equal(regionOf({ view, ...placeOf(region, view) }), region);
  }
  assert.equal(share(1.2), 1);
  assert.deepEqual(moved({ x: 0.5, y: 0.5 }, "ArrowLeft"), { x: 0.49, y: 0.5 });
  assert.equal(moved({ x: 0.5, y: 0.5 }, "Enter"), null);
  assert.deepEqual(GRADES, Object.keys(BOOK.measures.consistency_grade.items));
});

test("the evening counts by place, and names what is open", () => {
  const row = (id, more) => ({ id, digest: id, seq: 1, form: "", kind: "observation", title: "", place: "A", place_said: "", source: "x", day: "2026-12-01", at: "", corrects: null, corrected_by: [], unfinished: false, ...more });
  const found = comparing(
    [
      row("6", { day: "2026-12-02" }),
      row("5", { form: "access", extra: { refused: 2 } }),
      row("4", { kind: "allegation", source: "" }),
      row("3", { kind: "interview", source: "P01", place: null, place_said: "Kitchen " }),
      row("2", { kind: "interview", source: "P01", place: null, place_said: "kitchen", corrects: "1" }),
      row("1", { kind: "interview", source: "P01", corrected_by: ["2"] }),
      row("0", { place: null, unfinished: true }),
      row("0", { digest: "other" }),
    ],
    "2026-12-01",
  );
  assert.equal(found.total, 6);
  assert.deepEqual(found.places.map((one) => [one.place ?? one.place_said, one.rows.length]), [["A", 3], ["", 1], ["kitchen", 2]]);
  assert.deepEqual(found.interviews.map((one) => [one.source, one.rows.length]), [["P01", 2]]);
  const ids = (rows) => rows.map((one) => one.id);
  assert.deepEqual([ids(found.refused), ids(found.withoutSource), ids(found.unfinished), ids(found.withoutPlace), ids(found.twins)], [["5"], ["4"], ["0"], ["0"], ["0", "0"]]);
});

test("every sentence that a form says has words", () => {
  const files = ["../forms/", "../"].flatMap((folder) => readdirSync(here(folder)).filter((name) => name.endsWith(".js")).map((name) => folder + name));
  const said = files.flatMap((file) => [...readFileSync(here(file), "utf-8").matchAll(/\bt\(\s*"([a-z_.]+)"/g)].map((found) => found[1]));
  const made = [
    ...REFUSED.map((one) => `access.refused_${one}`),
    ...GRADES.map((one) => `body_chart.grade_${one}`),
    ...MARK_KINDS.map((one) => `body_chart.kind_${one}`),
    ...Object.keys(REGIONS).map((one) => `body_chart.region_${one}`),
    ...PURPOSES.map((one) => `consent.${one}`),
    ...ANSWERS.map((one) => `consent.${one}`),
    ...["room", "person", "episode", "place", "unit"].map((one) => `measurement.of_${one}`),
    ...["photograph", "metadata_left", "microphone", "microphone_missing", "microphone_refused"].map((one) => `problem.${one}`),
  ];
  assert.deepEqual([...new Set([...said, ...made])].filter((key) => !(key in ENGLISH)), []);
});
