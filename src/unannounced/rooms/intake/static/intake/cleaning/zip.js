// @ts-check
/**
 * ZIP (APPNOTE 6.3): what is packed in it, unpacked by the browser itself, and packed again. Of times, owners, comments and whatever
 * programs add to an entry nothing is written. What unpacks to too much, is encrypted, split or not whole is not taken.
 *
 * @typedef {{name: string, bytes: Uint8Array, stored: boolean}} Entry `stored`: not packed closer
 */

import { Malformed, beginsWith, joined, piece, viewOf } from "./pieces.js";

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const [HEAD, HEAD_OF_CENTRAL, HEAD_OF_END] = [30, 46, 22];
const LONGEST_COMMENT = 0xffff;
const [STORED, DEFLATED] = [0, 8];
const [ENCRYPTED, UTF8] = [0x0001, 0x0800];
/** The first day that the format knows, at midnight. */
const NO_DAY = 0x21;
const MOST_ENTRIES = 20_000;
const MOST_BYTES = 300 * 1024 * 1024;
/** Fed in so small pieces that no single one unpacks to more than some megabytes. */
const FED = 16 * 1024;

/** @param {Uint8Array} bytes @returns {boolean} */
export function isZip(bytes) {
  return beginsWith(bytes, "PK\x03\x04");
}

/** Every entry in its order. @param {Uint8Array} bytes @returns {Promise<Entry[]>} rejects with `Malformed` */
export async function unzipped(bytes) {
  const { count, begin } = endOf(bytes);
  if (count > MOST_ENTRIES) throw new Malformed();
  const [entries, names] = [/** @type {Entry[]} */ ([]), new Set()];
  let left = MOST_BYTES;
  for (let at = begin, number = 0; number < count; number += 1) {
    const head = headAt(bytes, at);
    if (names.has(head.name)) throw new Malformed();
    names.add(head.name);
    const content = await contentOf(bytes, head, left);
    left -= content.length;
    entries.push({ name: head.name, bytes: content, stored: head.method === STORED });
    at = head.end;
  }
  return entries;
}

/** @param {Uint8Array} bytes */
function endOf(bytes) {
  const last = Math.max(0, bytes.length - HEAD_OF_END - LONGEST_COMMENT);
  for (let at = bytes.length - HEAD_OF_END; at >= last; at -= 1) {
    const view = viewOf(piece(bytes, at, at + HEAD_OF_END));
    if (view.getUint32(0, true) !== END) continue;
    return { count: view.getUint16(10, true), begin: view.getUint32(16, true) };
  }
  throw new Malformed();
}

/** @param {Uint8Array} bytes @param {number} at */
function headAt(bytes, at) {
  const view = viewOf(piece(bytes, at, at + HEAD_OF_CENTRAL));
  const flags = view.getUint16(8, true);
  if (view.getUint32(0, true) !== CENTRAL || flags & ENCRYPTED) throw new Malformed();
  const begin = at + HEAD_OF_CENTRAL;
  const named = begin + view.getUint16(28, true);
  return {
    name: nameOf(piece(bytes, begin, named)),
    method: view.getUint16(10, true),
    sum: view.getUint32(16, true),
    packed: view.getUint32(20, true),
    size: view.getUint32(24, true),
    local: view.getUint32(42, true),
    end: named + view.getUint16(30, true) + view.getUint16(32, true),
  };
}

/** @param {Uint8Array} coded @returns {string} */
function nameOf(coded) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(coded);
  } catch {
    throw new Malformed();
  }
}

/** @param {Uint8Array} bytes @param {ReturnType<typeof headAt>} head @param {number} most @returns {Promise<Uint8Array>} */
async function contentOf(bytes, { method, sum, packed, size, local }, most) {
  const view = viewOf(piece(bytes, local, local + HEAD));
  if (view.getUint32(0, true) !== LOCAL || size > most) throw new Malformed();
  const begin = local + HEAD + view.getUint16(26, true) + view.getUint16(28, true);
  const inside = piece(bytes, begin, begin + packed);
  if (method !== STORED && method !== DEFLATED) throw new Malformed();
  const content = method === STORED ? inside : await through(new DecompressionStream("deflate-raw"), inside, size);
  if (content.length !== size || sumOf(content) !== sum) throw new Malformed();
  return content;
}

/**
 * What comes out of a stream that packs or unpacks; `Malformed` where that is more than `most` bytes, or nothing it can unpack.
 * @param {CompressionStream | DecompressionStream} stream
 * @param {Uint8Array} bytes
 * @param {number} [most]
 */
async function through(stream, bytes, most = Infinity) {
  const reader = stream.readable.getReader();
  const fed = feed(stream.writable.getWriter(), bytes);
  fed.catch(() => undefined); // the reader tells
  const pieces = [];
  try {
    for (let size = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return joined(pieces);
      size += value.length;
      if (size > most) throw new Malformed();
      pieces.push(value);
    }
  } catch (problem) {
    await reader.cancel().catch(() => undefined);
    throw problem instanceof TypeError ? new Malformed() : problem;
  }
}

/** @param {WritableStreamDefaultWriter} writer @param {Uint8Array} bytes */
async function feed(writer, bytes) {
  for (let at = 0; at < bytes.length; at += FED) {
    await writer.ready;
    await writer.write(bytes.subarray(at, at + FED));
  }
  await writer.close();
}

/** Entries packed again, with their names and contents alone. @param {Entry[]} entries @returns {Promise<Uint8Array>} */
export async function zipped(entries) {
  /** @type {(Uint8Array | number[])[][]} */
  const [parts, directory] = [[], []];
  let at = 0;
  for (const { name, bytes, stored } of entries) {
    const coded = new TextEncoder().encode(name);
    const packed = stored ? bytes : await through(new CompressionStream("deflate-raw"), bytes);
    const said = [
      ...of2(20, /^[\x20-\x7e]*$/.test(name) ? 0 : UTF8, stored ? STORED : DEFLATED, 0, NO_DAY),
      ...of4(sumOf(bytes), packed.length, bytes.length),
      ...of2(coded.length, 0),
    ];
    parts.push([...of4(LOCAL), ...said], coded, packed);
    directory.push([...of4(CENTRAL), ...of2(20), ...said, ...of2(0, 0, 0), ...of4(0, at)], coded);
    at += HEAD + coded.length + packed.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  return joined([...parts, ...directory, [...of4(END), ...of2(0, 0, entries.length, entries.length), ...of4(size, at), ...of2(0)]]);
}

/** Two bytes each, the least first. @param {...number} values */
function of2(...values) {
  return values.flatMap((value) => [value & 255, value >>> 8]);
}

/** Four bytes each, the least first. @param {...number} values */
function of4(...values) {
  return values.flatMap((value) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  return sum;
});

/** CRC-32. @param {Uint8Array} bytes @returns {number} */
function sumOf(bytes) {
  let sum = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) sum = TABLE[(sum ^ bytes[at]) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
