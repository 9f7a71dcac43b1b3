// @ts-check
/**
 * Makes a member's key, locks it by another passphrase, or lets a passkey open it, in this browser. The fields of passphrases have no name: what
 * is handed to the office is the public half, and the identity as it is locked.
 */

import { canAsk, NoSecret, shown } from "./by_passkey.js";
import { busily, find, need, say, Said, word } from "./page.js";
import { strength } from "./passphrase.js";
import { armoured, lockWithPassphrase, newIdentity, recipientOf, unlock, withoutArmour } from "./sealing.js";

/** Work of a passphrase in the office, a second on a desk: machines here are stronger than telephones. */
const WORK = 18;

for (const form of document.querySelectorAll("form[data-member-key]")) {
  if (form instanceof HTMLFormElement) ready(form);
}

for (const form of document.querySelectorAll("form[data-key-passkey]")) {
  if (form instanceof HTMLFormElement && canAsk()) letting(form);
}

/** @param {HTMLFormElement} form in which a passkey is let open the key */
function letting(form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busily(form, () => letOpen(form));
  });
}

/** @param {HTMLFormElement} form */
async function letOpen(form) {
  const identity = await opened(form);
  try {
    const { credential, secret } = await shown(JSON.parse(form.dataset.keyPasskey ?? "[]"), form.dataset.recipient ?? "");
    need(form, "[name=credential]", HTMLInputElement).value = credential;
    need(form, "[name=locked]", HTMLInputElement).value = armoured(await lockWithPassphrase(identity, secret));
  } catch (problem) {
    throw problem instanceof NoSecret ? new Said(word(problem.why)) : problem;
  }
  need(form, "[data-now]", HTMLInputElement).value = "";
  form.submit();
}

/** @param {HTMLFormElement} form */
function ready(form) {
  form.hidden = false;
  const wanted = need(form, "[data-new]", HTMLInputElement);
  const again = need(form, "[data-again]", HTMLInputElement);
  const hint = need(form, "[data-hint]", HTMLElement);
  const least = Number(form.dataset.least);
  wanted.addEventListener("input", () => {
    const how = strength(wanted.value, least);
    hint.textContent = how ? word(how) : "";
    wrong(wanted, false);
  });
  again.addEventListener("input", () => wrong(again, false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (strength(wanted.value, least) === "short" || wanted.value === "") return amiss(wanted, "short");
    if (wanted.value !== again.value) return amiss(again, "differ");
    busily(form, () => make(form, wanted.value));
  });
}

/** @param {HTMLInputElement} input @param {string} name of the sentence */
function amiss(input, name) {
  wrong(input, true);
  say(word(name), "error");
  input.focus();
}

/** @param {HTMLInputElement} input @param {boolean} is */
function wrong(input, is) {
  input.closest(".field")?.classList.toggle("wrong", is);
  if (is) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** @param {HTMLFormElement} form @param {string} passphrase */
async function make(form, passphrase) {
  const identity = form.dataset.memberKey === "new" ? await newIdentity() : await opened(form);
  const recipient = find(form, "[name=recipient]", HTMLInputElement);
  if (recipient) recipient.value = await recipientOf(identity);
  need(form, "[name=locked]", HTMLInputElement).value = armoured(await lockWithPassphrase(identity, passphrase, WORK));
  for (const input of form.querySelectorAll("input[type=password]")) if (input instanceof HTMLInputElement) input.value = "";
  form.submit();
}

/** The key as it is now, opened by the passphrase of now. @param {HTMLFormElement} form @returns {Promise<string>} */
async function opened(form) {
  const now = need(form, "[data-now]", HTMLInputElement);
  try {
    return await unlock(withoutArmour(form.dataset.locked ?? ""), now.value);
  } catch {
    wrong(now, true);
    now.focus();
    throw new Said(word("wrong"));
  }
}
