/**
 * What was taken down while the app runs, in memory alone: where the list cannot be read (a write-only visit), a photograph can still be
 * tied to the interview of a moment ago, and the next pseudonym be proposed. Forgotten on locking.
 */

import { onSession } from "../session.js";
import { listedConsents } from "./consents.js";

/** @type {Map<string, import("./consents.js").Row>} */
const taken = new Map();
let last = 0;

onSession((what) => {
  if (what === "locked" || what === "none") taken.clear();
});

/** An interview that is being finished. @param {{id: string, corrects: string | null, details: any}} entry */
export function tookInterview(entry) {
  last += 1;
  if (entry.corrects) taken.delete(entry.corrects);
  taken.set(entry.id, { id: entry.id, seq: last, extra: listedConsents(entry), corrected_by: [], unfinished: false });
}

/**
 * The interviews that are known here, newest first: of the list where it can be read, else of this hour.
 * @param {any} services
 * @returns {import("./consents.js").Row[]}
 */
export function interviews(services) {
  if (services.visit().readable) return services.entries({ form: "interview", limit: 5000 }).rows;
  return [...taken.values()].sort((one, other) => other.seq - one.seq);
}
