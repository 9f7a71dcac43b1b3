"""Paragraphs of a draft: put in, moved, taken out, put back; numbers run through, references follow."""

import random
import threading
from typing import Any

import pytest
from django.db import connection

from tests.drafting import NOW, a_draft, at, item_at, items, texts
from tests.world import World, moment
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.drafting import Check, checks
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.recommendations.actions import recommend
from unannounced.records.recommendations.arranging import (
    insert_paragraph,
    lay_out,
    move_paragraph,
    put_back,
    take_out,
)
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.setting_out import draft_of
from unannounced.records.reports.actions import rewrite_paragraph, write_paragraph
from unannounced.records.reports.laying import to_lay
from unannounced.records.reports.models import Moved, Paragraph, Report

pytestmark = pytest.mark.django_db


def test_a_paragraph_put_in_moves_the_others_and_every_reference_follows(world: World) -> None:
    report = a_draft(world, "One.", "Two, see §3.", "Three, see § 1.")
    recommend("Do as §3 says.", on_paragraph=at(report, 2), addressee="A", by=world.ana, at=NOW)
    lines = Line.objects.count()
    insert_paragraph("New, see §2.", beside=at(report, 2), by=world.ana, at=NOW)
    assert texts(report) == ["1 One.", "2 New, see §2.", "3 Two, see §4.", "4 Three, see § 1."]
    assert items(report) == ["3.1 Do as §4 says."]
    assert Line.objects.count() == lines + 1
    assert Report.objects.get(pk=report.pk).moves == 1
    link_all()
    assert not verify().faults


@pytest.mark.parametrize(
    ("number", "to", "after"),
    [
        (4, 1, ["1 D §4", "2 A §1", "3 B §2", "4 C §3"]),
        (1, 4, ["1 B §4", "2 C §1", "3 D §2", "4 A §3"]),
        (2, 3, ["1 A §4", "2 C §3", "3 B §1", "4 D §2"]),
    ],
)
def test_a_paragraph_moves_to_any_number(world: World, number: int, to: int, after: list[str]) -> None:
    report = a_draft(world, "A §4", "B §1", "C §2", "D §3")
    move_paragraph(at(report, number), to_number=to, by=world.ana, at=NOW)
    assert texts(report) == after
    assert at(report, 1).wording == 1


def test_moving_a_paragraph_to_where_it_stands_changes_nothing(world: World) -> None:
    report = a_draft(world, "A", "B")
    before = Line.objects.count()
    for _twice in range(2):
        move_paragraph(at(report, 2), to_number=2, by=world.ana, at=NOW)
    assert Line.objects.count() == before


@pytest.mark.parametrize("number", [0, 4, 9001, 10**6])
def test_a_number_outside_is_refused_with_the_numbers_there_are(world: World, number: int) -> None:
    report = a_draft(world, "A", "B", "C")
    with pytest.raises(RefusedByRule, match="1 to 3"):
        move_paragraph(at(report, 2), to_number=number, by=world.ana, at=NOW)
    assert texts(report) == ["1 A", "2 B", "3 C"]


def test_of_two_who_move_one_paragraph_the_second_is_told_who_moved_it_where(world: World) -> None:
    report = a_draft(world, "A", "B", "C", "D")
    hers, his = at(report, 4), at(report, 4)
    move_paragraph(hers, to_number=1, seen_moves=0, by=world.ana, at=NOW)
    with pytest.raises(RefusedByRule, match="Ana Kovari moved this paragraph to number 1"):
        move_paragraph(his, to_number=2, seen_moves=0, by=world.tomas, at=NOW)
    assert texts(report) == ["1 D", "2 A", "3 B", "4 C"]
    assert Moved.objects.filter(report=report).count() == 1


def test_where_others_moved_a_number_is_meant_as_it_was_seen(world: World) -> None:
    report = a_draft(world, "A", "B", "C", "D")
    insert_paragraph("New", beside=at(report, 1), by=world.ana, at=NOW)
    move_paragraph(at(report, 5), to_number=2, seen_moves=0, by=world.tomas, at=NOW)
    assert texts(report) == ["1 New", "2 A", "3 D", "4 B", "5 C"]


def test_a_text_written_before_a_move_has_its_references_translated(world: World) -> None:
    report = a_draft(world, "A", "B", "C")
    insert_paragraph("New", beside=at(report, 1), by=world.ana, at=NOW)
    move_paragraph(at(report, 4), to_number=1, by=world.ana, at=NOW)
    rewrite_paragraph(at(report, 4), "B, see §1 and §3.", seen_wording=1, seen_moves=0, by=world.tomas, at=NOW)
    write_paragraph("Last, see §2.", in_report=report, seen_moves=0, by=world.tomas, at=NOW)
    assert texts(report) == ["1 C", "2 New", "3 A", "4 B, see §3 and §1.", "5 Last, see §4."]


