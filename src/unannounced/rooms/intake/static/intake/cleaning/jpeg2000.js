// @ts-check
/** JPEG 2000 (ITU-T T.800), as it lies in papers that were scanned: boxes that show it stay, and in the stream itself comments go. */

import { Malformed, beginsWith, joined, letters, piece, viewOf } from "./pieces.js";

const SHOWN = new Set(["jP  ", "ftyp", "jp2h", "jp2c"]);
const [SOC, SOT, SIZ, COM] = [0xff4f, 0xff90, 0xff51, 0xff64];
const HEAD = 8;

/** @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` */
export function jpeg2000(bytes) {
  if (beginsWith(bytes, "\xff\x4f\xff\x51")) return withoutComments(bytes);
  const kept = [];
  for (let at = 0; at < bytes.length; ) {
    const said = viewOf(piece(bytes, at, at + HEAD)).getUint32(0);
    const size = said || bytes.length - at;
    const box = piece(bytes, at, at + size);
    const type = letters(piece(box, 4, HEAD));
    if (size < HEAD) throw new Malformed(); // a size of 1 would announce a larger picture than there is
    if (type === "jp2c") kept.push(boxed(box.subarray(0, HEAD), withoutComments(box.subarray(HEAD)), said === 0));
    else if (SHOWN.has(type)) kept.push(box);
    at += size;
  }
  if (kept.length < 2) throw new Malformed();
  return joined(kept);
}

/** @param {Uint8Array} head @param {Uint8Array} content @param {boolean} toEnd */
function boxed(head, content, toEnd) {
  const whole = joined([head, content]);
  if (!toEnd) viewOf(whole).setUint32(0, whole.length);
  return whole;
}

/** The stream without the comments at its head. @param {Uint8Array} bytes */
function withoutComments(bytes) {
  const kept = [piece(bytes, 0, 2)];
  if (viewOf(kept[0]).getUint16(0) !== SOC) throw new Malformed();
  for (let at = 2; ; ) {
    const marker = viewOf(piece(bytes, at, at + 2)).getUint16(0);
    if (marker === SOT) return joined([...kept, bytes.subarray(at)]);
    if (at === 2 && marker !== SIZ) throw new Malformed();
    const end = at + 2 + viewOf(piece(bytes, at + 2, at + 4)).getUint16(0);
    if (marker !== COM) kept.push(piece(bytes, at, end));
    at = end;
  }
}
