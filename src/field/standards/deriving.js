/**
 * Measures computed from others where nobody took them, in exact arithmetic, with the sentence that shows it.
 * Sentences are named as in duties/standards/deriving.py; their words lie in rules.json.
 * @module
 */
import { fits, order, over, plus, read, times, ZERO as NOTHING } from "./fractions.js";
import { daysOf, longest, longestForOneOffence } from "./solitary.js";
import { Checklist, Interval, less } from "./values.js";

/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./fractions.js").Fraction} Fraction */
/** @typedef {{say: string, facts: Record<string, unknown>}} Sentence */
/** @typedef {[Value, Sentence] | null} Computed */

/** @param {string} name @param {Record<string, unknown>} [facts] @returns {Sentence} */
export const sentence = (name, facts = {}) => ({ say: name, facts });
const ZERO = new Interval(NOTHING);

/** The values of one subject, with those that can be computed from them; each is computed once, when asked for. */
export class Figures {
  /** @param {Iterable<[string, Value]>} values @param {Interval} annexe @param {Fraction} four @param {number} gapDays */
  constructor(values, annexe, four, gapDays) {
    /** @type {Map<string, Value | null>} */
    this.held = new Map(values);
    /** @type {Map<string, Sentence[]>} */
    this.steps = new Map();
    this.annexe = annexe;
    this.four = four;
    this.gapDays = gapDays;
  }

  /** The value measured, else computed; null if neither is possible. @param {string} measure @returns {Value | null} */
  get(measure) {
    const known = this.held.get(measure);
    if (known !== undefined) return known;
    this.held.set(measure, null); // so that two measures which are computed from each other end
    const found = DERIVATIONS[measure]?.(this) ?? null;
    if (!found) return null;
    this.held.set(measure, found[0]);
    const before = (INPUTS[measure] ?? []).flatMap((one) => this.steps.get(one) ?? []);
    this.steps.set(measure, [...before, found[1]]);
    return found[0];
  }

  /** @param {string} measure @returns {Interval | null} */
  number(measure) {
    const found = this.get(measure);
    return found instanceof Interval ? found : null;
  }

  /** @param {string} measure @returns {boolean | null} */
  truth(measure) {
    const found = this.get(measure);
    return typeof found === "boolean" ? found : null;
  }
}

/** The quotient; null where ``by`` can be zero. @param {Interval} one @param {Interval} by */
function divided(one, by) {
  if (order(by.low, NOTHING) <= 0) return null;
  return new Interval(over(one.low, by.high), over(one.high, by.low));
}

// Rooms

/** @param {Figures} figures */
function annexeOf(figures) {
  return figures.truth("annexe_in_room") === false ? ZERO : figures.number("annexe_area");
}

/** @param {Figures} figures @returns {Computed} */
function netArea(figures) {
  const room = figures.number("room_area");
  const annexe = annexeOf(figures);
  if (!room) return null;
  if (!annexe) {
    const net = less(room, figures.annexe);
    return [net, sentence("ANNEXE_ESTIMATED", { room, annexe: figures.annexe, net })];
  }
  if (order(annexe.low, room.high) >= 0) return null;
  if (annexe.high.n === 0n) return [room, sentence("NO_ANNEXE", { net: room })];
  const net = less(room, annexe);
  return [net, sentence("LESS_ANNEXE", { room, annexe, net })];
}

/** The room with its annexe; an annexe of which nothing is known is between nothing and the most that is taken.
 * @param {Figures} figures @returns {Computed} */
function roomArea(figures) {
  const net = figures.number("net_area");
  if (!net) return null;
  const annexe = annexeOf(figures) ?? new Interval(NOTHING, figures.annexe.high);
  const room = new Interval(plus(net.low, annexe.low), plus(net.high, annexe.high));
  return [room, sentence("WITH_ANNEXE", { net, annexe, room })];
}

/** @param {Figures} figures @returns {Computed} */
function design(figures) {
  const persons = figures.number("persons");
  return persons && [persons, sentence("DESIGN_TAKEN", { persons })];
}

/** An area divided by persons or places.
 * @param {string} area @param {string} number @param {string} name @param {string} called */
const forEach = (area, number, name, called) => (/** @type {Figures} */ figures) => {
  const whole = figures.number(area);
  const by = figures.number(number);
  const each = whole && by && divided(whole, by);
  return /** @type {Computed} */ (each && [each, sentence(name, { area: whole, [called]: by, each })]);
};

/** Persons divided by places. @param {string} persons @param {string} places */
const occupied = (persons, places) => (/** @type {Figures} */ figures) => {
  const held = figures.number(persons);
  const capacity = figures.number(places);
  const share = held && capacity && divided(held, capacity);
  return /** @type {Computed} */ (share && [share, sentence("OCCUPIED", { persons: held, places: capacity, share })]);
};

/** Persons divided by the places that the least space for each would allow.
 * @param {string} persons @param {string} area */
const occupiedAtFour = (persons, area) => (/** @type {Figures} */ figures) => {
  const held = figures.number(persons);
  const whole = figures.number(area);
  if (!held || !whole) return null;
  const places = new Interval(fits(whole.low, figures.four), fits(whole.high, figures.four));
  const share = divided(held, places);
  const facts = { area: whole, places, four: new Interval(figures.four), persons: held, share };
  return /** @type {Computed} */ (share && [share, sentence("OCCUPIED_AT", facts)]);
};

