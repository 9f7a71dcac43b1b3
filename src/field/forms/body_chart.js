/** The body chart: where a person shows marks, of which kind and size, and how far they fit what the person says. */

import { drawing, GRADES, MARK_KINDS, moved, placeOf, regionOf, REGIONS, VIEWS } from "../body_chart.js";
import { placeField } from "../choosing.js";
import { registerForm } from "../forms.js";
import { button, choice, el, field, textInput } from "../ui.js";
import { t } from "../words.js";
import { detailField, selectField, wordsField } from "./fields.js";
import { said } from "./showing.js";
import { interviews } from "./taken.js";

/** @typedef {import("../body_chart.js").Mark} Mark */

/** @param {import("../forms.js").Draft} draft */
function problems({ entry: { details, text } }) {
  if (details.marks.length || text.trim()) return [];
  return [{ field: "body-front", message: t("body_chart.no_marks") }];
}

/** @param {HTMLElement} container @param {import("../forms.js").Draft} draft @param {any} services */
function render(container, draft, services) {
  const { details } = draft.entry;
  const charts = el("div", { class: "body-charts" });
  const list = el("ol", { class: "body-list stack" });
  const redraw = (/** @type {number} */ focus = -1) => {
    drawCharts(charts, draft, services, redraw);
    list.replaceChildren(...details.marks.map((/** @type {Mark} */ _one, /** @type {number} */ place) => markItem(draft, services, place, redraw)));
    if (focus >= 0) list.children[focus]?.querySelector("select")?.focus();
  };
  const outline = choice(t("body_chart.outline"), ["adult", "child"].map((one) => [one, t(`body_chart.${one}`)]), {
    value: details.outline,
    onChange: (value) => {
      details.outline = value;
      services.changed();
      redraw();
    },
  });
  container.append(
    placeField(draft, services),
    pseudonymField(draft, services),
    outline,
    el("p", { class: "hint" }, t("body_chart.hint")),
    charts,
    adder(draft, services, redraw),
    list,
    consistency(draft, services),
    wordsField(draft, services, { rows: 4 }),
  );
  redraw();
}

/** @param {import("../forms.js").Draft} draft @param {any} services */
function pseudonymField(draft, services) {
  const known = [...new Set(interviews(services).map((one) => one.extra?.pseudonym ?? "").filter(Boolean))];
  const { entry } = draft;
  const also = { ...services, changed: () => ((entry.source = entry.details.pseudonym), services.changed()) };
  const asked = detailField(draft, also, {
    name: "pseudonym",
    label: t("body_chart.pseudonym"),
    hint: t("interview.pseudonym_hint"),
    longest: 40,
  });
  const choices = el("datalist", { id: "pseudonyms" }, known.map((one) => el("option", { value: one })));
  asked.querySelector("input")?.setAttribute("list", "pseudonyms");
  asked.append(choices);
  return asked;
}

