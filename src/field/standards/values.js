/**
 * What a measurement holds: numbers that may be intervals, yes or no, ticked lists, words, periods.
 * Nothing stands for *not measured*: a measure that nobody took is not among the values of a subject.
 * @module
 */
import { fraction, order, read, written, ZERO } from "./fractions.js";

/** @typedef {import("./fractions.js").Fraction} Fraction */
/** @typedef {Interval | boolean | Checklist | string | Period[]} Value */

/** A number that lies between ``low`` and ``high``, both of them possible; one number where both are the same. */
export class Interval {
  /** @param {Fraction} low @param {Fraction} [high] */
  constructor(low, high = low) {
    if (order(low, high) > 0) throw new RangeError(`${written(low)} is more than ${written(high)}`);
    this.low = low;
    this.high = high;
  }

  /** @param {string | number} low @param {string | number} [high] */
  static of(low, high = low) {
    return new Interval(read(low), read(high));
  }

  get isExact() {
    return order(this.low, this.high) === 0;
  }

  toString() {
    return this.isExact ? written(this.low) : `${written(this.low)}..${written(this.high)}`;
  }
}

/** What was looked for: what was found, and what was not. What stands in neither was not looked at. */
export class Checklist {
  /** @param {Iterable<string>} [present] @param {Iterable<string>} [absent] */
  constructor(present = [], absent = []) {
    this.present = new Set(present);
    this.absent = new Set(absent);
  }

  toString() {
    const ticked = [...[...this.present].sort(), ...[...this.absent].sort().map((item) => `-${item}`)];
    return ticked.join("; ") || "none";
  }
}

const DAY = 86_400_000;

/** How many days lie between two, as whole days. @param {string} from @param {string} to */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** The day after. @param {string} day */
export function dayAfter(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

/** The day that ``text`` writes as 2026-09-30; "" for every other form, and for what is no day of the calendar.
 * @param {string} text */
export function writtenDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "0001") return "";
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text ? text : "";
}

/** Days in solitary confinement, first and last included, for one offence where one is named. */
export class Period {
  /** @param {string} first @param {string} last @param {string} [offence] */
  constructor(first, last, offence = "") {
    if (last < first) throw new RangeError(`${last} is before ${first}`);
    this.first = first;
    this.last = last;
    this.offence = offence;
  }

  get days() {
    return daysBetween(this.first, this.last) + 1;
  }

  toString() {
    return `${this.first}..${this.last} ${this.offence}`.trimEnd();
  }
}

/** A value in a few signs that ``parseValue`` would read again. @param {Value | null | undefined} value */
export function told(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.map(String).join("; ") : String(value);
}

// Intervals

/** The difference, not below zero. @param {Interval} one @param {Interval} other */
export function less(one, other) {
  return new Interval(leftOf(one.low, other.high), leftOf(one.high, other.low));
}

/** @param {Fraction} one @param {Fraction} other */
function leftOf(one, other) {
  return order(one, other) > 0 ? fraction(one.n * other.d - other.n * one.d, one.d * other.d) : ZERO;
}
