// @ts-check
/** What lies packed in a file of an office beside its words: pictures, drawings, sounds, other such files. What nobody knows is not let by. */

import { clean } from "../cleaning.js";
import { heif, isHeif } from "./heif.js";
import { isMovie, movie } from "./movie.js";
import { isMp3, mp3 } from "./mp3.js";
import { isOfFile } from "./names.js";
import { Malformed, beginsWith, piece, viewOf } from "./pieces.js";
import { edited } from "./xml.js";

const AS_IT_IS = /\.(?:odttf|fntdata|ttf|otf)$/i;
const DESCRIPTION = { size: 60, at: 64, end: 68 };

/** @param {string} name @param {Uint8Array} bytes @returns {Uint8Array} throws `Malformed` where it is not known, or not whole */
export function part(name, bytes) {
  if (!bytes.length || AS_IT_IS.test(name)) return bytes;
  if (isHeif(bytes)) return heif(bytes);
  if (isMovie(bytes)) return movie(bytes);
  if (isMp3(bytes)) return mp3(bytes);
  if (isEmf(bytes)) return emf(bytes);
  if (/\.svg$/i.test(name)) return edited(bytes, SVG);
  const { bytes: after, cleaned } = clean(bytes, "");
  if (!cleaned) throw new Malformed();
  return after;
}

/** @param {Uint8Array} bytes */
function isEmf(bytes) {
  return beginsWith(bytes, "\x01\0\0\0") && beginsWith(bytes.subarray(40), " EMF");
}

/** A drawing of Windows without the name of it and of the program that made it. @param {Uint8Array} bytes */
function emf(bytes) {
  const after = piece(bytes, 0, bytes.length).slice();
  const view = viewOf(piece(after, 0, DESCRIPTION.end));
  const [size, at] = [view.getUint32(DESCRIPTION.size, true), view.getUint32(DESCRIPTION.at, true)];
  piece(after, at, at + 2 * size).fill(0);
  return after;
}

const PROGRAMS = /^(?:sodipodi|inkscape|dc|cc|rdf|x|xmp\w*|serif|sketch|i):/;

/** @type {import("./xml.js").Rule} */
const SVG = {
  element(element) {
    if (PROGRAMS.test(element.name) || ["metadata", "desc", "script"].includes(element.local)) return false;
    element.change(({ name, value }) => (PROGRAMS.test(name) || (!/href$/.test(name) && isOfFile(value)) ? null : value));
    return true;
  },
};
