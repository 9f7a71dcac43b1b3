// @ts-check
/**
 * A letter, who wrote it and its files, as the protocol has them: written as JSON, filled up, sealed; and answers, opened
 * (docs/intake-protocol.md). No network, nothing stored.
 *
 * @typedef {{digest: string, name: string, type: string, size: number, cleaned: boolean}} FileOfLetter `digest` and `name`: of the
 *   sealed bytes, hexadecimal, and as the sender calls it; `size` in bytes of the file before it was filled up
 * @typedef {object} Letter
 * @property {string} text
 * @property {string} place as the sender calls it; may be empty
 * @property {string[]} told words of `duties/receiving.py`: what it tells of
 * @property {"self" | "other" | ""} for
 * @property {boolean | null} in_custody null where nobody said
 * @property {string[]} ways words of `duties/receiving.py`: by which an answer may go
 * @property {"unknown" | "none_seen" | "feared" | "happened"} fears
 * @property {string} language of the page, `uk`
 * @property {FileOfLetter[]} files
 * @property {string} recipient of the sender, to which answers are sealed (`age1pq1…`)
 * @typedef {{name: string, reach: string}} Who both may be empty
 * @typedef {{format: string, text: string, language: string, written_on: string}} Answer `written_on`: a day, `2026-11-27`
 * @typedef {{sealed: Uint8Array, who: Uint8Array, digest: string}} SealedLetter `digest` by which the room knows it again: SHA-256 of
 *   `sealed` and `who`, hexadecimal
 * @typedef {{sealed: Uint8Array, digest: string, size: number}} SealedFile `digest` and `size` of the sealed bytes
 */

import { sha256hex } from "./codes.js";
import { NotPadded, LEAST, pad, sizeFor, unpad } from "./padding.js";
import { open, seal } from "./sealing.js";

const COMMUNICATION = "unannounced-communication/1";
const WHO = "unannounced-who/1";
const ANSWER = "unannounced-answer/1";
/** Bytes that a letter, who wrote it, and a file have at most when they are filled up. */
export const LARGEST = { letter: 512 * 1024, who: LEAST, file: 128 * 1024 * 1024 };

/** It is larger than the room takes: `what` of it, and by how many bytes it is too large (`over`). */
export class TooLarge extends Error {
  /** @param {keyof typeof LARGEST} what @param {number} over */
  constructor(what, over) {
    super(`${what} is too large by ${over} bytes`);
    this.name = "TooLarge";
    this.what = what;
    this.over = over;
  }
}

/** What was opened is no answer, or is of a version that is not known here. */
export class NotAnAnswer extends Error {}

/**
 * A letter and who wrote it, each filled up and sealed to the office. Who wrote is sealed always, also where it is empty.
 * @param {Letter} letter
 * @param {{who: Who, to: string}} how `to`: the recipient of the office (`age1pq1…`), else `TypeError`
 * @returns {Promise<SealedLetter>} rejects with `TooLarge`
 */
export async function composed(letter, { who, to }) {
  const { recipient, language, text, place, told, for: whom, in_custody, ways, fears, files } = letter;
  const said = { format: COMMUNICATION, recipient, language, text, place, told, for: whom, in_custody, ways, fears, scripts: true, files };
  const both = [filled("letter", written(said)), filled("who", written({ format: WHO, name: who.name, reach: who.reach }))];
  const [sealed, sealedWho] = [await seal(both[0], to), await seal(both[1], to)];
  return { sealed, who: sealedWho, digest: await sha256hex(joined(sealed, sealedWho)) };
}

/**
 * A file, filled up and sealed to the office. Its name and type are not in it: they stand in the letter.
 * @param {Uint8Array} bytes
 * @param {string} recipient of the office (`age1pq1…`), else `TypeError`
 * @returns {Promise<SealedFile>} rejects with `TooLarge`
 */
export async function sealedFile(bytes, recipient) {
  const sealed = await seal(filled("file", bytes), recipient);
  return { sealed, digest: await sha256hex(sealed), size: sealed.length };
}

/**
 * The answer that was sealed to the sender.
 * @param {Uint8Array} sealed
 * @param {string} identity that follows from the words of the receipt
 * @returns {Promise<Answer>} rejects with `NotOpened` (sealing.js) and `NotAnAnswer`
 */
export async function openedAnswer(sealed, identity) {
  const said = read(await open(sealed, identity));
  const { format, text, language, written_on } = said ?? {};
  if (format !== ANSWER || [text, language, written_on].some((one) => typeof one !== "string")) throw new NotAnAnswer();
  return { format, text, language, written_on };
}

/** @param {Uint8Array} padded @returns {any} */
function read(padded) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(unpad(padded)));
  } catch (problem) {
    if (problem instanceof NotPadded || problem instanceof SyntaxError || problem instanceof TypeError) throw new NotAnAnswer();
    throw problem;
  }
}

/** @param {object} said @returns {Uint8Array} JSON in UTF-8 */
function written(said) {
  return new TextEncoder().encode(JSON.stringify(said));
}

/** @param {keyof typeof LARGEST} what @param {Uint8Array} content @returns {Uint8Array} */
function filled(what, content) {
  if (sizeFor(content.length) > LARGEST[what]) throw new TooLarge(what, content.length - LARGEST[what] + 1);
  return pad(content);
}

/** @param {Uint8Array} one @param {Uint8Array} other */
function joined(one, other) {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
