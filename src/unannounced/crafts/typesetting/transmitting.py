"""The letter that goes with a report to the State: its words, drawn like every other letter (letters.py).

``compose_transmission`` puts its values into the words of its language (``transmission_en.toml``,
``transmission_fr.toml``); ``letters.typeset`` draws what was composed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from unannounced.crafts.typesetting.letters import Composed, Part, words_in, written_day

RULES = ("report", "confidentiality", "response", "publication")
"""The rules of the mechanism that the letter cites; ``Transmission.rules`` has each."""


@dataclass(frozen=True, slots=True)
class Sooner:
    """An item to which a response is asked for before the others: its number, what it is, and by when."""

    number: str
    kind: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Transmission:
    """What the letter says. ``by`` is ``cpt``, ``spt``, or ``national`` for every other mechanism.

    ``title`` is the report's. ``visit`` names the kind of the visit, empty for a report on none; it and the kinds of
    ``sooner`` are in the language of the letter. ``due_on`` None: no day is asked for. ``rules`` holds ``RULES``.
    """

    language: str
    by: str
    mechanism: str
    short: str
    state: str
    addressed_to: str
    day: date
    title: str
    rules: Mapping[str, str]
    visit: str = ""
    begins: date | None = None
    ends: date | None = None
    adopted_on: date | None = None
    due_on: date | None = None
    sooner: tuple[Sooner, ...] = ()
    signed_by: str = ""
    signed_as: str = ""


def compose_transmission(letter: Transmission) -> Composed:
    """``letter`` in the words of its language; ``KeyError`` for a language that has none."""
    shared, words = words_in(letter.language), _words(letter.language)
    own, facts = words[letter.by], _facts(letter)
    return Composed(
        language=letter.language,
        mechanism=letter.mechanism,
        confidential=shared["confidential"],
        day=letter.day,
        dated=written_day(letter.day, letter.language),
        addressed_to=tuple(line.strip() for line in letter.addressed_to.splitlines() if line.strip()),
        subject=own["subject"].format(**facts),
        greeting=shared["greeting"],
        closing=shared["closing"],
        signed_by=letter.signed_by,
        signed_as=letter.signed_as,
        signature=shared["signature"],
        page=shared["page"],
        parts=(
            Part("paragraph", own["opening" if letter.adopted_on else "opening_archive"].format(**facts)),
            Part("facts", rows=tuple(_rows(letter, words))),
            Part("paragraph", own["confidential"].format(**facts)),
            Part("paragraph", own["response" if letter.due_on else "response_no_day"].format(**facts)),
            *_sooner(letter, words, own),
            Part("paragraph", own["form"]),
            Part("list", items=tuple(own["form_list"])),
            Part("paragraph", own["publication"].format(**facts)),
            Part("paragraph", own["last"]),
        ),
    )


def _facts(letter: Transmission) -> dict[str, str]:
    return {
        "state": letter.state,
        "mechanism": letter.mechanism,
        "short": letter.short,
        "adopted": _day(letter.adopted_on, letter),
        "due": _day(letter.due_on, letter),
        **{rule: letter.rules[rule] for rule in RULES},
    }


def _rows(letter: Transmission, words: dict[str, Any]) -> list[tuple[str, ...]]:
    labels = words["facts"]
    rows = (
        (labels["state"], letter.state),
        (labels["report"], letter.title),
        (labels["visit"], ", ".join(filter(None, (letter.visit, _days(letter, words))))),
        (labels["adopted"], _day(letter.adopted_on, letter)),
        (labels["due"], _day(letter.due_on, letter)),
    )
    return [row for row in rows if row[1]]


def _days(letter: Transmission, words: dict[str, Any]) -> str:
    if letter.begins is None:
        return ""
    said = words["days"]["one" if letter.ends in (None, letter.begins) else "several"]
    return str(said.format(begins=_day(letter.begins, letter), ends=_day(letter.ends, letter)))


def _day(day: date | None, letter: Transmission) -> str:
    return written_day(day, letter.language) if day else ""


def _sooner(letter: Transmission, words: dict[str, Any], own: dict[str, Any]) -> tuple[Part, ...]:
    if not letter.sooner:
        return ()
    ordered = sorted(letter.sooner, key=lambda one: one.due_on)
    rows = tuple((one.number, one.kind, _day(one.due_on, letter)) for one in ordered)
    return (Part("paragraph", own["sooner"]), Part("table", head=tuple(words["sooner_head"]), rows=rows))


@cache
def _words(language: str) -> dict[str, Any]:
    file = resources.files(__package__).joinpath(f"transmission_{language}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
