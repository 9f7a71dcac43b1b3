/** A line in which a place among many is searched: a combobox with its list below, by thumb or by keyboard. */

import { FEW, placesLike, placeWritten, SHOWN, written } from "./finding_places.js";
import { el, field, textInput } from "./ui.js";
import { t } from "./words.js";

/** @typedef {import("./finding_places.js").Place} Place */
/** @typedef {{place: string | null, place_said: string}} Chosen */

/** Whether there are so many places that one searches. @param {Place[]} places */
export function many(places) {
  return places.length > FEW;
}

/**
 * The field: what is chosen from the list is a place; what is written and not chosen is kept in words.
 * @param {Place[]} places
 * @param {Chosen} chosen
 * @param {(chosen: Chosen) => void} onChange
 */
export function placeSearch(places, chosen, onChange) {
  return new Search(places, chosen, onChange).element;
}

class Search {
  /** @param {Place[]} places @param {Chosen} chosen @param {(chosen: Chosen) => void} onChange */
  constructor(places, chosen, onChange) {
    this.places = places;
    this.onChange = onChange;
    /** @type {Place[]} */
    this.offered = [];
    this.active = -1;
    const held = places.find((one) => one.id === chosen.place);
    this.input = textInput({ value: held ? written(held) : chosen.place_said, id: "place", onInput: () => this.typed() });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "place-found", enterkeyhint: "done" })) {
      this.input.setAttribute(name, value);
    }
    this.list = el("ul", { id: "place-found", class: "found", role: "listbox", "aria-label": t("place.title"), hidden: true });
    this.told = el("p", { class: "hint", role: "status", id: "place-told" });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("click", () => this.list.hidden && this.open());
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the line keeps the focus
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.element = el(
      "div",
      { class: "stack" },
      el("div", { class: "field" }, field(t("place.title"), this.input, { hint: t("place.search_hint", { n: places.length }) }), this.list, this.told),
    );
    this.close();
    if (!held && chosen.place_said) this.told.textContent = t("place.kept_in_words");
  }

  typed() {
    const words = this.input.value.trim();
    const place = placeWritten(this.places, words);
    this.onChange(place ? { place: place.id, place_said: "" } : { place: null, place_said: words });
    this.open();
  }

  open() {
    const found = placesLike(this.places, this.input.value);
    this.offered = found.slice(0, SHOWN);
    this.list.replaceChildren(...this.offered.map((place, number) => this.option(place, number)));
    this.list.hidden = this.offered.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(-1);
    this.told.textContent = this.sentence(found.length);
  }

  /** @param {number} found */
  sentence(found) {
    if (found === 0) return t("place.kept_in_words");
    return found > SHOWN ? t("place.found_more", { n: found, shown: SHOWN }) : t("place.found", { n: found });
  }

  /** @param {Place} place @param {number} number */
  option(place, number) {
    const on = { click: () => this.choose(place) };
    return el("li", { role: "option", id: `place-found-${number}`, "aria-selected": "false", on }, written(place));
  }

  /** @param {Place} place */
  choose(place) {
    this.input.value = written(place);
    this.onChange({ place: place.id, place_said: "" });
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
    const words = this.input.value.trim();
    this.told.textContent = words && !placeWritten(this.places, words) ? t("place.kept_in_words") : "";
  }

  /** @param {number} number */
  mark(number) {
    this.active = number;
    for (const [place, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(place === number));
    if (number < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", `place-found-${number}`);
    this.list.children[number].scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const last = this.offered.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) return this.open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(this.active + step > last ? 0 : this.active + step < 0 ? last : this.active + step);
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      const place = this.offered[this.active] ?? (last === 0 ? this.offered[0] : null);
      if (place) this.choose(place);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}
