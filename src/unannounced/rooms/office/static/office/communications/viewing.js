// @ts-check
/**
 * Files that came with a letter, in a viewer that runs nothing: pictures and plain text are shown, everything else is only
 * offered to be saved, with a warning. What a file is follows from its bytes, never from what it says of itself.
 */

const LONGEST_TEXT = 1024 * 1024; // bytes

/** @type {[string, (bytes: Uint8Array) => boolean][]} */
const PICTURES = [
  ["image/jpeg", (bytes) => begins(bytes, [0xff, 0xd8, 0xff])],
  ["image/png", (bytes) => begins(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ["image/gif", (bytes) => begins(bytes, [0x47, 0x49, 0x46, 0x38])],
  ["image/webp", (bytes) => begins(bytes, [0x52, 0x49, 0x46, 0x46]) && begins(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50])],
];

/** @param {Uint8Array} bytes @param {number[]} wanted */
function begins(bytes, wanted) {
  return wanted.every((byte, place) => bytes[place] === byte);
}

/**
 * The kind of picture that these bytes are, or null.
 * @param {Uint8Array} bytes
 * @returns {string | null}
 */
export function pictureOf(bytes) {
  return PICTURES.find(([, fits]) => fits(bytes))?.[0] ?? null;
}

/**
 * The plain text that these bytes are, or null: UTF-8 without signs that only programs write.
 * @param {Uint8Array} bytes
 * @returns {string | null}
 */
export function textOf(bytes) {
  if (bytes.length > LONGEST_TEXT) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/**
 * A name under which something may be saved: no folders, no signs that a system reads, not hidden, not endless.
 * @param {string} name
 * @returns {string}
 */
export function safeName(name) {
  const plain = name.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]+/g, "_").replace(/^[.\s]+|[.\s]+$/g, "");
  return plain.slice(-100) || "file";
}

/** Addresses of what is shown from memory, and gone when the page locks. */
export class InMemory {
  /** @type {Set<string>} */
  #addresses = new Set();

  /** @param {Uint8Array} bytes @param {string} type @returns {string} */
  address(bytes, type) {
    const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type }));
    this.#addresses.add(address);
    return address;
  }

  /** Nothing of it can be reached any more. */
  forget() {
    for (const one of this.#addresses) URL.revokeObjectURL(one);
    this.#addresses.clear();
  }

  /** Save bytes as a file whose kind no browser guesses. @param {Uint8Array} bytes @param {string} name */
  save(bytes, name) {
    const link = document.createElement("a");
    link.href = this.address(bytes, "application/octet-stream");
    link.download = safeName(name);
    link.click();
  }
}

/**
 * What a browser may show of a file: a picture, or text, or nothing.
 * @param {Uint8Array} bytes
 * @param {string} label
 * @param {InMemory} memory
 * @returns {HTMLElement | null}
 */
export function shown(bytes, label, memory) {
  const picture = pictureOf(bytes);
  if (picture) {
    const image = document.createElement("img");
    image.src = memory.address(bytes, picture);
    image.alt = label;
    return image;
  }
  const text = textOf(bytes);
  if (text === null) return null;
  const lines = document.createElement("pre");
  lines.textContent = text;
  lines.dir = "auto";
  lines.tabIndex = 0;
  lines.setAttribute("aria-label", label);
  return lines;
}
