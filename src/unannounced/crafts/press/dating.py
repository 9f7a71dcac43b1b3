"""Which day an article is of, and which day, month or year its words mean."""

import re
from datetime import date, timedelta

from unannounced.crafts.press.days import COUNT, NUMBERS, SINCE_THEN, Day
from unannounced.duties.treaty.claims import When

_DATED = re.compile(
    r"\A\s*(?:(?:date|published|updated|posted|опубликовано|опубліковано)\s*(?:on|at)?:?\s+)|\A\s*\W?\s*\Z",
    re.IGNORECASE,
)
_AFTER_DATED = re.compile(
    r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"[\s,|·•–—-]*(?:at )?(?:\d{1,2}[:.]\d\d)?(?:\s*(?:am|pm|GMT|UTC|CET|EST|ET|MSK))?[\s,|·•–—-]*\Z",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\A\s*[A-ZА-ЯІЇЄҐ][\w .,’'-]{1,40}?[,—–-]?\s*\Z")
_AGENCY = re.compile(r"[\s,]*\((?:Reuters|AP|AFP|UPI|DPA|dpa|EFE|ANSA|Xinhua|TASS|BelTA)\)")

_PLACE = re.compile(
    r"\A\s*(?!In |On |At |By |Since |After |Before )(?:[A-ZА-ЯІЇЄҐ][\w’'.-]*)"
    r"(?: (?:of |de |la )?[A-ZА-ЯІЇЄҐ][\w’'.-]*){0,3}(?:,|\s*[|·•–—/-]| ?(?P<open>\())\s*\Z"
)
"""Where, or in which paper: Geneva, BBC News |, GENEVA (."""
_BEGINS_AFTER = re.compile(r"\s*(?:[–—|]|-\s|\Z)")
_CLOCK = re.compile(r"T\d\d:\d\d")


def article_day(text: str, days: list[Day]) -> date | None:
    """The day the article states for itself at its head: a line of its own, "date 2025-08-26", or a dateline.

    >>> from unannounced.crafts.press.days import days_in
    >>> article_day("date 2025-08-26 Russia will withdraw.", days_in("date 2025-08-26 Russia will withdraw."))
    datetime.date(2025, 8, 26)
    """
    for day in days:
        if day.start > 600:
            return None
        if day.year is None or day.month is None or day.day is None:
            continue
        line = text.rfind("\n", 0, day.start) + 1
        before, rest = (
            text[line : day.start],
            text[day.end : text.find("\n", day.end) if "\n" in text[day.end :] else None],
        )
        alone = _DATED.match(before) and (before.strip() or _AFTER_DATED.match(rest) or _CLOCK.match(rest))
        if alone or (_DATELINE.match(before) and _AGENCY.match(rest)) or _after_place(before, rest):
            return date(day.year, day.month, day.day)
    return None


def _after_place(before: str, rest: str) -> bool:
    """Whether a line begins with a place or a paper and the day: "Geneva, 8 May 2023 –", "GENEVA (10 May 2025)"."""
    place = _PLACE.match(before)
    if place is None:
        return False
    if not place["open"]:
        return bool(_BEGINS_AFTER.match(rest))
    return rest.startswith(")") and bool(
        _BEGINS_AFTER.match(rest, 1) or (before.isupper() and not re.match(r"\) ?[a-zа-яіїє]", rest))
    )


def resolved(day: Day, said_on: date | None, told: When | None, here: When | None = None) -> When | None:
    """Which day is meant, for an article of ``said_on``; None if that is not safe.

    ``told`` is the day named last before it, ``here`` that of the same sentence.
    """
    if day.relative:
        return _relative(day.relative, said_on, told)
    if day.year is not None:
        return day.when
    if here is not None and day.month is not None and here.month == day.month:
        return When(here.year, day.month, day.day)
    if said_on is None:
        return None
    if day.weekday is not None:
        back = (said_on.weekday() - day.weekday) % 7
        return _when(said_on - timedelta(days=back))
    if told is not None and told.year != said_on.year:
        return None  # the text is telling of another year
    this_year = (day.month or 0, day.day or 1) <= (said_on.month, said_on.day)
    return When(said_on.year if this_year else said_on.year - 1, day.month, day.day)


def _when(day: date) -> When:
    return When(day.year, day.month, day.day)


def _relative(words: str, said_on: date | None, told: When | None) -> When | None:
    if words in SINCE_THEN:
        return told
    count = re.match(rf"({COUNT}) years? (later|ago|earlier)", words)
    if count:
        number = NUMBERS.get(count[1]) or int(count[1])
        if count[2] == "ago":
            return When(said_on.year - number) if said_on else None
        sign = 1 if count[2] == "later" else -1
        return When(told.year + sign * number) if told else None
    if re.search(r"\bthat\b|\bsame\b|том же|того ж", words):
        return _of_told(words, told)
    if "following" in words or "next" in words:
        return When(told.year + 1) if told else None
    return _of_said(words, said_on) if said_on else None


def _of_told(words: str, told: When | None) -> When | None:
    if told is None or "month" not in words:
        return When(told.year) if told else None
    return When(told.year, told.month) if told.month else None


def _of_said(words: str, said_on: date) -> When:
    if words in ("today", "сегодня", "сьогодні"):
        return _when(said_on)
    if words in ("yesterday", "вчера", "вчора"):
        return _when(said_on - timedelta(days=1))
    before = words.startswith("last") or words in ("в прошлом году", "торік")
    if "month" in words:
        day = said_on.replace(day=1) - timedelta(days=1) if before else said_on
        return When(day.year, day.month)
    return When(said_on.year - before)
