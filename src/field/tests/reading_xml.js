/** A reader of XML for tests under Node, with as much of the DOM as form.js asks of a document. */

class Element {
  constructor(name, parent) {
    this.nodeName = name;
    this.localName = name.includes(":") ? name.split(":")[1] : name;
    this.attributes = [];
    this.childNodes = [];
    this.parent = parent;
  }
  get children() {
    return this.childNodes.filter((one) => one instanceof Element);
  }
  get firstElementChild() {
    return this.children[0] ?? null;
  }
  get textContent() {
    return this.childNodes.map((one) => one.textContent).join("");
  }
  getAttribute(name) {
    return this.attributes.find((one) => one.name === name)?.value ?? null;
  }
  getElementsByTagNameNS(_space, name) {
    return this.children.flatMap((one) => [...(one.localName === name ? [one] : []), ...one.getElementsByTagNameNS(_space, name)]);
  }
}
globalThis.Element ??= Element;

const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const plain = (text) => text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name) => (name[0] === "#" ? String.fromCodePoint(Number(name[1] === "x" ? `0${name.slice(1)}` : name.slice(1))) : (ENTITIES[name] ?? whole)));

export function readXml(text) {
  const document = new Element("#document", null);
  let here = document;
  for (const [, whole, name, rest, words] of text.matchAll(/(<[?!][^>]*>|<\/[^>]+>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>)|([^<]+)/g)) {
    if (words !== undefined) {
      if (here !== document) here.childNodes.push({ textContent: plain(words) });
    } else if (whole.startsWith("</")) here = here.parent;
    else if (name) {
      const made = new Element(name, here);
      for (const [, key, one, other] of rest.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
        made.attributes.push({ name: key, localName: key.includes(":") ? key.split(":")[1] : key, value: plain(one ?? other ?? "") });
      }
      here.childNodes.push(made);
      if (!whole.endsWith("/>")) here = made;
    }
  }
  document.documentElement = document.firstElementChild;
  return document;
}
