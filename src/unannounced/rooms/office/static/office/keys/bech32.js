// @ts-check
/** Bech32 (BIP 173) of any length: the letters in which age writes identities. The twin of crafts/bech32.py, without reading. */

const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECK = 6;

/**
 * `content` as `prefix`, a one, letters and a check-sum, all lower case.
 * @param {string} prefix
 * @param {Uint8Array} content
 * @returns {string}
 */
export function encode(prefix, content) {
  const words = inFives(content);
  const check = (polymod([...expanded(prefix), ...words, ...new Array(CHECK).fill(0)]) ^ 1) >>> 0;
  for (let place = CHECK - 1; place >= 0; place -= 1) words.push((check >>> (5 * place)) & 31);
  return `${prefix}1${words.map((word) => LETTERS[word]).join("")}`;
}

/** Bits of bytes in groups of five, the last filled up with zeros. @param {Uint8Array} content @returns {number[]} */
function inFives(content) {
  const groups = [];
  let bits = 0;
  let count = 0;
  for (const byte of content) {
    bits = (bits << 8) | byte;
    for (count += 8; count >= 5; ) {
      count -= 5;
      groups.push(bits >> count);
      bits &= (1 << count) - 1;
    }
  }
  if (count) groups.push(bits << (5 - count));
  return groups;
}

/** @param {string} prefix @returns {number[]} */
function expanded(prefix) {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/** @param {number[]} words @returns {number} */
function polymod(words) {
  let check = 1;
  for (const word of words) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ word;
    for (const [place, generator] of GENERATOR.entries()) if ((top >> place) & 1) check ^= generator;
  }
  return check;
}
