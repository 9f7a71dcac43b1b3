/**
 * Measurements that cannot all be true: a room smaller than its annexe, a hundred persons for one place.
 * @module
 */
import { sentence } from "./deriving.js";
import { order, read, times } from "./fractions.js";
import { Interval, less } from "./values.js";

const FULLEST = 100;

/** What in the measurements of one subject cannot be; each is to be looked at, and nothing is taken for true.
 * @param {Record<string, import("./values.js").Value>} values @returns {import("./deriving.js").Sentence[]} */
export function contradictions(values) {
  const number = (/** @type {string} */ measure) => {
    const found = values[measure];
    return found instanceof Interval ? found : null;
  };
  const found = areas(number("room_area"), number("annexe_area"), number("net_area"));
  const annexe = number("annexe_area");
  if (annexe && annexe.low.n > 0n && values.annexe_in_room === false) {
    found.push(sentence("NO_ANNEXE_BUT_AREA", { annexe }));
  }
  for (const [persons, places] of [["persons_held", "official_capacity"], ["persons", "room_capacity"]]) {
    const [held, capacity] = [number(persons), number(places)];
    if (held && capacity && order(held.low, times(capacity.high, read(FULLEST))) >= 0) {
      found.push(sentence("TOO_FULL", { persons: held, places: capacity, times: FULLEST }));
    }
  }
  return found;
}

/** @param {Interval | null} room @param {Interval | null} annexe @param {Interval | null} net */
function areas(room, annexe, net) {
  if (room && annexe && order(annexe.low, room.high) >= 0) return [sentence("ANNEXE_TOO_LARGE", { annexe, room })];
  if (net && room && order(net.low, room.high) > 0) return [sentence("NET_TOO_LARGE", { net, room })];
  if (!net || !room || !annexe) return [];
  const left = less(room, annexe);
  const agrees = order(net.high, left.low) >= 0 && order(left.high, net.low) >= 0;
  return agrees ? [] : [sentence("NET_OTHERWISE", { net, room, annexe, left })];
}
