/** An interview: under a pseudonym, in which language, before whom, and what the person consents to, purpose by purpose. */

import { placeField } from "../choosing.js";
import { registerForm } from "../forms.js";
import { choice, el, field, stepper, textInput } from "../ui.js";
import { languageInUse, t } from "../words.js";
import { answered, listedConsents, PURPOSES } from "./consents.js";
import { countField, notCounted, selectField, wordsField, yesOrNo } from "./fields.js";
import { LANGUAGES } from "./languages.js";
import { looksLikeName, nextPseudonym } from "./naming.js";
import { facts, said } from "./showing.js";
import { interviews, tookInterview } from "./taken.js";

const HOW = ["orally", "in writing", "through the interpreter", "in easy language"];
const OVERHEARD = ["no", "perhaps", "yes"];

/** @param {import("../forms.js").Draft} draft @param {any} services */
function begin(draft, services) {
  const { entry } = draft;
  const used = interviews(services).map((one) => one.extra?.pseudonym ?? "");
  entry.details = { pseudonym: nextPseudonym(used), group: 1, consents: [], ...entry.details };
  entry.source = entry.details.pseudonym;
}

/** @param {import("../forms.js").Draft} draft */
function problems(draft) {
  const { details } = draft.entry;
  const found = notCounted(draft, ["minutes"]);
  if (!String(details.pseudonym ?? "").trim()) found.push({ field: "pseudonym", message: t("interview.no_pseudonym") });
  if (looksLikeName(String(details.pseudonym ?? ""))) found.push({ field: "pseudonym", message: t("interview.a_name") });
  if (details.consents.some((/** @type {any} */ one) => one.purpose === "share" && one.answer === "given" && !one.recipient)) {
    found.push({ field: "recipient", message: t("interview.no_recipient") });
  }
  if (found.length === 0) tookInterview(draft.entry);
  return found;
}

/** @param {HTMLElement} container @param {import("../forms.js").Draft} draft @param {any} services */
function render(container, draft, services) {
  const { details } = draft.entry;
  /** @param {string} name @param {any} value */
  const put = (name, value) => {
    if (value === null || value === "") delete details[name];
    else details[name] = value;
    services.changed();
  };
  container.append(
    pseudonymField(draft, services),
    placeField(draft, services),
    selectField(t("interview.language"), languages(), { value: details.language, id: "language", onChange: (code) => put("language", code) }),
    yesOrNo(t("interview.interpreter"), details.interpreter, (value) => put("interpreter", value), { unknown: t("forms.not_said") }),
    yesOrNo(t("interview.private"), details.private, (value) => put("private", value), { unknown: t("forms.not_said") }),
    choice(t("interview.overheard"), OVERHEARD.map((one) => [one, t(`interview.overheard_${one}`)]), {
      value: details.overheard,
      onChange: (value) => put("overheard", value),
    }),
    stepper(t("interview.group"), { value: details.group ?? 1, min: 1, max: 99, onChange: (value) => put("group", value) }),
    countField(draft, services, { name: "minutes", label: t("interview.minutes") }),
    consentFields(draft, services),
    wordsField(draft, services, { rows: 8, label: t("interview.text"), hint: t("interview.text_hint") }),
  );
}

/** @param {import("../forms.js").Draft} draft @param {any} services */
function pseudonymField(draft, services) {
  const { entry } = draft;
  const input = textInput({
    value: entry.details.pseudonym ?? "",
    onInput: (word) => {
      if (!entry.source || entry.source === entry.details.pseudonym) entry.source = word.trim();
      entry.details.pseudonym = word.trim();
      services.changed();
    },
  });
  input.maxLength = 40;
  return field(t("interview.pseudonym"), input, { id: "pseudonym", hint: t("interview.pseudonym_hint") });
}

/** @returns {[string, string][]} */
function languages() {
  const names = new Intl.DisplayNames([languageInUse()], { type: "language" });
  const found = LANGUAGES.map((code) => /** @type {[string, string]} */ ([code, names.of(code) ?? code]));
  return [["", t("forms.not_said")], ...found.sort((one, other) => one[1].localeCompare(other[1], languageInUse()))];
}

