// @ts-check
/**
 * The viewer's own key as a passkey opens it. What the authenticator gives for this key alone (WebAuthn, extension prf:
 * 32 bytes) takes the place of the passphrase; it never leaves this browser, and the office keeps what it locks.
 *
 * @typedef {{id: string, locked: string}} Opening a passkey, base64url, and the identity as its secret opens it
 * @typedef {{credential: string, secret: string}} Shown which passkey was shown, and what it gave
 */

import { toBytes, toText } from "../passkey.js";
import { NotOpened, unlock, withoutArmour } from "./sealing.js";

const OF_A_KEY = "unannounced own key\n";

/** No secret came: `why` is "no_passkey" where none was shown, "no_secret" where it gives none. */
export class NoSecret extends Error {
  /** @param {"no_passkey" | "no_secret"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** @returns {boolean} */
export function canAsk() {
  return "PublicKeyCredential" in window;
}

/**
 * What one of these passkeys gives for a key. Nothing is signed in by it: the challenge is thrown away.
 * @param {string[]} passkeys base64url
 * @param {string} recipient of the key
 * @returns {Promise<Shown>}
 */
export async function shown(passkeys, recipient) {
  const first = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(OF_A_KEY + recipient));
  const publicKey = {
    challenge: crypto.getRandomValues(new Uint8Array(32)),
    allowCredentials: passkeys.map((id) => ({ type: /** @type {const} */ ("public-key"), id: toBytes(id) })),
    userVerification: /** @type {const} */ ("required"),
    extensions: { prf: { eval: { first } } },
  };
  let answer;
  try {
    answer = await navigator.credentials.get({ publicKey });
  } catch {
    throw new NoSecret("no_passkey");
  }
  if (!(answer instanceof PublicKeyCredential)) throw new NoSecret("no_passkey");
  const given = /** @type {any} */ (answer.getClientExtensionResults()).prf?.results?.first;
  if (!given) throw new NoSecret("no_secret");
  return { credential: answer.id, secret: toText(given) };
}

/**
 * The identity, opened by whichever of these passkeys is shown.
 * @param {Opening[]} openings
 * @param {string} recipient
 * @returns {Promise<string>}
 */
export async function openedBy(openings, recipient) {
  const { credential, secret } = await shown(openings.map((one) => one.id), recipient);
  const found = openings.find((one) => one.id === credential);
  if (!found) throw new NotOpened();
  return (await unlock(withoutArmour(found.locked), secret)).trim();
}
