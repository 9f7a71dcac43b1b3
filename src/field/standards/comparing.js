/**
 * Holding a value against a test: met, not met, or not to be told, with the sentence that says so.
 * @module
 */
import { sentence, word } from "./deriving.js";
import { order, written } from "./fractions.js";
import { Checklist, Interval } from "./values.js";

/** @typedef {import("./deriving.js").Sentence} Sentence */
/** @typedef {import("./fractions.js").Fraction} Fraction */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./book.js").Test} Test */
/** @typedef {import("./book.js").Condition} Condition */
/** @typedef {import("./book.js").Measure} Measure */
/**
 * @typedef {{outcome: string, why: Sentence, result?: string, missing?: string[], lacking?: string[],
 *   unseen?: string[], test?: Test, value?: Value}} Answer
 */

/** @param {(found: number) => boolean} passes */
const between = (passes) => (/** @type {Interval} */ value, /** @type {Fraction} */ threshold) => {
  const low = passes(order(value.low, threshold));
  return low === passes(order(value.high, threshold)) ? low : null;
};

/** @param {Interval} value @param {Fraction} threshold */
function equal(value, threshold) {
  if (value.isExact) return order(value.low, threshold) === 0;
  return order(value.low, threshold) <= 0 && order(value.high, threshold) >= 0 ? null : false;
}

/** Whether every number of an interval passes, none does (false), or some do (null).
 * @type {Record<string, (value: Interval, threshold: Fraction) => boolean | null>} */
const COMPARED = {
  ge: between((found) => found >= 0),
  gt: between((found) => found > 0),
  le: between((found) => found <= 0),
  lt: between((found) => found < 0),
  eq: equal,
};

/** @param {boolean} passes */
const outcomeOf = (passes) => (passes ? "met" : "not_met");

/** Whether a condition holds for a value; null if that is not known.
 * @param {Condition} condition @param {Value | null} value @returns {boolean | null} */
export function holds(condition, value) {
  if (value === null) return null;
  const compare = COMPARED[condition.op];
  if (compare && value instanceof Interval) return compare(value, condition.threshold);
  if (typeof value === "boolean" && !compare) return value === (condition.op === "is_true");
  throw new TypeError(`${condition.op} cannot be asked of ${condition.measure}`);
}

/** What a test that is no table says of a value.
 * @param {Test} test @param {Measure} measure @param {Value} value @returns {Answer} */
export function compared(test, measure, value) {
  if (value instanceof Interval) return numberHeld(test, measure, value);
  if (typeof value === "boolean") return truthHeld(test, value);
  if (value instanceof Checklist && test.op === "present_all") return allPresent(measure, value);
  throw new TypeError(`${test.op} cannot be asked of ${measure.id}, which is a ${measure.kind}`);
}

/** @param {Test} test @param {Measure} measure @param {Interval} value @returns {Answer} */
function numberHeld(test, measure, value) {
  const unit = sentence(`UNIT_WORDS.${measure.unit}`);
  if (test.threshold === null) return { outcome: "needs_review", why: sentence("FIGURE", { value, unit }) };
  const threshold = new Interval(test.threshold);
  const passes = /** @type {any} */ (COMPARED[test.op])(value, test.threshold);
  if (passes === null) {
    const facts = { low: written(value.low), high: written(value.high), unit, threshold };
    return { outcome: "needs_review", why: sentence("STRADDLES", facts) };
  }
  const said = measure.kind === "ratio" ? "SHARE" : "PLAIN";
  return { outcome: outcomeOf(passes), why: sentence(`${said}.${test.op}`, { value, unit, threshold }) };
}

/** @param {Test} test @param {boolean} value @returns {Answer} */
function truthHeld(test, value) {
  if (test.op === "metric") return { outcome: "needs_review", why: sentence("FIGURE_TRUTH", { found: word(value) }) };
  const wanted = test.op === "is_true";
  const why = sentence("TRUTH_WANTED", { found: word(value), wanted: word(wanted) });
  return { outcome: outcomeOf(value === wanted), why };
}

/** @param {Measure} measure @param {Checklist} value @returns {Answer} */
function allPresent(measure, value) {
  const items = Object.keys(measure.items);
  const lacking = items.filter((item) => value.absent.has(item));
  const unseen = items.filter((item) => !value.absent.has(item) && !value.present.has(item));
  const count = items.length;
  if (lacking.length) {
    const why = sentence("ENTRIES_MISSING", { missing: lacking.length, count, unseen: unseen.length });
    return { outcome: "not_met", why, lacking, unseen };
  }
  if (unseen.length) {
    return { outcome: "needs_review", why: sentence("ENTRIES_UNSEEN", { unseen: unseen.length, count }), unseen };
  }
  return { outcome: "met", why: sentence("ALL_THERE", { count }) };
}
