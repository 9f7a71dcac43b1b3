import assert from "node:assert/strict";
import { test } from "node:test";

import { NotPadded, pad, sizeFor, unpad } from "../../../src/unannounced/rooms/intake/static/intake/padding.js";
import { bytesOf, vectors } from "./vectors.js";

const { sizes, contents, refused } = vectors("padding");

test("every length has the size that Python finds", () => {
  for (const { length, size } of sizes) assert.equal(sizeFor(length), size);
});

for (const { name, content, padded } of contents) {
  test(`“${name}” is filled up as Python does it, and comes back`, () => {
    assert.deepEqual(pad(bytesOf(content)), bytesOf(padded));
    assert.deepEqual(unpad(bytesOf(padded)), bytesOf(content));
  });
}

for (const { name, padded } of refused) {
  test(`“${name}” was not filled up`, () => assert.throws(() => unpad(bytesOf(padded)), NotPadded));
}
