/** What went wrong, as a key of the words: people are told what happened, to what, and what to do now. */

export class Problem extends Error {
  /**
   * @param {string} key of words/*.json, without its prefix `problem.`
   * @param {Record<string, string | number>} [values]
   */
  constructor(key, values = {}) {
    super(key);
    this.name = "Problem";
    this.key = `problem.${key}`;
    this.values = values;
  }
}

/**
 * The problem a storage error means: a full device has its own words, anything else is named as it is.
 * @param {unknown} error
 * @returns {Problem}
 */
export function storageProblem(error) {
  if (error instanceof Problem) return error;
  for (let inner = /** @type {any} */ (error); inner; inner = inner.inner ?? inner.cause) {
    if (inner.name === "QuotaExceededError") return new Problem("device_full");
  }
  return new Problem("storage", { said: String(/** @type {any} */ (error)?.message ?? error) });
}
