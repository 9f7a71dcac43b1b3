/**
 * A photograph: of a place with the approval of the head of the delegation, of a person only with that person's recorded consent (SPT,
 * guideline 5). The original is sealed as it is; the working copy has no metadata.
 */

import { placeField } from "../choosing.js";
import { registerForm } from "../forms.js";
import { workingCopy } from "../photos.js";
import { choice, choices, el } from "../ui.js";
import { t } from "../words.js";
import { attachedList, attachOriginal, fileButton } from "./attaching.js";
import { mayBePhotographed } from "./consents.js";
import { selectField, wordsField } from "./fields.js";
import { facts, files, said } from "./showing.js";
import { interviews } from "./taken.js";

/**
 * Seal a photograph unchanged, and its working copy beside it. Where the browser cannot show the picture the original stands alone.
 * @param {import("../forms.js").Draft} draft
 * @param {any} services
 * @param {File} file
 */
export async function attachPhotograph(draft, services, file) {
  const original = await attachOriginal(services, file);
  let copy;
  try {
    copy = await workingCopy(file);
  } catch (problem) {
    services.tell(problem);
    return;
  }
  const number = draft.entry.attachments.filter((one) => one.role === "working_copy").length + 1;
  const about = { type: "image/jpeg", name: `working-copy-${number}.jpg`, role: "working_copy", of: original.digest };
  await services.attach(copy, about);
  services.announce(t("photograph.sealed"));
}

/** Why no photograph may be taken now; "" where one may. @param {import("../forms.js").Draft} draft */
export function whyNot({ entry: { details } }) {
  if (details.shows === "place") return details.approved_by_head ? "" : t("photograph.needs_approval");
  return details.consent ? "" : t("photograph.needs_consent");
}

/** @param {import("../forms.js").Draft} draft */
function problems(draft) {
  const why = whyNot(draft);
  if (why) return [{ field: draft.entry.details.shows === "place" ? "approved" : "consent", message: why }];
  return draft.entry.attachments.length ? [] : [{ field: "photograph-take", message: t("photograph.none") }];
}

/** @param {HTMLElement} container @param {import("../forms.js").Draft} draft @param {any} services */
function render(container, draft, services) {
  const { details } = draft.entry;
  const attached = attachedList(draft, services);
  const below = el("div", { class: "stack" });
  const show = () => below.replaceChildren(...permission(draft, services, show), ...takers(draft, services, attached));
  const shows = choice(t("photograph.shows"), ["place", "person"].map((one) => [one, t(`photograph.${one}`)]), {
    value: details.shows,
    onChange: (value) => {
      details.shows = value;
      if (value === "place") Object.assign(details, { pseudonym: "", consent: "" });
      draft.entry.source = details.pseudonym;
      services.changed();
      show();
    },
  });
  container.append(placeField(draft, services), shows, below, attached.element, wordsField(draft, services, { rows: 3 }));
  show();
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {() => void} show @returns {Node[]} */
function permission(draft, services, show) {
  return draft.entry.details.shows === "place" ? [approval(draft, services, show)] : consent(draft, services, show);
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {() => void} show */
function approval(draft, services, show) {
  const { details } = draft.entry;
  return choices(t("photograph.approval"), [["yes", t("photograph.approved")]], {
    values: details.approved_by_head ? ["yes"] : [],
    id: "approved",
    hint: t("photograph.approval_hint"),
    onChange: (values) => {
      details.approved_by_head = values.length > 0;
      services.changed();
      show();
    },
  });
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {() => void} show @returns {Node[]} */
function consent(draft, services, show) {
  const { details } = draft.entry;
  const held = mayBePhotographed(interviews(services));
  if (!held.some((one) => one.id === details.consent)) Object.assign(details, { consent: "", pseudonym: "" });
  const options = /** @type {[string, string][]} */ ([["", t("photograph.choose")], ...held.map((one) => [one.id, one.pseudonym])]);
  const chosen = selectField(t("photograph.whose"), options, {
    value: details.consent,
    id: "consent",
    hint: t("photograph.whose_hint"),
    onChange: (id) => {
      details.consent = id;
      details.pseudonym = held.find((one) => one.id === id)?.pseudonym ?? "";
      draft.entry.source = details.pseudonym;
      services.changed();
      show();
    },
  });
  return [chosen, el("p", { class: "hint" }, t("photograph.persons_hint"))];
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {{show: () => void}} attached @returns {Node[]} */
function takers(draft, services, attached) {
  const why = whyNot(draft);
  if (why) return [el("p", { class: "card", id: "photograph-take", tabindex: "-1" }, why)];
  const onFiles = async (/** @type {File[]} */ files) => {
    try {
      for (const file of files) await attachPhotograph(draft, services, file);
    } catch (problem) {
      services.tell(problem);
    }
    attached.show();
  };
  return [
    fileButton(t("photograph.take"), { accept: "image/*", capture: true, icon: "camera", main: true, id: "photograph-camera", onFiles }),
    fileButton(t("photograph.pick"), { accept: "image/*", multiple: true, icon: "page", id: "photograph-file", onFiles }),
  ];
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry @param {any} services */
function show(container, entry, services) {
  const { details } = entry;
  const approved = details.shows === "place" && details.approved_by_head ? t("photograph.approved") : "";
  container.append(
    ...files(entry, services),
    facts([
      [t("photograph.shows"), t(`photograph.${details.shows}`)],
      [t("photograph.whose"), details.pseudonym ?? ""],
      [t("photograph.approval"), approved],
    ]),
    ...said(entry),
  );
}

registerForm({
  form: "photograph",
  name: "photograph",
  kind: "document",
  icon: "camera",
  words: "photograph.title",
  order: 70,
  begin({ entry }) {
    entry.source = ""; // a place has none; a person gives their pseudonym
    entry.details = { shows: "place", pseudonym: "", consent: "", approved_by_head: false, ...entry.details };
  },
  title: (entry) => entry.text || entry.attachments[0]?.name || "",
  problems,
  render,
  show,
});
