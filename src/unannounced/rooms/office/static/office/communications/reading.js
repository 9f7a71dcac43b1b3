// @ts-check
/** Pieces of a communication as they are sealed and opened: no DOM, no network. Formats: docs/intake-protocol.md. */

import { NotOpened, open, seal } from "../keys/sealing.js";
import { NotPadded, pad, unpad } from "../keys/padding.js";

/**
 * @typedef {{id: string, number: number, kind: string, digest: string, came_on: string, by: string, replaces: string, size: number, version: number | null, sealed: string | null}} Piece
 * @typedef {{digest: string, name: string, type: string, size: number, cleaned?: boolean}} Named
 * @typedef {{recipient?: string, language?: string, text?: string, place?: string, told?: string[], for?: string, in_custody?: boolean | null, ways?: string[], fears?: string, scripts?: boolean, files?: Named[]}} Letter
 */

/**
 * What was filled up and sealed, by whichever identity it was sealed to; null if by none.
 * @param {Uint8Array} sealed
 * @param {string[]} identities
 * @returns {Promise<Uint8Array | null>}
 */
export async function opened(sealed, identities) {
  for (const identity of identities) {
    try {
      const clear = await open(sealed, identity);
      try {
        return unpad(clear);
      } catch (problem) {
        if (!(problem instanceof NotPadded)) throw problem;
        return clear; // sealed by hand: shown as it is
      }
    } catch (problem) {
      if (!(problem instanceof NotOpened)) throw problem;
    }
  }
  return null;
}

/** Filled up and sealed. @param {Record<string, unknown>} said @param {string} recipient @returns {Promise<Uint8Array>} */
export async function sealedFor(said, recipient) {
  return seal(pad(new TextEncoder().encode(JSON.stringify(said))), recipient);
}

/**
 * What an opened piece says, with only what has the form that was agreed; null if it is none of it.
 * @param {Uint8Array} clear
 * @returns {Record<string, any> | null}
 */
export function said(clear) {
  try {
    const found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(clear));
    return found !== null && typeof found === "object" && !Array.isArray(found) && /^unannounced-/.test(String(found.format)) ? found : null;
  } catch {
    return null;
  }
}

/** A letter with nothing in it but what is of its kind: a sender may write anything. @param {Record<string, any>} found @returns {Letter} */
export function letterOf(found) {
  const words = (/** @type {unknown} */ list) => (Array.isArray(list) ? list.filter((one) => typeof one === "string") : []);
  const text = (/** @type {unknown} */ one) => (typeof one === "string" ? one : "");
  const files = Array.isArray(found.files) ? found.files.filter((one) => one && typeof one.digest === "string") : [];
  return {
    recipient: text(found.recipient),
    language: /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text(found.language)) ? found.language : "",
    text: text(found.text),
    place: text(found.place),
    told: words(found.told),
    for: text(found.for),
    in_custody: typeof found.in_custody === "boolean" ? found.in_custody : null,
    ways: words(found.ways),
    fears: text(found.fears),
    scripts: found.scripts !== false,
    files: files.map((one) => ({ digest: one.digest, name: text(one.name), type: text(one.type), size: Number(one.size) || 0, cleaned: one.cleaned === true })),
  };
}

/**
 * A file of the office: a line of JSON that says what it is, then its bytes.
 * @param {Uint8Array} clear
 * @returns {{name: string, bytes: Uint8Array} | null}
 */
export function originalOf(clear) {
  const end = clear.indexOf(10);
  const line = end < 0 ? null : said(clear.subarray(0, end));
  return line?.format === "unannounced-file/1" ? { name: String(line.name ?? ""), bytes: clear.subarray(end + 1) } : null;
}

/**
 * The key to which answers are sealed: the one that the office knows, or that all letters name; null where they differ.
 * @param {string} known
 * @param {Letter[]} letters
 * @returns {string | null} empty where none is named
 */
export function recipientIn(known, letters) {
  const named = new Set(letters.map((one) => one.recipient ?? "").filter(Boolean));
  if (known) named.add(known);
  return named.size > 1 ? null : ([...named][0] ?? "");
}

/**
 * A letter with what somebody typed: in the place that it leaves for a question, or after it.
 * @param {string} letter
 * @param {string} place
 * @param {string} typed
 * @returns {string}
 */
export function around(letter, place, typed) {
  if (!typed) return letter;
  if (letter.includes(place)) return letter.split(place).join(typed);
  return `${letter.trimEnd()}\n\n${typed}\n`;
}

/** @param {string} coded base64 @returns {Uint8Array} */
export function bytes(coded) {
  return Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
}
