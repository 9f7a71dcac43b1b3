/** A room that was measured: how large, its annexe, how high, for how many; what the standards say of it stands below at once. */

import { placeField } from "../choosing.js";
import { registerForm } from "../forms.js";
import { choice, choices, el, field, stepper, textInput } from "../ui.js";
import { t } from "../words.js";
import { detailField, folded, selectField, wordsField } from "./fields.js";
import { product, readValues } from "./measured.js";
import { capital, measureField, moreMeasures, put } from "./measures.js";
import { facts, said } from "./showing.js";
import { drawVerdicts, standards } from "./verdicts.js";

/** @typedef {import("../forms.js").Draft} Draft */

const OWN_FIELDS = ["room_area", "annexe_in_room", "annexe_area", "ceiling_height", "persons", "room_capacity", "room_kind"];
/** @type {Awaited<ReturnType<typeof standards>> | null} */
let loaded = null;

/** @param {Draft} draft */
function problems({ entry: { details, text } }) {
  if (!loaded) return [];
  const { speaker, book } = loaded;
  const { values, wrong } = readValues(details.values, book);
  const found = Object.entries(wrong).map(([id, one]) => ({ field: `measure-${id}`, message: `${speaker.measure(id)}: ${speaker.say(one.why)}` }));
  const sides = details.length || details.width;
  if (sides && !product(details.length ?? "", details.width ?? "", book)) found.push({ field: "length", message: t("measurement.sides_not_read") });
  if (!found.length && Object.keys(values).length === 0 && !text.trim()) found.push({ field: "subject", message: t("measurement.nothing") });
  return found;
}

/** The kind of the place: the register's, else what was chosen. @param {any} services @param {{place: string | null, details: any}} entry */
function placeKind(services, { place, details }) {
  return services.visit().places.find((/** @type {any} */ one) => one.id === place)?.kind || details.place_kind || "";
}

/** @param {HTMLElement} container @param {Draft} draft @param {any} outer */
async function render(container, draft, outer) {
  const { details } = draft.entry;
  loaded = await standards();
  const { book, speaker } = loaded;
  const verdicts = el("section", { class: "stack verdicts", id: "verdicts", "aria-live": "polite", "aria-label": t("measurement.verdicts") });
  const kind = el("div", {});
  const judge = () => drawVerdicts(verdicts, details, placeKind(outer, draft.entry), { book, speaker });
  const services = {
    ...outer,
    changed() {
      outer.changed();
      kind.hidden = Boolean(outer.visit().places.find((/** @type {any} */ one) => one.id === draft.entry.place)?.kind);
      judge();
    },
  };
  const form = { book, speaker, details, changed: services.changed };
  kind.append(placeKindField(draft, services, loaded));
  container.append(
    placeField(draft, services),
    kind,
    subjectField(draft, services),
    ...size(form),
    ...annexe(form),
    persons(form),
    measureField(form, "ceiling_height"),
    roomKind(form),
    verdicts,
    folded(t("measurement.groups"), details.groups.length > 0, groups(form)),
    moreMeasures(form, OWN_FIELDS),
    wordsField(draft, services, { rows: 3 }),
  );
  kind.hidden = Boolean(outer.visit().places.find((/** @type {any} */ one) => one.id === draft.entry.place)?.kind);
  judge();
}

/** @param {Draft} draft @param {any} services */
function subjectField(draft, services) {
  const asked = detailField(draft, services, { name: "subject", label: t("measurement.subject"), hint: t("measurement.subject_hint"), longest: 120 });
  const input = asked.querySelector("input");
  if (input) input.id = "subject";
  asked.querySelector("label")?.setAttribute("for", "subject");
  return asked;
}

/** @param {Draft} draft @param {any} services @param {NonNullable<typeof loaded>} by */
function placeKindField(draft, services, { book, speaker }) {
  const kinds = /** @type {[string, string][]} */ (Object.entries(book.place_kinds).map(([id, words]) => [id, speaker.among(words)]));
  return selectField(t("measurement.place_kind"), [["", t("forms.not_said")], ...kinds], {
    value: draft.entry.details.place_kind,
    id: "place-kind",
    onChange: (kind) => {
      if (kind) draft.entry.details.place_kind = kind;
      else delete draft.entry.details.place_kind;
      services.changed();
    },
  });
}

/** The area as it was measured, or length and width. @param {import("./measures.js").Form} form */
function size(form) {
  const { details } = form;
  const area = measureField(form, "room_area");
  const sides = el("div", { class: "row" }, sideField(form, "length"), sideField(form, "width"));
  const show = (/** @type {string} */ how) => {
    area.hidden = how === "sides";
    sides.hidden = how !== "sides";
  };
  const how = choice(t("measurement.size"), ["area", "sides"].map((one) => [one, t(`measurement.${one}`)]), {
    value: details.length || details.width ? "sides" : "area",
    onChange: (value) => {
      if (value === "area") for (const name of ["length", "width"]) delete details[name];
      for (const input of sides.querySelectorAll("input")) if (value === "area") input.value = "";
      const held = area.querySelector("input");
      if (held) held.value = details.values.room_area ?? "";
      show(value);
      form.changed();
    },
  });
  show(details.length || details.width ? "sides" : "area");
  return [how, area, sides];
}

