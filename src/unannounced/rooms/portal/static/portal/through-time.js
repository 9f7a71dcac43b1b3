// @ts-check
/**
 * The slider of a convention through time. Moved, by pointer or by keyboard, it fetches the page of the last day of
 * the year it stands at (of today in this year) and puts what depends on the day in place: everything marked
 * `data-of-the-day`, by its id. The address follows, so that what is seen can be shared. Without this module the form
 * beside it does the same by a day.
 */

const WAIT = 120; // milliseconds for which the slider must rest

/**
 * The day that a year stands for.
 * @param {number} year
 * @param {string} today as 2026-11-25
 * @returns {string}
 */
export function dayOf(year, today) {
  return String(year) === today.slice(0, 4) ? today : `${String(year).padStart(4, "0")}-12-31`;
}

/**
 * The address of the page on another day: everything else in it stays, but for the page of the table.
 * @param {string} here
 * @param {string} day
 * @returns {string}
 */
export function addressOn(here, day) {
  const address = new URL(here);
  address.searchParams.set("on", day);
  address.searchParams.delete("page");
  address.hash = "";
  return address.href;
}

/**
 * Puts what depends on the day from `there` into this page.
 * @param {Document} there
 */
function takeOver(there) {
  for (const old of document.querySelectorAll("[data-of-the-day]")) {
    const fresh = there.getElementById(old.id);
    if (fresh) old.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  }
  document.title = there.title;
}

/** @param {boolean} waiting */
function say(waiting) {
  for (const part of document.querySelectorAll("[data-of-the-day]")) part.setAttribute("aria-busy", String(waiting));
}

/** @param {HTMLFormElement} form */
function enhance(form) {
  const slide = form.querySelector("[data-slide]");
  const slider = form.querySelector("input[type=range]");
  const output = form.querySelector("output");
  const field = form.querySelector("input[name=on]");
  if (!slide || !(slider instanceof HTMLInputElement) || !output || !(field instanceof HTMLInputElement)) return;
  const today = form.dataset.today ?? "";
  let timer = 0;
  /** @type {AbortController | null} */
  let running = null;

  /** @param {string} day */
  async function go(day) {
    running?.abort();
    running = new AbortController();
    const address = addressOn(location.href, day);
    say(true);
    try {
      const response = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(response.statusText);
      takeOver(new DOMParser().parseFromString(await response.text(), "text/html"));
      history.replaceState(null, "", address);
      say(false);
    } catch (problem) {
      if (problem instanceof DOMException && problem.name === "AbortError") return;
      location.assign(address); // the browser says better than this module what is wrong
    }
  }

  slider.addEventListener("input", () => {
    const day = dayOf(slider.valueAsNumber, today);
    output.textContent = slider.value;
    field.value = day;
    clearTimeout(timer);
    timer = window.setTimeout(() => void go(day), WAIT);
  });
  slide.removeAttribute("hidden");
}

if (typeof document !== "undefined") {
  for (const form of document.querySelectorAll("form[data-through-time]")) {
    if (form instanceof HTMLFormElement) enhance(form);
  }
}
