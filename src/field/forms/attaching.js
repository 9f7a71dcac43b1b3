/** Files that are added to an entry: chosen or taken, sealed at once, shown by name and size, taken off again. */

import { button, el, freshId } from "../ui.js";
import { sizeInWords, t } from "../words.js";

/**
 * A button that opens the camera or the files of the device; the input itself stays reachable by keyboard through its label.
 * @param {string} label
 * @param {{accept: string, capture?: boolean, multiple?: boolean, icon?: string, main?: boolean, id?: string,
 *   onFiles: (files: File[]) => Promise<void>}} how
 */
export function fileButton(label, { accept, capture = false, multiple = false, icon, main = false, id = freshId("file"), onFiles }) {
  const input = el("input", { type: "file", accept, multiple, id, class: "file", capture: capture ? "environment" : null });
  const open = button(label, { icon, main, on: () => input.click() });
  input.hidden = true;
  input.addEventListener("change", async () => {
    const files = [...(input.files ?? [])];
    open.disabled = true;
    try {
      await onFiles(files);
    } finally {
      open.disabled = false;
      input.value = "";
    }
  });
  return el("div", {}, open, input);
}

/**
 * What is attached, with a button that takes each off again.
 * @param {import("../forms.js").Draft} draft
 * @param {any} services
 * @param {() => void} [onTakenOff]
 * @returns {{element: HTMLElement, show: () => void}}
 */
export function attachedList(draft, services, onTakenOff = () => undefined) {
  const element = el("ul", { class: "attached stack", "aria-label": t("attached.list") });
  const show = () => {
    const shown = draft.entry.attachments.filter((one) => one.role === "original");
    element.replaceChildren(...shown.map((one) => attachedItem(draft, services, one, () => (show(), onTakenOff()))));
    element.hidden = shown.length === 0;
  };
  show();
  return { element, show };
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {import("../entry.js").Attachment} one @param {() => void} show */
function attachedItem(draft, services, one, show) {
  const copy = draft.entry.attachments.find((other) => other.of === one.digest);
  const away = button(t("attached.take_off"), {
    icon: "bin",
    on: async () => {
      try {
        if (copy) await services.detach(copy.digest);
        await services.detach(one.digest);
      } catch (problem) {
        services.tell(problem);
      }
      show();
    },
  });
  away.setAttribute("aria-label", t("attached.take_off_this", { name: one.name }));
  const state = copy ? t("attached.with_copy") : t("attached.sealed");
  return el("li", { class: "card row" }, el("span", {}, one.name, el("small", {}, `${sizeInWords(one.size)} · ${state}`)), away);
}

/**
 * Attach a file as it is. The type is one a browser would say; what has none is bytes.
 * @param {any} services
 * @param {File} file
 * @returns {Promise<import("../entry.js").Attachment>}
 */
export function attachOriginal(services, file) {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : "application/octet-stream";
  return services.attach(file, { type, name: file.name.slice(-200), role: "original", of: null });
}
