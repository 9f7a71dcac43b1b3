// @ts-check
/**
 * The code handed over in person and what follows from it: where the invitation lies, the proof, the package
 * (docs/field-protocol.md). Plain functions on bytes and text; WebCrypto alone. The twin of crafts/handing_over.py:
 * both read testdata/vectors/codes.json.
 *
 * @typedef {{lookup: string, proofKey: string, packageKey: Uint8Array}} FromCode
 */

export const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const LENGTH = 20;
export const PACKAGE = "unannounced-package/1";
export const LETTER = "unannounced-letter/1";
const GROUP = 5;
const NONCE = 12;
const coder = new TextEncoder();

/** What was typed is no code. */
export class NotACode extends Error {}
/** The package does not open with this code, or is of a version that is not known here. */
export class NotAPackage extends Error {}

/** A new code of 100 random bits, in groups of five. @returns {string} */
export function newCode() {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return shown(Array.from(bytes, (byte) => LETTERS[byte & 31]).join(""));
}

/** @param {string} code @returns {string} in groups of five */
export function shown(code) {
  return (normalised(code).match(new RegExp(`.{${GROUP}}`, "g")) ?? []).join("-");
}

/**
 * The twenty characters of a code as somebody typed it.
 * @param {string} code
 * @returns {string}
 */
export function normalised(code) {
  const plain = code.replace(/[-\s]/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
  if (plain.length !== LENGTH || Array.from(plain).some((letter) => !LETTERS.includes(letter))) throw new NotACode();
  return plain;
}

/**
 * What follows from a code.
 * @param {string} code
 * @returns {Promise<FromCode>}
 */
export async function derive(code) {
  const plain = coder.encode(normalised(code));
  const key = await crypto.subtle.importKey("raw", plain, "HKDF", false, ["deriveBits"]);
  /** @param {string} info @param {number} length */
  const drawn = async (info, length) => {
    const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: coder.encode(info) };
    return new Uint8Array(await crypto.subtle.deriveBits(how, key, 8 * length));
  };
  return {
    lookup: hex(await drawn("unannounced lookup 1", 16)),
    proofKey: hex(await drawn("unannounced proof 1", 32)),
    packageKey: await drawn("unannounced package 1", 32),
  };
}

/**
 * The proof of a device that it had the code.
 * @param {string} proofKey hexadecimal
 * @param {{lookup: string, verifyingKey: string, recipient: string}} shows
 * @returns {Promise<string>} base64url
 */
export async function proof(proofKey, { lookup, verifyingKey, recipient }) {
  const how = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", fromHex(proofKey), how, false, ["sign"]);
  const said = `unannounced enrolment 1\n${lookup}\n${verifyingKey}\n${recipient}\n`;
  return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, coder.encode(said))));
}

/**
 * A package closed by AES-256-GCM: 12 bytes nonce, then ciphertext with its tag.
 * @param {any} content what goes to the device
 * @param {Uint8Array} packageKey
 * @returns {Promise<Uint8Array>}
 */
export async function closePackage(content, packageKey) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const key = await aes(packageKey, "encrypt");
  const closed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, coder.encode(JSON.stringify(content))));
  const whole = new Uint8Array(NONCE + closed.length);
  whole.set(iv);
  whole.set(closed, NONCE);
  return whole;
}

/**
 * What is in a package.
 * @param {Uint8Array} closed
 * @param {Uint8Array} packageKey
 * @returns {Promise<any>}
 */
export async function openPackage(closed, packageKey) {
  const key = await aes(packageKey, "decrypt");
  let clear;
  try {
    const how = { name: "AES-GCM", iv: bytes(closed.subarray(0, NONCE)) };
    clear = await crypto.subtle.decrypt(how, key, bytes(closed.subarray(NONCE)));
  } catch {
    throw new NotAPackage();
  }
  return readPackage(new Uint8Array(clear));
}

