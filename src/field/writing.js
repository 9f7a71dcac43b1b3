/** One draft on the screen: kept sealed as it is written, sealed when it is finished, closed when the lock closes. */

import { finish, keepDraft, keepUnfinished } from "./journal.js";
import { visit } from "./session.js";

const SOON = 700;

/** @typedef {import("./forms.js").Draft} Draft */

export class Writing {
  /**
   * @param {Draft} draft
   * @param {{onKept?: () => void, onProblem?: (problem: unknown) => void}} [told]
   */
  constructor(draft, { onKept, onProblem } = {}) {
    this.draft = draft;
    this.onKept = onKept;
    this.onProblem = onProblem;
    this.touched = false;
    this.over = false;
    /** @type {Promise<unknown>} */
    this.work = Promise.resolve();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {() => void} */
    this.letGo = () => undefined;
    this.hold();
  }

  /** While this tab writes, no other makes an unfinished entry of the draft. */
  hold() {
    navigator.locks?.request(`draft:${this.draft.id}`, () => new Promise((done) => (this.letGo = () => done(undefined))));
  }

  /** Something was typed: keep it sealed soon. */
  changed() {
    this.touched = true;
    clearTimeout(this.timer);
    if (!this.over) this.timer = setTimeout(() => this.keep(), SOON);
  }

  /** Keep it sealed now, one after the other. @returns {Promise<unknown>} */
  keep() {
    clearTimeout(this.timer);
    if (this.over || !this.touched) return this.work;
    this.work = this.work
      .then(() => (this.over ? undefined : keepDraft(this.draft.entry)))
      .then(() => this.onKept?.())
      .catch((problem) => this.onProblem?.(problem));
    return this.work;
  }

  /**
   * Do something to the draft in line with keeping it, so that neither undoes the other.
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  inLine(task) {
    const done = this.work.then(task);
    this.work = done.catch(() => undefined);
    return done;
  }

  /** Seal the entry. Where that fails it is still being written. @returns {Promise<{id: string, digest: string, seq: number}>} */
  async finish() {
    clearTimeout(this.timer);
    this.over = true;
    await this.work;
    try {
      const sealed = await finish(this.draft.entry);
      this.letGo();
      return sealed;
    } catch (problem) {
      this.over = false;
      throw problem;
    }
  }

  /** Leave it: it stays a draft, or becomes an unfinished entry where it could not be read back. @returns {Promise<unknown>} */
  async leave() {
    if (this.over) return;
    clearTimeout(this.timer);
    if (this.touched && (visit().writeOnly || visit().revoked)) {
      this.over = true;
      await this.work;
      await keepUnfinished(this.draft.entry).catch((problem) => {
        this.over = false; // it is still being written: nothing on the screen is given up
        throw problem;
      });
    } else {
      await this.keep();
      this.over = true;
    }
    this.letGo();
  }
}

/** The drafts that some tab is writing now. @returns {Promise<Set<string>>} */
export async function beingWritten() {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.map((one) => one.name ?? "").filter((name) => name.startsWith("draft:")).map((name) => name.slice(6)));
}
