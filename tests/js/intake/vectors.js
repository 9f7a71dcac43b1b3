/** What Python and JavaScript find alike, read from testdata/vectors. */

import { readFileSync } from "node:fs";

/** @param {string} name */
export function vectors(name) {
  return JSON.parse(readFileSync(new URL(`../../../testdata/vectors/${name}.json`, import.meta.url), "utf8"));
}

/** Every list of words as the room serves it, by language. @returns {Record<string, string[]>} */
export function lists() {
  const read = (language) => readFileSync(new URL(`../../../src/unannounced/facts/receipt_words/${language}.txt`, import.meta.url), "utf8");
  return Object.fromEntries(["ar", "uk", "tr", "ru", "fr", "en"].map((language) => [language, read(language).split(/\s+/).filter(Boolean)]));
}

/** Bytes that are written as runs: hexadecimal, and how many times. @param {[string, number][]} runs */
export function bytesOf(runs) {
  return new Uint8Array(Buffer.from(runs.map(([piece, times]) => piece.repeat(times)).join(""), "hex"));
}
