/** The functions of XPath and ODK that expressions of check-lists call. What is not here, the office names (NOT_IN_THE_APP). */

import { dayOf, formatted, isDate, localDay, localMoment, toDays } from "./days.js";
import { asBoolean, asNodes, asNumber, asString, stringOf, valueOf } from "./xpath.js";

/**
 * @typedef {import("./xpath.js").Value} Value
 * @typedef {import("./xpath.js").TreeNode} TreeNode
 * @typedef {{context: import("./xpath.js").Context, args: import("./xpath_reading.js").Expression[], value: (place: number) => Value}} Call
 */

/** @param {Call} call @param {number} place */
const text = (call, place) => (place < call.args.length ? asString(call.value(place)) : "");
/** @param {Call} call @param {number} place */
const number = (call, place) => asNumber(call.value(place));
/** @param {Call} call @returns {Value[]} */
const all = (call) => call.args.map((_one, place) => call.value(place));
/** Everything in the arguments, nodes one by one. @param {Call} call @param {number} [from] */
const strings = (call, from = 0) => all(call).slice(from).flatMap((one) => (Array.isArray(one) ? one.map(stringOf) : [asString(one)]));
/** @param {Call} call */
const numbers = (call) => strings(call).filter((one) => one !== "").map((one) => asNumber(one));
/** @param {string} list */
const chosen = (list) => list.split(/\s+/).filter(Boolean);

/** @param {(x: number) => number} f @returns {(call: Call) => Value} */
const reckoning = (f) => (call) => f(number(call, 0));

/** Half up, away from zero, to so many decimals. @param {number} value @param {number} [decimals] */
export function rounded(value, decimals = 0) {
  const factor = 10 ** decimals;
  const scaled = Number((Math.abs(value) * factor).toPrecision(15));
  return (Math.sign(value) * Math.round(scaled)) / factor;
}

/** The place of a node among those of its name. @param {TreeNode} node */
export function placeAmong(node) {
  const siblings = node.parent?.children.filter((one) => one.name === node.name) ?? [node];
  return siblings.indexOf(node) + 1;
}

/** A node of another repetition: indexed-repeat(node, repeat, index, …). @param {Call} call @returns {TreeNode[]} */
function indexedRepeat(call) {
  const apart = { ...call.context, current: call.context.form.root, node: call.context.form.root };
  const [wanted, ...rest] = call.args;
  let nodes = wanted?.op === "path" ? asNodes(valueOf(anywhere(wanted, call), apart)) : [];
  for (let place = 0; place + 1 < rest.length; place += 2) {
    const repeat = /** @type {any} */ (rest[place]);
    const name = repeat.steps?.at(-1)?.name;
    const index = number(call, place + 2);
    nodes = nodes.filter((node) => {
      for (let above = /** @type {TreeNode | null} */ (node); above; above = above.parent) if (above.name === name && above.repeats) return placeAmong(above) === index;
      return false;
    });
  }
  return nodes;
}

/** A path from the root that means the same nodes in every repetition. @param {any} path @param {Call} call */
function anywhere(path, call) {
  if (path.start === "root") return path;
  const found = asNodes(valueOf(path, call.context))[0];
  /** @type {string[]} */
  const names = [];
  for (let above = found ?? null; above?.parent; above = above.parent) names.unshift(above.name);
  return { op: "path", start: "root", predicates: [], steps: names.map((name) => ({ axis: "child", name, predicates: [] })) };
}

/** @param {Call} call @param {boolean} weighted */
function isEnough(call, weighted) {
  const values = all(call).slice(2);
  let sum = 0;
  for (let place = 0; place < values.length; place += weighted ? 2 : 1) {
    const one = values[place] ?? "";
    const held = Array.isArray(one) ? one.filter((node) => asBoolean(stringOf(node)) && stringOf(node) !== "0").length : Number(asBoolean(one));
    sum += held * (weighted ? asNumber(values[place + 1] ?? 0) : 1);
  }
  const least = number(call, 0);
  const most = number(call, 1);
  return (least < 0 || sum >= least) && (most < 0 || sum <= most);
}

/** @param {Call} call */
function date(call) {
  const value = call.value(0);
  const said = asString(value);
  if (typeof value !== "number" && isDate(said)) return said.length === 10 ? said : localDay(new Date(said));
  return dayOf(asNumber(value));
}

