import assert from "node:assert/strict";
import { test } from "node:test";

import { identityFrom, NotJoined, parted, piecesOf, seedOf, written } from "../../../src/unannounced/rooms/office/static/office/keys/sharing.js";
import { vectors } from "../intake/vectors.js";

const { parted: keys, refused } = vectors("sharing");
const bytes = (text) => new Uint8Array(Buffer.from(text, "hex"));

for (const { name, identity, seed, chance, pieces } of keys) {
  test(`the key “${name}” is parted as Python does it, and any two pieces give it back`, async () => {
    assert.deepEqual(seedOf(identity), bytes(seed));
    assert.deepEqual((await parted(bytes(seed), bytes(chance))).map(written), pieces);
    for (const some of [[0, 1], [1, 2], [2, 0], [0, 1, 2]]) assert.equal(await identityFrom(some.map((one) => pieces[one])), identity);
    const typed = pieces.slice(1).map((one) => ` ${one.toUpperCase().replace(/(.{5})/g, "$1 ")}\n`);
    assert.equal(await identityFrom(typed), identity);
  });
}

for (const { name, pieces, why } of refused) {
  test(`${name} is refused: ${why}`, () => assert.rejects(identityFrom(pieces), (problem) => problem instanceof NotJoined && problem.why === why));
}

test("pieces are drawn anew each time, and one alone is no key", async () => {
  const { identity } = keys[3];
  const [one, other] = [await piecesOf(identity), await piecesOf(identity)];
  assert.notEqual(one[0], other[0]);
  assert.equal(await identityFrom([one[2], one[0]]), identity);
  await assert.rejects(identityFrom([one[0], other[1]]), NotJoined);
});
