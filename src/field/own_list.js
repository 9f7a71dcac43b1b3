/**
 * The list of one's own entries, sealed: a row for each entry, gathered into pieces so that 10,000 open at once.
 *
 * While unlocked a row is sealed with the key of the list (AES-256-GCM), which lies sealed to the device's key; while locked it is sealed
 * to the device's key itself. On the next unlocking loose rows are gathered. In a write-only visit there is no list.
 */

import { base64url, fromBase64url } from "./codes.js";
import { open, seal } from "./seals.js";
import { tables, whole } from "./store.js";

const NONCE = 12;
const PIECE = 500;
const LOOSE = 100;

/** @typedef {import("./entry.js").Row} Row */

/** @returns {string} a new key of the list */
export function newListKey() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** @param {string} text @returns {Promise<CryptoKey>} */
export function listKey(text) {
  return crypto.subtle.importKey("raw", /** @type {any} */ (fromBase64url(text)), "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** @param {Row[]} rows @param {CryptoKey} key @returns {Promise<Uint8Array>} */
export async function sealRows(rows, key) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const words = new TextEncoder().encode(JSON.stringify(rows));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, words));
  const bytes = new Uint8Array(NONCE + sealed.length);
  bytes.set(iv);
  bytes.set(sealed, NONCE);
  return bytes;
}

/** @param {Uint8Array} bytes @param {CryptoKey} key @returns {Promise<Row[]>} */
export async function openRows(bytes, key) {
  const how = { name: "AES-GCM", iv: /** @type {any} */ (bytes.slice(0, NONCE)) };
  const words = await crypto.subtle.decrypt(how, key, /** @type {any} */ (bytes.slice(NONCE)));
  return JSON.parse(new TextDecoder().decode(words));
}

/**
 * What to put into the table for one entry: sealed with the key of the list where it is open, else to the device's key.
 * @param {Row} row
 * @param {{device: string, key: CryptoKey | null, recipient: string}} by
 * @returns {Promise<import("./store.js").ListRow>}
 */
export async function loose(row, { device, key, recipient }) {
  const bytes = key
    ? await sealRows([row], key)
    : await seal(new TextEncoder().encode(JSON.stringify([row])), recipient);
  return { device, sealedBy: key ? "list" : "device", rows: 1, bytes };
}

/**
 * Every row after `after`, oldest first, and the number of the last piece.
 * @param {string} device
 * @param {CryptoKey} key
 * @param {string} identity of the device
 * @param {number} [after]
 * @returns {Promise<{rows: Row[], last: number, loose: number}>}
 */
export async function load(device, key, identity, after = 0) {
  /** @type {import("./store.js").ListRow[]} */
  const pieces = (await tables.list.where({ device }).toArray()).filter((/** @type {any} */ one) => one.number > after);
  const opened = await Promise.all(pieces.map((piece) => openPiece(piece, key, identity)));
  const rows = opened.flat().sort((one, other) => one.seq - other.seq);
  const last = pieces.reduce((most, piece) => Math.max(most, piece.number ?? 0), after);
  return { rows, last, loose: pieces.filter((piece) => piece.rows < PIECE / 2 || piece.sealedBy === "device").length };
}

/**
 * @param {import("./store.js").ListRow} piece
 * @param {CryptoKey} key
 * @param {string} identity
 * @returns {Promise<Row[]>}
 */
async function openPiece(piece, key, identity) {
  if (piece.sealedBy === "list") return openRows(piece.bytes, key);
  return JSON.parse(new TextDecoder().decode(await open(piece.bytes, identity)));
}

/**
 * Gather loose rows into pieces, where there are many or some are sealed to the device's key.
 * @param {string} device
 * @param {CryptoKey} key
 * @param {{rows: Row[], last: number, loose: number}} loaded
 */
export async function gather(device, key, loaded) {
  if (loaded.loose < LOOSE) return loaded.last;
  /** @type {import("./store.js").ListRow[]} */
  const pieces = [];
  for (let start = 0; start < loaded.rows.length; start += PIECE) {
    const rows = loaded.rows.slice(start, start + PIECE);
    pieces.push({ device, sealedBy: "list", rows: rows.length, bytes: await sealRows(rows.map(plain), key) });
  }
  return whole(["list"], async () => {
    const numbers = await tables.list.where({ device }).primaryKeys();
    await tables.list.bulkDelete(numbers.filter((/** @type {number} */ number) => number <= loaded.last));
    return tables.list.bulkAdd(pieces);
  });
}

/** What is reckoned anew at each unlocking is not kept. @param {Row} row @returns {Row} */
function plain(row) {
  return { ...row, corrected_by: [] };
}

/**
 * Say of each row what corrects it.
 * @param {Row[]} rows
 */
export function marked(rows) {
  const by = new Map(rows.map((row) => [row.id, row]));
  for (const row of rows) {
    const before = row.corrects ? by.get(row.corrects) : undefined;
    if (before && !before.corrected_by.includes(row.id)) before.corrected_by.push(row.id);
  }
  return rows;
}
