// @ts-check
/**
 * Proof of work: a number so that SHA-256 of `challenge.number` begins with so many zero bits. It asks for no name and counts by
 * nobody; a device reckons it while the letter is written. The twin of crafts/working.py: both read testdata/vectors/working.json.
 */

import { BEGIN, BLOCK, compress, inBlocks } from "./sha256.js";

/** More are asked of nobody: a slow telephone would reckon for hours. */
export const MOST_BITS = 28;
/** Numbers tried between two breaths, where no worker reckons: a tenth of a second on a slow telephone. */
const AT_ONCE = 20_000;
const ZERO = 48;
const NINE = 57;
const coder = new TextEncoder();

/** It is no challenge of this version, or asks for more than is asked of anybody. */
export class NotAChallenge extends Error {}

/** How many zero bits a challenge asks for. @param {string} challenge @returns {number} throws `NotAChallenge` */
export function bitsOf(challenge) {
  const parts = /^1\.(\d{1,2})\.[0-9a-f]+\.[\w-]+\.[\w-]+$/.exec(challenge);
  const bits = Number(parts?.[1] ?? NaN);
  if (!(bits <= MOST_BITS)) throw new NotAChallenge("not a challenge");
  return bits;
}

/**
 * The least number from `from` and under `upTo` that solves a challenge. Reckons at once: nothing else runs meanwhile.
 * @param {string} challenge
 * @param {{from?: number, upTo?: number}} [numbers] whole, under 2^53
 * @returns {string | null} decimal, or null where none of these does; throws `NotAChallenge`
 */
export function solve(challenge, { from = 0, upTo = Number.MAX_SAFE_INTEGER } = {}) {
  const bits = bitsOf(challenge);
  for (let number = from; number < upTo; ) {
    const end = Math.min(upTo, 10 ** String(number).length); // as many digits, so the message keeps its length
    const found = amongAsLong(`${challenge}.`, number, end, bits);
    if (found !== null) return String(found);
    number = end;
  }
  return null;
}

/**
 * Numbers of the same length are counted up in the message itself, and what stands before its last block is hashed again only when
 * a digit in there changed.
 * @param {string} before @param {number} from @param {number} end @param {number} bits
 */
function amongAsLong(before, from, end, bits) {
  const message = coder.encode(before + from);
  const whole = inBlocks(message);
  const view = new DataView(whole.buffer);
  const last = whole.length - BLOCK;
  const [head, state] = [new Int32Array(8), new Int32Array(8)];
  const mask = bits ? -1 << (32 - bits) : 0;
  let changed = 0;
  for (let number = from; number < end; number += 1) {
    if (changed < last) hashed(head, view, last);
    compress(state, last ? head : BEGIN, view, last);
    if ((state[0] & mask) === 0) return number;
    changed = countUp(whole, message.length - 1);
  }
  return null;
}

/** The state before the last block. @param {Int32Array} head @param {DataView} view @param {number} last */
function hashed(head, view, last) {
  head.set(BEGIN);
  for (let at = 0; at < last; at += BLOCK) compress(head, head, view, at);
}

/** One more, in digits. @param {Uint8Array} digits @param {number} at the last of them @returns {number} where the first digit changed */
function countUp(digits, at) {
  while (digits[at] === NINE) {
    digits[at] = ZERO;
    at -= 1;
  }
  digits[at] += 1;
  return at;
}

/**
 * The number that solves a challenge, reckoned in a worker; where the browser has none for modules, in pieces between which the page
 * answers.
 * @param {string} challenge
 * @param {{signal?: AbortSignal, worker?: URL | string}} [how] `worker`: where worker.js lies
 * @returns {Promise<string>} rejects with `NotAChallenge`, and with the signal's reason when it is given up
 */
export async function solved(challenge, { signal, worker = new URL("./worker.js", import.meta.url) } = {}) {
  bitsOf(challenge);
  signal?.throwIfAborted();
  const number = typeof Worker === "function" ? await inWorker(challenge, worker, signal) : null;
  return number ?? inPieces(challenge, signal);
}

/**
 * @param {string} challenge @param {URL | string} where @param {AbortSignal} [signal]
 * @returns {Promise<string | null>} null where no worker could be had
 */
function inWorker(challenge, where, signal) {
  return new Promise((resolve, reject) => {
    const worker = begun(where);
    if (!worker) return resolve(null);
    const over = () => worker.terminate();
    signal?.addEventListener("abort", () => (over(), reject(signal.reason)), { once: true });
    worker.onmessage = ({ data }) => (over(), resolve(data.number));
    worker.onerror = (event) => (event.preventDefault(), over(), resolve(null));
    worker.postMessage({ challenge });
  });
}

/** @param {URL | string} where @returns {Worker | null} */
function begun(where) {
  try {
    return new Worker(where, { type: "module" });
  } catch {
    return null;
  }
}

/** @param {string} challenge @param {AbortSignal} [signal] @returns {Promise<string>} */
async function inPieces(challenge, signal) {
  for (let from = 0; ; from += AT_ONCE) {
    const number = solve(challenge, { from, upTo: from + AT_ONCE });
    if (number !== null) return number;
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  }
}
