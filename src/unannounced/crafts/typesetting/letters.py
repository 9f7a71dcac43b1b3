"""Letters that tell a State of a visit, or introduce a delegation: their words, and the letter as PDF.

``compose`` puts the values of a letter into the words of its language, which lie in ``letter_en.toml`` and
``letter_fr.toml``; ``typeset`` draws what was composed (``letter.typ``). A preview shows the same words.
"""

import json
import re
import tomllib
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources
from typing import Any

import typst

LANGUAGES = ("en", "fr")
STANDARDS: Any = ["a-2a", "ua-1"]
"""For the archive, and for those who do not see: tagged, with a title and a language."""

_UNDRAWN = re.compile(r"the text `\"(?P<text>.*?)\"` could not be displayed", re.DOTALL)


class NotDrawn(ValueError):
    """No font of the program has these characters, so the letter cannot be typeset as it is written."""

    def __init__(self, characters: str) -> None:
        super().__init__(f"No font of the program has these characters: {characters}")
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a letter names. ``capacity`` is ``member``, ``expert``, ``interpreter`` or ``secretariat``."""

    name: str
    capacity: str
    head: bool = False
    note: str = ""
    """Profession, or the languages of an interpreter: in the language of the letter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one letter says. ``by`` is ``cpt``, ``spt``, or ``national`` for every mechanism that notifies nobody.

    ``rules`` holds the citations of the mechanism under ``notification``, ``assistants`` and ``visit``; ``follows`` is
    the day of the letter that this one adds to. Names and kinds are in the language of the letter.
    """

    language: str
    by: str
    mechanism: str
    short: str
    state: str
    addressed_to: str
    day: date
    kind: str
    begins: date
    ends: date
    people: tuple[Named, ...]
    rules: dict[str, str]
    places: tuple[str, ...] = ()
    signed_by: str = ""
    signed_as: str = ""
    follows: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a letter: a ``paragraph``, a ``list``, ``facts`` (label and value), or a ``table`` with its head."""

    form: str
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    head: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter in words, from its head to the block for the signature."""

    language: str
    mechanism: str
    confidential: str
    day: date
    dated: str
    addressed_to: tuple[str, ...]
    subject: str
    greeting: str
    closing: str
    signed_by: str
    signed_as: str
    signature: str
    page: str
    parts: tuple[Part, ...] = field(default_factory=tuple)


def compose(letter: Letter) -> Composed:
    """``letter`` in the words of its language; ``KeyError`` for a language that has none."""
    words = words_in(letter.language)
    own = words[letter.by]
    facts = {
        "mechanism": letter.mechanism,
        "short": letter.short,
        "state": letter.state,
        "notification": letter.rules["notification"],
        "assistants": letter.rules["assistants"],
        "visit": letter.rules["visit"],
        "follows": written_day(letter.follows, letter.language) if letter.follows else "",
    }
    again = "_again" if letter.follows else ""
    return Composed(
        language=letter.language,
        mechanism=letter.mechanism,
        confidential=words["confidential"],
        day=letter.day,
        dated=written_day(letter.day, letter.language),
        addressed_to=tuple(line.strip() for line in letter.addressed_to.splitlines() if line.strip()),
        subject=own[f"subject{again}"].format(**facts),
        greeting=words["greeting"],
        closing=words["closing"],
        signed_by=letter.signed_by,
        signed_as=letter.signed_as,
        signature=words["signature"],
        page=words["page"],
        parts=(
            Part("paragraph", own[f"opening{again}"].format(**facts)),
            _visit(letter, words),
            Part("paragraph", own["delegation"].format(**facts)),
            _people(letter, words),
            *(Part("paragraph", text.format(**facts)) for text in own["after_names"]),
            *_places(letter, own, facts),
            Part("paragraph", own["powers"].format(**facts)),
            Part("list", items=tuple(own["powers_list"])),
            Part("paragraph", own["last"].format(**facts)),
        ),
    )


def typeset(letter: Composed) -> bytes:
    """The letter as PDF: the same bytes for the same words. ``NotDrawn`` where no font has a character."""
    said = json.dumps({**asdict(letter), "day": letter.day.isoformat()}, ensure_ascii=False)
    try:
        return typst.compile(
            _template(),
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"letter": said},
            pdf_standards=STANDARDS,
            timestamp=datetime.combine(letter.day, time(), UTC),
        )
    except typst.TypstError as problem:
        undrawn = _UNDRAWN.search(str(problem))
        if undrawn is None:
            raise
        raise NotDrawn(undrawn["text"]) from problem


def written_day(day: date, language: str) -> str:
    """A day in words.

    >>> written_day(date(2026, 12, 1), "en"), written_day(date(2026, 12, 1), "fr")
    ('1 December 2026', '1er décembre 2026')
    """
    words = words_in(language)
    number = words["first_day"] if day.day == 1 else str(day.day)
    return f"{number} {words['months'][day.month - 1]} {day.year}"


def _visit(letter: Letter, words: dict[str, Any]) -> Part:
    labels = words["facts"]
    return Part(
        "facts",
        rows=(
            (labels["state"], letter.state),
            (labels["kind"], letter.kind),
            (labels["begins"], written_day(letter.begins, letter.language)),
            (labels["ends"], written_day(letter.ends, letter.language)),
        ),
    )


def _people(letter: Letter, words: dict[str, Any]) -> Part:
    capacities = words["capacities"]
    return Part(
        "table",
        head=tuple(words["people_head"]),
        rows=tuple(
            (one.name, capacities["head" if one.head else one.capacity], one.note or "–") for one in letter.people
        ),
    )


def _places(letter: Letter, own: dict[str, Any], facts: dict[str, str]) -> tuple[Part, ...]:
    if not letter.places:
        return (Part("paragraph", own["any_place"].format(**facts)),)
    return (
        Part("paragraph", own["places"].format(**facts)),
        Part("list", items=letter.places),
        Part("paragraph", own["other_places"].format(**facts)),
    )


@cache
def words_in(language: str) -> dict[str, Any]:
    """The words every letter of a language shares; ``KeyError`` for a language that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return tomllib.loads(resources.files(__package__).joinpath(f"letter_{language}.toml").read_text(encoding="utf-8"))


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("letter.typ").read_bytes()


@cache
def _fonts() -> Any:
    """The fonts that come with typst, and none of the machine: a letter looks the same everywhere."""
    return typst.Fonts(include_system_fonts=False)
