/** Days and moments as XForms write them: in the zone of the device, with its offset. */

const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const DAY = 86_400_000;

/** @param {string} text */
export function isDate(text) {
  return DATE.test(text) && !Number.isNaN(momentOf(text).getTime());
}

/** @param {string} text */
export function momentOf(text) {
  return new Date(text.length === 10 ? `${text}T00:00:00` : text);
}

/** Days since 1970-01-01, with the part of the day; a day alone is a whole number. @param {string} text */
export function toDays(text) {
  if (text.length === 10) return Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
  const moment = momentOf(text);
  return (moment.getTime() - moment.getTimezoneOffset() * 60_000) / DAY;
}

/** @param {number} days @returns {string} */
export function dayOf(days) {
  if (!Number.isFinite(days)) return "";
  return new Date(Math.floor(days) * DAY).toISOString().slice(0, 10);
}

/** @param {number} number @param {number} [width] */
function padded(number, width = 2) {
  return String(number).padStart(width, "0");
}

/** The day by the clock of the device. @param {Date} moment */
export function localDay(moment) {
  return `${padded(moment.getFullYear(), 4)}-${padded(moment.getMonth() + 1)}-${padded(moment.getDate())}`;
}

/** The moment with its offset: 2026-12-01T09:12:44.000+01:00. @param {Date} moment */
export function localMoment(moment) {
  const minutes = -moment.getTimezoneOffset();
  const offset = `${minutes < 0 ? "-" : "+"}${padded(Math.floor(Math.abs(minutes) / 60))}:${padded(Math.abs(minutes) % 60)}`;
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map((one) => padded(one)).join(":");
  return `${localDay(moment)}T${time}.${padded(moment.getMilliseconds(), 3)}${offset}`;
}

/** A day by a pattern of ODK: %Y-%m-%d. @param {string} text @param {string} pattern */
export function formatted(text, pattern) {
  if (!isDate(text)) return "";
  const moment = momentOf(text);
  /** @type {Record<string, string>} */
  const signs = {
    Y: padded(moment.getFullYear(), 4),
    y: padded(moment.getFullYear() % 100),
    m: padded(moment.getMonth() + 1),
    n: String(moment.getMonth() + 1),
    b: moment.toLocaleDateString(undefined, { month: "short" }),
    d: padded(moment.getDate()),
    e: String(moment.getDate()),
    H: padded(moment.getHours()),
    h: String(moment.getHours()),
    M: padded(moment.getMinutes()),
    S: padded(moment.getSeconds()),
    3: padded(moment.getMilliseconds(), 3),
    a: moment.toLocaleDateString(undefined, { weekday: "short" }),
    "%": "%",
  };
  return pattern.replace(/%(.)/g, (whole, sign) => signs[sign] ?? whole);
}
