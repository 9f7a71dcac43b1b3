import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as sealing from "../sealing.js";

const vectors = JSON.parse(readFileSync(new URL("../../../testdata/vectors/sealing.json", import.meta.url), "utf8"));
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const hex = (content) => Buffer.from(content).toString("hex");

for (const file of vectors.files) {
  test(`“${file.name}”, sealed by ${file.made_by}, is opened, and its file key found in the header alone`, async () => {
    const sealed = bytes(file.sealed);
    const clear = await sealing.open(sealed, vectors.identity);
    assert.equal(createHash("sha256").update(clear).digest("hex"), file.clear_digest);
    assert.equal(hex(await sealing.fileKeyOf(sealed, vectors.identity)), file.file_key);
    assert.equal(hex(await sealing.fileKeyOf(sealed.subarray(0, 2400), vectors.identity)), file.file_key);
  });
}

for (const locked of vectors.locked) {
  test(`an identity locked by ${locked.made_by} is unlocked by its passphrase alone`, async () => {
    const file = sealing.withoutArmour(locked.armoured);
    assert.equal(await sealing.unlock(file, vectors.passphrase), vectors.identity);
    await assert.rejects(sealing.unlock(file, `${vectors.passphrase}.`), sealing.NotOpened);
  });
}

for (const file of vectors.refused) {
  test(`what is “${file.name}” is not opened`, async () => {
    await assert.rejects(sealing.open(bytes(file.sealed), vectors.identity), sealing.NotOpened);
  });
}

test("the recipient of an identity is the one Python finds", async () => {
  assert.equal(await sealing.recipientOf(vectors.identity), vectors.recipient);
});

test("what is sealed is opened again, and by no other identity", async () => {
  const [own, other] = [await sealing.newIdentity(), await sealing.newIdentity()];
  const sealed = await sealing.seal("The window was nailed shut.", await sealing.recipientOf(own));
  assert.equal(await sealing.openText(sealed, own), "The window was nailed shut.");
  await assert.rejects(sealing.open(sealed, other), sealing.NotOpened);
});

test("nothing is sealed to a recipient that a quantum computer could open", async () => {
  const classical = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
  await assert.rejects(sealing.seal("x", classical), TypeError);
});
