/** Which visit is in hand, and whether it is locked. Keys that are open live here, in memory alone, until the lock closes. */

import { readLetter } from "./codes.js";
import { letterOpened } from "./letters.js";
import { gather, listKey, load, marked, newListKey } from "./own_list.js";
import { Problem } from "./problem.js";
import { open, seal, unlock } from "./seals.js";
import { tables, visitRow, whole } from "./store.js";

/**
 * @typedef {import("./store.js").VisitRow} VisitRow
 * @typedef {import("./entry.js").Row} Row
 * @typedef {{package: any, identities: Record<string, string>, listKey: string | null}} Held what the office gave, and the key of the list
 * @typedef {{identity: string, held: Held, key: CryptoKey | null, rows: Row[], last: number}} Opened
 */

/** @type {VisitRow | null} */
let row = null;
/** @type {Opened | null} */
let opened = null;
/** @type {Set<() => void>} */
const beforeLocking = new Set();
/** @type {Set<(what: string) => void>} */
const listeners = new Set();

const tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("field");
if (tabs) tabs.onmessage = (event) => heard(event.data);

/** @param {{what: string, device?: string}} said by another tab */
async function heard({ what, device }) {
  if (what === "lock") closeHere();
  if (what === "wiped" && row?.device === device) forget();
  if (what === "changed" && row && row.device === device) await refresh();
}

/** Called with "locked", "unlocked", "changed" or "none" whenever the page may have to be drawn again. @param {(what: string) => void} f */
export function onSession(f) {
  listeners.add(f);
}

/** Called just before the keys are forgotten; what is being written is sealed then. @param {() => void} f @returns {() => void} takes it off */
export function onLocking(f) {
  beforeLocking.add(f);
  return () => beforeLocking.delete(f);
}

/** @param {string} what @param {boolean} [everywhere] */
export function say(what, everywhere = false) {
  for (const listener of listeners) listener(what);
  if (everywhere) tabs?.postMessage({ what: what === "locked" ? "lock" : what, device: row?.device });
}

/** The row of the visit in hand. @returns {VisitRow} */
export function current() {
  if (!row) throw new Problem("no_visit");
  return row;
}

/** @returns {Opened | null} */
export function unlocked() {
  return opened;
}

/** Take a visit in hand, locked. @param {VisitRow | null} chosen */
export function choose(chosen) {
  if (opened) lock();
  row = chosen;
  say(chosen ? "locked" : "none");
}

/** Read the row again, as another tab or the office changed it. */
export async function refresh() {
  if (!row) return;
  row = (await visitRow(row.device)) ?? null;
  if (row && opened?.key) {
    const more = await load(row.device, opened.key, opened.identity, opened.last);
    const known = new Set(opened.rows.map((one) => one.digest));
    opened.rows.push(...more.rows.filter((one) => !known.has(one.digest)));
    opened.last = more.last;
    marked(opened.rows);
  }
  say(row ? "changed" : "none");
}

/** What a page may know of the visit; while locked, only what lies in clear. */
export function visit() {
  const said = opened?.held.package;
  const own = current();
  return {
    readable: Boolean(opened && Object.keys(opened.held.identities).length && !own.writeOnly && !own.revoked),
    unlocked: opened !== null,
    writeOnly: own.writeOnly,
    revoked: own.revoked,
    zone: own.zone,
    device: own.device,
    visit: own.visit,
    name: said?.name ?? "",
    begins: said?.begins ?? "",
    ends: said?.ends ?? "",
    member: { id: own.member, name: said?.member?.name ?? "" },
    places: said?.places ?? [],
    itinerary: said?.itinerary ?? null,
    checklists: said?.checklists ?? [],
  };
}

/**
 * Open the visit with the member's secret.
 * @param {string} secret
 */
export async function unlockWith(secret) {
  const own = current();
  if (!own.locked || !own.held) throw new Problem("nothing_to_unlock");
  const identity = await unlocking(own.locked, secret);
  const held = await withLetters(own, identity, JSON.parse(text(await open(own.held, identity))));
  await take(own.device, identity, held);
}

/**
 * Hold what is open, load the list.
 * @param {string} device
 * @param {string} identity
 * @param {Held} held
 */
