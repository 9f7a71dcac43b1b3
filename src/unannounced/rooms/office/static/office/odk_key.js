// @ts-check
/** Makes the key by which ODK clients encrypt: its private half is sealed to the key of the visit before it leaves the browser. */

import { armoured, seal } from "./keys/sealing.js";

const RSA = { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };

/** @param {ArrayBuffer} content */
function base64(content) {
  let text = "";
  for (const byte of new Uint8Array(content)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** PKCS #8 as PEM. @param {ArrayBuffer} content */
function pem(content) {
  const lines = base64(content).match(/.{1,64}/g) ?? [];
  return ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
}

/** A key pair: the public half as forms carry it, the private one sealed. @param {string} recipient */
async function made(recipient) {
  const pair = await crypto.subtle.generateKey(RSA, true, ["encrypt", "decrypt"]);
  const [spki, pkcs8] = await Promise.all([crypto.subtle.exportKey("spki", pair.publicKey), crypto.subtle.exportKey("pkcs8", pair.privateKey)]);
  const sealed = armoured(await seal(new TextEncoder().encode(pem(pkcs8)), recipient));
  return { public: base64(spki), sealed };
}

/** The signed id that the form of the act gives out. @param {string} address */
async function keyOf(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return /** @type {HTMLInputElement | null} */ (page.querySelector("[name=key]"))?.value ?? "";
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function put(form, name, value) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  form.append(input);
}

for (const form of document.querySelectorAll("form[data-odk-key]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    if (button) button.disabled = true;
    try {
      const { recipient = "", form: address = "" } = form.dataset;
      const key = await made(recipient);
      put(form, "public", key.public);
      put(form, "sealed", key.sealed);
      put(form, "key", await keyOf(address));
      form.submit();
    } catch {
      const problem = form.querySelector("[data-problem]");
      if (problem instanceof HTMLElement) problem.hidden = false;
      if (button) button.disabled = false;
    }
  });
}
