"""The public record speaks the reader's language: its notes, what stands between them, and what nobody translated."""

import csv
from collections.abc import Callable
from html import unescape
from importlib import resources
from typing import Any

import pytest

from unannounced.rooms.portal import words
from unannounced.rooms.portal.pages import states
from unannounced.rooms.portal.words import NOTES, noted

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")
FRENCH = {
    "failure to cooperate": "défaut de coopération",
    "North Caucasus": "Caucase du Nord",
    "response {symbol}": "réponse {symbol}",
    "{first}; {second}": "{first} ; {second}",
    "{kind}: {said}": "{kind} : {said}",
}


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (words, states):
        monkeypatch.setattr(module, "gettext", lambda said: FRENCH.get(said, said))


def test_every_note_of_the_shipped_record_can_be_said_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    monkeypatch.setattr(words, "gettext", lambda said: asked.add(said) or said)
    text = resources.files("unannounced.facts").joinpath("record.csv").read_text(encoding="utf-8")
    notes = {row["note"] for row in csv.DictReader(text.splitlines())}
    assert {noted(note) for note in notes} == notes, "nothing is lost on the way"
    assert asked - {"response {symbol}", "{first}; {second}"} <= set(NOTES)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("failure to cooperate", "défaut de coopération"),
        ("response CPT/Inf (2003) 31", "réponse CPT/Inf (2003) 31"),
        ("North Caucasus; response CPT/Inf (2013) 2", "Caucase du Nord ; réponse CPT/Inf (2013) 2"),
        ("no response of the State", "no response of the State"),
        ("{0} {nothing}", "{0} {nothing}"),
        ("", ""),
    ],
)
def test_a_note_is_said_in_the_language_of_the_reader(note: str, said: str) -> None:
    assert noted(note) == said


@pytest.mark.usefixtures("french")
def test_what_stands_between_is_of_the_language_and_what_nobody_translated_is_marked(shelf: Any, read: Read) -> None:
    known = shelf.fact("public_statement", symbol="CPT/Inf (2024) 1", note="failure to cooperate")
    own = shelf.fact("seat_vacant", note="The term of the member ended with <nobody> in sight.")
    shelf.register(shelf.state("FRA", "France", facts=[known, own]))
    page = read("/states/FRA/", headers={"Accept-Language": "fr"})
    assert " : CPT/Inf (2024) 1 ; défaut de coopération" in unescape(page)
    assert '<span lang="en" dir="ltr">The term of the member ended with &lt;nobody&gt; in sight.</span>' in page
