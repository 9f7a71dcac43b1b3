// @ts-check
/**
 * The itinerary: opened, changed and sealed in this browser. Places are searched among all places of the State, which are
 * loaded at once: the office learns nothing of which are chosen.
 *
 * @typedef {{place: string | null, said: string, from: string, note: string}} Stop
 * @typedef {{day: string, stops: Stop[]}} Day
 * @typedef {{format: string, days: Day[], note: string}} Itinerary
 */

import { Holding } from "./holding.js";
import { ask, busily, find, handIn, need, say, Said, word } from "./page.js";
import { armoured, openText, seal, withoutArmour } from "./sealing.js";

const FORMAT = "unannounced-itinerary/1";
const root = need(document, "[data-itinerary]", HTMLElement);
const editor = need(root, "[data-editor]", HTMLFormElement);
const days = need(editor, "[data-days]", HTMLElement);
const note = need(editor, "[data-note]", HTMLTextAreaElement);
const readOnly = root.hasAttribute("data-read-only");
/** @type {Map<string, string>} */
const byName = new Map();
/** @type {Map<string, string>} */
const byId = new Map();
let changed = false;

const holding = new Holding(root, {
  opened,
  locked: () => {
    editor.hidden = true;
    days.replaceChildren();
    note.value = "";
    changed = false;
  },
  locking: async () => {
    if (!changed || readOnly) return false;
    await sealed();
    return true;
  },
});

async function opened() {
  await knowPlaces();
  draw(await read());
  if (readOnly) {
    for (const one of editor.querySelectorAll("[data-edit]")) if (one instanceof HTMLElement) one.hidden = true;
    for (const one of editor.querySelectorAll("input, textarea")) one.setAttribute("readonly", "");
  }
  editor.hidden = false;
}

/** Every place of the State by its name and town, once. */
async function knowPlaces() {
  if (byId.size) return;
  const known = need(root, "#places-known", HTMLDataListElement);
  for (const { id, name, town } of (await ask(root.dataset.places ?? "")).places) {
    let label = town && !name.includes(town) ? `${name}, ${town}` : name;
    for (let again = 2; byName.has(label); again += 1) label = `${name}, ${town || "–"} (${again})`;
    byName.set(label, id);
    byId.set(id, label);
    const option = document.createElement("option");
    option.value = label;
    known.append(option);
  }
}

/** The itinerary that is shown, or an empty one with a day for each day of the visit. @returns {Promise<Itinerary>} */
async function read() {
  const { sealed: held, version } = root.dataset;
  if (held) {
    const said = JSON.parse(await openText(withoutArmour(held), holding.identityOf(Number(version))));
    if (said.format !== FORMAT) throw new Said(word("unread"));
    return said;
  }
  return { format: FORMAT, days: daysOfVisit().map((day) => ({ day, stops: [] })), note: "" };
}

/** @returns {string[]} */
function daysOfVisit() {
  const found = [];
  const last = root.dataset.ends ?? "";
  for (let day = new Date(`${root.dataset.begins}T12:00:00Z`); found.length < 60; day.setUTCDate(day.getUTCDate() + 1)) {
    const text = day.toISOString().slice(0, 10);
    if (text > last) break;
    found.push(text);
  }
  return found;
}

/** @param {Itinerary} said */
function draw(said) {
  days.replaceChildren(...said.days.map(dayShape));
  note.value = said.note;
  changed = false;
}

/** @param {string} selector @returns {HTMLElement} */
function shape(selector) {
  const made = document.importNode(need(root, selector, HTMLTemplateElement).content, true).firstElementChild;
  if (!(made instanceof HTMLElement)) throw new Error(`nothing in ${selector}`);
  return made;
}

/** @param {Day} day @returns {HTMLElement} */
function dayShape(day) {
  const made = shape("[data-day-shape]");
  need(made, "[data-day]", HTMLInputElement).value = day.day;
  need(made, "[data-stops]", HTMLElement).append(...day.stops.map(stopShape));
  return made;
}

