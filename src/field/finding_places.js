/** Places found by a part of their name or town, as one types; pure. */

/** @typedef {{id: string, name: string, town?: string}} Place */

export const FEW = 20; // up to so many places are chosen from a list without searching
export const SHOWN = 8;

const LETTERS = /** @type {Record<string, string>} */ ({ ł: "l", ø: "o", đ: "d", ð: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th" });

/** Words without accents and capitals, as they are compared. @param {string} words */
export function folded(words) {
  const plain = words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return plain.replace(/[łøđðıßæœþ]/g, (letter) => LETTERS[letter]).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** A place as it is written. @param {Place} place */
export function written(place) {
  return place.town ? `${place.name}, ${place.town}` : place.name;
}

/**
 * The places of which every word of `words` is a part, those first whose name begins so; all of them for no word.
 * @param {Place[]} places
 * @param {string} words
 * @returns {Place[]}
 */
export function placesLike(places, words) {
  const asked = folded(words);
  if (!asked) return [...places];
  const parts = asked.split(" ");
  /** @type {[number, Place][]} */
  const found = [];
  for (const place of places) {
    const held = folded(written(place));
    if (!parts.every((part) => held.includes(part))) continue;
    const begins = held.startsWith(asked) ? 0 : parts.every((part) => ` ${held}`.includes(` ${part}`)) ? 1 : 2;
    found.push([begins, place]);
  }
  return found.sort(([one], [other]) => one - other).map(([, place]) => place);
}

/** The one place that is written so, accents and capitals apart; null if there is none or several. @param {Place[]} places @param {string} words */
export function placeWritten(places, words) {
  const asked = folded(words);
  const same = asked ? places.filter((one) => folded(written(one)) === asked || folded(one.name) === asked) : [];
  return same.length === 1 ? same[0] : null;
}
