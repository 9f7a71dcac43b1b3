// @ts-check
/**
 * The viewer's own key and those of a visit or of communications, open on this page: in memory alone, until the page is left, locked by
 * hand, or was not touched for ten minutes.
 *
 * @typedef {{version: number, recipient: string, wrapped: string}} Copy
 * @typedef {{id: string, recipient: string}} MemberKey
 * @typedef {{person: string, name: string, key: MemberKey | null, versions: number[]}} Keeper
 * @typedef {{id: string, recipient: string, person: {id: string, name: string}, letters: number, letters_key: string, letters_key_version: number, behind: boolean, write_only: boolean, write: string}} Device
 * @typedef {{id: string, name: string, begins: string, ends: string, zone: string, write_only: boolean}} Visit
 * @typedef {{id: string, recipient: string, locked: string, passkeys: import("./by_passkey.js").Opening[]}} Member
 * @typedef {{visit: Visit, field: string, member: Member | null, keys: Copy[], newest: number, versions?: {version: number, recipient: string}[], keepers: Keeper[], itinerary: {number: number, version: number, sealed: string} | null, devices: Device[], checklists: any[]}} Held
 */

import { canAsk, NoSecret, openedBy } from "./by_passkey.js";
import { ask, busily, find, need, say, Said, word } from "./page.js";
import { NotOpened, openText, unlock, withoutArmour } from "./sealing.js";

const QUIET = 10 * 60 * 1000;

export class Holding {
  /** @type {string | null} */
  #identity = null;
  /** @type {Map<number, string>} */
  #visit = new Map();
  /** @type {Held | null} */
  #held = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} root with `data-held`
   * @param {{opened: () => Promise<void>, locking?: () => Promise<boolean>, locked: () => void}} page `locking` says
   *   whether it sealed something first
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    const form = need(root, "[data-unlock-form]", HTMLFormElement);
    need(root, "[data-unlock]", HTMLElement).hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      busily(form, () => this.#open(need(form, "[data-passphrase]", HTMLInputElement)));
    });
    const passkey = find(root, "[data-unlock-passkey]", HTMLButtonElement);
    if (passkey && canAsk()) {
      passkey.hidden = false;
      passkey.addEventListener("click", () => busily(form, () => this.#openByPasskey(passkey)));
    }
    need(root, "[data-lock]", HTMLButtonElement).addEventListener("click", () => this.lock(""));
    for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, () => this.touched());
    addEventListener("pagehide", () => this.#forget());
  }

  /** @returns {boolean} */
  get isOpen() {
    return this.#identity !== null;
  }

  /** What the office holds, as it was asked for last. @returns {Held} */
  get held() {
    if (!this.#held) throw new Said(word("locked"));
    return this.#held;
  }

  /** The identity of the newest key of the visit. @returns {string} */
  get newest() {
    return this.identityOf(this.held.newest);
  }

  /** The recipient of the newest key of the visit. @returns {string} */
  get recipient() {
    const copy = this.held.keys.find((one) => one.version === this.held.newest);
    if (!copy) throw new Said(word("unread"));
    return copy.recipient;
  }

  /** @param {number} version @returns {string} */
  identityOf(version) {
    const identity = this.#visit.get(version);
    if (!identity) throw new Said(word("unread"));
    return identity;
  }

  /** Whether this version can be opened here. @param {number} version @returns {boolean} */
  has(version) {
    return this.#visit.has(version);
  }

  /**
   * The identities that may open what is sealed to a version: that one, or where nobody said which, all, the newest first.
   * @param {number | null} version
   * @returns {string[]}
   */
  identities(version) {
    if (version !== null) return this.has(version) ? [this.identityOf(version)] : [];
    return [...this.#visit.entries()].sort(([one], [other]) => other - one).map(([, identity]) => identity);
  }

  /** Ask the office again, and open what was wrapped since. */
  async refresh() {
    this.#held = await ask(this.root.dataset.held ?? "");
    for (const copy of this.held.keys) {
      if (this.#visit.has(copy.version) || !this.#identity) continue;
      try {
        this.#visit.set(copy.version, (await openText(withoutArmour(copy.wrapped), this.#identity)).trim());
      } catch (problem) {
        if (!(problem instanceof NotOpened)) throw problem; // a copy that was altered leaves the other versions
      }
    }
  }

  /** @param {HTMLInputElement} input */
  async #open(input) {
    this.#held = await ask(this.root.dataset.held ?? "");
    const locked = this.held.member?.locked ?? "";
    let identity;
    try {
      identity = await unlock(withoutArmour(locked), input.value);
    } catch {
      input.focus();
      throw new Said(word("wrong"));
    } finally {
      input.value = "";
    }
    await this.#opened(identity);
  }

  /** @param {HTMLButtonElement} button */
  async #openByPasskey(button) {
    this.#held = await ask(this.root.dataset.held ?? "");
    const { member } = this.held;
    if (!member || member.passkeys.length === 0) throw new Said(word("no_passkey"));
    let identity;
    try {
      identity = await openedBy(member.passkeys, member.recipient);
    } catch (problem) {
      button.focus();
      throw new Said(word(problem instanceof NoSecret ? problem.why : "not_by_passkey"));
    }
    await this.#opened(identity);
  }

  /** @param {string} identity of the viewer */
  async #opened(identity) {
    this.#identity = identity;
    await this.refresh();
    this.#show(true);
    say("");
    this.touched();
    await this.page.opened();
  }

  /** Somebody is here: wait ten minutes from now. */
  touched() {
    clearTimeout(this.#timer);
    if (this.isOpen) this.#timer = setTimeout(() => this.lock(word("locked")), QUIET);
  }

  /** Seal what was changed, then forget every key. @param {string} said */
  async lock(said) {
    if (!this.isOpen) return;
    const sealed = await this.page.locking?.();
    this.#forget();
    this.#show(false);
    this.page.locked();
    say(sealed ? word("sealed_then_locked") : said);
    find(this.root, "[data-passphrase]", HTMLInputElement)?.focus();
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#identity = null;
    this.#held = null;
    this.#visit.clear();
  }

  /** @param {boolean} open */
  #show(open) {
    need(this.root, "[data-unlock]", HTMLElement).hidden = open;
    need(this.root, "[data-opened]", HTMLElement).hidden = !open;
  }
}
