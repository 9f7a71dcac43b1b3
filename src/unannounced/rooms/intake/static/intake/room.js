// @ts-check
/**
 * What the intake room does for whoever writes (docs/intake-protocol.md, “Between a sender and the room”). What is to be carried is
 * brought again until the room has it or a person gives up; nothing here drops it.
 *
 * @typedef {import("./asking.js").Key} Key
 * @typedef {{sealed: Uint8Array, who: Uint8Array}} Sealed as `composed` (composing.js) has it
 * @typedef {{challenge: string, number: string}} Proof
 * @typedef {(challenge: string) => Promise<string>} Solve gives the number; `solved` of working.js, unless another is named
 * @typedef {{problem: import("./asking.js").Problem, failures: number, wait: number}} Put what put it off, how often in a row, and the
 *   milliseconds until it is tried again
 * @typedef {{proof?: Proof, solve?: Solve, onPutOff?: (put: Put) => void, signal?: AbortSignal}} How `proof`: what was reckoned while the
 *   letter was written; `onPutOff` is told of every pause; `signal` gives up, and leaves what was to be carried as it is
 */

import { Lost, PATIENCE, Problem, ask } from "./asking.js";
import { base64url, fromBase64url } from "./codes.js";
import { solved } from "./working.js";

/** Files are carried in parts of so many bytes; the last is shorter. */
export const PART = 1_048_576;
/** Other challenges and keys for one thing that is carried, before somebody is asked what is the matter. */
const OFTEN = 6;
/** Beginnings of one file: the room may have dropped what it had of it. */
const BEGINNINGS = 3;
const NO_PROOF = { challenge: "", number: "" };
const OF_PROOF = new Set(["no_challenge", "too_old", "no_proof", "spent"]);
const DROPPED = new Set(["unknown", "forged"]);
const KEPT = new Set(["kept", "known"]);
const OF_FILES = new Set([...KEPT, "waiting"]);

/**
 * How long to wait before the next try: two seconds, doubled each time, two minutes at most, and a little by chance.
 * @param {number} failures in a row, from 1
 * @param {number} chance from 0 to 1
 * @returns {number} milliseconds
 */
export function pause(failures, chance) {
  return Math.round(Math.min(120_000, 2_000 * 2 ** Math.max(0, failures - 1)) * (0.8 + 0.4 * chance));
}

/** The milliseconds pass; rejects with the signal's reason. @param {number} wait @param {AbortSignal} [signal] @returns {Promise<void>} */
function passed(wait, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => (signal?.removeEventListener("abort", giveUp), resolve()), wait);
    const giveUp = () => (clearTimeout(timer), reject(signal?.reason));
    if (signal?.aborted) giveUp();
    else signal?.addEventListener("abort", giveUp, { once: true });
  });
}

/** The intake room. Every call rejects with `Problem` (asking.js), `Lost` among them, and with the reason of a signal that gave up. */
export class Room {
  /**
   * @param {string | URL} base address of the room, as the page names it; `api/` lies under it
   * @param {{fetch?: typeof fetch, patience?: number, pause?: typeof pause, wait?: typeof passed, chance?: () => number}} [by] what a test
   *   puts in the place of network, clock and chance
   */
  constructor(base, { fetch = globalThis.fetch.bind(globalThis), patience = PATIENCE, ...by } = {}) {
    this.api = new URL("api/", base);
    this.by = { fetch, patience };
    this.pause = by.pause ?? pause;
    this.wait = by.wait ?? passed;
    this.chance = by.chance ?? Math.random;
  }

  /**
   * The key of the office and a challenge to reckon on while the letter is written.
   * @param {{signal?: AbortSignal}} [how]
   * @returns {Promise<{key: Key | null, challenge: string}>} `key` is null while the office has none
   */
  key({ signal } = {}) {
    return this.post("key", {}, signal);
  }

  /**
   * What the room has for whoever has the address: twenty answers at a time, from the one behind `after`.
   * @param {string} address
   * @param {{after?: number, signal?: AbortSignal}} [how]
   * @returns {Promise<{letters: number, fetched: number, answers: {number: number, sealed: Uint8Array}[], more: boolean}>} `letters` of the
   *   sender that are here, `fetched` by the office of these
   */
  async conversation(address, { after = 0, signal } = {}) {
    const { letters, fetched, answers, more } = await this.post("conversation", { address, after }, signal);
    return { letters, fetched, more, answers: answers.map(bytesOf) };
  }

  /**
   * The whole conversation: every answer behind `after`, as `conversation` gives them.
   * @param {string} address
   * @param {{after?: number, signal?: AbortSignal}} [how]
   * @returns {Promise<{letters: number, fetched: number, answers: {number: number, sealed: Uint8Array}[]}>}
   */
  async wholeConversation(address, { after = 0, signal } = {}) {
    const answers = [];
    for (;;) {
      const some = await this.conversation(address, { after, signal });
      answers.push(...some.answers);
      after = Math.max(after, ...some.answers.map(({ number }) => number));
      if (!some.more || some.answers.length === 0) return { letters: some.letters, fetched: some.fetched, answers };
    }
  }

  /** Erase the conversation, here and in the office. @param {string} address @param {{signal?: AbortSignal}} [how] @returns {Promise<void>} */
  async erase(address, { signal } = {}) {
    const { is } = await this.post("erase", { address }, signal);
    if (is !== "erased") throw new Lost();
  }

