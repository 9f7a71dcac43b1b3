// @ts-check
/**
 * Taking out of any file that people attach what it says of itself: pictures (also those of telephones), PDF, files of an office, films and sounds, each known by
 * its first bytes. No network but for the reader of PDF, which is loaded with the first of them.
 *
 * @typedef {import("../cleaning.js").Cleaned} Cleaned
 */

import { clean } from "../cleaning.js";
import { heif, isHeif } from "./heif.js";
import { isMovie, movie } from "./movie.js";
import { isMp3, mp3 } from "./mp3.js";
import { isOffice, office } from "./office.js";
import { beginsWith } from "./pieces.js";

/** @type {{is: (bytes: Uint8Array) => boolean, clean: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>}[]} */
const KINDS = [
  { is: (bytes) => beginsWith(bytes, "%PDF-"), clean: async (bytes) => (await import("./pdf.js")).pdf(bytes) },
  { is: isOffice, clean: office },
  { is: isHeif, clean: heif },
  { is: isMovie, clean: movie },
  { is: isMp3, clean: mp3 },
];

/**
 * A file without what it says of itself; as it was, and not `cleaned`, where anything stands in the way of that.
 * @param {Uint8Array} bytes
 * @param {string} type as the device names it
 * @returns {Promise<Cleaned>}
 */
export async function cleanAny(bytes, type) {
  const kind = KINDS.find(({ is }) => is(bytes));
  if (!kind) return clean(bytes, type);
  try {
    return { bytes: await kind.clean(bytes), type, cleaned: true };
  } catch {
    return { bytes, type, cleaned: false }; // whatever it was, the sender is told of this file, and chooses
  }
}
