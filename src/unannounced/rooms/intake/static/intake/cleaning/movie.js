// @ts-check
/**
 * Films and sounds in boxes (ISO/IEC 14496-12, QuickTime): mp4, mov, m4a, 3gp. What is seen and heard stays byte for byte where it was;
 * boxes that say where, when, by whom and with what it was taken become empty space, and times become nothing. Of tracks only pictures,
 * sound and words stay: a track of a camera's own, which may tell every place it passed, goes with everything in it.
 *
 * @typedef {import("./boxes.js").Box} Box
 */

import { boxes, empty } from "./boxes.js";
import { Malformed, letters, piece, viewOf } from "./pieces.js";

const BEGINNINGS = new Set(["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"]);
/** Brands of still pictures, which lie in boxes as well. */
const STILL = /^(?:hei|hev|mif|msf|avi|avc[is]|mia|jp|crx|MA1)/;
/** By the box around them, the boxes that stay; everything else in it becomes empty. */
const STAYS = /** @type {Record<string, Set<string>>} */ ({
  "": new Set(["ftyp", "styp", "moov", "mdat", "moof", "mfra", "sidx", "ssix", "wide", "pdin"]),
  moov: new Set(["mvhd", "trak", "mvex", "iods", "clip", "ctab"]),
  trak: new Set(["tkhd", "mdia", "edts", "tref", "tapt", "clip", "matt", "load", "imap", "txas"]),
  moof: new Set(["mfhd", "traf"]),
  traf: new Set(["tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "senc"]),
});
const GOES = new Set(["udta", "meta", "uuid", "free", "skip"]);
const AROUND = new Set(["moov", "trak", "mdia", "minf", "stbl", "moof", "traf"]);
const TIMED = new Set(["mvhd", "tkhd", "mdhd"]);
/** Tracks that are seen, heard or read. */
const SHOWN = new Set(["vide", "soun", "text", "sbtl", "subt", "clcp", "pict", "auxv"]);
const HEAD = 8;
const DEEPEST = 16;
const OF_PICTURES = { vendor: 20, name: 50, end: 82 };

/** @param {Uint8Array} bytes @returns {boolean} */
export function isMovie(bytes) {
  if (bytes.length < HEAD + 4) return false;
  const type = letters(bytes.subarray(4, 8));
  return BEGINNINGS.has(type) && !(type === "ftyp" && STILL.test(letters(bytes.subarray(8, 12))));
}

/** @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` */
export function movie(bytes) {
  const after = bytes.slice();
  const top = boxes(after, 0, after.length);
  const moov = top.find(({ type }) => type === "moov");
  if (!moov) throw new Malformed();
  const gone = tracks(after, moov).filter((track) => !SHOWN.has(handlerOf(after, track)));
  if (gone.length && top.some(({ type }) => type === "moof")) throw new Malformed();
  for (const track of gone) emptySamples(after, track);
  for (const track of gone) empty(after, track);
  if (tracks(after, moov).length === 0) throw new Malformed();
  for (const box of top) settle(after, box, "", gone.length > 0);
  return after;
}

/** @param {Uint8Array} bytes @param {Box} moov */
function tracks(bytes, moov) {
  return boxes(bytes, moov.body, moov.end).filter(({ type }) => type === "trak");
}

/** The box inside of another at the end of a way. @param {Uint8Array} bytes @param {Box} box @param {string[]} way @returns {Box | null} */
function within(bytes, box, way) {
  if (way.length === 0) return box;
  const next = boxes(bytes, box.body, box.end).find(({ type }) => type === way[0]);
  return next ? within(bytes, next, way.slice(1)) : null;
}

/** What a track is for. @param {Uint8Array} bytes @param {Box} track @returns {string} */
function handlerOf(bytes, track) {
  const box = within(bytes, track, ["mdia", "hdlr"]);
  if (!box) throw new Malformed();
  return letters(piece(bytes, box.body + 8, box.body + 12));
}

/**
 * What stays of a box.
 * @param {Uint8Array} bytes
 * @param {Box} box
 * @param {string} around type of the box around it
 * @param {boolean} apart whether tracks went, to which others may point
 * @param {number} [depth]
 */
function settle(bytes, box, around, apart, depth = 0) {
  if (box.type === "cmov" || depth > DEEPEST) throw new Malformed();
  const stays = STAYS[around]?.has(box.type) ?? !GOES.has(box.type);
  if (!stays || (apart && box.type === "tref")) return empty(bytes, box);
  if (TIMED.has(box.type)) forgetTimes(bytes, box);
  if (box.type === "hdlr") bytes.fill(0, Math.min(box.end, box.body + 12), box.end);
  if (box.type === "stsd") forgetPrograms(bytes, box);
  if (!AROUND.has(box.type)) return;
  for (const inner of boxes(bytes, box.body, box.end)) settle(bytes, inner, box.type, apart, depth + 1);
}

/** @param {Uint8Array} bytes @param {Box} box */
function forgetTimes(bytes, { body, end }) {
  const long = piece(bytes, body, body + 1)[0] === 1;
  piece(bytes, body + 4, Math.min(end, body + 4 + (long ? 16 : 8))).fill(0);
}

/** What made the pictures, in the description of a track. @param {Uint8Array} bytes @param {Box} box */
function forgetPrograms(bytes, { body, end }) {
  for (const { type, at, end: last } of boxes(bytes, body + 8, end)) {
    if (!/^(?:avc|hvc|hev|mp4v|s263|h263|jpeg|mjp|ap[cv]|av01|vp0|dvh)/.test(type) || last - at < OF_PICTURES.end) continue;
    bytes.fill(0, at + OF_PICTURES.vendor, at + OF_PICTURES.vendor + 4);
    bytes.fill(0, at + OF_PICTURES.name, at + OF_PICTURES.end);
  }
}

/** Everything a track points to becomes nothing. @param {Uint8Array} bytes @param {Box} track */
function emptySamples(bytes, track) {
  const table = within(bytes, track, ["mdia", "minf", "stbl"]);
  if (!table) throw new Malformed();
  const inside = boxes(bytes, table.body, table.end);
  const sizes = sizesIn(bytes, inside);
  const groups = groupsIn(bytes, inside);
  let [sample, group] = [0, 0];
  for (const [number, begin] of chunksIn(bytes, inside).entries()) {
    while (group + 1 < groups.length && groups[group + 1].first <= number + 1) group += 1;
    const many = groups[group]?.many ?? 0;
    const size = sizes(sample, sample + many);
    piece(bytes, begin, begin + size).fill(0);
    sample += many;
  }
}

/** @param {Uint8Array} bytes @param {Box} box */
function numbersIn(bytes, { body, end }) {
  const view = viewOf(piece(bytes, body, end));
  return (/** @type {number} */ at) => {
    if (at + 4 > view.byteLength) throw new Malformed();
    return view.getUint32(at);
  };
}

/** How many bytes samples have together. @param {Uint8Array} bytes @param {Box[]} inside @returns {(from: number, to: number) => number} */
function sizesIn(bytes, inside) {
  const box = inside.find(({ type }) => type === "stsz");
  if (!box) throw new Malformed();
  const number = numbersIn(bytes, box);
  const [same, count] = [number(4), number(8)];
  return (from, to) => {
    const last = Math.min(to, count);
    if (same) return Math.max(0, last - from) * same;
    let size = 0;
    for (let at = from; at < last; at += 1) size += number(12 + 4 * at);
    return size;
  };
}

/** From which chunk on how many samples lie in each. @param {Uint8Array} bytes @param {Box[]} inside */
function groupsIn(bytes, inside) {
  const box = inside.find(({ type }) => type === "stsc");
  if (!box) throw new Malformed();
  const number = numbersIn(bytes, box);
  const found = [];
  for (let left = number(4), at = 8; left > 0; left -= 1, at += 12) found.push({ first: number(at), many: number(at + 4) });
  return found;
}

/** Where the chunks begin. @param {Uint8Array} bytes @param {Box[]} inside @returns {number[]} */
function chunksIn(bytes, inside) {
  const box = inside.find(({ type }) => type === "stco" || type === "co64");
  if (!box) throw new Malformed();
  const number = numbersIn(bytes, box);
  const found = [];
  for (let left = number(4), at = 8; left > 0; left -= 1) {
    found.push(box.type === "stco" ? number(at) : number(at) * 2 ** 32 + number(at + 4));
    at += box.type === "stco" ? 4 : 8;
  }
  return found;
}
