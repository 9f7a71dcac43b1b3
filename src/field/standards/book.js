/**
 * The standards and the measures, as scripts/field_rules.py writes them into rules.json out of facts/*.yaml.
 * @module
 */
import { read } from "./fractions.js";

/** @typedef {import("./fractions.js").Fraction} Fraction */
/** @typedef {Record<string, string>} Words  the same words by language: ``en`` and ``fr`` */
/** @typedef {{measure: string, op: string, threshold: Fraction}} Condition */
/**
 * @typedef {{measure: string, op: string, threshold: Fraction | null, when: Condition[], unless: Condition[],
 *   for_groups: Record<string, Fraction>}} Test
 * @typedef {{result: string, below: Fraction | null, measures: string[]}} Band
 * @typedef {{id: string, unit: string, kind: string, of: string[], label: Words, help: Words, items: Record<string, Words>,
 *   most: Fraction | null, derived_from: string[], only_derived: boolean, ordered: boolean}} Measure
 * @typedef {{id: string, title: Words, says: Words, note: Words, source: string, confidence: string, level: string,
 *   severity: string, tests: Test[], places: string[], groups: string[], role: string, table: string,
 *   numbers: Record<string, Fraction>, words: Record<string, string[]>, bands: Band[], benchmark_days: Fraction | null,
 *   scope: string, group_if: Record<string, string>, cumulates: Record<string, string[]>, graver: [Fraction, string][],
 *   beside: string[], setting: string, threshold_is_choice: boolean, needs_signing: boolean}} Rule
 */

/** The rules with the measures they ask for, and the words for both. */
export class RuleBook {
  /** @param {any} held what lies in rules.json */
  constructor(held) {
    /** @type {Rule[]} */
    this.rules = held.rules.map(ruleOf);
    /** @type {Record<string, Measure>} */
    this.measures = Object.fromEntries(held.measures.map((/** @type {any} */ one) => [one.id, measureOf(one)]));
    /** @type {Record<string, Words>} */
    this.place_kinds = held.place_kinds;
    /** @type {Record<string, Words>} */
    this.groups = held.groups;
    /** @type {Record<string, Words>} */
    this.room_kinds = held.room_kinds;
    /** @type {Record<string, string>} */
    this.implied_groups = held.implied_groups;
    /** @type {Record<string, Words>} */
    this.sentences = held.sentences;
    this.byId = new Map(this.rules.map((one) => [one.id, one]));
    /** @type {Map<string, string[]>} */
    this.reached = new Map();
  }

  /** @param {string} id @returns {Rule} */
  rule(id) {
    const found = this.byId.get(id);
    if (!found) throw new RangeError(`no rule is called ${id}`);
    return found;
  }

  /** Every measure from which this one can come, itself included. @param {string} measure @returns {string[]} */
  reach(measure) {
    const known = this.reached.get(measure);
    if (known) return known;
    const found = new Set([measure]);
    for (const one of found) this.measures[one].derived_from.forEach((input) => found.add(input));
    this.reached.set(measure, [...found]);
    return [...found];
  }
}

/** @param {string | null | undefined} number */
const numberOf = (number) => (number === null || number === undefined ? null : read(number));

/** @param {Record<string, string>} numbers @returns {Record<string, Fraction>} */
const numbersOf = (numbers) => Object.fromEntries(Object.entries(numbers).map(([name, one]) => [name, read(one)]));

/** @param {any} held @returns {Measure} */
const measureOf = (held) => ({ ...held, most: numberOf(held.most) });

/** @param {any} held @returns {Condition} */
const conditionOf = (held) => ({ ...held, threshold: read(held.threshold) });

/** @param {any} held @returns {Test} */
const testOf = (held) => ({
  ...held,
  threshold: numberOf(held.threshold),
  when: held.when.map(conditionOf),
  unless: held.unless.map(conditionOf),
  for_groups: numbersOf(held.for_groups),
});

/** @param {any} held @returns {Rule} */
const ruleOf = (held) => ({
  ...held,
  tests: held.tests.map(testOf),
  numbers: numbersOf(held.numbers),
  bands: held.bands.map((/** @type {any} */ one) => ({ ...one, below: numberOf(one.below) })),
  benchmark_days: numberOf(held.benchmark_days),
  graver: held.graver.map((/** @type {[string, string]} */ [over, severity]) => [read(over), severity]),
});

/** @type {Promise<RuleBook> | null} */
let shipped = null;

/** The book that is served beside this module; read once. @returns {Promise<RuleBook>} */
export function shippedBook() {
  shipped ??= fetch(new URL("rules.json", import.meta.url))
    .then((answer) => answer.json())
    .then((held) => new RuleBook(held))
    .catch((error) => {
      shipped = null;
      throw error;
    });
  return shipped;
}
