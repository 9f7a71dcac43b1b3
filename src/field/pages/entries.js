/** One's own entries, newest first, by day, place and form; a page of fifty at a time. */

import { formOf, forms } from "../forms.js";
import { entries } from "../journal.js";
import { registerPage } from "../routes.js";
import { unlocked } from "../session.js";
import { tables } from "../store.js";
import { button, el, empty, field, icon, linkButton, placeName, textInput } from "../ui.js";
import { dayInWords, t } from "../words.js";

registerPage({ route: "entries", words: "entries.title", icon: "list", needs: "open", render });

/** What was chosen stays while the app is open. */
const filter = { day: "", place: "", form: "", words: "" };

/**
 * @param {HTMLElement} container
 * @param {string[]} _params
 * @param {any} services
 */
async function render(container, _params, services) {
  const list = el("ol", { class: "plain", id: "entries" });
  const told = el("p", { class: "hint", role: "status" });
  const more = el("div");
  const rows = unlocked()?.rows ?? [];
  container.append(el("h1", {}, t("entries.title")));
  if (!rows.length) {
    container.append(empty(t("entries.empty"), linkButton(t("bar.write"), "#/", { icon: "pen" })));
    return;
  }
  const drawn = async () => {
    list.replaceChildren();
    await page(list, told, more, services);
  };
  container.append(filters(rows, services, drawn), told, list, more);
  await drawn();
}

/**
 * @param {import("../entry.js").Row[]} rows
 * @param {any} services
 * @param {() => void} drawn
 */
function filters(rows, services, drawn) {
  const { places } = services.visit();
  const days = [...new Set(rows.map((row) => row.day))].sort().reverse();
  const where = new Map(rows.map((row) => [row.place ?? row.place_said, placeName(row, places)]));
  where.delete("");
  /** @type {[string, string][]} */
  const formsThere = forms().filter((form) => rows.some((row) => formOf(row) === form)).map((form) => [form.name, t(form.words)]);
  const words = textInput({ value: filter.words, id: "words", type: "search", onInput: (value) => ((filter.words = value), drawn()) });
  return el(
    "details",
    { class: "card", open: Object.values(filter).some(Boolean) },
    el("summary", {}, t("entries.choose")),
    select("day", t("entries.day"), days.map((day) => [day, dayInWords(day)]), drawn),
    select("place", t("place.title"), [...where], drawn),
    select("form", t("entries.form"), formsThere, drawn),
    field(t("entries.words"), words),
  );
}

/**
 * @param {"day" | "place" | "form"} name
 * @param {string} label
 * @param {[string, string][]} options
 * @param {() => void} drawn
 */
function select(name, label, options, drawn) {
  const input = el("select", {}, el("option", { value: "" }, t("entries.all")), options.map(([value, words]) => el("option", { value }, words)));
  input.value = filter[name];
  input.addEventListener("change", () => {
    filter[name] = input.value;
    drawn();
  });
  return field(label, input);
}

/**
 * Add a page of rows to the list.
 * @param {HTMLElement} list
 * @param {HTMLElement} told
 * @param {HTMLElement} more
 * @param {any} services
 * @param {number} [before]
 */
async function page(list, told, more, services, before) {
  const form = forms().find((one) => one.name === filter.form);
  const { day, place, words } = filter;
  const found = entries({ day, place, words, form: form?.form, kind: form && !form.form ? form.kind : undefined, before });
  const blobs = await tables.blobs.bulkGet(found.rows.map((row) => row.digest));
  list.append(...found.rows.map((row, at) => line(row, blobs[at]?.state, services.visit().places)));
  told.textContent = found.total ? t("entries.count", { n: found.total }) : t("entries.none_fits");
  const last = found.rows.at(-1)?.seq;
  more.replaceChildren(...(found.more ? [button(t("entries.more"), { on: () => page(list, told, more, services, last) })] : []));
}

/**
 * @param {import("../entry.js").Row} row
 * @param {string | undefined} state
 * @param {any[]} places
 */
function line(row, state, places) {
  const form = formOf(row);
  const about = [placeName(row, places), row.source, dayInWords(row.day)].filter(Boolean).join(" · ");
  const marks = [
    row.unfinished && t("entries.unfinished"),
    row.corrected_by.length > 0 && t("entries.corrected"),
    row.corrects && t("entries.corrects"),
    state && t(`entries.${state}`),
  ].filter(Boolean);
  return el(
    "li",
    {},
    el(
      "a",
      { class: row.corrected_by.length ? "line corrected" : "line", href: `#/entry/${row.digest}` },
      form ? icon(form.icon) : null,
      el("span", {}, el("strong", {}, row.title || (form ? t(form.words) : row.kind)), el("small", {}, about), el("small", { class: "marks" }, marks.join(" · "))),
    ),
  );
}
