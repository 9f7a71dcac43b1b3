// @ts-check
/**
 * Pictures in boxes (ISO/IEC 23008-12): HEIC, as telephones take them, and AVIF. Every byte of a picture stays where it was; Exif, XMP
 * and whatever else lies beside the pictures becomes nothing. A profile of colours stays, since a picture may not be read without it.
 */

import { boxes, empty } from "./boxes.js";
import { Malformed, letters, piece, viewOf } from "./pieces.js";

/** @typedef {import("./boxes.js").Box} Box @typedef {{at: number, size: number}} Extent */

const BRANDS = /^(?:hei[cxm]|mif[12]|avif)$/;
const TOP = new Set(["ftyp", "meta", "mdat"]);
const STAYS = new Set(["hdlr", "pitm", "iloc", "iinf", "iref", "iprp", "idat", "grpl", "dinf"]);
const PICTURES = new Set(["hvc1", "hev1", "av01", "avc1", "grid", "iovl", "iden", "tmap"]);
/** Nothing of Exif: where it begins, how its numbers are written, and a list of no entries. */
const NO_EXIF = [0, 0, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0];
const [FULL, SPACE] = [4, 0x20];

/** @param {Uint8Array} bytes @returns {boolean} */
export function isHeif(bytes) {
  return bytes.length > 12 && letters(bytes.subarray(4, 8)) === "ftyp" && BRANDS.test(letters(bytes.subarray(8, 12)));
}

/** @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` */
export function heif(bytes) {
  const after = bytes.slice();
  const top = boxes(after, 0, after.length);
  const about = top.find(({ type }) => type === "meta");
  if (!about || top.some(({ type }) => type === "moov" || type === "moof")) throw new Malformed();
  const inside = boxes(after, about.body + FULL, about.end);
  const one = (/** @type {string} */ type) => inside.find((box) => box.type === type) ?? null;
  const [items, places] = [one("iinf"), one("iloc")];
  if (!items || !places) throw new Malformed();
  const kinds = kindsIn(after, items);
  if (![...kinds.values()].some((kind) => PICTURES.has(kind)) || [...kinds.values()].includes("jpeg")) throw new Malformed();
  for (const { number, extents } of extentsIn(after, places, one("idat"))) forget(after, kinds.get(number) ?? "", extents);
  for (const box of top.filter(({ type }) => !TOP.has(type))) empty(after, box);
  for (const box of inside.filter(({ type }) => !STAYS.has(type))) empty(after, box);
  for (const { body, end } of inside.filter(({ type }) => type === "hdlr")) after.fill(0, Math.min(end, body + 12), end);
  return after;
}

/** What lies at some places becomes nothing, unless it is a picture. @param {Uint8Array} bytes @param {string} kind @param {Extent[]} extents */
function forget(bytes, kind, extents) {
  if (PICTURES.has(kind)) return;
  for (const { at, size } of extents) piece(bytes, at, at + size).fill(kind === "mime" ? SPACE : 0);
  const [first] = extents;
  if (kind === "Exif" && first && first.size >= NO_EXIF.length) bytes.set(NO_EXIF, first.at);
}

/** The kind of every item by its number. @param {Uint8Array} bytes @param {Box} box @returns {Map<number, string>} */
function kindsIn(bytes, { body, end }) {
  const short = piece(bytes, body, body + 1)[0] === 0;
  const kinds = new Map();
  for (const item of boxes(bytes, body + FULL + (short ? 2 : 4), end)) {
    const version = piece(bytes, item.body, item.body + 1)[0];
    if (item.type !== "infe" || version < 2 || version > 3) throw new Malformed();
    const read = reader(bytes, item.body + FULL, item.end);
    const number = read(version === 2 ? 2 : 4);
    read(2);
    kinds.set(number, String.fromCharCode(read(1), read(1), read(1), read(1)));
  }
  return kinds;
}

/**
 * Where every item lies.
 * @param {Uint8Array} bytes
 * @param {Box} box
 * @param {Box | null} data in which items may lie
 * @returns {{number: number, extents: Extent[]}[]}
 */
function extentsIn(bytes, { body, end }, data) {
  const version = piece(bytes, body, body + 1)[0];
  const read = reader(bytes, body + FULL, end);
  const [first, second] = [read(1), read(1)];
  const sizes = { at: first >> 4, size: first & 15, base: second >> 4, index: version ? second & 15 : 0 };
  const found = [];
  for (let left = read(version < 2 ? 2 : 4); left > 0; left -= 1) {
    const number = read(version < 2 ? 2 : 4);
    const way = version ? read(2) & 15 : 0;
    if (read(2) !== 0 || way > 1 || (way === 1 && !data)) throw new Malformed();
    const base = read(sizes.base) + (way === 1 && data ? data.body : 0);
    const extents = [];
    for (let more = read(2); more > 0; more -= 1) {
      read(sizes.index);
      const at = base + read(sizes.at);
      extents.push({ at, size: sizes.size ? read(sizes.size) : bytes.length - at });
    }
    found.push({ number, extents });
  }
  return found;
}

/** Numbers one after the other, of so many bytes each. @param {Uint8Array} bytes @param {number} begin @param {number} end */
function reader(bytes, begin, end) {
  const view = viewOf(piece(bytes, begin, end));
  let at = 0;
  return (/** @type {number} */ size) => {
    let number = 0;
    for (let left = size; left > 0; left -= 1, at += 1) {
      if (at >= view.byteLength) throw new Malformed();
      number = number * 256 + view.getUint8(at);
    }
    return number;
  };
}
