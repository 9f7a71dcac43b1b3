// @ts-check
/** Pieces of a file: read where they must be, and put together again. */

/** The file is not as its format wants it: nobody knows what is in it. */
export class Malformed extends Error {}

/** Bytes from `begin` to `end`, all of which must be there. @param {Uint8Array} bytes @param {number} begin @param {number} end */
export function piece(bytes, begin, end) {
  if (begin > end || end > bytes.length) throw new Malformed();
  return bytes.subarray(begin, end);
}

/** The byte at a place, which must be there. @param {Uint8Array} bytes @param {number} at @returns {number} */
export function byteAt(bytes, at) {
  return piece(bytes, at, at + 1)[0];
}

/** @param {Uint8Array} bytes @returns {DataView} */
export function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as letters of Latin-1. @param {Uint8Array} bytes @returns {string} */
export function letters(bytes) {
  return String.fromCharCode(...bytes);
}

/** Whether bytes begin with these letters of Latin-1. @param {Uint8Array} bytes @param {string} beginning @returns {boolean} */
export function beginsWith(bytes, beginning) {
  return letters(bytes.subarray(0, beginning.length)) === beginning;
}

/** One after the other. @param {(Uint8Array | number[])[]} pieces @returns {Uint8Array} */
export function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((size, one) => size + one.length, 0));
  let at = 0;
  for (const one of pieces) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}
