/**
 * Evaluating: what every standard says of a subject, all of them beside each other, whatever they say of each other.
 *
 * Twin of duties/standards (evaluating.py and planning.py): both give the same answers to testdata/vectors/standards.json.
 * @module
 */
import { compared, holds } from "./comparing.js";
import { DERIVED, Figures, sentence } from "./deriving.js";
import { order, read, ZERO } from "./fractions.js";
import { byGroup, gravity, together } from "./gravity.js";
import { notMeasured, TABLES } from "./tables.js";
import { Interval } from "./values.js";

/** @typedef {import("./book.js").RuleBook} RuleBook */
/** @typedef {import("./book.js").Rule} Rule */
/** @typedef {import("./book.js").Test} Test */
/** @typedef {import("./comparing.js").Answer} Answer */
/** @typedef {import("./deriving.js").Sentence} Sentence */
/** @typedef {import("./values.js").Value} Value */
/**
 * @typedef {{place: string, groups?: Iterable<string>, room?: string, values: Record<string, Value>}} Subject
 *   What was measured; "" where the kind of place or of room is not known.
 * @typedef {{rule: Rule, outcome: string, why: Sentence, severity: string, test: Test | null, value: Value | null,
 *   result: string, steps: Sentence[], raised: Sentence[], missing: string[], lacking: string[], unseen: string[]}} Verdict
 * @typedef {{signedOff?: Iterable<string>, gapDays?: number, maxPersons?: number | null}} Settings
 */

const ANNEXE = "CPT-SPACE-06";
const SPACE = "CPT-SPACE-02";
const SOLITARY = "UN-SOL-01";
const SOLITARY_SIGNS = ["solitary_days", "placed_in_solitary", "hours_without_contact"];

/** What every rule that is on says of ``subject``, in the order of the rules.
 * @param {Subject} subject @param {RuleBook} book @param {Settings} [settings] @returns {Verdict[]} */
export function evaluate(subject, book, settings = {}) {
  return new Asking(book, settings).verdicts(subject);
}

/** The measures that can be computed from what is given, for whoever asks what a form has come to.
 * @param {Subject} subject @param {RuleBook} book @param {Settings} [settings] */
export function figuresOf(subject, book, settings = {}) {
  const figures = new Asking(book, settings).figures(subject);
  DERIVED.forEach((one) => figures.get(one));
  return figures;
}

class Asking {
  /** @param {RuleBook} book @param {Settings} settings */
  constructor(book, settings) {
    const signed = new Set(settings.signedOff ?? []);
    this.book = book;
    this.rules = book.rules
      .filter((one) => !one.needs_signing || signed.has(one.id))
      .map((one) => asSet(one, settings.maxPersons ?? null));
    this.gapDays = settings.gapDays ?? 1;
    const { low, high } = book.rule(ANNEXE).numbers;
    this.annexe = new Interval(low, high);
    this.four = book.rule(SPACE).tests[0].threshold ?? read(1);
    this.solitaryFrom = book.rule(SOLITARY).tests[0].threshold ?? read(1);
  }

  /** @param {Subject} subject */
  figures(subject) {
    const values = new Map(Object.entries(subject.values));
    if (subject.room) values.set("room_kind", subject.room);
    return new Figures(values, this.annexe, this.four, this.gapDays);
  }

  /** @param {Subject} subject @returns {Verdict[]} */
  verdicts(subject) {
    const figures = this.figures(subject);
    const measured = new Set(figures.held.keys());
    const groups = this.groups(subject, figures, measured);
    const planned = this.rules.map((rule) => this.planned(rule, subject, groups, measured));
    /** @type {Map<string, [Test, Answer][]>} */
    const told = new Map();
    for (const one of [...planned].reverse()) { // as the twin does: what is computed first may decide
      if (isLeft(one)) told.set(one.rule.id, this.ask(one, figures));
    }
    const reasons = byGroup(groups);
    const cumulative = this.together(planned, told);
    const graver = cumulative?.outcome === "not_met" ? [...reasons, sentence("BY_CUMULATION")] : reasons;
    return planned.flatMap((one) => {
      if (!isLeft(one)) return [one];
      if (Object.keys(one.rule.cumulates).length && cumulative) {
        return [this.verdict(one.rule, one.rule.tests[0], cumulative, figures, reasons)];
      }
      return (told.get(one.rule.id) ?? []).map(([test, answer]) =>
        this.verdict(one.rule, test, answer, figures, graver),
      );
    });
  }

