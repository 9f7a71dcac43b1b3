/** Sealed blobs to the field room: judged answer by answer, resumed anywhere, nothing deleted because it was answered. */

import { LINES, judged, line, maySucceedLater, next, partCount, pause } from "./batches.js";
import { base64url, fromBase64url } from "./codes.js";
import { onQueued } from "./journal.js";
import { Problem } from "./problem.js";
import { current, refresh, revoke, say, takeLetters } from "./session.js";
import { settings } from "./settings.js";
import { signLetters } from "./signing.js";
import { counts, inState, noteAnswers, onePart, sealedBytes, tables, visitRow, visitRows, waiting, whole } from "./store.js";

/**
 * @typedef {import("./store.js").BlobRow} BlobRow
 * @typedef {import("./store.js").VisitRow} VisitRow
 * @typedef {{running: boolean, done: number, of: number, problem: Problem | null, at: Date | null, nextTry: Date | null}} Progress
 */

const API = new URL("api/", import.meta.url);
/** A request that hears nothing for so long was cut off. */
const PATIENCE = 60_000;

/** @type {Progress} */
export const progress = { running: false, done: 0, of: 0, problem: null, at: null, nextTry: null };

/** What is said, in words, of what the field room put off: it waits here, and is tried again. @type {Record<string, string>} */
const PUT_OFF = { full: "server_full", unfinished: "unfinished", unknown: "refused_unknown" };

let failures = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {Set<() => void>} */
const watchers = new Set();

/** Called whenever `progress` changed. @param {() => void} f @returns {() => void} takes it off */
export function onProgress(f) {
  watchers.add(f);
  return () => watchers.delete(f);
}

/** @param {Partial<Progress>} some */
function now(some) {
  Object.assign(progress, some);
  for (const watch of watchers) watch();
}

/** Transmit by itself: when there is a network, when something new waits, again after a failure; not while sparing the battery. */
export function transmitByItself() {
  onQueued(() => soon(1_000));
  addEventListener("online", () => soon(0));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon(2_000));
  soon(3_000);
}

/** @param {number} wait milliseconds */
export function soon(wait) {
  if (settings().battery || progress.running) return;
  clearTimeout(timer);
  timer = setTimeout(() => settings().battery || transmit().catch(() => undefined), wait);
}

/**
 * Transmit what waits, of every visit on the device, and fetch letters. One tab does it at a time.
 * @returns {Promise<boolean>} false where another tab is at it
 */
export async function transmit() {
  if (progress.running) return false;
  clearTimeout(timer);
  now({ running: true, done: 0, of: 0, problem: null, nextTry: null });
  if (!navigator.locks) return everything();
  return navigator.locks.request("transmitting", { ifAvailable: true }, (lock) => (lock ? everything() : elsewhere()));
}

/** Another tab is at it. */
function elsewhere() {
  now({ running: false });
  return false;
}

async function everything() {
  try {
    await eachVisit();
    failures = 0;
    now({ running: false, at: new Date() });
    if ((await Promise.all((await visitRows()).map((row) => waiting(row.device, 1)))).flat().length) again(null);
  } catch (error) {
    failures += 1;
    again(error instanceof Problem ? error : new Problem("no_network"));
  } finally {
    say("changed", true);
  }
  return true;
}

/** Every visit on the device, whatever becomes of another one; the first failure is told once all had their turn. */
async function eachVisit() {
  /** @type {unknown[]} */
  const failed = [];
  for (const row of await visitRows()) await ofVisit(row).catch((error) => failed.push(error));
  if (failed.length) throw failed[0];
}

/** @param {Problem | null} problem */
function again(problem) {
  const wait = pause(Math.max(1, failures), Math.random());
  now({ running: false, problem, nextTry: settings().battery ? null : new Date(Date.now() + wait) });
  soon(wait);
}

/** @param {VisitRow} row */
async function ofVisit(row) {
  const putOff = await blobs(row);
  await letters((await visitRow(row.device)) ?? row);
  if (putOff) throw new Problem(PUT_OFF[putOff] ?? "server");
}

/**
 * What was written goes first: no letter may keep it back.
 * @param {VisitRow} row
 * @returns {Promise<string>} why something was put off until later; empty where nothing was
 */
async function blobs(row) {
  let putOff = "";
  /** @type {Set<string>} */
  const passedOver = new Set();
  now({ of: progress.of + (await counts(row.device)).waits });
  for (;;) {
    const rows = (await waiting(row.device, LINES + passedOver.size)).filter((one) => !passedOver.has(one.digest));
    const what = next(rows);
    if (!what) return putOff;
    const { kept, refused, revoked } = "batch" in what ? await batch(what.batch) : await inParts(what.large);
    for (const { digest, problem } of refused.filter((one) => maySucceedLater(one.problem))) {
      passedOver.add(digest);
      putOff = problem;
    }
    await noteAnswers(row.device, [
      ...kept.map((digest) => ({ digest, state: /** @type {const} */ ("kept"), problem: "" })),
      ...refused.map(({ digest, problem }) => ({ digest, problem, state: /** @type {"waits" | "refused"} */ (maySucceedLater(problem) ? "waits" : "refused") })),
    ]);
    if (revoked) await revokedNow(row);
    if (kept.length + refused.length === 0) throw new Problem("no_answer");
    now({ done: progress.done + kept.length });
  }
}

