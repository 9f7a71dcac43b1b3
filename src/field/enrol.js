/** Signing in by the code handed over in person: repeatable, and safe to be cut off anywhere. */

import { derive, fromBase64url, openPackage, proof } from "./codes.js";
import { heldFrom } from "./letters.js";
import { Problem } from "./problem.js";
import { lockWithPassphrase, newIdentity, recipientOf, unlock } from "./seals.js";
import { choose, keepHeld, take } from "./session.js";
import { newSigningKey, verifyingKey } from "./signing.js";
import { tables, visitRow, visitRows, whole } from "./store.js";
import { ask, refusal } from "./transmitting.js";

/** A secret of the member has at least so many characters. */
export const SECRET_LENGTH = 10;
/** Work of the secret (scrypt, a power of two): opening takes less than two seconds on a phone of the middle range. */
export const SECRET_WORK = 15;

/** @typedef {import("./store.js").Beginning} Beginning */

/** What is wrong with a secret, as a key of the words; null where nothing is. @param {string} secret */
export function secretProblem(secret) {
  if ([...secret].length < SECRET_LENGTH) return "secret_too_short";
  if (new Set(secret).size < 5) return "secret_too_plain";
  return null;
}

/** Whether a sign-in was begun and not ended. @returns {Promise<boolean>} */
export async function wasBegun() {
  return (await tables.beginnings.count()) > 0;
}

/**
 * Sign in: the keys of the device are made and kept locked before the field room is asked, so that asking again is
 * asking with the same keys.
 * @param {string} code
 * @param {string} secret
 * @param {string} label what the office calls the device
 */
export async function signIn(code, secret, label) {
  const { lookup, proofKey, packageKey } = await derive(code);
  const { beginning, identity } = await begun(lookup, secret);
  const said = await enrolled(beginning, proofKey, label);
  const content = await openPackage(fromBase64url(said.package), packageKey).catch(() => {
    throw new Problem("package");
  });
  const device = String(said.device ?? content.device);
  const held = heldFrom(content);
  await kept(device, content, beginning);
  const own = /** @type {import("./store.js").VisitRow} */ (await visitRow(device));
  if (!own.held) await keepHeld(own, held);
  await whole(["beginnings"], () => tables.beginnings.delete(lookup));
  choose((await visitRow(device)) ?? null);
  await take(device, identity, held);
}

/**
 * The keys of the device for this code: made now, or those of a sign-in that was cut off.
 * @param {string} lookup
 * @param {string} secret
 * @returns {Promise<{beginning: Beginning, identity: string}>}
 */
async function begun(lookup, secret) {
  /** @type {Beginning | undefined} */
  const before = await tables.beginnings.get(lookup);
  if (before) return { beginning: before, identity: await same(before, secret) };
  const identity = await newIdentity();
  const [signing, deviceRecipient, locked] = await Promise.all([
    newSigningKey(),
    recipientOf(identity),
    lockWithPassphrase(identity, secret, SECRET_WORK),
  ]);
  const beginning = { lookup, signing, deviceRecipient, locked };
  await whole(["beginnings"], () => tables.beginnings.add(beginning));
  return { beginning, identity };
}

/** @param {Beginning} before @param {string} secret */
async function same(before, secret) {
  try {
    return await unlock(before.locked, secret);
  } catch {
    throw new Problem("other_secret");
  }
}

/**
 * @param {Beginning} beginning
 * @param {string} proofKey
 * @param {string} label
 * @returns {Promise<{device: string, package: string}>}
 */
async function enrolled({ lookup, signing, deviceRecipient: recipient }, proofKey, label) {
  const key = await verifyingKey(signing);
  const body = JSON.stringify({
    lookup,
    verifying_key: key,
    recipient,
    label,
    proof: await proof(proofKey, { lookup, verifyingKey: key, recipient }),
  });
  const answer = await ask("enrol", { method: "POST", body, headers: { "Content-Type": "application/json" } });
  if (!answer.ok) throw await signInRefusal(answer);
  try {
    return await answer.json();
  } catch {
    throw new Problem("no_network"); // the answer was cut off half way
  }
}

/** @param {Response} answer */
async function signInRefusal(answer) {
  const said = await answer.clone().json().catch(() => ({}));
  if (["unknown", "used", "expired", "withdrawn", "revoked"].includes(said.problem)) return new Problem(`code_${said.problem}`);
  return refusal(answer);
}

/**
 * The row of the visit; the same device again changes nothing.
 * @param {string} device
 * @param {any} content
 * @param {Beginning} beginning
 */
async function kept(device, content, { signing, deviceRecipient, locked }) {
  const order = Math.max(0, ...(await visitRows()).map((row) => row.order)) + 1;
  const { visit, recipient, version, write_only: writeOnly, member, zone } = content;
  await whole(["visits"], async () => {
    if (await tables.visits.get(device)) return;
    const row = { device, visit, recipient, version, writeOnly: writeOnly === true || !content.identity, revoked: false, member: member.id, zone, order };
    await tables.visits.add({ ...row, deviceRecipient, locked, held: null, signing, nextSeq: 1, kept: 0, refused: 0, letters: 0 });
  });
}