/** @type {Record<string, (call: Call) => Value>} */
export const FUNCTIONS = {
  // XPath 1.0
  last: ({ context }) => context.size,
  position: (call) => (call.args.length ? placeAmong(/** @type {TreeNode} */ (asNodes(call.value(0))[0] ?? call.context.node)) : call.context.position),
  count: (call) => asNodes(call.value(0)).length,
  name: (call) => (call.args.length ? asNodes(call.value(0))[0]?.name ?? "" : call.context.node.name),
  "local-name": (call) => (call.args.length ? asNodes(call.value(0))[0]?.name ?? "" : call.context.node.name),
  string: (call) => (call.args.length ? text(call, 0) : stringOf(call.context.node)),
  concat: (call) => strings(call).join(""),
  "starts-with": (call) => text(call, 0).startsWith(text(call, 1)),
  "ends-with": (call) => text(call, 0).endsWith(text(call, 1)),
  contains: (call) => text(call, 0).includes(text(call, 1)),
  "substring-before": (call) => (text(call, 0).includes(text(call, 1)) ? text(call, 0).slice(0, text(call, 0).indexOf(text(call, 1))) : ""),
  "substring-after": (call) => (text(call, 0).includes(text(call, 1)) ? text(call, 0).slice(text(call, 0).indexOf(text(call, 1)) + text(call, 1).length) : ""),
  substring: (call) => text(call, 0).slice(number(call, 1) - 1, call.args.length > 2 ? number(call, 1) - 1 + number(call, 2) : undefined),
  "string-length": (call) => (call.args.length ? text(call, 0) : stringOf(call.context.node)).length,
  "normalize-space": (call) => (call.args.length ? text(call, 0) : stringOf(call.context.node)).trim().replace(/\s+/g, " "),
  translate: (call) => {
    const from = [...text(call, 1)];
    const to = [...text(call, 2)];
    return [...text(call, 0)].map((sign) => (from.includes(sign) ? (to[from.indexOf(sign)] ?? "") : sign)).join("");
  },
  boolean: (call) => asBoolean(call.value(0)),
  not: (call) => !asBoolean(call.value(0)),
  true: () => true,
  false: () => false,
  number: (call) => asNumber(call.args.length ? call.value(0) : stringOf(call.context.node)),
  sum: (call) => numbers(call).reduce((one, other) => one + other, 0),
  floor: reckoning(Math.floor),
  ceiling: reckoning(Math.ceil),
  round: (call) => rounded(number(call, 0), call.args.length > 1 ? number(call, 1) : 0),
  // ODK
  if: (call) => call.value(asBoolean(call.value(0)) ? 1 : 2),
  coalesce: (call) => strings(call).find((one) => one !== "") ?? "",
  selected: (call) => chosen(text(call, 0)).includes(text(call, 1).trim()),
  "selected-at": (call) => chosen(text(call, 0))[number(call, 1)] ?? "",
  "count-selected": (call) => chosen(text(call, 0)).length,
  "jr:choice-name": (call) => call.context.form.choiceName(text(call, 0), text(call, 1)),
  "jr:itext": (call) => call.context.form.itext(text(call, 0)),
  "indexed-repeat": indexedRepeat,
  "count-non-empty": (call) => asNodes(call.value(0)).filter((one) => stringOf(one) !== "").length,
  current: ({ context }) => [context.current],
  instance: (call) => {
    const found = call.context.form.instances.get(text(call, 0));
    return found ? [found] : [];
  },
  randomize: (call) => call.value(0),
  today: ({ context }) => localDay(context.form.now()),
  now: ({ context }) => localMoment(context.form.now()),
  date,
  "date-time": (call) => (isDate(text(call, 0)) ? text(call, 0) : ""),
  "decimal-date-time": (call) => (isDate(text(call, 0)) ? toDays(text(call, 0)) : NaN),
  "decimal-time": (call) => {
    const [hours = NaN, minutes = 0] = text(call, 0).split(/[:.]/).map(Number);
    return (hours * 60 + minutes) / 1440;
  },
  "format-date": (call) => formatted(text(call, 0), text(call, 1)),
  "format-date-time": (call) => formatted(text(call, 0), text(call, 1)),
  regex: (call) => new RegExp(`^(?:${text(call, 1)})$`).test(text(call, 0)),
  substr: (call) => text(call, 0).slice(number(call, 1), call.args.length > 2 ? number(call, 2) : undefined),
  uuid: () => crypto.randomUUID(),
  int: (call) => Math.trunc(number(call, 0)),
  min: (call) => (numbers(call).length ? Math.min(...numbers(call)) : NaN),
  max: (call) => (numbers(call).length ? Math.max(...numbers(call)) : NaN),
  pow: (call) => number(call, 0) ** number(call, 1),
  abs: reckoning(Math.abs),
  sin: reckoning(Math.sin),
  cos: reckoning(Math.cos),
  tan: reckoning(Math.tan),
  asin: reckoning(Math.asin),
  acos: reckoning(Math.acos),
  atan: reckoning(Math.atan),
  atan2: (call) => Math.atan2(number(call, 0), number(call, 1)),
  sqrt: reckoning(Math.sqrt),
  exp: reckoning(Math.exp),
  exp10: (call) => 10 ** number(call, 0),
  log: reckoning(Math.log),
  log10: reckoning(Math.log10),
  pi: () => Math.PI,
  random: () => Math.random(),
  checklist: (call) => isEnough(call, false),
  "weighted-checklist": (call) => isEnough(call, true),
  join: (call) => strings(call, 1).join(text(call, 0)),
  "boolean-from-string": (call) => ["true", "1"].includes(text(call, 0)),
};
