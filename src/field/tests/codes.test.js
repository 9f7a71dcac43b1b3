import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as codes from "../codes.js";

const read = (name) =>
  JSON.parse(readFileSync(new URL(`../../../testdata/vectors/${name}.json`, import.meta.url), "utf8"));
const vectors = read("codes");
const signed = read("blobs");
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));

test("a code is read however it was typed", () => {
  for (const typed of vectors.typed) assert.equal(codes.normalised(typed), vectors.normalised);
  for (const typed of vectors.not_codes) assert.throws(() => codes.normalised(typed), codes.NotACode);
});

test("from a code follows what Python finds", async () => {
  const drawn = await codes.derive(vectors.typed[1]);
  assert.equal(drawn.lookup, vectors.lookup);
  assert.equal(drawn.proofKey, vectors.proof_key);
  assert.equal(codes.hex(drawn.packageKey), vectors.package_key);
});

test("the proof of a device is the one Python finds", async () => {
  const { lookup, verifying_key: verifyingKey, recipient } = vectors.shown;
  assert.equal(await codes.proof(vectors.proof_key, { lookup, verifyingKey, recipient }), vectors.proof);
});

for (const { made_by: by, closed } of vectors.closed) {
  test(`a package closed by ${by} is opened by its code, and by no other`, async () => {
    const key = codes.fromHex(vectors.package_key);
    assert.deepEqual(await codes.openPackage(codes.fromBase64url(closed), key), vectors.package);
    await assert.rejects(codes.openPackage(codes.fromBase64url(closed), new Uint8Array(32)), codes.NotAPackage);
  });
}

test("a package of a version that is not known is refused", () => {
  const later = new TextEncoder().encode('{"format": "unannounced-package/2"}');
  assert.throws(() => codes.readPackage(later), codes.NotAPackage);
});

test("a new code is read as it is shown, and no two are one", () => {
  const made = new Set(Array.from({ length: 200 }, () => codes.newCode()));
  assert.equal(made.size, 200);
  for (const code of made) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
});

test("what a device signs is what Python signs and checks", async () => {
  const how = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", codes.fromBase64url(signed.verifying_key), how, false, ["verify"]);
  const coder = new TextEncoder();
  for (const blob of signed.blobs) {
    assert.equal(codes.blobText({ device: signed.device, ...blob }), blob.text);
    assert.equal(await codes.sha256hex(bytes(blob.content)), blob.digest);
    assert.ok(await crypto.subtle.verify(how, key, codes.fromBase64url(blob.signature), coder.encode(blob.text)));
    assert.ok(!(await crypto.subtle.verify(how, key, codes.fromBase64url(blob.signature), coder.encode(`${blob.text} `))));
  }
  for (const asked of signed.letters) {
    assert.equal(codes.lettersText({ device: signed.device, ...asked }), asked.text);
    assert.ok(await crypto.subtle.verify(how, key, codes.fromBase64url(asked.signature), coder.encode(asked.text)));
  }
});
