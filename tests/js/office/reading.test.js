import assert from "node:assert/strict";
import { test } from "node:test";

import { newIdentity, recipientOf, seal } from "../../../src/unannounced/rooms/office/static/office/keys/sealing.js";
import { around, letterOf, opened, originalOf, recipientIn, said, sealedFor } from "../../../src/unannounced/rooms/office/static/office/communications/reading.js";
import { pictureOf, safeName, textOf } from "../../../src/unannounced/rooms/office/static/office/communications/viewing.js";

const utf8 = (text) => new TextEncoder().encode(text);

test("what was filled up and sealed is opened by whichever version fits, and by no other key", async () => {
  const [older, newer, stranger] = [await newIdentity(), await newIdentity(), await newIdentity()];
  const sealed = await sealedFor({ format: "unannounced-note/1", text: "Подзвонити" }, await recipientOf(older));
  assert.ok(sealed.length > 8192);
  assert.deepEqual(said(await opened(sealed, [newer, older])), { format: "unannounced-note/1", text: "Подзвонити" });
  assert.equal(await opened(sealed, [stranger]), null);
  assert.deepEqual(await opened(await seal("by hand", await recipientOf(older)), [older]), utf8("by hand"));
});

test("a letter holds nothing but what is of its kind, whatever its sender wrote", () => {
  const odd = letterOf({ text: { a: 1 }, told: ["death", 7, null], ways: "all", language: '"><script>', files: [null, { digest: "ab", size: "x" }], in_custody: "yes" });
  assert.deepEqual(odd, {
    recipient: "", language: "", text: "", place: "", told: ["death"], for: "", in_custody: null, ways: [], fears: "", scripts: true,
    files: [{ digest: "ab", name: "", type: "", size: 0, cleaned: false }],
  });
});

test("what has not the form that was agreed is none of it", () => {
  for (const text of ["", "{}", "[]", "null", '{"format": 1}', '{"format": "other/1"}']) assert.equal(said(utf8(text)), null);
  assert.equal(said(new Uint8Array([0xff, 0xfe])), null);
});

test("two letters that name two keys of their sender get no answer", () => {
  const named = (recipient) => letterOf({ recipient });
  assert.equal(recipientIn("", [named("age1pq1a"), named("age1pq1a")]), "age1pq1a");
  assert.equal(recipientIn("age1pq1a", [named("age1pq1b")]), null);
  assert.equal(recipientIn("", [named("")]), "");
});

test("a file is what its bytes are, and a drawing that can run programs is no picture", () => {
  assert.equal(pictureOf(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])), "image/jpeg");
  for (const text of ["<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "<html><script>x()</script>", "%PDF-1.7"]) assert.equal(pictureOf(utf8(text)), null);
  assert.equal(textOf(utf8("Ніхто не прийшов.\n")), "Ніхто не прийшов.\n");
  assert.equal(textOf(Uint8Array.from([0x50, 0x4b, 3, 4])), null);
  assert.equal(textOf(Uint8Array.from([0xff, 0xff])), null);
});

test("a name under which a file is saved leads into no folder and hides nothing", () => {
  assert.equal(safeName("../../etc/passwd"), "_.._etc_passwd");
  assert.equal(safeName(".bashrc"), "bashrc");
  assert.equal(safeName("photo\u202egpj.exe"), "photo_gpj.exe");
  assert.equal(safeName("..."), "file");
});

test("an original of the office says its name in its first line", () => {
  const found = originalOf(utf8('{"format": "unannounced-file/1", "name": "scan.png", "type": "image/png", "size": 2}\n\u0001\u0002'));
  assert.deepEqual(found, { name: "scan.png", bytes: Uint8Array.from([1, 2]) });
  assert.equal(originalOf(utf8("no line at all")), null);
});

test("a letter of the office goes around what was typed, or before it, and loses none of it", () => {
  assert.equal(around("Good day.\n[…]\nGoodbye.\n", "[…]", "Were you seen $& alone?"), "Good day.\nWere you seen $& alone?\nGoodbye.\n");
  assert.equal(around("It came.\n", "[…]", "More."), "It came.\n\nMore.\n");
  assert.equal(around("It came.\n", "[…]", ""), "It came.\n");
});
