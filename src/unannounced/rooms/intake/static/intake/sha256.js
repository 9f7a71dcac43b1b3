// @ts-check
/**
 * SHA-256 (FIPS 180-4), at once and without waiting: for proof of work alone, where WebCrypto would take longer to be asked than
 * to reckon. Everything else uses WebCrypto.
 */

/** Bytes of a block. */
export const BLOCK = 64;
const PRIMES = primes(64);
/** The state before anything was hashed: eight words of 32 bits. */
export const BEGIN = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const schedule = new Int32Array(64);

/** The first primes. @param {number} count @returns {number[]} */
function primes(count) {
  /** @type {number[]} */
  const found = [];
  for (let one = 2; found.length < count; one += 1) if (found.every((prime) => one % prime)) found.push(one);
  return found;
}

/** The first 32 bits behind the point. @param {number} root */
function fraction(root) {
  return ((root % 1) * 2 ** 32) | 0;
}

/**
 * One block more.
 * @param {Int32Array} to the state that becomes of it, eight words; may be `from`
 * @param {Int32Array} from the state before
 * @param {DataView} bytes
 * @param {number} at where the block of 64 bytes begins
 */
export function compress(to, from, bytes, at) {
  const w = schedule;
  for (let t = 0; t < 16; t += 1) w[t] = bytes.getInt32(at + 4 * t);
  for (let t = 16; t < 64; t += 1) {
    const x = w[t - 15];
    const y = w[t - 2];
    const first = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const second = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = ((w[t - 16] + first) | 0) + ((w[t - 7] + second) | 0);
  }
  rounds(to, from, w);
}

/**
 * The 64 rounds. Every sum of two is cut to 32 bits at once and nothing is taken apart as a list, so that engines reckon with whole
 * numbers: more than twice as fast.
 * @param {Int32Array} to @param {Int32Array} from @param {Int32Array} w
 */
function rounds(to, from, w) {
  let a = from[0];
  let b = from[1];
  let c = from[2];
  let d = from[3];
  let e = from[4];
  let f = from[5];
  let g = from[6];
  let h = from[7];
  for (let t = 0; t < 64; t += 1) {
    const second = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (((((h + second) | 0) + (g ^ (e & (f ^ g)))) | 0) + ((ROUNDS[t] + w[t]) | 0)) | 0;
    const first = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const other = (first + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + other) | 0;
  }
  to[0] = from[0] + a;
  to[1] = from[1] + b;
  to[2] = from[2] + c;
  to[3] = from[3] + d;
  to[4] = from[4] + e;
  to[5] = from[5] + f;
  to[6] = from[6] + g;
  to[7] = from[7] + h;
}

/**
 * A message as it is hashed: its bytes, a one, zeros and its length in bits, in whole blocks.
 * @param {Uint8Array} message
 * @returns {Uint8Array}
 */
export function inBlocks(message) {
  const whole = new Uint8Array(BLOCK * Math.ceil((message.length + 9) / BLOCK));
  whole.set(message);
  whole[message.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(whole.length - 4, (message.length * 8) >>> 0);
  return whole;
}

/** @param {Uint8Array} message @returns {Uint8Array} 32 bytes */
export function sha256(message) {
  const whole = inBlocks(message);
  const state = BEGIN.slice();
  for (let at = 0; at < whole.length; at += BLOCK) compress(state, state, new DataView(whole.buffer), at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, place) => digest.setInt32(4 * place, word));
  return new Uint8Array(digest.buffer);
}