/** @param {HTMLElement} charts @param {import("../forms.js").Draft} draft @param {any} services @param {(focus?: number) => void} redraw */
function drawCharts(charts, draft, services, redraw) {
  const { details } = draft.entry;
  const drawn = VIEWS.map((view) => {
    const marks = details.marks;
    const label = t(`body_chart.${view}_with`, { n: marks.filter((/** @type {Mark} */ one) => one.view === view).length });
    const svg = drawing({
      outline: details.outline,
      view,
      marks,
      label,
      onTap: ({ x, y }) => add(draft, services, { view, x, y }, redraw),
      onMark: (number) => redraw(number - 1),
    });
    svg.setAttribute("id", `body-${view}`);
    svg.setAttribute("tabindex", "-1");
    return el("figure", {}, svg, el("figcaption", {}, t(`body_chart.${view}`)));
  });
  charts.replaceChildren(...drawn);
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {{view: string, x: number, y: number}} at
 * @param {(focus?: number) => void} redraw */
function add(draft, services, at, redraw) {
  draft.entry.details.marks.push({ ...at, kind: MARK_KINDS[0] ?? "", size_cm: "", words: "" });
  services.changed();
  redraw(draft.entry.details.marks.length - 1);
}

/** The way without a pointer: a view and a part of the body. @param {import("../forms.js").Draft} draft @param {any} services
 * @param {(focus?: number) => void} redraw */
function adder(draft, services, redraw) {
  const chosen = { view: "front", region: /** @type {keyof typeof REGIONS} */ ("head") };
  const regions = /** @type {[string, string][]} */ (Object.keys(REGIONS).map((one) => [one, t(`body_chart.region_${one}`)]));
  return el(
    "div",
    { class: "card stack" },
    selectField(t("body_chart.view"), VIEWS.map((one) => [one, t(`body_chart.${one}`)]), {
      value: chosen.view,
      id: "mark-view",
      onChange: (view) => (chosen.view = view),
    }),
    selectField(t("body_chart.region"), regions, {
      value: chosen.region,
      id: "mark-region",
      onChange: (region) => (chosen.region = /** @type {keyof typeof REGIONS} */ (region)),
    }),
    button(t("body_chart.add"), {
      icon: "plus",
      id: "mark-add",
      on: () => add(draft, services, { view: chosen.view, ...placeOf(chosen.region, chosen.view) }, redraw),
    }),
  );
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {number} place @param {(focus?: number) => void} redraw */
function markItem(draft, services, place, redraw) {
  const mark = draft.entry.details.marks[place];
  /** @param {string} name */
  const put = (name) => (/** @type {string} */ value) => {
    mark[name] = value;
    services.changed();
  };
  const where = el("span", {}, t(`body_chart.${mark.view}`), " · ", t(`body_chart.region_${regionOf(mark)}`));
  const mover = button(t("body_chart.move"), { icon: "place" });
  mover.setAttribute("aria-label", t("body_chart.move_this", { n: place + 1 }));
  mover.addEventListener("keydown", (event) => {
    const to = moved(mark, event.key);
    if (!to) return;
    event.preventDefault();
    Object.assign(mark, to);
    services.changed();
    drawCharts(/** @type {HTMLElement} */ (document.querySelector(".body-charts")), draft, services, redraw);
    where.replaceChildren(t(`body_chart.${mark.view}`), " · ", t(`body_chart.region_${regionOf(mark)}`));
  });
  const away = button(t("body_chart.remove"), {
    icon: "bin",
    on: () => {
      draft.entry.details.marks.splice(place, 1);
      services.changed();
      redraw();
    },
  });
  away.setAttribute("aria-label", t("body_chart.remove_this", { n: place + 1 }));
  const size = textInput({ value: String(mark.size_cm), inputMode: "decimal", onInput: put("size_cm") });
  size.maxLength = 40;
  return el(
    "li",
    { class: "card stack" },
    el("p", {}, el("strong", {}, `${place + 1}. `), where),
    selectField(t("body_chart.kind"), MARK_KINDS.map((one) => [one, t(`body_chart.kind_${one}`)]), { value: mark.kind, onChange: put("kind") }),
    field(t("body_chart.size"), size),
    field(t("body_chart.words"), textInput({ value: mark.words, onInput: put("words") })),
    el("div", { class: "row" }, mover, away),
  );
}

/** @param {import("../forms.js").Draft} draft @param {any} services */
function consistency(draft, services) {
  const { details } = draft.entry;
  const grades = /** @type {[string, string][]} */ (GRADES.map((one) => [one, t(`body_chart.grade_${one}`)]));
  return selectField(t("body_chart.consistency"), [["", t("body_chart.grade_none")], ...grades], {
    value: details.consistency,
    id: "consistency",
    hint: t("body_chart.consistency_hint"),
    onChange: (grade) => {
      details.consistency = grade;
      services.changed();
    },
  });
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry */
function show(container, entry) {
  const { details } = entry;
  const charts = VIEWS.map((view) => {
    const marks = details.marks ?? [];
    const label = t(`body_chart.${view}_with`, { n: marks.filter((/** @type {Mark} */ one) => one.view === view).length });
    return el("figure", {}, drawing({ outline: details.outline ?? "adult", view, marks, label }), el("figcaption", {}, t(`body_chart.${view}`)));
  });
  const rows = (details.marks ?? []).map((/** @type {Mark} */ mark) => el("li", {}, inWords(mark)));
  const grade = details.consistency ? t("body_chart.graded", { grade: t(`body_chart.grade_${details.consistency}`) }) : "";
  const whose = details.pseudonym ? t("show.pseudonym", { pseudonym: details.pseudonym }) : "";
  container.append(
    ...(whose ? [el("p", {}, whose)] : []),
    el("div", { class: "body-charts" }, charts),
    el("ol", { class: "body-list" }, rows),
    ...(grade ? [el("p", {}, grade)] : []),
    ...said(entry),
  );
}

/** @param {Mark} mark */
function inWords(mark) {
  const kind = MARK_KINDS.includes(mark.kind) ? t(`body_chart.kind_${mark.kind}`) : mark.kind;
  const size = mark.size_cm && `${mark.size_cm} cm`;
  return [kind, t(`body_chart.${mark.view}`), t(`body_chart.region_${regionOf(mark)}`), size, mark.words].filter(Boolean).join(" · ");
}

registerForm({
  form: "body_chart",
  name: "body_chart",
  kind: "observation",
  icon: "body",
  words: "body_chart.title",
  order: 90,
  begin(draft, services) {
    const last = interviews(services)[0];
    draft.entry.source = last?.extra?.pseudonym ?? "";
    draft.entry.details = { pseudonym: draft.entry.source, outline: "adult", marks: [], consistency: "", ...draft.entry.details };
  },
  title: ({ details }) => details.pseudonym || t("body_chart.marks", { n: details.marks?.length ?? 0 }),
  problems,
  render,
  show,
});
