/**
 * Rules that are a table: the bands of the Court, areas by the number of persons, scopes, grades, aids.
 * @module
 */
import { compared } from "./comparing.js";
import { sentence } from "./deriving.js";
import { order, read, written } from "./fractions.js";
import { Checklist, Interval } from "./values.js";

/** @typedef {import("./comparing.js").Answer} Answer */
/** @typedef {import("./deriving.js").Figures} Figures */
/** @typedef {import("./book.js").Rule} Rule */
/** @typedef {import("./book.js").Band} Band */
/** @typedef {import("./book.js").Test} Test */
/** @typedef {import("./book.js").RuleBook} RuleBook */
/** @typedef {(rule: Rule, test: Test, book: RuleBook, figures: Figures) => Answer} Answering */

/** @param {string[]} [missing] @returns {Answer} */
export const notMeasured = (missing = []) => ({
  outcome: "not_measured",
  why: sentence("NOT_MEASURED"),
  missing,
});

/** The decision table on personal space; a band begins where the one before ends. @type {Answering} */
function spaceBands(rule, test, book, figures) {
  const value = figures.number(test.measure);
  if (!value) return notMeasured();
  const first = bandOf(rule, value.low);
  const second = bandOf(rule, value.high);
  if (first !== second) {
    const facts = {
      low: written(value.low),
      high: written(value.high),
      first: sentence(`RESULT_WORDS.${first.result}`),
      second: sentence(`RESULT_WORDS.${second.result}`),
    };
    return { outcome: "needs_review", why: sentence("BETWEEN_BANDS", facts) };
  }
  return /** @type {any} */ ([presumed, weighs, enough])[rule.bands.indexOf(first)](rule, book, figures, value);
}

/** @param {Rule} rule @param {import("./fractions.js").Fraction} number @returns {Band} */
function bandOf(rule, number) {
  return /** @type {Band} */ (rule.bands.find((one) => one.below === null || order(number, one.below) < 0));
}

/** @param {Band} band */
const below = (band) => new Interval(band.below ?? read(0));

/** Below the first number: presumed, unless every condition that rebuts it is said to hold.
 * @param {Rule} rule @param {RuleBook} book @param {Figures} figures @param {Interval} value @returns {Answer} */
function presumed(rule, book, figures, value) {
  const band = rule.bands[0];
  const days = figures.number("days_in_room");
  const facts = { value, below: below(band) };
  if (days && rule.benchmark_days && order(days.low, rule.benchmark_days) >= 0) {
    const why = sentence("NOT_SHORT", { ...facts, days, benchmark: new Interval(rule.benchmark_days) });
    return { outcome: "presumption", why, result: band.result };
  }
  const notShown = band.measures.filter((one) => figures.truth(one) !== true);
  if (notShown.length) {
    const missing = notShown.filter((one) => figures.truth(one) === null);
    const why = sentence("PRESUMED", { ...facts, count: notShown.length });
    return { outcome: "presumption", why, result: band.result, missing };
  }
  return { outcome: "needs_review", why: sentence("MAY_BE_REBUTTED", facts), result: band.result };
}

/** Between the numbers: a weighty factor, which the other conditions decide.
 * @param {Rule} rule @param {RuleBook} book @param {Figures} figures @param {Interval} value @returns {Answer} */
function weighs(rule, book, figures, value) {
  const band = rule.bands[1];
  const facts = { value, above: below(rule.bands[0]), below: below(band) };
  const others = figures.get(band.measures[0]);
  const found = others instanceof Checklist ? others : new Checklist();
  if (found.present.size) {
    const why = sentence("WEIGHS_WITH_OTHERS", { ...facts, count: found.present.size });
    return { outcome: "not_met", why, result: band.result, lacking: [...found.present].sort() };
  }
  const unseen = Object.keys(book.measures[band.measures[0]].items).filter((one) => !found.absent.has(one));
  if (unseen.length) {
    const why = sentence("WEIGHS", { ...facts, count: unseen.length });
    return { outcome: "needs_review", why, result: band.result, missing: found.absent.size ? [] : band.measures, unseen };
  }
  return { outcome: "met", why: sentence("WEIGHS_ALONE", facts), result: band.result };
}

