/** Voice notes: recorded in memory, sealed as soon as they end. */

import { Problem } from "./problem.js";

/** Seconds after which a note ends by itself. */
export const LONGEST = 600;
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

/**
 * Seconds as a clock shows them: 9:05.
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Counts the time that was recorded, pauses left out. The moments, in milliseconds, are handed in. */
export class Elapsed {
  constructor() {
    this.before = 0;
    /** @type {number | null} */
    this.since = null;
  }

  /** @param {number} now */
  start(now) {
    this.since ??= now;
  }

  /** @param {number} now */
  stop(now) {
    this.before = this.seconds(now) * 1000;
    this.since = null;
  }

  /** @param {number} now @returns {number} */
  seconds(now) {
    return (this.before + (this.since === null ? 0 : now - this.since)) / 1000;
  }
}

/** Whether this browser can record at all. */
export function canRecord() {
  return typeof MediaRecorder !== "undefined" && Boolean(navigator.mediaDevices?.getUserMedia);
}

/** What went wrong when the microphone was asked for, in words. @param {unknown} error */
export function microphoneProblem(error) {
  const name = /** @type {any} */ (error)?.name;
  if (name === "NotAllowedError" || name === "SecurityError") return new Problem("microphone_refused");
  if (name === "NotFoundError" || name === "OverconstrainedError") return new Problem("microphone_missing");
  return new Problem("microphone");
}

/**
 * A recording that runs. `ended` is called once, with the sound and its whole seconds, however it ends.
 * @param {{ended: (sound: Blob, seconds: number) => void, longest?: number}} how
 */
export async function record({ ended, longest = LONGEST }) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    throw microphoneProblem(error);
  }
  return new Recording(stream, ended, longest);
}

export class Recording {
  /** @param {MediaStream} stream @param {(sound: Blob, seconds: number) => void} ended @param {number} longest */
  constructor(stream, ended, longest) {
    const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
    this.recorder = new MediaRecorder(stream, kind ? { mimeType: kind } : {});
    this.stream = stream;
    this.ended = ended;
    this.longest = longest;
    this.elapsed = new Elapsed();
    /** @type {Blob[]} */
    this.pieces = [];
    this.recorder.addEventListener("dataavailable", (event) => this.pieces.push(event.data));
    this.recorder.addEventListener("stop", () => this.finish());
    stream.getAudioTracks()[0]?.addEventListener("ended", () => this.stop()); // the microphone was taken away
    this.recorder.start(1000);
    this.elapsed.start(performance.now());
  }

  get seconds() {
    return this.elapsed.seconds(performance.now());
  }

  get isPaused() {
    return this.recorder.state === "paused";
  }

  /** Look at the clock; ends the note when its time is over. */
  tick() {
    if (this.seconds >= this.longest) this.stop();
    return this.seconds;
  }

  pause() {
    if (this.recorder.state !== "recording") return;
    this.recorder.pause();
    this.elapsed.stop(performance.now());
  }

  resume() {
    if (this.recorder.state !== "paused") return;
    this.recorder.resume();
    this.elapsed.start(performance.now());
  }

  stop() {
    if (this.recorder.state === "inactive") return;
    this.elapsed.stop(performance.now());
    this.recorder.stop();
  }

  finish() {
    for (const track of this.stream.getTracks()) track.stop(); // the sign of the open microphone goes out
    const type = (this.recorder.mimeType || this.pieces[0]?.type || "audio/webm").split(";", 1)[0];
    this.ended(new Blob(this.pieces, { type }), Math.round(this.elapsed.seconds(performance.now())));
    this.pieces = [];
  }
}
