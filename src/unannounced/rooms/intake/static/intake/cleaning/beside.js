// @ts-check
/**
 * Cleaning a file without keeping a page from answering: pictures at once, whatever takes longer in a worker, and not for ever.
 *
 * @typedef {import("../cleaning.js").Cleaned} Cleaned
 */

import { clean } from "../cleaning.js";

/** Milliseconds after which a file counts as one that cannot be cleaned: of each, and of each of its bytes. */
const PATIENCE = { each: 60_000, byte: 1 / 1_000 };

/**
 * A file without what it says of itself; as it is, and not `cleaned`, where that cannot be done.
 * @param {File} file
 * @returns {Promise<Cleaned>} rejects where what cleans cannot be loaded
 */
export async function cleaned(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const picture = clean(bytes, file.type);
  if (picture.cleaned) return picture;
  const made = (typeof Worker === "function" && (await inWorker(file))) || (await (await import("./any.js")).cleanAny(bytes, file.type));
  return made.cleaned ? made : { bytes, type: file.type, cleaned: false };
}

/** @param {File} file @returns {Promise<Cleaned | null>} null where no worker could be had */
function inWorker(file) {
  return new Promise((resolve) => {
    const worker = begun();
    if (!worker) return resolve(null);
    const over = (/** @type {Cleaned | null} */ made) => (clearTimeout(timer), worker.terminate(), resolve(made));
    const never = { bytes: new Uint8Array(0), type: file.type, cleaned: false };
    const timer = setTimeout(() => over(never), PATIENCE.each + PATIENCE.byte * file.size);
    worker.onmessage = ({ data }) => over(data);
    worker.onerror = (event) => (event.preventDefault(), over(null));
    worker.postMessage(file);
  });
}

/** @returns {Worker | null} */
function begun() {
  try {
    return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  } catch {
    return null;
  }
}
