// @ts-check
/** MP3 and AAC in frames: the frames stay; ID3 (both versions), APE and Lyrics3 before and behind them go. */

import { Malformed, beginsWith, letters, piece, viewOf } from "./pieces.js";

const [ID3, ID3_OLD, ID3_MORE, APE] = [10, 128, 227, 32];
const [FOOTER, HAS_HEADER] = [0x10, 0x80000000];

/** @param {Uint8Array} bytes @returns {boolean} */
export function isMp3(bytes) {
  return beginsWith(bytes, "ID3") || isFrame(bytes);
}

/** Whether a frame begins here, of layer III or of AAC. @param {Uint8Array} bytes */
function isFrame(bytes) {
  if (bytes.length < 4 || bytes[0] !== 0xff) return false;
  const isLayer3 = (bytes[1] & 0xe6) === 0xe2 && (bytes[1] & 0x18) !== 0x08 && bytes[2] >> 4 !== 15 && (bytes[2] & 0x0c) !== 0x0c;
  const isAac = (bytes[1] & 0xf6) === 0xf0 && (bytes[2] & 0x3c) >> 2 < 13;
  return isLayer3 || isAac;
}

/** @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` */
export function mp3(bytes) {
  let sound = bytes;
  for (let less = withoutFirst(sound); less.length < sound.length; less = withoutFirst(sound)) sound = less;
  for (let less = withoutLast(sound); less.length < sound.length; less = withoutLast(sound)) sound = less;
  let begin = 0;
  while (sound[begin] === 0) begin += 1; // some programs fill up behind what they say
  sound = sound.subarray(begin);
  if (!isFrame(sound)) throw new Malformed();
  return sound.slice();
}

/** Without what is said before the frames. @param {Uint8Array} bytes @returns {Uint8Array} */
function withoutFirst(bytes) {
  if (beginsWith(bytes, "ID3")) {
    const footer = piece(bytes, 5, 6)[0] & FOOTER ? ID3 : 0;
    return behind(bytes, ID3 + sizeAt(bytes, 6) + footer);
  }
  if (beginsWith(bytes, "APETAGEX")) return behind(bytes, APE + viewOf(piece(bytes, 12, 16)).getUint32(0, true));
  return bytes;
}

/** Without what is said behind the frames, the last of it. @param {Uint8Array} bytes @returns {Uint8Array} */
function withoutLast(bytes) {
  if (beginsWith(tail(bytes, ID3_OLD), "TAG")) return before(bytes, ID3_OLD);
  if (beginsWith(tail(bytes, ID3_MORE), "TAG+")) return before(bytes, ID3_MORE);
  if (beginsWith(tail(bytes, ID3), "3DI")) return before(bytes, 2 * ID3 + sizeAt(tail(bytes, ID3), 6));
  const ape = tail(bytes, APE);
  if (beginsWith(ape, "APETAGEX")) {
    const header = viewOf(ape).getUint32(20, true) & HAS_HEADER ? APE : 0;
    return before(bytes, viewOf(ape).getUint32(12, true) + header);
  }
  const said = letters(tail(bytes, 15));
  if (said.endsWith("LYRICS200")) return before(bytes, 15 + Number(/^\d{6}/.exec(said)?.[0] ?? NaN));
  return bytes;
}

/** @param {Uint8Array} bytes @param {number} size */
function tail(bytes, size) {
  return bytes.length < size ? new Uint8Array(0) : bytes.subarray(bytes.length - size);
}

/** @param {Uint8Array} bytes @param {number} size */
function behind(bytes, size) {
  return piece(bytes, size, bytes.length);
}

/** @param {Uint8Array} bytes @param {number} size */
function before(bytes, size) {
  if (!(size > 0 && size <= bytes.length)) throw new Malformed();
  return bytes.subarray(0, bytes.length - size);
}

/** Four bytes of seven bits each. @param {Uint8Array} bytes @param {number} at */
function sizeAt(bytes, at) {
  return piece(bytes, at, at + 4).reduce((size, byte) => size * 128 + (byte & 127), 0);
}
