/** A code as it is typed: forgiving, and shown in groups. */

import { normalised } from "./codes.js";

/** Whether what was typed is a code. @param {string} typed */
export function isCode(typed) {
  try {
    normalised(typed);
    return true;
  } catch {
    return false;
  }
}

/**
 * What is typed of a code, in capitals and groups; what a code never has is left out.
 * @param {string} typed
 */
export function grouped(typed) {
  const plain = typed.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(/[^0-9A-HJKMNP-TV-Z]/g, "").slice(0, 20);
  return plain.match(/.{1,5}/g)?.join("-") ?? "";
}
