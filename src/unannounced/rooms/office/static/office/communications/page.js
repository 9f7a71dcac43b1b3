// @ts-check
/**
 * One communication, opened in the browser of somebody it is assigned to. Sealed pieces come in, and only what this browser
 * sealed, or what the reader confirmed in a form, goes out. When the page locks, nothing that was opened is left on it.
 */

import { base64url } from "../keys/codes.js";
import { Holding } from "../keys/holding.js";
import { ask, busily, handIn, need, reached, Said, say, word } from "../keys/page.js";
import { open, seal } from "../keys/sealing.js";
import { around, bytes, letterOf, opened, originalOf, recipientIn, said, sealedFor } from "./reading.js";
import { button, element, facts, fileLine, filled, frame, row, written } from "./showing.js";
import { InMemory, shown } from "./viewing.js";

/** @typedef {import("./reading.js").Letter} Letter @typedef {import("./reading.js").Piece} Piece @typedef {import("./reading.js").Named} Named */

const root = need(document, "[data-communication]", HTMLElement);
const place = need(root, "[data-opened-pieces]", HTMLElement);
const whoPlace = need(root, "[data-opened-who]", HTMLElement);
const memory = new InMemory();
/** @type {{pieces: Piece[], letters: Letter[], recipient: string, after: number}} */
let read = { pieces: [], letters: [], recipient: "", after: 0 };

const holding = new Holding(root, { opened: load, locked: forget });
addEventListener("pagehide", forget); // a browser may keep the page for the way back
addEventListener("pageshow", (event) => event.persisted && window.location.reload());

/** Everything that came since the last time, opened and shown. */
async function load() {
  const fresh = [];
  for (let more = true; more; ) {
    const answer = await ask(`${root.dataset.pieces}?after=${read.after}`);
    read.recipient = answer.recipient;
    fresh.push(...answer.pieces);
    more = answer.more;
    if (answer.pieces.length) read.after = answer.pieces[answer.pieces.length - 1].number;
    else more = false;
  }
  read.pieces.push(...fresh);
  for (const piece of fresh) if (piece.sealed) place.append(await openedPiece(piece));
  showFiles();
  if (fresh.length && fresh.length === read.pieces.length) place.querySelector("article")?.focus();
  for (const one of root.querySelectorAll("[data-opened-only], [data-who-form]")) /** @type {HTMLElement} */ (one).hidden = false;
  if (!root.hasAttribute("data-noted") && read.letters[0]) propose(read.letters[0]);
}

/** Nothing of it stays on the page. */
function forget() {
  memory.forget();
  read = { pieces: [], letters: [], recipient: "", after: 0 };
  place.replaceChildren();
  whoPlace.replaceChildren();
  for (const one of root.querySelectorAll("[data-opened-only], [data-who-form]")) {
    /** @type {HTMLElement} */ (one).hidden = true;
    for (const form of one.matches("form") ? [one] : one.querySelectorAll("form")) /** @type {HTMLFormElement} */ (form).reset();
  }
}

/** @param {Piece} piece @returns {Promise<HTMLElement>} */
async function openedPiece(piece) {
  const article = frame(piece);
  const clear = await opened(bytes(piece.sealed ?? ""), holding.identities(piece.version));
  const found = clear && said(clear);
  if (!clear) article.append(element("p", word("cannot"), "notice warning"));
  else if (!found) article.append(element("p", word("odd"), "notice warning"), written(new TextDecoder().decode(clear)));
  else if (piece.kind === "letter") article.append(...letter(found));
  else article.append(written(String(found.text ?? ""), typeof found.language === "string" ? found.language : ""));
  return article;
}

/** @param {Record<string, any>} found @returns {HTMLElement[]} */
function letter(found) {
  const one = letterOf(found);
  read.letters.push(one);
  const parts = [written(one.text ?? "", one.language), facts(one)];
  if (!one.scripts) parts.push(element("p", word("without_scripts"), "note"));
  const copy = need(root, "[data-copy]", HTMLTextAreaElement);
  if (!copy.value) copy.value = one.text ?? "";
  const language = need(root, "[data-language-field]", HTMLInputElement);
  if (!language.value) language.value = one.language ?? "";
  return parts;
}

/** Files by their letters, then those that no letter names, and originals. */
function showFiles() {
  root.querySelector("[data-files]")?.remove();
  const held = new Map(read.pieces.filter((one) => one.kind === "file").map((one) => [one.digest, one]));
  const part = element("section");
  part.dataset.files = "";
  const named = read.letters.flatMap((one) => one.files ?? []);
  for (const one of named) {
    part.append(file(one, held.get(one.digest) ?? null));
    held.delete(one.digest);
  }
  for (const one of held.values()) part.append(file({ digest: one.digest, name: "", type: "", size: one.size, cleaned: true }, one));
  for (const one of read.pieces.filter((piece) => piece.kind === "original")) {
    part.append(file({ digest: one.digest, name: `${word("kind_original")} ${one.number}`, type: "", size: one.size, cleaned: true }, one));
  }
  if (!part.children.length) return;
  part.prepend(element("h3", word("files")));
  place.append(part);
}

