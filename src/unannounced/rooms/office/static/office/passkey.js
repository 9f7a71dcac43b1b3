// @ts-check
/**
 * Passkeys of the office: signing in with one, and making one. Forms with `data-passkey` stay hidden
 * where the browser has no passkeys; everything can be done with a password and a code as well.
 *
 * Each form posts itself to its `action` for the options, asks the authenticator, and sends the answer
 * to `data-complete`. What is said when something fails stands in the form, in the reader's language.
 */

/**
 * What the office answers: options of WebAuthn, words about a problem, or where to go next.
 * @typedef {{ publicKey?: any, problem?: string, next?: string }} Answer
 */

/** A failure that has words of its own. */
class Said extends Error {}

/**
 * @param {string} text base64url
 * @returns {ArrayBuffer}
 */
export function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {string} base64url, without padding
 */
export function toText(bytes) {
  const plain = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/**
 * The options with bytes where WebAuthn wants bytes.
 * @param {any} options as JSON has them
 * @returns {any}
 */
export function withBytes(options) {
  const ready = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: toBytes(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (!options[list]) continue;
    ready[list] = options[list].map((/** @type {{ id: string }} */ one) => ({ ...one, id: toBytes(one.id) }));
  }
  return ready;
}

/**
 * The answer of an authenticator as JSON.
 * @param {PublicKeyCredential} made
 * @returns {object}
 */
export function asJson(made) {
  const { response } = made;
  /** @type {Record<string, string>} */
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said.attestationObject = toText(response.attestationObject);
  } else if (response instanceof AuthenticatorAssertionResponse) {
    said.authenticatorData = toText(response.authenticatorData);
    said.signature = toText(response.signature);
    if (response.userHandle) said.userHandle = toText(response.userHandle);
  }
  return { id: made.id, rawId: toText(made.rawId), type: made.type, clientExtensionResults: {}, response: said };
}

/**
 * @param {HTMLFormElement} form
 * @param {string} address
 * @param {BodyInit} body
 * @returns {Promise<Answer>}
 */
async function ask(form, address, body) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  const headers = { "X-CSRFToken": token instanceof HTMLInputElement ? token.value : "" };
  let answer;
  try {
    const response = await fetch(address, { method: "POST", body, headers, credentials: "same-origin" });
    answer = /** @type {Answer} */ (await response.json());
  } catch {
    throw new Said(form.dataset.saysAway);
  }
  if (answer.problem) throw new Said(answer.problem);
  return answer;
}

/**
 * Asks the office, the authenticator, and the office again.
 * @param {HTMLFormElement} form
 * @returns {Promise<string>} where to go next
 */
async function carryOut(form) {
  const { publicKey } = await ask(form, form.action, new URLSearchParams(/** @type {any} */ (new FormData(form))));
  const options = { publicKey: withBytes(publicKey) };
  const made =
    form.dataset.passkey === "new" ? await navigator.credentials.create(options) : await navigator.credentials.get(options);
  if (!(made instanceof PublicKeyCredential)) throw new Said(form.dataset.saysEnded);
  const address = `${form.dataset.complete}${location.search}`;
  const { next } = await ask(form, address, JSON.stringify(asJson(made)));
  return next ?? "/";
}

/**
 * What went wrong, in the words of the form.
 * @param {HTMLFormElement} form
 * @param {unknown} problem
 * @returns {string}
 */
function wordsFor(form, problem) {
  if (problem instanceof Said) return problem.message;
  const { saysEnded, saysKnown, saysPlace, saysFailed } = form.dataset;
  switch (problem instanceof DOMException ? problem.name : "") {
    case "NotAllowedError":
    case "AbortError":
      return saysEnded ?? "";
    case "InvalidStateError":
      return saysKnown ?? "";
    case "SecurityError":
      return saysPlace ?? "";
    default:
      return saysFailed ?? "";
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} words nothing takes away what was said before
 */
function say(form, words) {
  const place = form.querySelector("[data-passkey-says]");
  if (!(place instanceof HTMLElement)) return;
  place.textContent = words;
  place.hidden = words === "";
}

/**
 * @param {SubmitEvent} event
 */
async function submitted(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const button = form.querySelector("button[type=submit]");
  if (!(button instanceof HTMLButtonElement) || button.disabled) return;
  say(form, "");
  button.disabled = true;
  try {
    location.assign(await carryOut(form));
  } catch (problem) {
    say(form, wordsFor(form, problem));
    button.disabled = false;
    button.focus();
  }
}

if (typeof document !== "undefined" && "PublicKeyCredential" in window) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.addEventListener("submit", submitted);
    form.hidden = false;
  }
  for (const instead of document.querySelectorAll("[data-passkey-none]")) instead.remove();
}
