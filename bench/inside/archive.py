"""A furnished archive: as many reports and items as a real one has, made up, with a dialogue on a part of them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tests.world import TODAY, World, make_world, moment

from unannounced.crafts.reading import About, Reading, ReadItem, ReadParagraph
from unannounced.duties.dialogue import Claim, Position, Verdict
from unannounced.duties.reporting import ItemKind
from unannounced.records.archive.actions import take_in_report
from unannounced.records.archive.queries import Known, Offered
from unannounced.records.ledger.linking import linked_at_the_end
from unannounced.records.ledger.statistics import look_again
from unannounced.records.recommendations.actions import assess_all, register_responses, set_times
from unannounced.records.recommendations.models import Item
from unannounced.records.states.actions import enter_states
from unannounced.records.states.models import State

BODY = "Assembly of peers"
CHAPTERS = ("Police", "Prisons", "Psychiatric establishments", "Immigration detention", "Juveniles", "Conclusions")
MAKERS = tuple(f"Maker {number}" for number in range(1, 121))
CODES = tuple(f"XX{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
WORDS = [
    "the",
    "windows",
    "of",
    "cells",
    "ensure",
    "that",
    "persons",
    "held",
    "on",
    "remand",
    "eight",
    "hours",
    "of",
    "rest",
    "a",
    "lawyer",
    "from",
    "the",
    "outset",
    "access",
    "to",
    "a",
    "doctor",
    "an",
    "independent",
    "inquiry",
    "into",
    "every",
    "allegation",
    "of",
    "ill-treatment",
    "training",
    "of",
    "staff",
    "registers",
    "of",
    "custody",
    "exercise",
    "in",
    "the",
    "open",
    "air",
    "living",
    "space",
    "complaints",
    "legal",
    "safeguards",
    "solitary",
    "confinement",
    "juveniles",
    "apart",
    "from",
    "adults",
]
SEED = 20_260_930


@dataclass(frozen=True, slots=True)
class Furnished:
    """What was furnished: who and what there is, and how many reports and items."""

    world: World
    reports: list[UUID]
    items: int


def furnish(reports: int = 219, items: int = 137) -> Furnished:
    """So many reports from the archive with so many items each, on 26 invented States; a dialogue on a third of them.

    Every second report is another body's. Of each third report items were answered, some of them assessed, some
    given another time to respond: each in a few acts, as somebody who works on many at once would.
    """
    world, dice = make_world(), random.Random(SEED)
    at = moment(TODAY)
    enter_states({code: {"en": f"State {code}"} for code in CODES}, invented=True, by=world.maud.pk, at=at)
    states = {state.code: state for state in State.objects.all()}
    made = []
    with linked_at_the_end():
        for number in range(reports):
            offered = _offered(number, states[CODES[number % len(CODES)]], items, dice)
            report = take_in_report(offered, by=world.maud, at=at).report
            assert report is not None
            made.append(report.pk)
            if number % 3 == 0:
                talk(world, report.pk, dice)
    look_again()
    return Furnished(world, made, reports * items)


def talk(world: World, report: UUID, dice: random.Random) -> None:
    """Answer, assess, and set a time for some items of a report."""
    held = list(Item.objects.filter(report=report).select_related("report__visit", "report__state", "paragraph"))
    dice.shuffle(held)
    half, at = len(held) // 2, moment(TODAY)
    third, quarter = half // 3 or 1, half // 4 or 1
    for place, claim in enumerate((Claim.ACCEPTED, Claim.IMPLEMENTED, Claim.REJECTED)):
        part = held[place * third : (place + 1) * third]
        register_responses(part, "The matter is in hand.", claim=claim, received_on=TODAY, by=world.maud, at=at)
    for place, verdict in enumerate((Verdict.IMPLEMENTED, Verdict.NOT_IMPLEMENTED)):
        part = held[place * quarter : (place + 1) * quarter]
        assess_all(part, "Seen.", verdict=verdict, evidence="a visit", day=TODAY, by=world.maud, at=at)
    set_times(held[half : half + half // 2], months=12, by=world.maud, at=at)


def _offered(number: int, state: State, items: int, dice: random.Random) -> Offered:
    own = number % 2 == 0
    dated_on = TODAY - timedelta(days=40 + 17 * number)
    reading = _reading(number, dated_on, items, dice)
    known = Known(state, dated_on, f"AP/{dated_on.year}/{number + 1}", "" if own else BODY, already_public=True)
    return Offered(f"report-{number:03}.txt", f"report {number}".encode(), reading, known)


def _reading(number: int, dated_on: date, items: int, dice: random.Random) -> Reading:
    paragraphs = tuple(
        ReadParagraph(place + 1, CHAPTERS[place * len(CHAPTERS) // 60], _sentence(dice, 60)) for place in range(60)
    )
    about = About("", "", "", dated_on, f"Report {number + 1}", "", True)
    read = tuple(_item(place, items, dice) for place in range(items))
    return Reading(about, paragraphs, read, 60 * 60 + 25 * items, 20)


def _item(place: int, items: int, dice: random.Random) -> ReadItem:
    paragraph = 1 + place * 60 // items
    kind = dice.choices(tuple(ItemKind), (80, 10, 9, 1, 0))[0]
    position = dice.choices(tuple(Position), (40, 15, 10, 15, 5, 15))[0]
    makers = tuple(dice.sample(MAKERS, dice.choice((1, 1, 1, 2))))
    return ReadItem(paragraph, f"{paragraph}.{place + 1}", kind, _sentence(dice, 25), makers, position, 97)


def _sentence(dice: random.Random, words: int) -> str:
    return f"Ensure {' '.join(dice.choices(WORDS, k=words))}."
