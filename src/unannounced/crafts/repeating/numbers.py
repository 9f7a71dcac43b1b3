"""Numbers and times in a demand: “48 hours”, “two days” and “quarante-huit heures” are the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from unannounced.crafts.repeating.words import these

_UNITS: dict[str, tuple[str, int]] = {
    "minute": ("minutes", 1), "minutes": ("minutes", 1),
    "hour": ("hours", 1), "hours": ("hours", 1), "heure": ("hours", 1), "heures": ("hours", 1), "h": ("hours", 1),
    "day": ("hours", 24), "days": ("hours", 24), "jour": ("hours", 24), "jours": ("hours", 24),
    "week": ("hours", 168), "weeks": ("hours", 168), "semaine": ("hours", 168), "semaines": ("hours", 168),
    "month": ("hours", 720), "months": ("hours", 720), "mois": ("hours", 720),
    "year": ("hours", 8640), "years": ("hours", 8640), "an": ("hours", 8640), "ans": ("hours", 8640),
    "annee": ("hours", 8640), "annees": ("hours", 8640),
    "m2": ("m2", 1), "m": ("m2", 1), "sqm": ("m2", 1), "square": ("m2", 1), "metres": ("m2", 1), "metre": ("m2", 1),
    "per": ("per cent", 1), "percent": ("per cent", 1), "pour": ("per cent", 1),
}  # fmt: skip
_NEEDS = {"square": ("metre", "meter"), "metres": ("carre",), "metre": ("carre",), "per": ("cent",), "pour": ("cent",)}
_REFERS = these(
    "paragraph paragraphs para paras paragraphe paragraphes resolution resolutions recommendation recommendations "
    "recommandation recommandations no nos n number numero rule rules regle regles section sections goal objectif "
    "chapter convention conventions ilo oit op page pages bill law act loi decree amendment protocol of in and"
)
_ARTICLES = these("article articles art")
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "une": 1, "un": 1,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
}  # fmt: skip
_SAID = frozenset((*_ONES, *_TENS))
_ARTICLES_OF_FRENCH = frozenset(("un", "une", "one"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number of so many of a ``unit``, said from the word ``start`` up to the word ``end``."""

    unit: str
    value: str
    start: int
    end: int


def numbers_in(words: Sequence[str]) -> list[Number]:
    """The numbers that plain ``words`` say, less those that refer to a paragraph or a resolution, and years.

    >>> [(one.unit, one.value) for one in numbers_in("within two days a cell of 6 m2".split())]
    [('hours', '48'), ('m2', '6')]
    """
    found: list[Number] = []
    place = 0
    while place < len(words):
        if not (words[place] in _SAID or words[place][:1].isdigit()):
            place += 1
            continue
        value, end = _value(words, place)
        if value is None:
            place += 1
            continue
        number = _with_unit(words, value, place, end)
        if number:
            found.append(number)
        place = max(end, number.end if number else end)
    return found


def _value(words: Sequence[str], place: int) -> tuple[int | None, int]:
    word = words[place]
    if word.isdigit() and word.isascii() and len(word) <= 6:
        return int(word), place + 1
    if word[:-1].isdigit() and word[-1] == "h" and word.isascii():
        return int(word[:-1]), place
    if word[:-2].isdigit() and word.endswith("m2") and word.isascii() and len(word) < 8:
        return int(word[:-2]), place
    if word in _TENS:
        behind = words[place + 1] if place + 1 < len(words) else ""
        if behind in _ONES and _ONES[behind] < 20:
            return _TENS[word] + _ONES[behind], place + 2
        return _TENS[word], place + 1
    if word in _ONES:
        return _ONES[word], place + 1
    return None, place


def _with_unit(words: Sequence[str], value: int, place: int, end: int) -> Number | None:
    """The number with what it counts; None where it counts nothing that can differ."""
    if end == place:  # "48h", "4m2": the unit is in the word
        return Number("hours" if words[place].endswith("h") else "m2", str(value), place, place + 1)
    behind = words[end] if end < len(words) else ""
    unit = _UNITS.get(behind)
    following = words[end + 1] if end + 1 < len(words) else ""
    if unit and behind in _NEEDS and not following.startswith(_NEEDS[behind]):
        unit = None
    if unit:
        return Number(unit[0], str(value * unit[1]), place, end + (2 if behind in _NEEDS else 1))
    before = words[place - 1] if place else ""
    if before in _ARTICLES:
        return Number("article", str(value), place - 1, end)
    if before in _REFERS or words[place] in _ARTICLES_OF_FRENCH or 1900 <= value <= 2100 or place == 0:
        return None
    return Number("number", str(value), place, end)
