// @ts-check
/** Coming back with the words: they stay on this device, which asks by the address alone and opens the answers itself. */

import { openedAnswer } from "./composing.js";
import { ROOM, part, say, sentencesOf, wordsOf } from "./page.js";
import { UnknownWords, asWritten, receiptOf } from "./receipt_words.js";
import { begin } from "./writing.js";

class Returning {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.sentence = sentencesOf(form);
    this.problem = part(form, "[data-problem]");
    this.place = part(document, "[data-conversation]");
    /** @type {string[]} */
    this.words = [];
    this.address = "";
    form.addEventListener("submit", (event) => this.asked(event));
    part(document, "form[data-add]").addEventListener("submit", (event) => this.add(event));
    part(document, "form[data-erase]").addEventListener("submit", (event) => this.erase(event));
  }

  /** @param {Event} event */
  async asked(event) {
    event.preventDefault();
    say(this.problem, "");
    try {
      await this.look();
    } catch (problem) {
      say(this.problem, this.why(problem));
    }
  }

  /** @param {any} problem */
  why(problem) {
    if (problem instanceof UnknownWords) return this.sentence("wrong", { places: problem.places.join(", ") });
    return this.sentence("not_taken", { message: problem.message });
  }

  async look() {
    const typed = /** @type {HTMLTextAreaElement} */ (this.form.elements.namedItem("words")).value;
    const { identity, address } = await receiptOf((this.words = asWritten(typed, await this.lists())));
    this.address = address;
    const { letters, fetched, answers } = await ROOM.wholeConversation(address);
    if (!letters && !answers.length) return say(this.problem, this.sentence("nothing"));
    this.form.hidden = true;
    this.place.hidden = false;
    say(part(this.place, "[data-found]"), this.sentence("letters", { letters, fetched }));
    const shown = await Promise.all(answers.map(({ number, sealed }) => this.answer(number, sealed, identity)));
    part(this.place, "[data-answers]").replaceChildren(...(shown.length ? shown : [paragraph(this.sentence("no_answer"))]));
  }

  /** The lists of all languages, by language. */
  async lists() {
    const languages = (this.form.dataset.languages ?? "en").split(" ");
    const lists = await Promise.all(languages.map(wordsOf));
    return Object.fromEntries(languages.map((language, at) => [language, lists[at] ?? []]));
  }

  /** @param {number} number @param {Uint8Array} sealed @param {string} identity */
  async answer(number, sealed, identity) {
    const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-answer]"));
    const shown = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const head = part(shown, "h2");
    head.textContent = this.sentence("answer", { number });
    try {
      const { text, language, written_on } = await openedAnswer(sealed, identity);
      head.textContent += ` ${written_on}`;
      part(shown, ".said").textContent = text;
      part(shown, ".said").lang = language;
    } catch {
      part(shown, ".said").textContent = this.sentence("unreadable");
    }
    return shown;
  }

  /** The form of a letter takes the place of this page; the words go along in memory alone. @param {Event} event */
  async add(event) {
    event.preventDefault();
    const where = /** @type {HTMLFormElement} */ (event.currentTarget).action;
    const page = new DOMParser().parseFromString(await (await fetch(where, { credentials: "omit" })).text(), "text/html");
    const main = part(document, "main");
    if (!page.querySelector("form[data-letter]")) return say(part(this.place, "[data-found]"), this.sentence("no_key"));
    main.replaceChildren(...part(page, "main").childNodes);
    part(main, "h1").textContent = this.sentence("add");
    part(main, "[data-words-step]").remove();
    await begin(/** @type {HTMLFormElement} */ (part(main, "form[data-letter]")), this.words);
  }

  /** @param {Event} event */
  async erase(event) {
    event.preventDefault();
    const sure = /** @type {HTMLInputElement} */ (part(this.place, "[data-sure]"));
    if (!sure.checked) return sure.focus();
    try {
      await ROOM.erase(this.address);
    } catch (problem) {
      return say(part(this.place, "[data-found]"), this.why(problem));
    }
    this.words = [];
    this.form.reset();
    this.place.hidden = true;
    for (const head of document.querySelectorAll("main > .head")) head.remove();
    const erased = part(document, "[data-erased]");
    erased.hidden = false;
    part(erased, "h1").focus();
  }
}

/** @param {string} words */
function paragraph(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}

const asking = document.querySelector("form[data-words-form]");
if (asking instanceof HTMLFormElement) new Returning(asking);
