/** One entry, opened from its sealed bytes. */

import { formOf } from "../forms.js";
import { openEntry } from "../journal.js";
import { registerPage } from "../routes.js";
import { unlocked } from "../session.js";
import { button, el, linkButton, placeName } from "../ui.js";
import { dayInWords, sizeInWords, t } from "../words.js";

registerPage({ route: "entry", words: "entry.title", needs: "open", render });

/**
 * @param {HTMLElement} container
 * @param {string[]} params
 * @param {any} services
 */
async function render(container, [id = ""], services) {
  const { entry, row } = await openEntry(id);
  const form = formOf(entry);
  const body = el("div", { class: "stack", id: "entry" });
  container.append(
    el("h1", {}, form ? t(form.words) : t("entry.title")),
    ...marks(row),
    el("dl", { class: "facts" }, facts(entry, services.visit().places)),
    body,
  );
  if (form?.show) await form.show(body, entry, services);
  else plain(body, entry, services);
  if (form) container.append(linkButton(t("entry.correct"), `#/write/${form.name}/corrects/${row.digest}`, { icon: "pen" }));
}

/** @param {import("../entry.js").Row} row */
function marks(row) {
  const found = [];
  if (row.unfinished) found.push(el("p", { class: "warning" }, t("entry.unfinished")));
  for (const later of row.corrected_by) found.push(el("p", { class: "warning" }, el("a", { href: `#/entry/${later}` }, t("entry.corrected_by"))));
  if (row.corrects) found.push(el("p", {}, el("a", { href: `#/entry/${row.corrects}` }, t("entry.corrects"))));
  const twins = unlocked()?.rows.filter((one) => one.id === row.id).length ?? 1;
  if (twins > 1) found.push(el("p", { class: "warning" }, t("entry.twins")));
  return found;
}

/** @param {import("../entry.js").Entry} entry @param {any[]} places */
function facts(entry, places) {
  /** @type {[string, string][]} */
  const said = [
    [t("kind.title"), t(`kind.${entry.kind}`)],
    [t("place.title"), placeName(entry, places)],
    [t("source.title"), entry.source],
    [t("entries.day"), dayInWords(entry.noted_on)],
  ];
  return said.filter(([, value]) => value).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]);
}

/**
 * Text, details and files of a form that has no page of its own for them.
 * @param {HTMLElement} body
 * @param {import("../entry.js").Entry} entry
 * @param {any} services
 */
export function plain(body, entry, services) {
  if (entry.text) body.append(el("p", { class: "said" }, entry.text));
  const details = Object.entries(entry.details);
  if (details.length) body.append(el("dl", { class: "facts" }, details.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, inWords(value))])));
  for (const one of entry.attachments) body.append(attachment(one, services));
}

/** @param {any} value */
function inWords(value) {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** @param {import("../entry.js").Attachment} one @param {any} services */
function attachment(one, services) {
  const box = el("div", { class: "figure" });
  const open = async () => {
    try {
      const blob = await services.openAttachment(one);
      const src = URL.createObjectURL(blob);
      const shown = one.type.startsWith("image/") ? el("img", { src, alt: one.name }) : el("audio", { src, controls: true });
      box.replaceChildren(shown);
      box.addEventListener("remove", () => URL.revokeObjectURL(src));
    } catch (problem) {
      services.tell(problem);
    }
  };
  box.append(button(t("entry.open_file", { name: one.name || one.type, size: sizeInWords(one.size) }), { on: open }));
  return box;
}
