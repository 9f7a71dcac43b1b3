// @ts-check
/**
 * WebP (RFC 9649): chunks of RIFF. Pixels, transparency and movement stay; Exif, XMP, profiles of colours and what nobody knows go,
 * in the frames of a moving picture as well.
 *
 * @typedef {{name: string, content: Uint8Array}} Chunk
 */

import { Malformed, beginsWith, joined, letters, piece, viewOf } from "./pieces.js";

const PIXELS = ["VP8 ", "VP8L", "ANMF"];
const SHOWN = new Set([...PIXELS, "VP8X", "ALPH", "ANIM"]);
const IN_A_FRAME = new Set(["VP8 ", "VP8L", "ALPH"]);
const HEAD = 12;
const HEAD_OF_A_FRAME = 16;
/** Of the flags of VP8X: profile of colours, Exif, XMP. */
const SAYS = 0x20 | 0x08 | 0x04;

/** @param {Uint8Array} bytes @returns {boolean} */
export function isWebp(bytes) {
  return beginsWith(bytes, "RIFF") && beginsWith(bytes.subarray(8), "WEBP");
}

/** @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` */
export function webp(bytes) {
  const size = viewOf(piece(bytes, 4, 8)).getUint32(0, true);
  const chunks = chunksOf(piece(bytes, HEAD, 8 + size)).filter(({ name }) => SHOWN.has(name));
  if (!chunks.some(({ name }) => PIXELS.includes(name))) throw new Malformed();
  const kept = joined(chunks.map((chunk) => written({ name: chunk.name, content: cleaned(chunk) })));
  return joined([coded("RIFF"), number(kept.length + 4), coded("WEBP"), kept]);
}

/** @param {Uint8Array} bytes @returns {Chunk[]} */
function chunksOf(bytes) {
  const chunks = [];
  for (let at = 0; at < bytes.length; ) {
    const size = viewOf(piece(bytes, at + 4, at + 8)).getUint32(0, true);
    chunks.push({ name: letters(bytes.subarray(at, at + 4)), content: piece(bytes, at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

/** @param {Chunk} chunk @returns {Uint8Array} */
function cleaned({ name, content }) {
  if (name === "VP8X") return joined([[piece(content, 0, 10)[0] & ~SAYS], content.subarray(1, 10)]);
  if (name !== "ANMF") return content;
  const inside = chunksOf(piece(content, HEAD_OF_A_FRAME, content.length)).filter((chunk) => IN_A_FRAME.has(chunk.name));
  return joined([content.subarray(0, HEAD_OF_A_FRAME), ...inside.map(written)]);
}

/** @param {Chunk} chunk @returns {Uint8Array} */
function written({ name, content }) {
  return joined([coded(name), number(content.length), content, new Uint8Array(content.length % 2)]);
}

/** @param {string} name @returns {number[]} */
function coded(name) {
  return Array.from(name, (letter) => letter.charCodeAt(0));
}

/** Four bytes, the least first. @param {number} value @returns {number[]} */
function number(value) {
  return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
}
