// @ts-check
/**
 * Opening a notebook in a member's browser: the passphrase unlocks their key, that opens every copy of the key of the
 * visit, and of each waiting blob the file key is found from its header alone. File keys are handed over by hundreds;
 * nothing else leaves this page. Whoever stops, or loses the line, goes on where it ended.
 */

import { NotOpened, fileKeyOf, openText, unlock, withoutArmour } from "./keys/sealing.js";
import { canAsk, NoSecret, openedBy } from "./keys/by_passkey.js";
import { hex } from "./keys/codes.js";

/**
 * @typedef {{ version: number, sealed: string }} Copy a copy of the key of the visit, armoured
 * @typedef {{ new: number, same: number, conflict: number, files: number, waits: number, unreadable: number }} Counted
 */

const SHOWN_EVERY = 25; // blobs between two movements of the bar, so that the page answers meanwhile

/** The office refused, with a sentence. */
class Refused extends Error {}

/**
 * A sentence with its numbers.
 * @param {string} sentence
 * @param {Record<string, number>} facts
 * @returns {string}
 */
export function filled(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (all, name) => (name in facts ? String(facts[name]) : all));
}

/**
 * The key of the visit in every version that the member's key opens, the newest first.
 * @param {Copy[]} copies
 * @param {string} identity of the member
 * @returns {Promise<string[]>}
 */
export async function unwrapped(copies, identity) {
  const found = [];
  for (const copy of copies) {
    try {
      found.push((await openText(withoutArmour(copy.sealed), identity)).trim());
    } catch (problem) {
      if (!(problem instanceof NotOpened)) throw problem; // a copy that was altered leaves the other versions
    }
  }
  return found;
}

/**
 * The file key of a blob by whichever version it was sealed for; null if by none of these.
 * @param {Uint8Array} header
 * @param {string[]} identities
 * @returns {Promise<string | null>}
 */
export async function fileKey(header, identities) {
  for (const identity of identities) {
    try {
      return hex(await fileKeyOf(header, identity));
    } catch (problem) {
      if (!(problem instanceof NotOpened)) throw problem;
    }
  }
  return null;
}

/** @param {string} coded base64 @returns {Uint8Array} */
function bytes(coded) {
  return Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
}

