import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";

import { sha256 } from "../../../src/unannounced/rooms/intake/static/intake/sha256.js";
import { NotAChallenge, bitsOf, solve, solved } from "../../../src/unannounced/rooms/intake/static/intake/working.js";
import { vectors } from "./vectors.js";

test("SHA-256 of any length is the one WebCrypto finds", async () => {
  for (let length = 0; length < 200; length += 1) {
    const message = new Uint8Array(randomBytes(length));
    assert.deepEqual(sha256(message), new Uint8Array(await crypto.subtle.digest("SHA-256", message)));
  }
});

for (const { challenge, number } of vectors("working").solved) {
  test(`a challenge of ${bitsOf(challenge)} bits has the least number that Python finds`, async () => {
    assert.equal(solve(challenge), number);
    assert.equal(solve(challenge, { upTo: Number(number) }), null);
    assert.equal(solve(challenge, { from: Number(number), upTo: Number(number) + 1 }), number);
    assert.equal(await solved(challenge), number);
  });
}

test("numbers of any length are hashed as they are written, wherever their digits lie in a block", () => {
  for (let length = 20; length < 150; length += 7) {
    const challenge = `1.3.6928a0f0.${"A".repeat(length)}.B`;
    for (const from of [0, 7, 95, 999_990, 99_999_999_995]) {
      const number = Number(solve(challenge, { from }));
      const fits = (one) => createHash("sha256").update(`${challenge}.${one}`).digest()[0] < 32;
      assert.ok(fits(number), `${number} behind ${length} letters`);
      for (let other = from; other < number; other += 1) assert.ok(!fits(other), `${other} behind ${length} letters`);
    }
  }
});

test("what is no challenge, or asks for more than anybody is asked for, is not solved", async () => {
  for (const one of ["", "1", "2.8.6928a0f0.A.B", "1.29.6928a0f0.A.B", "1.-1.6928a0f0.A.B", "1.8.A.B", "1.8.6928a0f0.A.B C"]) {
    assert.throws(() => solve(one), NotAChallenge, one);
    await assert.rejects(solved(one), NotAChallenge);
  }
});

test("reckoning is given up when the letter is", async () => {
  const giving = new AbortController();
  const waits = solved("1.28.6928a0f0.AAAA.BBBB", { signal: giving.signal });
  setTimeout(() => giving.abort(new Error("given up")));
  await assert.rejects(waits, /given up/);
});

test("a worker answers with the challenge and its number", async () => {
  const [said, heard] = [[], {}];
  Object.assign(globalThis, { addEventListener: (kind, f) => (heard[kind] = f), postMessage: (message) => said.push(message) });
  await import("../../../src/unannounced/rooms/intake/static/intake/worker.js");
  const [{ challenge, number }] = vectors("working").solved;
  heard.message({ data: { challenge } });
  assert.deepEqual(said, [{ challenge, number }]);
});

test("a page reckons in a worker, and by itself where that does not start", async (t) => {
  const { challenge, number } = vectors("working").solved[4];
  let ended = 0;
  const worker = (answers) =>
    class {
      postMessage(asked) {
        setTimeout(() => answers(this, asked));
      }
      terminate() {
        ended += 1;
      }
    };
  t.after(() => delete globalThis.Worker);
  globalThis.Worker = worker((one, asked) => one.onmessage({ data: { ...asked, number: "77" } }));
  assert.equal(await solved(challenge), "77");
  globalThis.Worker = worker((one) => one.onerror({ preventDefault() {} }));
  assert.equal(await solved(challenge), number);
  globalThis.Worker = worker(() => undefined);
  const giving = new AbortController();
  setTimeout(() => giving.abort());
  await assert.rejects(solved(challenge, { signal: giving.signal }), { name: "AbortError" });
  assert.equal(ended, 3);
  globalThis.Worker = class {
    constructor() {
      throw new TypeError("no modules in workers");
    }
  };
  assert.equal(await solved(challenge), number);
});
