/**
 * Solitary confinement counted in days: periods that adjoin are one, and no transfer to another cell ends one.
 * @module
 */
import { dayAfter, daysBetween, Interval } from "./values.js";

/** @typedef {import("./values.js").Period} Period */
/** @typedef {{first: string, last: string, held: number, periods: number}} Run */

/** The days a run lasted: at least those spent in solitary, at most all from the first to the last.
 * @param {Run} run */
export function daysOf(run) {
  return Interval.of(run.held, daysBetween(run.first, run.last) + 1);
}

/**
 * The periods merged, first first: a break counts only if it lasts ``gapDays`` days or more.
 * @param {Period[]} periods @param {number} gapDays @returns {Run[]}
 */
export function runs(periods, gapDays) {
  /** @type {Run[]} */
  const found = [];
  for (const one of [...periods].sort(inOrder)) {
    const before = found.at(-1);
    if (!before || daysBetween(before.last, one.first) - 1 >= Math.max(gapDays, 1)) {
      found.push({ first: one.first, last: one.last, held: one.days, periods: 1 });
      continue;
    }
    const begins = one.first > before.last ? one.first : dayAfter(before.last);
    before.held += Math.max(daysBetween(begins, one.last) + 1, 0);
    before.last = one.last > before.last ? one.last : before.last;
    before.periods += 1;
  }
  return found;
}

/** @param {Period} one @param {Period} other */
function inOrder(one, other) {
  const key = (/** @type {Period} */ of) => `${of.first} ${of.last} ${of.offence}`;
  return key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0;
}

/** The longest of the merged periods; of several the first. @param {Period[]} periods @param {number} gapDays */
export function longest(periods, gapDays) {
  return longestOf(runs(periods, gapDays));
}

/** The longest of the periods merged for each offence by itself. @param {Period[]} periods @param {number} gapDays */
export function longestForOneOffence(periods, gapDays) {
  const offences = [...new Set(periods.map((one) => one.offence))];
  return longestOf(offences.flatMap((offence) => runs(periods.filter((one) => one.offence === offence), gapDays)));
}

/** @param {Run[]} found */
function longestOf(found) {
  const [first, ...rest] = found;
  if (!first) throw new RangeError("no period at all");
  const span = (/** @type {Run} */ one) => daysBetween(one.first, one.last);
  const isMore = (/** @type {Run} */ one, /** @type {Run} */ other) =>
    span(one) > span(other) || (span(one) === span(other) && one.held > other.held);
  return rest.reduce((best, one) => (isMore(one, best) ? one : best), first);
}
