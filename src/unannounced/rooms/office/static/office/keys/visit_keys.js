// @ts-check
/**
 * The keys and devices of a visit. Each button seals in this browser and hands sealed copies to the office, step by step;
 * what the office kept stays kept, and the list of what is to be done says what is left.
 */

import { base64url, closePackage, derive, newCode, newLettersKey, writtenLetter } from "./codes.js";
import { Holding } from "./holding.js";
import { ask, busily, find, handIn, need, say, word } from "./page.js";
import { itinerary, packed } from "./packing.js";
import { armoured, newIdentity, openText, recipientOf, seal, withoutArmour } from "./sealing.js";
import qrcode from "./vendor/qrcode.js";

const root = need(document, "[data-visit-keys]", HTMLElement);
/** @type {any[] | null} */
let places = null;

const holding = new Holding(root, { opened: shown, locked: shown });

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
  if (button.hasAttribute("data-put-away")) putAway();
  const what = button.dataset.do;
  if (what) busily(root, () => doing(what, button.dataset.because ?? ""));
});

root.addEventListener("submit", (event) => {
  const form = event.target instanceof HTMLFormElement ? event.target : null;
  if (!form?.dataset.doForm) return;
  event.preventDefault();
  if (form.dataset.doForm === "replace") {
    const because = need(form, "[data-because-field]", HTMLInputElement).value;
    busily(root, () => doing("replace", because));
  } else {
    busily(root, () => invite(form));
  }
});

/** @param {string} what @param {string} because */
async function doing(what, because) {
  await holding.refresh();
  if (what === "make" || what === "replace") await makeKey(because);
  if (what === "wrap" || what === "replace") await wrap();
  if (what === "letters" || what === "replace") await letters(what === "replace");
  say(word("done"), "success");
}

/** A new key of the visit, wrapped for each delegate who has a key, with the itinerary sealed to it anew. @param {string} because */
async function makeKey(because) {
  const identity = await newIdentity();
  const recipient = await recipientOf(identity);
  const goes = await itinerary(holding);
  /** @type {Record<string, string>} */
  const wrapped = {};
  for (const { key } of holding.held.keepers) {
    if (key) wrapped[key.id] = armoured(await seal(identity, key.recipient));
  }
  const sealed = goes ? armoured(await seal(JSON.stringify(goes), recipient)) : "";
  const number = String(holding.held.newest + 1);
  const fields = { number, recipient, wrapped: JSON.stringify(wrapped), itinerary: sealed, because };
  await kept(await handIn(root.dataset.make ?? "", fields));
}

/** Every version that is open here, for each who waits for it. */
async function wrap() {
  /** @type {Record<string, Record<string, string>>} */
  const wrapped = {};
  for (const { key, versions } of holding.held.keepers) {
    for (const copy of holding.held.keys) {
      if (!key || versions.includes(copy.version) || !holding.has(copy.version)) continue;
      wrapped[copy.version] ??= {};
      wrapped[copy.version][key.id] = armoured(await seal(holding.identityOf(copy.version), key.recipient));
    }
  }
  if (Object.keys(wrapped).length) await kept(await handIn(root.dataset.wrap ?? "", { wrapped: JSON.stringify(wrapped) }));
}

/** A letter to each device that is behind, or to every one. @param {boolean} every */
async function letters(every) {
  for (const device of holding.held.devices.filter((one) => every || one.behind)) {
    const lettersKey = await openText(withoutArmour(device.letters_key), holding.identityOf(device.letters_key_version));
    const what = await packed(holding, await everyPlace(), { ...device, writeOnly: device.write_only }, lettersKey);
    const number = device.letters + 1;
    const letter = base64url(await seal(await writtenLetter(what, { device: device.id, number, lettersKey }), device.recipient));
    /** @type {Record<string, string>} */
    const fields = { number: String(number), letter };
    if (what.write_only) fields.write_only = "on";
    await kept(await handIn(device.write, fields));
  }
}

/** Make a code, hand what follows from it to the office, and show the code once. @param {HTMLFormElement} form */
async function invite(form) {
  await holding.refresh();
  const said = new FormData(form);
  const person = need(form, "[name=person]", HTMLSelectElement);
  const keeper = holding.held.keepers.find((one) => one.person === person.value);
  const device = crypto.randomUUID();
  const code = newCode();
  const { lookup, proofKey, packageKey } = await derive(code);
  const whose = { id: person.value, name: keeper?.name ?? "" };
  const writeOnly = said.get("write_only") === "on" || holding.held.visit.write_only;
  const lettersKey = newLettersKey();
  const what = await packed(holding, await everyPlace(), { id: device, person: whose, writeOnly }, lettersKey);
  /** @type {Record<string, string>} */
  const fields = {
    person: person.value,
    label: String(said.get("label") ?? ""),
    expires_on: String(said.get("expires_on") ?? ""),
    device,
    lookup,
    proof_key: proofKey,
    package: base64url(await closePackage(what, packageKey)),
    letters_key: armoured(await seal(lettersKey, holding.recipient)),
  };
  if (writeOnly) fields.write_only = "on";
  const page = await handIn(root.dataset.invite ?? "", fields);
  show(code, `${fields.label} · ${whose.name}`);
  await kept(page);
  say("");
}

/** @returns {Promise<any[]>} */
async function everyPlace() {
  places ??= /** @type {any[]} */ ((await ask(root.dataset.places ?? "")).places);
  return places;
}

/** Show what the office shows now, the open key kept. @param {Document} page */
async function kept(page) {
  const fresh = page.querySelector("[data-keys]");
  if (fresh) root.querySelector("[data-keys]")?.replaceWith(document.adoptNode(fresh));
  await holding.refresh();
  await shown();
}

/** @param {string} code @param {string} whose */
function show(code, whose) {
  const part = need(root, "[data-handed]", HTMLElement);
  need(part, "[data-code]", HTMLElement).textContent = code;
  need(part, "[data-for]", HTMLElement).textContent = whose;
  const figure = need(part, "[data-drawing]", HTMLElement);
  figure.hidden = !holding.held.field;
  if (holding.held.field) figure.replaceChildren(drawing(`${holding.held.field}#${code}`));
  part.hidden = false;
  part.focus();
  part.scrollIntoView({ block: "start" });
}

/** Nothing of the code stays on the page. */
function putAway() {
  const part = find(root, "[data-handed]", HTMLElement);
  if (!part) return;
  part.hidden = true;
  need(part, "[data-code]", HTMLElement).textContent = "";
  need(part, "[data-drawing]", HTMLElement).replaceChildren();
}

/** A QR code as SVG, black on white in every theme; drawn here, so that no server sees it. @param {string} text @returns {SVGElement} */
function drawing(text) {
  const qr = qrcode(0, "M");
  qr.addData(text);
  qr.make();
  const size = qr.getModuleCount();
  const edge = 4;
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${size + 2 * edge} ${size + 2 * edge}`);
  svg.setAttribute("aria-hidden", "true");
  const paper = document.createElementNS(space, "rect");
  for (const [name, value] of [["width", "100%"], ["height", "100%"], ["fill", "#fff"]]) paper.setAttribute(name, value);
  const ink = document.createElementNS(space, "path");
  let d = "";
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (qr.isDark(row, column)) d += `M${column + edge} ${row + edge}h1v1h-1z`;
    }
  }
  ink.setAttribute("d", d);
  ink.setAttribute("fill", "#000");
  svg.append(paper, ink);
  return svg;
}