/** @param {BlobRow[]} rows */
async function batch(rows) {
  const lines = [];
  for (const row of rows) lines.push(line(row, base64url((await sealedBytes(row.digest)) ?? new Uint8Array())));
  const answer = await ask("blobs", { method: "POST", body: lines.join(""), headers: { "Content-Type": "application/x-ndjson" } });
  if (!answer.ok) throw await refusal(answer);
  return judged(rows, await answer.text());
}

/**
 * A large blob, part by part; what the field room has already is not carried again.
 * @param {BlobRow} row
 * @returns {Promise<{kept: string[], refused: {digest: string, problem: string}[], revoked: boolean}>}
 */
async function inParts(row) {
  const headers = { "X-Device": row.device, "X-Seq": String(row.seq), "X-Size": String(row.size), "X-Signature": row.signature };
  const count = partCount(row.size);
  let said = await answered(await ask(`blobs/${row.digest}/parts`, { headers }));
  for (let number = 1; number <= count && said.is === "waiting"; number += 1) {
    if (said.have?.includes(number)) continue;
    const body = /** @type {any} */ ((await onePart(row.digest, number))?.bytes);
    said = await answered(await ask(`blobs/${row.digest}/parts/${number}?of=${count}`, { method: "PUT", body, headers }));
  }
  const revoked = said.revoked === true;
  if (said.is === "kept" || said.is === "known") return { kept: [row.digest], refused: [], revoked };
  if (said.problem) return { kept: [], refused: [{ digest: row.digest, problem: said.problem }], revoked };
  throw new Problem("no_answer");
}

/** What was said of a part; a refusal of this blob is an answer, anything else ends this round. @param {Response} answer */
async function answered(answer) {
  if (answer.ok) return { is: "waiting", ...(await answer.json()) };
  const room = answer.status === 507 && (await answer.clone().json().catch(() => ({}))).problem;
  if (room === "unfinished") return { is: "refused", problem: room };
  if (answer.status >= 500 || answer.status === 429) throw await refusal(answer);
  const said = await answer.json().catch(() => ({}));
  return { is: "refused", problem: said.problem ?? (answer.status === 404 ? "unknown" : "malformed"), revoked: said.revoked };
}

/** @param {VisitRow} row */
async function letters(row) {
  if (row.revoked) return;
  const signature = await signLetters(row.signing, row.device, row.letters);
  const where = `letters?device=${encodeURIComponent(row.device)}&after=${row.letters}`;
  const answer = await ask(where, { headers: { "X-Signature": signature } });
  const said = await answer.json().catch(() => ({}));
  if (said.revoked === true || said.problem === "revoked") return revokedNow(row);
  if (!answer.ok) return; // letters can wait; what was written cannot
  await taken(row, said.letters ?? []);
}

/**
 * @param {VisitRow} row
 * @param {{number: number, sealed: string}[]} came
 */
async function taken(row, came) {
  if (came.length === 0) return;
  const rows = came.filter(({ number }) => number > row.letters).map(({ number, sealed }) => ({ device: row.device, number, sealed: fromBase64url(sealed) }));
  await whole(["inbox", "visits"], async () => {
    await tables.inbox.bulkPut(rows);
    await tables.visits.update(row.device, { letters: Math.max(row.letters, ...rows.map((one) => one.number)) });
  });
  if (isInHand(row)) await takeLetters();
}

/** @param {VisitRow} row */
function isInHand(row) {
  try {
    return current().device === row.device;
  } catch {
    return false;
  }
}

/** @param {VisitRow} row */
async function revokedNow(row) {
  if ((await visitRow(row.device))?.revoked) return;
  if (isInHand(row)) return revoke();
  await whole(["visits", "list", "inbox"], async () => {
    await tables.visits.update(row.device, { revoked: true, writeOnly: true, locked: null, held: null });
    await tables.list.where({ device: row.device }).delete();
    await tables.inbox.where("[device+number]").between([row.device, 0], [row.device, Infinity]).delete();
  });
  await refresh();
}

/**
 * Ask the field room; a request that hears nothing for a minute was cut off.
 * @param {string} where
 * @param {RequestInit} [how]
 * @returns {Promise<Response>}
 */
export async function ask(where, how = {}) {
  const cut = new AbortController();
  const patience = setTimeout(() => cut.abort(), PATIENCE);
  try {
    return await fetch(new URL(where, API), { ...how, signal: cut.signal, cache: "no-store", credentials: "omit", redirect: "error" });
  } catch {
    throw new Problem("no_network");
  } finally {
    clearTimeout(patience);
  }
}

/** @param {Response} answer @returns {Promise<Problem>} */
export async function refusal(answer) {
  const said = await answer.json().catch(() => ({}));
  if (answer.status === 507 || said.problem === "full") return new Problem("server_full");
  return new Problem(said.problem && answer.status < 500 ? `refused_${said.problem}` : "server");
}

/**
 * What the field room does not have yet, as a file to carry by hand: the lines it takes.
 * @param {string} device
 * @returns {Promise<{file: Blob, count: number}>}
 */
export async function asFile(device) {
  const rows = [...(await waiting(device, Infinity)), ...(await inState(device, "refused").toArray())];
  /** @type {Blob[]} */
  const pieces = [];
  for (const row of rows) {
    const of = partCount(row.size);
    for (let part = 1; part <= of; part += 1) {
      const bytes = (await onePart(row.digest, part))?.bytes;
      if (bytes) pieces.push(new Blob([line(row, base64url(bytes), of > 1 ? { part, of } : null)]));
    }
  }
  return { file: new Blob(pieces, { type: "application/x-ndjson" }), count: rows.length };
}
