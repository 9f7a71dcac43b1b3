// @ts-check
/**
 * Taking out of a picture what it says of itself: where, when, by whom and with what it was taken. Nothing is drawn anew, so every
 * pixel stays as it was; what is not needed to show the picture is left out, and so is whatever lies behind its end. Pure.
 *
 * A profile of colours is left out as well, since it can name a device: the pixels stay, and a screen may show them a little other.
 * What a picture shows, and what hides in its pixels, stays.
 *
 * @typedef {{bytes: Uint8Array, type: string, cleaned: boolean}} Cleaned `cleaned`: whether what it said of itself was taken out
 */

import { gif, isGif } from "./cleaning/gif.js";
import { isJpeg, jpeg } from "./cleaning/jpeg.js";
import { Malformed } from "./cleaning/pieces.js";
import { isPng, png } from "./cleaning/png.js";
import { isWebp, webp } from "./cleaning/webp.js";

const KINDS = [
  { type: "image/jpeg", is: isJpeg, clean: jpeg },
  { type: "image/png", is: isPng, clean: png },
  { type: "image/webp", is: isWebp, clean: webp },
  { type: "image/gif", is: isGif, clean: gif },
];

/**
 * A file without what it says of itself. JPEG, PNG, WebP and GIF are known by their first bytes, whatever type they are said to have;
 * anything else, and a picture that is not whole, stays as it is and is not `cleaned`.
 * @param {Uint8Array} bytes
 * @param {string} type as the device names it; of a picture that was cleaned, the right one is given back
 * @returns {Cleaned}
 */
export function clean(bytes, type) {
  const kind = KINDS.find(({ is }) => is(bytes));
  if (!kind) return { bytes, type, cleaned: false };
  try {
    return { bytes: kind.clean(bytes), type: kind.type, cleaned: true };
  } catch (problem) {
    if (!(problem instanceof Malformed)) throw problem;
    return { bytes, type, cleaned: false };
  }
}
