"""Places made ready to be compared: each part of a description levelled once."""

import re
from dataclasses import dataclass

from unannounced.crafts.matching.lexicon import shipped
from unannounced.crafts.matching.values import Described
from unannounced.crafts.matching.wording import Worded, level, sound, worded

NAMES = 6
"""As many names of a place are compared."""
_BRACKETS = re.compile(r"(.{4,}?)\s*\(([^()]+)\)?")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One description, levelled."""

    place: Described
    state: str
    town: str
    town_words: frozenset[str]
    district: str
    names: tuple[Worded, ...]
    postcode: str
    house: frozenset[str]
    street: frozenset[str]
    sex: frozenset[str]


def prepare(place: Described, state: str) -> Prepared:
    """``place`` made ready; ``state`` is what both sides call its State or region."""
    town = name_of_town(place.town)
    district = name_of_town(place.district)
    local = frozenset(town.split()) | frozenset(level(place.town).split())
    house, street = of_address(place.address)
    return Prepared(
        place=place,
        state=state,
        town=town,
        town_words=local | frozenset(district.split()),
        district=district,
        names=tuple(worded(name, local) for name in _all_names(place.names, local)),
        postcode="".join(level(place.postcode).split()).lstrip("0"),
        house=house,
        street=street,
        sex=frozenset(value for slot, value in worded(place.sex.replace("/", " ")).marks if slot == "sex"),
    )


def _all_names(names: tuple[str, ...], local: frozenset[str]) -> list[str]:
    """The names, also without what stands in brackets, and what stands there if it is a name.

    “Orange County Jail (Florida)” is also “Orange County Jail”; what tells neighbours apart stays: “Peterborough
    (Female)”.
    """
    found: dict[str, None] = {}
    for name in names[:NAMES]:
        found[name] = None
        if bracketed := _BRACKETS.fullmatch(name.strip()):
            before, inside = bracketed[1], worded(bracketed[2], local)
            if inside.own and not inside.marks and not inside.faint:
                found[before] = None
                if inside.kinds:
                    found[bracketed[2]] = None
    return [name for name in found if level(name)]


def name_of_town(text: str) -> str:
    """A town's name, levelled, shortened words written out, small words left out.

    >>> name_of_town("St. Johns"), name_of_town("Bedford Hts"), name_of_town("São Paulo")
    ('saint johns', 'bedford heights', 'saint paulo')
    """
    lexicon = shipped()
    words = [lexicon.longer.get(word, word) for word in level(text).split()]
    telling = [word for word in words if not ((meaning := lexicon.forms.get(word)) and meaning.empty)]
    return " ".join(telling or words)


def of_address(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers and the words of an address, without sorts of street.

    >>> [sorted(part) for part in of_address("1705 E. Main St.")]
    [['1705'], ['main']]
    """
    streets = shipped().streets
    words = [word for word in level(text).split() if word not in streets]
    numbers = frozenset(str(int(word)) for word in words if word.isdigit())
    return numbers, frozenset(sound(word) for word in words if not word.isdigit() and len(word) > 1)
