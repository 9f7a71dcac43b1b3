// @ts-check
/**
 * One request to the intake room and its answer: no cookie, nothing stored, nothing followed elsewhere.
 *
 * @typedef {{version: number, recipient: string}} Key of the office; letters are sealed to `recipient` (`age1pq1…`)
 */

/** A request that hears nothing for a minute was cut off; one that carries much is given the time a slow line needs for it. */
export const PATIENCE = 60_000;
/** Bytes that the slowest line carries in a millisecond. */
const SLOWEST = 4;
/** After these nothing is wrong with what was brought: it is brought again. */
const PASSING = new Set(["busy", "full", "unfinished", "lost"]);

/**
 * Why the room did not do what it was asked: `problem` is a word of docs/intake-protocol.md, or `lost` where no answer of the room
 * came at all. `challenge` and `key` stand where the room gave others.
 */
export class Problem extends Error {
  /**
   * @param {string} problem
   * @param {{message?: string, status?: number, challenge?: string | null, key?: Key | null}} [said]
   */
  constructor(problem, { message = problem, status = 0, challenge = null, key = null } = {}) {
    super(message);
    this.name = "Problem";
    this.problem = problem;
    /** Of HTTP; 0 where none came. */
    this.status = status;
    this.challenge = challenge;
    this.key = key;
  }

  /** Whether the same may be brought again later as it is. */
  get passes() {
    return PASSING.has(this.problem);
  }
}

/** The network was lost, the request took too long, or what answered is not the room. What was asked may have been done. */
export class Lost extends Problem {
  constructor() {
    super("lost", { message: "No answer of the room came." });
    this.name = "Lost";
  }
}

/**
 * Ask the room.
 * @param {URL} where
 * @param {{method: string, body: string | Uint8Array, headers?: Record<string, string>}} how
 * @param {{fetch: typeof fetch, patience: number, signal?: AbortSignal}} by `patience` in milliseconds, before what the bytes need
 * @returns {Promise<any>} the object the room answered; rejects with `Problem`, `Lost`, and the signal's reason
 */
export async function ask(where, how, { fetch, patience, signal }) {
  signal?.throwIfAborted();
  const cut = new AbortController();
  const stop = () => cut.abort();
  signal?.addEventListener("abort", stop);
  const waiting = setTimeout(stop, patience + how.body.length / SLOWEST);
  try {
    return await answered(await fetch(where, { ...asked(how), signal: cut.signal }));
  } catch (problem) {
    signal?.throwIfAborted();
    throw problem instanceof Problem ? problem : new Lost();
  } finally {
    clearTimeout(waiting);
    signal?.removeEventListener("abort", stop);
  }
}

/** @param {{method: string, body: string | Uint8Array, headers?: Record<string, string>}} how @returns {RequestInit} */
function asked({ method, body, headers = {} }) {
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  return {
    method,
    body: /** @type {BodyInit} */ (body),
    headers: { "Content-Type": type, ...headers },
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
  };
}

/** What an answer says. @param {Response} answer @returns {Promise<any>} */
async function answered(answer) {
  const said = await answer.json().catch(() => null);
  if (said === null || typeof said !== "object") throw unsaid(answer.status);
  if (answer.ok) return said;
  if (typeof said.problem !== "string") throw unsaid(answer.status);
  const { problem, message = problem, challenge = null, key = null } = said;
  throw new Problem(problem, { message: String(message), status: answer.status, challenge, key });
}

/** What an answer means that is not of the room but of what stands before it. @param {number} status @returns {Problem} */
function unsaid(status) {
  if (status === 413) return new Problem("too_large", { status });
  return status >= 500 || status === 429 ? new Problem("busy", { status }) : new Lost();
}
