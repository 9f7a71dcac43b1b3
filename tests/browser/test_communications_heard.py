"""The accessibility tree of each page of communications in the office is the one that was read."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import communicating as field
from tests.browser.hearing import as_it_was_read, main_part, tree, without_days
from tests.browser.test_keys import _beside_playwright, as_, office, open_own_key, posted, world
from tests.world import TODAY, World, moment
from unannounced.duties.consenting import Answer
from unannounced.duties.corresponding import WayIn
from unannounced.duties.protecting import Step
from unannounced.duties.receiving import Risk, Told, Way
from unannounced.records.communications import dealing
from unannounced.records.communications.actions import enter_communication
from unannounced.records.communications.models import Assignment, Communication, IntakeKey, Keeper
from unannounced.records.reprisals import actions as reprisals
from unannounced.records.reprisals.models import FollowUp, Reprisal

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
__all__ = ["_beside_playwright", "as_", "office", "posted", "world"]

AT = moment(TODAY)


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter that was triaged, one that nobody read, and a case of reprisal."""

    letter: Communication
    unread: Communication
    case: Reprisal


@pytest.fixture
def kept(world: World) -> Kept:
    intake = field.keepers(world, "maud", "ana", at=AT)
    letter = field.written(world, intake, text="Nobody came.", told=["violence"], at=AT)
    risk, place = Risk.FEARED, world.places["XXB"]
    dealing.note_triage(letter, [Told.VIOLENCE], ways=[Way.RECEIPT], risk=risk, place=place, by=world.maud, at=AT)
    unread = field.written(world, intake, number=1, to="", at=AT)
    case = reprisals.open_case("Bresk Prison", "Isolation for a letter.", happened_on=TODAY, by=world.maud, at=AT)
    reprisals.note_measure(case, "A letter was sent.", taken_on=TODAY, by=world.maud, at=AT)
    reprisals.note_agreed(case, Step.RAISE, Answer.GIVEN, asked_on=TODAY, by=world.maud, at=AT)
    reprisals.plan_call(case, TODAY + timedelta(days=7), by=world.maud, at=AT)
    return Kept(letter, unread, case)


def masked(heard: str, kept: Kept) -> str:
    """Without days, and what is drawn by chance: marks, the words for a person, the print of the key."""
    for drawn in (kept.letter.mark, kept.unread.mark, kept.case.pseudonym):
        heard = heard.replace(drawn, "—")
    # The print first: a group of four in it can read like a year (one print in 130).
    return without_days(re.sub(r"\b(?:[0-9a-f]{4,8}[ -]){3,}[0-9a-f]{4,8}\b", "—", main_part(heard)))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("register", ""),
        ("keys", "keys/"),
        ("letter-locked", "{letter}/"),
        ("letter-of-somebody-else", "{unread}/"),
        ("ways-in", "enter/"),
        ("enter-paper", "enter/?way=paper"),
        ("mail", "enter/mail/"),
        ("handed-over", "enter/handed-over/"),
        ("cases", "reprisals/"),
        ("case-locked", "reprisals/{case}/"),
        ("figures", "figures/"),
        ("erasing", "erasing/?within=12"),
    ],
)
def test_what_is_heard_of_a_page_is_what_was_read(
    office: str, kept: Kept, as_: Callable[..., Any], name: str, address: str
) -> None:
    page = as_("maud")
    pks = {"letter": kept.letter.pk, "unread": kept.unread.pk, "case": kept.case.pk}
    page.goto(f"{office}/communications/{address.format(**pks)}")
    heard = masked(tree(page), kept)
    assert heard == as_it_was_read(f"office-communications-{name}", heard)


def test_what_is_heard_of_a_letter_that_is_open_is_what_was_read(
    office: str, kept: Kept, as_: Callable[..., Any]
) -> None:
    page = as_("maud")
    page.goto(f"{office}/communications/{kept.letter.pk}/")
    open_own_key(page)
    page.wait_for_selector(".letter-text")
    heard = masked(tree(page), kept)
    assert heard == as_it_was_read("office-communications-letter-open", heard)


ACTS = {
    "letter": [
        ("communication", name)
        for name in (
            *("assign", "declare-conflict", "triage", "close", "open-again", "keep-for", "hold", "add-piece", "answer"),
            *("note-sharing", "refer", "give-receipt", "bear-on-visit", "bear-on-place", "tell-of-finding"),
        )
    ]
    + [("assignment", "end")],
    "case": [
        ("reprisal", name)
        for name in (
            *("entrust", "note-measure", "note-agreed", "keep-contacts", "plan-call", "link", "close", "open-again"),
            "keep-for",
        )
    ]
    + [("call", "hold")],
    "keys": [("nameable", "name"), ("keeper", "end"), ("own", "open-case"), ("intake_key", "revoke")],
}
"""Every act that has a page of its own, by what it is done to."""


@pytest.mark.parametrize("of", list(ACTS))
def test_what_is_heard_of_the_pages_of_acts_is_what_was_read(
    world: World, office: str, kept: Kept, as_: Callable[..., Any], of: str
) -> None:
    page, subjects = as_("maud"), {
        "communication": kept.letter.pk,
        "assignment": Assignment.objects.get(communication=kept.letter).pk,
        "reprisal": kept.case.pk,
        "call": FollowUp.objects.get().pk,
        "nameable": world.people["tomas"].pk,
        "keeper": Keeper.objects.get(person=world.people["ana"]).pk,
        "own": Keeper.objects.get(person=world.people["maud"]).pk,
        "intake_key": IntakeKey.objects.get().pk,
    }  # fmt: skip
    said = []
    for word, name in ACTS[of]:
        page.goto(office + reverse(f"{word.replace('own', 'keeper')}-{name}", args=[subjects[word]]))
        said.append(f"== {word}, {name}\n{masked(tree(page), kept)}")
    heard = "\n".join(said)
    assert heard == as_it_was_read(f"office-communications-acts-of-{of}", heard)


def test_what_is_heard_of_a_receipt_is_what_was_read(
    world: World, office: str, kept: Kept, as_: Callable[..., Any]
) -> None:
    told = json.dumps({"format": "unannounced-letter/1", "text": "Nobody came.", "language": "en"}).encode()
    entered = enter_communication(WayIn.PAPER, told, b"{}", came_on=TODAY, language="en", by=world.maud, at=AT)
    page = as_("maud")
    page.goto(f"{office}/communications/{entered.pk}/receipt/")
    asked = masked(tree(page), kept).replace(entered.mark, "—")
    page.click("main button[type=submit]")
    page.wait_for_selector(".receipt-words")
    words = page.locator(".receipt-words li").all_inner_texts()
    drawn = masked(tree(page), kept)
    drawn = drawn.replace(entered.mark, "—")
    for word in words:
        drawn = drawn.replace(f'"{word.strip()}"', '"—"')
    heard = f"{asked}\n== the words\n{drawn}"
    assert heard == as_it_was_read("office-communications-receipt", heard)
