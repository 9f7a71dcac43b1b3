/** Reads XPath 1.0 as XForms use it, into a tree that xpath.js evaluates. Each expression is read once. */

/**
 * @typedef {{axis: "child" | "parent" | "self" | "attribute" | "descendant", name: string, predicates: Expression[]}} Step
 * @typedef {{op: "number", value: number} | {op: "string", value: string}
 *   | {op: "call", name: string, args: Expression[]}
 *   | {op: "path", start: "root" | "here" | Expression, predicates: Expression[], steps: Step[]}
 *   | {op: "minus", of: Expression}
 *   | {op: "binary", with: string, left: Expression, right: Expression}} Expression
 */

/** What cannot be read; the office refuses such a form, so a device sees it only where the two differ. */
export class NotRead extends Error {}

const TOKEN = /\s*(?:("[^"]*"|'[^']*')|(\d+(?:\.\d*)?|\.\d+)|(\.\.|::|\/\/|!=|<=|>=|[()[\],.@/|+\-*=<>])|([A-Za-z_\u0080-\uffff][\w.\-\u0080-\uffff]*(?::[A-Za-z_][\w.-]*)?))/y;
const OPERATORS = [["or"], ["and"], ["=", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "div", "mod"], ["|"]];
const NAMED = new Set(["or", "and", "div", "mod"]);
const AXES = new Map(Object.entries({ child: "child", parent: "parent", self: "self", attribute: "attribute", descendant: "descendant" }));

/** @type {Map<string, Expression>} */
const read = new Map();

/** @param {string} text @returns {Expression} */
export function readExpression(text) {
  const known = read.get(text);
  if (known) return known;
  const reading = new Reading(text);
  const expression = reading.binary(0);
  if (reading.place < reading.tokens.length) throw new NotRead(text);
  read.set(text, expression);
  return expression;
}

/** @param {string} text */
function tokens(text) {
  /** @type {{kind: "literal" | "number" | "sign" | "name", text: string}[]} */
  const found = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) throw new NotRead(text);
    const [, literal, number, sign, name] = match;
    if (literal !== undefined) found.push({ kind: "literal", text: literal.slice(1, -1) });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else if (sign !== undefined) found.push({ kind: "sign", text: sign });
    else found.push({ kind: "name", text: name ?? "" });
  }
  return found;
}

class Reading {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.tokens = tokens(text);
    this.place = 0;
  }

  get next() {
    return this.tokens[this.place];
  }

  /** @param {string} sign */
  at(sign, ahead = 0) {
    const token = this.tokens[this.place + ahead];
    return token?.kind === "sign" && token.text === sign;
  }

  /** @param {string} sign */
  take(sign) {
    if (!this.at(sign)) return false;
    this.place += 1;
    return true;
  }

  /** @param {string} sign */
  need(sign) {
    if (!this.take(sign)) throw new NotRead(this.text);
  }

  /** @param {number} level @returns {Expression} */
  binary(level) {
    const signs = OPERATORS[level];
    if (!signs) return this.unary();
    let left = level === OPERATORS.length - 1 ? this.unary() : this.binary(level + 1);
    while (this.next && signs.includes(this.next.text) && (this.next.kind === "sign" || NAMED.has(this.next.text))) {
      const sign = this.next.text;
      this.place += 1;
      left = { op: "binary", with: sign, left, right: level === OPERATORS.length - 1 ? this.unary() : this.binary(level + 1) };
    }
    return left;
  }

  /** @returns {Expression} */
  unary() {
    if (this.take("-")) return { op: "minus", of: this.unary() };
    return this.path();
  }

  /** @returns {Expression} */
  path() {
    if (this.at("/") || this.at("//")) {
      /** @type {Step[]} */
      const steps = [];
      if (this.take("//")) steps.push(this.descending());
      else if (!this.take("/") || !this.startsStep()) return { op: "path", start: "root", predicates: [], steps };
      else steps.push(this.step());
      return { op: "path", start: "root", predicates: [], steps: this.steps(steps) };
    }
    if (this.startsFilter()) {
      const start = this.primary();
      const predicates = this.predicates();
      const steps = this.steps([]);
      return predicates.length || steps.length ? { op: "path", start, predicates, steps } : start;
    }
    return { op: "path", start: "here", predicates: [], steps: this.steps([this.step()]) };
  }

  /** @param {Step[]} steps */
  steps(steps) {
    for (;;) {
      if (this.take("//")) steps.push(this.descending());
      else if (this.take("/")) steps.push(this.step());
      else return steps;
    }
  }

  descending() {
    const step = this.step();
    return { ...step, axis: /** @type {const} */ ("descendant") };
  }

  startsStep() {
    const token = this.next;
    return token?.kind === "name" || ["*", ".", "..", "@"].some((sign) => this.at(sign));
  }

  startsFilter() {
    const token = this.next;
    if (!token) throw new NotRead(this.text);
    if (token.kind === "literal" || token.kind === "number" || this.at("(")) return true;
    return token.kind === "name" && this.at("(", 1) && !["text", "node"].includes(token.text);
  }

  /** @returns {Step} */
  step() {
    if (this.take("..")) return { axis: "parent", name: "*", predicates: this.predicates() };
    if (this.take(".")) return { axis: "self", name: "*", predicates: this.predicates() };
    /** @type {Step["axis"]} */
    let axis = this.take("@") ? "attribute" : "child";
    let name = this.name();
    if (this.take("::")) {
      const known = AXES.get(name);
      if (!known) throw new NotRead(this.text);
      axis = /** @type {Step["axis"]} */ (known);
      name = this.name();
    }
    if (this.at("(") && ["text", "node"].includes(name)) {
      this.need("(");
      this.need(")");
      return { axis: name === "text" ? "self" : axis, name: "*", predicates: this.predicates() };
    }
    return { axis, name: name.includes(":") ? name.slice(name.indexOf(":") + 1) : name, predicates: this.predicates() };
  }

  name() {
    if (this.take("*")) return "*";
    const token = this.next;
    if (token?.kind !== "name") throw new NotRead(this.text);
    this.place += 1;
    return token.text;
  }

  predicates() {
    /** @type {Expression[]} */
    const found = [];
    while (this.take("[")) {
      found.push(this.binary(0));
      this.need("]");
    }
    return found;
  }

  /** @returns {Expression} */
  primary() {
    const token = this.next;
    if (this.take("(")) {
      const inner = this.binary(0);
      this.need(")");
      return inner;
    }
    this.place += 1;
    if (token?.kind === "literal") return { op: "string", value: token.text };
    if (token?.kind === "number") return { op: "number", value: Number(token.text) };
    this.need("(");
    /** @type {Expression[]} */
    const args = [];
    while (!this.take(")")) {
      args.push(this.binary(0));
      if (this.at(")")) continue;
      this.need(",");
      if (this.at(")")) throw new NotRead(this.text);
    }
    return { op: "call", name: token?.text ?? "", args };
  }
}
