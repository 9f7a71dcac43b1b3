/**
 * Photographs: the original stays as it is, the working copy is drawn anew, so that nothing of the camera is left in it.
 */

import { Problem } from "./problem.js";

/** The longer side of a working copy, in pixels. */
export const LONGEST_SIDE = 2048;
const QUALITY = 0.85;
/** How much of a file is read to find its size in pixels. */
const HEAD = 262_144;

/**
 * The segments of a JPEG that describe the picture, by their marker: APP0 to APP15 and comments.
 * @param {Uint8Array} bytes
 * @returns {{marker: number, name: string, begins: number, size: number}[]}
 */
export function segments(bytes) {
  /** @type {{marker: number, name: string, begins: number, size: number}[]} */
  const found = [];
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return found;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xda || marker === 0xd9) break; // the picture itself begins
    const size = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const name = String.fromCharCode(...bytes.slice(at + 4, at + 10)).replace(/\0.*$/s, "");
    found.push({ marker, name, begins: at, size: size + 2 });
    at += size + 2;
  }
  return found;
}

/**
 * Whether a JPEG still says something about where, when or with what it was taken (Exif, XMP, IPTC, comments).
 * @param {Uint8Array} bytes
 */
export function hasMetadata(bytes) {
  return segments(bytes).some(({ marker }) => marker === 0xe1 || (marker >= 0xe3 && marker <= 0xef) || marker === 0xfe);
}

/**
 * Width and height from the first bytes of a JPEG or PNG, before anything turns it; null where they are not found.
 * @param {Uint8Array} bytes
 * @returns {{width: number, height: number} | null}
 */
export function sizeOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
  const frame = segments(bytes).find(({ marker }) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
  if (!frame || frame.begins + 9 > bytes.length) return null;
  return { height: view.getUint16(frame.begins + 5), width: view.getUint16(frame.begins + 7) };
}

/**
 * The size of a picture so that its longer side is no more than `longest`; small ones stay.
 * @param {{width: number, height: number}} size
 * @param {number} [longest]
 */
export function fitted({ width, height }, longest = LONGEST_SIDE) {
  const by = Math.min(1, longest / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}

/**
 * The working copy of a photograph: a JPEG drawn anew, upright, its longer side 2,048 pixels at most, without metadata.
 *
 * A large picture is made small while it is decoded, so that a photograph of 50 MB is never held whole as pixels where the browser
 * can avoid it. Throws `Problem("photograph")` for what this browser cannot show; the original is none the worse.
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
export async function workingCopy(file) {
  const size = sizeOf(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
  const bitmap = await decoded(file, size);
  try {
    const { width, height } = fitted(bitmap);
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
    const copy = await jpegOf(canvas);
    if (hasMetadata(new Uint8Array(await copy.arrayBuffer()))) throw new Problem("metadata_left");
    return copy;
  } finally {
    bitmap.close();
  }
}

/** @param {Blob} file @param {{width: number, height: number} | null} size */
async function decoded(file, size) {
  /** @type {ImageBitmapOptions} */
  const how = { imageOrientation: "from-image" };
  if (size && Math.min(size.width, size.height) > LONGEST_SIDE) Object.assign(how, { resizeWidth: LONGEST_SIDE, resizeQuality: "medium" });
  try {
    return await createImageBitmap(file, how);
  } catch {
    throw new Problem("photograph");
  }
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
function jpegOf(canvas) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Problem("photograph"))), "image/jpeg", QUALITY);
  });
}
