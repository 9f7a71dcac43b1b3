/**
 * How grave a failure is: as the rule says, one step more for some groups and where deficiencies come together.
 * @module
 */
import { sentence, word } from "./deriving.js";
import { order } from "./fractions.js";
import { Interval } from "./values.js";

/** @typedef {import("./deriving.js").Sentence} Sentence */
/** @typedef {import("./book.js").Rule} Rule */
/** @typedef {import("./values.js").Value} Value */

const SEVERITIES = ["critical", "high", "medium", "low", "info"];
const VULNERABLE = ["juvenile", "pregnant", "disability"];
const OPEN = new Set(["not_met", "presumption", "needs_review"]);

/** Why a finding about somebody of these groups is graver. @param {Set<string>} groups */
export const byGroup = (groups) =>
  VULNERABLE.filter((one) => groups.has(one)).map((one) => sentence("BY_GROUP", { group: { group: one } }));

/**
 * Whether every one of several deficiencies is there, why, and the rules on which that is still open.
 * @param {Rule} rule @param {Map<string, string[]>} outcomes
 * @returns {{outcome: string, why: Sentence, unknown: string[]}}
 */
export function together(rule, outcomes) {
  const said = Object.entries(rule.cumulates).map(
    ([name, rules]) => /** @type {const} */ ([name, rules, deficient(rules, outcomes)]),
  );
  const why = sentence("TOGETHER", Object.fromEntries(said.map(([name, , one]) => [name, word(one)])));
  if (said.some(([, , one]) => one === false)) return { outcome: "met", why, unknown: [] };
  const open = said.filter(([, , one]) => one === null).map(([, rules]) => rules);
  if (!open.length) return { outcome: "not_met", why, unknown: [] };
  const decidable = open.every((rules) => rules.some((one) => outcomes.get(one)?.includes("needs_review")));
  return { outcome: decidable ? "needs_review" : "not_measured", why, unknown: open.flat() };
}

/** @param {string[]} rules @param {Map<string, string[]>} outcomes @returns {boolean | null} */
function deficient(rules, outcomes) {
  const found = new Set(rules.flatMap((rule) => outcomes.get(rule) ?? []));
  if (found.has("not_met")) return true;
  return found.has("met") && !found.has("needs_review") ? false : null;
}

/**
 * How grave an answer is, and why it was raised; one step is all, however many the reasons.
 * @param {Rule} rule @param {string} outcome @param {Value | null} value @param {Sentence[]} reasons
 * @returns {[string, Sentence[]]}
 */
export function gravity(rule, outcome, value, reasons) {
  if (!OPEN.has(outcome) || rule.role !== "test") return [rule.severity, []];
  const graver = value instanceof Interval && rule.graver.find(([over]) => order(value.low, over) > 0);
  const severity = graver ? graver[1] : rule.severity;
  return reasons.length ? [SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)], reasons] : [severity, []];
}
