/** What the standards say, drawn: the space for each person first, then what each rule says with its source and how sure it is. */

import { shippedBook } from "../standards/book.js";
import { contradictions } from "../standards/doubting.js";
import { evaluate, figuresOf } from "../standards/evaluating.js";
import { Speaker } from "../standards/speaking.js";
import { el } from "../ui.js";
import { hasWords, languageInUse, t } from "../words.js";
import { subjectOf } from "./measured.js";
import { capital } from "./measures.js";

/** @typedef {import("../standards/evaluating.js").Verdict} Verdict */

const SHOWN = ["not_met", "presumption", "needs_review", "met"];
const MARKS = /** @type {Record<string, string>} */ ({ not_met: "✕", presumption: "!", needs_review: "?", met: "✓" });

/** The standards and somebody who speaks of them in the language of the device. */
export async function standards() {
  const book = await shippedBook();
  const language = languageInUse();
  const speaker = new Speaker(book, language, (key) => (hasWords(key) ? t(key) : ""));
  if (!hasWords("standards.decimal")) speaker.decimal = decimalOf(language);
  return { book, speaker };
}

/** @param {string} language */
function decimalOf(language) {
  const sign = new Intl.NumberFormat(language).formatToParts(1.5).find((one) => one.type === "decimal")?.value;
  return sign === "," ? "," : ".";
}

/**
 * Draw what the standards say of a measurement into an element, at once.
 * @param {HTMLElement} element
 * @param {Record<string, any>} details
 * @param {string} placeKind
 * @param {{book: import("../standards/book.js").RuleBook, speaker: Speaker}} by
 */
export function drawVerdicts(element, details, placeKind, { book, speaker }) {
  const subject = subjectOf(details, placeKind, book);
  if (Object.keys(subject.values).length === 0) {
    element.replaceChildren(el("p", { class: "hint" }, t("measurement.nothing_yet")));
    return;
  }
  const figures = figuresOf(subject, book);
  const verdicts = evaluate(subject, book);
  const told = SHOWN.flatMap((outcome) => verdicts.filter((one) => one.outcome === outcome));
  element.replaceChildren(
    ...space(figures, speaker),
    ...contradictions(subject.values).map((one) => el("p", { class: "warning" }, speaker.say(one))),
    ...(placeKind ? [] : [el("p", { class: "hint" }, t("measurement.no_place_kind"))]),
    ...told.map((one) => verdictCard(one, speaker)),
    ...openOnes(verdicts, book, speaker),
  );
}

/** The figure people wait for, with its arithmetic. @param {import("../standards/deriving.js").Figures} figures @param {Speaker} speaker */
function space(figures, speaker) {
  const names = ["net_area_per_person", "net_area_per_place", "net_area", "room_area"];
  const name = names.find((one) => figures.number(one));
  const value = name && figures.number(name);
  if (!name || !value) return [];
  const steps = (figures.steps.get(name) ?? []).map((step) => el("li", {}, speaker.say(step)));
  return [
    el("p", { class: "figure", id: "space" }, t(`measurement.${name}`, { area: speaker.number(value) })),
    el("ul", { class: "plain hint" }, steps),
  ];
}

/** @param {Verdict} one @param {Speaker} speaker */
function verdictCard(one, speaker) {
  const word = speaker.named(`OUTCOME_WORDS.${one.outcome}`);
  const result = one.result ? speaker.named(`RESULT_WORDS.${one.result}`) : "";
  const about = t("measurement.about_rule", {
    rule: one.rule.id,
    source: one.rule.source,
    confidence: speaker.named(`CONFIDENCE_WORDS.${one.rule.confidence}`),
    level: speaker.named(`LEVEL_WORDS.${one.rule.level}`),
  });
  return el(
    "article",
    { class: `card verdict ${one.outcome}`, "data-rule": one.rule.id },
    el("h3", {}, el("span", { class: "mark", "aria-hidden": "true" }, MARKS[one.outcome] ?? ""), capital(result || word)),
    el("p", {}, el("strong", {}, speaker.among(one.rule.title)), result ? ` (${word})` : ""),
    el("p", {}, speaker.say(one.why)),
    ...one.raised.map((reason) => el("p", { class: "hint" }, speaker.say(reason))),
    el("p", { class: "hint" }, about),
  );
}

/** The measures that would tell more, and how many standards are of other places or persons.
 * @param {Verdict[]} verdicts @param {import("../standards/book.js").RuleBook} book @param {Speaker} speaker */
function openOnes(verdicts, book, speaker) {
  const open = verdicts.filter((one) => one.outcome === "not_measured" && one.test && roomRule(one, book));
  const others = verdicts.filter((one) => one.outcome === "not_applicable").length;
  const missing = [...new Set(open.flatMap((one) => one.missing))].filter((one) => book.measures[one] && !book.measures[one].only_derived);
  const list = el("ul", {}, missing.map((one) => el("li", {}, capital(speaker.measure(one)))));
  return [
    ...(missing.length ? [el("details", { class: "card" }, el("summary", {}, t("measurement.would_tell", { n: missing.length })), list)] : []),
    el("p", { class: "hint" }, t("measurement.not_applicable", { n: others })),
    el("p", { class: "hint" }, t("measurement.off")),
  ];
}

/** @param {Verdict} one @param {import("../standards/book.js").RuleBook} book */
const roomRule = (one, book) => Boolean(one.test && book.measures[one.test.measure]?.of.includes("room"));
