/** One question on the screen: its words, and the input that suits its type. */

import { attachOriginal, fileButton } from "../forms/attaching.js";
import { attachPhotograph } from "../forms/photograph.js";
import { button, choice, choices, el, field, freshId, stepper, textArea, textInput } from "../ui.js";
import { t } from "../words.js";
import { localMoment } from "./days.js";
import { keyOf } from "./filling.js";

/**
 * @typedef {import("./filling.js").Asked} Asked
 * @typedef {{filling: import("./filling.js").Filling, draft: import("../forms.js").Draft, services: any, answered: (asked: Asked, text: string) => void, draw: () => void}} Screen
 */

const MOST_CHIPS = 15;

/** The id of the input of a question. @param {Asked} asked */
export function idOf({ node }) {
  return `q${keyOf(node).replace(/[^\w]+/g, "-")}`;
}

/** @param {Screen} screen @param {Asked} asked @param {string} problem @returns {HTMLElement} */
export function question(screen, asked, problem) {
  const { filling } = screen;
  const { control, node } = asked;
  const words = filling.words(control.label, node) || node.name;
  const label = filling.isRequired(node) ? t("checklist.required", { question: words }) : words;
  const hint = filling.words(control.hint, node);
  if (filling.isReadOnly(node)) return told(words, hint, node.text);
  const input = inputFor(screen, asked, label, { hint, problem });
  return input;
}

/** What is said and not asked: a note, or something reckoned. @param {string} label @param {string} hint @param {string} value */
function told(label, hint, value) {
  return el("div", { class: "card stack note" }, el("p", {}, label), hint ? el("p", { class: "hint" }, hint) : null, value ? el("p", {}, el("strong", {}, value)) : null);
}

/** @param {Screen} screen @param {Asked} asked @param {string} label @param {{hint: string, problem: string}} told @returns {HTMLElement} */
function inputFor(screen, asked, label, told) {
  const { control } = asked;
  switch (control.kind) {
    case "select1":
      return withProblem(one(screen, asked, label, told.hint), told.problem);
    case "select":
      return withProblem(several(screen, asked, label, told.hint), told.problem);
    case "trigger":
      return withProblem(acknowledged(screen, asked, label, told.hint), told.problem);
    case "upload":
      return withProblem(upload(screen, asked, label, told.hint), told.problem);
    case "range":
      return withProblem(scale(screen, asked, label, told.hint), told.problem);
    default:
      return typed(screen, asked, label, told);
  }
}

/** @param {HTMLElement} element @param {string} problem */
function withProblem(element, problem) {
  if (problem) element.append(el("p", { class: "problem" }, problem));
  return element;
}

/** @param {Screen} screen @param {Asked} asked @param {string} label @param {string} hint */
function one(screen, asked, label, hint) {
  const options = /** @type {[string, string][]} */ (screen.filling.choices(asked).map((row) => [row.value, row.label]));
  const value = asked.node.text;
  const onChange = (/** @type {string} */ text) => screen.answered(asked, text);
  if (options.length <= MOST_CHIPS) return choice(label, options, { value, onChange, hint, id: idOf(asked) });
  const select = el("select", {}, el("option", { value: "" }, t("checklist.choose_one")), options.map(([name, words]) => el("option", { value: name }, words)));
  select.value = value;
  select.addEventListener("change", () => onChange(select.value));
  return field(label, select, { hint, id: idOf(asked) });
}

/** @param {Screen} screen @param {Asked} asked @param {string} label @param {string} hint */
function several(screen, asked, label, hint) {
  const options = /** @type {[string, string][]} */ (screen.filling.choices(asked).map((row) => [row.value, row.label]));
  const values = asked.node.text.split(/\s+/).filter(Boolean);
  return choices(label, options, { values, onChange: (chosen) => screen.answered(asked, chosen.join(" ")), hint, id: idOf(asked) });
}

/** @param {Screen} screen @param {Asked} asked @param {string} label @param {string} hint */
function acknowledged(screen, asked, label, hint) {
  return choices(label, [["OK", t("checklist.acknowledge")]], {
    values: asked.node.text === "OK" ? ["OK"] : [],
    onChange: (chosen) => screen.answered(asked, chosen[0] ?? ""),
    hint,
    id: idOf(asked),
  });
}

/** @param {Screen} screen @param {Asked} asked @param {string} label @param {string} hint */
function scale(screen, asked, label, hint) {
  const { start, end, step } = asked.control.range;
  if (step === 1 && Number.isInteger(start)) {
    const value = asked.node.text === "" ? Math.min(start, end) : Number(asked.node.text);
    return stepper(label, { value, min: Math.min(start, end), max: Math.max(start, end), onChange: (number) => screen.answered(asked, String(number)), id: idOf(asked), hint });
  }
  const input = el("input", { type: "range", min: Math.min(start, end), max: Math.max(start, end), step: Math.abs(step), value: asked.node.text || String(start) });
  const said = el("output", { for: idOf(asked) }, asked.node.text);
  input.addEventListener("input", () => {
    said.value = input.value;
    screen.answered(asked, input.value);
  });
  return el("div", { class: "field" }, field(label, input, { hint, id: idOf(asked) }), said);
}

