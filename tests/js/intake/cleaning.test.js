import assert from "node:assert/strict";
import { test } from "node:test";

import { clean } from "../../../src/unannounced/rooms/intake/static/intake/cleaning.js";

const bytes = (...pieces) => new Uint8Array(Buffer.concat(pieces.map((one) => (typeof one === "string" ? Buffer.from(one, "latin1") : Buffer.from(one)))));

const FRAME = [0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0];
const SCAN = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56];
const JFIF = bytes([0xff, 0xe0, 0, 16], "JFIF\0", [1, 1, 0, 0, 1, 0, 1, 0, 0]);
const comment = bytes([0xff, 0xfe, 0, 8], "Bresk.");
const jpeg = (...inner) => bytes([0xff, 0xd8], ...inner, [0xff, 0xd9]);

test("what is said between two scans of a picture goes as well, and filling before a marker with it", () => {
  const { bytes: after, cleaned } = clean(jpeg(JFIF, comment, FRAME, SCAN, comment, [0xff, 0xff], SCAN), "");
  assert.ok(cleaned);
  assert.deepEqual(after, jpeg(JFIF, FRAME, SCAN, [...SCAN]));
});

test("a picture that says another type of itself gets the right one", () => {
  assert.equal(clean(jpeg(JFIF, FRAME, SCAN), "image/png").type, "image/jpeg");
});

for (const [name, wrong] of Object.entries({
  "without a frame": jpeg(JFIF, SCAN),
  "without a scan": jpeg(JFIF, FRAME),
  "with something between its segments": jpeg(JFIF, "Bresk", FRAME, SCAN),
  "with a length that leads back": jpeg([0xff, 0xe1, 0, 1], FRAME, SCAN),
  "with a length that leads out": jpeg(FRAME, [0xff, 0xe1, 0xff, 0xff]),
  "with a marker that nobody knows": jpeg([0xff, 0x02, 0, 2], FRAME, SCAN),
})) {
  test(`a JPEG ${name} stays as it is`, () => {
    assert.deepEqual(clean(wrong, "image/jpeg"), { bytes: wrong, type: "image/jpeg", cleaned: false });
  });
}

for (const [name, tiff] of Object.entries({
  "that leads nowhere": bytes("MM", [0, 42, 0xff, 0xff, 0xff, 0xff]),
  "that ends at once": bytes("II"),
  "with a side that there is not": bytes("MM", [0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0]),
  "with more entries than it has": bytes("MM", [0, 42, 0, 0, 0, 8, 0xff, 0xff]),
})) {
  test(`Exif ${name} goes whole`, () => {
    const said = bytes([0xff, 0xe1, 0, 8 + tiff.length], "Exif\0\0", tiff);
    assert.deepEqual(clean(jpeg(said, FRAME, SCAN), ""), { bytes: jpeg(FRAME, SCAN), type: "image/jpeg", cleaned: true });
  });
}

test("a PNG with a chunk that is needed and unknown stays as it is, and so does one that does not begin with its head", () => {
  const chunk = (name, content = "") => bytes([0, 0, 0, content.length], name, content, [0, 0, 0, 0]);
  const png = (...chunks) => bytes("\x89PNG\r\n\x1a\n", ...chunks);
  const [head, pixels, end] = [chunk("IHDR", "x".repeat(13)), chunk("IDAT", "y"), chunk("IEND")];
  assert.deepEqual(clean(png(head, chunk("tEXt", "Bresk"), pixels, end, "Bresk"), "").bytes, png(head, pixels, end));
  for (const wrong of [png(head, chunk("CgBI"), pixels, end), png(pixels, head, end), png(head, end), png(head, pixels), png(head, pixels, chunk("IEND", "Bresk"))]) {
    assert.equal(clean(wrong, "").cleaned, false);
  }
});

test("no bytes whatever make it fail, and what cannot be cleaned stays as it is", () => {
  const [begin, whole] = [["\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "GIF89a", "RIFF\x20\0\0\0WEBP"], jpeg(JFIF, comment, FRAME, SCAN)];
  for (let turn = 0; turn < 4000; turn += 1) {
    const noise = crypto.getRandomValues(new Uint8Array(turn % 97));
    const one = turn % 2 ? bytes(begin[turn % 4], noise) : whole.map((byte, at) => (at % 61 === turn % 61 && at > 2 ? byte ^ (turn >> 4) : byte));
    const { bytes: after, cleaned } = clean(one, "");
    assert.ok(cleaned || after === one);
  }
});
