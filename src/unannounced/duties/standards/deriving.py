"""Measures computed from others where nobody took them, in exact arithmetic, with the sentence that shows it."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from unannounced.duties.standards.solitary import Run, longest, longest_for_one_offence
from unannounced.duties.standards.values import Checklist, Interval, Value
from unannounced.duties.words import Sentence, say

Computed = tuple[Value, Sentence] | None
ZERO = Interval.of(0)
YES, NO, NOT_KNOWN = say("yes"), say("no"), say("not known")

LESS_ANNEXE = say("{room} m² less {annexe} m² of sanitary annexe: {net} m²")
ANNEXE_ESTIMATED = say(
    "The sanitary annexe was not measured: {annexe} m² are taken off {room} m², which leaves {net} m²"
)
NO_ANNEXE = say("No sanitary annexe lies in the room: {net} m²")
WITH_ANNEXE = say("{net} m² and {annexe} m² of sanitary annexe: {room} m²")
FOR_EACH_PERSON = say("{area} m² divided by {persons} persons: {each} m² a person")
FOR_EACH_PLACE = say("{area} m² divided by {places} places: {each} m² a place")
OCCUPIED = say("{persons} persons divided by {places} places: {share}")
OCCUPIED_AT = say("{area} m² hold {places} persons at {four} m² each; {persons} persons are there: {share}")
DESIGN_TAKEN = say("For how many the room was built was not given: the {persons} persons present are taken")
BED_AND_MOVEMENT = say("Own bed: {bed}; free movement: {movement}")
ONE_RUN = say(
    "{periods} periods, breaks of less than {gap} days not counted; the longest lasts {days} days, {first} to {last}"
)
TAKEN_AS_ONE = say("The offence was not given: the {days} days are taken as for one")
NO_OTHERS_GIVEN = say("Only the {days} days for one offence were given: other periods that adjoin are not counted")
DAYS_WERE_GIVEN = say("{days} days in solitary confinement were given")
BANNED_FOUND = say("Banned sanctions that were found: {count}")
IN_HOURS = say("{minutes} minutes: {hours} hours")
FOR_100 = say("{posts} posts divided by {persons} persons, for 100: {each}")


class Figures:
    """The values of one subject, with those that can be computed from them; each is computed once, when asked for."""

    __slots__ = ("annexe", "four", "gap_days", "held", "steps")

    def __init__(self, values: Mapping[str, Value], annexe: Interval, four: Fraction, gap_days: int) -> None:
        self.held: dict[str, Value | None] = dict(values)
        self.steps: dict[str, tuple[Sentence, ...]] = {}
        self.annexe, self.four, self.gap_days = annexe, four, gap_days

    def get(self, measure: str) -> Value | None:
        """The value measured, else computed; None if neither is possible."""
        if measure in self.held:
            return self.held[measure]
        self.held[measure] = None  # so that two measures which are computed from each other end
        compute = DERIVATIONS.get(measure)
        found = compute(self) if compute else None
        if found is None:
            return None
        self.held[measure], step = found
        self.steps[measure] = (*self._before(measure), step)
        return found[0]

    def number(self, measure: str) -> Interval | None:
        """The value as a number; None if it is not known."""
        found = self.get(measure)
        return found if isinstance(found, Interval) else None

    def truth(self, measure: str) -> bool | None:
        """The value as yes or no; None if it is not known."""
        found = self.get(measure)
        return found if isinstance(found, bool) else None

    def _before(self, measure: str) -> tuple[Sentence, ...]:
        return tuple(step for one in INPUTS.get(measure, ()) for step in self.steps.get(one, ()))


# Intervals


def less(one: Interval, other: Interval) -> Interval:
    """The difference, not below zero."""
    if one.low is one.high and other.low is other.high:
        left = max(one.low - other.low, Fraction(0))
        return Interval(left, left)
    return Interval(max(one.low - other.high, Fraction(0)), max(one.high - other.low, Fraction(0)))


def divided(one: Interval, by: Interval) -> Interval | None:
    """The quotient; None where ``by`` can be zero."""
    if by.low <= 0:
        return None
    if one.low is one.high and by.low is by.high:
        each = one.low / by.low
        return Interval(each, each)
    return Interval(one.low / by.high, one.high / by.low)


def times_it_fits(one: Interval, size: Fraction) -> Interval:
    """How often ``size`` fits into it, as a whole number."""
    if one.low is one.high:
        times = Fraction(one.low // size)
        return Interval(times, times)
    return Interval(Fraction(one.low // size), Fraction(one.high // size))


# Rooms


def _annexe(figures: Figures) -> Interval | None:
    if figures.truth("annexe_in_room") is False:
        return ZERO
    return figures.number("annexe_area")


def _net_area(figures: Figures) -> Computed:
    room, annexe = figures.number("room_area"), _annexe(figures)
    if room is None:
        return None
    if annexe is None:
        net = less(room, figures.annexe)
        return net, Sentence(ANNEXE_ESTIMATED, {"room": room, "annexe": figures.annexe, "net": net})
    if annexe.low >= room.high:
        return None
    if not annexe.high:
        return room, Sentence(NO_ANNEXE, {"net": room})
    net = less(room, annexe)
    return net, Sentence(LESS_ANNEXE, {"room": room, "annexe": annexe, "net": net})


def _room_area(figures: Figures) -> Computed:
    """The room with its annexe; an annexe of which nothing is known is between nothing and the most that is taken."""
    net, annexe = figures.number("net_area"), _annexe(figures)
    if net is None:
        return None
    annexe = annexe or Interval(Fraction(0), figures.annexe.high)
    room = Interval(net.low + annexe.low, net.high + annexe.high)
    return room, Sentence(WITH_ANNEXE, {"net": net, "annexe": annexe, "room": room})


def _design(figures: Figures) -> Computed:
    persons = figures.number("persons")
    return persons and (persons, Sentence(DESIGN_TAKEN, {"persons": persons}))


def _for_each(area: str, number: str, sentence: str, called: str) -> Callable[[Figures], Computed]:
    """An area divided by persons or places."""

    def compute(figures: Figures) -> Computed:
        whole, by = figures.number(area), figures.number(number)
        each = divided(whole, by) if whole and by else None
        return each and (each, Sentence(sentence, {"area": whole, called: by, "each": each}))

    return compute


def _occupied(persons: str, places: str) -> Callable[[Figures], Computed]:
    """Persons divided by places."""

    def compute(figures: Figures) -> Computed:
        held, capacity = figures.number(persons), figures.number(places)
        share = divided(held, capacity) if held and capacity else None
        return share and (share, Sentence(OCCUPIED, {"persons": held, "places": capacity, "share": share}))

    return compute


def _occupied_at_four(persons: str, area: str) -> Callable[[Figures], Computed]:
    """Persons divided by the places that the least space for each would allow."""

    def compute(figures: Figures) -> Computed:
        held, whole = figures.number(persons), figures.number(area)
        if held is None or whole is None:
            return None
        places = times_it_fits(whole, figures.four)
        share = divided(held, places)
        facts = {"area": whole, "places": places, "four": Interval.of(figures.four), "persons": held, "share": share}
        return share and (share, Sentence(OCCUPIED_AT, facts))

    return compute


def _bed_and_movement(figures: Figures) -> Computed:
    bed, movement = figures.truth("own_bed"), figures.truth("free_movement")
    if False not in (bed, movement) and None in (bed, movement):
        return None
    return bool(bed and movement), Sentence(BED_AND_MOVEMENT, {"bed": _word(bed), "movement": _word(movement)})


def _word(truth: bool | None) -> str:
    return NOT_KNOWN if truth is None else YES if truth else NO


# Persons


def _solitary_days(figures: Figures) -> Computed:
    periods = figures.get("solitary_periods")
    if isinstance(periods, tuple) and periods:
        return _run(figures, longest(periods, gap_days=figures.gap_days), len(periods))
    one = figures.number("solitary_days_one_offence")
    return one and (one, Sentence(NO_OTHERS_GIVEN, {"days": one}))


def _solitary_days_one_offence(figures: Figures) -> Computed:
    periods = figures.get("solitary_periods")
    if isinstance(periods, tuple) and periods:
        return _run(figures, longest_for_one_offence(periods, gap_days=figures.gap_days), len(periods))
    days = figures.number("solitary_days")
    return days and (days, Sentence(TAKEN_AS_ONE, {"days": days}))


def _run(figures: Figures, run: Run, periods: int) -> Computed:
    facts = {"periods": periods, "gap": figures.gap_days, "days": run.days, "first": run.first, "last": run.last}
    return run.days, Sentence(ONE_RUN, facts)


def _in_solitary(figures: Figures) -> Computed:
    days = figures.number("solitary_days")
    return days and (days.low > 0, Sentence(DAYS_WERE_GIVEN, {"days": days}))


def _banned(figures: Figures) -> Computed:
    found = figures.get("banned_sanctions")
    if not isinstance(found, Checklist) or not (found.present or found.absent):
        return None
    return bool(found.present), Sentence(BANNED_FOUND, {"count": len(found.present)})


# Episodes and places


def _hours(figures: Figures) -> Computed:
    minutes = figures.number("restraint_minutes")
    if minutes is None:
        return None
    hours = Interval(minutes.low / 60, minutes.high / 60)
    return hours, Sentence(IN_HOURS, {"minutes": minutes, "hours": hours})


def _for_100(posts: str) -> Callable[[Figures], Computed]:
    """Full-time posts for 100 persons held."""

    def compute(figures: Figures) -> Computed:
        number, persons = figures.number(posts), figures.number("persons_held")
        each = divided(Interval(number.low * 100, number.high * 100), persons) if number and persons else None
        return each and (each, Sentence(FOR_100, {"posts": number, "persons": persons, "each": each}))

    return compute


DERIVATIONS: dict[str, Callable[[Figures], Computed]] = {
    "net_area": _net_area,
    "room_area": _room_area,
    "design_occupancy": _design,
    "net_area_per_person": _for_each("net_area", "persons", FOR_EACH_PERSON, "persons"),
    "net_area_per_place": _for_each("net_area", "room_capacity", FOR_EACH_PLACE, "places"),
    "room_area_per_person": _for_each("room_area", "persons", FOR_EACH_PERSON, "persons"),
    "room_occupancy": _occupied("persons", "room_capacity"),
    "room_occupancy_at_four": _occupied_at_four("persons", "net_area"),
    "occupancy": _occupied("persons_held", "official_capacity"),
    "occupancy_at_four": _occupied_at_four("persons_held", "living_area"),
    "own_bed_and_movement": _bed_and_movement,
    "solitary_days": _solitary_days,
    "solitary_days_one_offence": _solitary_days_one_offence,
    "placed_in_solitary": _in_solitary,
    "disciplinary_solitary_used": _in_solitary,
    "banned_sanction_used": _banned,
    "restraint_hours": _hours,
    "doctors_per_100": _for_100("doctors_fte"),
    "nurses_per_100": _for_100("nurses_fte"),
    "psychiatrists_per_100": _for_100("psychiatrists_fte"),
    "psychologists_per_100": _for_100("psychologists_fte"),
}
"""How each measure that can be computed is, by its id."""
INPUTS: dict[str, tuple[str, ...]] = {
    "net_area_per_person": ("net_area",),
    "net_area_per_place": ("net_area",),
    "room_area_per_person": ("room_area",),
    "room_occupancy_at_four": ("net_area",),
    "placed_in_solitary": ("solitary_days",),
    "disciplinary_solitary_used": ("solitary_days",),
}
"""Whose arithmetic is shown before that of a measure."""
