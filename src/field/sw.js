/**
 * Keeps the app on the device. The field room says in files.json which files there are, with the digest of each; a
 * version is the digest of that list. A new version is gathered beside the one in use, file by file, and used when the
 * app says so. Nothing of a visit passes here: what is under api/ is never touched.
 */

const HERE = new URL("./", self.location.href);
const PREFIX = "field files ";
const POINTER = "field version";

/** @returns {Promise<{version: string, files: Record<string, string>}>} */
async function listed() {
  const answer = await fetch(new URL("files.json", HERE), { cache: "no-store", credentials: "omit" });
  if (!answer.ok) throw new Error(`files.json: ${answer.status}`);
  return answer.json();
}

/** The files in use, held open: a page asks for some eighty at once. @type {Promise<Cache | null> | null} */
let opened = null;

/** The version in use, or "". @returns {Promise<string>} */
async function inUse() {
  const said = await (await caches.open(POINTER)).match(new URL("in-use", HERE));
  return said ? said.text() : "";
}

/** The files of the version in use; null where there is none yet. @returns {Promise<Cache | null>} */
async function filesInUse() {
  const version = await inUse();
  return version ? caches.open(PREFIX + version) : null;
}

/** @param {string} version */
async function use(version) {
  await (await caches.open(POINTER)).put(new URL("in-use", HERE), new Response(version));
  opened = null;
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== PREFIX + version) await caches.delete(name);
  }
}

/** @param {ArrayBuffer} bytes */
async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A file as another version has it, or as the field room gives it; null where it did not come whole.
 * @param {string} name
 * @param {string} digest
 * @returns {Promise<Response | null>}
 */
async function oneFile(name, digest) {
  const address = new URL(name, HERE);
  for (const kept of [await caches.match(address), await fetched(address)]) {
    if (!kept?.ok) continue;
    const bytes = await kept.clone().arrayBuffer();
    if ((await digestOf(bytes)) === digest) return new Response(bytes, { headers: kept.headers });
  }
  return null;
}

/** @param {URL} address */
async function fetched(address) {
  try {
    return await fetch(address, { cache: "no-cache", credentials: "omit" });
  } catch {
    return null;
  }
}

/**
 * Gather the version the field room has; each file by itself, so that one that is missing does not stop the others.
 * @returns {Promise<{version: string, missing: string[]}>}
 */
async function gather() {
  const { version, files } = await listed();
  if (!files["index.html"]) throw new Error("files.json names no first page");
  const cache = await caches.open(PREFIX + version);
  /** @type {string[]} */
  const missing = [];
  for (const [name, digest] of Object.entries(files)) {
    if (await cache.match(new URL(name, HERE))) continue;
    const file = await oneFile(name, digest);
    if (file) await cache.put(new URL(name, HERE), file);
    else missing.push(name);
  }
  return { version, missing };
}

/** At first, and where files were missing: what came is used at once. */
async function begin() {
  const before = await inUse();
  const { version, missing } = await gather();
  if ((!before && !missing.includes("index.html")) || before === version) await use(version);
  return { version, missing, before };
}

/** @param {Request} request @returns {Promise<Response>} */
async function answer(request) {
  const address = new URL(request.url);
  const name = request.mode === "navigate" ? "index.html" : address.pathname.slice(HERE.pathname.length);
  opened ??= filesInUse();
  const kept = await (await opened)?.match(new URL(name, HERE));
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(begin()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  const inside = address.origin === HERE.origin && address.pathname.startsWith(HERE.pathname);
  const name = address.pathname.slice(HERE.pathname.length);
  if (event.request.method !== "GET" || !inside || name.startsWith("api/") || name === "files.json" || name === "sw.js") return;
  event.respondWith(answer(event.request));
});

self.addEventListener("message", (event) => event.waitUntil(heard(event)));

/** @param {ExtendableMessageEvent} event */
async function heard(event) {
  const [port] = event.ports;
  const { what, version } = event.data;
  try {
    if (what === "look") port?.postMessage({ ...(await begin()), inUse: await inUse() });
    if (what === "use") {
      await use(version);
      port?.postMessage({ used: version });
    }
    if (what === "replace") await self.skipWaiting();
  } catch (problem) {
    port?.postMessage({ problem: String(problem) });
  }
}
