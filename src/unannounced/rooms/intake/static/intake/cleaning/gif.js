// @ts-check
/** GIF (89a): pictures and how they follow each other stay; comments, texts and what applications added go, but how often it is shown. */

import { Malformed, beginsWith, byteAt, joined, letters, piece } from "./pieces.js";

const [EXTENSION, PICTURE, END] = [0x21, 0x2c, 0x3b];
const [CONTROL, APPLICATION] = [0xf9, 0xff];
const HEAD = 13;
const HEAD_OF_A_PICTURE = 10;
const LOOPS = "NETSCAPE2.0";

/** @param {Uint8Array} bytes @returns {boolean} */
export function isGif(bytes) {
  return beginsWith(bytes, "GIF87a") || beginsWith(bytes, "GIF89a");
}

/** @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` */
export function gif(bytes) {
  let at = HEAD + coloursAt(bytes, HEAD - 3);
  /** @type {(Uint8Array | number[])[]} */
  const kept = [piece(bytes, 0, at)];
  let pictures = 0;
  for (let kind = byteAt(bytes, at); kind !== END; kind = byteAt(bytes, at)) {
    const end = kind === PICTURE ? endOfPicture(bytes, at) : endOfExtension(bytes, at, kind);
    if (kind === PICTURE) kept.push(piece(bytes, at, end));
    else kept.push(...ofExtension(piece(bytes, at, end)));
    pictures += kind === PICTURE ? 1 : 0;
    at = end;
  }
  if (!pictures) throw new Malformed();
  return joined([...kept, [END]]);
}

/** How many bytes of colours the flags at a place announce. @param {Uint8Array} bytes @param {number} at */
function coloursAt(bytes, at) {
  const flags = byteAt(bytes, at);
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** @param {Uint8Array} bytes @param {number} at */
function endOfPicture(bytes, at) {
  const begin = at + HEAD_OF_A_PICTURE + coloursAt(bytes, at + HEAD_OF_A_PICTURE - 1);
  return endOfBlocks(bytes, begin + 1);
}

/** @param {Uint8Array} bytes @param {number} at @param {number} kind */
function endOfExtension(bytes, at, kind) {
  if (kind !== EXTENSION) throw new Malformed();
  return endOfBlocks(bytes, at + 2);
}

/** Blocks begin with their size, and one of nothing ends them. @param {Uint8Array} bytes @param {number} at */
function endOfBlocks(bytes, at) {
  for (let size = byteAt(bytes, at); size; size = byteAt(bytes, at)) at += 1 + size;
  return at + 1;
}

/** What stays of an extension. @param {Uint8Array} extension whole @returns {(Uint8Array | number[])[]} */
function ofExtension(extension) {
  if (extension[1] === CONTROL && extension[2] === 4 && extension.length === 8) return [extension];
  if (extension[1] !== APPLICATION || extension[2] !== LOOPS.length || letters(extension.subarray(3, 14)) !== LOOPS) return [];
  const loops = extension.subarray(14, 18);
  return loops[0] === 3 && loops[1] === 1 ? [extension.subarray(0, 14), loops, [0]] : [];
}
