"""Days, months and years as the press writes them, found in a text; in English, Russian and Ukrainian."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from unannounced.duties.treaty.claims import When

_LATIN_MONTHS = (
    r"Jan(?:uary|\.)?", r"Feb(?:ruary|\.)?", r"Mar(?:ch|\.)?", r"Apr(?:il|\.)?", r"May", r"June?",
    r"July?", r"Aug(?:ust|\.)?", r"Sept?(?:ember|\.)?", r"Oct(?:ober|\.)?", r"Nov(?:ember|\.)?", r"Dec(?:ember|\.)?",
)  # fmt: skip
_CYRILLIC_MONTHS = (
    "январ[ьяе]|янв|січ(?:ень|ня|ні)", "феврал[ьяе]|фев|лют(?:ий|ого|ому)", "март[ае]?|берез(?:ень|ня|ні)",
    "апрел[ьяе]|апр|квіт(?:ень|ня|ні)", "ма[йяе]|трав(?:ень|ня|ні)", "июн[ьяе]|черв(?:ень|ня|ні)",
    "июл[ьяе]|лип(?:ень|ня|ні)", "август[ае]?|авг|серп(?:ень|ня|ні)", "сентябр[ьяе]|сен|верес(?:ень|ня|ні)",
    "октябр[ьяе]|окт|жовт(?:ень|ня|ні)", "ноябр[ьяе]|листопад[аі]?", "декабр[ьяе]|дек|груд(?:ень|ня|ні)",
)  # fmt: skip
_MONTHS = tuple(
    re.compile(rf"(?:{latin}|{cyrillic})\Z") for latin, cyrillic in zip(_LATIN_MONTHS, _CYRILLIC_MONTHS, strict=True)
)
_LATIN = f"(?:{'|'.join(_LATIN_MONTHS)})"
_MONTH = f"(?:{'|'.join((*_LATIN_MONTHS, *_CYRILLIC_MONTHS))})"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAYS = (
    "Monday|понедельник|понеділок", "Tuesday|вторник|вівторок", "Wednesday|среду|середу", "Thursday|четверг|четвер",
    "Friday|пятницу|п[’'ʼ]ятницю", "Saturday|субботу|суботу", "Sunday|воскресенье|неділю",
)  # fmt: skip
NUMBERS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
NUMBERS["a"] = NUMBERS["an"] = 1
COUNT = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
_RELATIVE = (
    r"(?i:today|yesterday|since then|(?:earlier |later )?this (?:year|month)|last (?:year|month)"
    r"|the (?:following|next) year"
    r"|(?:later |earlier )?(?:that same|the same|that) (?:year|month)"
    rf"|{COUNT} years? (?:later|earlier|ago)"
    r"|сегодня|вчера|в прошлом году|в этом году|в том же году|с тех пор"
    r"|сьогодні|вчора|торік|цього року|того ж року|відтоді|з того часу)"
)
_CORE = re.compile(
    rf"(?<![\w-])(?:(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)"
    rf"|(?P<sa>\d{{1,2}})/(?P<sb>\d{{1,2}})/(?P<sy>{_YEAR})(?!\d)"
    rf"|(?P<d4>\d{{1,2}})\.(?P<m4>\d{{1,2}})\.(?P<y4>{_YEAR})(?!\d)"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})(?!\w),?(?: (?P<y1>{_YEAR})\b)?"
    rf"|(?P<m2>{_LATIN}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\.\d)(?:,? (?P<y2>{_YEAR})\b)?"
    rf"|(?P<m3>{_MONTH})(?!\w),?(?: of)?(?: (?P<y3>{_YEAR})\b)?"
    rf"|(?P<y5>{_YEAR})(?P<case>-(?:му|го|й|м|ом|ого))?(?![\w-]|[.,]\d)"
    rf"|(?P<week>{'|'.join(_WEEKDAYS)})\b"
    rf"|(?P<rel>{_RELATIVE})\b)"
)
_AFTER_YEAR = re.compile(r"\s?(?:г\.|год[ауе]?\b|р\.|ро[кц](?:у|ові|і)?\b)")
_PLAIN = (
    "in|on|at the end of|at the beginning of|at the start of|during|as early as|effective|dated|"
    "в|у|во|в конце|в начале|наприкінці|на початку|в кінці|у кінці"
)
_OTHER = (
    "by|until|till|before|after|of|between|through|from|as of|prior to|for|and|until the end of|"
    "от|від|до|к|по|после|після|перед|на"
)
_LEADING = re.compile(
    rf"(?<!\w)(?:back |early |late )?(?:(?P<plain>{_PLAIN})|(?P<since>since|с|со|з|із)|(?P<other>{_OTHER}))"
    r"(?: the year| year| early| late| mid| the (?:spring|summer|autumn|fall|winter) of)?[ -]\Z",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:last|this|early|late|mid)[ -]\Z", re.IGNORECASE)
SINCE_THEN = frozenset(["since then", "с тех пор", "з того часу", "відтоді"])


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year in a text: what of it is written, and where.

    ``role`` is "" for *in* or *on* it, "since", or "other" for what only bounds it (before, until, of). ``relative``
    holds words such as "yesterday"; ``weekday`` counts from 0 for Monday.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    role: str = ""
    relative: str = ""
    weekday: int | None = None
    inflected: bool = False
    """Whether the year has a Russian or Ukrainian ending, so that it needs no preposition."""

    @property
    def when(self) -> When | None:
        """What is named in full, without looking around."""
        return When(self.year, self.month, self.day) if self.year is not None else None


def days_in(text: str) -> list[Day]:
    """All days, months and years written in ``text``, in order. A number alone is no year.

    >>> [str(day.when) for day in days_in("On Feb. 26, 2022, and back in March 2022; 2022 people in 1998.")]
    ['2022-02-26', '2022-03', '1998']
    """
    found: list[Day] = []
    for day in _written(text):
        if (
            found
            and found[-1].weekday is not None
            and day.month
            and text[found[-1].end : day.start] in (", ", " ", " (")
        ):
            closed = text[day.start - 1] == "(" and text[day.end : day.end + 1] == ")"
            day = replace(day, start=found.pop().start, end=day.end + closed)  # Monday, September 22
        found.append(day)
    return found


def _written(text: str) -> Iterator[Day]:
    for match in _CORE.finditer(text):
        day = _read(match)
        if day is not None and (placed := _with_role(text, day)) is not None:
            yield placed


def _read(match: re.Match[str]) -> Day | None:
    said = match.groupdict()
    start, end = match.start(), match.start() + len(match.group().rstrip(" ,"))
    if said["rel"]:
        return Day(start, end, relative=said["rel"].lower())
    if said["week"]:
        weekday = next(number for number, names in enumerate(_WEEKDAYS) if re.fullmatch(names, said["week"]))
        return Day(start, end, weekday=weekday)
    if said["iso"]:
        first, second, third = (int(part) for part in said["iso"].split("-"))
        return _possible(Day(start, end, first, second, third))
    if said["sy"]:
        return _between_slashes(start, end, int(said["sa"]), int(said["sb"]), int(said["sy"]))
    if said["y5"]:
        return Day(start, end, int(said["y5"]), inflected=bool(said["case"]))
    kind = next(kind for kind in "4123" if said[f"m{kind}"])
    year, day = said[f"y{kind}"], said.get(f"d{kind}")
    month = _month(said[f"m{kind}"])
    return _possible(Day(start, end, int(year) if year else None, month, int(day) if day else None))


def _between_slashes(start: int, end: int, first: int, second: int, year: int) -> Day | None:
    """09/29/2025 and 29/09/2025; None for 05/06/2025, which is May to some and June to others."""
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = (second, first) if first > 12 else (first, second)
    return _possible(Day(start, end, year, month, day)) if month <= 12 else None


def _month(said: str) -> int:
    if said.isdigit():
        return int(said)
    return next(number for number, names in enumerate(_MONTHS, 1) if names.match(said))


def _possible(day: Day) -> Day | None:
    """``day`` if the calendar has it: 31 June is none."""
    try:
        date(day.year or 2000, day.month or 1, day.day or 1)
    except ValueError:
        return None
    return day


def _with_role(text: str, day: Day) -> Day | None:
    """``day`` with the words before it; None for a bare number, or a name of a month that may mean something else."""
    if day.relative:
        return replace(day, role="since" if day.relative in SINCE_THEN else "")
    after = _AFTER_YEAR.match(text, day.end) if day.year is not None else None
    end = after.end() if after else day.end
    lead = _LEADING.search(text, max(0, day.start - 30), day.start)
    if lead:
        role = "since" if lead["since"] else "other" if lead["other"] else ""
        return replace(day, start=lead.start(), end=end, role=role)
    if day.weekday is not None or day.day is not None or after or day.inflected:
        return replace(day, end=end)
    last = _LAST.search(text, max(0, day.start - 8), day.start)
    if last:
        return replace(day, start=last.start())
    bracketed = text[day.start - 1 : day.start] == "(" and text[end : end + 1] == ")"
    return day if bracketed or (day.month and day.year) else None
