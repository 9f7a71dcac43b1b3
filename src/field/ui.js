/** Elements, buttons, fields: everything at least 48 px high, named, and usable by keyboard. No inline style, no inline script. */

import { ICONS } from "./icons.js";
import { t } from "./words.js";

/** @typedef {Node | string | null | undefined | false} Child */

const WRITTEN_IN = new Set(["input", "select", "textarea"]);

/**
 * Browsers write what stands in fields to the disk, to show it again after a crash. Not here: of an input they ask itself,
 * of the others the form they belong to, which is the hidden one of index.html.
 * @param {HTMLElement} field
 */
function unkept(field) {
  field.setAttribute("autocomplete", "off");
  if (field.tagName !== "INPUT") field.setAttribute("form", "unkept");
}

/**
 * An element with attributes, listeners (`on`) and children. True gives an attribute without value, false and null none.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (WRITTEN_IN.has(tag)) unkept(element);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, f] of Object.entries(value)) element.addEventListener(event, /** @type {any} */ (f));
    else if (name === "value" && "value" in element) /** @type {any} */ (element).value = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

/**
 * An icon by its name in icons.js, or by an SVG path for 24×24; it never speaks alone, so it is hidden from readers.
 * @param {string} name
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name] ?? name);
  svg.append(path);
  return svg;
}

/**
 * @param {string} label
 * @param {{main?: boolean, danger?: boolean, icon?: string, on?: (event: Event) => any, id?: string, kind?: "button" | "submit",
 *   pressed?: boolean, disabled?: boolean}} [how]
 */
export function button(label, { main = false, danger = false, icon: name, on, id, kind = "button", pressed, disabled } = {}) {
  const classes = ["button", main && "main", danger && "danger"].filter(Boolean).join(" ");
  return el(
    "button",
    { type: kind, class: classes, id, disabled, "aria-pressed": pressed === undefined ? null : String(pressed), on: on ? { click: on } : {} },
    name ? icon(name) : null,
    el("span", {}, label),
  );
}

/** A link that looks as a button. @param {string} label @param {string} href @param {{main?: boolean, icon?: string, note?: string}} [how] */
export function linkButton(label, href, { main = false, icon: name, note } = {}) {
  const words = el("span", {}, label, note ? el("small", {}, note) : null);
  return el("a", { class: main ? "button main" : "button", href }, name ? icon(name) : null, words);
}

let lastId = 0;

/** An id that no other element has. @param {string} [prefix] */
export function freshId(prefix = "f") {
  lastId += 1;
  return `${prefix}${lastId}`;
}

/**
 * A labelled input with its hint and its problem, tied together for those who do not see it.
 * @param {string} label
 * @param {HTMLElement} input
 * @param {{hint?: string, problem?: string, id?: string}} [how]
 */
export function field(label, input, { hint, problem, id } = {}) {
  if (id) input.id = id;
  if (!input.id) input.id = freshId();
  const told = [hint && `${input.id}-hint`, problem && `${input.id}-problem`].filter(Boolean).join(" ");
  if (told) input.setAttribute("aria-describedby", told);
  if (problem) input.setAttribute("aria-invalid", "true");
  return el(
    "div",
    { class: "field" },
    el("label", { for: input.id }, label),
    hint ? el("p", { class: "hint", id: `${input.id}-hint` }, hint) : null,
    problem ? el("p", { class: "problem", id: `${input.id}-problem` }, problem) : null,
    input,
  );
}

/**
 * @param {{value?: string, onInput?: (value: string) => void, id?: string, rows?: number}} [how]
 */
export function textArea({ value = "", onInput, id, rows = 5 } = {}) {
  const area = el("textarea", { id, rows, autocapitalize: "sentences", spellcheck: "false", value });
  if (onInput) area.addEventListener("input", () => onInput(area.value));
  return area;
}

/**
 * @param {{value?: string, onInput?: (value: string) => void, id?: string, inputMode?: string, autocomplete?: string, type?: string}} [how]
 */
export function textInput({ value = "", onInput, id, inputMode, autocomplete = "off", type = "text" } = {}) {
  const input = el("input", { id, type, inputmode: inputMode, autocomplete, spellcheck: "false", value });
  if (onInput) input.addEventListener("input", () => onInput(input.value));
  return input;
}

