/** Consents: asked for each purpose; who was not asked is not there. Pure. */

export const PURPOSES = ["internal", "share", "publish_anonymised", "publish_named", "court", "photograph"];
export const ANSWERS = ["given", "refused", "withdrawn"];

/** @typedef {{purpose: string, recipient: string, answer: string, how: string, present: string, guardian: string}} Consent */
/** @typedef {{id: string, seq: number, extra?: any, corrected_by: string[], unfinished: boolean}} Row */

/**
 * The consents with one answered; "" takes it away again.
 * @param {Consent[]} consents
 * @param {string} purpose
 * @param {string} answer
 * @param {Partial<Consent>} [told] how it was explained, who was present
 * @returns {Consent[]}
 */
export function answered(consents, purpose, answer, told = {}) {
  const others = consents.filter((one) => one.purpose !== purpose);
  if (!answer) return others;
  const before = consents.find((one) => one.purpose === purpose);
  const one = { purpose, recipient: "", how: "", present: "", guardian: "", ...before, ...told, answer };
  return [...others, one].sort((left, right) => PURPOSES.indexOf(left.purpose) - PURPOSES.indexOf(right.purpose));
}

/**
 * What an interview says in the list, so that a photograph can be tied to it: the pseudonym, and what was answered.
 * @param {{details: any}} entry
 */
export function listedConsents({ details }) {
  const photograph = (details.consents ?? []).find((/** @type {Consent} */ one) => one.purpose === "photograph");
  return { pseudonym: details.pseudonym ?? "", photograph: photograph?.answer ?? "", group: details.group ?? 1 };
}

/**
 * The interviews whose person agreed to be photographed: for each pseudonym the latest answer counts, and what was corrected does not.
 * @param {Row[]} rows newest first
 * @returns {{id: string, pseudonym: string}[]}
 */
export function mayBePhotographed(rows) {
  /** @type {Map<string, {id: string, answer: string}>} */
  const latest = new Map();
  for (const row of rows) {
    if (row.corrected_by.length || row.unfinished || !row.extra?.pseudonym || !row.extra.photograph) continue;
    if (!latest.has(row.extra.pseudonym)) latest.set(row.extra.pseudonym, { id: row.id, answer: row.extra.photograph });
  }
  return [...latest].filter(([, one]) => one.answer === "given").map(([pseudonym, one]) => ({ id: one.id, pseudonym }));
}
