/** A check-list being filled in: what is asked now, what is reckoned, what is wrong, and the instance as ODK defines it. */

import { localDay, localMoment } from "./days.js";
import { copyOf, pathOf, readForm, repeatsIn, treeOf } from "./form.js";
import { placeAmong } from "./odk_functions.js";
import { asBoolean, asNodes, asNumber, asString, descendants, evaluate, stringOf } from "./xpath.js";

/**
 * @typedef {import("./form.js").Form} Form
 * @typedef {import("./form.js").Control} Control
 * @typedef {import("./form.js").Words} Words
 * @typedef {import("./xpath.js").TreeNode} TreeNode
 * @typedef {{control: Control, node: TreeNode}} Asked a question where it is asked
 * @typedef {{kind: "questions", key: string, asked: Asked[], within: Asked[]} | {kind: "another", key: string, control: Control, holder: TreeNode, within: Asked[]}} Page
 */

const ROUNDS = 25;
const MOST_REPETITIONS = 1_000;

export class Filling {
  /**
   * @param {Document} document of the XForm
   * @param {{language?: string, now?: () => Date, uid: string, instance?: Document}} how
   */
  constructor(document, { language = "", now = () => new Date(), uid, instance }) {
    this.form = readForm(document);
    this.language = this.bestLanguage(language);
    this.now = now;
    this.root = /** @type {TreeNode} */ (this.form.instance.parent);
    /** @type {Set<TreeNode>} */
    this.left = new Set();
    /** @type {import("./xpath.js").Surroundings} */
    this.surroundings = {
      root: this.root,
      instances: this.form.lists,
      now,
      choiceName: (/** @type {string} */ value, /** @type {string} */ path) => this.choiceName(value, path),
      itext: (/** @type {string} */ id) => this.text(id, this.form.instance),
    };
    if (instance?.documentElement) this.resume(instance.documentElement, uid);
    else this.begin(uid);
    this.reckon();
  }

  /** The language of the form that fits best: by its name or code. @param {string} wanted */
  bestLanguage(wanted) {
    const code = wanted.toLowerCase();
    const { languages } = this.form;
    return languages.find((one) => one.toLowerCase() === code || one.toLowerCase().includes(`(${code})`) || (code && one.toLowerCase().startsWith(code))) ?? languages[0] ?? "";
  }

  // The instance

  /** @param {string} uid */
  begin(uid) {
    this.preload(uid);
    for (const repeat of repeatsIn(this.form.controls)) {
      if (repeat.count) for (const holder of this.holdersOf(repeat)) holder.children = holder.children.filter((one) => one.name !== nameOf(repeat.path));
    }
  }

  /** What the form fills in of itself. @param {string} uid */
  preload(uid) {
    for (const node of descendants(this.root)) {
      const bind = this.bindOf(node);
      if (!bind?.preload) continue;
      if (bind.preload === "uid") node.text = `uuid:${uid}`;
      else if (bind.preload === "timestamp") node.text = localMoment(this.now());
      else if (bind.preload === "date") node.text = localDay(this.now());
    }
  }

  /** Take up an instance that was begun before; a correction of it has an id of its own. @param {Element} element @param {string} uid */
  resume(element, uid) {
    this.put(treeOf(element, null), this.form.instance);
    for (const node of descendants(this.root)) if (this.bindOf(node)?.preload === "uid") node.text = `uuid:${uid}`;
  }

  /** @param {TreeNode} held @param {TreeNode} here */
  put(held, here) {
    const names = new Set(held.children.map((one) => one.name));
    for (const name of names) {
      const olds = held.children.filter((one) => one.name === name);
      const news = here.children.filter((one) => one.name === name);
      const template = this.form.templates.get(`${pathOf(here)}/${name}`);
      while (template && news.length < olds.length) news.push(this.inserted(here, template));
      olds.forEach((old, place) => {
        const one = news[place];
        if (!one) return;
        if (old.children.length) this.put(old, one);
        else if (!one.children.length) one.text = old.text;
      });
    }
    if (held.children.length) this.dropMissing(held, here);
  }