/**
 * Chips of which one is chosen.
 * @param {string} label
 * @param {[string, string][]} options value and words
 * @param {{value?: string, onChange?: (value: string) => void, hint?: string, id?: string}} [how]
 */
export function choice(label, options, { value, onChange, hint, id } = {}) {
  return chips("radio", label, options, value === undefined ? [] : [value], ([first]) => onChange?.(first ?? ""), hint, id);
}

/**
 * Chips of which several are chosen.
 * @param {string} label
 * @param {[string, string][]} options
 * @param {{values?: string[], onChange?: (values: string[]) => void, hint?: string, id?: string}} [how]
 */
export function choices(label, options, { values = [], onChange, hint, id } = {}) {
  return chips("checkbox", label, options, values, (chosen) => onChange?.(chosen), hint, id);
}

/**
 * @param {"radio" | "checkbox"} kind
 * @param {string} label
 * @param {[string, string][]} options
 * @param {string[]} values
 * @param {(values: string[]) => void} onChange
 * @param {string} [hint]
 * @param {string} [id]
 */
function chips(kind, label, options, values, onChange, hint, id) {
  const name = freshId("choice");
  const inputs = options.map(([value]) => el("input", { type: kind, name, value, checked: values.includes(value) }));
  const changed = () => onChange(inputs.filter((one) => one.checked).map((one) => one.value));
  return el(
    "fieldset",
    { class: "field", id, tabindex: id ? "-1" : null, on: { change: changed } },
    el("legend", {}, label),
    hint ? el("p", { class: "hint" }, hint) : null,
    el("div", { class: "chips" }, options.map(([, words], place) => el("label", {}, inputs[place], el("span", {}, words)))),
  );
}

/**
 * A number with a button for less and one for more.
 * @param {string} label
 * @param {{value?: number, min?: number, max?: number, onChange?: (value: number) => void, id?: string, hint?: string}} [how]
 */
export function stepper(label, { value = 0, min = 0, max = 9_999, onChange, id, hint } = {}) {
  const input = textInput({ value: String(value), inputMode: "numeric", id: id ?? freshId() });
  /** @param {number} wanted */
  const put = (wanted) => {
    const number = Math.min(max, Math.max(min, Number.isFinite(wanted) ? Math.round(wanted) : min));
    input.value = String(number);
    onChange?.(number);
  };
  input.addEventListener("change", () => put(Number(input.value)));
  input.addEventListener("focus", () => input.select());
  input.addEventListener("input", () => {
    const number = Number(input.value);
    if (input.value.trim() && Number.isInteger(number) && number >= min && number <= max) onChange?.(number);
  });
  const less = button("−", { on: () => put(Number(input.value) - 1) });
  const more = button("+", { on: () => put(Number(input.value) + 1) });
  less.setAttribute("aria-label", t("ui.less", { what: label }));
  more.setAttribute("aria-label", t("ui.more", { what: label }));
  return el(
    "div",
    { class: "field" },
    el("label", { for: input.id }, label),
    hint ? el("p", { class: "hint" }, hint) : null,
    el("div", { class: "stepper" }, less, input, more),
  );
}

/** What a page will hold, and the one action that begins it. @param {string} sentence @param {HTMLElement} [action] */
export function empty(sentence, action) {
  return el("div", { class: "empty" }, el("p", {}, sentence), action);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/** Say a sentence to those who do not see the page, and show it for a moment. @param {string} sentence */
export function announce(sentence) {
  const live = document.getElementById("said");
  if (!live) return;
  clearTimeout(silence);
  live.textContent = "";
  requestAnimationFrame(() => (live.textContent = sentence));
  silence = setTimeout(() => (live.textContent = ""), 8_000);
}

/**
 * Show what went wrong at the top of the page, and take the reader there; what was typed stays.
 * @param {unknown} problem
 */
export function tell(problem) {
  const said = /** @type {any} */ (problem);
  const sentence = said?.key ? t(said.key, said.values) : t("problem.unforeseen", { said: String(said?.message ?? said) });
  const box = document.getElementById("told");
  if (!box) return;
  box.replaceChildren(el("p", {}, sentence), button(t("ui.understood"), { on: () => box.replaceChildren() }));
  box.focus();
}

/** Take away what `tell` showed. */
export function untell() {
  document.getElementById("told")?.replaceChildren();
}

export { kindField, placeField, placeName, sourceField } from "./choosing.js";
