// @ts-check
/** What Word, Excel and PowerPoint keep in their files (ECMA-376) of people, days, devices and earlier versions. */

import { isLocal, isOfFile, nameIn, withoutWays } from "./names.js";
import { Malformed } from "./pieces.js";
import { coded, decoded, edited } from "./xml.js";

/** @typedef {import("./xml.js").Element} Element @typedef {import("./xml.js").Rule} Rule @typedef {import("./zip.js").Entry} Entry */

/** Of the kinds of a relationship the last word: what they lead to is taken out whole. */
const GONE = new Set([
  ...["core-properties", "extended-properties", "extendedProperties", "custom-properties", "customProperties", "thumbnail"],
  ...["classificationlabels", "customXml", "customXmlProps"],
  ...["attachedTemplate", "printerSettings", "people", "documenttasks", "mailMergeSource", "mailMergeHeaderSource", "recipientData"],
  ...["customProperty", "changesInfo", "revisionInfo", "revisionHeaders", "revisionLog", "usernames"],
]);
/** Where what is said of the whole file lies, if nothing leads there. */
const ABOUT = /^doc(?:props|metadata)\//;
const SIGNED = /digital-signature|\/vbaProject/;
const ELSEWHERE = /externalLink|LinkPath$|xlPathMissing|AltPath|alternate/i;
/** Elements that say who, when, from where, or lead to what is gone. */
const OUT = new Set([
  ...["rsids", "docId", "attachedTemplate", "mailMerge", "docVars", "printerSettings", "saveThroughXslt", "fileSharing"],
  ...["absPath", "revisionPtr", "customWorkbookViews", "customSheetViews", "custDataLst", "customProperties", "presenceInfo"],
  ...["alternateUrls", "taskHistoryDetails"],
]);
const NO_NAME = "Author";
const NO_TIME = "2000-01-01T00:00:00.000";
/** By the local name of an attribute, what stands there instead; null where it is left out. */
const TOLD = /** @type {Record<string, string | null>} */ ({
  author: NO_NAME,
  initials: "A",
  date: null,
  dateUtc: null,
  dT: null,
  created: NO_TIME,
  timeZoneBias: "0",
  userName: NO_NAME,
  refreshedBy: null,
  refreshedDate: null,
  refreshedDateIso: null,
  securityDescriptor: null,
});
/** The same of the elements that stand for a person, or for something that one said. */
const PEOPLE = new Set(["cmAuthor", "author", "person"]);
const TOLD_OF_PEOPLE = /** @type {Record<string, string | null>} */ ({
  name: NO_NAME,
  displayName: NO_NAME,
  initials: "A",
  userId: NO_NAME,
  providerId: "None",
});
const OF_A_CONNECTION = new Set(["connection", "localConnection", "sourceFile", "odcFile", "name", "description"]);
const DRAWN = new Set(["docPr", "cNvPr", "imagedata", "shape", "rect"]);
/** Attributes of whatever is drawn that programs fill with the name of a file. */
const CALLED = new Set(["descr", "title", "name", "alt", "href"]);
const TELLS = /rsid|author|initials|date|dT=|created|timeZone|userN|refreshed|securityD/;

/**
 * What becomes of each entry: its bytes, null where it goes, undefined where it is no text of the file.
 * @param {Entry[]} entries
 * @returns {(entry: Entry) => Uint8Array | null | undefined} throws `Malformed`
 */
export function opc(entries) {
  const about = entries.map(({ name }) => name.toLowerCase()).filter((name) => ABOUT.test(name));
  const gone = new Set([...about, ...entries.filter(({ name }) => isRelations(name)).flatMap(leadingOut)]);
  const rule = { ...WORDS, text: withoutPeople(commentators(entries)) };
  return ({ name, bytes }) => {
    if (gone.has(name.toLowerCase()) || gone.has(ownerOf(name).toLowerCase())) return null;
    if (!bytes.length) return bytes;
    if (isRelations(name)) return edited(bytes, RELATIONS);
    if (name === "[Content_Types].xml") return edited(bytes, { element: (one) => !gone.has(one.get("PartName").slice(1).toLowerCase()) });
    if (/\.vml$/i.test(name)) return edited(bytes, { ...rule, loose: true });
    if (/connections\w*\.xml$/i.test(name)) return edited(bytes, CONNECTIONS);
    return /\.xml$/i.test(name) ? edited(bytes, rule) : undefined;
  };
}

