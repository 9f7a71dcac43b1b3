/** A check-list as its XForm describes it: what is asked, in which languages, with which lists; and its empty instance. */

import { descendants, newNode } from "./xpath.js";

/**
 * @typedef {import("./xpath.js").TreeNode} TreeNode
 * @typedef {{type: string, relevant: string, constraint: string, required: string, readonly: string, calculate: string,
 *   message: string, requiredMessage: string, preload: string, preloadParams: string}} Bind
 * @typedef {{text: string, output: string}} Piece a piece of a label: words, or an expression whose value is put in
 * @typedef {{ref: string, pieces: Piece[]}} Words `ref` names words by language, `pieces` are said in the form itself
 * @typedef {{kind: "group" | "repeat" | "input" | "select" | "select1" | "upload" | "trigger" | "range", path: string, label: Words, hint: Words,
 *   appearance: string, children: Control[], count: string, fixed: boolean, media: string, items: {value: string, label: Words}[], itemset: Itemset | null,
 *   range: {start: number, end: number, step: number}}} Control
 * @typedef {{nodeset: string, value: string, label: string}} Itemset
 * @typedef {{id: string, version: string, title: string, languages: string[], texts: Map<string, Map<string, Piece[]>>, binds: Map<string, Bind>,
 *   controls: Control[], instance: TreeNode, templates: Map<string, TreeNode>, lists: Map<string, TreeNode>}} Form
 */

const ASKED = new Set(["group", "repeat", "input", "select", "select1", "upload", "trigger", "range"]);

/** @param {Element} element @param {string} name */
const inner = (element, name) => [...element.children].filter((one) => one.localName === name);

/**
 * Read an XForm. Its document comes from `DOMParser`; nothing of it is ever put into the page.
 * @param {Document} document
 * @returns {Form}
 */
export function readForm(document) {
  const model = document.getElementsByTagNameNS("*", "model")[0];
  const [first, ...others] = model ? inner(model, "instance") : [];
  const data = first?.firstElementChild;
  if (!model || !data) throw new Error("no XForm");
  const instance = treeOf(data, null);
  const body = document.getElementsByTagNameNS("*", "body")[0];
  const controls = body ? controlsIn(body) : [];
  const templates = new Map();
  for (const repeat of repeatsIn(controls)) takeTemplate(instance, repeat.path, templates);
  const languages = [...model.getElementsByTagNameNS("*", "translation")];
  languages.sort((one, other) => Number(other.getAttribute("default") === "true()") - Number(one.getAttribute("default") === "true()"));
  return {
    id: data.getAttribute("id") ?? data.localName,
    version: data.getAttribute("version") ?? "",
    title: document.getElementsByTagNameNS("*", "title")[0]?.textContent ?? "",
    languages: languages.map((one) => one.getAttribute("lang") ?? ""),
    texts: textsOf(languages),
    binds: new Map([...model.getElementsByTagNameNS("*", "bind")].map((one) => [one.getAttribute("nodeset") ?? "", bindOf(one)])),
    controls,
    instance: rooted(instance),
    templates,
    lists: new Map(others.map((one) => [one.getAttribute("id") ?? "", treeOf(one, null)])),
  };
}

/** @param {TreeNode} data */
function rooted(data) {
  const root = newNode("");
  root.children = [data];
  data.parent = root;
  return data;
}

/** @param {Element} element @param {TreeNode | null} parent @returns {TreeNode} */
export function treeOf(element, parent) {
  const node = newNode(element.localName, parent);
  for (const { name, value } of element.attributes) node.attributes[name] = value;
  node.children = [...element.children].map((one) => treeOf(one, node));
  if (!node.children.length) node.text = element.textContent ?? "";
  return node;
}

/** @param {Element} element @param {string} name */
function attribute(element, name) {
  for (const one of element.attributes) if (one.name === name || one.localName === name) return one.value;
  return "";
}

/** @param {Element} bind @returns {Bind} */
function bindOf(bind) {
  return {
    type: attribute(bind, "type") || "string",
    relevant: attribute(bind, "relevant"),
    constraint: attribute(bind, "constraint"),
    required: attribute(bind, "required"),
    readonly: attribute(bind, "readonly"),
    calculate: attribute(bind, "calculate"),
    message: attribute(bind, "constraintMsg"),
    requiredMessage: attribute(bind, "requiredMsg"),
    preload: attribute(bind, "preload"),
    preloadParams: attribute(bind, "preloadParams"),
  };
}

/** @param {Element[]} translations */
function textsOf(translations) {
  /** @type {Map<string, Map<string, Piece[]>>} */
  const texts = new Map();
  for (const translation of translations) {
    const language = translation.getAttribute("lang") ?? "";
    for (const text of inner(translation, "text")) {
      const value = inner(text, "value").find((one) => !one.getAttribute("form"));
      const pieces = value ? piecesOf(value) : [];
      if (pieces.length === 1 && pieces[0]?.text === "-") continue; // not translated
      const id = text.getAttribute("id") ?? "";
      const known = texts.get(id) ?? new Map();
      known.set(language, pieces);
      texts.set(id, known);
    }
  }
  return texts;
}

