// @ts-check
/**
 * Files of Word, Excel and PowerPoint (ECMA-376) and of LibreOffice (OASIS OpenDocument): their words stay, with comments and tracked
 * changes, but nobody's name, initials, days or devices. A file that is signed, encrypted or holds something nobody knows is not let by.
 */

import { opc } from "./office_opc.js";
import { odf } from "./office_odf.js";
import { part } from "./office_parts.js";
import { Malformed, letters } from "./pieces.js";
import { isZip, unzipped, zipped } from "./zip.js";

/** A file of an office within one within one is read, and none within that. */
const DEEPEST = 2;

/** @param {Uint8Array} bytes @returns {boolean} */
export function isOffice(bytes) {
  return isZip(bytes);
}

/** @param {Uint8Array} bytes @param {number} [depth] @returns {Promise<Uint8Array>} rejects with `Malformed` */
export async function office(bytes, depth = 0) {
  if (depth > DEEPEST) throw new Malformed();
  const entries = await unzipped(bytes);
  const byRule = entries.some(({ name }) => name === "[Content_Types].xml") ? opc(entries) : isOdf(entries) ? odf(entries) : null;
  if (!byRule) throw new Malformed();
  const kept = [];
  for (const entry of entries) {
    const made = entry.name.endsWith("/") ? entry.bytes : byRule(entry);
    if (made === null) continue;
    kept.push({ ...entry, bytes: made ?? (isZip(entry.bytes) ? await office(entry.bytes, depth + 1) : part(entry.name, entry.bytes)) });
  }
  return zipped(kept);
}

/** @param {import("./zip.js").Entry[]} entries */
function isOdf([first]) {
  return first?.name === "mimetype" && letters(first.bytes.subarray(0, 80)).startsWith("application/vnd.oasis.opendocument.");
}
