// @ts-check
/**
 * Places as the office answers them, and their marks: what `crafts/placing.py` draws on the server, in pixels.
 */

import { placed } from "./projecting.js";

/** @typedef {import("./projecting.js").Frame} Frame */
/** @typedef {import("./clustering.js").Group} Group */

/**
 * Sentences and shapes that the page brings.
 * @typedef {{ shapes: Record<string, string>, letters: Record<string, string>, place: string, known: string,
 *   unknown: string, group: string, seen: string, listed: string, failed: string, scale: string }} Words
 *
 * Places in columns, as `rooms/office/pages/place_points.py` writes them.
 * @typedef {{ ids: string, longitudes: number[], latitudes: number[], names: string[], kinds: number[],
 *   kind_words: string[], bands: string, percents: (number | null)[] }} Columns
 */

const SVG = "http://www.w3.org/2000/svg";
const MILLION = 1e6;
const ABOVE = new Set(["over", "far_over"]);

/** The places of a map, with where each of them is in its frame. */
export class Places {
  /**
   * @param {Columns} columns
   * @param {Frame} frame
   * @param {Words} words
   */
  constructor(columns, frame, words) {
    this.columns = columns;
    this.words = words;
    this.bytes = ""; // of all ids, once one is asked for
    this.longitudes = summed(columns.longitudes);
    this.latitudes = summed(columns.latitudes);
    this.x = new Float64Array(this.longitudes.length);
    this.y = new Float64Array(this.longitudes.length);
    this.longitudes.forEach((longitude, number) => {
      const place = placed(frame, longitude / MILLION, this.latitudes[number] / MILLION);
      [this.x[number], this.y[number]] = place;
    });
  }

  /** @param {number} number */
  band(number) {
    return this.words.letters[this.columns.bands[number].toLowerCase()];
  }

  /** @param {number} number */
  isClosed(number) {
    return this.columns.bands[number] !== this.columns.bands[number].toLowerCase();
  }

  /**
   * The address of the page of a place.
   * @param {number} number
   */
  address(number) {
    this.bytes ||= atob(this.columns.ids);
    const hex = [...this.bytes.slice(16 * number, 16 * number + 16)].map((byte) =>
      byte.charCodeAt(0).toString(16).padStart(2, "0"),
    );
    const id = [4, 6, 8, 10].reduceRight((parts, place) => (parts.splice(place, 0, "-"), parts), hex).join("");
    return this.words.place.replace("00000000-0000-0000-0000-000000000000", id);
  }

  /**
   * What a place is called.
   * @param {number} number
   */
  title(number) {
    const { names, kinds, kind_words, percents } = this.columns;
    const percent = percents[number];
    const facts = { name: names[number], kind: kind_words[kinds[number]] };
    if (percent === null) return filled(this.words.unknown, facts);
    return filled(this.words.known, { ...facts, percent: String(percent) });
  }

  /**
   * How many of some places are known to hold more than their capacity.
   * @param {number[]} members
   */
  above(members) {
    return members.filter((number) => ABOVE.has(this.band(number))).length;
  }

  /**
   * The least part of the Earth that holds some places, as an address has it: west, south, east, north.
   * @param {number[]} members
   */
  box(members) {
    const longitudes = members.map((number) => this.longitudes[number]).sort((one, other) => one - other);
    const latitudes = members.map((number) => this.latitudes[number]);
    let [west, east] = [longitudes[0], longitudes[longitudes.length - 1]];
    if (east - west > 180 * MILLION) {
      west = longitudes.find((longitude) => longitude >= 0) ?? west;
      east = longitudes.filter((longitude) => longitude < 0).pop() ?? east;
    }
    const [south, north] = latitudes.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [
      90 * MILLION,
      -90 * MILLION,
    ]);
    return [west, south, east, north].map((side) => String(Number((side / MILLION).toFixed(6)))).join(",");
  }
}

/**
 * Numbers from the steps between them.
 * @param {number[]} steps
 * @returns {number[]}
 */
export function summed(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/**
 * A sentence with its facts.
 * @param {string} sentence
 * @param {Record<string, string>} facts
 */
export function filled(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => facts[name] ?? "");
}

/**
 * A number grouped in threes by thin spaces.
 * @param {number} number
 */
export function thin(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/**
 * An element of a drawing.
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {Element[]} children
 */
export function drawn(name, attributes, children = []) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  element.append(...children);
  return element;
}

/**
 * The radius of the circle of so many places.
 * @param {number} count
 */
export function radius(count) {
  return count < 10 ? 15 : count < 100 ? 16 : count < 1000 ? 18 : 21;
}

/**
 * The mark of a group, as a link.
 * @param {Places} places
 * @param {Group} group
 * @param {string} link
 */
export function mark(places, group, link) {
  const count = group.members.length;
  const title = document.createElementNS(SVG, "title");
  const inner = count > 1 ? several(places, group, title) : single(places, group.members[0], title);
  const attributes = { class: count > 1 ? "group" : "place", href: link, "aria-label": title.textContent ?? "" };
  return drawn("a", attributes, [title, ...inner]);
}

/**
 * @param {Places} places
 * @param {Group} group
 * @param {Element} title
 */
function several(places, group, title) {
  const count = group.members.length;
  const above = places.above(group.members);
  title.textContent = filled(places.words.group, { count: thin(count), above: thin(above) });
  const r = radius(count);
  const share = above ? Math.max(1, Math.round((100 * above) / count)) : 0;
  const arc = drawn("circle", { class: "share", r, pathLength: 100, "stroke-dasharray": `${share} 100` });
  const number = drawn("text", { y: 4.5 });
  number.textContent = thin(count);
  return [drawn("circle", { class: "disc", r }), ...(share ? [arc] : []), number];
}

/**
 * @param {Places} places
 * @param {number} number
 * @param {Element} title
 */
function single(places, number, title) {
  title.textContent = places.title(number);
  const band = places.band(number);
  const closed = places.isClosed(number);
  /** @type {Record<string, string>} */
  const attributes = { class: `mark ${band}${closed ? " closed" : ""}`, d: places.words.shapes[band] };
  if (band === "unknown" && !closed) attributes.fill = "url(#fill-not-known)";
  return [drawn("circle", { class: "hit", r: 13 }), drawn("path", attributes)];
}