/** @param {Named} named @param {Piece | null} piece @returns {HTMLElement} */
function file(named, piece) {
  const part = element("div", "", "opened-piece");
  part.append(fileLine(named));
  if (!named.cleaned) part.append(element("p", word("uncleaned"), "note"));
  if (!piece) {
    part.append(element("p", word("not_come"), "note"));
    return part;
  }
  const view = element("div");
  const name = named.name || `${piece.number}`;
  const whose = filled(word("of_file"), { name });
  const actions = element("p", "", "actions");
  actions.append(
    button(word("view"), () => busily(part, () => showFile(view, name, piece)), whose),
    button(word("save"), () => warn(view, () => busily(part, () => saveFile(name, piece))), whose),
  );
  part.append(actions, view);
  return part;
}

/** @param {Piece} piece @returns {Promise<{name: string, bytes: Uint8Array}>} */
async function fileBytes(piece) {
  const answer = await reached(() => fetch(`${root.dataset.bytes}${piece.id}/`, { credentials: "same-origin" }));
  if (!answer.ok || answer.redirected) throw new Said(word("away"));
  const clear = await opened(new Uint8Array(await answer.arrayBuffer()), holding.identities(piece.version));
  if (!clear) throw new Said(word("cannot"));
  return (piece.kind === "original" && originalOf(clear)) || { name: "", bytes: clear };
}

/** @param {HTMLElement} view @param {string} name @param {Piece} piece */
async function showFile(view, name, piece) {
  const held = await fileBytes(piece);
  const seen = shown(held.bytes, filled(word("picture"), { name: held.name || name }), memory);
  if (seen) view.replaceChildren(seen);
  else warn(view, () => memory.save(held.bytes, held.name || name));
  say("");
}

/** @param {string} name @param {Piece} piece */
async function saveFile(name, piece) {
  const held = await fileBytes(piece);
  memory.save(held.bytes, held.name || name);
  say("");
}

/** What to know before something is saved. @param {HTMLElement} view @param {() => void} save */
function warn(view, save) {
  const go = button(word("save_anyway"), () => {
    view.replaceChildren();
    save();
  });
  view.replaceChildren(element("p", word("save_warning"), "notice warning"), go);
  go.focus();
}

/** Fill the triage with what the letter says; the reader confirms it. @param {Letter} one */
function propose(one) {
  const form = need(root, "[data-act-form=triage]", HTMLFormElement);
  for (const [name, values] of /** @type {[string, string[]][]} */ ([["told", one.told ?? []], ["ways", one.ways ?? []]])) {
    for (const box of form.querySelectorAll(`input[name=${name}]`)) {
      if (box instanceof HTMLInputElement && values.includes(box.value)) box.checked = true;
    }
  }
  const put = (/** @type {string} */ name, /** @type {string} */ value) => {
    const field = form.elements.namedItem(name);
    if (value && (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) field.value = value;
  };
  put("risk", ["unknown", "none_seen", "feared", "happened"].includes(one.fears ?? "") ? (one.fears ?? "") : "");
  put("in_custody", one.in_custody === null ? "" : one.in_custody ? "yes" : "no");
  put("place_said", (one.place ?? "").slice(0, 200));
  put("language", (one.language ?? "").slice(0, 10));
}

root.addEventListener("submit", (event) => {
  const form = event.target instanceof HTMLFormElement ? event.target : null;
  if (!form || !holding.isOpen) return;
  const what = form.dataset.sealedForm ?? (form.hasAttribute("data-who-form") ? "who" : form.hasAttribute("data-act-form") ? "act" : "");
  if (!what) return;
  event.preventDefault();
  if (what === "who") busily(form, () => openWho(form));
  else if (what === "act") busily(form, () => act(form));
  else busily(form, () => sealAndHandIn(form, what));
});

root.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("button") : null;
  const form = pressed?.closest("form");
  if (!pressed || !form) return;
  if (pressed.dataset.letter) busily(form, () => fillLetter(form, pressed.dataset.letter ?? ""));
  if (pressed.hasAttribute("data-save-copy")) busily(form, () => saveCopy(form));
});

/** @param {HTMLFormElement} form */
function textIn(form) {
  const text = need(form, "[data-text]", HTMLTextAreaElement).value.trim();
  if (!text) throw new Said(word("no_text"));
  return text;
}

/** @param {HTMLFormElement} form */
async function saveCopy(form) {
  memory.save(new TextEncoder().encode(textIn(form)), "copy.txt");
  say("");
}

/** An act whose fields are not sealed, as its page would take it. @param {HTMLFormElement} form */
async function act(form) {
  await kept(await handIn(form.action, new FormData(form)));
  say(word("done"), "success");
}

