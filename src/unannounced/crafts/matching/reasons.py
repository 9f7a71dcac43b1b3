"""Why a pair was joined or offered: whole sentences with the facts, what speaks for it first."""

from collections.abc import Iterator

from unannounced.crafts.matching.prepared import Prepared
from unannounced.crafts.matching.values import Reason
from unannounced.crafts.matching.verdicts import Candidate
from unannounced.crafts.matching.wording import Worded
from unannounced.duties.words import say

RARE = 3
ALL_SLOTS = {
    "number": say("The numbers differ: “{first}” and “{second}”."),
    "sex": say("One is for women, the other for men."),
    "age": say("One is for young people, the other for adults."),
    "security": say("The levels of security differ: “{first}” and “{second}”."),
    "regime": say("The regimes differ: “{first}” and “{second}”."),
}
OTHER_SLOT = say("The names say different parts of one place, or neighbours: “{first}” and “{second}”.")


def of(one: Candidate) -> tuple[Reason, ...]:
    """The reasons of a candidate: what speaks for one place, then what speaks against it."""
    found = [*_names(one), *_words(one), *_towns(one), *_whereabouts(one), *_against(one), *_rivals(one)]
    return tuple(sorted(found, key=lambda reason: not reason.speaks_for))


def _names(one: Candidate) -> Iterator[Reason]:
    name, other = one.compared.names
    if one.compared.features["key_same"]:
        yield Reason(say("Both have the same key."))
    if name.text == other.text:
        yield Reason(say("The names are the same."))
    elif one.compared.features["same_text"]:
        yield Reason(say("The names say the same, spelled or shortened in another way."))
    elif one.compared.shared.words:
        yield Reason(say("The names share “{words}”."), {"words": " ".join(one.compared.shared.words)})


def _words(one: Candidate) -> Iterator[Reason]:
    shared = one.compared.shared
    if shared.first_left:
        yield Reason(
            say("Only the first name has “{words}”."), {"words": " ".join(shared.first_left)}, speaks_for=False
        )
    if shared.second_left:
        words = {"words": " ".join(shared.second_left)}
        yield Reason(say("Only the second name has “{words}”."), words, speaks_for=False)


def _towns(one: Candidate) -> Iterator[Reason]:
    features = one.compared.features
    towns = {"first": one.first.place.town, "second": one.second.place.town}
    if features["town_same"]:
        yield Reason(say("Both stand in {town}."), {"town": towns["second"]})
    elif features["town_alike"]:
        yield Reason(say("The towns are one, spelled in two ways: “{first}” and “{second}”."), towns)
    elif features["town_in_name"] and not features["towns_two"]:
        town = towns["first"] or towns["second"]  # only one of the two has a town
        yield Reason(say("The name of one has the town of the other, “{town}”."), {"town": town})
    elif features["towns_two"]:
        yield Reason(say("The towns differ: “{first}” and “{second}”."), towns, speaks_for=False)
    if features["district_other"]:
        districts = {"first": one.first.place.district, "second": one.second.place.district}
        yield Reason(say("The districts differ: “{first}” and “{second}”."), districts, speaks_for=False)


def _whereabouts(one: Candidate) -> Iterator[Reason]:
    features, first, second = one.compared.features, one.first.place, one.second.place
    codes = {"first": first.postcode, "second": second.postcode}
    if features["postcode_same"]:
        yield Reason(say("Both have the postcode {postcode}."), {"postcode": second.postcode})
    elif features["postcode_other"]:
        yield Reason(say("The postcodes differ: {first} and {second}."), codes, speaks_for=False)
    addresses = {"first": first.address, "second": second.address}
    if features["address_same"] or features["address_alike"]:
        yield Reason(say("The addresses agree: “{first}” and “{second}”."), addresses)
    elif features["address_other"]:
        yield Reason(say("The addresses differ: “{first}” and “{second}”."), addresses, speaks_for=False)
    if one.compared.distance is not None:
        near = bool(features["near"] or features["close"])
        apart = {"distance": f"{one.compared.distance:.1f}"}
        yield Reason(say("They lie {distance} km apart."), apart, speaks_for=near)
    if features["figures_alike"]:
        yield Reason(say("They hold, or may hold, about as many people."))
    elif features["figures_other"]:
        capacities = {"first": first.figures["capacity"], "second": second.figures["capacity"]}
        yield Reason(say("The capacities are far apart: {first} and {second}."), capacities, speaks_for=False)


def _against(one: Candidate) -> Iterator[Reason]:
    features = one.compared.features
    name, other = one.compared.names
    for slot in sorted(one.compared.clashes):
        values = {"first": _said(name, slot, one.first), "second": _said(other, slot, one.second)}
        yield Reason(ALL_SLOTS.get(slot, OTHER_SLOT), values, speaks_for=False)
    for slot in sorted(one.compared.one_sided):
        mark = _said(name, slot, one.first) or _said(other, slot, one.second)
        yield Reason(
            say("Only one of the two says “{mark}”, which may be another part or a neighbour."),
            {"mark": mark},
            speaks_for=False,
        )
    if features["initials_clash"]:
        yield Reason(say("Single letters in the names differ."), speaks_for=False)
    if features["kinds_clash"]:
        yield Reason(say("The names say different sorts of place."), speaks_for=False)
    elif features["sorts_differ"]:
        yield Reason(say("The names say sorts of place that may stand side by side."), speaks_for=False)
    elif features["kinds_apart"]:
        yield Reason(say("The names say the sort of place in other words, and may be of two."), speaks_for=False)
    if features["levels_one_sided"]:
        yield Reason(say("Only one of the names says that it is of a county or a city."), speaks_for=False)
    if features["common_name"]:
        yield Reason(
            say("Only names are compared, and names like these are those of several places."), speaks_for=False
        )
    if features["levels_clash"]:
        yield Reason(say("The names say different authorities, such as a county and a city."), speaks_for=False)


def _said(name: Worded, slot: str, place: Prepared) -> str:
    values = {value for what, value in name.marks if what == slot}
    if slot == "number" and not values:
        values = set(name.faint)
    if slot == "sex" and not values:
        values = set(place.sex)
    return " ".join(sorted(values))


def _rivals(one: Candidate) -> Iterator[Reason]:
    for rival in one.rivals:
        if rival.first.place.id == one.first.place.id:
            other = rival.second.place
            said = say("Another place fits about as well: “{name}” ({id}).")
        else:
            other = rival.first.place
            said = say("Another row of the first register fits this place about as well: “{name}” ({id}).")
        yield Reason(said, {"name": other.names[0], "id": other.id}, speaks_for=False)
