import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";

import { Lost, Problem } from "../../../src/unannounced/rooms/intake/static/intake/asking.js";
import { base64url } from "../../../src/unannounced/rooms/intake/static/intake/codes.js";
import { PART, Room, pause } from "../../../src/unannounced/rooms/intake/static/intake/room.js";

const BASE = "https://room.example/";
const KEY = { version: 1, recipient: "age1pq1one" };
const OTHER = { version: 2, recipient: "age1pq1other" };
const address = "ab".repeat(32);
const sealed = { sealed: new Uint8Array([1, 2, 3]), who: new Uint8Array([4]) };
const json = (said, status = 200) => new Response(JSON.stringify(said), { status });
const refused = (problem, status, more = {}) => json({ problem, message: `It is ${problem}.`, ...more }, status);
const lost = () => {
  throw new TypeError("fetch failed");
};
const solve = async (challenge) => `solves ${challenge}`;

/** A room that gives these answers one after the other, and what it was asked. */
function roomThat(...answers) {
  const asked = [];
  const waits = [];
  const fetch = async (where, { body, signal, ...how }) => {
    asked.push({ where: where.href, body: typeof body === "string" ? JSON.parse(body) : body, how });
    return answers.shift()(signal);
  };
  const wait = async (milliseconds, signal) => {
    waits.push(milliseconds);
    signal?.throwIfAborted();
  };
  return { room: new Room(BASE, { fetch, wait, chance: () => 0.5 }), asked, waits, answers };
}

const letter = { address, key: KEY, sealed, seal: () => assert.fail("nothing is to be sealed anew") };

test("the room is asked under its own address, without cookies, and nothing is kept or followed", async () => {
  const { room, asked } = roomThat(() => json({ key: KEY, challenge: "c" }));
  assert.deepEqual(await room.key(), { key: KEY, challenge: "c" });
  const [{ where, body, how }] = asked;
  assert.equal(where, "https://room.example/api/key");
  assert.deepEqual(body, {});
  assert.equal(how.method, "POST");
  assert.deepEqual([how.credentials, how.cache, how.redirect, how.referrerPolicy], ["omit", "no-store", "error", "no-referrer"]);
  const { room: below } = roomThat();
  assert.equal(new Room("http://abc.onion/write/").api.href, "http://abc.onion/write/api/");
  assert.equal(below.api.href, "https://room.example/api/");
});

test("a letter is brought with the work that was done while it was written", async () => {
  const { room, asked, waits } = roomThat(() => json({ is: "kept" }));
  const said = await room.sendLetter(letter, { proof: { challenge: "c", number: "7" }, solve });
  assert.deepEqual(said, { is: "kept", key: KEY, sealed });
  assert.deepEqual(asked[0].body, { address, version: 1, sealed: "AQID", who: "BA", challenge: "c", number: "7" });
  assert.deepEqual(waits, []);
});

for (const problem of ["spent", "too_old", "no_challenge", "no_proof"]) {
  test(`where the room says “${problem}” its new challenge is solved and the same letter brought again`, async () => {
    const { room, asked, waits } = roomThat(() => refused(problem, 409, { challenge: "new" }), () => json({ is: "kept" }));
    assert.equal((await room.sendLetter(letter, { solve })).is, "kept");
    const [first, second] = asked.map(({ body }) => body);
    assert.deepEqual(second, { ...first, challenge: "new", number: "solves new" });
    assert.deepEqual(waits, []);
  });
}

test("where the room names another key the letter is sealed to that one, and brought with its version", async () => {
  const { room, asked } = roomThat(() => refused("other_key", 409, { key: OTHER, challenge: "new" }), () => json({ is: "kept" }));
  const anew = { sealed: new Uint8Array([9]), who: new Uint8Array([8]) };
  const said = await room.sendLetter({ ...letter, seal: async (key) => (assert.deepEqual(key, OTHER), anew) }, { solve });
  assert.deepEqual(said, { is: "kept", key: OTHER, sealed: anew });
  assert.deepEqual(asked[1].body, { address, version: 2, sealed: "CQ", who: "CA", challenge: "new", number: "solves new" });
});

