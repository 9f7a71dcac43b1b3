/** What a letter of the office changes: it is a package that replaces what the device holds of the visit. Pure. */

import { Problem } from "./problem.js";

export const FORMAT = "unannounced-package/1";

/**
 * What is held of a package that came with the code.
 * @param {any} said
 * @returns {import("./session.js").Held}
 */
export function heldFrom(said) {
  if (said?.format !== FORMAT) throw new Problem("package_format", { format: String(said?.format) });
  return { package: without(said), identities: identitiesOf(said, {}), listKey: null };
}

/**
 * What is held after a letter was opened. Keys of earlier versions stay, so that what was sealed to them can be read; a
 * write-only visit keeps none, and no list.
 * @param {import("./session.js").Held} held
 * @param {any} said
 * @returns {import("./session.js").Held}
 */
export function letterOpened(held, said) {
  if (said?.format !== FORMAT || said.visit !== held.package.visit) return held; // of a later version: the bytes were kept
  const writeOnly = said.write_only === true;
  return {
    package: { ...without(said), letters_key: held.package.letters_key },
    identities: writeOnly ? {} : identitiesOf(said, held.identities),
    listKey: writeOnly ? null : held.listKey,
  };
}

/** The package without the key, which is held apart. @param {any} said */
function without(said) {
  const { identity: _identity, ...rest } = said;
  return { ...rest, write_only: said.write_only === true || !said.identity };
}

/**
 * @param {any} said
 * @param {Record<string, string>} before
 * @returns {Record<string, string>} by version
 */
function identitiesOf(said, before) {
  if (said.write_only === true || !said.identity) return {};
  return { ...before, [String(said.version)]: said.identity };
}
