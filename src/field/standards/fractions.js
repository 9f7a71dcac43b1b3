/**
 * Exact numbers: a fraction of whole numbers, never a float. Twin of Python's ``Fraction`` where the standards use it.
 * @module
 */

/** @typedef {{readonly n: bigint, readonly d: bigint}} Fraction */

/** @param {bigint} one @param {bigint} other @returns {bigint} */
function common(one, other) {
  let [a, b] = [one < 0n ? -one : one, other];
  while (b) [a, b] = [b, a % b];
  return a || 1n;
}

/**
 * The fraction of two whole numbers, in its lowest terms.
 * @param {bigint} n @param {bigint} [d] @returns {Fraction}
 */
export function fraction(n, d = 1n) {
  if (d === 0n) throw new RangeError("nothing can be divided by zero");
  const by = common(n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n);
  return Object.freeze({ n: n / by, d: d / by });
}

/**
 * The number that is written as 12, 12.5 or 19/20.
 * @param {string | number} written @returns {Fraction}
 */
export function read(written) {
  const found = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/.exec(String(written));
  if (!found) throw new RangeError(`${written} is no number`);
  const [, sign, whole, part = "", below] = found;
  const n = BigInt(whole + part) * (sign ? -1n : 1n);
  return fraction(n, below ? BigInt(below) : 10n ** BigInt(part.length));
}

export const ZERO = fraction(0n);

/** Below, at or above zero as ``one`` is less than, equal to or more than ``other``.
 * @param {Fraction} one @param {Fraction} other @returns {number} */
export function order(one, other) {
  const left = one.n * other.d - other.n * one.d;
  return left < 0n ? -1 : left > 0n ? 1 : 0;
}

/** @param {Fraction} one @param {Fraction} other */
export const plus = (one, other) => fraction(one.n * other.d + other.n * one.d, one.d * other.d);
/** @param {Fraction} one @param {Fraction} other */
export const minus = (one, other) => fraction(one.n * other.d - other.n * one.d, one.d * other.d);
/** @param {Fraction} one @param {Fraction} other */
export const times = (one, other) => fraction(one.n * other.n, one.d * other.d);
/** @param {Fraction} one @param {Fraction} other */
export const over = (one, other) => fraction(one.n * other.d, one.d * other.n);
/** How often ``other`` fits into ``one``, as a whole number; neither is negative.
 * @param {Fraction} one @param {Fraction} other */
export const fits = (one, other) => fraction((one.n * other.d) / (one.d * other.n));
/** @param {Fraction} one @param {Fraction} other */
export const most = (one, other) => (order(one, other) < 0 ? other : one);
/** @param {Fraction} one */
export const isWhole = (one) => one.d === 1n;

const SHOWN = 2;
const EXACT = 6;

/**
 * A number in decimals: exact where it ends after six at most, else with "≈".
 *
 * What is rounded is never a round number: thresholds are, and nobody must read 3.00 where it is less.
 * @param {Fraction} number @returns {string}
 */
export function written(number) {
  const sign = number.n < 0n ? "-" : "";
  const held = fraction(number.n < 0n ? -number.n : number.n, number.d);
  const scaled = fraction(held.n * 10n ** BigInt(EXACT), held.d);
  if (isWhole(scaled)) return sign + decimals(scaled.n, EXACT).replace(/\.?0+$/, "");
  let digits = SHOWN;
  while (digits < 2 * EXACT && rounded(held, digits) % 10n ** BigInt(digits - 1) === 0n) digits += 1;
  return `≈ ${sign}${decimals(rounded(held, digits), digits)}`;
}

/** @param {bigint} units @param {number} digits */
function decimals(units, digits) {
  const by = 10n ** BigInt(digits);
  return `${units / by}.${String(units % by).padStart(digits, "0")}`;
}

/** The whole number of units nearest to it; of two as near, the even one.
 * @param {Fraction} number @param {number} digits */
function rounded(number, digits) {
  const n = number.n * 10n ** BigInt(digits);
  const [whole, rest] = [n / number.d, n % number.d];
  const twice = rest * 2n - number.d;
  return twice > 0n || (twice === 0n && whole % 2n === 1n) ? whole + 1n : whole;
}
