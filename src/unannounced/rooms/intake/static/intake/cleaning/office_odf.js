// @ts-check
/** What LibreOffice and its kin keep in their files (OASIS OpenDocument) of people, days, printers and earlier versions. */

import { isLocal, isOfFile, nameIn } from "./names.js";
import { Malformed, letters } from "./pieces.js";
import { coded, decoded, edited } from "./xml.js";

/** @typedef {import("./xml.js").Rule} Rule @typedef {import("./zip.js").Entry} Entry */

const GONE = /^(?:Thumbnails\/|Versions\/|VersionList\.xml$|layout-cache$|.*ObjectReplacements\/)/;
const SIGNED = /^META-INF\/.*signatures/;
const ABOUT = /(?:^|\/)meta\.xml$/;
const NOTHING_ABOUT = new TextEncoder().encode(
  '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' +
    'office:version="1.2"><office:meta/></office:document-meta>',
);
const SETTINGS = new Set(["PrinterName", "PrinterSetup", "PrintFaxName", "Rsid", "RsidRoot", "CurrentDatabaseDataSource", "ModifyPasswordInfo"]);
const OUT = new Set(["meta:date-string", "meta:creator-initials", "loext:sender-initials"]);
const [NO_NAME, NO_TIME] = ["Author", "2000-01-01T00:00:00"];

/**
 * What becomes of each entry: its bytes, null where it goes, undefined where it is no text of the file.
 * @param {Entry[]} entries
 * @returns {(entry: Entry) => Uint8Array | null | undefined} throws `Malformed`
 */
export function odf(entries) {
  if (entries.some(({ name }) => SIGNED.test(name))) throw new Malformed();
  return ({ name, bytes }) => {
    if (GONE.test(name)) return null;
    if (name === "mimetype" || !bytes.length) return bytes;
    if (ABOUT.test(name)) return NOTHING_ABOUT;
    if (name === "META-INF/manifest.xml") return edited(bytes, MANIFEST);
    if (/\.rdf$/.test(name)) return edited(bytes, WORDS);
    return /\.xml$/.test(name) ? edited(asNamed(bytes), WORDS) : undefined;
  };
}

/** The same bytes, if they call people and days as all programs do. @param {Uint8Array} bytes */
function asNamed(bytes) {
  const head = letters(bytes.subarray(0, 16_384));
  const prefix = /xmlns:([\w-]+)=["']http:\/\/purl\.org\/dc\/elements\/1\.1\/["']/.exec(head)?.[1] ?? "dc";
  if (prefix !== "dc") throw new Malformed();
  return bytes;
}

/** @type {Rule} */
const MANIFEST = {
  element(one) {
    if (one.local === "encryption-data") throw new Malformed();
    return !(one.local === "file-entry" && GONE.test(one.get("full-path")));
  },
};

/** @type {Rule} */
const WORDS = {
  element(one) {
    if (OUT.has(one.name) || (one.local === "config-item" && SETTINGS.has(one.get("name")))) return false;
    if (one.name === "dc:creator") one.says = NO_NAME;
    if (one.name === "dc:date") one.says = NO_TIME;
    if (/rsid|href=|draw:name=/.test(one.raw)) one.change(changed);
    return true;
  },
};

/** @param {import("./xml.js").Attribute} attribute */
function changed({ name, local, value }) {
  if (/rsid$/.test(local)) return null;
  if (name === "draw:name" && isOfFile(decoded(value))) return "Picture";
  if (name !== "xlink:href" || !leadsToDevice(decoded(value))) return value;
  return coded(nameIn(decoded(value)) && `../${nameIn(decoded(value))}`);
}

/** Whether it leads out of the file to another on a device. @param {string} target */
function leadsToDevice(target) {
  return isLocal(target) && /^(?:file:|\/|\.\.\/|[A-Za-z]:|\\\\)/.test(target);
}
