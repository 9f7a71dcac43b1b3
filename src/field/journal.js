/** The journal of a visit: entries are sealed, signed and queued at once; read again only while unlocked. */

import { sha256hex } from "./codes.js";
import { begunAgain, chosen, filledUp, finished, readEntry, rowOf } from "./entry.js";
import { formOf } from "./forms.js";
import { loose, marked } from "./own_list.js";
import { Problem } from "./problem.js";
import { open, seal } from "./seals.js";
import { current, say, unlocked, visit } from "./session.js";
import { settings } from "./settings.js";
import { signBlob } from "./signing.js";
import { partsOf, sealedBytes, tables, whole } from "./store.js";

/** The largest file an entry takes: it is sealed in memory. */
export const LARGEST = 64 * 1_048_576;

/**
 * @typedef {import("./entry.js").Begun} Begun
 * @typedef {import("./entry.js").Entry} Entry
 * @typedef {import("./entry.js").Attachment} Attachment
 * @typedef {import("./store.js").VisitRow} VisitRow
 * @typedef {import("./store.js").BlobRow} BlobRow
 */

/** @type {Set<() => void>} */
const wakers = new Set();

/** Called when something new waits to be transmitted. @param {() => void} f */
export function onQueued(f) {
  wakers.add(f);
}

/** Where two tabs write, one numbers at a time. @template T @param {string} device @param {() => Promise<T>} work @returns {Promise<T>} */
async function oneAtATime(device, work) {
  if (!navigator.locks) return work();
  return /** @type {Promise<T>} */ (navigator.locks.request(`numbers:${device}`, work));
}

/** The entry as it is sealed by this device now. @param {Begun} entry @param {boolean} unfinished */
function asSealed(entry, unfinished) {
  const { member, device, zone } = current();
  return finished(entry, { member, device, zone, now: new Date(), shift: settings().dayShift, unfinished });
}

/** @param {Entry} entry @returns {Promise<{digest: string, bytes: Uint8Array}>} */
async function sealedEntry(entry) {
  const bytes = await seal(filledUp(entry), current().recipient);
  return { digest: await sha256hex(bytes), bytes };
}

/**
 * Seal, sign and queue an entry: one transaction on the disk, all or nothing.
 * @param {Begun} entry
 * @param {{unfinished?: boolean}} [how]
 * @returns {Promise<{id: string, digest: string, seq: number}>}
 */
export async function finish(entry, { unfinished = false } = {}) {
  const own = current();
  const whatIsSealed = asSealed(entry, unfinished);
  const { digest, bytes } = await sealedEntry(whatIsSealed);
  const files = entry.attachments.map((one) => one.digest);
  const seq = await queue(own.device, files, { digest, bytes, draft: entry.id, entry: whatIsSealed });
  return { id: entry.id, digest, seq };
}

/** What a draft becomes that cannot be read back. @param {Begun} entry */
export function keepUnfinished(entry) {
  return finish(entry, { unfinished: true });
}

/**
 * Number, sign and queue an entry behind its files.
 * @param {string} device
 * @param {string[]} files digests of what was attached before
 * @param {{digest: string, bytes: Uint8Array, draft: string, entry: Entry | null}} sealed
 * @returns {Promise<number>}
 */
async function queue(device, files, { digest, bytes, draft, entry }) {
  const seq = await oneAtATime(device, async () => {
    const own = /** @type {VisitRow} */ (await tables.visits.get(device));
    const attached = (await tables.blobs.bulkGet(files)).filter((/** @type {BlobRow} */ one) => one?.state === "loose");
    const news = [...attached, { digest, device, size: bytes.length }].map((one, place) => ({ ...one, seq: own.nextSeq + place }));
    /** @type {BlobRow[]} */
    const rows = [];
    for (const one of news) rows.push({ ...one, state: "waits", signature: await signBlob(own.signing, one) });
    const last = own.nextSeq + news.length - 1;
    const listed = entry ? await listing(entry, digest, last) : null;
    await whole(["visits", "blobs", "parts", "drafts", "list"], async () => {
      if ((await tables.visits.get(device)).nextSeq !== own.nextSeq) throw new Problem("again");
      await tables.parts.bulkPut(partsOf(digest, bytes));
      await tables.blobs.bulkPut(rows);
      await tables.drafts.delete(draft);
      if (listed?.piece) await tables.list.add(listed.piece);
      await tables.visits.update(device, { nextSeq: last + 1 });
    });
    listed?.shown();
    return last;
  });
  for (const wake of wakers) wake();
  say("changed", true);
  return seq;
}

/**
 * The line for the own list, sealed, and what shows it in this tab; nothing in a write-only visit.
 * @param {Entry} entry
 * @param {string} digest
 * @param {number} seq
 */
async function listing(entry, digest, seq) {
  const own = current();
  if (own.writeOnly || own.revoked) return null;
  const form = formOf(entry);
  const row = rowOf(entry, { digest, seq, title: form?.title?.(entry) ?? "", extra: form?.listed?.(entry) });
  const open = unlocked();
  const piece = await loose(row, { device: own.device, key: open?.key ?? null, recipient: own.deviceRecipient });
  return {
    piece,
    shown() {
      const still = unlocked();
      if (!still?.key || still.rows.some((one) => one.digest === digest)) return;
      still.rows.push(row);
      marked(still.rows);
    },
  };
}

/**
 * Keep a draft, sealed to the visit as the unfinished entry it would be.
 * @param {Begun} entry
 */
export async function keepDraft(entry) {
  const own = current();
  const { bytes } = await sealedEntry(asSealed(entry, true));
  const files = entry.attachments.map((one) => one.digest);
  await whole(["drafts"], () => tables.drafts.put({ id: entry.id, device: own.device, sealed: bytes, files }));
}

