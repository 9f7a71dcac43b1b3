"""Reading what people write into a cell: numbers with point or comma, intervals, yes or no, ticked lists, periods.

What can be read in two ways is refused, never guessed.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from unannounced.duties.decision import Refused
from unannounced.duties.standards.measures import UNIT_WORDS, Measure, MeasureKind
from unannounced.duties.standards.values import Checklist, Interval, Period, Value
from unannounced.duties.treaty.dates import written_day
from unannounced.duties.words import say

RULE = say("the closed list of measures")
LONGEST = 60
NOT_MEASURED = frozenset({"", "-", "–", "—", "?", "n/a", "na", "n.a.", "not measured", "not known", "unknown"})
NOT_MEASURED |= {"non mesuré", "inconnu", "nicht gemessen", "unbekannt"}
TRUE = frozenset({"yes", "y", "true", "1", "x", "oui", "o", "vrai", "ja", "j", "wahr"})
FALSE = frozenset({"no", "n", "false", "0", "non", "faux", "nein", "falsch"})
NONE, ALL = frozenset({"none", "aucun", "aucune", "keine"}), frozenset({"all", "tous", "toutes", "alle"})
UNIT_SIGNS: dict[str, tuple[str, ...]] = {
    "m2": ("m2", "m²", "sqm", "qm"),
    "m2 per person": ("m2", "m²", "m²/person", "m2/person", "m² per person"),
    "m": ("m",),
    "min": ("min", "minutes"),
    "h": ("h", "hours", "heures"),
    "h per day": ("h", "hours", "h/day", "heures"),
    "day": ("d", "day", "days", "jours", "tage"),
    "month": ("months", "mois"),
}
_NUMBER = re.compile(r"(\d{1,12})(?:([.,])(\d{1,12}))?")
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0\u202f']\d{3})+(?=$|[.,])")
_MIXED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+,|(?:,\d{3})+\.)\d+")
_SHARE = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")
_BETWEEN = re.compile(r"\s*(?:\.\.+|…|–)\s*")

NO_NUMBER = say("“{said}” is no number.")
WRITE_NUMBER = say("Write it like 10.5, an interval like 10.5..11.5, or leave it empty if nobody measured it.")
TWO_WAYS = say("“{said}” can be read in two ways, as thousands or as decimals.")
WRITE_PLAINLY = say("Write it with two decimals or none, like 1.23 or 1234.")
NEGATIVE = say("“{said}” is negative, and {measure} cannot be.")
LEAVE_EMPTY = say("Correct it, or leave it empty if nobody measured it.")
NOT_WHOLE = say("“{said}” is no whole number, and {measure} is counted.")
TURNED_ROUND = say("“{said}” begins with the greater number.")
TOO_MUCH = say("“{said}” is more than {measure} can be (at most {most} {unit}).")
CHECK_UNIT = say("Check the number and its unit.")
NO_TRUTH = say("“{said}” is neither yes nor no.")
WRITE_TRUTH = say("Write yes or no, or leave it empty if nobody looked.")
NOT_AN_ITEM = say("“{said}” is not among the entries of {measure}.")
WRITE_ITEMS = say("Use these, with ; between, “all” or “none”: {items}")
BOTH_WAYS = say("“{said}” is said to be there and not to be there.")
SAY_ONCE = say("Say each entry once.")
NO_PERIOD = say("“{said}” is no period of days.")
WRITE_PERIOD = say("Write the first and the last day, like 2026-01-01..2026-01-14, with ; between periods.")
STILL_RUNS = say("“{said}” has no last day.")
GIVE_LAST = say("Write the last day, or the day of the visit in the column “day”.")


def parse_value(measure: Measure, text: str, *, decimal: str = "", on: date | None = None) -> Value | Refused | None:
    """The value that ``text`` writes for ``measure``; None where it says that nobody measured it.

    ``decimal`` is the sign before decimals, "." or ",", where the table has but one; without it both are read, and
    what could be thousands is refused. ``on`` ends a period that still runs.
    """
    said = " ".join(text.split())
    if said.casefold() in NOT_MEASURED:
        return None
    match measure.kind:
        case MeasureKind.TRUTH:
            return _truth(measure, said)
        case MeasureKind.CHECKLIST:
            return _checklist(measure, said)
        case MeasureKind.CHOICE:
            return _choice(measure, said)
        case MeasureKind.PERIODS:
            return _periods(measure, said, on)
        case _:
            return _interval(measure, said, decimal)


def decimal_sign(cells: Iterable[str]) -> str:
    """The sign before decimals in a table, if the numbers that can be read in one way alone agree; else "".

    >>> decimal_sign(["12,5", "1.234"]), decimal_sign(["12.5"]), decimal_sign(["1,234"]), decimal_sign(["1,5", "1.5"])
    (',', '.', '', '')
    """
    signs = set()
    for cell in cells:
        for part in _BETWEEN.split(cell.strip()):
            found = _NUMBER.fullmatch(part)
            if found and found[2] and not _GROUPED.fullmatch(part):
                signs.add(found[2])
    return signs.pop() if len(signs) == 1 else ""


def _refused(reason: str, instead: str, measure: Measure, said: str, **facts: object) -> Refused:
    shown = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    return Refused(reason, RULE, instead, {"said": shown, "measure": measure.id, **facts})


# Numbers


class _Read(NamedTuple):
    number: Fraction | None = None
    ambiguous: bool = False


def _interval(measure: Measure, said: str, decimal: str) -> Interval | Refused:
    bare = _without_unit(measure, said)
    ends = _BETWEEN.split(bare, maxsplit=1)
    if any(one.startswith(("-", "−")) and _number(one[1:], decimal).number is not None for one in ends):
        return _refused(NEGATIVE, LEAVE_EMPTY, measure, said)
    read = [_share(one) if measure.kind is MeasureKind.RATIO else _Read() for one in ends]
    read = [one if one.number is not None else _number(end, decimal) for one, end in zip(read, ends, strict=True)]
    if any(one.ambiguous for one in read):
        return _refused(TWO_WAYS, WRITE_PLAINLY, measure, said)
    numbers = [one.number for one in read if one.number is not None]
    if len(numbers) < len(ends):
        return _refused(NO_NUMBER, WRITE_NUMBER, measure, said)
    return _sound(measure, said, numbers[0], numbers[-1])


def _sound(measure: Measure, said: str, low: Fraction, high: Fraction) -> Interval | Refused:
    if low > high:
        return _refused(TURNED_ROUND, WRITE_NUMBER, measure, said)
    if measure.kind is MeasureKind.COUNT and (low.denominator, high.denominator) != (1, 1):
        return _refused(NOT_WHOLE, LEAVE_EMPTY, measure, said)
    if measure.most is not None and high > measure.most:
        return _refused(
            TOO_MUCH, CHECK_UNIT, measure, said, most=Interval.of(measure.most), unit=UNIT_WORDS[measure.unit]
        )
    return Interval(low, low if low == high else high)


def _without_unit(measure: Measure, said: str) -> str:
    """The number without the sign of its own unit behind it; another unit is left, and so refused."""
    for sign in sorted(UNIT_SIGNS.get(measure.unit, ()), key=len, reverse=True):
        if said.casefold().endswith(sign) and said[: -len(sign)].rstrip()[-1:].isdigit():
            return said[: -len(sign)].rstrip()
    return said


def _number(said: str, decimal: str) -> _Read:
    plain = _GROUPS.sub(lambda found: re.sub(r"\D", "", found[0]), said)
    if _MIXED.fullmatch(plain):  # both signs: the last one stands before the decimals
        plain = re.sub(r"[.,](?=.*[.,])", "", plain)
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return _Read()
    whole, sign, part = found.groups()
    if sign and _GROUPED.fullmatch(plain) and (sign != decimal if decimal else sign == ","):
        return _Read(ambiguous=True)
    return _Read(Fraction(f"{whole}.{part}" if part else whole))


def _share(said: str) -> _Read:
    """19/20 or 95%; anything else is no share of its own and read as a number."""
    if found := _SHARE.fullmatch(said):
        return _Read(Fraction(int(found[1]), int(found[2])) if int(found[2]) else None)
    if said.endswith("%") and (part := _number(said[:-1].rstrip(), ".").number) is not None:
        return _Read(part / 100)
    return _Read()


# Words


def _truth(measure: Measure, said: str) -> bool | Refused:
    word = said.casefold()
    if word in TRUE or word in FALSE:
        return word in TRUE
    return _refused(NO_TRUTH, WRITE_TRUTH, measure, said)


def _checklist(measure: Measure, said: str) -> Checklist | Refused:
    """Entries with ; between. Those not named were looked for and not found; ?entry was not looked at."""
    if said.casefold() in ALL:
        return Checklist(frozenset(measure.items))
    if said.casefold() in NONE:
        return Checklist(absent=frozenset(measure.items))
    marks: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in said.split(";"))):
        mark, name = (part[0], part[1:].strip()) if part[0] in "-?" else ("", part)
        item = item_of(measure, name)
        if item is None:
            return _refused(NOT_AN_ITEM, WRITE_ITEMS, measure, name, items="; ".join(measure.items))
        if marks.get(item, mark) != mark:
            return _refused(BOTH_WAYS, SAY_ONCE, measure, name)
        marks[item] = mark
    present = frozenset(item for item, mark in marks.items() if not mark)
    open_ = frozenset(item for item, mark in marks.items() if mark == "?")
    return Checklist(present, frozenset(measure.items) - present - open_)


def item_of(measure: Measure, name: str) -> str | None:
    """The entry of a checklist or choice that a name means: its id, or its label in any language."""
    wanted = name.casefold().replace(" ", "_")
    for item, label in measure.items.items():
        if wanted in (item, *(one.casefold().replace(" ", "_") for one in label.values())):
            return item
    return None


def ticked(measure: Measure, cells: Mapping[str, bool]) -> Checklist:
    """A checklist from a yes or no for each entry; those without are not looked at."""
    known = {item: there for item, there in cells.items() if item in measure.items}
    return Checklist(
        frozenset(item for item, there in known.items() if there),
        frozenset(item for item, there in known.items() if not there),
    )


def _choice(measure: Measure, said: str) -> str | Refused:
    items = list(measure.items)
    if measure.ordered and said.isascii() and said.isdigit() and int(said) < len(items):
        return items[int(said)]
    found = item_of(measure, said)
    if found is None:
        return _refused(NOT_AN_ITEM, WRITE_ITEMS, measure, said, items="; ".join(items))
    return found


def _periods(measure: Measure, said: str, on: date | None) -> tuple[Period, ...] | Refused | None:
    found = []
    for part in filter(None, (one.strip() for one in said.split(";"))):
        first, between, rest = part.partition("..")
        last, _, offence = rest.strip().partition(" ")
        begins, ends = written_day(first.strip()), written_day(last) if last else on
        if between and begins and not last and on is None:
            return _refused(STILL_RUNS, GIVE_LAST, measure, part)
        if not between or begins is None or ends is None or ends < begins:
            return _refused(NO_PERIOD, WRITE_PERIOD, measure, part)
        found.append(Period(begins, ends, offence.strip()))
    return tuple(found) or None
