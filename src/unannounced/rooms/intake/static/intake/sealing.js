// @ts-check
/**
 * Sealing with age: to a post-quantum recipient, or by a passphrase. Bytes in, bytes out; no DOM, no storage.
 * The twin of crafts/sealing.py: both read testdata/vectors/sealing.json.
 */

import { Decrypter, Encrypter, armor, generateHybridIdentity, identityToRecipient } from "./vendor/age.js";

/** Work of a passphrase as a power of two: half a second on a desk, four on a telephone of the middle range. */
export const WORK = 17;
const LONGEST_HEADER = 256 * 1024;

/** It was cut or altered, was sealed for another key, or the passphrase is another one. */
export class NotOpened extends Error {}

/** A new identity: `AGE-SECRET-KEY-PQ-1…`. @returns {Promise<string>} */
export function newIdentity() {
  return generateHybridIdentity();
}

/** The recipient of an identity: `age1pq1…`. @param {string} identity @returns {Promise<string>} */
export function recipientOf(identity) {
  return identityToRecipient(identity);
}

/**
 * @param {Uint8Array | string} clear text is sealed as UTF-8
 * @param {string} recipient `age1pq1…`
 * @returns {Promise<Uint8Array>} one age file, binary
 */
export async function seal(clear, recipient) {
  if (!recipient.startsWith("age1pq1")) throw new TypeError("not a post-quantum recipient");
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(clear);
}

/**
 * @param {Uint8Array} sealed
 * @param {string} identity `AGE-SECRET-KEY-PQ-1…`
 * @returns {Promise<Uint8Array>}
 */
export async function open(sealed, identity) {
  return opened(() => withIdentity(identity).decrypt(sealed));
}

/**
 * What was sealed, as text. @param {Uint8Array} sealed @param {string} identity @returns {Promise<string>}
 */
export async function openText(sealed, identity) {
  return new TextDecoder("utf-8", { fatal: true }).decode(await open(sealed, identity));
}

/**
 * The file key, from the header alone: with it this file can be read, and no other.
 * @param {Uint8Array} sealed the file, or as much of it as holds the header
 * @param {string} identity
 * @returns {Promise<Uint8Array>} 16 bytes
 */
export async function fileKeyOf(sealed, identity) {
  return opened(() => withIdentity(identity).decryptHeader(sealed.subarray(0, LONGEST_HEADER)));
}

/**
 * Bytes or an identity, locked by a passphrase.
 * @param {Uint8Array | string} clear
 * @param {string} passphrase
 * @param {number} [work] a power of two
 * @returns {Promise<Uint8Array>}
 */
export async function lockWithPassphrase(clear, passphrase, work = WORK) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(work);
  return encrypter.encrypt(clear);
}

/**
 * The identity (or text) that was locked by a passphrase.
 * @param {Uint8Array} locked
 * @param {string} passphrase
 * @returns {Promise<string>}
 */
export async function unlock(locked, passphrase) {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return opened(() => decrypter.decrypt(locked, "text"));
}

/** A sealed file as lines of text. @param {Uint8Array} sealed @returns {string} */
export function armoured(sealed) {
  return armor.encode(sealed);
}

/** The sealed file that was written as lines of text. @param {string} text @returns {Uint8Array} */
export function withoutArmour(text) {
  try {
    return armor.decode(text);
  } catch {
    throw new NotOpened();
  }
}

/** @param {string} identity */
function withIdentity(identity) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter;
}

/**
 * @template T
 * @param {() => Promise<T>} opening
 * @returns {Promise<T>}
 */
async function opened(opening) {
  try {
    return await opening();
  } catch (problem) {
    throw new NotOpened(String(problem));
  }
}
