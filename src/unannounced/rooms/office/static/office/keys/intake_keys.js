// @ts-check
/**
 * The key of communications. This browser makes it, parts it in three, wraps it for each keeper's own key, puts two pieces
 * together again, and re-seals what came before. The office gets what is sealed and public halves, nothing else.
 */

import { bytes } from "../communications/reading.js";
import { base64url } from "./codes.js";
import { Holding } from "./holding.js";
import { ask, busily, handIn, need, reached, Said, say, word } from "./page.js";
import { armoured, newIdentity, NotOpened, open, recipientOf, seal } from "./sealing.js";
import { identityFrom, NotJoined, piecesOf } from "./sharing.js";

const root = need(document, "[data-intake-keys]", HTMLElement);
const holding = new Holding(root, { opened: shown, locked: shown });
addEventListener("pagehide", putAway); // a browser may keep the page for the way back
addEventListener("pageshow", (event) => event.persisted && window.location.reload());

/** Buttons and forms that need an open key are there while it is open. */
async function shown() {
  for (const one of root.querySelectorAll("[data-do], [data-do-form]")) {
    if (one instanceof HTMLElement) one.hidden = !holding.isOpen;
  }
  if (!holding.isOpen) putAway();
}

root.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  if (button.hasAttribute("data-written-down")) putAway();
  if (button.hasAttribute("data-print")) window.print();
  const what = button.dataset.do;
  if (what) busily(root, () => doing(what, button.dataset.because ?? ""));
});

root.addEventListener("submit", (event) => {
  const form = event.target instanceof HTMLFormElement ? event.target : null;
  const what = form?.dataset.doForm;
  if (!form || !what) return;
  event.preventDefault();
  if (what === "recover") busily(root, () => recover(form));
  else busily(root, () => doing(what, need(form, "[data-because-field]", HTMLInputElement).value));
});

/** @param {string} what @param {string} because */
async function doing(what, because) {
  await holding.refresh();
  if (what === "make") await makeKey(because);
  if (what === "wrap" || what === "make") await wrap();
  if (what === "reseal") await reseal();
  if (what !== "reseal") say(word("done"), "success");
}

/** A new version, wrapped for each keeper who has a key; its pieces are shown once it is kept. @param {string} because */
async function makeKey(because) {
  const identity = await newIdentity();
  const recipient = await recipientOf(identity);
  const pieces = await piecesOf(identity);
  /** @type {Record<string, string>} */
  const wrapped = {};
  for (const { key } of holding.held.keepers) {
    if (key) wrapped[key.id] = armoured(await seal(identity, key.recipient));
  }
  const version = holding.held.newest + 1;
  const fields = { number: String(version), recipient, wrapped: JSON.stringify(wrapped), because };
  const page = await handIn(root.dataset.make ?? "", fields);
  showPieces(pieces, version);
  await kept(page);
}

/** Every version that is open here, for each who waits for it. */
async function wrap() {
  /** @type {Record<string, Record<string, string>>} */
  const wrapped = {};
  for (const { key, versions } of holding.held.keepers) {
    for (const { version } of holding.held.keys) {
      if (!key || versions.includes(version) || !holding.has(version)) continue;
      wrapped[version] ??= {};
      wrapped[version][key.id] = armoured(await seal(holding.identityOf(version), key.recipient));
    }
  }
  if (Object.keys(wrapped).length) await kept(await handIn(root.dataset.wrap ?? "", { wrapped: JSON.stringify(wrapped) }));
}

/** Two pieces give a version back: it is sealed to the reader's own key. @param {HTMLFormElement} form */
async function recover(form) {
  await holding.refresh();
  const fields = Array.from(form.querySelectorAll("[data-piece]"), (one) => /** @type {HTMLTextAreaElement} */ (one));
  let identity = "";
  try {
    identity = await identityFrom(fields.map((one) => one.value));
  } catch (problem) {
    throw problem instanceof NotJoined ? new Said(word(`piece_${problem.why}`)) : problem;
  }
  const recipient = await recipientOf(identity);
  const found = holding.held.versions?.find((one) => one.recipient === recipient);
  if (!found) throw new Said(word("piece_unknown"));
  const copy = armoured(await seal(identity, holding.held.member?.recipient ?? ""));
  for (const one of fields) one.value = "";
  await kept(await handIn(root.dataset.recover ?? "", { number: String(found.version), copy }));
  say(word("done"), "success");
}

/** Pieces of communications and parts of cases, one by one: opened by the version they are sealed to, sealed to the newest. */
async function reseal() {
  const { waiting, parts } = await ask(root.dataset.waiting ?? "");
  const all = waiting.length + parts.length;
  const newest = String(holding.held.newest);
  let done = 0;
  for (const one of waiting) {
    const answer = await reached(() => fetch(one.address, { credentials: "same-origin" }));
    if (!answer.ok) continue;
    const clear = await openedBy(new Uint8Array(await answer.arrayBuffer()), one.version);
    if (!clear) continue;
    const sealed = new Blob([/** @type {BlobPart} */ (await seal(clear, holding.recipient))]);
    await handIn(root.dataset.reseal ?? "", { number: newest, old: one.id, sealed });
    resealed(++done, all);
  }
  for (const one of parts) {
    const clear = await openedBy(bytes(one.sealed), one.version);
    if (!clear) continue;
    await handIn(one.reseal, { number: newest, sealed: base64url(await seal(clear, holding.recipient)) });
    resealed(++done, all);
  }
  await kept(await pageAgain());
  if (done < all) say(word("not_resealed").replace("{left}", String(all - done)), "error");
  else say(word("done"), "success");
}

/** @param {number} done @param {number} all */
function resealed(done, all) {
  say(word("resealed").replace("{done}", String(done)).replace("{all}", String(all)));
}

/** @param {Uint8Array} sealed @param {number | null} version null: nobody said which @returns {Promise<Uint8Array | null>} */
async function openedBy(sealed, version) {
  for (const identity of holding.identities(version)) {
    try {
      return await open(sealed, identity);
    } catch (problem) {
      if (!(problem instanceof NotOpened)) throw problem;
    }
  }
  return null;
}

/** @returns {Promise<Document>} */
async function pageAgain() {
  const answer = await reached(() => fetch(window.location.pathname, { credentials: "same-origin" }));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Show what the office shows now, the open key kept. @param {Document} page */
async function kept(page) {
  const fresh = page.querySelector("[data-keys]");
  if (fresh) root.querySelector("[data-keys]")?.replaceWith(document.adoptNode(fresh));
  await holding.refresh();
  await shown();
}

/** @param {string[]} pieces @param {number} version */
function showPieces(pieces, version) {
  const part = need(root, "[data-recovery]", HTMLElement);
  need(part, "[data-of]", HTMLElement).textContent = word("piece_of").replace("{version}", String(version));
  need(part, "[data-pieces]", HTMLElement).replaceChildren(...pieces.map(written));
  part.hidden = false;
  part.focus();
  part.scrollIntoView({ block: "start" });
}

/** A piece in groups of five, as it is written down. @param {string} piece @returns {HTMLElement} */
function written(piece) {
  const line = document.createElement("li");
  const code = document.createElement("code");
  const at = piece.lastIndexOf("1") + 1;
  code.textContent = `${piece.slice(0, at)} ${piece.slice(at).replace(/(.{5})(?=.)/g, "$1 ")}`;
  line.append(code);
  return line;
}

/** Nothing of the pieces stays on the page. */
function putAway() {
  const part = need(root, "[data-recovery]", HTMLElement);
  part.hidden = true;
  need(part, "[data-pieces]", HTMLElement).replaceChildren();
}