def test_a_paragraph_taken_out_is_still_named_by_what_refers_to_it_and_comes_back_whole(world: World) -> None:
    report = a_draft(world, "A, see §2.", "B, see §3.", "C, see §2.")
    recommend("Mend it.", on_paragraph=at(report, 2), addressee="A", by=world.ana, at=NOW)
    out = take_out(at(report, 2), because="not sure", by=world.ana, at=NOW)
    assert texts(report) == ["1 A, see §9001.", "2 C, see §9001."]
    assert items(report) == []
    found = [one for one in checks(draft_of(report)) if one.check is Check.TAKEN_OUT]
    assert [one.number for one in found] == [1, 2]
    assert all(one.bars for one in found)
    insert_paragraph("New", beside=at(report, 1), by=world.ana, at=NOW)
    rewrite_paragraph(at(report, 1), "New, see §2.", seen_wording=1, seen_moves=0, by=world.ana, at=NOW)
    put_back(Paragraph.objects.select_related("report__visit").get(pk=out.pk), at_number=2, by=world.ana, at=NOW)
    assert texts(report) == ["1 New, see §2.", "2 B, see §4.", "3 A, see §2.", "4 C, see §2."]
    assert items(report) == ["2.1 Mend it."]
    link_all()
    assert not verify().faults


def test_taking_out_and_putting_back_twice_changes_nothing_more(world: World) -> None:
    report = a_draft(world, "A", "B")
    out = at(report, 1)
    take_out(out, by=world.ana, at=NOW)
    before = Line.objects.count()
    take_out(out, by=world.ana, at=NOW)
    assert Line.objects.count() == before
    for _twice in range(2):
        put_back(out, by=world.ana, at=NOW)
    assert texts(report) == ["1 B", "2 A"]
    assert Line.objects.count() == before + 1


def test_a_paragraph_takes_the_heading_of_where_it_goes_unless_another_is_given(world: World) -> None:
    report = a_draft(world, "A", "B")
    write_paragraph("C", in_report=report, chapter="Police", by=world.ana, at=NOW)
    move_paragraph(at(report, 3), to_number=2, by=world.ana, at=NOW)
    assert at(report, 2).chapter == "Prisons"
    move_paragraph(at(report, 2), to_number=2, chapter="Police › Safeguards", by=world.ana, at=NOW)
    assert at(report, 2).chapter == "Police › Safeguards"


def test_nothing_of_a_draft_is_moved_once_it_is_adopted(world: World) -> None:
    from tests.world import transmitted

    chain = transmitted(world)
    paragraph = Paragraph.objects.select_related("report__visit").get(pk=chain.paragraph.pk)
    for doing in (
        lambda: move_paragraph(paragraph, to_number=1, by=world.ana, at=NOW),
        lambda: take_out(paragraph, by=world.ana, at=NOW),
        lambda: insert_paragraph("x", beside=paragraph, by=world.ana, at=NOW),
        lambda: lay_out(paragraph.report, language="en", by=world.ana, at=NOW),
    ):
        with pytest.raises(RefusedByRule, match="no longer change"):
            doing()


def mismatched(report: Report) -> list[str]:
    """Numbers that are missing or held twice, and references that do not lead to their own paragraph."""
    held = texts(report)
    numbers = [int(one.split()[0]) for one in held]
    wrong = [one for one in held if one.split()[0] != one.split("§")[1]]
    return wrong if numbers == list(range(1, len(held) + 1)) else [f"numbers {numbers}", *wrong]


