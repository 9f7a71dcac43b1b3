/** What the person has set on this device; nothing here says anything about a visit. */

/**
 * @typedef {{language: string, look: "system" | "light" | "dark" | "glare", lockMinutes: number, battery: boolean,
 *   dayShift: number}} Settings
 */

const KEY = "field settings";
/** @type {Settings} */
const AT_FIRST = { language: "", look: "system", lockMinutes: 5, battery: false, dayShift: 0 };
const LOOKS = ["system", "light", "dark", "glare"];

/** @type {Settings} */
let held = AT_FIRST;

/**
 * Settings from what was stored; what cannot be read is as at first.
 * @param {string | null} stored
 * @returns {Settings}
 */
export function readSettings(stored) {
  /** @type {Partial<Settings>} */
  let said = {};
  try {
    said = JSON.parse(stored ?? "{}") ?? {};
  } catch {
    return { ...AT_FIRST };
  }
  return {
    language: typeof said.language === "string" ? said.language : "",
    look: said.look && LOOKS.includes(said.look) ? said.look : "system",
    lockMinutes: Math.min(15, Math.max(1, Math.round(Number(said.lockMinutes)) || AT_FIRST.lockMinutes)),
    battery: said.battery === true,
    dayShift: Number.isInteger(said.dayShift) ? Number(said.dayShift) : 0,
  };
}

/** Read what is stored and put it on the page. */
export function loadSettings() {
  try {
    held = readSettings(localStorage.getItem(KEY));
  } catch {
    held = { ...AT_FIRST };
  }
  show();
  return held;
}

/** The settings in force. */
export function settings() {
  return held;
}

/**
 * Change some of them.
 * @param {Partial<Settings>} some
 */
export function set(some) {
  held = readSettings(JSON.stringify({ ...held, ...some }));
  try {
    localStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // A browser that keeps no settings has them until it is closed.
  }
  show();
}

function show() {
  const root = document.documentElement;
  root.dataset.look = held.battery && held.look === "system" ? "dark" : held.look;
  root.dataset.battery = held.battery ? "yes" : "no";
}