/** @param {import("./measures.js").Form} form @param {"length" | "width"} name */
function sideField(form, name) {
  const { details, book } = form;
  const input = textInput({
    value: details[name] ?? "",
    inputMode: "decimal",
    onInput: (text) => {
      details[name] = text;
      const found = product(details.length ?? "", details.width ?? "", book);
      if (found) Object.assign(details.values, { room_area: String(found.area), wall_distance: String(found.narrowest) });
      else for (const one of ["room_area", "wall_distance"]) delete details.values[one];
      form.changed();
    },
  });
  return field(t(`measurement.${name}`), input, { id: name });
}

/** @param {import("./measures.js").Form} form */
function annexe(form) {
  const area = measureField(form, "annexe_area");
  const there = measureField(form, "annexe_in_room");
  const show = () => {
    area.hidden = form.details.values.annexe_in_room === "no";
    if (!area.hidden) return;
    const input = area.querySelector("input");
    if (input) input.value = "";
    put(form, "annexe_area", "");
  };
  there.addEventListener("change", show);
  area.hidden = form.details.values.annexe_in_room === "no";
  return [there, area];
}

/** @param {import("./measures.js").Form} form */
function persons(form) {
  const { details } = form;
  const counted = (/** @type {string} */ id, /** @type {string} */ hint) =>
    stepper(capital(form.speaker.measure(id)), {
      value: Number(details.values[id] ?? 0),
      max: 500,
      id: `measure-${id}`,
      hint,
      onChange: (number) => put(form, id, String(number)),
    });
  const capacity = folded(t("measurement.capacity"), details.values.room_capacity !== undefined, counted("room_capacity", t("measurement.not_counted")));
  return el("div", { class: "stack" }, counted("persons", t("measurement.not_counted")), capacity);
}

/** @param {import("./measures.js").Form} form */
function roomKind({ book, speaker, details, changed }) {
  const kinds = /** @type {[string, string][]} */ (Object.entries(book.room_kinds).map(([id, words]) => [id, speaker.among(words)]));
  return selectField(t("measurement.room_kind"), [["", t("forms.not_said")], ...kinds], {
    value: details.room_kind,
    id: "room-kind",
    onChange: (kind) => {
      details.room_kind = kind;
      changed();
    },
  });
}

/** @param {import("./measures.js").Form} form */
function groups({ book, speaker, details, changed }) {
  const known = /** @type {[string, string][]} */ (Object.entries(book.groups).map(([id, words]) => [id, speaker.among(words)]));
  return choices(t("measurement.who"), known, {
    values: details.groups,
    hint: t("measurement.groups_hint"),
    onChange: (values) => {
      details.groups = values;
      changed();
    },
  });
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry @param {any} services */
async function show(container, entry, services) {
  const { details } = entry;
  const by = await standards();
  const { speaker, book } = by;
  const values = Object.entries(details.values ?? {}).map(
    ([id, text]) => /** @type {[string, string]} */ ([capital(speaker.measure(id)), valueInWords(id, String(text), by)]),
  );
  const room = details.room_kind ? speaker.among(book.room_kinds[details.room_kind] ?? { en: details.room_kind }) : "";
  const of = (details.groups ?? []).map((/** @type {string} */ one) => speaker.among(book.groups[one] ?? { en: one })).join(", ");
  const verdicts = el("section", { class: "stack verdicts" });
  drawVerdicts(verdicts, details, placeKind(services, entry), by);
  container.append(
    facts([[t("measurement.subject"), details.subject ?? ""], [t("measurement.room_kind"), room], [t("measurement.who"), of], ...values]),
    ...said(entry),
    verdicts,
  );
}

/** @param {string} id @param {string} text @param {NonNullable<typeof loaded>} by */
function valueInWords(id, text, { book, speaker }) {
  const measure = book.measures[id];
  if (!measure) return text;
  if (measure.kind === "truth") return speaker.named(text === "yes" ? "YES" : "NO");
  if (measure.kind === "choice") return speaker.item(id, text);
  if (measure.kind !== "checklist") return speaker.decimal === "." ? text : text.replace(/(\d)\.(?=\d)/g, `$1${speaker.decimal}`);
  return text.split("; ").map((one) => checklistWord(id, one, speaker)).join("; ");
}

/** @param {string} id @param {string} mark @param {import("../standards/speaking.js").Speaker} speaker */
function checklistWord(id, mark, speaker) {
  const item = speaker.item(id, mark.replace(/^[-?]/, ""));
  if (mark.startsWith("-")) return t("measurement.item_not_found", { item });
  return mark.startsWith("?") ? t("measurement.item_not_looked_at", { item }) : item;
}

registerForm({
  form: "measurement",
  name: "measurement",
  kind: "measurement",
  icon: "ruler",
  words: "measurement.title",
  order: 40,
  begin({ entry }) {
    entry.source = ""; // measured by the delegation itself
    entry.details = { subject: "", room_kind: "", groups: [], values: {}, ...entry.details };
  },
  title: ({ details }) => details.subject || Object.values(details.values ?? {}).join(" · "),
  problems,
  render,
  show,
});
