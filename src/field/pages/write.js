/** The page on which an entry is written: `#/write/<form>`, `#/write/<form>/<draft>`, `#/write/<form>/corrects/<entry>`. */

import { begun } from "../entry.js";
import { formNamed } from "../forms.js";
import { dropDraft, openDraft, openEntry } from "../journal.js";
import { Problem } from "../problem.js";
import { onLocking, visit } from "../session.js";
import { announce, button, el, icon, tell, untell } from "../ui.js";
import { t } from "../words.js";
import { Writing } from "../writing.js";

/** Last used, in memory alone. @type {{place: string | null, place_said: string, source: string}} */
export const remembered = { place: null, place_said: "", source: "" };

/** @type {Writing | null} */
let writing = null;
/** @type {() => void} */
let offLock = () => undefined;

addEventListener("field-hidden", () => void writing?.keep());

/** Whether words are on the screen. */
export function isWriting() {
  return writing !== null;
}

/** Leave what is being written, sealed. */
export async function leave() {
  const left = writing;
  writing = null;
  offLock();
  document.body.classList.remove("writes");
  try {
    await left?.leave();
  } catch (problem) {
    tell(problem);
  }
}

/**
 * @param {string} name
 * @param {string[]} rest
 * @returns {Promise<import("../forms.js").Draft>}
 */
async function draftFor(name, rest) {
  const form = formNamed(name);
  if (!form) throw new Problem("no_form");
  const [first, second] = rest;
  if (first === "corrects" && second) return correcting(name, second);
  if (first) {
    const entry = await openDraft(first);
    return { id: entry.id, name, entry };
  }
  const { place, place_said, source } = remembered;
  const known = visit().places.some((/** @type {any} */ one) => one.id === place);
  const entry = begun(form.kind, form.form, { place: known ? place : null, place_said: known || !place ? place_said : "", source });
  return { id: entry.id, name, entry };
}

/** A correction is a new entry with the words of the old one. @param {string} name @param {string} id */
async function correcting(name, id) {
  const { entry: old } = await openEntry(id);
  const { kind, form, text, source, place, place_said, details } = old;
  const entry = begun(kind, form, { text, source, place, place_said, details: structuredClone(details), corrects: old.id, attachments: [...old.attachments] });
  return { id: entry.id, name, entry };
}

/**
 * @param {HTMLElement} container
 * @param {string[]} params
 * @param {any} services
 */
export async function render(container, [name = "", ...rest], services) {
  const form = formNamed(name);
  if (!form) throw new Problem("no_form");
  const draft = await draftFor(name, rest);
  if (!rest.length) form.begin?.(draft, services);
  const state = el("p", { class: "sealing", id: "sealing" }, t("write.not_yet_sealed"));
  const own = new Writing(draft, { onKept: () => state.replaceChildren(t("write.draft_kept")), onProblem: tell });
  writing = own;
  offLock = onLocking(() => void leave());
  const problems = el("div", { id: "problems", tabindex: "-1" });
  const body = el("div", { class: "stack form" });
  const mine = servicesFor(own, state, services, () => seal(own, problems, services));
  const head = el("h1", {}, draft.entry.corrects ? t("write.corrects", { what: t(form.words) }) : t(form.words));
  container.append(head, state, problems, body);
  await form.render(body, draft, mine);
  document.body.classList.add("writes");
  container.append(actions(own, problems, services));
}

/**
 * @param {Writing} own
 * @param {HTMLElement} state
 * @param {any} services
 * @param {() => Promise<any>} finish
 */
function servicesFor(own, state, services, finish) {
  const { entry } = own.draft;
  return {
    ...services,
    finish,
    changed() {
      state.replaceChildren(t("write.not_yet_sealed"));
      own.changed();
    },
    async attach(/** @type {Blob} */ blob, /** @type {any} */ about) {
      own.touched = true;
      const attached = await own.inLine(() => services.attach(entry, blob, about));
      state.replaceChildren(t("write.draft_kept"));
      return attached;
    },
    async detach(/** @type {string} */ digest) {
      await own.inLine(() => services.detach(entry, digest));
    },
  };
}

/**
 * @param {Writing} own
 * @param {HTMLElement} problems
 * @param {any} services
 */
function actions(own, problems, services) {
  const aside = async () => {
    await leave();
    services.go("#/");
  };
  const drop = async () => {
    if (own.touched && !confirm(t("write.drop_sure"))) return;
    own.over = true;
    clearTimeout(own.timer);
    await own.work;
    own.letGo();
    writing = null;
    offLock();
    document.body.classList.remove("writes");
    await dropDraft(own.draft.id);
    services.go("#/");
  };
  return el(
    "div",
    { class: "actions" },
    el("button", { type: "button", class: "button lock", on: { click: services.lock } }, icon("lock"), el("span", {}, t("lock.now"))),
    button(t("write.drop"), { on: drop }),
    button(t("write.aside"), { on: aside }),
    button(t("write.seal"), { main: true, icon: "check", id: "seal", on: () => seal(own, problems, services) }),
  );
}

/**
 * Seal the entry, or show what is missing and take the reader there.
 * @param {Writing} own
 * @param {HTMLElement} box
 * @param {any} services
 */
async function seal(own, box, services) {
  if (own.over) return null;
  untell();
  const { draft } = own;
  const missing = formNamed(draft.name)?.problems?.(draft, t) ?? [];
  if (missing.length) return showMissing(box, missing);
  box.replaceChildren();
  try {
    const sealed = await own.finish();
    const { place, place_said, source } = draft.entry;
    Object.assign(remembered, { place, place_said, source: source || remembered.source });
    writing = null;
    offLock();
    document.body.classList.remove("writes");
    services.go("#/");
    announce(t("write.sealed", { n: sealed.seq }));
    return sealed;
  } catch (problem) {
    tell(problem);
    return null;
  }
}

/**
 * @param {HTMLElement} box
 * @param {{field: string, message: string}[]} missing
 */
function showMissing(box, missing) {
  box.replaceChildren(
    el("p", {}, t("write.missing", { n: missing.length })),
    el("ul", {}, missing.map((one) => el("li", {}, button(one.message, { on: () => document.getElementById(one.field)?.focus() })))),
  );
  box.className = "told";
  box.focus();
  return null;
}
