/** How the delegation was let in: when it came, how long it waited, before whom, and what was refused. */

import { placeField } from "../choosing.js";
import { registerForm } from "../forms.js";
import { choices, el } from "../ui.js";
import { t } from "../words.js";
import { REFUSED } from "./access_words.js";
import { detailField, timeField, wordsField } from "./fields.js";
import { facts, said } from "./showing.js";
import { minutesBetween } from "./times.js";

/** @param {Record<string, any>} details */
function reckoned(details) {
  const waited = minutesBetween(details.arrived, details.let_in);
  if (waited === null) delete details.minutes;
  else details.minutes = waited;
  return waited;
}

/** @param {import("../forms.js").Draft} draft */
function problems({ entry: { details } }) {
  const found = [];
  if (!details.arrived) found.push({ field: "detail-arrived", message: t("access.no_arrival") });
  if (details.let_in && details.arrived && minutesBetween(details.arrived, details.let_in) === null) {
    found.push({ field: "detail-let_in", message: t("access.before_arrival") });
  }
  if (details.left && details.let_in && minutesBetween(details.let_in, details.left) === null) {
    found.push({ field: "detail-left", message: t("access.left_before") });
  }
  return found;
}

/** @param {HTMLElement} container @param {import("../forms.js").Draft} draft @param {any} services */
function render(container, draft, services) {
  const { details } = draft.entry;
  const waited = el("p", { class: "figure", "aria-live": "polite" });
  const show = () => {
    const minutes = reckoned(details);
    waited.textContent = minutes === null ? "" : t("access.waited", { n: minutes });
  };
  const options = /** @type {[string, string][]} */ (REFUSED.map((one) => [one, t(`access.refused_${one}`)]));
  const refused = choices(t("access.refused"), options, {
    values: details.refused ?? [],
    hint: t("access.refused_hint"),
    onChange: (values) => {
      details.refused = values;
      services.changed();
    },
  });
  container.append(
    placeField(draft, services),
    timeField(draft, services, { name: "arrived", label: t("access.arrived"), onChange: show }),
    timeField(draft, services, { name: "let_in", label: t("access.let_in"), onChange: show }),
    waited,
    detailField(draft, services, { name: "who", label: t("access.who"), hint: t("access.who_hint"), longest: 120 }),
    detailField(draft, services, { name: "why", label: t("access.why"), rows: 2, longest: 2000 }),
    refused,
    timeField(draft, services, { name: "left", label: t("access.left") }),
    wordsField(draft, services, { rows: 3 }),
  );
  show();
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry */
function show(container, entry) {
  const { details } = entry;
  const waited = details.minutes === undefined ? "" : t("access.waited", { n: details.minutes });
  const refused = (details.refused ?? []).map((/** @type {string} */ one) => (REFUSED.includes(one) ? t(`access.refused_${one}`) : one));
  container.append(
    facts([
      [t("access.arrived"), details.arrived ?? ""],
      [t("access.let_in"), details.let_in ?? ""],
      [t("access.wait"), waited],
      [t("access.who"), details.who ?? ""],
      [t("access.why"), details.why ?? ""],
      [t("access.refused"), refused.join("; ")],
      [t("access.left"), details.left ?? ""],
    ]),
    ...said(entry),
  );
}

registerForm({
  form: "access",
  name: "access",
  kind: "observation",
  icon: "gate",
  words: "access.title",
  order: 15,
  begin({ entry }) {
    entry.source = ""; // seen by the delegation itself
    entry.details = { refused: [], ...entry.details };
  },
  title: ({ details }) => [details.arrived, details.let_in].filter(Boolean).join(" – "),
  listed: ({ details }) => ({ minutes: details.minutes ?? null, refused: (details.refused ?? []).length }),
  problems,
  render,
  show,
});
