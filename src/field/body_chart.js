/**
 * The body chart: marks on an outline, front and back. Tapping is one way to set a mark; the list beside it is another, which needs
 * no pointer and no sight.
 */

import { HEIGHT, OUTLINES, WIDTH } from "./body_outlines.js";

export const VIEWS = /** @type {const} */ (["front", "back"]);
export const MARK_KINDS = ["bruise", "wound", "abrasion", "burn", "scar", "swelling", "fracture", "pain", "other"];
/** The five grades of the Istanbul Protocol, as the measure `consistency_grade` has them; a doctor gives one. */
export const GRADES = ["not_consistent", "consistent", "highly_consistent", "typical", "diagnostic"];
/** Where a mark stands that is set from the list, until it is moved. */
export const REGIONS = /** @type {const} */ ({
  head: [0.5, 0.08],
  neck: [0.5, 0.155],
  chest: [0.5, 0.27],
  abdomen: [0.5, 0.42],
  groin: [0.5, 0.55],
  right_arm: [0.24, 0.36],
  left_arm: [0.76, 0.36],
  right_hand: [0.14, 0.57],
  left_hand: [0.86, 0.57],
  right_leg: [0.4, 0.72],
  left_leg: [0.6, 0.72],
  right_foot: [0.39, 0.95],
  left_foot: [0.61, 0.95],
});
const SVG = "http://www.w3.org/2000/svg";
const STEP = 0.01;

/** @typedef {{view: string, x: number, y: number, kind: string, size_cm: string, words: string}} Mark */

/**
 * A part of the drawing as it is kept: from 0 to 1, three decimals.
 * @param {number} share
 */
export function share(share) {
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
}

/**
 * Where a region of the body lies in a view: the back shows what is right on the right.
 * @param {keyof typeof REGIONS} region
 * @param {string} view
 */
export function placeOf(region, view) {
  const [x, y] = REGIONS[region];
  return { x: share(view === "back" ? 1 - x : x), y: share(y) };
}

/**
 * The region in whose neighbourhood a mark lies, for those who do not see the drawing.
 * @param {{view: string, x: number, y: number}} mark
 * @returns {keyof typeof REGIONS}
 */
export function regionOf({ view, x, y }) {
  const regions = /** @type {(keyof typeof REGIONS)[]} */ (Object.keys(REGIONS));
  const away = (/** @type {keyof typeof REGIONS} */ one) => {
    const at = placeOf(one, view);
    return (at.x - x) ** 2 + ((at.y - y) * (HEIGHT / WIDTH)) ** 2;
  };
  return regions.reduce((best, one) => (away(one) < away(best) ? one : best));
}

/**
 * Move a mark by an arrow key; null for another key.
 * @param {{x: number, y: number}} mark
 * @param {string} key
 */
export function moved({ x, y }, key) {
  /** @type {Record<string, [number, number]>} */
  const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP / 2], ArrowDown: [0, STEP / 2] };
  const step = by[key];
  return step ? { x: share(x + step[0]), y: share(y + step[1]) } : null;
}

/**
 * The drawing of one view with its marks, numbered as in the list.
 * @param {{outline: "adult" | "child", view: "front" | "back", marks: Mark[], label: string, onTap?: (at: {x: number, y: number}) => void,
 *   onMark?: (number: number) => void}} how
 * @returns {SVGSVGElement}
 */
export function drawing({ outline, view, marks, label, onTap, onMark }) {
  const held = OUTLINES[outline];
  const svg = /** @type {SVGSVGElement} */ (
    part("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "body-chart", role: "img", "aria-label": label })
  );
  const body = part("g", { class: "body-outline" });
  body.append(part("ellipse", { cx: 100, cy: held.head.y, rx: held.head.rx, ry: held.head.ry }));
  body.append(part("path", { d: held.half }), part("path", { d: held.half, transform: `matrix(-1 0 0 1 ${WIDTH} 0)` }));
  for (const line of held.lines[view]) body.append(part("path", { d: line, class: "body-line" }));
  svg.append(body);
  marks.forEach((mark, place) => {
    if (mark.view === view) svg.append(drawnMark(mark, place + 1, onMark));
  });
  if (onTap) svg.addEventListener("click", (event) => onTap(tapped(svg, event)));
  return svg;
}

/** @param {Mark} mark @param {number} number @param {((number: number) => void) | undefined} onMark */
function drawnMark(mark, number, onMark) {
  const at = `translate(${mark.x * WIDTH} ${mark.y * HEIGHT})`;
  const group = part("g", { transform: at, class: "body-mark" });
  group.append(part("circle", { r: 9 }), part("text", { "text-anchor": "middle", dy: "0.35em" }));
  /** @type {Element} */ (group.lastChild).textContent = String(number);
  if (onMark) {
    group.addEventListener("click", (event) => {
      event.stopPropagation();
      onMark(number);
    });
  }
  return group;
}

/** @param {SVGSVGElement} svg @param {MouseEvent} event */
function tapped(svg, event) {
  const box = svg.getBoundingClientRect();
  const by = Math.min(box.width / WIDTH, box.height / HEIGHT); // the drawing is fitted into its box, in the middle
  const left = box.left + (box.width - WIDTH * by) / 2;
  const top = box.top + (box.height - HEIGHT * by) / 2;
  return { x: share((event.clientX - left) / (WIDTH * by)), y: share((event.clientY - top) / (HEIGHT * by)) };
}

/** @param {string} name @param {Record<string, string | number>} given */
function part(name, given) {
  const found = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(given)) found.setAttribute(key, String(value));
  return found;
}
