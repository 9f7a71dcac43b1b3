import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { LARGEST, NotAnAnswer, TooLarge, composed, openedAnswer, sealedFile } from "../../../src/unannounced/rooms/intake/static/intake/composing.js";
import { pad, unpad } from "../../../src/unannounced/rooms/intake/static/intake/padding.js";
import { NotOpened, newIdentity, open, recipientOf, seal } from "../../../src/unannounced/rooms/intake/static/intake/sealing.js";

const office = await newIdentity();
const to = await recipientOf(office);
const sender = await newIdentity();
const recipient = await recipientOf(sender);
const nobody = { name: "", reach: "" };
const letter = {
  text: "Ніхто не прийшов.",
  place: "Брест, 14",
  told: ["violence"],
  for: "self",
  in_custody: null,
  ways: ["receipt", "lawyer"],
  fears: "unknown",
  language: "uk",
  files: [{ digest: "00", name: "двері.jpg", type: "image/jpeg", size: 48213, cleaned: true }],
  recipient,
};
const sha256 = (...pieces) => pieces.reduce((hash, one) => hash.update(one), createHash("sha256")).digest("hex");
const readBack = async (sealed) => JSON.parse(Buffer.from(unpad(await open(sealed, office))).toString());

test("a letter and who wrote it are opened by the office, each as the protocol has it", async () => {
  const { sealed, who, digest } = await composed(letter, { who: { name: "Олена", reach: "через сестру" }, to });
  assert.deepEqual(await readBack(sealed), { format: "unannounced-communication/1", scripts: true, ...letter });
  assert.deepEqual(await readBack(who), { format: "unannounced-who/1", name: "Олена", reach: "через сестру" });
  assert.equal(digest, sha256(sealed, who));
});

test("nobody sees whether a name was given, or whether a line was written or a page and a half", async () => {
  const short = await composed({ ...letter, text: "" }, { who: nobody, to });
  const long = await composed({ ...letter, text: "x".repeat(5000) }, { who: { name: "Олена ".repeat(200), reach: "y" }, to });
  assert.equal(short.sealed.length, long.sealed.length);
  assert.equal(short.who.length, long.who.length);
  assert.equal(short.who.length, short.sealed.length);
  assert.notEqual(short.digest, (await composed({ ...letter, text: "" }, { who: nobody, to })).digest);
});

test("what is larger than the room takes is said before it is sealed", async () => {
  const room = LARGEST.letter - new TextEncoder().encode(JSON.stringify({ format: "unannounced-communication/1", scripts: true, ...letter, text: "" })).length;
  await composed({ ...letter, text: "x".repeat(room - 1) }, { who: nobody, to });
  await assert.rejects(composed({ ...letter, text: "x".repeat(room + 6) }, { who: nobody, to }), (problem) => {
    assert.ok(problem instanceof TooLarge);
    assert.deepEqual([problem.what, problem.over], ["letter", 7]);
    return true;
  });
  await assert.rejects(composed(letter, { who: { name: "x".repeat(9000), reach: "" }, to }), { name: "TooLarge", what: "who" });
  await assert.rejects(sealedFile(new Uint8Array(LARGEST.file), to), { name: "TooLarge", what: "file", over: 1 });
});

test("a file is sealed in one of few sizes, and named by its sealed bytes", async () => {
  const [short, long] = [await sealedFile(new Uint8Array([1, 2, 3]), to), await sealedFile(new Uint8Array(8000).fill(7), to)];
  assert.equal(short.size, long.size);
  assert.equal(short.size, short.sealed.length);
  assert.equal(short.digest, sha256(short.sealed));
  assert.deepEqual(unpad(await open(short.sealed, office)), new Uint8Array([1, 2, 3]));
});

test("an answer is opened by the words of the receipt alone, and nothing else is taken for one", async () => {
  const answer = { format: "unannounced-answer/1", text: "Ми були там.", language: "uk", written_on: "2026-11-27" };
  const sealed = async (said) => seal(pad(new TextEncoder().encode(typeof said === "string" ? said : JSON.stringify(said))), recipient);
  assert.deepEqual(await openedAnswer(await sealed(answer), sender), answer);
  assert.deepEqual(await openedAnswer(await sealed({ ...answer, later: 1 }), sender), answer);
  await assert.rejects(openedAnswer(await sealed(answer), office), NotOpened);
  const wrong = [{ ...answer, format: "unannounced-answer/2" }, { ...answer, text: 5 }, {}, null, [], "no JSON", 7];
  for (const one of wrong) await assert.rejects(openedAnswer(await sealed(one), sender), NotAnAnswer);
  await assert.rejects(openedAnswer(await seal(JSON.stringify(answer), recipient), sender), NotAnAnswer);
  await assert.rejects(openedAnswer(await seal(pad(new Uint8Array([0xff, 0xfe])), recipient), sender), NotAnAnswer);
});

test("nothing is sealed to what is no recipient of the office", async () => {
  await assert.rejects(composed(letter, { who: nobody, to: "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj" }), TypeError);
});
