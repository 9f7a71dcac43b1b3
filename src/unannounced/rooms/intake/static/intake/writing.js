// @ts-check
/**
 * Writing a letter: the words are drawn here, the letter is sealed here, and what leaves the page only the office can open. Work is
 * done while the letter is written. Nothing is kept on the device.
 */

import { Questions } from "./asking_in_turn.js";
import { TooLarge, composed, sealedFile } from "./composing.js";
import { ROOM, part, say, sentencesOf, wordsOf } from "./page.js";
import { drawn, receiptOf } from "./receipt_words.js";
import { recipientOf } from "./sealing.js";
import { solved } from "./working.js";

/**
 * @typedef {import("./asking.js").Key} Key
 * @typedef {import("./room.js").Put} Put
 * @typedef {{file: File, told: import("./composing.js").FileOfLetter, sealed: import("./composing.js").SealedFile}} Ready
 */

const MOST_FILES = 20;
const LARGEST_FILE = 100 * 1024 * 1024;
/** What takes out of files what they say of themselves; nobody who attaches none has to load it. */
const cleaning = () => import("./cleaning/beside.js");

class Writing {
  /**
   * @param {HTMLFormElement} form
   * @param {string[]} words of the receipt
   */
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.sentence = sentencesOf(form);
    this.problem = part(form, "[data-problem]");
    this.status = part(form, "[data-status]");
    this.taken = part(document, "[data-taken]");
    this.questions = new Questions(form, this.sentence);
    this.receipt = receiptOf(words);
    this.recipient = this.receipt.then(({ identity }) => recipientOf(identity));
    /** @type {Promise<{key: Key | null, proof: import("./room.js").Proof}> | null} */
    this.ready = null;
    this.shows = 0;
    /** Of each file whether the sender was told that it is cleaned. @type {Map<File, boolean>} */
    this.told = new Map();
    this.field("words").value = ""; // they are this device's own, and stay here
    for (const list of document.querySelectorAll("[data-words]")) list.replaceChildren(...words.map(item));
    form.addEventListener("input", () => this.prepare(), { once: true });
    form.addEventListener("submit", (event) => this.submitted(event));
    this.field("attached").addEventListener("change", () => this.showFiles());
  }

  /** @param {string} name @returns {HTMLInputElement} */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /** Ask for the key and do the work, once; what fails is tried again when the letter is sent. */
  prepare() {
    this.ready ??= this.prepared().catch((problem) => {
      this.ready = null;
      throw problem;
    });
    this.ready.catch(() => undefined);
    cleaning().catch(() => undefined); // is asked for again when a file is chosen
    return this.ready;
  }

  async prepared() {
    const { key, challenge } = await ROOM.key();
    return { key, proof: { challenge, number: await solved(challenge) } };
  }

  /** @param {SubmitEvent} event */
  async submitted(event) {
    event.preventDefault();
    if (!this.questions.isLast) return this.questions.show(this.questions.at + 1);
    const text = this.field("text");
    if (!text.value.trim()) {
      this.questions.showFieldOf(text);
      return say(this.problem, this.sentence("text"));
    }
    say(this.problem, "");
    this.busy(true);
    try {
      await this.send();
    } catch (problem) {
      say(this.problem, this.why(problem));
    } finally {
      this.busy(false);
    }
  }

  /** @param {boolean} now */
  busy(now) {
    for (const button of this.form.querySelectorAll("button")) button.disabled = now;
    if (!now) say(this.status, "");
  }

  /** @param {any} problem */
  why(problem) {
    if (problem instanceof Said) return problem.message;
    if (problem instanceof TooLarge) return this.sentence("too_large", { name: this.field("text").labels?.[0]?.textContent ?? "" });
    if (problem.problem === "no_key") return this.sentence("no_key");
    return this.sentence("not_taken", { message: problem.message });
  }

  async send() {
    say(this.status, this.sentence("working"));
    const { key, proof } = await this.prepare();
    if (!key) throw new Said(this.sentence("no_key"));
    const [{ address }, recipient] = [await this.receipt, await this.recipient];
    say(this.status, this.sentence("sealing"));
    let files = await this.files(key);
    /** @param {Key} to */
    const seal = async (to) => {
      if (to !== key) files = await this.files(to);
      return composed(this.letter(recipient, files), { who: this.who(), to: to.recipient });
    };
    const sealed = await seal(key);
    say(this.status, this.sentence("sending"));
    const onPutOff = (/** @type {Put} */ put) => say(this.status, this.sentence(put.problem.problem === "lost" ? "again" : "full"));
    await ROOM.sendLetter({ address, key, sealed, seal }, { proof, onPutOff });
    this.shown();
    await this.sendFiles(address, files);
  }

  /** What was written is emptied; the words stand there, and the way back. */
  shown() {
    this.form.reset();
    this.form.hidden = true;
    for (const head of document.querySelectorAll("main > .head")) head.remove();
    this.taken.hidden = false;
    part(this.taken, "h1").focus();
  }

  /** @param {string} address @param {Ready[]} files */
  async sendFiles(address, files) {
    const place = part(this.taken, "[data-sending]");
    for (const [at, { sealed }] of files.entries()) {
      const facts = { number: at + 1, all: files.length };
      const onProgress = (/** @type {{done: number, of: number}} */ { done, of }) =>
        say(place, this.sentence("file", { ...facts, share: Math.floor((100 * done) / of) }));
      const onPutOff = () => say(place, this.sentence("again"));
      try {
        await ROOM.sendFile({ address, ...sealed }, { onProgress, onPutOff });
      } catch (problem) {
        return say(place, this.why(problem));
      }
    }
    if (files.length) say(place, this.sentence("files_taken", { all: files.length }));
  }

  /** Nothing goes as it was chosen before the sender was told so. @param {Key} key @returns {Promise<Ready[]>} */
  async files(key) {
    const ready = [];
    for (const file of this.chosen()) {
      const { bytes, type, cleaned } = await (await cleaning()).cleaned(file);
      if (!cleaned && this.told.get(file) !== false) {
        this.told.set(file, false);
        throw new Said(this.sentence("not_cleaned", { name: file.name }));
      }
      const sealed = await sealedFile(bytes, key.recipient);
      ready.push({ file, sealed, told: { digest: sealed.digest, name: file.name, type, size: bytes.length, cleaned } });
    }
    return ready;
  }

  /** @returns {File[]} */
  chosen() {
    const files = [...(this.field("attached").files ?? [])];
    if (files.length > MOST_FILES) throw new Said(this.sentence("many_files", { most: MOST_FILES }));
    const large = files.find(({ size }) => size > LARGEST_FILE);
    if (large) throw new Said(this.sentence("too_large", { name: large.name }));
    return files;
  }

  /** Say of each file whether what it says of itself can be taken out. */
  async showFiles() {
    const [list, turn] = [part(this.form, "[data-files]"), (this.shows += 1)];
    list.replaceChildren();
    list.hidden = true;
    say(this.problem, "");
    try {
      for (const file of this.chosen()) {
        const { cleaned } = await (await cleaning()).cleaned(file);
        if (turn !== this.shows) return; // others were chosen meanwhile
        this.told.set(file, cleaned);
        list.append(item(this.sentence(cleaned ? "cleaned" : "not_cleaned", { name: file.name })));
        list.hidden = false;
      }
    } catch (problem) {
      say(this.problem, this.why(problem));
    }
  }

  /** @param {string} recipient @param {Ready[]} files @returns {import("./composing.js").Letter} */
  letter(recipient, files) {
    const said = new FormData(this.form);
    const one = (/** @type {string} */ name) => String(said.get(name) ?? "");
    const many = (/** @type {string} */ name) => said.getAll(name).map(String);
    return {
      text: one("text"),
      place: one("place"),
      told: many("told"),
      for: /** @type {"self" | "other" | ""} */ (one("for_whom")),
      in_custody: { yes: true, no: false }[one("in_custody")] ?? null,
      ways: many("ways"),
      fears: /** @type {"unknown"} */ (one("fears") || "unknown"),
      language: this.form.dataset.language ?? "en",
      files: files.map(({ told }) => told),
      recipient,
    };
  }

  who() {
    return { name: this.field("name").value, reach: this.field("reach").value };
  }
}

/** A sentence for the sender. */
class Said extends Error {}

/** @param {string} words */
function item(words) {
  return Object.assign(document.createElement("li"), { textContent: words });
}

/**
 * Begin a letter in the form of a page, with words that are known already or new ones.
 * @param {HTMLFormElement} form
 * @param {string[] | null} [words]
 */
export async function begin(form, words = null) {
  const language = form.dataset.language ?? "en";
  return new Writing(form, words ?? drawn(await wordsOf(language)));
}

const form = document.querySelector("form[data-letter]");
if (form instanceof HTMLFormElement && !("more" in form.dataset)) await begin(form);
