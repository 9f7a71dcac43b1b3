/** Inputs that several forms have: yes, no or not looked at; numbers; times of day; the words of an entry. */

import { sourceField } from "../choosing.js";
import { button, choice, el, field, textArea, textInput } from "../ui.js";
import { t } from "../words.js";
import { looksLikeName } from "./naming.js";
import { timeIn } from "./times.js";

/** @typedef {import("../forms.js").Draft} Draft */

/**
 * The words of an entry.
 * @param {Draft} draft
 * @param {any} services
 * @param {{label?: string, hint?: string, rows?: number}} [how]
 */
export function wordsField(draft, services, { label = t("forms.text"), hint, rows = 5 } = {}) {
  const area = textArea({
    value: draft.entry.text,
    rows,
    onInput: (text) => {
      draft.entry.text = text;
      services.changed();
    },
  });
  return field(label, area, { id: "text", hint });
}

/**
 * From whom, with a gentle word where that looks like somebody's full name. Nothing is refused.
 * @param {Draft} draft
 * @param {any} services
 */
export function sourceAsked(draft, services) {
  const asked = sourceField(draft, services);
  const hint = el("p", { class: "hint warning", role: "status" });
  const look = () => {
    hint.textContent = looksLikeName(draft.entry.source) ? t("source.looks_like_name") : "";
    hint.hidden = !hint.textContent;
  };
  asked.addEventListener("input", look);
  asked.querySelector("input")?.setAttribute("maxlength", "60");
  look();
  asked.append(hint);
  return asked;
}

/**
 * A line of words kept in the details of an entry.
 * @param {Draft} draft
 * @param {any} services
 * @param {{name: string, label: string, hint?: string, inputMode?: string, rows?: number, longest?: number}} how
 */
export function detailField(draft, services, { name, label, hint, inputMode, rows, longest = 200 }) {
  /** @param {string} value */
  const onInput = (value) => {
    draft.entry.details[name] = value;
    services.changed();
  };
  const value = String(draft.entry.details[name] ?? "");
  const input = rows ? textArea({ value, onInput, rows }) : textInput({ value, onInput, inputMode });
  input.maxLength = longest;
  return field(label, input, { id: `detail-${name}`, hint });
}

/**
 * Yes, no, or not looked at: one of three chips, of which the last is what it begins with.
 * @param {string} label
 * @param {boolean | null | undefined} value
 * @param {(value: boolean | null) => void} onChange
 * @param {{hint?: string, id?: string, unknown?: string}} [how]
 */
export function yesOrNo(label, value, onChange, { hint, id, unknown = t("forms.not_looked_at") } = {}) {
  const chosen = value === true ? "yes" : value === false ? "no" : "";
  return choice(
    label,
    [
      ["yes", t("forms.yes")],
      ["no", t("forms.no")],
      ["", unknown],
    ],
    { value: chosen, hint, id, onChange: (word) => onChange(word === "" ? null : word === "yes") },
  );
}

/**
 * A whole number that may be left empty.
 * @param {Draft} draft
 * @param {any} services
 * @param {{name: string, label: string, hint?: string}} how
 */
export function countField(draft, services, { name, label, hint }) {
  const held = draft.entry.details[name];
  const input = textInput({
    value: held === undefined || held === null ? "" : String(held),
    inputMode: "numeric",
    onInput: (text) => {
      const said = text.trim();
      if (said === "") delete draft.entry.details[name];
      else draft.entry.details[name] = /^\d{1,9}$/.test(said) ? Number(said) : said; // `notCounted` names what is no number
      services.changed();
    },
  });
  return field(label, input, { id: `detail-${name}`, hint });
}

/**
 * What is no whole number among the details that are counted.
 * @param {Draft} draft
 * @param {string[]} names
 */
export function notCounted(draft, names) {
  return names
    .filter((name) => typeof draft.entry.details[name] === "string")
    .map((name) => ({ field: `detail-${name}`, message: t("forms.not_a_count", { said: String(draft.entry.details[name]) }) }));
}

/**
 * A time of day, with a button for now.
 * @param {Draft} draft
 * @param {any} services
 * @param {{name: string, label: string, onChange?: () => void}} how
 */
export function timeField(draft, services, { name, label, onChange }) {
  const input = textInput({ type: "time", value: draft.entry.details[name] ?? "", id: `detail-${name}` });
  const put = () => {
    draft.entry.details[name] = input.value;
    services.changed();
    onChange?.();
  };
  input.addEventListener("input", put);
  const now = button(t("forms.now"), {
    on: () => {
      input.value = timeIn(services.visit().zone, new Date());
      put();
    },
  });
  now.setAttribute("aria-label", t("forms.now_for", { what: label }));
  return el("div", { class: "field" }, el("label", { for: input.id }, label), el("div", { class: "row" }, input, now));
}

/**
 * Something less often needed, folded away.
 * @param {string} summary
 * @param {boolean} open
 * @param {...(Node | null)} children
 */
export function folded(summary, open, ...children) {
  return el("details", { class: "card", open }, el("summary", {}, summary), el("div", { class: "stack" }, ...children));
}

/**
 * A choice among many.
 * @param {string} label
 * @param {[string, string][]} options value and words
 * @param {{value?: string, onChange: (value: string) => void, id?: string, hint?: string}} how
 */
export function selectField(label, options, { value = "", onChange, id, hint }) {
  const select = el(
    "select",
    { on: { change: () => onChange(select.value) } },
    options.map(([one, words]) => el("option", { value: one, selected: one === value }, words)),
  );
  return field(label, select, { id, hint });
}
