/** The verdicts on the device are those of the office: testdata/vectors/standards.json, written by the Python evaluation. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { RuleBook } from "../standards/book.js";
import { contradictions } from "../standards/doubting.js";
import { evaluate } from "../standards/evaluating.js";
import { fraction, read, written } from "../standards/fractions.js";
import { NotRead, parseValue } from "../standards/reading.js";
import { plainly, Speaker } from "../standards/speaking.js";
import { told } from "../standards/values.js";

const here = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf-8"));
const BOOK = new RuleBook(here("../standards/rules.json"));
const VECTORS = here("../../../testdata/vectors/standards.json");
const LITTLE = ["not_applicable", "not_measured"];
const speaker = plainly(BOOK);

function values(given) {
  const found = Object.entries(given).map(([id, cell]) => [id, parseValue(BOOK.measures[id], cell)]);
  for (const [id, one] of found) assert.ok(!(one instanceof NotRead), `${id} can be read`);
  return Object.fromEntries(found.filter(([, one]) => one !== null));
}

function said(one) {
  const whole = {
    rule: one.rule.id,
    outcome: one.outcome,
    result: one.result,
    severity: one.severity,
    measure: one.test?.measure ?? "",
    threshold: one.test?.threshold ? plainNumber(one.test.threshold) : "",
    value: told(one.value),
    why: speaker.say(one.why),
    steps: one.steps.map((step) => speaker.say(step)),
    raised: one.raised.map((reason) => speaker.say(reason)),
    missing: one.missing,
    lacking: one.lacking,
    unseen: one.unseen,
  };
  return Object.fromEntries(Object.entries(whole).filter(([name, held]) => held.length || ["rule", "outcome"].includes(name)));
}

const plainNumber = (number) => (number.d === 1n ? `${number.n}` : `${number.n}/${number.d}`);

function answers(vector) {
  const settings = vector.settings ?? {};
  const subject = { place: vector.place, room: vector.room, groups: vector.groups, values: values(vector.given) };
  const given = { signedOff: vector.signed_off, gapDays: settings.gap_days, maxPersons: settings.max_persons };
  const found = evaluate(subject, BOOK, given).filter((one) => !vector.only || one.rule.id === vector.only);
  const named = LITTLE.map((name) => [name, found.filter((one) => one.outcome === name).map((one) => one.rule.id).join(" ")]);
  const full = found.filter((one) => !LITTLE.includes(one.outcome) || one.result || one.value !== null);
  return { ...Object.fromEntries(named), told: full.map(said) };
}

for (const name of ["worked", "numbers", "bands"]) {
  for (const vector of VECTORS[name]) {
    const called = vector.case ?? `${vector.only}: ${JSON.stringify(vector.given)}`;
    test(`${name}: ${called}`, () => assert.deepEqual(answers(vector), vector.says));
  }
}

for (const vector of VECTORS.values) {
  test(`“${vector.cell}” is read for ${vector.measure} as in the office`, () => {
    const { decimal, on } = vector;
    const found = parseValue(BOOK.measures[vector.measure], vector.cell, { decimal, on });
    if (!vector.refused) return assert.equal(found instanceof NotRead ? "refused" : told(found), vector.gives);
    assert.ok(found instanceof NotRead);
    assert.equal(speaker.say(found.why), vector.refused);
    assert.equal(speaker.say(found.instead), vector.way_out);
  });
}

test("twelve square metres less an annexe of 1.5 for three persons are 3.5 each: too little, and a weighty factor", () => {
  const found = evaluate({ place: "prison", values: values({ room_area: "12,0", annexe_area: "1,5", persons: "3" }) }, BOOK);
  const by = Object.fromEntries(found.map((one) => [one.rule.id, one]));
  assert.equal(told(by["CPT-SPACE-02"].value), "3.5");
  assert.equal(by["CPT-SPACE-02"].outcome, "not_met");
  assert.deepEqual([by["ECHR-SPACE-01"].outcome, by["ECHR-SPACE-01"].result], ["needs_review", "weighty_factor"]);
  assert.equal(new Speaker(BOOK, "fr").say(by["CPT-SPACE-02"].why).includes("3,5 m²"), true);
});

test("exactly four square metres are enough, and exactly three are not below three", () => {
  const outcome = (area) =>
    evaluate({ place: "prison", values: values({ net_area: area, persons: "3" }) }, BOOK)
      .filter((one) => ["CPT-SPACE-02", "ECHR-SPACE-01"].includes(one.rule.id))
      .map((one) => `${one.outcome} ${one.result}`.trim());
  assert.deepEqual(outcome("12.00"), ["met", "met no_space_issue_check_other_conditions"]);
  assert.deepEqual(outcome("11.99"), ["not_met", "needs_review weighty_factor"]);
  assert.deepEqual(outcome("9.00"), ["not_met", "needs_review weighty_factor"]);
  assert.deepEqual(outcome("8.99"), ["not_met", "presumption strong_presumption_of_violation"]);
});

test("what is rounded never reads as the threshold, and arithmetic is exact", () => {
  assert.equal(written(fraction(read("8.999").n, read("8.999").d * 3n)), "≈ 2.9997");
  assert.equal(written(read("3.50")), "3.5");
  assert.equal(written(read("100")), "100");
  const found = evaluate({ place: "prison", values: values({ room_area: "1.1", annexe_area: "0.7", persons: "2" }) }, BOOK);
  assert.equal(told(found.find((one) => one.rule.id === "CPT-SPACE-02").value), "0.2");
});

test("measurements that cannot all be true are named", () => {
  const doubts = (given) => contradictions(values(given)).map((one) => speaker.say(one));
  assert.match(doubts({ room_area: "4", annexe_area: "5" })[0], /not smaller than the room/);
  assert.match(doubts({ room_area: "10", net_area: "11" })[0], /more than that of the room/);
  assert.match(doubts({ room_area: "10", net_area: "9.5", annexe_area: "2" })[0], /less 2 m² are 8 m²/);
  assert.match(doubts({ annexe_in_room: "no", annexe_area: "2" })[0], /No annexe is said/);
  assert.match(doubts({ persons_held: "9000", official_capacity: "90" })[0], /more than 100 times/);
  assert.deepEqual(doubts({ room_area: "10", annexe_area: "2", net_area: "8", annexe_in_room: "yes", persons: "3" }), []);
});

test("a language that is one file speaks the standards in its own words, and the rest in English", () => {
  const own = { "standards.LESS_ANNEXE": "{room} m² ohne {annexe} m²: {net} m²", "standards.decimal": "," };
  const speaking = new Speaker(BOOK, "de", (key) => own[key] ?? "");
  const found = evaluate({ place: "prison", values: values({ room_area: "12", annexe_area: "1.5", persons: "3" }) }, BOOK);
  const [step] = found.find((one) => one.rule.id === "CPT-SPACE-02").steps;
  assert.equal(speaking.say(step), "12 m² ohne 1,5 m²: 10,5 m²");
  assert.equal(speaking.measure("net_area"), "area of the room without the sanitary annexe");
});