/** @param {import("../forms.js").Draft} draft @param {any} services */
function consentFields(draft, services) {
  const { details } = draft.entry;
  const told = explained(details.consents);
  /** @param {string} name @param {string} value */
  const explain = (name, value) => {
    told[name] = value;
    details.consents = details.consents.map((/** @type {any} */ one) => ({ ...one, ...told }));
    services.changed();
  };
  const share = recipientField(draft, services);
  const purposes = PURPOSES.map((purpose) => {
    const one = purposeField(draft, services, purpose, told, () => share.show());
    return purpose === "share" ? [one, share.element] : [one];
  });
  return el(
    "section",
    { class: "card stack" },
    el("h2", {}, t("interview.consent")),
    el("p", { class: "hint" }, t("interview.consent_hint")),
    ...purposes.flat(),
    choice(t("interview.how"), HOW.map((one) => [one, t(`interview.how_${one.replaceAll(" ", "_")}`)]), {
      value: told.how,
      onChange: (value) => explain("how", value),
    }),
    line("present", told.present ?? "", (value) => explain("present", value)),
    line("guardian", told.guardian ?? "", (value) => explain("guardian", value)),
  );
}

/** @param {any[]} consents @returns {Record<string, string>} what was said of the last of them */
function explained(consents) {
  const last = consents.at(-1) ?? {};
  return { how: last.how ?? "", present: last.present ?? "", guardian: last.guardian ?? "" };
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {string} purpose
 * @param {Record<string, string>} told @param {() => void} onAnswer */
function purposeField(draft, services, purpose, told, onAnswer) {
  const { details } = draft.entry;
  const held = details.consents.find((/** @type {any} */ one) => one.purpose === purpose)?.answer ?? "";
  const answers = ["given", "refused", ...(draft.entry.corrects || held === "withdrawn" ? ["withdrawn"] : []), ""];
  return choice(
    t(`consent.${purpose}`),
    answers.map((one) => [one, t(`consent.${one || "not_asked"}`)]),
    {
      value: held,
      id: `consent-${purpose}`,
      onChange: (answer) => {
        details.consents = answered(details.consents, purpose, answer, told);
        services.changed();
        onAnswer();
      },
    },
  );
}

/** @param {import("../forms.js").Draft} draft @param {any} services */
function recipientField(draft, services) {
  const share = () => draft.entry.details.consents.find((/** @type {any} */ one) => one.purpose === "share");
  const input = textInput({
    value: share()?.recipient ?? "",
    onInput: (recipient) => {
      const held = share();
      if (held) held.recipient = recipient;
      services.changed();
    },
  });
  input.maxLength = 120;
  const element = field(t("interview.recipient"), input, { id: "recipient" });
  const show = () => {
    const held = share();
    element.hidden = held?.answer !== "given";
    if (held) held.recipient = input.value;
  };
  show();
  return { element, show };
}

/** @param {string} name @param {string} value @param {(value: string) => void} onInput */
function line(name, value, onInput) {
  const input = textInput({ value, onInput });
  input.maxLength = 200;
  return field(t(`interview.${name}`), input, { id: `consents-${name}`, hint: t("forms.by_function") });
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry */
function show(container, entry) {
  const { details } = entry;
  const yes = (/** @type {boolean | undefined} */ said) => (said === undefined ? "" : t(said ? "forms.yes" : "forms.no"));
  const language = languages().find(([code]) => code && code === details.language)?.[1] ?? details.language ?? "";
  container.append(
    facts([
      [t("interview.pseudonym"), details.pseudonym ?? ""],
      [t("interview.language"), language],
      [t("interview.interpreter"), yes(details.interpreter)],
      [t("interview.private"), yes(details.private)],
      [t("interview.overheard"), OVERHEARD.includes(details.overheard) ? t(`interview.overheard_${details.overheard}`) : ""],
      [t("interview.group"), String(details.group ?? "")],
      [t("interview.minutes"), String(details.minutes ?? "")],
    ]),
    el("h2", {}, t("interview.consent")),
    el("ul", {}, consentLines(details.consents ?? [])),
    ...said(entry),
  );
}

/** @param {import("./consents.js").Consent[]} consents */
function consentLines(consents) {
  if (consents.length === 0) return [el("li", {}, t("interview.not_asked"))];
  return consents.map((one) => {
    const answer = `${t(`consent.${one.purpose}`)}: ${t(`consent.${one.answer}`)}`;
    const how = HOW.includes(one.how) ? t(`interview.how_${one.how.replaceAll(" ", "_")}`) : one.how;
    const told = [one.recipient, how, one.present, one.guardian].filter(Boolean).join(" · ");
    return el("li", {}, answer, told ? el("small", {}, ` ${told}`) : null);
  });
}

registerForm({
  form: "interview",
  name: "interview",
  kind: "interview",
  icon: "people",
  words: "interview.title",
  order: 30,
  begin,
  title: (entry) => [entry.details.pseudonym, entry.text.trim().split("\n", 1)[0]].filter(Boolean).join(": "),
  listed: listedConsents,
  problems,
  render,
  show,
});
