/**
 * Reading what people type: numbers with point or comma, intervals, yes or no, ticked lists, periods.
 * What can be read in two ways is refused, never guessed. Twin of duties/standards/reading.py.
 * @module
 */
import { fraction, isWhole, order, over, read } from "./fractions.js";
import { sentence } from "./deriving.js";
import { Checklist, Interval, Period, writtenDay } from "./values.js";

/** @typedef {import("./book.js").Measure} Measure */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./deriving.js").Sentence} Sentence */

/** What cannot be read, why, and what to write instead. */
export class NotRead {
  /** @param {string} why @param {string} instead @param {Measure} measure @param {string} said
   * @param {Record<string, unknown>} [facts] */
  constructor(why, instead, measure, said, facts = {}) {
    const shown = said.length <= LONGEST ? said : `${said.slice(0, LONGEST)}…`;
    const all = { said: { said: shown }, measure: { measure: measure.id }, ...facts };
    this.why = sentence(why, all);
    this.instead = sentence(instead, all);
  }
}

const LONGEST = 60;
const NOT_MEASURED = new Set(["", "-", "–", "—", "?", "n/a", "na", "n.a.", "not measured", "not known", "unknown"]);
for (const one of ["non mesuré", "inconnu", "nicht gemessen", "unbekannt"]) NOT_MEASURED.add(one);
const TRUE = new Set(["yes", "y", "true", "1", "x", "oui", "o", "vrai", "ja", "j", "wahr"]);
const FALSE = new Set(["no", "n", "false", "0", "non", "faux", "nein", "falsch"]);
const NONE = new Set(["none", "aucun", "aucune", "keine"]);
const ALL = new Set(["all", "tous", "toutes", "alle"]);
/** @type {Record<string, string[]>} */
const UNIT_SIGNS = {
  m2: ["sqm", "m2", "m²", "qm"],
  "m2 per person": ["m² per person", "m²/person", "m2/person", "m2", "m²"],
  m: ["m"],
  min: ["minutes", "min"],
  h: ["heures", "hours", "h"],
  "h per day": ["heures", "h/day", "hours", "h"],
  day: ["jours", "tage", "days", "day", "d"],
  month: ["months", "mois"],
};
const NUMBER = /^(\d{1,12})(?:([.,])(\d{1,12}))?$/;
const GROUPED = /^[1-9]\d{0,2}[.,]\d{3}$/;
const GROUPS = /[1-9]\d{0,2}(?:[ \u00a0\u202f']\d{3})+(?=$|[.,])/g;
const MIXED = /^[1-9]\d{0,2}(?:(?:\.\d{3})+,|(?:,\d{3})+\.)\d+$/;
const SHARE = /^(\d{1,9})\s*\/\s*(\d{1,9})$/;
const BETWEEN = /\s*(?:\.\.+|…|–)\s*/;

/**
 * The value that ``text`` writes for ``measure``; null where it says that nobody measured it.
 *
 * ``decimal`` is the sign before decimals where there is but one; ``on`` is the day that ends a period that still runs.
 * @param {Measure} measure @param {string} text @param {{decimal?: string, on?: string}} [given]
 * @returns {Value | NotRead | null}
 */
export function parseValue(measure, text, { decimal = "", on = "" } = {}) {
  const said = text.trim().split(/\s+/).join(" ");
  if (NOT_MEASURED.has(said.toLowerCase())) return null;
  switch (measure.kind) {
    case "truth":
      return truth(measure, said);
    case "checklist":
      return checklist(measure, said);
    case "choice":
      return choice(measure, said);
    case "periods":
      return periods(measure, said, on);
    default:
      return interval(measure, said, decimal);
  }
}

// Numbers

/** @param {Measure} measure @param {string} said @param {string} decimal */
function interval(measure, said, decimal) {
  const ends = parts(withoutUnit(measure, said));
  if (ends.some((one) => /^[-−]/.test(one) && number(one.slice(1), decimal).number)) {
    return new NotRead("NEGATIVE", "LEAVE_EMPTY", measure, said);
  }
  const found = ends.map((end) => (measure.kind === "ratio" && share(end)) || number(end, decimal));
  if (found.some((one) => one.ambiguous)) return new NotRead("TWO_WAYS", "WRITE_PLAINLY", measure, said);
  const [low, high = low] = found.map((one) => one.number);
  if (!low || !high) return new NotRead("NO_NUMBER", "WRITE_NUMBER", measure, said);
  return sound(measure, said, low, high);
}

/** Both ends of what was written, or the one. @param {string} bare */
function parts(bare) {
  const at = BETWEEN.exec(bare);
  return at ? [bare.slice(0, at.index), bare.slice(at.index + at[0].length)] : [bare];
}

/** @param {Measure} measure @param {string} said @param {import("./fractions.js").Fraction} low
 * @param {import("./fractions.js").Fraction} high */
function sound(measure, said, low, high) {
  if (order(low, high) > 0) return new NotRead("TURNED_ROUND", "WRITE_NUMBER", measure, said);
  if (measure.kind === "count" && !(isWhole(low) && isWhole(high))) {
    return new NotRead("NOT_WHOLE", "LEAVE_EMPTY", measure, said);
  }
  if (measure.most && order(high, measure.most) > 0) {
    const facts = { most: new Interval(measure.most), unit: sentence(`UNIT_WORDS.${measure.unit}`) };
    return new NotRead("TOO_MUCH", "CHECK_UNIT", measure, said, facts);
  }
  return new Interval(low, high);
}

/** The number without the sign of its own unit behind it; another unit is left, and so refused.
 * @param {Measure} measure @param {string} said */
function withoutUnit(measure, said) {
  for (const sign of UNIT_SIGNS[measure.unit] ?? []) {
    const before = said.slice(0, -sign.length).trimEnd();
    if (said.toLowerCase().endsWith(sign) && /\d$/.test(before)) return before;
  }
  return said;
}

/** @param {string} said @param {string} decimal
 * @returns {{number?: import("./fractions.js").Fraction, ambiguous?: boolean}} */
function number(said, decimal) {
  let plain = said.replace(GROUPS, (groups) => groups.replace(/\D/g, ""));
  if (MIXED.test(plain)) plain = plain.replace(/[.,](?=.*[.,])/g, ""); // the last sign stands before the decimals
  const found = NUMBER.exec(plain);
  if (!found) return {};
  const [, whole, sign, part] = found;
  if (sign && GROUPED.test(plain) && (decimal ? sign !== decimal : sign === ",")) return { ambiguous: true };
  return { number: read(part ? `${whole}.${part}` : whole) };
}

/** 19/20 or 95%; null for what is no share of its own and read as a number.
 * @param {string} said @returns {{number?: import("./fractions.js").Fraction, ambiguous?: boolean} | null} */
function share(said) {
  const found = SHARE.exec(said);
  if (found) return Number(found[2]) ? { number: fraction(BigInt(found[1]), BigInt(found[2])) } : null;
  const part = said.endsWith("%") && number(said.slice(0, -1).trimEnd(), ".").number;
  return part ? { number: over(part, read(100)) } : null;
}

// Words

/** @param {Measure} measure @param {string} said */
function truth(measure, said) {
  const word = said.toLowerCase();
  if (TRUE.has(word) || FALSE.has(word)) return TRUE.has(word);
  return new NotRead("NO_TRUTH", "WRITE_TRUTH", measure, said);
}

/** Entries with ; between. Those not named were looked for and not found; ?entry was not looked at.
 * @param {Measure} measure @param {string} said */
function checklist(measure, said) {
  const items = Object.keys(measure.items);
  if (ALL.has(said.toLowerCase())) return new Checklist(items);
  if (NONE.has(said.toLowerCase())) return new Checklist([], items);
  /** @type {Map<string, string>} */
  const marks = new Map();
  for (const part of said.split(";").map((one) => one.trim()).filter(Boolean)) {
    const mark = "-?".includes(part[0]) ? part[0] : "";
    const name = mark ? part.slice(1).trim() : part;
    const item = itemOf(measure, name);
    if (!item) return new NotRead("NOT_AN_ITEM", "WRITE_ITEMS", measure, name, { items: { said: items.join("; ") } });
    if ((marks.get(item) ?? mark) !== mark) return new NotRead("BOTH_WAYS", "SAY_ONCE", measure, name);
    marks.set(item, mark);
  }
  const present = items.filter((item) => marks.get(item) === "");
  return new Checklist(present, items.filter((item) => marks.get(item) !== "" && marks.get(item) !== "?"));
}

/** The entry of a checklist or choice that a name means: its id, or its label in any language.
 * @param {Measure} measure @param {string} name */
export function itemOf(measure, name) {
  const plain = (/** @type {string} */ one) => one.toLowerCase().replaceAll(" ", "_");
  const found = Object.entries(measure.items).find(([item, label]) =>
    [item, ...Object.values(label).map(plain)].includes(plain(name)),
  );
  return found ? found[0] : "";
}

/** @param {Measure} measure @param {string} said */
function choice(measure, said) {
  const items = Object.keys(measure.items);
  if (measure.ordered && /^\d+$/.test(said) && Number(said) < items.length) return items[Number(said)];
  const found = itemOf(measure, said);
  return found || new NotRead("NOT_AN_ITEM", "WRITE_ITEMS", measure, said, { items: { said: items.join("; ") } });
}

/** @param {Measure} measure @param {string} said @param {string} on */
function periods(measure, said, on) {
  const found = [];
  for (const part of said.split(";").map((one) => one.trim()).filter(Boolean)) {
    const at = part.indexOf("..");
    const rest = at < 0 ? "" : part.slice(at + 2).trim();
    const [last, ...offence] = rest.split(" ");
    const begins = writtenDay((at < 0 ? part : part.slice(0, at)).trim());
    const ends = last ? writtenDay(last) : on;
    if (at >= 0 && begins && !last && !on) return new NotRead("STILL_RUNS", "GIVE_LAST", measure, part);
    if (at < 0 || !begins || !ends || ends < begins) return new NotRead("NO_PERIOD", "WRITE_PERIOD", measure, part);
    found.push(new Period(begins, ends, offence.join(" ").trim()));
  }
  return found.length ? found : null;
}
