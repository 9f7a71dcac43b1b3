/** One day of the journal, put side by side for the evening. Pure. */

/** @typedef {import("../entry.js").Row} Row */

/**
 * What was noted on a day: by place, interviews by source, and what is still open. What was corrected counts no more; the correction does.
 * @param {Row[]} rows newest first
 * @param {string} day
 */
export function comparing(rows, day) {
  const ofDay = rows.filter((row) => row.day === day && row.corrected_by.length === 0).reverse();
  return {
    total: ofDay.length,
    places: grouped(ofDay, (row) => row.place ?? `said ${row.place_said.trim().toLocaleLowerCase()}`).map(([, held]) => ({
      place: held[0]?.place ?? null,
      place_said: held[0]?.place_said ?? "",
      rows: held,
    })),
    interviews: grouped(ofDay.filter((row) => row.kind === "interview"), (row) => row.source).map(([source, held]) => ({ source, rows: held })),
    unfinished: ofDay.filter((row) => row.unfinished),
    twins: twins(ofDay),
    withoutPlace: ofDay.filter((row) => !row.place && !row.place_said.trim()),
    withoutSource: ofDay.filter((row) => row.kind === "allegation" && !row.source.trim()),
    refused: ofDay.filter((row) => row.form === "access" && row.extra?.refused > 0),
  };
}

/**
 * Rows under a word each, in the order in which they came.
 * @param {Row[]} rows
 * @param {(row: Row) => string} wordOf
 * @returns {[string, Row[]][]}
 */
function grouped(rows, wordOf) {
  /** @type {Map<string, Row[]>} */
  const found = new Map();
  for (const row of rows) {
    const held = found.get(wordOf(row));
    if (held) held.push(row);
    else found.set(wordOf(row), [row]);
  }
  return [...found];
}

/** Entries of which two have the same number. @param {Row[]} rows */
function twins(rows) {
  const held = new Map(grouped(rows, (row) => row.id));
  return rows.filter((row) => (held.get(row.id) ?? []).length > 1);
}
