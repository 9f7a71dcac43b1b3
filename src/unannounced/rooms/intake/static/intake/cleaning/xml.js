// @ts-check
/**
 * XML, read from its first letter to its last and written again as it was, but for what a rule takes out or changes. Comments and
 * instructions go. What declares a type of document, and so could name entities, is not taken.
 *
 * @typedef {{name: string, local: string, value: string}} Attribute `local`: without its prefix; `value` as it is coded
 * @typedef {object} Rule
 * @property {(element: Element) => boolean} element whether it stays; it may change the element's attributes, and what it `says`
 * @property {(text: string, local: string) => string} [text] what becomes of a coded text inside of an element
 * @property {boolean} [loose] elements need not be closed, as in VML; then none can be taken out
 */

import { Malformed } from "./pieces.js";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const ATTRIBUTE = /\s+([^\s=/>"']+)\s*=\s*("[^"<]*"|'[^'<]*')/y;
const LONGEST_TAG = 1024 * 1024;
const CODES = /** @type {Record<string, string>} */ ({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" });
const [QUOTE, APOSTROPHE, GREATER] = [34, 39, 62];

/** The beginning of an element. */
export class Element {
  /** @param {string} raw `<w:p w:rsidR="00A1">` @param {string} inside local name of the element around it */
  constructor(raw, inside) {
    this.raw = raw;
    this.inside = inside;
    this.name = /^<([^\s/>"'=<]+)/.exec(raw)?.[1] ?? "";
    this.local = localOf(this.name);
    this.empty = raw.endsWith("/>");
    /** What it says instead of what stands in it. @type {string | null} */
    this.says = null;
    /** @type {Attribute[] | null} */
    this.read = null;
    if (!this.name) throw new Malformed();
  }

  /** @returns {Attribute[]} */
  get attributes() {
    return (this.read ??= attributesIn(this.raw, 1 + this.name.length));
  }

  /** The value of an attribute by its local name, decoded. @param {string} local @returns {string} */
  get(local) {
    return decoded(this.attributes.find((one) => one.local === local)?.value ?? "");
  }

  /** Another value for every attribute, or none. @param {(attribute: Attribute) => string | null} to */
  change(to) {
    this.read = this.attributes.flatMap((one) => {
      const value = to(one);
      return value === null ? [] : [{ ...one, value }];
    });
  }

  /** @returns {string} */
  written() {
    if (!this.read) return this.raw;
    const said = this.read.map(({ name, value }) => ` ${name}="${value.replaceAll('"', "&quot;")}"`).join("");
    return `<${this.name}${said}${this.empty ? "/>" : ">"}`;
  }
}

/** A document by a rule. @param {Uint8Array} bytes @param {Rule} rule @returns {Uint8Array} throws `Malformed` */
export function edited(bytes, rule) {
  const text = textOf(bytes);
  const [kept, open] = [[HEAD], /** @type {Element[]} */ ([])];
  let [out, closes] = [0, false]; // how many elements are open inside of what is left out, 0 where nothing is; whether its end is kept
  for (const token of tokens(text)) {
    const around = open.at(-1);
    if (token.startsWith("</")) {
      closed(open, token, rule.loose);
      const over = out > open.length;
      if (!out || (over && closes)) kept.push(token);
      if (over) out = 0;
    } else if (token.startsWith("<") && !token.startsWith("<![")) {
      const element = new Element(token, around?.local ?? "");
      if (!element.empty) open.push(element);
      if (out) continue;
      const stays = rule.element(element) || rule.loose === true;
      if (stays) kept.push(element.written());
      if (element.empty || (stays && element.says === null)) continue;
      if (stays) kept.push(element.says ?? "");
      [out, closes] = [open.length, stays];
    } else if (!out && around) kept.push(rule.text ? rule.text(token, around.local) : token);
  }
  if (open.length && !rule.loose) throw new Malformed();
  return new TextEncoder().encode(kept.join(""));
}

/** @param {Element[]} open @param {string} token @param {boolean} [loose] */
function closed(open, token, loose) {
  const name = token.slice(2, -1).trim();
  if (open.at(-1)?.name === name) open.pop();
  else if (!loose) throw new Malformed();
}

/** Tags, pieces of text and of CDATA, without what declares, comments or instructs. @param {string} text @returns {Generator<string>} */
function* tokens(text) {
  for (let at = 0; at < text.length; ) {
    const begin = text.indexOf("<", at);
    if (begin !== at) yield text.slice(at, begin === -1 ? text.length : begin);
    if (begin === -1) return;
    if (text.startsWith("<!--", begin)) at = behind(text, "-->", begin + 4);
    else if (text.startsWith("<?", begin)) at = behind(text, "?>", begin + 2);
    else {
      if (text[begin + 1] === "!" && !text.startsWith("<![CDATA[", begin)) throw new Malformed();
      at = text[begin + 1] === "!" ? behind(text, "]]>", begin) : behindTag(text, begin);
      yield text.slice(begin, at);
    }
  }
}

/** @param {string} text @param {string} end @param {number} from */
function behind(text, end, from) {
  const at = text.indexOf(end, from);
  if (at === -1) throw new Malformed();
  return at + end.length;
}

/** The place behind a tag; what stands between quotation marks may hold its last letter. @param {string} text @param {number} begin */
function behindTag(text, begin) {
  const last = Math.min(text.length, begin + LONGEST_TAG);
  for (let at = begin + 1, quote = 0; at < last; at += 1) {
    const letter = text.charCodeAt(at);
    if (quote) quote = letter === quote ? 0 : quote;
    else if (letter === QUOTE || letter === APOSTROPHE) quote = letter;
    else if (letter === GREATER) return at + 1;
  }
  throw new Malformed();
}

/** @param {string} raw @param {number} from @returns {Attribute[]} */
function attributesIn(raw, from) {
  const found = [];
  let at = from;
  for (ATTRIBUTE.lastIndex = at; ; ) {
    const one = ATTRIBUTE.exec(raw);
    if (!one) break;
    found.push({ name: one[1], local: localOf(one[1]), value: one[2].slice(1, -1) });
    at = ATTRIBUTE.lastIndex;
  }
  if (!/^\s*\/?>$/.test(raw.slice(at))) throw new Malformed();
  return found;
}

/** @param {string} name */
function localOf(name) {
  return name.slice(name.indexOf(":") + 1);
}

/** A coded text or value as it is meant. @param {string} coded @returns {string} */
export function decoded(coded) {
  return coded.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g, (all, hex, number, name) => {
    const point = hex ? parseInt(hex, 16) : Number(number);
    if (name) return CODES[name] ?? all;
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}

/** A text or value, coded. @param {string} meant @returns {string} */
export function coded(meant) {
  return meant.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** @param {Uint8Array} bytes @returns {string} */
function textOf(bytes) {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  try {
    const text = new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
    const declared = /^\s*<\?xml[^>]{0,200}?encoding=["']([\w-]+)/.exec(text)?.[1].toLowerCase() ?? "utf-8";
    if (!wide && !["utf-8", "utf8", "us-ascii"].includes(declared)) throw new Malformed();
    return text;
  } catch (problem) {
    throw problem instanceof TypeError ? new Malformed() : problem;
  }
}