/** @param {string} name */
function isRelations(name) {
  return /(?:^|\/)_rels\/[^/]*\.rels$/i.test(name);
}

/** The entry whose relations these are. @param {string} name */
function ownerOf(name) {
  return isRelations(name) ? name.replace(/_rels\/([^/]*)\.rels$/i, "$1") || "." : ".";
}

/** The entries that are gone by these relations, in small letters. @param {Entry} entry @returns {string[]} */
function leadingOut({ name, bytes }) {
  /** @type {string[]} */
  const found = [];
  const folder = name.replace(/_rels\/[^/]*$/i, "");
  edited(bytes, {
    element(one) {
      if (SIGNED.test(one.get("Type"))) throw new Malformed();
      if (isGone(one) && one.get("TargetMode") !== "External") found.push(placeOf(folder, one.get("Target")).toLowerCase());
      return true;
    },
  });
  return found;
}

/** @param {Element} relation */
function isGone(relation) {
  return GONE.has(relation.get("Type").split("/").at(-1) ?? "");
}

/** The place of an entry that is named as seen from a folder. @param {string} folder @param {string} target */
function placeOf(folder, target) {
  if (target.includes("%")) throw new Malformed(); // no program writes such names
  const way = target.startsWith("/") ? [] : folder.split("/").filter(Boolean);
  for (const step of target.split("/").filter((one) => one && one !== ".")) {
    if (step === "..") way.pop();
    else way.push(step);
  }
  return way.join("/");
}

/** @type {Rule} */
const RELATIONS = {
  element(one) {
    if (isGone(one)) return false;
    const [kind, target] = [one.get("Type"), one.get("Target")];
    if (one.get("TargetMode") !== "External" || !(ELSEWHERE.test(kind) || isLocal(target))) return true;
    one.change(({ local, value }) => (local === "Target" ? coded(nameIn(target)) : value));
    return true;
  },
};

/** @type {Rule} */
const CONNECTIONS = {
  element(one) {
    one.change(({ local, value }) => (OF_A_CONNECTION.has(local) ? "" : value));
    return true;
  },
};

/** @type {Rule} */
const WORDS = {
  element(one) {
    if (OUT.has(one.local)) return false;
    if (one.local === "author" && one.inside === "authors") one.says = NO_NAME;
    if (one.local === "fileVersion") one.change(({ local, value }) => (local === "appName" ? value : null)); // by it others reckon anew or not
    if (one.local === "pageSetup") one.change(({ name, value }) => (/^\w+:id$/.test(name) ? null : value));
    if (DRAWN.has(one.local)) one.change(drawn);
    if (PEOPLE.has(one.local)) one.change(instead(TOLD_OF_PEOPLE));
    if (one.local === "cm") one.change(({ local, value }) => (local === "dt" ? null : value));
    if (TELLS.test(one.raw)) one.change(instead(TOLD));
    return true;
  },
};

/** @param {Record<string, string | null>} told @returns {(attribute: import("./xml.js").Attribute) => string | null} */
function instead(told) {
  return ({ local, value }) => (local.startsWith("rsid") ? null : Object.hasOwn(told, local) ? told[local] : value);
}

/** @param {import("./xml.js").Attribute} attribute */
function drawn({ local, value }) {
  if (!CALLED.has(local) || !isOfFile(decoded(value))) return value;
  return local === "name" ? "Picture" : "";
}

/** Names of those who commented, before they are taken out; Excel writes them into the comment itself. @param {Entry[]} entries */
function commentators(entries) {
  /** @type {Set<string>} */
  const names = new Set();
  const text = (/** @type {string} */ said, /** @type {string} */ local) => {
    if (local === "author" && decoded(said).trim()) names.add(decoded(said).trim());
    return said;
  };
  for (const { name, bytes } of entries) if (/^xl\/.*comment[^/]*\.xml$/i.test(name)) edited(bytes, { element: () => true, text });
  return names;
}

/** @param {Set<string>} names @returns {(text: string, local: string) => string} */
function withoutPeople(names) {
  return (text, local) => {
    if (local === "instrText") return coded(withoutWays(decoded(text)));
    if (local !== "t" || !names.size) return text;
    const said = decoded(text);
    const name = [...names].find((one) => said.startsWith(`${one}:`));
    return name === undefined ? text : coded(said.slice(name.length + 1));
  };
}