/** @param {HTMLFormElement} form @param {string} what answer, note, refer */
async function sealAndHandIn(form, what) {
  const text = textIn(form);
  await holding.refresh();
  const fields = new FormData(form);
  const language = form.querySelector("[data-language-field]");
  const told = { text, language: language instanceof HTMLInputElement ? language.value.trim() : "" };
  /** @type {Record<string, unknown>} */
  let content = { format: `unannounced-${what}/1`, text };
  if (what === "answer") {
    content = { format: "unannounced-answer/1", ...told, written_on: fields.get("given_on") };
    await sealForSender(fields, content);
  }
  fields.set("number", String(holding.held.newest));
  fields.set("sealed", base64url(await sealedFor(content, holding.recipient)));
  const page = await handIn(form.dataset.action ?? "", fields);
  need(form, "[data-text]", HTMLTextAreaElement).value = "";
  await kept(page);
  say(word("done"), "success");
}

/** What goes by the receipt is sealed to the sender's own key as well. @param {FormData} fields @param {Record<string, unknown>} told */
async function sealForSender(fields, told) {
  if (!fields.get("way")) throw new Said(word("no_way"));
  if (fields.get("way") !== "receipt") return;
  const recipient = recipientIn(read.recipient, read.letters);
  if (recipient === null) throw new Said(word("two_senders"));
  if (!recipient) throw new Said(word("no_recipient"));
  fields.set("recipient", recipient);
  fields.set("for_sender", base64url(await sealedFor(told, recipient)));
}

/** A letter of the office before or around what was typed, which goes nowhere. @param {HTMLFormElement} form @param {string} kind */
async function fillLetter(form, kind) {
  const language = need(form, "[data-language-field]", HTMLInputElement);
  const wanted = language.value.trim();
  const address = need(form, "[data-letters]", HTMLElement).dataset.letters ?? "";
  const asked = `${address}?${new URLSearchParams({ kind, language: wanted })}`;
  const answer = await reached(() => fetch(asked, { credentials: "same-origin", headers: { Accept: "application/json" } }));
  if (answer.redirected) throw new Said(word("away"));
  const found = await answer.json();
  if (!answer.ok) throw new Said(found.problem ?? word("away"));
  const text = need(form, "[data-text]", HTMLTextAreaElement);
  text.value = around(found.text, found.question, text.value.trim());
  text.lang = language.value = found.language;
  need(form, "[name=kind]", HTMLSelectElement).value = kind;
  const other = wanted && found.language !== wanted.toLowerCase().split("-")[0];
  say(word(other ? "filled_english" : "filled"));
  text.focus();
}

/** @param {HTMLFormElement} form */
async function openWho(form) {
  const reason = need(form, "[data-reason]", HTMLInputElement);
  const token = need(document, "[name=csrfmiddlewaretoken]", HTMLInputElement).value;
  const headers = { "X-CSRFToken": token, "Content-Type": "application/json", Accept: "application/json" };
  const body = JSON.stringify({ reason: reason.value });
  const answer = await reached(() => fetch(root.dataset.who ?? "", { method: "POST", body, headers, credentials: "same-origin" }));
  if (answer.redirected) throw new Said(word("away"));
  const found = await answer.json();
  if (!answer.ok) throw new Said(found.problem ?? word("away"));
  reason.value = "";
  whoPlace.replaceChildren();
  for (const one of found.who) await showWho(one);
  whoPlace.focus();
  await kept(await pageAgain());
  say("");
}

/** @param {{id: string, number: number, came_on: string, version: number | null, sealed: string}} one */
async function showWho(one) {
  const clear = await opened(bytes(one.sealed), holding.identities(one.version));
  const found = clear && said(clear);
  const list = element("dl", "", "facts");
  if (!found) whoPlace.append(element("p", word("cannot"), "notice warning"));
  else if (!found.name && !found.reach) whoPlace.append(element("p", `${one.came_on}: ${word("who_nobody")}`));
  else list.append(row(word("who_name"), String(found.name ?? "")), row(word("who_reach"), String(found.reach ?? "")));
  if (list.children.length) whoPlace.append(list);
  if (clear && one.version !== holding.held.newest) await sealAnew(one);
}

/** Now that it was opened, it is sealed to the newest version of the key. @param {{id: string, version: number | null, sealed: string}} one */
async function sealAnew(one) {
  for (const identity of holding.identities(one.version)) {
    const clear = await open(bytes(one.sealed), identity).catch(() => null);
    if (!clear) continue;
    const sealed = new Blob([/** @type {BlobPart} */ (await seal(clear, holding.recipient))]);
    await handIn(root.dataset.reseal ?? "", { number: String(holding.held.newest), old: one.id, sealed });
    return;
  }
}

/** @returns {Promise<Document>} */
async function pageAgain() {
  const answer = await reached(() => fetch(window.location.pathname, { credentials: "same-origin" }));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Show what the office shows now, what is open kept open. @param {Document} page */
async function kept(page) {
  for (const part of document.querySelectorAll("[data-kept]")) {
    const fresh = page.querySelector(`[data-kept=${/** @type {HTMLElement} */ (part).dataset.kept}]`);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  root.toggleAttribute("data-noted", page.querySelector("[data-communication]")?.hasAttribute("data-noted") ?? true);
  const ways = page.querySelector("#answer-way");
  if (ways) document.querySelector("#answer-way")?.replaceChildren(...Array.from(ways.children, (one) => document.adoptNode(one)));
  await holding.refresh();
  await load();
}
