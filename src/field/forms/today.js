/** The page for the evening, when the delegation compares notes: one day, counted by place, with what is still open. */

import { placeName } from "../choosing.js";
import { dayIn, shifted } from "../entry.js";
import { formOf } from "../forms.js";
import { registerPage } from "../routes.js";
import { settings } from "../settings.js";
import { el, empty, field, icon, linkButton } from "../ui.js";
import { dayInWords, t } from "../words.js";
import { comparing } from "./comparing.js";

/** @typedef {import("../entry.js").Row} Row */

registerPage({ route: "today", words: "today.title", icon: "sun", needs: "open", onHome: 10, render });

/** @param {HTMLElement} container @param {string[]} params @param {any} services */
async function render(container, [asked = ""], services) {
  const { rows } = services.entries({ limit: 100_000 });
  const today = shifted(dayIn(services.visit().zone, new Date()), settings().dayShift);
  const days = [...new Set([today, ...rows.map((/** @type {Row} */ row) => row.day)])].sort().reverse();
  const day = days.includes(asked) ? asked : today;
  const found = comparing(rows, day);
  const drafts = await services.drafts();
  container.append(el("h1", {}, day === today ? t("today.title") : dayInWords(day)), dayChooser(days, day, services));
  if (found.total === 0 && drafts.length === 0) {
    container.append(empty(t("today.empty"), linkButton(t("bar.write"), "#/", { icon: "pen" })));
    return;
  }
  const { places } = services.visit();
  container.append(
    el("p", { class: "figure" }, t("today.count", { n: found.total })),
    byPlace(found.places, places),
    unresolved(found, drafts, places),
    sources(found.interviews, places),
  );
}

/** @param {string[]} days @param {string} day @param {any} services */
function dayChooser(days, day, services) {
  const select = el(
    "select",
    { on: { change: () => services.go(`#/today/${select.value}`) } },
    days.map((one) => el("option", { value: one, selected: one === day }, dayInWords(one))),
  );
  return field(t("entries.day"), select, { id: "today-day" });
}

/** Words for the form of a row. @param {Row} row */
const formWords = (row) => {
  const form = formOf(row);
  return form ? t(form.words) : row.kind;
};

/** @param {{place: string | null, place_said: string, rows: Row[]}[]} groups @param {any[]} places */
function byPlace(groups, places) {
  const sections = groups.map((group) => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const row of group.rows) counts.set(formWords(row), (counts.get(formWords(row)) ?? 0) + 1);
    const lines = [...counts].map(([words, n]) => el("tr", {}, el("th", { scope: "row" }, words), el("td", {}, String(n))));
    const caption = el("caption", {}, placeName(group, places) || t("today.no_place"));
    return el("table", { class: "card" }, caption, el("tbody", {}, lines));
  });
  return el("section", { class: "stack", id: "by-place" }, el("h2", {}, t("today.by_place")), ...sections);
}

/** @param {ReturnType<typeof comparing>} found @param {any[]} drafts @param {any[]} places */
function unresolved(found, drafts, places) {
  const lines = [
    ...drafts.map((entry) => openDraft(entry)),
    ...found.unfinished.map((row) => openRow(row, t("today.unfinished"), places)),
    ...found.twins.map((row) => openRow(row, t("today.twin"), places)),
    ...found.withoutPlace.map((row) => openRow(row, t("today.without_place"), places)),
    ...found.withoutSource.map((row) => openRow(row, t("today.without_source"), places)),
    ...found.refused.map((row) => openRow(row, t("today.refused"), places)),
  ].filter(Boolean);
  const list = lines.length ? el("ul", { class: "plain stack" }, lines) : el("p", {}, t("today.nothing_open"));
  return el("section", { class: "stack", id: "unresolved" }, el("h2", {}, t("today.unresolved")), list);
}

/** @param {import("../entry.js").Begun} entry */
function openDraft(entry) {
  const form = formOf(entry);
  if (!form) return null;
  const words = form.title?.(entry) || entry.text || t(form.words);
  return el("li", {}, linkButton(words, `#/write/${form.name}/${entry.id}`, { icon: form.icon, note: t("today.draft") }));
}

/** @param {Row} row @param {string} why @param {any[]} places */
function openRow(row, why, places) {
  const about = [placeName(row, places), row.source].filter(Boolean).join(" · ");
  return el(
    "li",
    {},
    el(
      "a",
      { class: "line", href: `#/entry/${row.digest}` },
      icon(formOf(row)?.icon ?? "page"),
      el("span", {}, el("strong", {}, row.title || formWords(row)), el("small", {}, about), el("small", { class: "marks" }, why)),
    ),
  );
}

/** @param {{source: string, rows: Row[]}[]} interviews @param {any[]} places */
function sources(interviews, places) {
  const lines = interviews.map(({ source, rows }) => {
    const links = rows.map((row) => el("li", {}, el("a", { href: `#/entry/${row.digest}` }, row.title || t("interview.title")), ` ${placeName(row, places)}`));
    return el("li", {}, el("strong", {}, source || t("today.no_source")), el("ul", {}, links));
  });
  const list = lines.length ? el("ul", { class: "plain" }, lines) : el("p", {}, t("today.no_interviews"));
  return el("section", { class: "stack", id: "interviews" }, el("h2", {}, t("today.interviews")), list);
}
