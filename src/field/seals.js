/** Sealing, loaded when it is first needed: the first page stands before it is read, and it is read as soon as that page stands. */

/** The module, asked for once. */
export function sealing() {
  return import("./sealing.js");
}

/** @param {Uint8Array | string} clear @param {string} recipient @returns {Promise<Uint8Array>} */
export async function seal(clear, recipient) {
  return (await sealing()).seal(clear, recipient);
}

/** @param {Uint8Array} sealed @param {string} identity @returns {Promise<Uint8Array>} */
export async function open(sealed, identity) {
  return (await sealing()).open(sealed, identity);
}

/** @param {Uint8Array} locked @param {string} passphrase @returns {Promise<string>} */
export async function unlock(locked, passphrase) {
  return (await sealing()).unlock(locked, passphrase);
}

/** @param {string} identity @param {string} passphrase @param {number} work @returns {Promise<Uint8Array>} */
export async function lockWithPassphrase(identity, passphrase, work) {
  return (await sealing()).lockWithPassphrase(identity, passphrase, work);
}

/** @returns {Promise<string>} a new identity */
export async function newIdentity() {
  return (await sealing()).newIdentity();
}

/** @param {string} identity @returns {Promise<string>} */
export async function recipientOf(identity) {
  return (await sealing()).recipientOf(identity);
}