  /** Repetitions that were taken away before. @param {TreeNode} held @param {TreeNode} here */
  dropMissing(held, here) {
    for (const [path] of this.form.templates) {
      const name = nameOf(path);
      if (path !== `${pathOf(here)}/${name}`) continue;
      const wanted = held.children.filter((one) => one.name === name).length;
      const extra = here.children.filter((one) => one.name === name).slice(wanted);
      here.children = here.children.filter((one) => !extra.includes(one));
    }
  }

  /** A repetition behind those there are. @param {TreeNode} holder @param {TreeNode} template */
  inserted(holder, template) {
    const made = copyOf(template, holder);
    made.repeats = true;
    const last = holder.children.map((one) => one.name).lastIndexOf(template.name);
    const before = [...this.form.templates.keys()].length && last < 0 ? this.placeOf(holder, template.name) : last + 1;
    holder.children.splice(before, 0, made);
    return made;
  }

  /** Where a repetition belongs that is the first of its kind. @param {TreeNode} holder @param {string} name */
  placeOf(holder, name) {
    const order = this.order(pathOf(holder));
    const later = order.slice(order.indexOf(name) + 1);
    const place = holder.children.findIndex((one) => later.includes(one.name) || one.name === "meta");
    return place < 0 ? holder.children.length : place;
  }

  /** The names asked for under a path, in their order. @param {string} path */
  order(path) {
    return pathsIn(this.form.controls).filter((one) => one.startsWith(`${path}/`)).map((one) => one.slice(path.length + 1).split("/")[0] ?? "");
  }

  /** @param {Control} repeat @returns {TreeNode[]} */
  holdersOf(repeat) {
    const above = repeat.path.slice(0, repeat.path.lastIndexOf("/"));
    return [this.form.instance, ...descendants(this.form.instance)].filter((one) => pathOf(one) === above);
  }

  /** @param {TreeNode} node */
  bindOf(node) {
    return this.form.binds.get(pathOf(node));
  }

  // Reckoning

  /** @param {string} expression @param {TreeNode} node @returns {import("./xpath.js").Value} */
  value(expression, node) {
    try {
      return evaluate(expression, node, this.surroundings);
    } catch {
      return ""; // the office names what the app cannot reckon; here it is as if nothing was said
    }
  }

  /** Put an answer in, and reckon everything that follows from it. @param {TreeNode} node @param {string} text */
  answer(node, text) {
    node.text = text;
    this.reckon();
  }

  /** Reckon until nothing changes: how often a repeat stands, what is calculated, what is asked at all. */
  reckon() {
    for (let round = 0; round < ROUNDS; round += 1) {
      let changed = this.countRepeats();
      const nodes = descendants(this.root);
      for (const node of nodes) {
        const bind = this.bindOf(node);
        if (!bind?.calculate || node.children.length) continue;
        const said = asString(this.value(bind.calculate, node));
        const text = said === "NaN" ? "" : said;
        if (node.text !== text) {
          node.text = text;
          changed = true;
        }
      }
      changed = this.ask(nodes) || changed;
      if (!changed) return;
    }
  }

  /** Which nodes are not asked. @param {TreeNode[]} nodes */
  ask(nodes) {
    const left = new Set();
    for (const node of nodes) {
      const bind = this.bindOf(node);
      if ((node.parent && left.has(node.parent)) || (bind?.relevant && !asBoolean(this.value(bind.relevant, node)))) left.add(node);
    }
    const same = left.size === this.left.size && [...left].every((one) => this.left.has(one));
    this.left = left;
    return !same;
  }

  countRepeats() {
    let changed = false;
    for (const repeat of repeatsIn(this.form.controls).filter((one) => one.count)) {
      for (const holder of this.holdersOf(repeat)) changed = this.countHere(repeat, holder) || changed;
    }
    return changed;
  }

