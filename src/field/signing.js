/** The signing key of the device: ECDSA P-256, made here, never taken out. */

import { base64url } from "./codes.js";

const KIND = { name: "ECDSA", namedCurve: "P-256" };
const HOW = { name: "ECDSA", hash: "SHA-256" };

/** @returns {Promise<CryptoKeyPair>} the private half cannot be extracted */
export function newSigningKey() {
  return crypto.subtle.generateKey(KIND, false, ["sign", "verify"]);
}

/** @param {CryptoKeyPair} pair @returns {Promise<string>} base64url of the raw 65-byte point */
export async function verifyingKey(pair) {
  return base64url(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
}

/** @param {CryptoKeyPair} pair @param {string} text @returns {Promise<string>} r‖s, base64url */
async function signed(pair, text) {
  return base64url(new Uint8Array(await crypto.subtle.sign(HOW, pair.privateKey, new TextEncoder().encode(text))));
}

/**
 * @param {CryptoKeyPair} pair
 * @param {{device: string, seq: number, digest: string, size: number}} blob
 */
export function signBlob(pair, { device, seq, digest, size }) {
  return signed(pair, `unannounced blob 1\n${device}\n${seq}\n${digest}\n${size}\n`);
}

/**
 * @param {CryptoKeyPair} pair
 * @param {string} device
 * @param {number} after
 */
export function signLetters(pair, device, after) {
  return signed(pair, `unannounced letters 1\n${device}\n${after}\n`);
}
