// @ts-check
/**
 * The map of places, taken over from the drawing of the server: every place is fetched once, then groups fall apart
 * and come together as somebody moves about. Without this module the drawing stays as it is, each group a link.
 */

import { clustered } from "./clustering.js";
import { drawn, filled, mark, Places, thin } from "./drawing.js";
import { letMove } from "./moving.js";
import { KILOMETRES } from "./projecting.js";

/** @typedef {import("./projecting.js").Frame} Frame */
/** @typedef {import("./clustering.js").Group} Group */
/** @typedef {import("./drawing.js").Words} Words */

const APART = 44; // pixels: the width of the squares in which places are gathered
const BEYOND = 40; // pixels around the window in which marks are drawn as well
const EDGE = 48; // pixels kept free around a group that is looked into
const SMALLEST = 0.02; // kilometres for a pixel, where the map can come no closer
const WIDE = 150; // pixels at most of the bar that shows a length
const TRUE_TO_SCALE = 6; // kilometres for a pixel, beyond which one bar would not be true of the whole map

class PlaceMap {
  /**
   * @param {HTMLElement} figure
   * @param {SVGSVGElement} element
   * @param {Frame} frame
   * @param {Places} places
   */
  constructor(figure, element, frame, places) {
    this.figure = figure;
    this.element = element;
    this.frame = frame;
    this.places = places;
    this.ground = /** @type {SVGGElement} */ (element.querySelector(".ground"));
    this.marks = /** @type {SVGGElement} */ (element.querySelector(".marks"));
    this.all = [...places.longitudes.keys()];
    /** @type {Map<Element, Group>} */
    this.groups = new Map();
    /** @type {{ k: number, groups: Group[] }} */
    this.gathered = { k: 0, groups: [] };
    this.k = 0; // pixels for a unit
    this.x = 0; // the unit in the middle
    this.y = 0;
    this.width = 0; // pixels
    this.height = 0;
    this.least = 0; // pixels for a unit, at least and at most
    this.most = 0;
    this.waiting = 0;
    this.aloud = 0;
    this.measure();
    this.everything();
  }

  measure() {
    this.width = this.element.clientWidth;
    this.height = this.element.clientHeight;
    this.element.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    this.least = Math.min(this.width / this.frame.width, this.height / this.frame.height);
    this.most = Math.max(this.least * 4, KILOMETRES / this.frame.scale / SMALLEST);
  }

  everything() {
    this.look(this.least, this.frame.width / 2, this.frame.height / 2);
  }

