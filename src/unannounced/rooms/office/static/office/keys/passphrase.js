// @ts-check
/** How good a passphrase is, as a hint: never a promise. */

/**
 * A rough guess in bits: words by a list of common ones, signs by how many kinds there are, less for what repeats.
 * @param {string} text
 * @returns {number}
 */
export function bits(text) {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((one) => one.length > 2);
  const different = new Set(words);
  const letters = new Set(text);
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}\s]/u].filter((kind) => kind.test(text)).length;
  const bySigns = letters.size * (2 + kinds * 0.5);
  const byWords = different.size >= 3 ? different.size * 12 : 0;
  return Math.min(Math.max(bySigns, byWords), text.length * 4.5);
}

/** @param {string} text @param {number} least characters @returns {"" | "short" | "weak" | "fair" | "good"} */
export function strength(text, least) {
  if (text === "") return "";
  if (Array.from(text).length < least) return "short";
  const guessed = bits(text);
  if (guessed < 40) return "weak";
  return guessed < 58 ? "fair" : "good";
}
