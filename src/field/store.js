/** What lies on the device. Everything said is sealed before it comes here; a write is whole or not at all. */

import { Dexie } from "./vendor/dexie.js";
import { PART } from "./part.js";
import { storageProblem } from "./problem.js";

/**
 * @typedef {{device: string, visit: string, recipient: string, version: number, writeOnly: boolean, revoked: boolean,
 *   member: string, zone: string, order: number, deviceRecipient: string, locked: Uint8Array | null,
 *   held: Uint8Array | null, signing: CryptoKeyPair, nextSeq: number, kept: number, refused: number,
 *   letters: number}} VisitRow
 *   `locked`: the device's key, locked by the member's secret; `held`: what the office gave, sealed to the device's key.
 * @typedef {{lookup: string, signing: CryptoKeyPair, deviceRecipient: string, locked: Uint8Array}} Beginning
 * @typedef {{digest: string, device: string, seq: number, size: number, signature: string,
 *   state: "loose" | "waits" | "kept" | "refused", problem?: string, freed?: boolean}} BlobRow
 * @typedef {{digest: string, part: number, bytes: Uint8Array}} PartRow
 * @typedef {{id: string, device: string, sealed: Uint8Array, files: string[]}} DraftRow
 * @typedef {{number?: number, device: string, sealedBy: "list" | "device", rows: number, bytes: Uint8Array}} ListRow
 * @typedef {{device: string, number: number, sealed: Uint8Array}} LetterRow
 */

const dexie = new Dexie("field", { chromeTransactionDurability: "strict" });
dexie.version(1).stores({
  visits: "device",
  beginnings: "lookup",
  blobs: "digest, [device+state+seq]",
  parts: "[digest+part]",
  drafts: "id, device",
  list: "++number, device",
  inbox: "[device+number]",
});

/** The tables; for modules of the store, the journal and transmitting. @type {any} */
export const tables = dexie;

/**
 * Do `work` in one transaction over the named tables; nothing of it stands where any of it fails.
 * @template T
 * @param {string[]} names
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whole(names, work) {
  try {
    return await dexie.transaction("rw", names, work);
  } catch (error) {
    throw storageProblem(error);
  }
}

/** @returns {Promise<VisitRow[]>} in the order in which they came onto the device */
export async function visitRows() {
  const rows = await tables.visits.toArray();
  return rows.sort((/** @type {VisitRow} */ one, /** @type {VisitRow} */ other) => one.order - other.order);
}

/** @param {string} device @returns {Promise<VisitRow | undefined>} */
export function visitRow(device) {
  return tables.visits.get(device);
}

/**
 * The rows of the parts of a blob.
 * @param {string} digest
 * @param {Uint8Array} bytes
 * @returns {PartRow[]}
 */
export function partsOf(digest, bytes) {
  const rows = [];
  for (let start = 0, part = 1; start < bytes.length || part === 1; start += PART, part += 1) {
    rows.push({ digest, part, bytes: bytes.slice(start, start + PART) });
  }
  return rows;
}

/**
 * The sealed bytes of a blob, whole.
 * @param {string} digest
 * @returns {Promise<Uint8Array | null>} null where they were freed
 */
export async function sealedBytes(digest) {
  /** @type {PartRow[]} */
  const rows = await tables.parts.where("[digest+part]").between([digest, 0], [digest, Infinity]).toArray();
  if (rows.length === 0) return null;
  if (rows.length === 1) return rows[0]?.bytes ?? null;
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.bytes.length, 0));
  let at = 0;
  for (const row of rows) {
    bytes.set(row.bytes, at);
    at += row.bytes.length;
  }
  return bytes;
}

/** @param {string} digest @param {number} part @returns {Promise<PartRow | undefined>} */
export function onePart(digest, part) {
  return tables.parts.get([digest, part]);
}

/**
 * How many blobs are in which state. Reckoned from the numbers in the row of the visit: counting ten thousand rows takes
 * a browser longer than drawing the page.
 * @param {string} device
 */
