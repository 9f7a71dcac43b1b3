// @ts-check
/** PNG (W3C, third edition): chunks by their names. Those that make the picture stay, also a moving one; text, times and Exif go. */

import { Malformed, beginsWith, joined, letters, piece, viewOf } from "./pieces.js";

const SIGNATURE = "\x89PNG\r\n\x1a\n";
const NEEDED = new Set(["IHDR", "PLTE", "IDAT", "IEND"]);
const SHOWN_BY = new Set(["tRNS", "gAMA", "sRGB", "cHRM", "pHYs", "sBIT", "bKGD", "acTL", "fcTL", "fdAT"]);
const AROUND = 12; // length, name and check-sum

/** @param {Uint8Array} bytes @returns {boolean} */
export function isPng(bytes) {
  return beginsWith(bytes, SIGNATURE);
}

/** @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` */
export function png(bytes) {
  const kept = [bytes.subarray(0, SIGNATURE.length)];
  const seen = new Set();
  for (let at = SIGNATURE.length; !seen.has("IEND"); ) {
    const size = viewOf(piece(bytes, at, at + 4)).getUint32(0);
    const chunk = piece(bytes, at, at + AROUND + size);
    const name = letters(chunk.subarray(4, 8));
    if (!isKnown(name) || (seen.size === 0 && name !== "IHDR") || (name === "IEND" && size)) throw new Malformed();
    seen.add(name);
    if (NEEDED.has(name) || SHOWN_BY.has(name)) kept.push(chunk);
    at += chunk.length;
  }
  if (!seen.has("IDAT")) throw new Malformed();
  return joined(kept);
}

/** Whether the picture is shown rightly with this chunk or without it: what begins with a large letter is needed. @param {string} name */
function isKnown(name) {
  return NEEDED.has(name) || /^[a-z][A-Za-z]{3}$/.test(name);
}
