/** What a measurement holds, read and reckoned: values as texts on the one side, the standards on the other. Pure but for the words. */

import { read, times } from "../standards/fractions.js";
import { NotRead, parseValue } from "../standards/reading.js";
import { Checklist, Interval, told } from "../standards/values.js";

/** @typedef {import("../standards/book.js").RuleBook} RuleBook */
/** @typedef {import("../standards/values.js").Value} Value */

/**
 * What somebody typed, as the standards read it: a hyphen between two numbers is an interval, as number keys have no dots.
 * @param {string} text
 */
export function asTyped(text) {
  return text.replace(/(\d)\s*-\s*(?=\d)/, "$1..");
}

/**
 * How a value is kept: as the office reads it again. Entries of a checklist that nobody looked at are said as such.
 * @param {import("../standards/book.js").Measure} measure
 * @param {Value} value
 */
export function kept(measure, value) {
  if (!(value instanceof Checklist)) return told(value);
  const unseen = Object.keys(measure.items).filter((item) => !value.present.has(item) && !value.absent.has(item));
  const marked = [...[...value.present].sort(), ...[...value.absent].sort().map((one) => `-${one}`), ...unseen.map((one) => `?${one}`)];
  return value.present.size || value.absent.size ? marked.join("; ") : "";
}

/**
 * The values that can be read, and those that cannot.
 * @param {Record<string, string>} texts
 * @param {RuleBook} book
 * @returns {{values: Record<string, Value>, wrong: Record<string, NotRead>}}
 */
export function readValues(texts, book) {
  /** @type {Record<string, Value>} */
  const values = {};
  /** @type {Record<string, NotRead>} */
  const wrong = {};
  for (const [id, text] of Object.entries(texts)) {
    const measure = book.measures[id];
    if (!measure) continue; // of a later version: kept, not judged
    const found = parseValue(measure, asTyped(text));
    if (found instanceof NotRead) wrong[id] = found;
    else if (found !== null) values[id] = found;
  }
  return { values, wrong };
}

/**
 * Length times width in square metres, exactly; null where one of them cannot be read, or has more than three decimals.
 * @param {string} length
 * @param {string} width
 * @param {RuleBook} book
 * @returns {{area: Interval, narrowest: Interval} | null}
 */
export function product(length, width, book) {
  const [one, other] = [length, width].map((text) => {
    const measure = book.measures.wall_distance;
    const found = measure && parseValue(measure, asTyped(text ?? ""));
    return found instanceof Interval && !String(found).includes("≈") ? found : null;
  });
  if (!one || !other) return null;
  const area = new Interval(times(one.low, other.low), times(one.high, other.high));
  if (String(area).includes("≈")) return null;
  return { area, narrowest: orderOf(one, other) ? one : other };
}

/** @param {Interval} one @param {Interval} other */
function orderOf(one, other) {
  return one.high.n * other.high.d <= other.high.n * one.high.d;
}

/**
 * What is measured, as the standards are asked.
 * @param {Record<string, any>} details
 * @param {string} placeKind
 * @param {RuleBook} book
 * @returns {import("../standards/evaluating.js").Subject}
 */
export function subjectOf(details, placeKind, book) {
  const { values } = readValues(details.values ?? {}, book);
  return { place: placeKind, groups: details.groups ?? [], room: details.room_kind ?? "", values };
}

/**
 * Whether a number is more than none.
 * @param {Value | undefined} value
 */
export function isSome(value) {
  return value instanceof Interval && value.high.n > read(0).n;
}