/**
 * A package as a letter has it once it is opened.
 * @param {Uint8Array} clear
 * @returns {any}
 */
export function readPackage(clear) {
  let content;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(clear));
  } catch {
    throw new NotAPackage();
  }
  if (content === null || typeof content !== "object" || content.format !== PACKAGE) throw new NotAPackage();
  return content;
}

/** The key by which a device knows letters of the delegation: 32 random bytes, base64url. @returns {string} */
export function newLettersKey() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * A letter as it is sealed to the device: the package, and a MAC by the key that the device got with its code.
 * @param {any} content the package
 * @param {{device: string, number: number, lettersKey: string}} to
 * @returns {Promise<string>}
 */
export async function writtenLetter(content, { device, number, lettersKey }) {
  const text = JSON.stringify(content);
  const key = await hmac(lettersKey, "sign");
  const mac = base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, letterText(device, number, text))));
  return JSON.stringify({ format: LETTER, number, package: text, mac });
}

/**
 * The package in a letter, once its MAC fits; anything else is no letter of the delegation.
 * @param {Uint8Array} clear
 * @param {{device: string, number: number, lettersKey: string}} to
 * @returns {Promise<any>}
 */
export async function readLetter(clear, { device, number, lettersKey }) {
  let letter;
  let fits = false;
  try {
    letter = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(clear));
    const key = await hmac(lettersKey, "verify");
    fits = await crypto.subtle.verify("HMAC", key, fromBase64url(letter.mac), letterText(device, number, letter.package));
  } catch {
    throw new NotAPackage();
  }
  if (letter.format !== LETTER || !fits) throw new NotAPackage();
  return readPackage(new TextEncoder().encode(letter.package));
}

/** @param {string} device @param {number} number @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function letterText(device, number, text) {
  return bytes(new TextEncoder().encode(`unannounced letter 1\n${device}\n${number}\n${text}`));
}

/** @param {string} lettersKey @param {KeyUsage} use */
function hmac(lettersKey, use) {
  return crypto.subtle.importKey("raw", fromBase64url(lettersKey), { name: "HMAC", hash: "SHA-256" }, false, [use]);
}

/** What a device signs of a sealed blob. @param {{device: string, seq: number, digest: string, size: number}} blob */
export function blobText({ device, seq, digest, size }) {
  return `unannounced blob 1\n${device}\n${seq}\n${digest}\n${size}\n`;
}

/** What a device signs when it asks for letters. @param {{device: string, after: number}} asked */
export function lettersText({ device, after }) {
  return `unannounced letters 1\n${device}\n${after}\n`;
}

/** @param {Uint8Array} raw @param {KeyUsage} use */
function aes(raw, use) {
  return crypto.subtle.importKey("raw", bytes(raw), "AES-GCM", false, [use]);
}

/** Bytes in a buffer of their own, as WebCrypto's types want them. @param {Uint8Array} some @returns {Uint8Array<ArrayBuffer>} */
function bytes(some) {
  return new Uint8Array(some);
}

/** SHA-256 of bytes, hexadecimal. @param {Uint8Array} content @returns {Promise<string>} */
export async function sha256hex(content) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {Uint8Array<ArrayBuffer>} */ (content))));
}

/** @param {Uint8Array} content @returns {string} */
export function hex(content) {
  return Array.from(content, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function fromHex(text) {
  if (text.length % 2 || /[^0-9a-f]/.test(text)) throw new TypeError("not hexadecimal");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Base64url without filling. @param {Uint8Array} content @returns {string} */
export function base64url(content) {
  let plain = "";
  for (let begin = 0; begin < content.length; begin += 0x8000) {
    plain += String.fromCharCode(...content.subarray(begin, begin + 0x8000));
  }
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The bytes of base64url, with or without filling. @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function fromBase64url(text) {
  if (/[^\w=-]/.test(text)) throw new TypeError("not base64url");
  const plain = atob(text.replace(/=+$/, "").replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