  /** @param {Control} repeat @param {TreeNode} holder */
  countHere(repeat, holder) {
    const name = nameOf(repeat.path);
    const said = asNumber(this.value(repeat.count, holder));
    const wanted = Math.min(MOST_REPETITIONS, Math.max(0, Number.isNaN(said) ? 0 : Math.floor(said)));
    const here = holder.children.filter((one) => one.name === name);
    for (let number = here.length; number < wanted; number += 1) this.add(repeat, holder);
    const extra = here.slice(wanted);
    holder.children = holder.children.filter((one) => !extra.includes(one));
    return here.length !== wanted;
  }

  /** One more repetition. @param {Control} repeat @param {TreeNode} holder */
  add(repeat, holder) {
    const template = this.form.templates.get(repeat.path);
    return template ? this.inserted(holder, template) : null;
  }

  /** Take a repetition away. @param {TreeNode} node */
  remove(node) {
    if (node.parent) node.parent.children = node.parent.children.filter((one) => one !== node);
    this.reckon();
  }

  // Pages

  /** The pages as they are asked now, one question each but where the form puts several on one. @returns {Page[]} */
  pages() {
    return this.form.controls.flatMap((control) => this.pagesOf(control, this.form.instance, []));
  }

  /** @param {Control} control @param {TreeNode} from @param {Asked[]} within @returns {Page[]} */
  pagesOf(control, from, within) {
    if (control.kind === "repeat") return this.pagesOfRepeat(control, from, within);
    const node = this.nodeAt(control.path, from);
    if (!node || this.left.has(node)) return [];
    if (control.kind !== "group") return [{ kind: "questions", key: keyOf(node), asked: [{ control, node }], within }];
    const inside = [...within, { control, node }];
    const pages = control.children.flatMap((one) => this.pagesOf(one, node, inside));
    if (!/\bfield-list\b/.test(control.appearance)) return pages;
    const asked = pages.flatMap((one) => (one.kind === "questions" ? one.asked : []));
    return asked.length ? [{ kind: "questions", key: keyOf(node), asked, within: inside }] : [];
  }

  /** @param {Control} control @param {TreeNode} from @param {Asked[]} within @returns {Page[]} */
  pagesOfRepeat(control, from, within) {
    const holder = this.nodeAt(control.path.slice(0, control.path.lastIndexOf("/")), from);
    if (!holder || this.left.has(holder)) return [];
    const pages = holder.children
      .filter((one) => one.name === nameOf(control.path) && !this.left.has(one))
      .flatMap((node) => control.children.flatMap((one) => this.pagesOf(one, node, [...within, { control, node }])));
    if (control.count || control.fixed) return pages;
    return [...pages, { kind: "another", key: `${keyOf(holder)}/${nameOf(control.path)}+`, control, holder, within }];
  }

  /** The node of a path as seen from another: in the same repetition. @param {string} path @param {TreeNode} from @returns {TreeNode | null} */
  nodeAt(path, from) {
    return asNodes(evaluate(path || ".", from, this.surroundings))[0] ?? null;
  }

  // What is wrong

  /** The sentence that says what is wrong with an answer, "" if nothing is. @param {TreeNode} node @param {{required: string, constraint: string, whole: string, number: string}} otherwise */
  problem(node, otherwise) {
    const bind = this.bindOf(node);
    const text = node.text.trim();
    if (!bind || this.left.has(node)) return "";
    if (!text) return bind.required && asBoolean(this.value(bind.required, node)) ? this.message(bind.requiredMessage, node) || otherwise.required : "";
    if (bind.type === "int" && !/^-?\d{1,9}$/.test(text)) return otherwise.whole;
    if (bind.type === "decimal" && !/^-?(\d+(\.\d*)?|\.\d+)$/.test(text)) return otherwise.number;
    if (bind.constraint && !asBoolean(this.value(bind.constraint, node))) return this.message(bind.message, node) || otherwise.constraint;
    return "";
  }