test("a network that is lost and a room that is busy or full put a letter off, ever longer, and never drop it", async () => {
  const html = () => new Response("<html>", { status: 502 });
  const portal = () => new Response("<html>Wi-Fi", { status: 200 });
  const answers = [lost, () => refused("busy", 503), html, portal, () => refused("full", 507), () => json({ is: "dropped" }), () => json({ is: "known" })];
  const { room, asked, waits } = roomThat(...answers);
  const puts = [];
  const said = await room.sendLetter(letter, { solve, onPutOff: ({ problem, failures, wait }) => puts.push([problem.problem, failures, wait]) });
  assert.equal(said.is, "known");
  assert.deepEqual(waits, [2_000, 4_000, 8_000, 16_000, 32_000, 64_000]);
  assert.deepEqual(puts.map(([problem]) => problem), ["lost", "busy", "busy", "lost", "full", "lost"]);
  assert.deepEqual(puts[2], ["busy", 3, 8_000]);
  for (const one of asked) assert.deepEqual(one.body, asked[0].body);
});

test("pauses grow to two minutes and differ by chance", () => {
  assert.deepEqual([1, 2, 3, 7, 8, 500].map((failures) => pause(failures, 0.5)), [2_000, 4_000, 8_000, 120_000, 120_000, 120_000]);
  assert.deepEqual([pause(1, 0), pause(1, 1)], [1_600, 2_400]);
});

for (const [problem, status] of [["malformed", 400], ["too_large", 413], ["no_key", 503], ["other_key", 409], ["spent", 409]]) {
  test(`“${problem}” that cannot be put right is told, with the room's own sentence`, async () => {
    const { room, asked } = roomThat(() => refused(problem, status));
    await assert.rejects(room.sendLetter(letter, { solve }), (told) => {
      assert.ok(told instanceof Problem && told instanceof Error);
      assert.deepEqual([told.problem, told.message, told.status, told.key, told.challenge], [problem, `It is ${problem}.`, status, null, null]);
      return true;
    });
    assert.equal(asked.length, 1);
  });
}

test("what stands before the room and takes no body so large is believed", async () => {
  const { room } = roomThat(() => new Response("<html>", { status: 413 }));
  await assert.rejects(room.sendLetter(letter, { solve }), { problem: "too_large", status: 413 });
});

test("a room that is content with no proof is not worked for without end", async () => {
  const { room, asked } = roomThat(...Array.from({ length: 20 }, (_none, turn) => () => refused("no_proof", 409, { challenge: `c${turn}` })));
  await assert.rejects(room.sendLetter(letter, { solve }), { problem: "no_proof" });
  assert.equal(asked.length, 7);
});

