/** Reading back what a form says: facts, words, photographs and sounds out of their sealed bytes. */

import { onLocking } from "../session.js";
import { button, el } from "../ui.js";
import { sizeInWords, t } from "../words.js";

/** @typedef {import("../entry.js").Attachment} Attachment */

/** Addresses of what was opened, given back when the page is left or the lock closes. @type {Set<string>} */
const opened = new Set();
/** Everything that is shown, taken away. */
function giveBack() {
  opened.forEach((address) => URL.revokeObjectURL(address));
  opened.clear();
}
onLocking(giveBack);
globalThis.addEventListener?.("hashchange", giveBack);

/** @param {Blob} blob */
function addressOf(blob) {
  const address = URL.createObjectURL(blob);
  opened.add(address);
  return address;
}

/**
 * Names and what they say; what says nothing is left away.
 * @param {[string, string][]} said
 */
export function facts(said) {
  return el("dl", { class: "facts" }, said.filter(([, value]) => value !== "").flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

/** The words of an entry. @param {{text: string}} entry @returns {HTMLElement[]} */
export function said({ text }) {
  return text ? [el("p", { class: "said" }, text)] : [];
}

/**
 * The files of an entry: a photograph by its working copy, at once; a sound to be heard. Other files are opened in the office: no
 * copy in clear is left behind on a device.
 * @param {import("../entry.js").Entry} entry
 * @param {any} services
 * @returns {HTMLElement[]}
 */
export function files({ attachments }, services) {
  const originals = attachments.filter((one) => one.role === "original");
  return originals.map((one) => fileShown(one, attachments.find((other) => other.of === one.digest) ?? null, services));
}

/** @param {Attachment} original @param {Attachment | null} copy @param {any} services */
function fileShown(original, copy, services) {
  const box = el("figure", { class: "card file" });
  const caption = el("figcaption", {}, original.name, el("small", {}, sizeInWords(original.size)));
  const shown = copy ?? original;
  const at = el("div", {});
  box.append(at, caption);
  if (shown.type.startsWith("image/") && (copy || original.size < 8_000_000)) void into(at, shown, services);
  else if (shown.type.startsWith("audio/")) void into(at, shown, services);
  else if (shown.type.startsWith("image/")) at.append(button(t("show.open"), { icon: "page", on: () => into(at, shown, services) }));
  else at.append(el("p", { class: "hint" }, t("show.in_the_office")));
  if (copy) box.append(button(t("show.original", { size: sizeInWords(original.size) }), { on: () => into(at, original, services) }));
  return box;
}

/** @param {HTMLElement} at @param {Attachment} one @param {any} services */
async function into(at, one, services) {
  try {
    const blob = await services.openAttachment(one);
    at.replaceChildren(player(one, addressOf(blob)));
  } catch (problem) {
    at.replaceChildren(el("p", { class: "warning" }, t("show.not_opened")));
    services.tell(problem);
  }
}

/** @param {Attachment} one @param {string} src */
function player(one, src) {
  if (one.type.startsWith("image/")) return el("img", { src, alt: t("show.photograph", { name: one.name }), class: "photograph" });
  return el("audio", { src, controls: true, "aria-label": one.name });
}
