/** Evaluates XPath 1.0 with the functions of ODK over a tree of plain nodes. No DOM: it runs the same under Node. */

import { FUNCTIONS } from "./odk_functions.js";
import { isDate, toDays } from "./days.js";
import { readExpression } from "./xpath_reading.js";

/**
 * @typedef {{name: string, parent: TreeNode | null, children: TreeNode[], text: string, attributes: Record<string, string>, repeats: boolean}} TreeNode
 * @typedef {string | number | boolean | TreeNode[]} Value
 * @typedef {{node: TreeNode, current: TreeNode, position: number, size: number, form: Surroundings}} Context
 * @typedef {{root: TreeNode, instances: Map<string, TreeNode>, now: () => Date, choiceName: (value: string, path: string) => string, itext: (id: string) => string}} Surroundings
 * @typedef {import("./xpath_reading.js").Expression} Expression
 */

/**
 * @param {string} name
 * @param {TreeNode | null} [parent]
 * @returns {TreeNode}
 */
export function newNode(name, parent = null) {
  return { name, parent, children: [], text: "", attributes: {}, repeats: false };
}

/**
 * @param {string} text
 * @param {TreeNode} node
 * @param {Surroundings} form
 * @returns {Value}
 */
export function evaluate(text, node, form) {
  return valueOf(readExpression(text), { node, current: node, position: 1, size: 1, form });
}

/** @param {Expression} expression @param {Context} context @returns {Value} */
export function valueOf(expression, context) {
  switch (expression.op) {
    case "number":
    case "string":
      return expression.value;
    case "minus":
      return -asNumber(valueOf(expression.of, context));
    case "path":
      return nodesOf(expression, context);
    case "call":
      return called(expression, context);
    default:
      return joined(expression, context);
  }
}

/** @param {Extract<Expression, {op: "call"}>} call @param {Context} context @returns {Value} */
function called({ name, args }, context) {
  const f = FUNCTIONS[name];
  if (!f) throw new Error(`no function ${name}`);
  return f({ context, args, value: (place) => valueOf(/** @type {Expression} */ (args[place]), context) });
}

/** @param {Extract<Expression, {op: "binary"}>} expression @param {Context} context @returns {Value} */
function joined({ with: sign, left, right }, context) {
  if (sign === "or") return asBoolean(valueOf(left, context)) || asBoolean(valueOf(right, context));
  if (sign === "and") return asBoolean(valueOf(left, context)) && asBoolean(valueOf(right, context));
  const one = valueOf(left, context);
  const other = valueOf(right, context);
  if (sign === "|") return [...new Set([...asNodes(one), ...asNodes(other)])];
  if (["=", "!=", "<", "<=", ">", ">="].includes(sign)) return compared(sign, one, other);
  return reckoned(sign, asNumber(one), asNumber(other));
}

/** @param {string} sign @param {number} one @param {number} other */
function reckoned(sign, one, other) {
  switch (sign) {
    case "+":
      return one + other;
    case "-":
      return one - other;
    case "*":
      return one * other;
    case "div":
      return one / other;
    default:
      return one % other;
  }
}

/** A comparison holds if it does for any node. @param {string} sign @param {Value} one @param {Value} other @returns {boolean} */
function compared(sign, one, other) {
  if (Array.isArray(one) && typeof other !== "boolean") return one.some((node) => compared(sign, stringOf(node), other));
  if (Array.isArray(other) && typeof one !== "boolean") return other.some((node) => compared(sign, one, stringOf(node)));
  if (sign === "=" || sign === "!=") return equal(one, other) === (sign === "=");
  const left = asNumber(one);
  const right = asNumber(other);
  if (sign === "<") return left < right;
  if (sign === "<=") return left <= right;
  return sign === ">" ? left > right : left >= right;
}

/** @param {Value} one @param {Value} other */
function equal(one, other) {
  if (typeof one === "boolean" || typeof other === "boolean") return asBoolean(one) === asBoolean(other);
  if (typeof one === "number" || typeof other === "number") return asNumber(one) === asNumber(other);
  return asString(one) === asString(other);
}

/** @param {Extract<Expression, {op: "path"}>} path @param {Context} context @returns {TreeNode[]} */
function nodesOf({ start, predicates, steps }, context) {
  let nodes = start === "here" ? [context.node] : start === "root" ? [context.form.root] : asNodes(valueOf(start, context));
  for (const predicate of predicates) nodes = kept(nodes, predicate, context);
  for (const step of steps) {
    /** @type {Set<TreeNode>} */
    const found = new Set();
    for (const node of nodes) {
      let here = along(step, node);
      if (start === "root" && !step.predicates.length) here = ownRepeat(here, context.current);
      for (const predicate of step.predicates) here = kept(here, predicate, context);
      for (const one of here) found.add(one);
    }
    nodes = [...found];
  }
  return nodes;
}

/** An absolute path through a repeat means the repetition one is in (ODK XForms). @param {TreeNode[]} nodes @param {TreeNode} from */
function ownRepeat(nodes, from) {
  if (!nodes.some((one) => one.repeats)) return nodes;
  for (let above = /** @type {TreeNode | null} */ (from); above; above = above.parent) if (nodes.includes(above)) return [above];
  return nodes;
}

/** @param {import("./xpath_reading.js").Step} step @param {TreeNode} node @returns {TreeNode[]} */
function along({ axis, name }, node) {
  const fits = (/** @type {TreeNode} */ one) => name === "*" || one.name === name;
  switch (axis) {
    case "self":
      return fits(node) ? [node] : [];
    case "parent":
      return node.parent && fits(node.parent) ? [node.parent] : [];
    case "attribute":
      return name in node.attributes ? [{ ...newNode(name, node), text: node.attributes[name] ?? "" }] : [];
    case "descendant":
      return descendants(node).filter(fits);
    default:
      return node.children.filter(fits);
  }
}

/** @param {TreeNode} node @returns {TreeNode[]} */
export function descendants(node) {
  return node.children.flatMap((one) => [one, ...descendants(one)]);
}

/** @param {TreeNode[]} nodes @param {Expression} predicate @param {Context} context */
function kept(nodes, predicate, context) {
  return nodes.filter((node, place) => {
    const value = valueOf(predicate, { ...context, node, position: place + 1, size: nodes.length });
    return typeof value === "number" ? value === place + 1 : asBoolean(value);
  });
}

/** @param {TreeNode} node @returns {string} */
export function stringOf(node) {
  return node.children.length ? node.children.map(stringOf).join("") : node.text;
}

/** @param {Value} value @returns {string} */
export function asString(value) {
  if (Array.isArray(value)) return value[0] ? stringOf(value[0]) : "";
  if (typeof value === "number") return Number.isNaN(value) ? "NaN" : String(Object.is(value, -0) ? 0 : value);
  return String(value);
}

/** A day counts as the days since 1970, as JavaRosa has it. @param {Value} value @returns {number} */
export function asNumber(value) {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  const text = asString(value).trim();
  if (isDate(text)) return toDays(text);
  return /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

/** @param {Value} value @returns {boolean} */
export function asBoolean(value) {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "number") return Boolean(value) && !Number.isNaN(value);
  return typeof value === "boolean" ? value : value.length > 0;
}

/** @param {Value} value @returns {TreeNode[]} */
export function asNodes(value) {
  if (!Array.isArray(value)) throw new Error("no nodes");
  return value;
}
