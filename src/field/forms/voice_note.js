/** A voice note: recorded here, sealed as soon as it ends, heard again only while unlocked. */

import { kindField, placeField } from "../choosing.js";
import { begun } from "../entry.js";
import { registerForm } from "../forms.js";
import { attach, dropDraft, keepUnfinished } from "../journal.js";
import { onLocking, visit } from "../session.js";
import { button, el } from "../ui.js";
import { t } from "../words.js";
import { canRecord, clock, LONGEST, record } from "../voice.js";
import { attachedList } from "./attaching.js";
import { sourceAsked, wordsField } from "./fields.js";
import { files, said } from "./showing.js";

const KINDS = ["observation", "allegation"];
/** @type {import("../voice.js").Recording | null} */
let running = null;
/** Whether the form is being left while it records. */
let closing = false;

function close() {
  if (!running) return;
  closing = true;
  running.stop();
}
onLocking(close);
globalThis.addEventListener?.("hashchange", close);

/** @param {import("../forms.js").Draft} draft */
function problems({ entry }) {
  if (running) return [{ field: "record", message: t("voice_note.still_records") }];
  return entry.attachments.length ? [] : [{ field: "record", message: t("voice_note.none") }];
}

/** @param {HTMLElement} container @param {import("../forms.js").Draft} draft @param {any} services */
function render(container, draft, services) {
  const section = el("section", { class: "card stack" });
  const attached = attachedList(draft, services, () => {
    if (draft.entry.attachments.length === 0) draft.entry.details.seconds = 0;
    services.changed();
    recorder(section, draft, services, attached.show);
  });
  recorder(section, draft, services, attached.show);
  container.append(
    placeField(draft, services),
    sourceAsked(draft, services),
    kindField(draft, services, KINDS),
    section,
    attached.element,
    wordsField(draft, services, { rows: 2, label: t("voice_note.text") }),
  );
}

/**
 * Record, pause, stop; one recording a note.
 * @param {HTMLElement} section
 * @param {import("../forms.js").Draft} draft
 * @param {any} services
 * @param {() => void} shown
 */
function recorder(section, draft, services, shown) {
  const time = el("p", { class: "figure", role: "timer" }, clock(draft.entry.details.seconds ?? 0));
  const buttons = el("div", { class: "row", id: "record", tabindex: "-1" });
  const ended = async (/** @type {Blob} */ sound, /** @type {number} */ seconds) => {
    running = null;
    const left = closing;
    closing = false;
    if (sound.size && left) return keepAlone(draft, sound, seconds);
    if (sound.size) await keepSound(draft, services, sound, seconds);
    recorder(section, draft, services, shown);
    shown();
  };
  const begin = async () => {
    try {
      running = await record({ ended });
      services.announce(t("voice_note.records"));
      draw();
      ticking(time);
    } catch (problem) {
      services.tell(problem);
    }
  };
  const draw = () => buttons.replaceChildren(...controls(draft, begin, draw));
  draw();
  section.replaceChildren(el("p", { class: "hint" }, hintFor(draft)), time, buttons);
}

/** @param {import("../forms.js").Draft} draft */
function hintFor({ entry }) {
  if (!canRecord()) return t("voice_note.cannot");
  return entry.attachments.length ? t("voice_note.one") : t("voice_note.hint", { n: LONGEST / 60 });
}

/** @param {HTMLElement} time */
function ticking(time) {
  if (!running) return;
  time.textContent = clock(running.tick());
  setTimeout(() => ticking(time), 250);
}

/** @param {import("../forms.js").Draft} draft @param {() => void} begin @param {() => void} draw */
function controls({ entry }, begin, draw) {
  const held = running;
  if (!held && (entry.attachments.length || !canRecord())) return [];
  if (!held) return [button(t("voice_note.record"), { icon: "microphone", main: true, on: begin })];
  /** @param {() => void} does */
  const andDraw = (does) => () => {
    does();
    draw();
  };
  const pause = held.isPaused
    ? button(t("voice_note.go_on"), { icon: "microphone", on: andDraw(() => held.resume()) })
    : button(t("voice_note.pause"), { on: andDraw(() => held.pause()) });
  return [button(t("voice_note.stop"), { main: true, icon: "check", on: () => held.stop() }), pause];
}

/** @param {Blob} sound */
function about(sound) {
  const ending = sound.type === "audio/mp4" ? "m4a" : sound.type.replace("audio/", "");
  return { type: sound.type, name: `voice-note.${ending}`, role: /** @type {const} */ ("original"), of: null };
}

/** @param {import("../forms.js").Draft} draft @param {any} services @param {Blob} sound @param {number} seconds */
async function keepSound(draft, services, sound, seconds) {
  try {
    draft.entry.details.seconds = seconds;
    await services.attach(sound, about(sound));
    services.announce(t("voice_note.sealed", { time: clock(seconds) }));
  } catch (problem) {
    draft.entry.details.seconds = 0;
    services.tell(problem);
  }
}

/** The form was left while it recorded: the sound becomes a draft of its own, or an unfinished entry where none can be read back.
 * @param {import("../forms.js").Draft} draft @param {Blob} sound @param {number} seconds */
async function keepAlone({ entry }, sound, seconds) {
  const { kind, place, place_said, source } = entry;
  const own = begun(kind, "voice_note", { place, place_said, source, details: { seconds } });
  await attach(own, sound, about(sound));
  if (visit().writeOnly || visit().revoked) return keepUnfinished(own);
  if (entry.text.trim()) return undefined;
  // The draft that was left says nothing now; where no tab is writing it, it goes.
  return navigator.locks?.request(`draft:${entry.id}`, { ifAvailable: true }, (free) => (free ? dropDraft(entry.id) : undefined));
}

/** @param {HTMLElement} container @param {import("../entry.js").Entry} entry @param {any} services */
function show(container, entry, services) {
  container.append(...said(entry), ...files(entry, services));
}

registerForm({
  form: "voice_note",
  name: "voice_note",
  kind: "observation",
  icon: "microphone",
  words: "voice_note.title",
  order: 80,
  begin: (draft) => void (draft.entry.details = { seconds: 0, ...draft.entry.details }),
  title: (entry) => entry.text || clock(entry.details.seconds ?? 0),
  problems,
  render,
  show,
});
