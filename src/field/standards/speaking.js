/**
 * The sentences of the standards in a language: words of the language's own file first, else those of rules.json.
 * @module
 */
import { order, read, written } from "./fractions.js";
import { Interval } from "./values.js";

/** @typedef {import("./book.js").RuleBook} RuleBook */
/** @typedef {import("./deriving.js").Sentence} Sentence */

const SIGNS = /** @type {Record<string, string>} */ ({ ge: "≥", gt: ">", le: "≤", lt: "<", eq: "=" });

/** Speaks of rules and measures in one language. ``own`` gives a sentence of the app's file for a key, or "". */
export class Speaker {
  /** @param {RuleBook} book @param {string} language @param {(key: string) => string} [own] */
  constructor(book, language, own = () => "") {
    this.book = book;
    this.language = language;
    this.own = own;
    this.decimal = own("standards.decimal") || (language === "fr" ? "," : ".");
    this.plain = false;
  }

  /** A sentence with its facts. @param {Sentence} sentence @returns {string} */
  say(sentence) {
    return this.named(sentence.say).replace(/\{(\w+)\}/g, (whole, name) =>
      name in sentence.facts ? this.fact(sentence.facts[name]) : whole,
    );
  }

  /** The words of a sentence by its name, without facts. @param {string} name */
  named(name) {
    return this.own(`standards.${name}`) || this.among(this.book.sentences[name] ?? { en: name });
  }

  /** @param {import("./book.js").Words} words */
  among(words) {
    return words[this.language] ?? words.en ?? "";
  }

  /** The label of a measure. @param {string} id */
  measure(id) {
    return this.own(`measures.${id}`) || this.among(this.book.measures[id]?.label ?? { en: id });
  }

  /** The label of an entry of a checklist or choice. @param {string} measure @param {string} item */
  item(measure, item) {
    return this.own(`measures.${measure}.${item}`) || this.among(this.book.measures[measure]?.items[item] ?? { en: item });
  }

  /** How a number is written here. @param {import("./fractions.js").Fraction | Interval} number */
  number(number) {
    const said = number instanceof Interval ? String(number).replace("..", this.plain ? ".." : " – ") : written(number);
    return this.decimal === "." ? said : said.replace(/(\d)\.(?=\d)/g, `$1${this.decimal}`);
  }

  /** @param {unknown} fact @returns {string} */
  fact(fact) {
    if (fact instanceof Interval) return this.number(fact);
    if (typeof fact === "string") return /^(≈ )?[\d.]+$/.test(fact) ? fact.replace(".", this.decimal) : fact;
    if (fact === null || typeof fact !== "object") return String(fact);
    const held = /** @type {any} */ (fact);
    if ("say" in held) return this.say(held);
    if ("op" in held) return this.condition(held);
    if ("measure" in held) return this.plain ? held.measure : this.measure(held.measure);
    if ("group" in held) return this.plain ? held.group : this.among(this.book.groups[held.group] ?? { en: held.group });
    return String(held.said);
  }

  /** @param {import("./book.js").Condition} condition */
  condition(condition) {
    const label = this.plain ? condition.measure : this.measure(condition.measure);
    if (!(condition.op in SIGNS)) return `${label}: ${this.named(condition.op === "is_true" ? "YES" : "NO")}`;
    return `${label} ${SIGNS[condition.op]} ${this.number(condition.threshold)}`;
  }
}

/** Speaks as Python's ``str`` of a sentence does: English, measures by their ids. @param {RuleBook} book */
export function plainly(book) {
  const speaker = new Speaker(book, "en");
  speaker.plain = true;
  return speaker;
}

/** Whether a number is under another, for whoever chooses a colour. @param {Interval} value @param {string} than */
export const isUnder = (value, than) => order(value.high, read(than)) < 0;
