/** A gentle look at what is written as a source: names are not written down in a place of detention. Pure. */

const WORD = "\\p{Lu}[\\p{Ll}’'-]+\\p{L}*";
const FULL_NAME = new RegExp(`(?<![\\p{L}\\p{N}])${WORD}(?:\\s+\\p{Lu}\\.)?\\s+${WORD}`, "u");

/**
 * Whether a text looks like the full name of somebody: two words behind each other that begin with a capital.
 *
 * Letters, numbers and functions do not: “source A”, “P07”, “head nurse”.
 * @param {string} text
 */
export function looksLikeName(text) {
  return FULL_NAME.test(text.normalize("NFC"));
}

/**
 * The pseudonym after those that were used: P01, P02 …; the count goes on from the highest.
 * @param {string[]} used
 */
export function nextPseudonym(used) {
  const numbers = used.map((one) => /^P(\d{1,6})$/.exec(one.trim())).map((found) => (found ? Number(found[1]) : 0));
  return `P${String(Math.max(0, ...numbers) + 1).padStart(2, "0")}`;
}
