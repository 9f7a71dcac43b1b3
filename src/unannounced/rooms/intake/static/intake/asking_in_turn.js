// @ts-check
/** One question on the screen after the other; without this script all of them stand on one page. */

import { part } from "./page.js";

/** The questions of a letter, and which of them is shown. */
export class Questions {
  /**
   * @param {HTMLFormElement} form
   * @param {(name: string, facts?: Record<string, string | number>) => string} sentence
   */
  constructor(form, sentence) {
    this.sentence = sentence;
    this.steps = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-step]")]);
    this.actions = part(form, "[data-send]");
    this.place = Object.assign(document.createElement("p"), { className: "muted" });
    this.place.setAttribute("role", "status");
    this.back = button(sentence("back"), "quiet", () => this.show(this.at - 1));
    this.next = button(sentence("next"), "act", () => this.show(this.at + 1));
    const turning = Object.assign(document.createElement("div"), { className: "actions" });
    turning.append(this.back, this.next);
    form.insertBefore(this.place, this.steps[0] ?? null);
    this.actions.before(turning);
    this.at = 0;
    this.show(0, false);
  }

  /** @param {number} at @param {boolean} [moved] whether the reader asked for it */
  show(at, moved = true) {
    this.at = Math.max(0, Math.min(at, this.steps.length - 1));
    this.steps.forEach((step, number) => (step.hidden = number !== this.at));
    const last = this.at === this.steps.length - 1;
    this.back.hidden = this.at === 0;
    this.next.hidden = last;
    this.actions.hidden = !last;
    this.place.textContent = this.sentence("step", { number: this.at + 1, all: this.steps.length });
    if (moved) this.focus();
  }

  focus() {
    const step = this.steps[this.at];
    const first = /** @type {HTMLElement | null | undefined} */ (step?.querySelector("textarea, input, h2"));
    if (first?.tagName === "H2") first.tabIndex = -1;
    first?.focus();
  }

  /** Show the question in which this field stands. @param {Element} field */
  showFieldOf(field) {
    this.show(this.steps.findIndex((step) => step.contains(field)));
  }

  /** Whether the last question is shown. */
  get isLast() {
    return this.at === this.steps.length - 1;
  }
}

/** @param {string} words @param {string} manner @param {() => void} pressed */
function button(words, manner, pressed) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: manner, textContent: words });
  made.addEventListener("click", pressed);
  return made;
}