/** @param {Element} element @returns {Piece[]} */
function piecesOf(element) {
  return [...element.childNodes].map((one) =>
    one instanceof Element && one.localName === "output" ? { text: "", output: one.getAttribute("value") ?? "" } : { text: one.textContent ?? "", output: "" },
  );
}

/** @param {Element | undefined} element @returns {Words} */
function wordsOf(element) {
  const ref = element?.getAttribute("ref") ?? "";
  const found = /jr:itext\(\s*'([^']*)'\s*\)/.exec(ref);
  return { ref: found?.[1] ?? "", pieces: element && !found ? piecesOf(element) : [] };
}

/** @param {Element} body @returns {Control[]} */
function controlsIn(body) {
  return [...body.children].filter((one) => ASKED.has(one.localName)).map(controlOf);
}

/** @param {Element} element @returns {Control} */
function controlOf(element) {
  const repeat = element.localName === "group" ? inner(element, "repeat")[0] : undefined;
  const holder = repeat ?? element;
  const set = inner(element, "itemset")[0];
  const numeral = (/** @type {string} */ name) => Number(element.getAttribute(name) ?? 0);
  return {
    kind: /** @type {Control["kind"]} */ (repeat ? "repeat" : element.localName),
    path: holder.getAttribute("nodeset") ?? holder.getAttribute("ref") ?? "",
    label: wordsOf(inner(element, "label")[0]),
    hint: wordsOf(inner(element, "hint")[0]),
    appearance: `${element.getAttribute("appearance") ?? ""} ${repeat?.getAttribute("appearance") ?? ""}`.trim(),
    children: ["group", "repeat"].includes(element.localName) ? controlsIn(holder) : [],
    count: repeat ? attribute(repeat, "count") : "",
    fixed: repeat ? attribute(repeat, "noAddRemove") === "true()" : false,
    media: element.getAttribute("mediatype") ?? "",
    items: inner(element, "item").map((one) => ({ value: inner(one, "value")[0]?.textContent ?? "", label: wordsOf(inner(one, "label")[0]) })),
    itemset: set ? itemsetOf(set) : null,
    range: { start: numeral("start"), end: numeral("end"), step: numeral("step") || 1 },
  };
}

/** @param {Element} set @returns {Itemset} */
function itemsetOf(set) {
  return {
    nodeset: set.getAttribute("nodeset") ?? "",
    value: inner(set, "value")[0]?.getAttribute("ref") ?? "name",
    label: inner(set, "label")[0]?.getAttribute("ref") ?? "label",
  };
}

/** @param {Control[]} controls @returns {Control[]} */
export function repeatsIn(controls) {
  return controls.flatMap((one) => [...(one.kind === "repeat" ? [one] : []), ...repeatsIn(one.children)]);
}

/**
 * Take the template of a repeat out of the instance; the repetitions that stay are marked as such.
 * @param {TreeNode} instance
 * @param {string} path
 * @param {Map<string, TreeNode>} templates
 */
function takeTemplate(instance, path, templates) {
  for (const holder of [instance, ...descendants(instance)]) {
    const here = holder.children.filter((one) => pathOf(one) === path);
    if (!here.length) continue;
    const template = here.find((one) => "jr:template" in one.attributes) ?? here[0];
    if (template && !templates.has(path)) {
      const { "jr:template": _taken, ...attributes } = template.attributes;
      templates.set(path, { ...copyOf(template, null), attributes });
    }
    holder.children = holder.children.filter((one) => !(here.includes(one) && "jr:template" in one.attributes));
    for (const one of here) one.repeats = true;
  }
  for (const template of templates.values()) for (const one of descendants(template)) if (pathIn(one, template, path)) one.repeats = true;
}

/** Whether `node` of a template stands for `path`. @param {TreeNode} node @param {TreeNode} template @param {string} path */
function pathIn(node, template, path) {
  /** @type {string[]} */
  const names = [];
  for (let above = /** @type {TreeNode | null} */ (node); above && above !== template; above = above.parent) names.unshift(above.name);
  return path.endsWith(`/${template.name}/${names.join("/")}`);
}

/** @param {TreeNode} node @param {TreeNode | null} parent @returns {TreeNode} */
export function copyOf(node, parent) {
  const copy = { ...newNode(node.name, parent), text: node.text, attributes: { ...node.attributes }, repeats: node.repeats };
  copy.children = node.children.map((one) => copyOf(one, copy));
  return copy;
}

/** The path of a node without positions. @param {TreeNode} node @returns {string} */
export function pathOf(node) {
  return node.parent ? `${pathOf(node.parent)}/${node.name}` : node.name && `/${node.name}`;
}
