import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import * as receipt from "../../../src/unannounced/rooms/intake/static/intake/receipt_words.js";
import { recipientOf } from "../../../src/unannounced/rooms/intake/static/intake/sealing.js";
import { lists as read, vectors } from "./vectors.js";

const lists = read();

for (const { language, words, typed, identity, address } of vectors("receipts").receipts) {
  test(`from ten words of “${language}” follows what Python finds, also where they were typed in short`, async () => {
    assert.deepEqual(receipt.asWritten(typed, lists), words);
    assert.deepEqual(await receipt.receiptOf(words), { identity, address });
    assert.deepEqual(await receipt.receiptOf(words.map(receipt.folded)), { identity, address });
    assert.match(await recipientOf(identity), /^age1pq1/);
  });
}

for (const language of receipt.LANGUAGES) {
  test(`words of “${language}” come back however they are written`, () => {
    const words = receipt.drawn(lists[language]);
    assert.equal(words.length, 10);
    const written = [
      words.join(" "),
      words.map((word, place) => `${place + 1}. ${word.toUpperCase()},`).join("\n"),
      words.join("\u00a0–\t").normalize("NFD"),
      words.map((word) => Array.from(receipt.folded(word)).slice(0, receipt.KNOWN_BY).join("")).join("  "),
      words.map((word, place) => `${place}\ufe0f\u20e3 ${word}`).join(" "),
    ];
    for (const text of written) assert.deepEqual(receipt.asWritten(text, lists), words);
  });
}

test("a word that is in no list is named by its place, and the others are not told", () => {
  const words = receipt.drawn(lists.en);
  const wrong = [
    [[...words.slice(0, 3), "xqzzy", ...words.slice(4)], [4]],
    [[...words.slice(0, 9), `${words[9]}q`], [10]],
    [words.slice(0, 8), [9, 10]],
    [[...words, words[0]], [11]],
    [[], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ];
  for (const [typed, places] of wrong) {
    assert.throws(() => receipt.asWritten(typed.join(" "), lists), (problem) => {
      assert.ok(problem instanceof receipt.UnknownWords);
      assert.deepEqual(problem.places, places);
      return words.every((word) => !problem.message.includes(word));
    });
  }
});

test("words of two lists are looked for in the one that has most of them", () => {
  const words = [...receipt.drawn(lists.ru).slice(0, 4), ...receipt.drawn(lists.ar).slice(0, 6)];
  assert.throws(() => receipt.asWritten(words.join(" "), lists), (problem) => assert.deepEqual(problem.places, [1, 2, 3, 4]) ?? true);
});

test("a word without marks, large letters and dots is what Python finds", () => {
  const seen = ["Été", "cœur", "IŞIK", "ёж", "أَسَد", "STRASSE", "straße", "ΟΔΟΣ", "Ґанок", "İz", "ﬁn"].map(receipt.folded);
  assert.deepEqual(seen, ["ete", "coeur", "isik", "еж", "اسد", "strasse", "strasse", "οδοσ", "ганок", "iz", "fin"]);
});

test("every word is as likely as another, and no receipt is drawn from a list that was cut", (t) => {
  const draws = [1023, 1024, 2 ** 32 - 1, 7, 7, 7, 7, 7, 7, 7];
  t.mock.method(crypto, "getRandomValues", (draw) => draw.fill(draws.shift()));
  assert.deepEqual(receipt.drawn(lists.tr), [1023, 0, 1023, 7, 7, 7, 7, 7, 7, 7].map((place) => lists.tr[place]));
  draws.push(2 ** 32 - 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10); // the last few numbers would make the first words of 1,025 likelier
  assert.deepEqual(receipt.drawn([...lists.tr, "xyz"]), lists.tr.slice(1, 11));
  for (const short of [[], lists.tr.slice(1), [...lists.tr.slice(1), lists.tr[5]]]) assert.throws(() => receipt.drawn(short), RangeError);
});

test("there are ten words, and a seed has 32 bytes", async () => {
  await assert.rejects(receipt.receiptOf(lists.en.slice(0, 9)), RangeError);
  assert.throws(() => receipt.identityOfSeed(new Uint8Array(31)), RangeError);
  const seed = createHash("sha256").update("a seed").digest();
  assert.match(receipt.identityOfSeed(seed), /^AGE-SECRET-KEY-PQ-1[0-9A-Z]{58}$/);
});