class Opening {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.form = /** @type {HTMLFormElement} */ (this.part("[data-passphrase-form]"));
    this.progress = this.part("[data-progress]");
    /** @type {Record<string, string>} */
    this.words = JSON.parse(place.dataset.words ?? "{}");
    this.stopped = false;
    this.done = 0;
    this.others = 0;
    /** @type {Counted} */
    this.counted = { new: 0, same: 0, conflict: 0, files: 0, waits: 0, unreadable: 0 };
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.open().catch(() => this.say(this.words.lost));
    });
    const passkey = this.form.querySelector("[data-unlock-passkey]");
    if (passkey instanceof HTMLButtonElement && canAsk()) {
      passkey.hidden = false;
      passkey.addEventListener("click", () => this.open(true).catch(() => this.say(this.words.lost)));
    }
    this.part("[data-stop]").addEventListener("click", () => {
      this.stopped = true;
    });
  }

  /** @param {string} selector @returns {HTMLElement} */
  part(selector) {
    return /** @type {HTMLElement} */ (this.place.querySelector(selector));
  }

  /** @param {boolean} [byPasskey] instead of the passphrase */
  async open(byPasskey = false) {
    const field = /** @type {HTMLInputElement} */ (this.form.querySelector("input[type=password]"));
    this.stopped = false;
    this.done = this.others = 0;
    this.part("[data-problem]").hidden = true;
    this.show(this.words.unlocking, null);
    await new Promise((after) => window.setTimeout(after, 30)); // so that this is seen before the work begins
    let identity;
    try {
      identity = byPasskey ? await this.byPasskey() : await unlock(withoutArmour(this.place.dataset.locked ?? ""), field.value);
    } catch (problem) {
      if (!(problem instanceof NotOpened || problem instanceof NoSecret)) throw problem;
      this.say(this.words[problem instanceof NoSecret ? problem.why : byPasskey ? "not_by_passkey" : "wrong"]);
      field.focus();
      return;
    }
    identity = identity.trim();
    const identities = await unwrapped(JSON.parse(this.place.dataset.wrapped ?? "[]"), identity);
    if (identities.length === 0) return this.say(this.words.unwrapped);
    field.value = "";
    try {
      await this.everything(identities);
      if (!this.stopped) await this.forms(identities);
    } catch (problem) {
      return this.say(problem instanceof Refused ? problem.message : this.words.lost);
    }
    if (this.stopped) this.say(this.words.stopped);
    this.end();
  }

  /** @returns {Promise<string>} */
  byPasskey() {
    return openedBy(JSON.parse(this.place.dataset.passkeys ?? "[]"), this.place.dataset.recipient ?? "");
  }

  /**
   * The keys by which ODK clients encrypt are sealed to the key of the visit as well: theirs are handed over last.
   * @param {string[]} identities
   */
  async forms(identities) {
    /** @type {Record<string, string>} */
    const keys = {};
    for (const { id, sealed } of JSON.parse(this.place.dataset.forms ?? "[]")) {
      const found = await fileKey(withoutArmour(sealed), identities);
      if (found) keys[id] = found;
    }
    if (Object.keys(keys).length === 0) return;
    const { decrypted } = await this.post({ forms: keys });
    const place = this.part("[data-decrypted]");
    place.textContent = filled(this.words.decrypted, { decrypted });
    place.hidden = decrypted === 0;
  }

  /** @param {string[]} identities */
  async everything(identities) {
    let after = "";
    for (;;) {
      const headers = await this.headers(after); // asked once more when stopped: the heading says what still waits
      if (this.stopped || headers.length === 0) return;
      const keys = await this.keys(headers, identities);
      if (Object.keys(keys).length > 0) await this.handOver(keys);
      after = headers[headers.length - 1][0];
    }
  }

  /** @param {string} after @returns {Promise<[string, string][]>} */
  async headers(after) {
    const answer = await fetch(`${this.place.dataset.headers}?after=${after}`, { headers: { Accept: "application/json" } });
    const { headers, waits } = await this.said(answer);
    const heading = document.getElementById("waits");
    if (heading) heading.textContent = waits;
    return headers;
  }

  /**
   * @param {[string, string][]} headers
   * @param {string[]} identities
   * @returns {Promise<Record<string, string>>}
   */
  async keys(headers, identities) {
    /** @type {Record<string, string>} */
    const keys = {};
    for (const [digest, header] of headers) {
      const found = await fileKey(bytes(header), identities);
      if (found) keys[digest] = found;
      else this.others += 1;
      this.done += 1;
      if (this.done % SHOWN_EVERY === 0) {
        this.show(this.words.finding, this.done);
        await new Promise((next) => window.setTimeout(next));
      }
    }
    return keys;
  }

  /** @param {Record<string, string>} keys */
  async handOver(keys) {
    /** @type {Counted} */
    const counted = await this.post({ keys });
    for (const name of /** @type {(keyof Counted)[]} */ (Object.keys(this.counted))) this.counted[name] += counted[name];
    this.show(this.words.finding, this.done);
  }

  /** @param {Record<string, Record<string, string>>} what @returns {Promise<any>} */
  async post(what) {
    const token = /** @type {HTMLInputElement} */ (this.form.querySelector("[name=csrfmiddlewaretoken]")).value;
    const answer = await fetch(window.location.pathname, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(what),
    });
    return this.said(answer);
  }

  /** @param {Response} answer @returns {Promise<any>} */
  async said(answer) {
    if (answer.redirected) throw new Error("signed out");
    const said = await answer.json();
    if (!answer.ok) throw new Refused(said.problem ?? this.words.lost);
    return said;
  }

  /** @param {string} words @param {number | null} done */
  show(words, done) {
    const bar = /** @type {HTMLProgressElement} */ (this.progress.querySelector("progress"));
    const all = Math.max(Number(this.place.dataset.waiting ?? 0), done ?? 0);
    this.form.hidden = true;
    this.progress.hidden = false;
    if (done === null) bar.removeAttribute("value");
    else [bar.max, bar.value] = [all, done];
    this.part(".progress-words").textContent = filled(words, { done: done ?? 0, all });
  }

  /** @param {string} problem */
  say(problem) {
    const place = this.part("[data-problem]");
    place.textContent = problem;
    place.hidden = false;
    this.progress.hidden = true;
    this.form.hidden = false;
  }

  end() {
    this.progress.hidden = true;
    this.form.hidden = !this.stopped;
    const facts = { ...this.counted, others: this.others };
    this.part("[data-result]").textContent = filled(this.words.over, facts);
    this.part("[data-rest]").textContent = filled(this.words.rest, facts);
    this.part("[data-rest]").hidden = facts.waits + facts.unreadable + facts.others === 0;
    this.part("[data-over]").hidden = false;
  }
}

for (const place of document.querySelectorAll("[data-opening]")) {
  if (place instanceof HTMLElement) new Opening(place);
}