  /** @param {string} said @param {TreeNode} node */
  message(said, node) {
    const found = /jr:itext\(\s*'([^']*)'\s*\)/.exec(said);
    return found ? this.text(found[1] ?? "", node) : said;
  }

  /** @param {TreeNode} node */
  isReadOnly(node) {
    const bind = this.bindOf(node);
    return Boolean(bind?.calculate) || Boolean(bind?.readonly && asBoolean(this.value(bind.readonly, node)));
  }

  /** @param {TreeNode} node */
  isRequired(node) {
    const bind = this.bindOf(node);
    return Boolean(bind?.required && asBoolean(this.value(bind.required, node)));
  }

  // Words

  /** Words in the language of the form, or in another where it has none. @param {string} id @param {TreeNode} node @returns {string} */
  text(id, node) {
    const by = this.form.texts.get(id);
    return this.said(by?.get(this.language) ?? by?.values().next().value ?? [], node);
  }

  /** @param {Words} words @param {TreeNode} node */
  words(words, node) {
    return (words.ref ? this.text(words.ref, node) : this.said(words.pieces, node)).trim();
  }

  /** @param {import("./form.js").Piece[]} pieces @param {TreeNode} node @returns {string} */
  said(pieces, node) {
    return pieces.map((one) => (one.output ? asString(this.value(one.output, node)) || "…" : one.text)).join("");
  }

  /** The choices of a question, with their words. @param {Asked} asked @returns {{value: string, label: string}[]} */
  choices({ control, node }) {
    if (!control.itemset) return control.items.map((one) => ({ value: one.value, label: this.words(one.label, node) || one.value }));
    const { nodeset, value, label } = control.itemset;
    const rows = this.value(nodeset, node);
    return (Array.isArray(rows) ? rows : []).map((row) => {
      const name = asString(evaluate(value, row, this.surroundings));
      return { value: name, label: asString(this.value(label, row)) || name };
    });
  }

  /** @param {string} value @param {string} path */
  choiceName(value, path) {
    const control = this.controlAt(path.trim(), this.form.controls);
    const node = control && this.nodeAt(control.path, this.form.instance);
    return (control && node && this.choices({ control, node }).find((one) => one.value === value)?.label) || value;
  }

  /** @param {string} path @param {Control[]} controls @returns {Control | undefined} */
  controlAt(path, controls) {
    for (const one of controls) {
      const found = one.path === path && one.kind !== "repeat" ? one : this.controlAt(path, one.children);
      if (found) return found;
    }
    return undefined;
  }

  // The whole

  /** How many questions are answered, of how many that are asked now. */
  answered() {
    const asked = this.pages().flatMap((one) => (one.kind === "questions" ? one.asked : [])).filter(({ node }) => !this.isReadOnly(node));
    return { answered: asked.filter(({ node }) => node.text.trim() !== "").length, asked: asked.length };
  }

  /** The instance as any ODK server takes it; what is not asked is left out. */
  instance() {
    for (const node of descendants(this.root)) {
      const bind = this.bindOf(node);
      if (bind?.preload === "timestamp" && bind.preloadParams === "end") node.text = localMoment(this.now());
    }
    return this.written(this.form.instance);
  }

  /** @param {TreeNode} node @returns {string} */
  written(node) {
    const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
    const prefix = META.has(node.name) && (node.name === "meta" || node.parent?.name === "meta") ? "orx:" : "";
    const own = this.root.children.includes(node) && !("xmlns:orx" in node.attributes) ? ' xmlns:orx="http://openrosa.org/xforms"' : "";
    const inside = node.children.filter((one) => !this.left.has(one)).map((one) => this.written(one)).join("");
    const text = node.children.length ? inside : escaped(node.text);
    return `<${prefix}${node.name}${attributes}${own}>${text}</${prefix}${node.name}>`;
  }
}

const META = new Set(["meta", "instanceID", "instanceName"]);

/** Every path asked for, in order. @param {Control[]} controls @returns {string[]} */
function pathsIn(controls) {
  return controls.flatMap((one) => [one.path, ...pathsIn(one.children)]);
}

/** @param {string} text */
function escaped(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The path of a node with positions: what a page is known by. @param {TreeNode} node @returns {string} */
export function keyOf(node) {
  return node.parent ? `${keyOf(node.parent)}/${node.name}[${placeAmong(node)}]` : "";
}

export { stringOf };