export async function take(device, identity, held) {
  row = (await visitRow(device)) ?? null;
  if (!row) throw new Problem("no_visit");
  const key = held.listKey && !row.writeOnly ? await listKey(held.listKey) : null;
  const listed = key ? await load(device, key, identity) : { rows: [], last: 0, loose: 0 };
  opened = { identity, held, key, rows: marked(listed.rows), last: listed.last };
  if (key && row) opened.last = await gather(device, key, listed);
  say("unlocked");
}

/**
 * @param {Uint8Array} locked
 * @param {string} secret
 */
async function unlocking(locked, secret) {
  try {
    return await unlock(locked, secret);
  } catch {
    throw new Problem("secret");
  }
}

/** @param {Uint8Array} bytes */
function text(bytes) {
  return new TextDecoder().decode(bytes);
}

/**
 * What the office has written since, taken in; the letter's own words replace what was held.
 * @param {VisitRow} own
 * @param {string} identity
 * @param {Held} held
 */
export async function withLetters(own, identity, held) {
  /** @type {import("./store.js").LetterRow[]} */
  const letters = await tables.inbox.where("[device+number]").between([own.device, 0], [own.device, Infinity]).toArray();
  if (letters.length === 0) return held;
  let now = held;
  const taken = [];
  for (const letter of letters) {
    const said = await saidIn(letter, identity, now.package.letters_key);
    const next = said ? letterOpened(now, said) : now;
    if (next === now) continue; // cannot be read, or is of a version this app does not know yet: its bytes stay
    now = next;
    taken.push(letter.number);
  }
  if (taken.length) await keepHeld(own, now, taken);
  return now;
}

/**
 * What a letter says; null where it cannot be opened, or was written by nobody who holds the key of the visit. One bad
 * letter keeps nobody from what they wrote.
 * @param {import("./store.js").LetterRow} letter
 * @param {string} identity
 * @param {string} lettersKey
 */
async function saidIn({ device, number, sealed }, identity, lettersKey) {
  try {
    return await readLetter(await open(sealed, identity), { device, number, lettersKey });
  } catch {
    return null;
  }
}

/**
 * Seal what is held to the device's key and set the row right; a write-only visit loses its list with its key.
 * @param {VisitRow} own
 * @param {Held} held
 * @param {number[]} [letters] taken in with it
 */
export async function keepHeld(own, held, letters = []) {
  if (!held.package.write_only && !held.listKey) held.listKey = newListKey();
  const sealed = await seal(new TextEncoder().encode(JSON.stringify(held)), own.deviceRecipient);
  const { recipient, version, write_only: writeOnly, zone } = held.package;
  await whole(["visits", "inbox", "list"], async () => {
    await tables.visits.update(own.device, { held: sealed, recipient, version, writeOnly, zone });
    await tables.inbox.bulkDelete(letters.map((number) => [own.device, number]));
    if (writeOnly) await tables.list.where({ device: own.device }).delete();
  });
}

/** Take in letters that came while unlocked. */
export async function takeLetters() {
  if (!opened || !row) return;
  const before = opened.held;
  const held = await withLetters(row, opened.identity, before);
  if (held !== before && opened) await take(row.device, opened.identity, held);
}

/** The office says that this device is revoked: forget every key but the one that signs. */
export async function revoke() {
  const own = current();
  if (own.revoked) return;
  await whole(["visits", "list", "inbox"], async () => {
    await tables.visits.update(own.device, { revoked: true, writeOnly: true, locked: null, held: null });
    await tables.list.where({ device: own.device }).delete();
    await tables.inbox.where("[device+number]").between([own.device, 0], [own.device, Infinity]).delete();
  });
  row = (await visitRow(own.device)) ?? null;
  lock();
}

/** Close the lock, here and in every other tab. */
export function lock() {
  closeHere();
  tabs?.postMessage({ what: "lock" });
}

function closeHere() {
  for (const seals of beforeLocking) seals();
  opened = null;
  if (row) say("locked");
}

/** The visit in hand is no longer on the device. */
export function forget() {
  opened = null;
  row = null;
  say("none");
}
