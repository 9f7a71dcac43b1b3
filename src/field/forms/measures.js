/** A field for each kind of measure, and the choice of further measures. */

import { NotRead, parseValue } from "../standards/reading.js";
import { Checklist } from "../standards/values.js";
import { button, choice, el, field, textInput } from "../ui.js";
import { t } from "../words.js";
import { selectField, yesOrNo } from "./fields.js";
import { asTyped, kept } from "./measured.js";

/** @typedef {import("../standards/book.js").Measure} Measure */
/** @typedef {import("../standards/book.js").RuleBook} RuleBook */
/** @typedef {import("../standards/speaking.js").Speaker} Speaker */
/**
 * @typedef {{book: RuleBook, speaker: Speaker, details: Record<string, any>, changed: () => void}} Form
 *   what the fields of a measurement share
 */

/**
 * Keep what was typed: as the standards write it where they can read it, else as it stands.
 * @param {Form} form
 * @param {string} id
 * @param {string} text
 * @returns {NotRead | null}
 */
export function put({ book, details, changed }, id, text) {
  const measure = /** @type {Measure} */ (book.measures[id]);
  const found = parseValue(measure, asTyped(text));
  if (found === null) delete details.values[id];
  else details.values[id] = found instanceof NotRead ? text : kept(measure, found);
  changed();
  return found instanceof NotRead ? found : null;
}

/**
 * The field of a measure.
 * @param {Form} form
 * @param {string} id
 * @returns {HTMLElement}
 */
export function measureField(form, id) {
  const measure = /** @type {Measure} */ (form.book.measures[id]);
  switch (measure.kind) {
    case "truth":
      return truthField(form, measure);
    case "checklist":
      return checklistField(form, measure);
    case "choice":
      return choiceField(form, measure);
    default:
      return numberField(form, measure);
  }
}

/** @param {Form} form @param {Measure} measure */
function labelOf({ speaker }, measure) {
  const unit = measure.unit ? speaker.named(`UNIT_WORDS.${measure.unit}`) : "";
  const label = capital(speaker.measure(measure.id));
  return unit ? t("measurement.with_unit", { measure: label, unit }) : label;
}

/** Words at the beginning of a line. @param {string} words */
export function capital(words) {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** @param {Form} form @param {Measure} measure */
function numberField(form, measure) {
  const { speaker, details } = form;
  const wrong = el("p", { class: "problem", role: "status" });
  const held = details.values[measure.id] ?? "";
  const input = textInput({
    value: speaker.decimal === "." ? held : held.replace(/(\d)\.(?=\d)/g, `$1${speaker.decimal}`),
    inputMode: measure.kind === "periods" ? undefined : measure.kind === "count" ? "numeric" : "decimal",
    onInput: (text) => showWrong(wrong, input, put(form, measure.id, text), speaker),
  });
  const label = field(labelOf(form, measure), input, { id: `measure-${measure.id}`, hint: speaker.among(measure.help) || undefined });
  label.append(wrong);
  return label;
}

/** @param {HTMLElement} wrong @param {HTMLElement} input @param {NotRead | null} found @param {Speaker} speaker */
function showWrong(wrong, input, found, speaker) {
  wrong.textContent = found ? `${speaker.say(found.why)} ${speaker.say(found.instead)}` : "";
  if (found) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** @param {Form} form @param {Measure} measure */
function truthField(form, measure) {
  const held = form.details.values[measure.id];
  return yesOrNo(capital(form.speaker.measure(measure.id)), held === undefined ? null : held === "yes", (value) => put(form, measure.id, value === null ? "" : value ? "yes" : "no"), {
    id: `measure-${measure.id}`,
    hint: form.speaker.among(measure.help) || undefined,
  });
}

/** @param {Form} form @param {Measure} measure */
function choiceField(form, measure) {
  const options = /** @type {[string, string][]} */ (Object.keys(measure.items).map((item) => [item, form.speaker.item(measure.id, item)]));
  return selectField(labelOf(form, measure), [["", t("forms.not_looked_at")], ...options], {
    value: form.details.values[measure.id],
    id: `measure-${measure.id}`,
    hint: form.speaker.among(measure.help) || undefined,
    onChange: (item) => put(form, measure.id, item),
  });
}

/** Each entry: there, not there, or not looked at. @param {Form} form @param {Measure} measure */
function checklistField(form, measure) {
  const held = parseValue(measure, form.details.values[measure.id] ?? "");
  const marks = held instanceof Checklist ? held : new Checklist();
  const keep = () => put(form, measure.id, kept(measure, marks));
  const rows = Object.keys(measure.items).map((item) => {
    const value = marks.present.has(item) ? "yes" : marks.absent.has(item) ? "no" : "";
    const options = /** @type {[string, string][]} */ ([
      ["yes", t("measurement.found")],
      ["no", t("measurement.not_found")],
      ["", t("forms.not_looked_at")],
    ]);
    return choice(capital(form.speaker.item(measure.id, item)), options, {
      value,
      onChange: (word) => {
        marks.present.delete(item);
        marks.absent.delete(item);
        if (word === "yes") marks.present.add(item);
        if (word === "no") marks.absent.add(item);
        keep();
      },
    });
  });
  const help = form.speaker.among(measure.help);
  return el(
    "section",
    { class: "card stack", id: `measure-${measure.id}`, tabindex: "-1" },
    el("h3", {}, capital(form.speaker.measure(measure.id))),
    help ? el("p", { class: "hint" }, help) : null,
    ...rows,
  );
}

/**
 * Further measures: those of a room first, all others behind them; chosen ones stand above as fields.
 * @param {Form} form
 * @param {string[]} shown measures that have a field of their own
 */
export function moreMeasures(form, shown) {
  const { book, speaker, details } = form;
  const fields = el("div", { class: "stack" });
  const choosing = el("div", { class: "stack" });
  const there = new Set(shown);
  const addField = (/** @type {string} */ id, focus = false) => {
    there.add(id);
    const one = measureField(form, id);
    fields.append(one);
    choosing.replaceChildren(chooser());
    if (focus) /** @type {HTMLElement | null} */ (one.querySelector("input, select"))?.focus();
  };
  const chooser = () => {
    const left = Object.values(book.measures).filter((one) => !one.only_derived && !there.has(one.id));
    const select = el("select", {}, el("option", { value: "" }, t("measurement.choose_measure")), ...groups(left, speaker));
    const add = button(t("measurement.add_measure"), { icon: "plus", id: "add-measure", on: () => select.value && addField(select.value, true) });
    return el("div", { class: "stack" }, field(t("measurement.more"), select, { id: "more-measures" }), add);
  };
  choosing.append(chooser());
  Object.keys(details.values).filter((id) => book.measures[id] && !there.has(id)).forEach((id) => addField(id));
  return el("section", { class: "stack" }, fields, choosing);
}

/** @param {Measure[]} left @param {Speaker} speaker */
function groups(left, speaker) {
  const names = ["room", "person", "episode", "place", "unit"];
  return names.map((of) => {
    const here = left.filter((one) => one.of[0] === of);
    return here.length ? el("optgroup", { label: t(`measurement.of_${of}`) }, here.map((one) => el("option", { value: one.id }, capital(speaker.measure(one.id))))) : null;
  });
}