export async function counts(device) {
  const [row, drafts] = await Promise.all([visitRow(device), tables.drafts.where({ device }).count()]);
  const { nextSeq = 1, kept = 0, refused = 0 } = row ?? {};
  return { waits: nextSeq - 1 - kept - refused, kept, refused, drafts };
}

/**
 * Note what the field room answered of blobs, and keep the numbers right.
 * @param {string} device
 * @param {{digest: string, state: BlobRow["state"], problem: string}[]} answers
 */
export async function noteAnswers(device, answers) {
  await whole(["blobs", "visits"], async () => {
    const before = await tables.blobs.bulkGet(answers.map((one) => one.digest));
    const more = { waits: 0, kept: 0, refused: 0, loose: 0 };
    for (const [place, { digest, state, problem }] of answers.entries()) {
      const was = /** @type {BlobRow | undefined} */ (before[place]);
      if (!was || was.device !== device || was.state === "kept") continue;
      more[was.state] -= 1;
      more[state] += 1;
      await tables.blobs.update(digest, { state, problem });
    }
    const own = await tables.visits.get(device);
    if (own) await tables.visits.update(device, { kept: (own.kept ?? 0) + more.kept, refused: (own.refused ?? 0) + more.refused });
  });
}

/** The blobs in one state, in the order of their numbers. @param {string} device @param {BlobRow["state"]} state */
export function inState(device, state) {
  return tables.blobs.where("[device+state+seq]").between([device, state, 0], [device, state, Infinity]);
}

/**
 * The first blobs that wait, in the order of their numbers.
 * @param {string} device
 * @param {number} limit
 * @returns {Promise<BlobRow[]>}
 */
export function waiting(device, limit) {
  return inState(device, "waits").limit(limit).toArray();
}

/** What was refused waits again. @param {string} device */
export async function tryRefusedAgain(device) {
  await whole(["blobs", "visits"], async () => {
    await inState(device, "refused").modify({ state: "waits", problem: "" });
    await tables.visits.update(device, { refused: 0 });
  });
}

/**
 * Free the room of what the field room has: the bytes of blobs larger than `size` that were kept there.
 * @param {string} device
 * @param {number} size
 * @returns {Promise<number>} how many bytes are free again
 */
export async function freeKept(device, size = 65_536) {
  /** @type {BlobRow[]} */
  const rows = await inState(device, "kept").toArray();
  const large = rows.filter((row) => row.size > size && !row.freed);
  for (const row of large) {
    await whole(["blobs", "parts"], async () => {
      await tables.parts.where("[digest+part]").between([row.digest, 0], [row.digest, Infinity]).delete();
      await tables.blobs.update(row.digest, { freed: true });
    });
  }
  return large.reduce((sum, row) => sum + row.size, 0);
}

/**
 * Take one visit off the device, with all that belongs to it.
 * @param {string} device
 */
export async function wipe(device) {
  await whole(["visits", "blobs", "parts", "drafts", "list", "inbox"], async () => {
    const digests = await tables.blobs.where("[device+state+seq]").between([device, "", 0], [device, "\uffff", 0]).primaryKeys();
    for (const digest of digests) {
      await tables.parts.where("[digest+part]").between([digest, 0], [digest, Infinity]).delete();
    }
    await tables.blobs.bulkDelete(digests);
    await tables.drafts.where({ device }).delete();
    await tables.list.where({ device }).delete();
    await tables.inbox.where("[device+number]").between([device, 0], [device, Infinity]).delete();
    await tables.visits.delete(device);
  });
}

/** Ask the browser to keep what lies here; some ask the person, so this is done once, on signing in. */
export async function askToKeep() {
  try {
    await navigator.storage?.persist?.();
  } catch {
    // The warning is shown all the same.
  }
}

/**
 * Whether the browser has promised to keep what lies here, and how much room there is.
 * @returns {Promise<{persisted: boolean | null, used: number, quota: number}>} persisted is null where the browser cannot say
 */
export async function storageState() {
  const storage = navigator.storage;
  if (!storage?.estimate) return { persisted: null, used: 0, quota: 0 };
  const persisted = storage.persisted ? await storage.persisted() : null;
  const { usage = 0, quota = 0 } = await storage.estimate();
  return { persisted, used: usage, quota };
}
