// @ts-check
/**
 * JPEG (ITU-T T.81): segments that say how to read the pixels, and the pixels. Of what a camera adds (Exif, XMP, IPTC, profiles,
 * thumbnails, comments, further pictures behind the end) nothing stays, but which side is up.
 *
 * @typedef {{marker: number, bytes: Uint8Array, content: Uint8Array}} Segment `bytes` whole, with marker and length
 */

import { Malformed, beginsWith, byteAt, joined, piece, viewOf } from "./pieces.js";

const [BEGIN, END, SCAN, APP0, APP1, APP14, COMMENT] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xee, 0xfe];
/** Frames (with DHT, DAC), and DQT, DNL, DRI, DHP, EXP: without them no pixel is read. */
const isNeeded = (/** @type {number} */ marker) => (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xdb && marker <= 0xdf);
const isFrame = (/** @type {number} */ marker) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const JFIF = 14;
const ADOBE = 12;
const ORIENTATION = 0x0112;
const SHORT = 3;

/** @param {Uint8Array} bytes @returns {boolean} */
export function isJpeg(bytes) {
  return beginsWith(bytes, "\xff\xd8\xff");
}

/** @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` */
export function jpeg(bytes) {
  const { segments, pixels } = taken(bytes);
  if (!segments.some(({ marker }) => isFrame(marker))) throw new Malformed();
  const first = segments.find(isJfif);
  const up = orientation(segments);
  return joined([
    [0xff, BEGIN],
    ...(first ? [withoutThumbnail(first)] : []),
    ...(up > 1 ? [exif(up)] : []),
    ...pixels,
    [0xff, END],
  ]);
}

/**
 * Every segment up to the end of the picture, and in their order the pieces that are needed to read its pixels.
 * @param {Uint8Array} bytes
 */
function taken(bytes) {
  /** @type {Segment[]} */
  const segments = [];
  /** @type {Uint8Array[]} */
  const pixels = [];
  let at = 2;
  for (let scans = 0; ; ) {
    at = afterFilling(bytes, at);
    const marker = byteAt(bytes, at);
    if (marker === END && scans) return { segments, pixels };
    const segment = segmentAt(bytes, marker, at - 1);
    segments.push(segment);
    pixels.push(...needed(segment));
    at += 1 + 2 + segment.content.length;
    if (marker !== SCAN) continue;
    scans += 1;
    const end = endOfScan(bytes, at);
    pixels.push(bytes.subarray(at, end));
    at = end;
  }
}

/** The place behind 0xFF of the marker at `at`; a marker may be filled up before. @param {Uint8Array} bytes @param {number} at */
function afterFilling(bytes, at) {
  if (byteAt(bytes, at) !== 0xff) throw new Malformed();
  while (byteAt(bytes, at) === 0xff) at += 1;
  return at;
}

/** @param {Uint8Array} bytes @param {number} marker @param {number} begin @returns {Segment} */
function segmentAt(bytes, marker, begin) {
  if (!isNeeded(marker) && marker !== SCAN && !(marker >= APP0 && marker <= COMMENT)) throw new Malformed();
  const size = viewOf(piece(bytes, begin + 2, begin + 4)).getUint16(0);
  return { marker, bytes: piece(bytes, begin, begin + 2 + size), content: piece(bytes, begin + 4, begin + 2 + size) };
}

/** What stays of a segment among the pixels. @param {Segment} segment @returns {Uint8Array[]} */
function needed({ marker, bytes, content }) {
  if (isNeeded(marker) || marker === SCAN) return [bytes];
  if (marker !== APP14 || !beginsWith(content, "Adobe") || content.length < ADOBE) return [];
  return [joined([[0xff, APP14, 0, 2 + ADOBE], content.subarray(0, ADOBE)])]; // says how colours are mixed
}

/** Where the pixels of a scan end: at the next marker that is no restart. @param {Uint8Array} bytes @param {number} at */
function endOfScan(bytes, at) {
  for (let end = bytes.indexOf(0xff, at); end !== -1; end = bytes.indexOf(0xff, end + 1)) {
    const next = byteAt(bytes, end + 1);
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return end;
  }
  throw new Malformed();
}

/** @param {Segment} segment */
function isJfif({ marker, content }) {
  return marker === APP0 && beginsWith(content, "JFIF\0") && content.length >= JFIF;
}

/** @param {Segment} segment */
function withoutThumbnail({ content }) {
  return joined([[0xff, APP0, 0, 2 + JFIF], content.subarray(0, JFIF - 2), [0, 0]]);
}

/** Which side is up, from 1 to 8; 1 where nothing readable is said of it. @param {Segment[]} segments */
function orientation(segments) {
  const said = segments.find(({ marker, content }) => marker === APP1 && beginsWith(content, "Exif\0\0"));
  try {
    return said ? orientationIn(said.content.subarray(6)) : 1;
  } catch (problem) {
    if (problem instanceof Malformed) return 1;
    throw problem;
  }
}

/** @param {Uint8Array} tiff @returns {number} */
function orientationIn(tiff) {
  const little = beginsWith(tiff, "II");
  const number = (/** @type {number} */ at) => viewOf(piece(tiff, at, at + 2)).getUint16(0, little);
  const begin = viewOf(piece(tiff, 4, 8)).getUint32(0, little);
  for (let entry = begin + 2, left = number(begin); left > 0; entry += 12, left -= 1) {
    if (number(entry) !== ORIENTATION || number(entry + 2) !== SHORT) continue;
    const up = number(entry + 8);
    return up >= 1 && up <= 8 ? up : 1;
  }
  return 1;
}

/** The least Exif that says which side is up. @param {number} up @returns {number[]} */
function exif(up) {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, up, 0, 0, 0, 0, 0, 0];
  const content = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return [0xff, APP1, 0, 2 + content.length, ...content];
}
