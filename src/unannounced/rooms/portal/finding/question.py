"""What somebody asks of the portal's search, as a value: read from an address with care, and written to one.

An address can hold anything. What it holds that is no question is left out, and said in a sentence; nothing is an
error. The same question always has the same address, however it was typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext

from unannounced.crafts.searching.relaxing import is_plain
from unannounced.records.shelf import queries
from unannounced.rooms.portal.finding.problems import Problem, in_words
from unannounced.rooms.portal.narrowing import is_invented

LONGEST_WORDS = 1_000
"""Characters of the words of a question that count."""
LONGEST_VALUE, MOST_VALUES = 120, 40
"""Characters of a value that narrows, and how many may stand for one narrowing."""
LAST_PAGE = 50
"""Whoever has read a thousand results narrows the search down."""
SORTS, MODES = ("best", "newest", "oldest"), ("words", "meaning", "both")

NARROWINGS = {
    "lang": "languages",
    "state": "states",
    "body": "bodies",
    "place": "place_kinds",
    "topic": "topics",
    "kind": "kinds",
    "position": "positions",
    "followup": "followups",
}
"""What a parameter of an address narrows down."""
KNOWN = {*NARROWINGS, "q", "from", "to", "year", "sort", "mode", "like", "register", "page", "language"}

_YEAR = re.compile(r"[12]\d{3}")
_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")
_KEY = re.compile(r"[A-Za-z0-9_.:~@-]{1,80}(?:/[0-9]{1,9}){2,3}(?:~[A-Za-z-]{2,8})?")
_UNSOUND = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def is_key(said: str) -> bool:
    """Whether something can stand under ``said``: the slug of a document and the numbers of what is in it."""
    return bool(_KEY.fullmatch(said))


@dataclass(frozen=True, slots=True)
class Question:
    """Words and narrowings, each a tuple of values of which one must hold; an empty one lets everything through.

    ``like`` is the key "slug/paragraph/place" of what the results are to be like; the real and the ``invented``
    register are never mixed.
    """

    words: str = ""
    languages: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    years_from: int | None = None
    years_to: int | None = None
    days_from: date | None = None
    days_to: date | None = None
    bodies: tuple[str, ...] = ()
    place_kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    followups: tuple[str, ...] = ()
    sort: str = "best"
    like: str = ""
    mode: str = "words"
    invented: bool = False
    page: int = 1
    size: int = 20

    @classmethod
    def from_address(cls, asked: QueryDict, *, by_words: bool = False) -> tuple["Question", list[Problem]]:
        """The question in an address, and what of it could not be understood.

        With ``by_words`` it is looked for by words where the address does not say otherwise: feeds and files have all
        that holds the words, and nothing that is merely near.
        """
        question, problems = _Reading(asked).question()
        return (replace(question, mode="words") if by_words and not asked.get("mode") else question), problems

    @classmethod
    def as_typed(cls, *, words: str, invented: bool) -> "Question":
        """What somebody asks who types ``words`` and says nothing else."""
        question = cls(words=words, invented=invented)
        return replace(question, mode=question.usual_mode)

    def to_address(self) -> str:
        """The query string of the question, the same for the same question; empty for the empty one."""
        said: list[tuple[str, str]] = [("q", self.words)] if self.words else []
        for parameter, name in NARROWINGS.items():
            said += [(parameter, value) for value in sorted(set(getattr(self, name)))]
        for parameter, day, year in (("from", self.days_from, self.years_from), ("to", self.days_to, self.years_to)):
            said += [(parameter, str(one)) for one in (day, year) if one is not None][:1]
        for parameter, value, plain in (("sort", self.sort, "best"), ("mode", self.mode, self.usual_mode)):
            said += [(parameter, value)] if value != plain else []
        said += [("like", self.like)] if self.like else []
        said += [("register", self.register_named)] if self.register_named and not self.states else []
        said += [("page", str(self.page))] if self.page > 1 else []
        return urlencode(said)

    @property
    def register_named(self) -> str:
        """How an address names its register: in a demonstration always, where the invented may be what is usual."""
        return "invented" if self.invented else "real" if settings.DEMONSTRATION else ""

    @property
    def usual_mode(self) -> str:
        """How it is looked for where nobody said: plain words by both, if the best stand first, all else by words."""
        return "both" if self.sort == "best" and not self.like and is_plain(self.words) else "words"

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The names of its fields that narrow it down, dates as "days" together."""
        chosen = [name for name in NARROWINGS.values() if getattr(self, name)]
        dated = (self.years_from, self.years_to, self.days_from, self.days_to)
        return (*chosen, *(["days"] if any(one is not None for one in dated) else []))

    def without(self, name: str) -> "Question":
        """The same question without one narrowing of ``narrowed``, or without "all", from its first page on."""
        undated: dict[str, Any] = {"years_from": None, "years_to": None, "days_from": None, "days_to": None}
        freed: dict[str, Any] = undated if name in ("days", "all") else {name: ()}
        if name == "all":
            freed = {**undated, **dict.fromkeys(NARROWINGS.values(), ())}
        return replace(self, page=1, **freed)

    @property
    def first_day(self) -> date | None:
        """The first day it asks for."""
        return self.days_from or (date(self.years_from, 1, 1) if self.years_from else None)

    @property
    def last_day(self) -> date | None:
        """The last day it asks for."""
        return self.days_to or (date(self.years_to, 12, 31) if self.years_to else None)