/** @param {Screen} screen @param {Asked} asked @param {string} label @param {{hint: string, problem: string}} told @returns {HTMLElement} */
function typed(screen, asked, label, told) {
  const { node, control } = asked;
  const type = screen.filling.bindOf(node)?.type ?? "string";
  const how = { ...told, id: idOf(asked) };
  const put = (/** @type {string} */ text) => screen.answered(asked, text);
  switch (type) {
    case "int":
      return field(label, textInput({ value: node.text, inputMode: "numeric", onInput: (text) => put(text.trim()) }), how);
    case "decimal":
      return field(label, textInput({ value: node.text, inputMode: "decimal", onInput: (text) => put(text.trim().replace(",", ".")) }), how);
    case "date":
    case "time":
    case "dateTime":
      return moment(screen, asked, label, how, type);
    case "geopoint":
      return position(screen, asked, label, told);
    default:
      if (/\b(numbers|thousands-sep)\b/.test(control.appearance)) return field(label, textInput({ value: node.text, inputMode: "numeric", onInput: put }), how);
      return field(label, textArea({ value: node.text, onInput: put, rows: /\bmultiline\b/.test(control.appearance) ? 6 : 2 }), how);
  }
}

/** @param {Screen} screen @param {Asked} asked @param {string} label @param {any} how @param {"date" | "time" | "dateTime"} type */
function moment(screen, asked, label, how, type) {
  const { text } = asked.node;
  const shown = { date: text.slice(0, 10), time: text.slice(0, 5), dateTime: text.slice(0, 16) }[type];
  const input = el("input", { type: type === "dateTime" ? "datetime-local" : type, value: shown });
  const offset = localMoment(new Date()).slice(23);
  input.addEventListener("change", () => {
    const said = input.value;
    if (type === "date" || !said) screen.answered(asked, said);
    else if (type === "time") screen.answered(asked, `${said.slice(0, 5)}:00.000${offset}`);
    else screen.answered(asked, localMoment(new Date(said)));
  });
  return field(label, input, how);
}

/** The position is taken only when the button is pressed: it can betray where one was. @param {Screen} screen @param {Asked} asked @param {string} label @param {{hint: string, problem: string}} told */
function position(screen, asked, label, { hint, problem }) {
  const said = el("p", { id: `${idOf(asked)}-said` }, asked.node.text || t("checklist.no_position"));
  const take = button(t("checklist.take_position"), {
    icon: "place",
    id: idOf(asked),
    on: () =>
      navigator.geolocation?.getCurrentPosition(
        ({ coords }) => {
          const text = [coords.latitude, coords.longitude, coords.altitude ?? 0, coords.accuracy].join(" ");
          screen.answered(asked, text);
          said.textContent = text;
        },
        () => (said.textContent = t("checklist.position_failed")),
        { enableHighAccuracy: true, timeout: 30_000 },
      ),
  });
  const forget = button(t("checklist.forget_position"), {
    icon: "bin",
    on: () => {
      screen.answered(asked, "");
      said.textContent = t("checklist.no_position");
    },
  });
  const id = freshId("position");
  return withProblem(
    el("div", { class: "field stack", role: "group", "aria-labelledby": id }, el("p", { id }, label), hint ? el("p", { class: "hint" }, hint) : null, el("p", { class: "warning" }, t("checklist.position_betrays")), said, el("div", { class: "row" }, take, forget)),
    problem,
  );
}

/** @param {Screen} screen @param {Asked} asked @param {string} label @param {string} hint */
function upload(screen, asked, label, hint) {
  const { draft, services } = screen;
  const image = asked.control.media.startsWith("image");
  const take = fileButton(t(image ? "checklist.take_photograph" : "checklist.take_sound"), {
    accept: asked.control.media || "*/*",
    capture: image,
    icon: image ? "camera" : "microphone",
    id: `${idOf(asked)}-file`,
    async onFiles([file]) {
      if (!file) return;
      try {
        await takeOff(screen, asked);
        const named = new File([file], newName(asked, draft, file), { type: file.type });
        if (image) await attachPhotograph(draft, services, named);
        else await attachOriginal(services, named);
        screen.answered(asked, named.name);
      } catch (problem) {
        services.tell(problem);
      }
      screen.draw();
    },
  });
  const held = asked.node.text
    ? el("p", { class: "row" }, el("span", {}, asked.node.text), button(t("attached.take_off"), { icon: "bin", on: async () => (await takeOff(screen, asked), screen.draw()) }))
    : null;
  const id = freshId("upload");
  const note = image ? el("p", { class: "hint" }, t("checklist.persons_elsewhere")) : null;
  return el("div", { class: "field stack", role: "group", "aria-labelledby": id, id: idOf(asked), tabindex: "-1" }, el("p", { id }, label), hint ? el("p", { class: "hint" }, hint) : null, note, held, take);
}

/** @param {Asked} asked @param {import("../forms.js").Draft} draft @param {File} file */
function newName({ node }, draft, file) {
  const ending = /\.(\w{2,4})$/.exec(file.name)?.[1]?.toLowerCase() ?? (file.type.startsWith("image/") ? "jpg" : "webm");
  return `${node.name}-${draft.entry.attachments.length + 1}-${draft.entry.id.slice(0, 4)}.${ending}`;
}

/** @param {Screen} screen @param {Asked} asked */
async function takeOff({ draft, services, answered }, asked) {
  const original = draft.entry.attachments.find((one) => one.name === asked.node.text && one.role === "original");
  if (!original) return;
  const copies = draft.entry.attachments.filter((one) => one.of === original.digest);
  for (const one of [...copies, original]) await services.detach(one.digest);
  answered(asked, "");
}
