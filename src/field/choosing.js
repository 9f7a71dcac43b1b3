/** Fields that every form has: where, and from whom. */

import { many, placeSearch } from "./place_search.js";
import { choice, el, field, textInput } from "./ui.js";
import { t } from "./words.js";

/** @typedef {import("./forms.js").Draft} Draft */

const IN_WORDS = "in words";

/**
 * Where it was: a place the office gave, searched where there are many, or words where there is none or the device is locked.
 * @param {Draft} draft
 * @param {any} services
 */
export function placeField(draft, services) {
  const { entry } = draft;
  const places = services.visit().places;
  if (many(places)) {
    return placeSearch(places, entry, (chosen) => {
      Object.assign(entry, chosen);
      services.changed();
    });
  }
  const said = textInput({
    value: entry.place_said,
    id: "place-said",
    onInput(value) {
      entry.place_said = value;
      services.changed();
    },
  });
  const inWords = field(t(places.length ? "place.which" : "place.title"), said, { hint: places.length ? "" : t("place.words_hint") });
  if (!places.length) return el("div", { class: "stack" }, inWords);
  const options = [
    el("option", { value: "" }, t("place.none")),
    ...places.map((/** @type {any} */ one) => el("option", { value: one.id }, one.town ? `${one.name}, ${one.town}` : one.name)),
    el("option", { value: IN_WORDS }, t("place.another")),
  ];
  const select = el("select", { id: "place" }, options);
  select.value = entry.place ?? (entry.place_said ? IN_WORDS : "");
  if (select.selectedIndex < 0) select.value = "";
  inWords.hidden = select.value !== IN_WORDS;
  select.addEventListener("change", () => {
    inWords.hidden = select.value !== IN_WORDS;
    entry.place = select.value && select.value !== IN_WORDS ? select.value : null;
    if (select.value !== IN_WORDS) entry.place_said = "";
    else said.focus();
    services.changed();
  });
  return el("div", { class: "stack" }, field(t("place.title"), select), inWords);
}

/**
 * From whom: a letter or a role, never a name.
 * @param {Draft} draft
 * @param {any} services
 */
export function sourceField(draft, services) {
  const input = textInput({
    value: draft.entry.source,
    id: "source",
    onInput(value) {
      draft.entry.source = value;
      services.changed();
    },
  });
  return field(t("source.title"), input, { hint: t("source.hint") });
}

/** Chips for the kind of an entry. @param {Draft} draft @param {any} services @param {string[]} kinds */
export function kindField(draft, services, kinds) {
  return choice(t("kind.title"), kinds.map((kind) => [kind, t(`kind.${kind}`)]), {
    value: draft.entry.kind,
    onChange(kind) {
      draft.entry.kind = kind;
      services.changed();
    },
  });
}

/** The name of a place of the visit, or what was said. @param {{place: string | null, place_said: string}} of @param {any[]} places */
export function placeName({ place, place_said }, places) {
  if (!place) return place_said;
  return places.find((one) => one.id === place)?.name ?? t("place.not_on_this_device");
}