@dataclass(slots=True)
class _Reading:
    """Reading one address; ``problems`` gathers what could not be understood."""

    asked: QueryDict
    problems: list[Problem] = field(default_factory=list)

    def question(self) -> tuple[Question, list[Problem]]:
        words = self._words()
        chosen: dict[str, Any] = {name: self._values(parameter) for parameter, name in NARROWINGS.items()}
        chosen["states"] = tuple(dict.fromkeys(code.upper() for code in chosen["states"]))
        chosen["languages"] = tuple(dict.fromkeys(code.lower() for code in chosen["languages"]))
        self._unknown()
        question = Question(
            words=words,
            **chosen,
            **self._dates(),
            sort=self._one_of("sort", SORTS),
            like=self._key(),
            invented=self._register(chosen["states"]),
            page=self._page(),
        )
        question = replace(question, mode=self._one_of("mode", MODES, question.usual_mode))
        return question, self.problems + in_words(words)

    def _first(self, parameter: str) -> str:
        values = self.asked.getlist(parameter)
        if len(values) > 1:
            self._say(gettext("“{parameter}” was given more than once; the first counts."), parameter=parameter)
        return _UNSOUND.sub(" ", values[0]).strip() if values else ""

    def _say(self, sentence: str, **facts: object) -> None:
        self.problems.append(Problem(sentence.format(**facts)))

    def _words(self) -> str:
        words = " ".join(self._first("q").split())
        if len(words) > LONGEST_WORDS:
            sentence = gettext("The question was longer than {number} characters; what stands behind was left out.")
            self._say(sentence, number=LONGEST_WORDS)
            words = words[:LONGEST_WORDS].rsplit(" ", 1)[0]
        return words

    def _values(self, parameter: str) -> tuple[str, ...]:
        said = [_UNSOUND.sub(" ", one).strip() for one in self.asked.getlist(parameter)]
        kept = [one for one in dict.fromkeys(said) if one and len(one) <= LONGEST_VALUE]
        if any(len(one) > LONGEST_VALUE for one in said) or len(kept) > MOST_VALUES:
            self._say(gettext("Not all that “{parameter}” names could be taken into account."), parameter=parameter)
        return tuple(kept[:MOST_VALUES])

    def _dates(self) -> dict[str, Any]:
        found = {**self._date("from"), **self._date("to")}
        year = self._first("year")
        if _YEAR.fullmatch(year):
            found |= {"years_from": int(year), "years_to": int(year)}
        elif year:
            self._say(gettext("“{value}” is no year; it was left out."), value=year[:LONGEST_VALUE])
        first = found["days_from"] or (date(found["years_from"], 1, 1) if found["years_from"] else None)
        last = found["days_to"] or (date(found["years_to"], 12, 31) if found["years_to"] else None)
        if first and last and first > last:
            self._say(gettext("The range of dates ends before it begins; it was left out."))
            return dict.fromkeys(found)
        return found

    def _date(self, parameter: str) -> dict[str, Any]:
        said = self._first(parameter)
        year, day = f"years_{parameter}", f"days_{parameter}"
        if _YEAR.fullmatch(said):
            return {year: int(said), day: None}
        if _DAY.fullmatch(said):
            try:
                return {year: None, day: date.fromisoformat(said)}
            except ValueError:
                pass
        if said:
            self._say(gettext("“{value}” is neither a year nor a day; it was left out."), value=said[:LONGEST_VALUE])
        return {year: None, day: None}

    def _one_of(self, parameter: str, possible: tuple[str, ...], usual: str = "") -> str:
        said = self._first(parameter)
        if said and said not in possible:
            self._say(
                gettext("“{parameter}” can be {possible}; “{value}” was left out."),
                parameter=parameter,
                possible=", ".join(possible),
                value=said[:LONGEST_VALUE],
            )
        return said if said in possible else usual or possible[0]

    def _key(self) -> str:
        said = self._first("like")
        if said and not is_key(said):
            self._say(
                gettext(
                    "“{value}” names nothing that results could be like: that is a report, a paragraph and a place in "
                    "it, as in {example}."
                ),
                value=said[:LONGEST_VALUE],
                example="CPT-Inf-2013-41/124/0",
            )
            return ""
        return said

    def _register(self, states: Iterable[str]) -> bool:
        """A State decides the register; in a demonstration without a real report it need not be named."""
        states = list(states)
        if states:
            return is_invented(states[0])
        if "register" in self.asked or not settings.DEMONSTRATION:
            return self.asked.get("register") == "invented"
        return not queries.reports(invented=False).exists()

    def _page(self) -> int:
        said = self._first("page")
        if not said:
            return 1
        if said.isascii() and said.isdigit() and 0 < len(said.lstrip("0")) < 10:
            return int(said)
        self._say(gettext("“{value}” is no page; this is the first."), value=said[:LONGEST_VALUE])
        return 1

    def _unknown(self) -> None:
        for parameter in [one for one in self.asked if one not in KNOWN][:5]:
            self._say(
                gettext("The address asks for “{parameter}”, which means nothing here."),
                parameter=_UNSOUND.sub(" ", parameter)[:40],
            )
