// @ts-check
/**
 * A case of reprisal in the browser of somebody entrusted with it: how the person can be reached, and notes of calls, opened
 * and sealed here. When the page locks, nothing that was opened is left on it.
 */

import { base64url } from "../keys/codes.js";
import { Holding } from "../keys/holding.js";
import { ask, busily, handIn, need, Said, say, word } from "../keys/page.js";
import { open, seal } from "../keys/sealing.js";
import { bytes, opened, said, sealedFor } from "./reading.js";
import { element, filled, written } from "./showing.js";

/** @typedef {{kind: string, at: string, held_on: string, by: string, version: number, sealed: string, reseal: string}} Part */

const root = need(document, "[data-case]", HTMLElement);
const contacts = need(root, "[data-opened-contacts]", HTMLElement);
const notes = need(root, "[data-opened-notes]", HTMLElement);

const holding = new Holding(root, { opened: load, locked: forget });
addEventListener("pagehide", forget); // a browser may keep the page for the way back
addEventListener("pageshow", (event) => event.persisted && window.location.reload());

/** Every part, opened and shown; what is sealed to an older version of the key is sealed to the newest. */
async function load() {
  /** @type {Part[]} */
  const every = [];
  for (let more = true; more; ) {
    const answer = await ask(`${root.dataset.parts}?after=${every.length}`);
    every.push(...answer.parts);
    more = answer.more;
  }
  const shown = await Promise.all(every.map(shownPart));
  const of = (/** @type {string} */ kind) => shown.filter((_one, at) => every[at].kind === kind);
  const [newest, ...earlier] = of("contacts");
  contacts.replaceChildren(...(newest ? [newest] : []), ...(earlier.length ? [folded(earlier)] : []));
  notes.replaceChildren(...of("note"));
  for (const one of root.querySelectorAll("[data-opened-only]")) /** @type {HTMLElement} */ (one).hidden = false;
  for (const part of every) if (part.version !== holding.held.newest) await sealAnew(part);
}

/** Nothing of it stays on the page. */
function forget() {
  contacts.replaceChildren();
  notes.replaceChildren();
  for (const one of root.querySelectorAll("[data-opened-only]")) {
    /** @type {HTMLElement} */ (one).hidden = true;
    for (const form of one.querySelectorAll("form")) form.reset();
  }
}

/** @param {Part} part @returns {Promise<HTMLElement>} */
async function shownPart(part) {
  const article = element("article", "", "opened-piece");
  const facts = { day: part.held_on || part.at, person: part.by };
  article.append(element("h3", filled(word(`${part.kind}_head`), facts)));
  const clear = await opened(bytes(part.sealed), holding.identities(part.version));
  if (!clear) article.append(element("p", word("cannot"), "notice warning"));
  else article.append(written(String(said(clear)?.text ?? new TextDecoder().decode(clear))));
  return article;
}

/** @param {HTMLElement[]} earlier @returns {HTMLElement} */
function folded(earlier) {
  const made = element("details");
  made.append(element("summary", word("earlier")), ...earlier);
  return made;
}

/** Filled up as before, it is as long as before. @param {Part} part */
async function sealAnew(part) {
  if (!holding.has(part.version)) return;
  const clear = await open(bytes(part.sealed), holding.identityOf(part.version)).catch(() => null);
  if (!clear) return;
  const sealed = base64url(await seal(clear, holding.recipient));
  await handIn(part.reseal, { number: String(holding.held.newest), sealed });
}

root.addEventListener("submit", (event) => {
  const form = event.target instanceof HTMLFormElement ? event.target : null;
  const what = form?.dataset.sealedForm;
  if (!form || !what) return;
  event.preventDefault();
  if (holding.isOpen) busily(form, () => sealAndHandIn(form, what));
});

/** @param {HTMLFormElement} form @param {string} what contacts, call-note */
async function sealAndHandIn(form, what) {
  const field = need(form, "[data-text]", HTMLTextAreaElement);
  const text = field.value.trim();
  if (!text) throw new Said(word("no_text"));
  await holding.refresh();
  const which = form.querySelector("[data-which]");
  const address = which instanceof HTMLSelectElement ? which.value : (form.dataset.action ?? "");
  const fields = new FormData(form);
  fields.set("number", String(holding.held.newest));
  fields.set("sealed", base64url(await sealedFor({ format: `unannounced-${what}/1`, text }, holding.recipient)));
  const page = await handIn(address, fields);
  field.value = "";
  kept(page);
  await load();
  say(word("done"), "success");
}

/** Show what the office shows now, what is open kept open. @param {Document} page */
function kept(page) {
  for (const part of document.querySelectorAll("[data-kept]")) {
    const fresh = page.querySelector(`[data-kept=${/** @type {HTMLElement} */ (part).dataset.kept}]`);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
}
