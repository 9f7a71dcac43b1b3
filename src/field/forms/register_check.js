/** A register that was looked through: which, over which days, how many rows, and how many were wrong. */

import { placeField } from "../choosing.js";
import { registerForm } from "../forms.js";
import { el, field, textInput } from "../ui.js";
import { dayInWords, t } from "../words.js";
import { countField, detailField, notCounted, wordsField } from "./fields.js";
import { facts, said } from "./showing.js";

/** @param {import("../forms.js").Draft} draft */
function problems(draft) {
  const { details } = draft.entry;
  const found = notCounted(draft, ["rows_seen", "rows_wrong"]);
  if (!String(details.register ?? "").trim()) found.push({ field: "detail-register", message: t("register_check.no_register") });
  if (details.from && details.to && details.to < details.from) {
    found.push({ field: "detail-to", message: t("register_check.turned_round") });
  }
  if (Number(details.rows_wrong) > Number(details.rows_seen)) {
    found.push({ field: "detail-rows_wrong", message: t("register_check.more_wrong") });
  }
  return found;
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {string} name */
function dayField(draft, services, name) {
  const input = textInput({
    type: "date",
    value: draft.entry.details[name] ?? "",
    onInput: (day) => {
      if (day) draft.entry.details[name] = day;
      else delete draft.entry.details[name];
      services.changed();
    },
  });
  return field(t(`register_check.${name}`), input, { id: `detail-${name}` });
}

/** @param {HTMLElement} container @param {import("../forms.js").Draft} draft @param {any} services */
function render(container, draft, services) {
  const register = detailField(draft, services, {
    name: "register",
    label: t("register_check.register"),
    hint: t("register_check.register_hint"),
  });
  const share = el("p", { class: "figure", "aria-live": "polite" });
  const show = () => {
    const { rows_seen: seen, rows_wrong: wrong } = draft.entry.details;
    const counted = Number.isInteger(seen) && Number.isInteger(wrong) && seen > 0 && wrong <= seen;
    share.textContent = counted ? t("register_check.share", { wrong, seen, percent: Math.round((wrong * 100) / seen) }) : "";
  };
  const counts = el(
    "div",
    { on: { input: show } },
    countField(draft, services, { name: "rows_seen", label: t("register_check.rows_seen") }),
    countField(draft, services, { name: "rows_wrong", label: t("register_check.rows_wrong") }),
  );
  container.append(
    placeField(draft, services),
    register,
    dayField(draft, services, "from"),
    dayField(draft, services, "to"),
    counts,
    share,
    detailField(draft, services, { name: "what", label: t("register_check.what"), rows: 4, longest: 100_000 }),
    wordsField(draft, services, { rows: 2, label: t("register_check.text") }),
  );
  show();
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry */
function show(container, entry) {
  const { details } = entry;
  const day = (/** @type {string | undefined} */ said) => (said ? dayInWords(said) : "");
  const number = (/** @type {number | undefined} */ said) => (said === undefined ? "" : String(said));
  container.append(
    facts([
      [t("register_check.register"), details.register ?? ""],
      [t("register_check.from"), day(details.from)],
      [t("register_check.to"), day(details.to)],
      [t("register_check.rows_seen"), number(details.rows_seen)],
      [t("register_check.rows_wrong"), number(details.rows_wrong)],
      [t("register_check.what"), details.what ?? ""],
    ]),
    ...said(entry),
  );
}

registerForm({
  form: "register_check",
  name: "register_check",
  kind: "document",
  icon: "book",
  words: "register_check.title",
  order: 50,
  begin({ entry }) {
    entry.source = ""; // read by the delegation itself
  },
  title: ({ details }) => String(details.register ?? ""),
  problems,
  render,
  show,
});