/** @param {Figures} figures @returns {Computed} */
function bedAndMovement(figures) {
  const bed = figures.truth("own_bed");
  const movement = figures.truth("free_movement");
  if (bed !== false && movement !== false && (bed === null || movement === null)) return null;
  return [Boolean(bed && movement), sentence("BED_AND_MOVEMENT", { bed: word(bed), movement: word(movement) })];
}

/** Yes, no or not known, as a sentence of its own. @param {boolean | null} truth */
export const word = (truth) => sentence(truth === null ? "NOT_KNOWN" : truth ? "YES" : "NO");

// Persons

/** @param {Figures} figures @returns {Computed} */
function solitaryDays(figures) {
  const periods = figures.get("solitary_periods");
  if (Array.isArray(periods) && periods.length) return run(figures, longest(periods, figures.gapDays), periods.length);
  const one = figures.number("solitary_days_one_offence");
  return one && [one, sentence("NO_OTHERS_GIVEN", { days: one })];
}

/** @param {Figures} figures @returns {Computed} */
function solitaryDaysOneOffence(figures) {
  const periods = figures.get("solitary_periods");
  if (Array.isArray(periods) && periods.length) {
    return run(figures, longestForOneOffence(periods, figures.gapDays), periods.length);
  }
  const days = figures.number("solitary_days");
  return days && [days, sentence("TAKEN_AS_ONE", { days })];
}

/** @param {Figures} figures @param {import("./solitary.js").Run} held @param {number} periods @returns {Computed} */
function run(figures, held, periods) {
  const days = daysOf(held);
  return [days, sentence("ONE_RUN", { periods, gap: figures.gapDays, days, first: held.first, last: held.last })];
}

/** @param {Figures} figures @returns {Computed} */
function inSolitary(figures) {
  const days = figures.number("solitary_days");
  return days && [order(days.low, NOTHING) > 0, sentence("DAYS_WERE_GIVEN", { days })];
}

/** @param {Figures} figures @returns {Computed} */
function banned(figures) {
  const found = figures.get("banned_sanctions");
  if (!(found instanceof Checklist) || !(found.present.size || found.absent.size)) return null;
  return [found.present.size > 0, sentence("BANNED_FOUND", { count: found.present.size })];
}

// Episodes and places

const SIXTY = read(60);
const HUNDRED = read(100);

/** @param {Figures} figures @returns {Computed} */
function hours(figures) {
  const minutes = figures.number("restraint_minutes");
  if (!minutes) return null;
  const found = new Interval(over(minutes.low, SIXTY), over(minutes.high, SIXTY));
  return [found, sentence("IN_HOURS", { minutes, hours: found })];
}

/** Full-time posts for 100 persons held. @param {string} posts */
const for100 = (posts) => (/** @type {Figures} */ figures) => {
  const number = figures.number(posts);
  const persons = figures.number("persons_held");
  if (!number || !persons) return null;
  const each = divided(new Interval(times(number.low, HUNDRED), times(number.high, HUNDRED)), persons);
  return /** @type {Computed} */ (each && [each, sentence("FOR_100", { posts: number, persons, each })]);
};

/** How each measure that can be computed is, by its id. @type {Record<string, (figures: Figures) => Computed>} */
const DERIVATIONS = {
  net_area: netArea,
  room_area: roomArea,
  design_occupancy: design,
  net_area_per_person: forEach("net_area", "persons", "FOR_EACH_PERSON", "persons"),
  net_area_per_place: forEach("net_area", "room_capacity", "FOR_EACH_PLACE", "places"),
  room_area_per_person: forEach("room_area", "persons", "FOR_EACH_PERSON", "persons"),
  room_occupancy: occupied("persons", "room_capacity"),
  room_occupancy_at_four: occupiedAtFour("persons", "net_area"),
  occupancy: occupied("persons_held", "official_capacity"),
  occupancy_at_four: occupiedAtFour("persons_held", "living_area"),
  own_bed_and_movement: bedAndMovement,
  solitary_days: solitaryDays,
  solitary_days_one_offence: solitaryDaysOneOffence,
  placed_in_solitary: inSolitary,
  disciplinary_solitary_used: inSolitary,
  banned_sanction_used: banned,
  restraint_hours: hours,
  doctors_per_100: for100("doctors_fte"),
  nurses_per_100: for100("nurses_fte"),
  psychiatrists_per_100: for100("psychiatrists_fte"),
  psychologists_per_100: for100("psychologists_fte"),
};
export const DERIVED = Object.keys(DERIVATIONS);

/** Whose arithmetic is shown before that of a measure. @type {Record<string, string[]>} */
const INPUTS = {
  net_area_per_person: ["net_area"],
  net_area_per_place: ["net_area"],
  room_area_per_person: ["room_area"],
  room_occupancy_at_four: ["net_area"],
  placed_in_solitary: ["solitary_days"],
  disciplinary_solitary_used: ["solitary_days"],
};