/** @param {Stop} stop @returns {HTMLElement} */
function stopShape(stop) {
  const made = shape("[data-stop-shape]");
  need(made, "[data-from]", HTMLInputElement).value = stop.from;
  need(made, "input[data-place]", HTMLInputElement).value = (stop.place && byId.get(stop.place)) || stop.said;
  need(made, "[data-stop-note]", HTMLInputElement).value = stop.note;
  how(made);
  return made;
}

/** Say whether the place is one of the register. @param {HTMLElement} stop */
function how(stop) {
  const written = need(stop, "input[data-place]", HTMLInputElement).value.trim();
  const words = need(root, "[data-how]", HTMLTemplateElement).content;
  const name = byName.has(written) ? "register" : "words";
  need(stop, "[data-place-how]", HTMLElement).textContent = written ? (words.querySelector(`[data-word=${name}]`)?.textContent ?? "") : "";
}

/** What stands in the editor. @returns {Itinerary} */
function written() {
  const said = Array.from(days.children, (day) => ({
    day: need(day, "[data-day]", HTMLInputElement).value,
    stops: Array.from(day.querySelectorAll("[data-stops] > li"), stopOf).filter((stop) => stop.place || stop.said || stop.note),
  }));
  return { format: FORMAT, days: said.filter((one) => one.day), note: note.value };
}

/** @param {Element} stop @returns {Stop} */
function stopOf(stop) {
  const place = need(stop, "input[data-place]", HTMLInputElement).value.trim();
  return {
    place: byName.get(place) ?? null,
    said: byName.has(place) ? "" : place,
    from: need(stop, "[data-from]", HTMLInputElement).value,
    note: need(stop, "[data-stop-note]", HTMLInputElement).value,
  };
}

/** Seal what is written and hand it to the office. */
async function sealed() {
  const itinerary = armoured(await seal(JSON.stringify(written()), holding.recipient));
  await handIn(root.dataset.seal ?? "", { number: root.dataset.next ?? "1", itinerary });
  changed = false;
}

editor.addEventListener("submit", (event) => {
  event.preventDefault();
  busily(editor, async () => {
    await sealed();
    location.assign(location.pathname);
  });
});

editor.addEventListener("input", (event) => {
  changed = true;
  const stop = event.target instanceof Element ? event.target.closest("li") : null;
  if (stop && event.target instanceof HTMLInputElement && event.target.hasAttribute("data-place")) how(stop);
});

addEventListener("beforeunload", (event) => {
  if (changed && !readOnly) event.preventDefault();
});

editor.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  if (button.hasAttribute("data-print")) return print();
  const day = button.closest(".itinerary-day");
  const stop = button.closest("li");
  if (button.hasAttribute("data-add-day")) added(days, dayShape({ day: nextDay(), stops: [] }));
  if (day && button.hasAttribute("data-add-stop")) {
    added(need(day, "[data-stops]", HTMLElement), stopShape({ place: null, said: "", from: "", note: "" }));
  }
  if (button.hasAttribute("data-drop-day")) dropped(day);
  if (button.hasAttribute("data-drop-stop")) dropped(stop);
  if (stop && button.hasAttribute("data-earlier") && stop.previousElementSibling) {
    stop.previousElementSibling.before(stop);
    changed = true;
    button.focus();
  }
});

/** @param {HTMLElement} list @param {HTMLElement} part */
function added(list, part) {
  list.append(part);
  changed = true;
  find(part, "input", HTMLInputElement)?.focus();
}

/** @param {Element | null} part */
function dropped(part) {
  const after = part?.nextElementSibling ?? part?.previousElementSibling ?? part?.parentElement;
  part?.remove();
  changed = true;
  find(after ?? editor, "input, button", HTMLElement)?.focus();
}

/** The day after the last one written. @returns {string} */
function nextDay() {
  const last = written().days.at(-1)?.day ?? root.dataset.begins ?? "";
  const day = new Date(`${last}T12:00:00Z`);
  if (Number.isNaN(day.getTime())) return "";
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

say("");
