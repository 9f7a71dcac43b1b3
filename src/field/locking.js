/** Locks by itself: after some minutes without a touch, when hidden for long, when the browser puts the page to sleep. */

import { lock } from "./session.js";
import { settings } from "./settings.js";

let lastTouch = 0;

/** Two clocks, because one of them may stop while the device sleeps and the other may be set. */
function clocks() {
  return [Date.now(), performance.now()];
}

/** @type {number[]} */
let touched = clocks();

/** Whether the time is over. @param {number[]} then @param {number[]} now @param {number} minutes */
export function isOver(then, now, minutes) {
  return now.some((moment, place) => Math.abs(moment - (then[place] ?? 0)) >= minutes * 60_000);
}

/** Begin to watch. @param {() => boolean} isOpen whether there is anything to close: keys, or words on the screen */
export function lockByItself(isOpen) {
  const check = () => isOpen() && isOver(touched, clocks(), settings().lockMinutes) && lock();
  const touch = () => {
    if (Date.now() - lastTouch < 1_000) return;
    lastTouch = Date.now();
    check(); // a touch after a long sleep must not open what should have closed
    touched = clocks();
  };
  for (const event of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(event, touch, { passive: true, capture: true });
  document.addEventListener("visibilitychange", check);
  addEventListener("pageshow", check);
  document.addEventListener("freeze", () => isOpen() && lock());
  setInterval(check, 5_000);
}