  /**
   * Looks at a part of the map: so many pixels for a unit, and which unit in the middle.
   * @param {number} k
   * @param {number} x
   * @param {number} y
   */
  look(k, x, y) {
    this.k = Math.min(this.most, Math.max(this.least, k));
    this.x = Math.min(this.frame.width, Math.max(0, x));
    this.y = Math.min(this.frame.height, Math.max(0, y));
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
    });
  }

  /**
   * @param {number} x pixels by which what is seen moves
   * @param {number} y
   */
  move(x, y) {
    this.look(this.k, this.x - x / this.k, this.y - y / this.k);
  }

  /**
   * @param {number} by
   * @param {number} x the pixel that stays where it is
   * @param {number} y
   */
  zoom(by, x = this.width / 2, y = this.height / 2) {
    const k = Math.min(this.most, Math.max(this.least, this.k * by));
    const free = 1 / this.k - 1 / k;
    this.look(k, this.x + (x - this.width / 2) * free, this.y + (y - this.height / 2) * free);
  }

  draw() {
    if (!this.width || !this.height) return; // not laid out: the observer of its size draws it once it is
    if (this.gathered.k !== this.k) {
      this.gathered = { k: this.k, groups: clustered(this.places.x, this.places.y, APART / this.k) };
    }
    const [left, top] = [this.width / 2 - this.x * this.k, this.height / 2 - this.y * this.k];
    this.ground.setAttribute("transform", `translate(${left} ${top}) scale(${this.k})`);
    const held = this.groups.get(document.activeElement ?? this.marks)?.members[0];
    this.groups.clear();
    for (const group of this.gathered.groups) {
      const [x, y] = [group.x * this.k + left, group.y * this.k + top];
      if (x < -BEYOND || y < -BEYOND || x > this.width + BEYOND || y > this.height + BEYOND) continue;
      const link = group.members.length > 1 ? this.listing(group.members) : this.places.address(group.members[0]);
      const element = mark(this.places, group, link);
      element.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      element.setAttribute("tabindex", "-1");
      this.groups.set(element, group);
    }
    this.marks.replaceChildren(...this.groups.keys());
    this.hold(held);
    this.say();
  }

  /**
   * One mark is reached by Tab, the others from it by arrows; the focus stays on the place it was on.
   * @param {number | undefined} held the first place of the mark that had the focus
   */
  hold(held) {
    const marks = [...this.groups];
    const found = held === undefined ? undefined : marks.find(([, group]) => group.members.includes(held));
    const first = found ?? marks[0];
    first?.[0].setAttribute("tabindex", "0");
    if (found && found[0] instanceof SVGElement) found[0].focus({ preventScroll: true });
    else if (held !== undefined) this.element.parentElement?.focus({ preventScroll: true });
  }

  /** The numbers of the places that are seen. */
  seen() {
    const [across, down] = [this.width / 2 / this.k, this.height / 2 / this.k];
    const { x, y } = this.places;
    return this.all.filter((one) => Math.abs(x[one] - this.x) <= across && Math.abs(y[one] - this.y) <= down);
  }

  /** Says how many places are seen, and leads to their list; the line that is read aloud follows when all is still. */
  say() {
    const seen = this.seen();
    const words = this.places.words;
    const listed = this.figure.querySelector("[data-listed]");
    if (listed instanceof HTMLAnchorElement) {
      listed.textContent = filled(words.listed, { count: thin(seen.length) });
      listed.href = seen.length && seen.length < this.all.length ? this.listing(seen) : "#places";
    }
    window.clearTimeout(this.aloud);
    this.aloud = window.setTimeout(() => {
      const said = this.figure.querySelector("[data-seen]");
      if (said) said.textContent = filled(words.seen, { count: thin(seen.length) });
    }, 400);
    this.scale();
  }

  /** A bar as long as a round number of kilometres. */
  scale() {
    const place = this.figure.querySelector("[data-scale]");
    if (!(place instanceof HTMLElement)) return;
    const pixel = KILOMETRES / this.frame.scale / this.k;
    const lengths = [1, 2, 5].map((digit) => digit * 10 ** Math.floor(Math.log10(pixel * WIDE)));
    const round = lengths.filter((one) => one / pixel <= WIDE).pop() ?? lengths[0];
    place.hidden = pixel > TRUE_TO_SCALE;
    const wide = round / pixel;
    const bar = drawn("svg", { class: "map-bar-drawn", width: wide, height: 8, "aria-hidden": "true" }, [
      drawn("path", { d: `M.75 0v7.25h${(wide - 1.5).toFixed(1)}v-7.25` }),
    ]);
    place.replaceChildren(bar, ` ${filled(this.places.words.scale, { length: String(Number(round.toPrecision(1))) })}`);
  }

  /**
   * The address of the page that lists some places.
   * @param {number[]} members
   */
  listing(members) {
    const address = new URL(window.location.href);
    address.searchParams.set("within", this.places.box(members));
    address.searchParams.delete("page");
    address.hash = "places";
    return `${address.pathname}${address.search}${address.hash}`;
  }

  /**
   * Looks into a group; whether it can be told apart by coming closer.
   * @param {Group} group
   */
  into(group) {
    const { x, y } = this.places;
    const [left, right] = extremes(group.members, x);
    const [top, bottom] = extremes(group.members, y);
    const closest = Math.min(
      (this.width - 2 * EDGE) / Math.max(right - left, 1e-9),
      (this.height - 2 * EDGE) / Math.max(bottom - top, 1e-9),
    );
    const apart = Math.hypot(right - left, bottom - top) * this.most;
    if (apart < APART || this.k >= this.most) return false;
    this.look(Math.max(this.k * 1.5, closest), (left + right) / 2, (top + bottom) / 2);
    return true;
  }

  /**
   * Goes to the nearest mark in a direction; whether there was one.
   * @param {number} x
   * @param {number} y
   */
  next(x, y) {
    const here = this.groups.get(document.activeElement ?? this.marks);
    if (!here) return false;
    let best = null;
    let least = Infinity;
    for (const [element, group] of this.groups) {
      const [across, down] = [(group.x - here.x) * this.k, (group.y - here.y) * this.k];
      const along = across * x + down * y;
      const aside = Math.abs(across * y) + Math.abs(down * x);
      if (along > 1 && aside <= along * 1.5 && along + 2 * aside < least && this.isInside(group)) {
        best = element;
        least = along + 2 * aside;
      }
    }
    if (!(best instanceof SVGElement)) return false;
    document.activeElement?.setAttribute("tabindex", "-1");
    best.setAttribute("tabindex", "0");
    best.focus({ preventScroll: true });
    return true;
  }

  /** @param {Group} group */
  isInside(group) {
    const across = Math.abs(group.x - this.x) * this.k <= this.width / 2;
    return across && Math.abs(group.y - this.y) * this.k <= this.height / 2;
  }
}