/** The drafts that can be read again, opened. @returns {Promise<Begun[]>} */
export async function drafts() {
  if (!visit().readable) return [];
  /** @type {import("./store.js").DraftRow[]} */
  const rows = await tables.drafts.where({ device: current().device }).toArray();
  return Promise.all(rows.map(async (row) => begunAgain(readEntry(await opened(row.sealed)))));
}

/** @param {string} id @returns {Promise<Begun>} */
export async function openDraft(id) {
  const row = await tables.drafts.get(id);
  if (!row || row.device !== current().device) throw new Problem("no_draft");
  return begunAgain(readEntry(await opened(row.sealed)));
}

/** Drop a draft and what was attached to it. @param {string} id */
export async function dropDraft(id) {
  const row = await tables.drafts.get(id);
  if (!row) return;
  await whole(["drafts", "blobs", "parts"], async () => {
    for (const digest of row.files) await dropLoose(digest);
    await tables.drafts.delete(id);
  });
  say("changed", true);
}

/**
 * Drafts that nobody can read back become entries marked unfinished; `open` names those that a tab is still writing.
 * @param {VisitRow} own
 * @param {Set<string>} open
 */
export async function queueLeftDrafts(own, open) {
  if (!own.writeOnly && !own.revoked) return 0;
  /** @type {import("./store.js").DraftRow[]} */
  const rows = await tables.drafts.where({ device: own.device }).toArray();
  const left = rows.filter((row) => !open.has(row.id));
  for (const row of left) {
    const digest = await sha256hex(row.sealed);
    await queue(own.device, row.files, { digest, bytes: row.sealed, draft: row.id, entry: null });
  }
  return left.length;
}

/**
 * Seal the bytes of a file at once and add it to the entry, together with the draft that names it.
 * @param {Begun} entry
 * @param {Blob} blob
 * @param {{type?: string, name?: string, role?: "original" | "working_copy", of?: string | null}} about
 * @returns {Promise<Attachment>}
 */
export async function attach(entry, blob, { type, name = "", role = "original", of = null }) {
  if (blob.size > LARGEST) throw new Problem("too_large", { n: Math.round(LARGEST / 1_048_576) });
  const own = current();
  const clear = new Uint8Array(await blob.arrayBuffer());
  const bytes = await seal(clear, own.recipient);
  const digest = await sha256hex(bytes);
  const attachment = { digest, clear_digest: await sha256hex(clear), size: clear.length, type: type ?? blob.type, name, role, of };
  const next = { ...entry, attachments: [...entry.attachments, attachment] };
  const draft = await sealedEntry(asSealed(next, true));
  await whole(["blobs", "parts", "drafts"], async () => {
    await tables.parts.bulkPut(partsOf(digest, bytes));
    await tables.blobs.put({ digest, device: own.device, seq: 0, size: bytes.length, signature: "", state: "loose" });
    const files = next.attachments.map((one) => one.digest);
    await tables.drafts.put({ id: entry.id, device: own.device, sealed: draft.bytes, files });
  });
  entry.attachments.push(attachment);
  return attachment;
}

/** Take a file off a draft again. @param {Begun} entry @param {string} digest */
export async function detach(entry, digest) {
  const attachments = entry.attachments.filter((one) => one.digest !== digest);
  await keepDraft({ ...entry, attachments });
  entry.attachments = attachments;
  await whole(["blobs", "parts"], () => dropLoose(digest));
}

/** @param {string} digest of a blob that was never queued */
async function dropLoose(digest) {
  const row = await tables.blobs.get(digest);
  if (row?.state !== "loose") return;
  await tables.parts.where("[digest+part]").between([digest, 0], [digest, Infinity]).delete();
  await tables.blobs.delete(digest);
}

/**
 * The own list, newest first, a page of it.
 * @param {Parameters<typeof chosen>[1]} [filter]
 */
export function entries(filter) {
  if (!visit().readable) throw new Problem("locked");
  return chosen(unlocked()?.rows ?? [], filter);
}

/**
 * One entry, opened from its sealed bytes.
 * @param {string} id of the entry, or the digest of its blob where two have the same id
 * @returns {Promise<{entry: Entry, row: import("./entry.js").Row}>}
 */
export async function openEntry(id) {
  if (!visit().readable) throw new Problem("locked");
  const row = newest(id);
  if (!row) throw new Problem("no_entry");
  return { entry: readEntry(await opened(await bytesOf(row.digest))), row };
}

/** The newest row with this id or digest. @param {string} id */
function newest(id) {
  const rows = unlocked()?.rows ?? [];
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const row = rows[place];
    if (row?.id === id || row?.digest === id) return row;
  }
  return undefined;
}

/** @param {{digest: string, type: string}} attachment @returns {Promise<Blob>} */
export async function openAttachment(attachment) {
  const bytes = await opened(await bytesOf(attachment.digest));
  return new Blob([/** @type {any} */ (bytes)], { type: attachment.type });
}

/** @param {string} digest */
async function bytesOf(digest) {
  const bytes = await sealedBytes(digest);
  if (!bytes) throw new Problem("freed");
  return bytes;
}

/** @param {Uint8Array} sealed @returns {Promise<Uint8Array>} */
async function opened(sealed) {
  const held = unlocked()?.held.identities;
  if (!held || current().writeOnly) throw new Problem("locked");
  for (const version of Object.keys(held).sort((one, other) => Number(other) - Number(one))) {
    try {
      return await open(sealed, held[version] ?? "");
    } catch {
      // Sealed to another version of the key; the next one is tried.
    }
  }
  throw new Problem("other_key");
}