def test_whatever_is_done_in_whatever_order_numbers_run_through_and_references_follow(world: World) -> None:
    dice = random.Random(11)
    report = a_draft(world, *(f"{name} §{number}" for number, name in enumerate("ABCDEFGH", start=1)))
    out: list[Paragraph] = []
    for _turn in range(40):
        last = report.paragraphs.filter(left_out_of=None).count()
        paragraph = at(report, dice.randint(1, last))
        if last > 3 and dice.random() < 0.3:
            out.append(take_out(paragraph, by=world.ana, at=NOW))
        elif out and dice.random() < 0.5:
            put_back(out.pop(), at_number=dice.randint(1, last + 1), by=world.tomas, at=NOW)
        else:
            move_paragraph(paragraph, to_number=dice.randint(1, last), by=world.ana, at=NOW)
        assert not mismatched(report)
    assert Report.objects.get(pk=report.pk).moves == Moved.objects.filter(report=report).count()
    link_all()
    assert not verify().faults


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="in memory SQLite lets no two threads write")
def test_ten_who_move_at_once_leave_every_number_once_and_every_reference_right(world: World) -> None:
    report = a_draft(world, *(f"{name} §{number}" for number, name in enumerate("ABCDEFGHIJ", start=1)))
    problems: list[Exception] = []

    def move(key: Any, number: int) -> None:
        try:
            paragraph = Paragraph.objects.select_related("report__visit").get(pk=key)
            move_paragraph(paragraph, to_number=number, by=world.ana, at=NOW)
        except Exception as problem:  # noqa: BLE001
            problems.append(problem)
        finally:
            connection.close()

    every = report.paragraphs.order_by("number")
    threads = [threading.Thread(target=move, args=(one.pk, 11 - one.number)) for one in every]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert not mismatched(report)


# Laying out


def test_a_draft_is_laid_out_from_the_findings_by_the_kinds_of_places(world: World) -> None:
    from tests.world import fill, notify_and_end, plan

    visit = notify_and_end(world, plan(world))
    chain = fill(world, visit)
    report = Report.objects.select_related("visit", "state").get(pk=chain.report.pk)
    foreseen = to_lay(report, "fr")
    assert all("finding" not in one.chapter for one in foreseen)
    lay_out(report, language="fr", by=world.ana, at=NOW)
    held = list(report.paragraphs.order_by("number").values_list("number", "chapter"))
    assert held == [
        (1, "Introduction › Dates et délégation"),
        (2, "Introduction › Lieux de détention visités"),
        (3, "Introduction › Coopération"),
        (4, "Prisons"),
        (5, "Prisons"),
    ]
    assert "Bresk Prison" in at(report, 2).text
    assert "a visité Bresk" in at(report, 1).text
    assert "20 minutes" in at(report, 3).text
    assert Report.objects.get(pk=report.pk).language == "fr"


def test_laying_out_again_adds_only_findings_that_came_since(world: World) -> None:
    from tests.world import fill, notify_and_end, plan
    from unannounced.records.findings.actions import draw_finding

    visit = notify_and_end(world, plan(world))
    chain = fill(world, visit)
    report = Report.objects.select_related("visit", "state").get(pk=chain.report.pk)
    lay_out(report, language="en", by=world.ana, at=NOW)
    lines, count = Line.objects.count(), report.paragraphs.count()
    assert lay_out(report, language="en", by=world.tomas, at=NOW) == []
    assert Line.objects.count() == lines
    finding = draw_finding(
        "A nurse saw injuries and no doctor was called.",
        during=visit,
        resting_on=chain.entries[:1],
        drawn_on=visit.begins,
        by=world.ana,
        at=moment(visit.begins),
    )
    (new,) = lay_out(report, language="en", by=world.ana, at=NOW)
    assert new.finding_id == finding.pk
    assert new.chapter == "Prisons › Health care"
    assert report.paragraphs.count() == count + 1
    take_out(Paragraph.objects.select_related("report__visit").get(pk=new.pk), by=world.ana, at=NOW)
    assert lay_out(report, language="en", by=world.ana, at=NOW) == [], "what was taken out is not laid again"


def test_some_of_what_is_foreseen_can_be_left_for_later(world: World) -> None:
    report = a_draft(world)
    report = Report.objects.select_related("visit", "state").get(pk=report.pk)
    first, *others = to_lay(report, "en")
    lay_out(report, language="en", only=[others[-1].id], by=world.ana, at=NOW)
    assert [one.chapter for one in report.paragraphs.all()] == [others[-1].chapter]
    lay_out(report, language="en", by=world.ana, at=NOW)
    assert at(report, 1).pk == first.id


# Items that leave with their paragraph


def test_an_item_taken_out_by_itself_does_not_come_back_with_its_paragraph(world: World) -> None:
    from unannounced.records.recommendations.drafting import take_item_out

    report = a_draft(world, "A")
    for words in ("First.", "Second."):
        recommend(words, on_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    take_item_out(item_at(report, "1.1"), by=world.ana, at=NOW)
    assert items(report) == ["1.1 Second."]
    out = take_out(at(report, 1), by=world.ana, at=NOW)
    put_back(out, by=world.ana, at=NOW)
    assert items(report) == ["1.1 Second."]
    assert Item.objects.filter(report=report).count() == 2