/**
 * @param {number[]} members
 * @param {ArrayLike<number>} held
 * @returns {[number, number]}
 */
function extremes(members, held) {
  let [least, most] = [Infinity, -Infinity];
  for (const member of members) {
    least = Math.min(least, held[member]);
    most = Math.max(most, held[member]);
  }
  return [least, most];
}

/**
 * Lets buttons, marks and the size of the window work.
 * @param {PlaceMap} map
 * @param {HTMLElement} frame
 */
function listen(map, frame) {
  letMove(map, frame);
  map.figure.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("[data-zoom]");
    if (button instanceof HTMLElement) {
      if (button.dataset.zoom === "all") map.everything();
      else map.zoom(button.dataset.zoom === "in" ? 2 : 0.5);
    }
    const link = event.target.closest("a.group");
    const group = link && map.groups.get(link);
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (group && plain && map.into(group)) event.preventDefault();
  });
  new ResizeObserver(() => {
    const whole = map.k === map.least;
    map.measure();
    if (!map.width || !map.height) return;
    if (whole) map.everything();
    else map.look(map.k, map.x, map.y);
  }).observe(frame);
}

/** @param {HTMLElement} figure */
async function takeOver(figure) {
  const element = figure.querySelector("svg.place-map");
  const frame = figure.querySelector(".map-frame");
  if (!(element instanceof SVGSVGElement) || !(frame instanceof HTMLElement)) return;
  /** @type {Words} */
  const words = JSON.parse(figure.dataset.words ?? "{}");
  const answer = await fetch(figure.dataset.placeMap ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error(words.failed);
  const laid = /** @type {Frame} */ (JSON.parse(figure.dataset.frame ?? "{}"));
  const places = new Places(await answer.json(), laid, words);
  figure.classList.add("moves", laid.way);
  for (const hidden of figure.querySelectorAll("[data-with-script]")) hidden.removeAttribute("hidden");
  listen(new PlaceMap(figure, element, laid, places), frame);
  requestAnimationFrame(() => {
    window.setTimeout(() => {
      performance.mark("places drawn");
      figure.dataset.drawn = String(places.x.length);
    });
  });
}

for (const figure of document.querySelectorAll("[data-place-map]")) {
  if (figure instanceof HTMLElement) {
    takeOver(figure).catch(() => {
      const failed = figure.querySelector("[data-failed]");
      if (!(failed instanceof HTMLElement)) return;
      failed.textContent = JSON.parse(figure.dataset.words ?? "{}").failed ?? "";
      failed.hidden = false;
    });
  }
}
