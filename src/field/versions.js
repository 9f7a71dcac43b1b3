/** The app on the device, and a newer one where the field room has it: used when the person says so, never by itself. */

/** @typedef {{version: string, missing: string[], inUse: string, problem?: string}} Looked */

/** Register what keeps the app; false where the browser has none, or forbids it. @returns {Promise<boolean>} */
export async function keepApp() {
  try {
    await navigator.serviceWorker.register(new URL("sw.js", import.meta.url), { updateViaCache: "none" });
    return true;
  } catch {
    return false;
  }
}

/** @param {Record<string, string>} words @returns {Promise<any>} */
async function asked(words) {
  const worker = (await navigator.serviceWorker.ready).active;
  if (!worker) return {};
  return new Promise((answered) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answered(event.data);
    worker.postMessage(words, [port2]);
  });
}

/**
 * Ask whether there is a newer version; it is gathered whole beside the one in use.
 * @returns {Promise<string>} its name where it is ready, else ""
 */
export async function newerVersion() {
  if (!navigator.serviceWorker?.controller || !navigator.onLine) return "";
  /** @type {Looked} */
  const looked = await asked({ what: "look" });
  return !looked.problem && looked.version !== looked.inUse && looked.missing.length === 0 ? looked.version : "";
}

/** Use it and begin again with it; what was written lies sealed. @param {string} version */
export async function useVersion(version) {
  await asked({ what: "use", version });
  (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ what: "replace" });
  location.reload();
}
