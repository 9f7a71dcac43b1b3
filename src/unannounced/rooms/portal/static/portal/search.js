// @ts-check
/**
 * Suggestions under the words of the search while somebody types: an ARIA combobox with a list that the arrow keys go
 * through, Enter takes and Escape closes. Everything works without this module; it also leaves empty fields out of
 * the address when the form goes off, so that the address stays short enough to share.
 *
 * Markup: `<input data-suggest="/search/suggest/" data-suggest-said="… {number} …">` inside a form.
 */

const WAIT = 120; // milliseconds for which the keys must rest
const SHORTEST = 2; // characters before anything is suggested

/**
 * Which option comes after `at` of `count`; -1 is the field itself, which lies between the last and the first.
 * @param {number} at
 * @param {number} count
 * @param {string} key
 * @returns {number}
 */
export function nextOption(at, count, key) {
  if (count === 0) return -1;
  if (key === "ArrowDown") return at + 1 >= count ? -1 : at + 1;
  if (key === "ArrowUp") return at === -1 ? count - 1 : at - 1;
  return at;
}

/**
 * What OpenSearch suggestions hold, as plain words; anything else is no suggestion.
 * @param {unknown} said as `["pri", ["prison", "privacy"]]`
 * @returns {string[]}
 */
export function readSuggestions(said) {
  if (!Array.isArray(said) || !Array.isArray(said[1])) return [];
  return said[1].filter((one) => typeof one === "string" && one !== "");
}

/** @param {HTMLInputElement} field */
function suggesting(field) {
  const where = field.dataset.suggest ?? "";
  const said = field.dataset.suggestSaid ?? "";
  const list = document.createElement("ul");
  const status = document.createElement("p");
  /** @type {AbortController | null} */
  let running = null;
  let timer = 0;
  let at = -1;
  let typed = field.value;

  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestLabel ?? "");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  field.after(list, status);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  function close() {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  /** @param {string[]} words */
  function open(words) {
    list.replaceChildren(
      ...words.map((word, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dir = "auto";
        option.textContent = word;
        return option;
      }),
    );
    at = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = words.length === 0;
    field.setAttribute("aria-expanded", String(words.length > 0));
    status.textContent = words.length ? said.replace("{number}", String(words.length)) : "";
  }

  /** @param {number} place */
  function mark(place) {
    at = place;
    [...list.children].forEach((option, other) => {
      option.setAttribute("aria-selected", String(other === place));
      if (other === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${list.id}-${place}`);
    field.value = place < 0 ? typed : (list.children[place]?.textContent ?? typed);
  }

  async function ask() {
    if (typed.trim().length < SHORTEST) return close();
    const asking = new AbortController();
    running = asking;
    const address = new URL(where, location.href);
    address.searchParams.set("q", typed);
    try {
      const response = await fetch(address, { signal: asking.signal });
      if (response.ok && document.activeElement === field) open(readSuggestions(await response.json()));
    } catch (problem) {
      if (!asking.signal.aborted) close(); // whoever is offline types on
    }
  }

  field.addEventListener("input", () => {
    typed = field.value;
    running?.abort();
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(nextOption(at, list.children.length, event.key));
    } else if (event.key === "Escape") {
      event.preventDefault();
      mark(-1);
      close();
    } else if (event.key === "Enter" || event.key === "Tab") {
      close(); // what stands in the field is what was chosen
    }
  });
  field.addEventListener("blur", () => {
    clearTimeout(timer);
    running?.abort();
    close();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (!option) return;
    field.value = option.textContent ?? "";
    close();
    field.form?.requestSubmit();
  });
}

/**
 * Leaves what is empty out of the address while the form goes off.
 * @param {HTMLFormElement} form
 */
function leaveEmptyOut(form) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if ((field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && field.value === "") {
        field.disabled = true;
        window.setTimeout(() => (field.disabled = false), 0); // Back finds the form as it was
      }
    }
  });
}

if (typeof document !== "undefined") {
  for (const field of document.querySelectorAll("input[data-suggest]")) {
    if (!(field instanceof HTMLInputElement)) continue;
    suggesting(field);
    if (field.form) leaveEmptyOut(field.form);
  }
}