  /** The groups that are said, and those that follow from the place, from solitary confinement, and from age.
   * @param {Subject} subject @param {Figures} figures @param {Set<string>} measured */
  groups(subject, figures, measured) {
    const groups = new Set(subject.groups ?? []);
    const implied = this.book.implied_groups[subject.place];
    if (implied && !groups.has("adult")) groups.add(implied);
    const reaches = SOLITARY_SIGNS.some((sign) => this.book.reach(sign).some((one) => measured.has(one)));
    if (reaches && SOLITARY_SIGNS.some((sign) => this.tellsOfSolitary(sign, figures))) groups.add("solitary");
    if (!groups.has("juvenile")) groups.add("adult");
    return groups;
  }

  /** @param {string} measure @param {Figures} figures */
  tellsOfSolitary(measure, figures) {
    const value = figures.get(measure);
    if (!(value instanceof Interval)) return value === true;
    return measure === "hours_without_contact"
      ? order(value.low, this.solitaryFrom) >= 0
      : order(value.low, ZERO) > 0;
  }

  // What follows from where and of whom alone

  /** The verdict where nothing has to be asked, else the tests that can be answered.
   * @param {Rule} rule @param {Subject} subject @param {Set<string>} groups @param {Set<string>} measured
   * @returns {Verdict | Left} */
  planned(rule, subject, groups, measured) {
    if (rule.places.length && !rule.places.includes(subject.place)) {
      if (!subject.place) return bare(rule, "not_measured", sentence("PLACE_NOT_KNOWN"), ["place_kind"]);
      return bare(rule, "not_applicable", sentence("OTHER_PLACES"));
    }
    const belongs = rule.groups.filter((one) => groups.has(one));
    if (rule.groups.length && !belongs.length) return bare(rule, "not_applicable", sentence("OTHER_GROUPS"));
    if (rule.scope && this.book.rule(rule.scope).words.excluded.includes(subject.room ?? "")) {
      return bare(rule, "not_applicable", sentence("OTHER_ROOMS", { rule: rule.scope }));
    }
    const tests = rule.tests.filter((test) => this.canBeAnswered(rule, test, measured));
    if (!tests.length && !Object.keys(rule.cumulates).length) {
      const test = rule.tests[0];
      return { ...bare(rule, "not_measured", sentence("NOT_MEASURED"), [test.measure]), test };
    }
    const doubtful = belongs.length && belongs.every((one) => one in rule.group_if) ? belongs[0] : "";
    return { left: true, rule, tests: tests.map((test) => forGroups(test, groups)), doubtful };
  }

  /** Whether one at least of the measures is known without which a test says only that nothing was measured.
   * @param {Rule} rule @param {Test} test @param {Set<string>} measured */
  canBeAnswered(rule, test, measured) {
    const needs = [test.measure, ...[...test.when, ...test.unless].map((one) => one.measure)];
    if (rule.table === "estimate") needs.push("room_area");
    if (rule.table === "all_of") needs.push(...rule.tests.map((one) => one.measure));
    return needs.some((need) => this.book.reach(need).some((one) => measured.has(one)));
  }

  // One rule

  /** An answer for each test that can be answered; of those that cannot, the first.
   * @param {Left} left @param {Figures} figures @returns {[Test, Answer][]} */
  ask(left, figures) {
    /** @type {[Test, Answer][]} */
    const answers = (left.rule.table === "all_of" ? left.tests.slice(0, 1) : left.tests).map((test) => {
      const answer = this.answer(left.rule, test, figures);
      return [test, left.doubtful ? byDoubtfulGroup(left.rule, left.doubtful, answer, figures) : answer];
    });
    const told = answers.filter(([, one]) => !["not_applicable", "not_measured"].includes(one.outcome));
    if (told.length || !answers.length) return told;
    return [answers.find(([, one]) => one.outcome === "not_applicable") ?? answers[0]];
  }

  /** The answer of one test, after its conditions.
   * @param {Rule} rule @param {Test} test @param {Figures} figures @returns {Answer} */
  answer(rule, test, figures) {
    /** @type {import("./book.js").Condition | null} */
    let unknown = null;
    for (const condition of test.when) {
      const said = holds(condition, figures.get(condition.measure));
      if (said === false) return { outcome: "not_applicable", why: sentence("ASKED_WHERE", { condition }) };
      if (said === null) unknown = condition;
    }
    for (const condition of test.unless) {
      if (holds(condition, figures.get(condition.measure))) {
        return { outcome: "not_applicable", why: sentence("NOT_ASKED_WHERE", { condition }) };
      }
    }
    const value = figures.get(test.measure);
    if (value === null && !rule.table) return notMeasured(this.missing(test.measure, figures));
    if (unknown) return opened(unknown, figures, value);
    if (rule.table) return TABLES[rule.table](rule, test, this.book, figures);
    return value === null ? notMeasured() : compared(test, this.book.measures[test.measure], value);
  }

