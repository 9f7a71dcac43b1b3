/** The plainest forms: what somebody alleges, and what the delegation sees. */

import { kindField, placeField } from "../choosing.js";
import { registerForm } from "../forms.js";
import { t } from "../words.js";
import { sourceAsked, wordsField } from "./fields.js";
import { files, said } from "./showing.js";

const KINDS = ["allegation", "observation"];

/** @param {import("../forms.js").Draft} draft */
function problems({ entry }) {
  return entry.text.trim() ? [] : [{ field: "text", message: t("notes.no_text") }];
}

/** @param {HTMLElement} container @param {import("../forms.js").Draft} draft @param {any} services */
function render(container, draft, services) {
  const text = wordsField(draft, services, { rows: 7, hint: t("notes.text_hint") });
  container.append(kindField(draft, services, KINDS), placeField(draft, services), sourceAsked(draft, services), text);
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry @param {any} services */
function show(container, entry, services) {
  container.append(...said(entry), ...files(entry, services));
}

for (const [place, kind] of KINDS.entries()) {
  registerForm({
    form: "",
    name: kind,
    kind,
    icon: kind === "allegation" ? "speech" : "eye",
    words: `${kind}.title`,
    order: 10 + place * 10,
    problems,
    render,
    show,
  });
}
