"""What is answered to a question: the page of what was found, and what else can be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext, ngettext

from unannounced.crafts.searching import Part
from unannounced.crafts.searching.public.index import Held
from unannounced.rooms.portal.finding.problems import Problem
from unannounced.rooms.portal.finding.question import Question

FACETS = {
    "states": "state",
    "years": "year",
    "bodies": "body",
    "place_kinds": "place",
    "topics": "topic",
    "kinds": "kind",
    "positions": "position",
    "followups": "followup",
    "languages": "language",
}
"""What is counted: by the name of its field in a question, the field of the index."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, where it is read, and the text around the words.

    ``paragraph`` is 0 where there is none; ``label`` is its number as printed, ``number`` that of an item; ``key`` is
    what results can be asked to be like.
    """

    kind: str
    key: str
    slug: str
    symbol: str
    title: str
    paragraph: int
    label: str
    number: str
    anchor: str
    address: str
    chapter: str
    snippet: tuple[Part, ...]
    state: str
    body: str
    day: date | None
    language: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many there are of a value, were it chosen for its facet with everything else as it is."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why nothing was found: a ``word`` that nothing holds, or a ``narrowing`` without which there are ``count``."""

    sentence: str
    word: str = ""
    narrowing: str = ""
    count: int = 0
    instead: Question | None = None

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; ``plain`` says that there was no index and the texts were looked through for the words alone.

    ``way`` is how it was looked for: by "words", by "meaning" or by "both"; ``whole`` how many hold every word;
    ``further`` how many can be read one after the other where that is not all of them; ``pages`` are those that words
    of the question are the name of, where nothing has all of them.
    """

    total: int
    hits: list[Hit]
    exact: bool = True
    facets: Mapping[str, list[FacetCount]] = field(default_factory=dict)
    did_you_mean: str = ""
    why_nothing: list[Reason] = field(default_factory=list)
    pages: list[Hit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    took_ms: int = 0
    plain: bool = False
    way: str = "words"
    whole: int = 0
    further: int | None = None

    @property
    def reach(self) -> int:
        """How many of the results can be read: where rankings were fused, as many as were."""
        return self.total if self.further is None else self.further


def hit_of(held: Held, snippet: tuple[Part, ...], score: float) -> Hit:
    """An entry of the index as a page shows it."""
    shown = held.shown
    written = str(shown.get("day") or "")
    return Hit(
        kind=str(shown["kind"]),
        key=held.key,
        slug=str(shown["slug"]),
        symbol=str(shown["symbol"]),
        title=str(shown.get("title") or ""),
        paragraph=int(str(shown.get("paragraph") or 0)),
        label=str(shown.get("label") or ""),
        number=str(shown.get("number") or ""),
        anchor=str(shown.get("anchor") or ""),
        address=str(shown["address"]),
        chapter=str(shown.get("chapter") or ""),
        snippet=snippet,
        state=str(shown.get("state") or ""),
        body=str(shown.get("body") or ""),
        day=date.fromisoformat(written) if written else None,
        language=held.language,
        score=score,
    )


def nothing_holds(word: str) -> Reason:
    """Nothing holds a word at all."""
    return Reason(gettext("Nothing holds “{word}”.").format(word=word), word=word)


def without(narrowing: str, question: Question, count: int) -> Reason:
    """How many there would be without one narrowing, or without "all"."""
    said = _without(count)[narrowing].format(number=count)
    return Reason(said, narrowing=narrowing, count=count, instead=question.without(narrowing))


def _without(number: int) -> Mapping[str, str]:
    """A sentence for each narrowing that can be taken away."""
    return {
        "all": ngettext(
            "Without any narrowing there is {number}.", "Without any narrowing there are {number}.", number
        ),
        "states": ngettext("On all States there is {number}.", "On all States there are {number}.", number),
        "days": ngettext("Of all years there is {number}.", "Of all years there are {number}.", number),
        "bodies": ngettext("By all bodies there is {number}.", "By all bodies there are {number}.", number),
        "place_kinds": ngettext(
            "On places of every kind there is {number}.", "On places of every kind there are {number}.", number
        ),
        "topics": ngettext("On all themes there is {number}.", "On all themes there are {number}.", number),
        "kinds": ngettext(
            "Of every kind of text there is {number}.", "Of every kind of text there are {number}.", number
        ),
        "positions": ngettext(
            "Whatever the position of the State, there is {number}.",
            "Whatever the position of the State, there are {number}.",
            number,
        ),
        "followups": ngettext(
            "Whatever became of it, there is {number}.", "Whatever became of them, there are {number}.", number
        ),
        "languages": ngettext("In all languages there is {number}.", "In all languages there are {number}.", number),
    }