/** @param {Rule} rule @param {RuleBook} book @param {Figures} figures @param {Interval} value @returns {Answer} */
function enough(rule, book, figures, value) {
  const why = sentence("ENOUGH", { value, above: below(rule.bands[1]) });
  return { outcome: "met", why, result: rule.bands[2].result };
}

/** An area that depends on how many there are. @type {Answering} */
function byPersons(rule, test, book, figures) {
  const persons = figures.number("persons");
  const value = figures.number(test.measure);
  if (!persons || !value) return notMeasured(persons ? [] : ["persons"]);
  const counts = Object.keys(rule.numbers).map(Number).sort((one, other) => one - other);
  const [least, most] = [counts[0], /** @type {number} */ (counts.at(-1))];
  if (order(persons.low, read(most)) > 0 || order(persons.high, read(least)) < 0) {
    return { outcome: "not_applicable", why: sentence("NOT_FOR_SO_MANY", { least, most, persons }) };
  }
  if (!persons.isExact) {
    const facts = { low: written(persons.low), high: written(persons.high) };
    return { outcome: "needs_review", why: sentence("PERSONS_DIFFER", facts) };
  }
  const held = { ...test, op: "ge", threshold: rule.numbers[written(persons.low)] };
  return { ...compared(held, book.measures[test.measure], value), test: held };
}

/** The annexe that nobody measured, where it is taken off. @type {Answering} */
function estimate(rule, test, _book, figures) {
  if (figures.number(test.measure) || figures.truth("annexe_in_room") === false) {
    return { outcome: "not_applicable", why: sentence("WAS_MEASURED") };
  }
  if (!figures.number("room_area") || !figures.steps.has("net_area")) return notMeasured();
  const { low, high } = rule.numbers;
  const why = sentence("IS_ESTIMATED", { low: written(low), high: written(high) });
  return { outcome: "not_measured", why, missing: [test.measure], value: new Interval(low, high) };
}

/** Whether the rules that name this one as their scope are about such a room. @type {Answering} */
function scope(rule, test, _book, figures) {
  const kind = figures.get(test.measure);
  if (typeof kind !== "string") return notMeasured();
  if (rule.words.excluded.includes(kind)) {
    return { outcome: "not_applicable", why: sentence("OUT_OF_SCOPE"), result: "excluded" };
  }
  return { outcome: "met", why: sentence("IN_SCOPE"), result: "included" };
}

/** A degree that a doctor gave. @type {Answering} */
function grades(_rule, test, book, figures) {
  const grade = figures.get(test.measure);
  const items = Object.keys(book.measures[test.measure].items);
  if (typeof grade !== "string") return notMeasured();
  const why = sentence("GRADED", { degree: items.indexOf(grade), most: items.length - 1 });
  return { outcome: "needs_review", why, result: grade };
}

/** What was ticked, and nothing more. @type {Answering} */
function aid(_rule, test, book, figures) {
  const ticked = figures.get(test.measure);
  if (!(ticked instanceof Checklist)) return notMeasured();
  const items = Object.keys(book.measures[test.measure].items);
  const unseen = items.filter((item) => !ticked.present.has(item) && !ticked.absent.has(item));
  const why = sentence("TAGGED", { count: ticked.present.size, all: items.length });
  return { outcome: "needs_review", why, unseen };
}

/** Several tests that must all be met; the first that is not decides. @type {Answering} */
function allOf(rule, _test, book, figures) {
  /** @type {Answer[]} */
  const answers = rule.tests.map((one) => {
    const value = figures.get(one.measure);
    if (value === null) return { ...notMeasured([one.measure]), test: one };
    return { ...compared(one, book.measures[one.measure], value), test: one, value };
  });
  const worst = ["not_met", "needs_review", "not_measured"].find((outcome) =>
    answers.some((one) => one.outcome === outcome),
  );
  return answers.find((one) => one.outcome === worst) ?? answers[0];
}

/** What each table does. @type {Record<string, Answering>} */
export const TABLES = {
  space_bands: spaceBands,
  by_persons: byPersons,
  estimate,
  scope,
  grades,
  aid,
  all_of: allOf,
};
