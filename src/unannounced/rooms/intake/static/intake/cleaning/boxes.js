// @ts-check
/**
 * Boxes (ISO/IEC 14496-12), in which films, sounds and pictures of telephones lie.
 *
 * @typedef {{type: string, at: number, body: number, end: number}} Box `at`: where it begins; `body`: where its content does
 */

import { Malformed, letters, piece, viewOf } from "./pieces.js";

const [HEAD, LONG_HEAD] = [8, 16];

/** The boxes between two places, which they fill. @param {Uint8Array} bytes @param {number} begin @param {number} end @returns {Box[]} */
export function boxes(bytes, begin, end) {
  const found = [];
  for (let at = begin; at < end; ) {
    if (end - at < HEAD && bytes.subarray(at, end).every((byte) => byte === 0)) break; // QuickTime ends a list by four bytes of nothing
    const view = viewOf(piece(bytes, at, at + HEAD));
    const long = view.getUint32(0) === 1;
    const size = long ? longAt(bytes, at + HEAD) : view.getUint32(0) || end - at;
    const body = at + (long ? LONG_HEAD : HEAD);
    if (at + size < body || at + size > end) throw new Malformed();
    found.push({ type: letters(bytes.subarray(at + 4, at + 8)), at, body, end: at + size });
    at += size;
  }
  return found;
}

/** @param {Uint8Array} bytes @param {number} at @returns {number} */
function longAt(bytes, at) {
  const view = viewOf(piece(bytes, at, at + 8));
  return view.getUint32(0) * 2 ** 32 + view.getUint32(4);
}

/** A box becomes empty space of the same size. @param {Uint8Array} bytes @param {Box} box */
export function empty(bytes, box) {
  bytes.set([0x66, 0x72, 0x65, 0x65], box.at + 4); // free
  bytes.fill(0, box.body, box.end);
}
