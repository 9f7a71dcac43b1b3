/** An entry as docs/field-protocol.md has it: begun, finished, filled up, read again. Nothing here knows a clock or a disk. */

import { Problem } from "./problem.js";

export const FORMAT = "unannounced-entry/1";
export const KINDS = ["allegation", "observation", "measurement", "document", "interview"];
/** Sealed sizes tell less when entries are filled up to a multiple of this many bytes. */
export const FILLED_TO = 512;

/**
 * @typedef {{digest: string, clear_digest: string, size: number, type: string, name: string,
 *   role: "original" | "working_copy", of: string | null}} Attachment
 * @typedef {{id: string, kind: string, form: string, text: string, source: string, place: string | null, place_said: string,
 *   corrects: string | null, details: Record<string, any>, attachments: Attachment[], noted_on?: string}} Begun
 * @typedef {Begun & {format: string, noted_on: string, noted_at: string, zone: string, unfinished: boolean, member: string,
 *   device: string}} Entry
 * @typedef {{id: string, digest: string, seq: number, form: string, kind: string, title: string, place: string | null,
 *   place_said: string, source: string, day: string, at: string, corrects: string | null, corrected_by: string[],
 *   unfinished: boolean, extra?: any}} Row
 */

/**
 * An entry that was only begun.
 * @param {string} kind
 * @param {string} form
 * @param {Partial<Begun>} [rest]
 * @returns {Begun}
 */
export function begun(kind, form, rest = {}) {
  return {
    id: crypto.randomUUID(),
    kind,
    form,
    text: "",
    source: "",
    place: null,
    place_said: "",
    corrects: null,
    details: {},
    attachments: [],
    ...rest,
  };
}

/**
 * The day in `zone` at `moment`, as the people of the visit say it; the device's own zone where it does not know that one.
 * @param {string} zone
 * @param {Date} moment
 * @returns {string} YYYY-MM-DD
 */
export function dayIn(zone, moment) {
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { year: "numeric", month: "2-digit", day: "2-digit" };
  try {
    return new Intl.DateTimeFormat("en-CA", { ...parts, timeZone: zone || undefined }).format(moment);
  } catch {
    return new Intl.DateTimeFormat("en-CA", parts).format(moment);
  }
}

/**
 * `day` moved by whole days: what a device whose clock is wrong should have said.
 * @param {string} day
 * @param {number} days
 */
export function shifted(day, days) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * How many days lie between two days; positive where `later` is later.
 * @param {string} earlier
 * @param {string} later
 */
export function daysBetween(earlier, later) {
  return Math.round((Date.parse(`${later}T12:00:00Z`) - Date.parse(`${earlier}T12:00:00Z`)) / 86_400_000);
}

/**
 * The entry as it is sealed.
 * @param {Begun} entry
 * @param {{member: string, device: string, zone: string, now: Date, shift?: number, unfinished?: boolean}} by
 * @returns {Entry}
 */
export function finished(entry, { member, device, zone, now, shift = 0, unfinished = false }) {
  if (!KINDS.includes(entry.kind)) throw new Problem("kind", { kind: entry.kind });
  return {
    format: FORMAT,
    id: entry.id,
    kind: entry.kind,
    form: entry.form,
    text: entry.text,
    source: entry.source,
    noted_on: entry.noted_on || shifted(dayIn(zone, now), shift),
    noted_at: `${now.toISOString().slice(0, 19)}Z`,
    zone,
    place: entry.place,
    place_said: entry.place_said,
    corrects: entry.corrects,
    unfinished,
    member,
    device,
    details: entry.details,
    attachments: entry.attachments,
  };
}

/**
 * The bytes to seal: JSON, filled up with blanks.
 * @param {Entry} entry
 * @returns {Uint8Array}
 */
export function filledUp(entry) {
  const words = new TextEncoder().encode(JSON.stringify(entry));
  const bytes = new Uint8Array(Math.ceil(words.length / FILLED_TO) * FILLED_TO).fill(0x20);
  bytes.set(words);
  return bytes;
}

/**
 * An entry from opened bytes; a format of another version is refused by name.
 * @param {Uint8Array} bytes
 * @returns {Entry}
 */
export function readEntry(bytes) {
  const entry = JSON.parse(new TextDecoder().decode(bytes));
  if (entry?.format !== FORMAT) throw new Problem("format", { format: String(entry?.format) });
  return entry;
}

/**
 * A draft is an entry marked unfinished; this takes off what finishing adds again.
 * @param {Entry} entry
 * @returns {Begun}
 */
export function begunAgain(entry) {
  const { id, kind, form, text, source, place, place_said, corrects, details, attachments } = entry;
  return { id, kind, form, text, source, place, place_said, corrects, details, attachments };
}

/**
 * The line of an entry in the own list.
 * @param {Entry} entry
 * @param {{title: string, digest: string, seq: number, extra?: any}} known
 * @returns {Row}
 */
export function rowOf(entry, { title, digest, seq, extra }) {
  return {
    id: entry.id,
    digest,
    seq,
    form: entry.form,
    kind: entry.kind,
    title: firstWords(title || entry.text),
    place: entry.place,
    place_said: entry.place_said,
    source: entry.source,
    day: entry.noted_on,
    at: entry.noted_at,
    corrects: entry.corrects,
    corrected_by: [],
    unfinished: entry.unfinished,
    ...(extra === undefined ? {} : { extra }),
  };
}

/**
 * The first words of a text, at most 90 signs, cut between words.
 * @param {string} text
 */
export function firstWords(text) {
  const line = text.trim().split("\n", 1)[0] ?? "";
  if (line.length <= 90) return line;
  return `${line.slice(0, 90).replace(/\s+\S*$/, "")} …`;
}

/**
 * The rows that fit, newest first, a page of them. Pure: the list is handed in, newest last.
 * @param {Row[]} rows
 * @param {{day?: string, place?: string, source?: string, form?: string, kind?: string, words?: string, limit?: number,
 *   before?: number}} [filter]
 * @returns {{rows: Row[], more: boolean, total: number}}
 */
export function chosen(rows, { limit = 50, before = Infinity, ...filter } = {}) {
  const wanted = (filter.words ?? "").trim().toLocaleLowerCase();
  /** @type {Row[]} */
  const page = [];
  let total = 0;
  let more = false;
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const row = rows[place];
    if (!row || !fits(row, filter, wanted)) continue;
    total += 1;
    if (row.seq >= before) continue;
    if (page.length < limit) page.push(row);
    else more = true;
  }
  return { rows: page, more, total };
}

/**
 * @param {Row} row
 * @param {{day?: string, place?: string, source?: string, form?: string, kind?: string}} filter
 * @param {string} wanted words in small letters
 */
function fits(row, { day, place, source, form, kind }, wanted) {
  return (
    (!day || row.day === day) &&
    (!place || (row.place ?? row.place_said) === place) &&
    (!source || row.source === source) &&
    (form === undefined || row.form === form) &&
    (!kind || row.kind === kind) &&
    (!wanted || `${row.title} ${row.place_said} ${row.source}`.toLocaleLowerCase().includes(wanted))
  );
}
