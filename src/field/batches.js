/** How blobs go to the field room and how its answers are judged. Pure: no network, no disk. */

import { PART } from "./part.js";

/** At most so many lines in one request, and so many sealed bytes: in base64 they stay under 4 MB. */
export const LINES = 50;
export const BYTES = 2_900_000;

/** @typedef {import("./store.js").BlobRow} BlobRow */

/**
 * The next thing to carry: the first blobs that fit into one request, or one large blob in parts.
 * @param {BlobRow[]} waiting in the order of their numbers
 * @returns {{batch: BlobRow[]} | {large: BlobRow} | null}
 */
export function next(waiting) {
  const small = waiting.filter((row) => row.size <= PART);
  if (small.length === 0) return waiting[0] ? { large: waiting[0] } : null;
  /** @type {BlobRow[]} */
  const batch = [];
  let bytes = 0;
  for (const row of small) {
    if (batch.length === LINES || bytes + row.size > BYTES) break;
    batch.push(row);
    bytes += row.size;
  }
  return { batch };
}

/**
 * A line of a request: one blob, or one part of a large one (`part` of `of`, only in a file that is carried by hand).
 * @param {BlobRow} row
 * @param {string} sealed base64url
 * @param {{part: number, of: number} | null} [part]
 */
export function line({ device, seq, digest, size, signature }, sealed, part = null) {
  return `${JSON.stringify({ device, seq, digest, size, signature, ...(part ?? {}), sealed })}\n`;
}

/** How many parts a blob of `size` bytes has. @param {number} size */
export function partCount(size) {
  return Math.max(1, Math.ceil(size / PART));
}

/**
 * The answers of the field room, each to its blob: what is not answered for still waits.
 * @param {BlobRow[]} batch
 * @param {string} text one JSON object a line, in the same order
 * @returns {{kept: string[], refused: {digest: string, problem: string}[], revoked: boolean, unanswered: number}}
 */
export function judged(batch, text) {
  const asked = new Set(batch.map((row) => row.digest));
  /** @type {string[]} */
  const kept = [];
  /** @type {{digest: string, problem: string}[]} */
  const refused = [];
  let revoked = false;
  for (const [place, words] of text.split("\n").filter((one) => one.trim()).entries()) {
    const answer = readAnswer(words);
    if (!answer) continue;
    revoked ||= answer.revoked === true;
    const digest = typeof answer.digest === "string" && answer.digest ? answer.digest : batch[place]?.digest;
    if (!digest || !asked.delete(digest)) continue;
    if (answer.is === "kept" || answer.is === "known") kept.push(digest);
    else if (answer.is === "refused") refused.push({ digest, problem: String(answer.problem ?? "malformed") });
    else asked.add(digest);
  }
  return { kept, refused, revoked, unanswered: asked.size };
}

/** @param {string} words @returns {any} null where a line was cut off */
function readAnswer(words) {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}

/** Refusals after which the same blob may be tried again later: they say nothing against it. */
const PASSING = new Set(["full", "unfinished", "unknown"]);

/** Whether a refused blob should still wait. @param {string} problem */
export function maySucceedLater(problem) {
  return PASSING.has(problem);
}

/**
 * How long to wait before the next try: 5 seconds, doubled each time, ten minutes at most, and a little by chance so
 * that devices that lost the same network do not come back together.
 * @param {number} failures
 * @param {number} chance from 0 to 1
 * @returns {number} milliseconds
 */
export function pause(failures, chance) {
  return Math.round(Math.min(600_000, 5_000 * 2 ** Math.max(0, failures - 1)) * (0.8 + 0.4 * chance));
}
