/** Times of day as they are said at a gate: 09:02. Pure. */

/**
 * The time of day in a zone; the device's own where it does not know that one.
 * @param {string} zone
 * @param {Date} moment
 * @returns {string}
 */
export function timeIn(zone, moment) {
  /** @type {Intl.DateTimeFormatOptions} */
  const how = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  try {
    return new Intl.DateTimeFormat("en-GB", { ...how, timeZone: zone || undefined }).format(moment);
  } catch {
    return new Intl.DateTimeFormat("en-GB", how).format(moment);
  }
}

/**
 * Minutes from one time of day to a later one; past midnight where the later one reads earlier by more than half a day. Null where
 * one of them is not said, or where the second is before the first.
 * @param {string | undefined} from
 * @param {string | undefined} to
 * @returns {number | null}
 */
export function minutesBetween(from, to) {
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  if (begins === null || ends === null) return null;
  const waited = ends - begins;
  if (waited >= 0) return waited;
  return waited < -720 ? waited + 1440 : null;
}

/** @param {string | undefined} time @returns {number | null} */
function minutesOf(time) {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time ?? "");
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}