  /** What would have to be measured: the measure, or of what it is computed from that which is not known.
   * @param {string} measure @param {Figures} figures */
  missing(measure, figures) {
    const inputs = this.book.measures[measure].derived_from;
    const unknown = inputs.filter((one) => figures.get(one) === null);
    return unknown.length && unknown.length < inputs.length ? unknown : [measure];
  }

  /** @param {Rule} rule @param {Test} test @param {Answer} answer @param {Figures} figures @param {Sentence[]} graver
   * @returns {Verdict} */
  verdict(rule, test, answer, figures, graver) {
    const tested = answer.test ?? test;
    const value = answer.value ?? figures.get(tested.measure);
    const [severity, raised] = gravity(rule, answer.outcome, value, graver);
    let missing = answer.missing ?? [];
    if (answer.outcome === "not_measured" && !missing.length) missing = this.missing(tested.measure, figures);
    return {
      ...bare(rule, answer.outcome, answer.why, missing),
      severity,
      test: tested,
      value,
      result: answer.result ?? "",
      steps: figures.steps.get(tested.measure) ?? [],
      raised,
      lacking: answer.lacking ?? [],
      unseen: answer.unseen ?? [],
    };
  }

  /** The answer of the rule on deficiencies that come together, from those of the others.
   * @param {(Verdict | Left)[]} planned @param {Map<string, [Test, Answer][]>} told @returns {Answer | null} */
  together(planned, told) {
    const rule = planned.find((one) => isLeft(one) && Object.keys(one.rule.cumulates).length)?.rule;
    if (!rule) return null;
    const outcomes = new Map([...told].map(([id, answers]) => [id, answers.map(([, one]) => one.outcome)]));
    const { outcome, why, unknown } = together(rule, outcomes);
    if (outcome === "needs_review") return { outcome, why };
    if (outcome !== "not_measured") return { outcome, why, value: outcome === "not_met" };
    const asked = unknown.flatMap((id) => (told.get(id) ?? []).flatMap(([, one]) => one.missing ?? []));
    const never = unknown.filter((id) => !told.has(id)).flatMap((id) => missingOf(planned, id));
    return { outcome, why, missing: [...new Set([...asked, ...never])] };
  }
}

/** @typedef {{left: true, rule: Rule, tests: Test[], doubtful: string}} Left */

/** @param {Verdict | Left} one @returns {one is Left} */
const isLeft = (one) => "left" in one;

/** @param {(Verdict | Left)[]} planned @param {string} id */
function missingOf(planned, id) {
  const found = planned.find((one) => one.rule.id === id);
  return found && !isLeft(found) ? found.missing : [];
}

/** @param {Rule} rule @param {string} outcome @param {Sentence} why @param {string[]} [missing] @returns {Verdict} */
function bare(rule, outcome, why, missing = []) {
  const none = { test: null, value: null, result: "", steps: [], raised: [], lacking: [], unseen: [] };
  return { rule, outcome, why, severity: rule.severity, missing, ...none };
}

/** The test with the threshold of a group, if the subject belongs to one that has its own.
 * @param {Test} test @param {Set<string>} groups */
function forGroups(test, groups) {
  const own = Object.entries(test.for_groups).find(([group]) => groups.has(group));
  return own ? { ...test, threshold: own[1] } : test;
}

/** The rule with the threshold that a mechanism set for it. @param {Rule} rule @param {number | null} maxPersons */
function asSet(rule, maxPersons) {
  if (rule.setting !== "max_persons" || maxPersons === null) return rule;
  return { ...rule, tests: rule.tests.map((one) => ({ ...one, threshold: read(maxPersons) })) };
}

/** The condition of a rule is not known: its measure is missing, or its interval straddles.
 * @param {import("./book.js").Condition} condition @param {Figures} figures @param {Value | null} value @returns {Answer} */
function opened(condition, figures, value) {
  const why = sentence("CONDITION_NOT_KNOWN", { condition });
  if (figures.get(condition.measure) !== null && value !== null) return { outcome: "needs_review", why };
  return { outcome: "not_measured", why, missing: [condition.measure] };
}

/** A group meant under a condition: without it the rule is not asked; where it is not known, a person decides.
 * @param {Rule} rule @param {string} group @param {Answer} answer @param {Figures} figures @returns {Answer} */
function byDoubtfulGroup(rule, group, answer, figures) {
  if (answer.outcome !== "not_met") return answer;
  const measure = rule.group_if[group];
  const said = figures.truth(measure);
  if (said === null) {
    return { outcome: "needs_review", why: sentence("GROUP_NOT_KNOWN", { measure: { measure } }), missing: [measure] };
  }
  return said ? answer : { outcome: "not_applicable", why: sentence("OTHER_GROUPS") };
}
