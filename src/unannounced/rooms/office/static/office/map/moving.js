// @ts-check
/**
 * Moving about in a map: with the mouse, two fingers, the wheel with Ctrl, by keyboard, or a click at what shall be in
 * the middle. One finger scrolls the page, as everywhere else.
 */

const STEP = 100; // pixels by which an arrow key moves the map where no mark lies that way
const STILL = 5; // pixels a pointer may go and still be a click

/**
 * What can be moved.
 * @typedef {{ element: SVGSVGElement, move: (x: number, y: number) => void, zoom: (by: number, x?: number, y?: number) => void,
 *   everything: () => void, next: (x: number, y: number) => boolean }} Movable
 */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Lets a map be moved.
 * @param {Movable} map
 * @param {HTMLElement} frame
 */
export function letMove(map, frame) {
  byPointer(map);
  byFingers(map);
  frame.addEventListener("keydown", (event) => byKey(map, event));
  map.element.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
      event.preventDefault();
      const [x, y] = within(map.element, event.clientX, event.clientY);
      map.zoom(2 ** (-Math.sign(event.deltaY) / 2), x, y);
    },
    { passive: false },
  );
}

/**
 * @param {Movable} map
 * @param {KeyboardEvent} event
 */
function byKey(map, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (arrow) {
    if (!map.next(...arrow)) map.move(-arrow[0] * STEP, -arrow[1] * STEP);
  } else if (event.key === "+" || event.key === "=") map.zoom(2);
  else if (event.key === "-") map.zoom(0.5);
  else if (event.key === "0") map.everything();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * A point of the window in pixels of the map.
 * @param {Element} element
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}
 */
function within(element, x, y) {
  const box = element.getBoundingClientRect();
  return [x - box.left, y - box.top];
}

/** @param {Movable} map */
function byPointer(map) {
  const { element } = map;
  /** @type {{ x: number, y: number, moved: boolean, id: number } | null} */
  let held = null;
  let dragged = false;
  element.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.button === 0 && event.pointerType !== "touch") {
      held = { x: event.clientX, y: event.clientY, moved: false, id: event.pointerId };
    }
  });
  element.addEventListener("pointermove", (event) => {
    if (!held || held.id !== event.pointerId) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.moved && Math.hypot(x, y) < STILL) return;
    if (!held.moved) element.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY, moved: true, id: event.pointerId };
    map.move(x, y);
  });
  const released = () => {
    dragged = held?.moved ?? false;
    held = null;
  };
  element.addEventListener("pointerup", released);
  element.addEventListener("pointercancel", released);
  element.addEventListener("dragstart", (event) => event.preventDefault());
  element.addEventListener(
    "click",
    (event) => {
      if (dragged) {
        event.preventDefault();
        event.stopPropagation();
      } else if (event.target instanceof Element && !event.target.closest("a")) {
        const [x, y] = within(element, event.clientX, event.clientY);
        map.move(element.clientWidth / 2 - x, element.clientHeight / 2 - y);
      }
      dragged = false;
    },
    { capture: true },
  );
}

/** @param {Movable} map */
function byFingers(map) {
  /** @type {{ x: number, y: number, apart: number } | null} */
  let held = null;
  /** @param {TouchEvent} event */
  const fingers = (event) => {
    const [one, other] = [event.touches[0], event.touches[1]];
    const [x, y] = within(map.element, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2);
    return { x, y, apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) };
  };
  /** @param {TouchEvent} event */
  const touched = (event) => {
    if (event.touches.length !== 2) {
      held = null;
      return;
    }
    event.preventDefault();
    const now = fingers(event);
    if (held && event.type === "touchmove") {
      map.move(now.x - held.x, now.y - held.y);
      if (held.apart > 0 && now.apart > 0) map.zoom(now.apart / held.apart, now.x, now.y);
    }
    held = now;
  };
  map.element.addEventListener("touchstart", touched, { passive: false });
  map.element.addEventListener("touchmove", touched, { passive: false });
  map.element.addEventListener("touchend", touched);
}
