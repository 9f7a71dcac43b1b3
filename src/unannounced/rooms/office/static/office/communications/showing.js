// @ts-check
/** What was opened, as elements of the page. Everything a sender wrote is text of an element, never HTML. */

import { word } from "../keys/page.js";

/** @typedef {import("./reading.js").Letter} Letter @typedef {import("./reading.js").Piece} Piece @typedef {import("./reading.js").Named} Named */

/** @param {string} sentence @param {Record<string, string | number>} facts */
export function filled(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (all, name) => (name in facts ? String(facts[name]) : all));
}

/** @template {keyof HTMLElementTagNameMap} T @param {T} kind @param {string} [text] @param {string} [className] @returns {HTMLElementTagNameMap[T]} */
export function element(kind, text = "", className = "") {
  const made = document.createElement(kind);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** @param {string} text @param {() => void} does @param {string} [whose] said to those who hear the page */
export function button(text, does, whose = "") {
  const made = element("button", text, "quiet");
  made.type = "button";
  if (whose) made.append(element("span", `: ${whose}`, "visually-hidden"));
  made.addEventListener("click", does);
  return made;
}

/** The frame of a piece, with its heading. @param {Piece} piece @returns {HTMLElement} */
export function frame(piece) {
  const made = element("article", "", "opened-piece");
  made.tabIndex = -1;
  made.dataset.row = "";
  const facts = { kind: word(`kind_${piece.kind}`), number: piece.number, day: piece.came_on };
  made.append(element("h3", filled(word("head"), facts)));
  if (piece.by) made.append(element("p", filled(word("by"), { person: piece.by }), "note"));
  return made;
}

/** What somebody wrote, in their language and direction. @param {string} text @param {string} [language] */
export function written(text, language = "") {
  const made = element("div", text || word("no_text"), "letter-text");
  made.dir = "auto";
  if (language) made.lang = language;
  return made;
}

/** What a letter says of itself. @param {Letter} letter @returns {HTMLElement} */
export function facts(letter) {
  const list = element("dl", "", "facts");
  const words = (/** @type {string} */ of, /** @type {string[]} */ all) => all.map((one) => known(`${of}_${one}`, one)).join(", ");
  const custody = letter.in_custody === null ? "" : word(letter.in_custody ? "yes" : "no");
  /** @type {[string, string][]} */
  const rows = [
    ["place", letter.place ?? ""],
    ["told", words("told", letter.told ?? [])],
    ["for", letter.for ? known(`for_${letter.for}`, letter.for) : ""],
    ["in_custody", custody],
    ["ways", words("ways", letter.ways ?? [])],
    ["fears", letter.fears ? known(`fears_${letter.fears}`, letter.fears) : ""],
  ];
  for (const [name, value] of rows) if (value) list.append(row(word(name), value));
  return list;
}

/** @param {string} name @param {string} otherwise */
function known(name, otherwise) {
  const found = word(name);
  return found === name ? otherwise : found;
}

/** @param {string} term @param {string} value */
export function row(term, value) {
  const made = element("div");
  const said = element("dd", value);
  said.dir = "auto";
  made.append(element("dt", term), said);
  return made;
}

/** A file by its name and size. @param {Named} named */
export function fileLine(named) {
  const line = element("p");
  const name = element("bdi", named.name || word("unnamed"));
  line.append(name, ` · ${filled(word("bytes"), { size: Math.max(1, Math.round(named.size / 1000)) })}`);
  return line;
}