  /**
   * Bring a letter until the room has it. Another challenge is solved; where the room names another key the letter is sealed anew by
   * `seal`; while the room is busy or the network is lost the same bytes are brought again, and known again where only the answer was lost.
   * @param {{address: string, key: Key, sealed: Sealed, seal: (key: Key) => Promise<Sealed>}} letter `sealed` was sealed to `key`
   * @param {How} [how]
   * @returns {Promise<{is: "kept" | "known", key: Key, sealed: Sealed}>} as it was taken in the end
   */
  async sendLetter({ address, key, sealed, seal }, how = {}) {
    let held = { key, sealed };
    const take = async (/** @type {Proof} */ proof) => one(await this.post("letters", letterOf(address, held, proof), how.signal), KEPT);
    const anew = async (/** @type {Problem} */ { problem, key: other }) => {
      if (problem !== "other_key" || !other) return false;
      held = { key: other, sealed: await seal(other) };
      return true;
    };
    const { is } = await this.untilTaken(take, how, anew);
    return { is, ...held };
  }

  /**
   * Bring a sealed file in parts until the room has it whole; what the room has already is not carried again, also after the page was
   * closed in between.
   * @param {{address: string, sealed: Uint8Array, digest: string, size: number}} file as `sealedFile` (composing.js) has it
   * @param {How & {onProgress?: (bytes: {done: number, of: number}) => void}} [how]
   * @returns {Promise<{is: "kept" | "known"}>}
   */
  async sendFile(file, { onProgress = () => undefined, ...how } = {}) {
    const { address, digest, size } = file;
    const begin = async (/** @type {Proof} */ proof) => one(await this.post("files", { address, digest, size, ...proof }, how.signal), OF_FILES);
    for (let turn = 1; ; turn += 1) {
      try {
        const said = await this.parts(file, await this.untilTaken(begin, how), { onProgress, ...how });
        if (!KEPT.has(said.is)) throw new Problem("unknown");
        onProgress({ done: size, of: size });
        return { is: said.is };
      } catch (problem) {
        if (!(problem instanceof Problem && DROPPED.has(problem.problem)) || turn === BEGINNINGS) throw problem;
      }
    }
  }

  /**
   * Carry the parts that the room does not have.
   * @param {{address: string, sealed: Uint8Array, digest: string, size: number}} file
   * @param {{is: string, have?: number[]}} said what the room has
   * @param {How & {onProgress: (bytes: {done: number, of: number}) => void}} how
   * @returns {Promise<any>} what it said last
   */
  async parts({ address, sealed, digest, size }, said, { onProgress, ...how }) {
    const headers = { "X-Address": address, "X-Size": String(size) };
    for (let number = 1; number <= Math.ceil(size / PART) && !KEPT.has(said.is); number += 1) {
      onProgress({ done: carried(said.have ?? [], size), of: size });
      if (said.have?.includes(number)) continue;
      const body = sealed.subarray((number - 1) * PART, number * PART);
      const put = async () => one(await this.ask(`files/${digest}/parts/${number}`, { method: "PUT", body, headers }, how.signal), OF_FILES);
      said = await this.untilTaken(put, how);
    }
    return said;
  }

  /**
   * Do it until the room took it: with another proof or `anew` where it asks for that, later where it or the network puts it off.
   * @param {(proof: Proof) => Promise<any>} take
   * @param {How} how
   * @param {(problem: Problem) => Promise<boolean>} [anew] whether what the problem says was put right
   * @returns {Promise<any>}
   */
  async untilTaken(take, { proof = NO_PROOF, solve, onPutOff, signal }, anew = async () => false) {
    const solution = solve ?? ((/** @type {string} */ challenge) => solved(challenge, { signal }));
    for (let [failures, corrected] = [0, 0]; ; ) {
      try {
        return await take(proof);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        failures = problem.passes ? failures + 1 : 0;
        corrected += problem.passes ? 0 : 1;
        if (problem.passes) await this.putOff(problem, failures, { onPutOff, signal });
        else if (corrected > OFTEN || !(isOfProof(problem) || (await anew(problem)))) throw problem;
        if (problem.challenge) proof = { challenge: problem.challenge, number: await solution(problem.challenge) };
      }
    }
  }

  /** @param {Problem} problem @param {number} failures @param {How} how */
  async putOff(problem, failures, { onPutOff, signal }) {
    const wait = this.pause(failures, this.chance());
    onPutOff?.({ problem, failures, wait });
    await this.wait(wait, signal);
  }

  /** @param {string} what @param {object} body @param {AbortSignal} [signal] @returns {Promise<any>} */
  post(what, body, signal) {
    return this.ask(what, { method: "POST", body: JSON.stringify(body) }, signal);
  }

  /** @param {string} what @param {{method: string, body: string | Uint8Array, headers?: Record<string, string>}} how @param {AbortSignal} [signal] */
  ask(what, how, signal) {
    return ask(new URL(what, this.api), how, { ...this.by, signal });
  }
}

/** An answer that says one of these; anything else is as good as none. @param {any} said @param {Set<string>} words */
function one(said, words) {
  if (!words.has(said.is)) throw new Lost();
  return said;
}

/** Whether another challenge puts it right, and was given. @param {Problem} problem */
function isOfProof({ problem, challenge }) {
  return OF_PROOF.has(problem) && challenge !== null;
}

/** @param {string} address @param {{key: Key, sealed: Sealed}} held @param {Proof} proof */
function letterOf(address, { key, sealed }, proof) {
  return { address, version: key.version, sealed: base64url(sealed.sealed), who: base64url(sealed.who), ...proof };
}

/** @param {{number: number, sealed: string}} answer */
function bytesOf({ number, sealed }) {
  return { number, sealed: fromBase64url(sealed) };
}

/** How many bytes these parts have. @param {number[]} have @param {number} size */
function carried(have, size) {
  return have.reduce((done, number) => done + Math.max(0, Math.min(PART, size - (number - 1) * PART)), 0);
}
