// @ts-check
/**
 * The receipt of a communication: ten words that only the sender has, and the keys that follow from them. Plain functions;
 * WebCrypto alone. The twin of crafts/receipt_words.py: both read testdata/vectors/receipts.json. Lists of words are served as
 * `/api/words/{language}.json`, and whoever calls has fetched them.
 *
 * @typedef {{identity: string, address: string}} Receipt `identity` opens what is sealed to the sender (`AGE-SECRET-KEY-PQ-1…`);
 *   `address` are 32 bytes, hexadecimal, by which the sender asks for what waits
 */

import { encode } from "./bech32.js";
import { hex } from "./codes.js";

/** Words of a receipt. */
export const WORDS = 10;
/** A list has no fewer: ten words of it are 100 bits. */
export const IN_A_LIST = 1024;
/** Languages with a list, in the order in which they are looked through. */
export const LANGUAGES = ["en", "fr", "ru", "uk", "tr", "ar"];
/** So many letters of a word name it: no two words of a list begin with the same. */
export const KNOWN_BY = 4;
const SEED = 32;
const LABEL = "unannounced receipt v1 ";
/** Letters that are written one for another by hand. @type {Record<string, string>} */
const ALIKE = {
  ...{ ı: "i", œ: "oe", æ: "ae", ґ: "г" },
  ...{ أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ؤ: "و", ئ: "ي", ـ: "" },
};
const coder = new TextEncoder();

/** Words that are in no list, by their `places` from 1; the rest may be right. None of them is told. */
export class UnknownWords extends Error {
  /** @param {number[]} places */
  constructor(places) {
    super(`Words ${places.join(", ")} are in no list.`);
    this.name = "UnknownWords";
    this.places = places;
  }
}

/**
 * The words of a new receipt, each drawn by itself, all as likely.
 * @param {readonly string[]} words a list of 1,024 or more; throws `RangeError` for fewer, so that no receipt can be guessed
 * @returns {string[]} ten
 */
export function drawn(words) {
  if (new Set(words).size !== words.length || words.length < IN_A_LIST) throw new RangeError(`not a list of ${IN_A_LIST} words`);
  return Array.from({ length: WORDS }, () => words[below(words.length)]);
}

/** A number under `end`, by chance: what would make some likelier than others is drawn again. @param {number} end */
function below(end) {
  const draw = new Uint32Array(1);
  const even = 2 ** 32 - (2 ** 32 % end);
  do crypto.getRandomValues(draw);
  while (draw[0] >= even);
  return draw[0] % end;
}

/**
 * A word without what may be left out or confused when it is written by hand: marks, large letters, dots. `Été` is `ete`.
 * @param {string} word
 * @returns {string}
 */
export function folded(word) {
  const plain = Array.from(caseless(word.normalize("NFKC")), (letter) => ALIKE[letter] ?? letter).join("");
  return plain.normalize("NFKD").replace(/\p{Mn}/gu, "");
}

/** Full case folding, as Python's `casefold` has it for letters in use: ß is ss, ς is σ. @param {string} text */
function caseless(text) {
  return text.toLowerCase().toUpperCase().toLowerCase().replace(/ς/g, "σ");
}

/**
 * The words that somebody typed, whole: of each its first letters are enough, and what stands between is not read. The list is the
 * one that has most of them.
 * @param {string} text
 * @param {Record<string, readonly string[]>} lists by their language; those of no known language are not looked through
 * @returns {string[]} ten; throws `UnknownWords` where one is in no list, or if there are more or fewer
 */
export function asWritten(text, lists) {
  const typed = Array.from(text, (one) => (/\p{L}/u.test(one) || isMark(one) ? one : " ")).join("").split(" ").filter(Boolean);
  const known = LANGUAGES.map((language) => found(typed, lists[language] ?? []))
    .reduce((most, other) => (counted(other) > counted(most) ? other : most));
  const missing = [...known.keys()].filter((place) => known[place] === null).map((place) => place + 1);
  for (let place = known.length + 1; place <= WORDS; place += 1) missing.push(place);
  if (missing.length === 0) for (let place = WORDS + 1; place <= known.length; place += 1) missing.push(place);
  if (missing.length) throw new UnknownWords(missing);
  return /** @type {string[]} */ (known);
}

/** Whether it is written over or under a letter (of a combining class): marks change places only with such. @param {string} one */
function isMark(one) {
  if (!/\p{M}/u.test(one)) return false;
  return one === "\u0345" || `a\u0345${one}`.normalize("NFD") !== `a\u0345${one.normalize("NFD")}`;
}

/** @param {string[]} typed @param {readonly string[]} words @returns {(string | null)[]} */
function found(typed, words) {
  const byLetters = new Map(words.map((word) => [beginning(folded(word)), word]));
  return typed.map(folded).map((one) => {
    const word = byLetters.get(beginning(one));
    return word !== undefined && folded(word).startsWith(one) ? word : null;
  });
}

/** The letters that name a word. @param {string} plain */
function beginning(plain) {
  return Array.from(plain).slice(0, KNOWN_BY).join("");
}

/** @param {(string | null)[]} known */
function counted(known) {
  return known.filter((word) => word !== null).length;
}

/**
 * The keys that follow from the words of a receipt, in their order.
 * @param {readonly string[]} words ten, else `RangeError`
 * @returns {Promise<Receipt>}
 */
export async function receiptOf(words) {
  if (words.length !== WORDS) throw new RangeError(`A receipt has ${WORDS} words, and these are ${words.length}.`);
  const said = coder.encode(words.map(folded).join(" "));
  const key = await crypto.subtle.importKey("raw", said, "HKDF", false, ["deriveBits"]);
  return { identity: identityOfSeed(await derived(key, "identity")), address: hex(await derived(key, "address")) };
}

/** @param {CryptoKey} key @param {string} what */
async function derived(key, what) {
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: coder.encode(LABEL + what) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 8 * SEED));
}

/**
 * The identity of a seed, as good as drawn by chance.
 * @param {Uint8Array} seed 32 bytes, else `RangeError`
 * @returns {string} `AGE-SECRET-KEY-PQ-1…`
 */
export function identityOfSeed(seed) {
  if (seed.length !== SEED) throw new RangeError(`A seed has ${SEED} bytes, and this one ${seed.length}.`);
  return encode("age-secret-key-pq-", seed).toUpperCase();
}
