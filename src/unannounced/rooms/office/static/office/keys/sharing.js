// @ts-check
/**
 * A key in three pieces, of which any two give it back and one alone tells nothing (A. Shamir, 1979). The twin of
 * crafts/sharing.py: both read testdata/vectors/sharing.json. What is parted is the seed of an identity, 32 bytes.
 */

import { encode } from "./bech32.js";

export const PIECES = 3;
export const ENOUGH = 2;
const PREFIX = "unannounced-piece-";
const IDENTITY = "age-secret-key-pq-";
const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const NAME = 4; // bytes of the digest of the key that a piece bears
const LEAST = 16;
const CHECK = 6; // letters of the check-sum

/** @typedef {{number: number, name: Uint8Array, points: Uint8Array}} Piece */
/** @typedef {"letter" | "no_piece" | "several" | "too_few" | "altered"} Why */

/** These pieces do not give a key; `why` says why not. */
export class NotJoined extends Error {
  /** @param {Why} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/**
 * The three pieces of an identity, as they are written down; they are drawn anew each time.
 * @param {string} identity `AGE-SECRET-KEY-PQ-1…`
 * @returns {Promise<string[]>}
 */
export async function piecesOf(identity) {
  const seed = seedOf(identity);
  const three = await parted(seed, crypto.getRandomValues(new Uint8Array(seed.length)));
  return three.map(written);
}

/**
 * The identity that two pieces, or all three, give back; throws `NotJoined`.
 * @param {string[]} typed
 * @returns {Promise<string>}
 */
export async function identityFrom(typed) {
  return encode(IDENTITY, await joined(typed.map(readPiece))).toUpperCase();
}

/** The seed of an identity. @param {string} identity @returns {Uint8Array} */
export function seedOf(identity) {
  const seed = decoded(identity.trim(), IDENTITY);
  if (!seed) throw new NotJoined("no_piece");
  return seed;
}

/**
 * `key` in three pieces.
 * @param {Uint8Array} key
 * @param {Uint8Array} chance as long as the key, drawn for it alone
 * @returns {Promise<Piece[]>}
 */
export async function parted(key, chance) {
  if (key.length < LEAST || chance.length !== key.length) throw new RangeError("a key has 16 bytes at least, and as much chance");
  const name = await nameOf(key);
  return [1, 2, 3].map((number) => ({ number, name, points: key.map((at, place) => at ^ times(chance[place], number)) }));
}

/** The piece as it is printed and typed in. @param {Piece} piece @returns {string} */
export function written(piece) {
  return encode(PREFIX, Uint8Array.from([piece.number, ...piece.name, ...piece.points]));
}

/** The piece that was typed in, capitals and blanks as they may be; throws `NotJoined`. @param {string} text @returns {Piece} */
export function readPiece(text) {
  const plain = text.replace(/\s+/g, "");
  const content = decoded(plain, PREFIX);
  if (!content) throw new NotJoined(plain.toLowerCase().startsWith(PREFIX) ? "letter" : "no_piece");
  if (content.length < 1 + NAME + LEAST || content[0] < 1 || content[0] > PIECES) throw new NotJoined("no_piece");
  return { number: content[0], name: content.slice(1, 1 + NAME), points: content.slice(1 + NAME) };
}

/** The key of which these are pieces; throws `NotJoined`. @param {Piece[]} pieces @returns {Promise<Uint8Array>} */
export async function joined(pieces) {
  if (new Set(pieces.map((one) => `${one.name} ${one.points.length}`)).size > 1) throw new NotJoined("several");
  const different = new Map(pieces.map((one) => [one.number, one]));
  if (different.size < ENOUGH) throw new NotJoined("too_few");
  const [first, second] = [...different.keys()].sort().slice(0, ENOUGH).map((one) => /** @type {Piece} */ (different.get(one)));
  const between = inverse(first.number ^ second.number);
  const key = first.points.map((at, place) => times(times(at, second.number) ^ times(second.points[place], first.number), between));
  const slope = inverse(first.number);
  const again = await parted(key, first.points.map((at, place) => times(at ^ key[place], slope)));
  const fits = pieces.every((one) => same(again[one.number - 1].points, one.points));
  if (!fits || !same(await nameOf(key), first.name)) throw new NotJoined("altered");
  return key;
}

/** @param {Uint8Array} key @returns {Promise<Uint8Array>} */
async function nameOf(key) {
  const label = new TextEncoder().encode("unannounced piece v1 ");
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from([...label, ...key]));
  return new Uint8Array(digest).slice(0, NAME);
}

/** @param {number} a @param {number} b @returns {number} their product in the field of 256 elements that AES uses */
function times(a, b) {
  let product = 0;
  for (let rest = b, power = a; rest; rest >>= 1) {
    if (rest & 1) product ^= power;
    power <<= 1;
    if (power & 0x100) power ^= 0x11b;
  }
  return product;
}

/** @param {number} a @returns {number} */
function inverse(a) {
  for (let b = 1; b < 256; b += 1) if (times(a, b) === 1) return b;
  throw new RangeError("nought has no inverse");
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function same(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

/**
 * The bytes of bech32 with this prefix, or null: written again they must be what was read, check-sum and all.
 * @param {string} text
 * @param {string} prefix
 * @returns {Uint8Array | null}
 */
function decoded(text, prefix) {
  const plain = text.toLowerCase();
  if ((text !== plain && text !== text.toUpperCase()) || !plain.startsWith(`${prefix}1`)) return null;
  const content = inBytes(plain.slice(prefix.length + 1, -CHECK));
  return content && encode(prefix, content) === plain ? content : null;
}

/** @param {string} letters @returns {Uint8Array | null} */
function inBytes(letters) {
  const bytes = [];
  let bits = 0;
  let count = 0;
  for (const letter of letters) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count >= 8) bytes.push((bits >> (count -= 8)) & 0xff);
  }
  return Uint8Array.from(bytes);
}