test("whoever gives up is obeyed at once, in a request and in a pause", async () => {
  const giving = new AbortController();
  const hangs = (signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const { room } = roomThat(hangs);
  setTimeout(() => giving.abort(new Error("given up")));
  await assert.rejects(room.sendLetter(letter, { solve, signal: giving.signal }), /given up/);
  await assert.rejects(roomThat().room.key({ signal: giving.signal }), /given up/);
  const pausing = new AbortController();
  const slow = new Room(BASE, { fetch: lost });
  setTimeout(() => pausing.abort(new Error("given up in a pause")), 20);
  await assert.rejects(slow.sendLetter(letter, { solve, signal: pausing.signal }), /in a pause/);
});

test("a request that hears nothing was cut off, and says that it was lost", async () => {
  const hangs = (_where, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  await assert.rejects(new Room(BASE, { fetch: hangs, patience: 5 }).key(), (told) => told instanceof Lost && told.passes && told.problem === "lost");
});

test("a conversation is read to its end, twenty answers at a time", async () => {
  const answers = Array.from({ length: 45 }, (_none, place) => ({ number: place + 3, sealed: base64url(new Uint8Array([place])) }));
  const page = (begin, more) => () => json({ letters: 2, fetched: 1, answers: answers.slice(begin, begin + 20), more });
  const { room, asked } = roomThat(page(0, true), page(20, true), page(40, false));
  const found = await room.wholeConversation(address);
  assert.deepEqual(found.answers.map(({ number, sealed: [byte] }) => [number, byte]), answers.map(({ number }, place) => [number, place]));
  assert.deepEqual([found.letters, found.fetched], [2, 1]);
  assert.deepEqual(asked.map(({ body }) => body.after), [0, 22, 42]);
});

test("a conversation without answers is one too, and one that is erased is gone", async () => {
  const { room, asked } = roomThat(() => json({ letters: 0, fetched: 0, answers: [], more: false }), () => json({ is: "erased" }), () => json({}));
  assert.deepEqual(await room.wholeConversation(address), { letters: 0, fetched: 0, answers: [] });
  await room.erase(address);
  assert.deepEqual(asked[1].body, { address });
  await assert.rejects(room.erase(address), Lost);
});

// Files

const content = new Uint8Array(randomBytes(2 * PART + 100));
const file = { address, sealed: content, digest: "cd".repeat(32), size: content.length };

/** A room that takes files as the protocol has it; `trouble` may answer before it, by the number of the request. */
function roomOfFiles(trouble = {}) {
  const parts = new Map();
  const asked = [];
  let begun = false;
  const said = () => json({ have: [...parts.keys()].sort(), is: parts.size === 3 ? "kept" : "waiting" });
  const fetch = async (where, { method, body, headers }) => {
    asked.push(`${method} ${where.pathname.split("/").slice(2).join("/").replace(file.digest, "digest")}`);
    const before = trouble[asked.length]?.({ parts, forget: () => (parts.clear(), (begun = false)) });
    if (before) return before;
    if (method === "POST") {
      const { challenge, number } = JSON.parse(body);
      if (!begun && number !== `solves ${challenge}`) return refused("no_challenge", 409, { challenge: "new" });
      begun = true;
      return said();
    }
    if (!begun) return refused("unknown", 404);
    assert.deepEqual([headers["X-Address"], headers["X-Size"]], [address, String(file.size)]);
    parts.set(Number(where.pathname.split("/").at(-1)), body);
    return said();
  };
  return { room: new Room(BASE, { fetch, wait: async () => undefined }), parts, asked, begin: () => (begun = true) };
}

const whole = (parts) => Buffer.concat([1, 2, 3].map((number) => parts.get(number)));

test("a file is begun with work, carried in parts, and its progress told", async () => {
  const { room, parts, asked } = roomOfFiles();
  const seen = [];
  assert.deepEqual(await room.sendFile(file, { solve, onProgress: ({ done, of }) => seen.push([done, of]) }), { is: "kept" });
  assert.deepEqual(asked, ["POST files", "POST files", "PUT files/digest/parts/1", "PUT files/digest/parts/2", "PUT files/digest/parts/3"]);
  assert.ok(whole(parts).equals(Buffer.from(content)));
  assert.deepEqual(seen, [0, PART, 2 * PART, file.size].map((done) => [done, file.size]));
});

test("of a file that was begun only what is missing is carried, without more work", async () => {
  const { room, parts, asked, begin } = roomOfFiles();
  begin();
  parts.set(1, content.subarray(0, PART)).set(3, content.subarray(2 * PART));
  const seen = [];
  await room.sendFile(file, { solve: () => assert.fail("no work is asked for"), onProgress: ({ done }) => seen.push(done) });
  assert.deepEqual(asked, ["POST files", "PUT files/digest/parts/2"]);
  assert.ok(whole(parts).equals(Buffer.from(content)));
  assert.deepEqual(seen, [PART + 100, PART + 100, file.size]);
});

test("a file that the room has is not carried at all", async () => {
  const { room, asked } = roomThat(() => json({ have: [], is: "known" }));
  assert.deepEqual(await room.sendFile(file, { solve }), { is: "known" });
  assert.equal(asked.length, 1);
});

test("a part whose answer was lost is brought again, and a file that the room dropped is begun again", async () => {
  const { room, parts, asked } = roomOfFiles({ 1: () => refused("unfinished", 507), 4: lost, 6: ({ forget }) => forget() });
  await room.sendFile(file, { solve });
  assert.ok(whole(parts).equals(Buffer.from(content)));
  const put = (number) => `PUT files/digest/parts/${number}`;
  assert.deepEqual(asked, ["POST files", "POST files", "POST files", put(1), put(1), put(2), "POST files", "POST files", put(1), put(2), put(3)]);
});

test("a file of which the parts never become the file is told, and one that is too large at once", async () => {
  const forged = Object.fromEntries([5, 9, 13].map((turn) => [turn, ({ forget }) => (forget(), refused("forged", 422))]));
  const { room, asked } = roomOfFiles(forged);
  await assert.rejects(room.sendFile(file, { solve }), { problem: "forged" });
  assert.ok(asked.length <= 15);
  await assert.rejects(roomThat(() => refused("too_large", 413)).room.sendFile(file, { solve }), { problem: "too_large" });
});

test("carrying a file is stopped between its parts, and goes on later where it ended", async () => {
  const { room, parts, asked } = roomOfFiles();
  const giving = new AbortController();
  const onProgress = ({ done }) => done === PART && giving.abort(new Error("stopped"));
  await assert.rejects(room.sendFile(file, { solve, onProgress, signal: giving.signal }), /stopped/);
  assert.deepEqual([...parts.keys()], [1]);
  await room.sendFile(file, { solve });
  assert.equal(asked.filter((one) => one.endsWith("parts/1")).length, 1);
  assert.ok(whole(parts).equals(Buffer.from(content)));
});
