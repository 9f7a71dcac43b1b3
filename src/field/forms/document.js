/** A document: photographed or taken as a file, with what it is. */

import { placeField } from "../choosing.js";
import { registerForm } from "../forms.js";
import { el } from "../ui.js";
import { t } from "../words.js";
import { attachedList, attachOriginal, fileButton } from "./attaching.js";
import { sourceAsked, wordsField } from "./fields.js";
import { files, said } from "./showing.js";
import { attachPhotograph } from "./photograph.js";

/** @param {import("../forms.js").Draft} draft */
function problems({ entry }) {
  if (entry.text.trim() || entry.attachments.length) return [];
  return [{ field: "text", message: t("document.nothing") }];
}

/** @param {HTMLElement} container @param {import("../forms.js").Draft} draft @param {any} services */
function render(container, draft, services) {
  const attached = attachedList(draft, services);
  /** @param {(file: File) => Promise<unknown>} take */
  const each = (take) => async (/** @type {File[]} */ files) => {
    try {
      for (const file of files) await take(file);
    } catch (problem) {
      services.tell(problem);
    }
    attached.show();
  };
  container.append(
    placeField(draft, services),
    sourceAsked(draft, services),
    wordsField(draft, services, { label: t("document.what"), hint: t("document.what_hint"), rows: 3 }),
    el("p", { class: "hint" }, t("document.files_hint")),
    fileButton(t("document.photograph"), {
      accept: "image/*",
      capture: true,
      icon: "camera",
      main: true,
      id: "photograph-file",
      onFiles: each((file) => attachPhotograph(draft, services, file)),
    }),
    fileButton(t("document.file"), {
      accept: "",
      multiple: true,
      icon: "page",
      id: "document-file",
      onFiles: each((file) => attachOriginal(services, file)),
    }),
    attached.element,
  );
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry @param {any} services */
function show(container, entry, services) {
  container.append(...said(entry), ...files(entry, services));
}

registerForm({ form: "", name: "document", kind: "document", icon: "page", words: "document.title", order: 60, problems, render, show });
