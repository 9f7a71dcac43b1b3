"""A transmission: one report as its State may know it now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from unannounced.crafts.passing.strictly import Fields, NotAsAgreed, an_id, whole
from unannounced.duties.words import Sentence

VERSION = 1
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Due:
    """A day something is due, with its arithmetic."""

    day: date
    steps: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Received:
    """An answer that the office holds."""

    answer: str
    received_on: date
    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An item of the report, with what the office received to it."""

    id: str
    number: str
    kind: str
    text: str
    addressee: str
    due: Due | None
    withdrawn_on: date | None
    received: tuple[Received, ...]
    repeats: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph with its items."""

    id: str
    number: str
    chapter: str
    text: str
    items: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that travelled before, by its digest."""

    digest: str
    file_name: str
    media: str
    size: int


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit the report is on."""

    kind: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class OfPublication:
    """What is known of the publication."""

    requested_on: date | None
    published_on: date | None
    symbol: str


@dataclass(frozen=True, slots=True)
class Transmitted:
    """The whole of a report as it was transmitted."""

    report: str
    serial: int
    because: str
    mechanism: str
    state: str
    state_names: Mapping[str, str]
    invented: bool
    title: str
    language: str
    symbol: str
    transmitted_on: date
    due: Due | None
    visit: Visit | None
    rules: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]
    given: tuple[str, ...]
    publication: OfPublication
    files: tuple[File, ...]

    @property
    def items(self) -> tuple[Asked, ...]:
        """Every item, in the order in which they stand."""
        return tuple(item for paragraph in self.paragraphs for item in paragraph.items)


KEYS = (
    "report",
    "serial",
    "because",
    "mechanism",
    "state",
    "title",
    "language",
    "symbol",
    "transmitted_on",
    "response_due",
    "visit",
    "rules",
    "paragraphs",
    "given",
    "publication",
    "files",
)


@lru_cache(maxsize=16)
def read_transmission(content: bytes) -> Transmitted:
    """What a parcel ``transmission`` says; raises ``NotAsAgreed``."""
    of = Fields(whole(content), "the transmission", KEYS)
    mechanism = Fields(of.said["mechanism"], "the mechanism", ("name", "short", "names"))
    state = Fields(of.said["state"], "the State", ("code", "names", "invented"))
    if not _CODE.fullmatch(state.text("code")):
        raise NotAsAgreed("the State has no code")
    paragraphs = of.every("paragraphs", _paragraph)
    return Transmitted(
        report=of.id("report"),
        serial=of.integer("serial", least=1),
        because=of.text("because", longest=200),
        mechanism=mechanism.text("name", longest=300),
        state=state.text("code"),
        state_names=state.words("names"),
        invented=state.flag("invented"),
        title=of.text("title", longest=300, empty=False),
        language=of.text("language", longest=8),
        symbol=of.text("symbol", longest=60),
        transmitted_on=of.day("transmitted_on"),
        due=of.optional("response_due", lambda name: _due(of.said[name])),
        visit=of.optional("visit", lambda name: _visit(of.said[name])),
        rules=of.words("rules"),
        paragraphs=_each_once(paragraphs),
        given=of.every("given", an_id),
        publication=_publication(of.said["publication"]),
        files=of.every("files", file_of),
    )


def _each_once(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    ids = [item.id for paragraph in paragraphs for item in paragraph.items]
    if len(ids) != len(set(ids)):
        raise NotAsAgreed("an item stands in it twice")
    return paragraphs


def _paragraph(said: Any) -> Paragraph:
    of = Fields(said, "a paragraph", ("id", "number", "chapter", "text", "items"))
    items = of.every("items", _item)
    return Paragraph(
        of.id("id"), of.text("number", longest=40), of.text("chapter", longest=120), of.text("text"), items
    )


_ITEM = ("id", "number", "kind", "text", "addressee", "due", "withdrawn_on", "received", "repeats")


def _item(said: Any) -> Asked:
    of = Fields(said, "an item", _ITEM)
    return Asked(
        id=of.id("id"),
        number=of.text("number", longest=60, empty=False),
        kind=of.text("kind", longest=30, empty=False),
        text=of.text("text", empty=False),
        addressee=of.text("addressee", longest=200),
        due=of.optional("due", lambda name: _due(of.said[name])),
        withdrawn_on=of.optional("withdrawn_on", of.day),
        received=of.every("received", _received),
        repeats=of.flag("repeats"),
    )


def _received(said: Any) -> Received:
    of = Fields(said, "an answer", ("answer", "received_on", "claim", "text"))
    return Received(of.id("answer"), of.day("received_on"), of.text("claim", longest=30), of.text("text"))


def _due(said: Any) -> Due:
    of = Fields(said, "a day due", ("day", "steps"))
    return Due(of.day("day"), of.every("steps", _step))


def _step(said: Any) -> Sentence:
    of = Fields(said, "a step", ("words", "facts"))
    facts = of.said["facts"]
    if not isinstance(facts, dict):
        raise NotAsAgreed("a step has no facts")
    return Sentence(of.text("words", longest=500), {str(name): _fact(value) for name, value in facts.items()})


def _fact(value: Any) -> object:
    """A fact as it was: a day is written as a day."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value if isinstance(value, str | int) else str(value)


def _visit(said: Any) -> Visit:
    of = Fields(said, "the visit", ("kind", "begins", "ends"))
    return Visit(of.text("kind", longest=30), of.day("begins"), of.day("ends"))


def _publication(said: Any) -> OfPublication:
    of = Fields(said, "the publication", ("requested_on", "published_on", "symbol"))
    requested, published = of.optional("requested_on", of.day), of.optional("published_on", of.day)
    return OfPublication(requested, published, of.text("symbol", longest=60))


def file_of(said: Any) -> File:
    """A file as both kinds of parcels name it."""
    of = Fields(said, "a file", ("digest", "file_name", "media", "size"))
    name = of.text("file_name", longest=200, empty=False)
    return File(of.digest("digest"), name, of.text("media", longest=80, empty=False), of.integer("size", least=1))
