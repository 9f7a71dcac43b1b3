// @ts-check
/**
 * Going through readings by keyboard. A button or link of the page names its key in `data-key`; here it is pressed.
 * `e` opens the correction, `s` splits at the cursor, `t` goes to the topics, arrows move like `j` and `k`.
 * While somebody types, keys are theirs; Escape leaves the field. Without this module everything is a form.
 */

const ARROWS = /** @type {Record<string, string>} */ ({ ArrowRight: "j", ArrowLeft: "k" });
const WAIT_FOR_SECOND_KEY = 1200; // milliseconds: as in keys.js, `g s` goes to the States and splits nothing

let afterG = 0;
let pressed = false;

/**
 * Is somebody typing or choosing in `target`? As in keys.js.
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
function isTyping(target) {
  const fields = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select";
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(fields) !== null);
}

/**
 * The first button or link with a key, if it can be pressed.
 * @param {string} key
 * @returns {HTMLElement | null}
 */
export function keyed(key) {
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return found instanceof HTMLElement ? found : null;
}

/**
 * Says something to those who listen.
 * @param {string} words
 */
function announce(words) {
  const place = document.querySelector("[data-announce]");
  if (place) place.textContent = words;
}

/**
 * Opens a part of the page that is folded.
 * @param {string} name
 * @returns {HTMLDetailsElement | null}
 */
function opened(name) {
  const part = document.querySelector(`details[data-${name}]`);
  if (!(part instanceof HTMLDetailsElement)) return null;
  part.open = true;
  return part;
}

/** @returns {boolean} whether there is something to correct */
function correct() {
  const field = opened("correct")?.querySelector("textarea");
  if (!(field instanceof HTMLTextAreaElement)) return false;
  field.focus();
  return true;
}

/**
 * How many characters stand before the cursor, as the office counts them: a sign beyond the first plane is one.
 * @param {HTMLTextAreaElement} field
 * @returns {number}
 */
export function placeIn(field) {
  return Array.from(field.value.slice(0, field.selectionStart)).length;
}

/** @returns {boolean} whether there is something to split */
function split() {
  const part = opened("split");
  const field = part?.querySelector("#split-text");
  const place = part?.querySelector("[data-place]");
  const button = part?.querySelector("button");
  if (!(field instanceof HTMLTextAreaElement) || !(place instanceof HTMLInputElement) || !button) return false;
  const at = placeIn(field);
  if (document.activeElement !== field || at === 0) {
    field.focus();
    return true;
  }
  place.value = String(at);
  button.click();
  return true;
}

/** @returns {boolean} whether there are topics to go to */
function topics() {
  const asked = document.querySelector(".review-topics button, [data-topics]");
  if (!(asked instanceof HTMLElement)) return false;
  asked.focus();
  return true;
}

/**
 * @param {string} key
 * @returns {boolean} whether the key did something here
 */
function answer(key) {
  if (key === "e") return correct();
  if (key === "s") return split();
  if (key === "t") return topics();
  const target = keyed(ARROWS[key] ?? key);
  if (!target) return false;
  const folded = target.closest("details:not([open])");
  if (folded instanceof HTMLDetailsElement) {
    folded.open = true; // what nobody has seen is not decided: the second press decides
    target.focus();
    return true;
  }
  if (target instanceof HTMLButtonElement) pressed = true;
  target.click();
  return true;
}

/**
 * Whether somebody is in the text that is only there to put the cursor into.
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
function inCursorText(target) {
  return target instanceof HTMLTextAreaElement && target.id === "split-text";
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    const target = event.target;
    if (event.key === "Escape" && isTyping(target) && target instanceof HTMLElement) {
      target.blur();
      const one = document.querySelector("[data-one]");
      if (one instanceof HTMLElement) one.focus({ preventScroll: true });
      return;
    }
    if (isTyping(target) && !(inCursorText(target) && event.key === "s")) return;
    const second = afterG > 0 && event.timeStamp - afterG < WAIT_FOR_SECOND_KEY;
    afterG = event.key === "g" ? event.timeStamp : 0;
    if (second || pressed || event.repeat) return;
    if (answer(event.key)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  { capture: true },
);

/** Shows the keys of this page in the list of keys as well. */
function joinKeys() {
  const own = document.querySelector("[data-keys]");
  const all = document.querySelector("#keys .keys-list");
  if (own && all) for (const row of own.children) all.append(row.cloneNode(true));
}

/** Puts the passage of a source that is text in its place. */
async function fetchSource() {
  const place = document.querySelector("[data-source]");
  if (!(place instanceof HTMLElement)) return;
  const got = await fetch(place.dataset.source ?? "", { headers: { Accept: "text/html" } });
  if (!got.ok || got.redirected) return; // the link stays
  const passage = new DOMParser().parseFromString(await got.text(), "text/html").querySelector("main .report");
  if (!passage) return;
  for (const named of passage.querySelectorAll("[id]")) named.removeAttribute("id");
  place.replaceChildren(...passage.childNodes);
  place.hidden = false;
  const mark = place.querySelector("mark");
  if (mark) place.scrollTop = mark.getBoundingClientRect().top - place.getBoundingClientRect().top - place.clientHeight / 3;
}

/** Says what was done and what comes, and lets reading begin at the item. */
function begin() {
  const cursor = document.querySelector("[data-cursor]");
  const begins = document.querySelector("[data-begins]");
  if (cursor instanceof HTMLElement && begins instanceof HTMLElement) {
    cursor.hidden = false;
    begins.hidden = true;
  }
  for (const field of document.querySelectorAll("#split-text")) {
    if (!(field instanceof HTMLTextAreaElement)) continue;
    field.setSelectionRange(0, 0);
    field.addEventListener("beforeinput", (event) => event.preventDefault()); // read-only fields show no cursor
  }
  const form = document.querySelector("details[data-split] form");
  form?.addEventListener("submit", () => {
    const field = document.querySelector("#split-text");
    const place = document.querySelector("[data-place]");
    if (field instanceof HTMLTextAreaElement && place instanceof HTMLInputElement) place.value = String(placeIn(field));
  });
  const one = document.querySelector("[data-one]");
  const problem = document.querySelector(".problems, [role=alert]");
  if (one instanceof HTMLElement && !problem && !location.hash) one.focus({ preventScroll: true });
  const said = [...document.querySelectorAll(".messages .notice, .head .answer, [data-text]")];
  window.setTimeout(() => announce(said.map((words) => words.textContent?.trim() ?? "").join(" ")), 100);
}

window.addEventListener("pageshow", () => {
  pressed = false;
});
joinKeys();
begin();
fetchSource().catch(() => undefined);
