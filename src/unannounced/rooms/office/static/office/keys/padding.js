// @ts-check
/**
 * Filling up before sealing, so that the size of what is sealed tells next to nothing of what it says (ISO/IEC 7816-4). The twin
 * of crafts/padding.py: both read testdata/vectors/padding.json.
 */

/** Bytes of the smallest size. */
export const LEAST = 8 * 1024;
const END = 0x80;

/** These bytes were not filled up by `pad`, or were altered. */
export class NotPadded extends Error {}

/** The size to which a content is filled up, in bytes. @param {number} length bytes @returns {number} 8 KiB, or a power of two of it */
export function sizeFor(length) {
  let size = LEAST;
  while (size <= length) size *= 2;
  return size;
}

/** `content` filled up to its size. @param {Uint8Array} content @returns {Uint8Array} */
export function pad(content) {
  const padded = new Uint8Array(sizeFor(content.length));
  padded.set(content);
  padded[content.length] = END;
  return padded;
}

/**
 * The content of what was filled up.
 * @param {Uint8Array} padded
 * @returns {Uint8Array} a view into `padded`; throws `NotPadded` for anything else
 */
export function unpad(padded) {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end -= 1;
  if (end < 0 || padded[end] !== END || padded.length !== sizeFor(end)) throw new NotPadded("It was not filled up in this way.");
  return padded.subarray(0, end);
}
