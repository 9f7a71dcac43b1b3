"""The story of the worked case: XXA cooperates, XXB is slow, XXC leaves; and a visit that is still hidden."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from unannounced.cli.demo import texts
from unannounced.cli.demo.accompanying import show_what_became
from unannounced.cli.demo.calendar import Calendar
from unannounced.cli.demo.cast import Case, begin
from unannounced.cli.demo.communicating import communicate
from unannounced.cli.demo.convening import convene
from unannounced.cli.demo.measuring import measure_twice
from unannounced.cli.demo.registering import enter_registers
from unannounced.cli.demo.sealing import members_keys, notebook_that_waits, seal_visit
from unannounced.cli.demo.showing import show_places
from unannounced.cli.demo.speaking_out import make_statement
from unannounced.cli.demo.visits import KINDS, Plan, schedule
from unannounced.duties.noting import EntryKind
from unannounced.duties.visiting import VisitKind
from unannounced.records.findings.actions import draw_finding
from unannounced.records.ledger.linking import linked_at_the_end
from unannounced.records.notebooks.actions import note
from unannounced.records.publications.actions import make_edition
from unannounced.records.recommendations.actions import (
    recommend,
)
from unannounced.records.recommendations.statements import (
    hear_state,
    open_statement,
)
from unannounced.records.reports.actions import open_report, write_paragraph
from unannounced.records.requests.actions import make_request
from unannounced.records.treaties.actions import enter_public_record
from unannounced.records.visits.actions import let_know, name_delegate, plan_visit
from unannounced.records.visits.models import Capacity

SEED = 19871126  # the day the Convention was opened for signature
PERIODIC, FOLLOW_UP, RAPID = VisitKind.PERIODIC, VisitKind.FOLLOW_UP, VisitKind.RAPID_REACTION
TARGETED = VisitKind.TARGETED
SEEN = (
    "Norrmark Closed Prison",
    "Vessenby Central Police Station",
    "St Brenna Psychiatric Hospital",
    "Stenhallow Prison",
)
SPOKEN_OF = ("prison-solitary-discipline", "police-lawyer-access", "psy-staffing")
"""Places and topics of the report that is in two languages."""


def tell(now: datetime, told: Callable[[int, int], None]) -> Case:
    """Build the whole case as it stands ``now``; ``told`` hears of the progress."""
    case = Case(Calendar(now), random.Random(SEED))  # noqa: S311  (a story, not a secret)
    with linked_at_the_end():
        begin(case)
        for plan in [*cooperative(case), *slow(case), *leaving(case)]:
            schedule(case, plan)
        _requests(case)
        _statement(case)
        make_statement(case)
        convene(case)
        communicate(case)
        case.calendar.run(told)
        enter_registers(case)
        show_places(case)
        measure_twice(case)
        _hidden_visit(case)
        show_what_became(case, now)
        make_edition(by=case.viewers["maud"], at=now)
    return case


def cooperative(case: Case) -> list[Plan]:
    """XXA: six visits, six reports; the five older ones published as soon as they were sent.

    The fifth is in two languages and has a second version, its response is published as a document of its own.
    """
    month = case.calendar.month
    plans = [
        Plan("XXA", (PERIODIC, FOLLOW_UP)[number % 2], month(-130 + 22 * number), 10, "published", "full")
        for number in range(4)
    ]
    in_two_languages = Plan(
        "XXA", PERIODIC, month(-42), 10, "published", "full", places=SEEN, topics=SPOKEN_OF, rendered=True
    )
    return [*plans, in_two_languages, Plan("XXA", PERIODIC, month(-16), 10, "transmitted", "full")]


def slow(case: Case) -> list[Plan]:
    """XXB: answers late or in part, published with the reports; one report adopted after a vote failed, one a draft."""
    month = case.calendar.month
    return [
        Plan("XXB", PERIODIC, month(-110), 10, "published", "late", waited=10, with_response=True),
        Plan("XXB", TARGETED, month(-76), 10, "published", "late", waited=15, with_response=True),
        Plan("XXB", PERIODIC, month(-40), 11, "transmitted", "late", waited=20),
        Plan("XXB", FOLLOW_UP, month(-11), 10, "adopted", "late", waited=25, first_vote_fails=True),
        Plan("XXB", PERIODIC, month(-3), 10, "draft", "late", waited=10),
    ]


def leaving(case: Case) -> list[Plan]:
    """XXC: thirty visits in twelve years, twenty-seven reports of seven items each, four published."""
    month, plans = case.calendar.month, []
    without_report = {6, 15, 29}
    published = {1, 4, 9, 13}
    for number in range(30):
        years_in = number / 30
        answers = "full" if years_in < 0.2 else "late" if years_in < 0.55 else "none"
        plans.append(
            Plan(
                "XXC",
                (PERIODIC, RAPID, FOLLOW_UP)[number % 3],
                month(-141 + round(4.25 * number), 3),
                0 if number in without_report else 7,
                "published" if number in published else "transmitted",
                answers,
                waited=round(90 * years_in),
            )
        )
    return plans


def _requests(case: Case) -> None:
    """Two requests about one death in custody; both met with silence."""
    for number, said in enumerate(texts.read("frames")["requests"]):
        day = case.calendar.month(-6 + 2 * number, 5)
        case.calendar.on(day, _asking(case, said["subject"], said["text"], day))


def _asking(case: Case, subject: str, text: str, day: date) -> Callable[[datetime], None]:
    def step(at: datetime) -> None:
        make_request(subject, text, to_state=case.states["XXC"], made_on=day, by=case.viewers["maud"], at=at)

    return step


def _statement(case: Case) -> None:
    """A public statement that has to be decided before the denunciation takes effect."""
    case.calendar.on(case.calendar.month(-4), lambda at: _open_statement(case, at))
    case.calendar.on(case.calendar.month(0), lambda at: _public_record(case, at))


def _open_statement(case: Case, at: datetime) -> None:
    grounds = texts.read("frames")["statement"]["grounds"]
    statement = open_statement(
        case.states["XXC"],
        "\n\n".join(grounds),
        ground="fails_to_cooperate",
        opened_on=at.date(),
        by=case.viewers["maud"],
        at=at,
    )
    heard = at.date() + timedelta(days=45)

    def hear(then: datetime) -> None:
        hear_state(statement, heard_on=heard, by=case.viewers["maud"], at=then)

    case.calendar.on(heard, hear)


def _public_record(case: Case, at: datetime) -> None:
    vacant = case.calendar.month(-35)
    row = {
        "state": "XXC",
        "kind": "seat_vacant",
        "begin": vacant.isoformat(),
        "end": "",
        "published": "",
        "symbol": "",
        "note": "term of the member elected in respect of the State ended; none elected since",
        "source": "worked case",
        "confidence": "verified",
    }
    enter_public_record([row], states=case.states, by=case.viewers["maud"], at=at)


def _hidden_visit(case: Case) -> None:
    """An ad hoc visit that nobody but its delegation and those let know may notice, with all that hangs on it."""
    said, at, day = texts.read("frames")["hidden"], case.calendar.now, case.calendar.today
    ana, tomas = case.viewers["ana"], case.viewers["tomas"]
    visit = plan_visit(
        case.states[said["state"]],
        kind=RAPID,
        begins=day - timedelta(days=3),
        ends=day + timedelta(days=6),
        purpose=said["purpose"],
        by=ana,
        at=at,
    )
    name_delegate(visit, case.people["ana"], capacity=Capacity.MEMBER, head=True, by=ana, at=at)
    name_delegate(visit, case.people["tomas"], capacity=Capacity.MEMBER, by=ana, at=at)
    name_delegate(visit, case.people["ruth"], capacity=Capacity.EXPERT, by=ana, at=at)
    let_know(visit, case.people["maud"], by=ana, at=at)
    keys = members_keys(case)
    seal_visit(case, visit, keys)
    notebook_that_waits(case, keys, texts.read("frames")["sealed"]["entries"])
    entries = [
        note(
            entry["text"],
            kind=EntryKind(entry["kind"]),
            source=f"source {'ABCDEF'[number]}",
            during=visit,
            noted_on=day - timedelta(days=number % 3),
            by=tomas,
            at=at,
        )
        for number, entry in enumerate(said["entries"])
    ]
    findings = [
        draw_finding(text, during=visit, resting_on=entries[3 * n : 3 * n + 3], drawn_on=day, by=ana, at=at)
        for n, text in enumerate(said["findings"])
    ]
    report = open_report(
        f"Preliminary observations on the ad hoc visit to {case.states['XXB'].name()}",
        on_visit=visit,
        opened_on=day,
        by=ana,
        at=at,
    )
    place = case.places["XXB"][0].name
    slots = {"place": place, "number": 12, "day": f"{day.day} {day:%B}"}
    paragraphs = [
        write_paragraph(
            text.format(**slots), in_report=report, chapter="Facts found", finding=findings[n % 2], by=ana, at=at
        )
        for n, text in enumerate(said["paragraphs"])
    ]
    for number, one in enumerate(said["items"]):
        recommend(
            one["text"],
            on_paragraph=paragraphs[number % len(paragraphs)],
            kind=KINDS[one["kind"]],
            addressee=case.authorities["XXB"][one["addressee_kind"]],
            by=ana,
            at=at,
        )
