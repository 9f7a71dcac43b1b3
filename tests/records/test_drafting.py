"""Items of a draft in the text: marked, reworded with it, moved, taken out; saving beside somebody; adoption."""

import pytest

from tests.drafting import NOW, a_draft, at, item_at, items, texts
from tests.world import World, vote_for
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.drafting import Check, checks
from unannounced.duties.laying_out import appendix
from unannounced.duties.reporting import ItemKind
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.models import Line
from unannounced.records.recommendations.actions import adopt_report, recommend
from unannounced.records.recommendations.arranging import take_out
from unannounced.records.recommendations.drafting import (
    leaving_words,
    mark_item,
    move_item,
    put_item_back,
    reword_item,
    take_item_out,
)
from unannounced.records.recommendations.models import EarlierReading, Item
from unannounced.records.recommendations.queries import adoption_decision
from unannounced.records.recommendations.setting_out import draft_of, set_paragraphs
from unannounced.records.reports.actions import rewrite_paragraph, write_paragraph
from unannounced.records.reports.models import EarlierWording, Suggestion
from unannounced.records.reports.suggesting import keep_conflict

pytestmark = pytest.mark.django_db
RAIN = "It rains in. Mend the roof by May. Open the windows. It rains in."


def test_words_of_a_paragraph_are_marked_as_items_in_the_order_of_the_text(world: World) -> None:
    report = a_draft(world, RAIN)
    mark_item("Open  the\nwindows.", in_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    recommend("Own words.", on_paragraph=at(report, 1), kind=ItemKind.COMMENT, by=world.ana, at=NOW)
    mark_item("Mend the roof by May.", in_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    assert items(report) == ["1.1 Mend the roof by May.", "1.2 Open the windows.", "1.3 Own words."]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("It rains in.", "has these words 2 times"),
        ("Shut the windows.", "does not have these words"),
        ("", "does not have these words"),
        ("roof by May. Open", "are those of item 1.1 already"),
    ],
)
def test_words_that_stand_not_once_or_are_an_items_are_refused_with_what_to_do(
    world: World, words: str, why: str
) -> None:
    report = a_draft(world, RAIN)
    mark_item("Mend the roof by May.", in_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    with pytest.raises(RefusedByRule, match=why):
        mark_item(words, in_paragraph=at(report, 1), by=world.ana, at=NOW)
    assert len(items(report)) == 1


def test_rewording_a_marked_item_changes_the_text_too_and_keeps_what_both_said(world: World) -> None:
    report = a_draft(world, RAIN)
    mark_item("Mend the roof by May.", in_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    lines = Line.objects.count()
    item = item_at(report, "1.1")
    reword_item(item, "Mend the roof by April.", kind=ItemKind.REQUEST, seen_wording=1, by=world.tomas, at=NOW)
    assert texts(report) == ["1 It rains in. Mend the roof by April. Open the windows. It rains in."]
    assert EarlierWording.objects.get().text == RAIN
    assert (EarlierReading.objects.get().text, EarlierReading.objects.get().kind) == (
        "Mend the roof by May.",
        "recommendation",
    )
    assert Line.objects.count() == lines + 1
    reword_item(item, "Mend the roof by April.", kind=ItemKind.REQUEST, seen_wording=1, by=world.tomas, at=NOW)
    assert Line.objects.count() == lines + 1
    with pytest.raises(SomebodyWasFirst):
        reword_item(item_at(report, "1.1"), "Other.", seen_wording=1, by=world.ana, at=NOW)


def test_an_item_of_a_draft_is_not_taken_for_one_read_from_a_file(world: World) -> None:
    report = a_draft(world, RAIN)
    mark_item("Mend the roof by May.", in_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    reword_item(item_at(report, "1.1"), "Mend it.", seen_wording=1, by=world.ana, at=NOW)
    assert Item.objects.get(report=report).read_with is None


def test_an_item_moves_among_its_own_and_to_another_paragraph(world: World) -> None:
    report = a_draft(world, "A", "B")
    for words in ("One.", "Two.", "Three."):
        recommend(words, on_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    move_item(item_at(report, "1.3"), to_place=1, by=world.ana, at=NOW)
    assert items(report) == ["1.1 Three.", "1.2 One.", "1.3 Two."]
    move_item(item_at(report, "1.1"), to_place=1, to_paragraph=2, by=world.ana, at=NOW)
    assert items(report) == ["1.1 One.", "1.2 Two.", "2.1 Three."]
    for wrong in ({"to_place": 4}, {"to_place": 1, "to_paragraph": 3}):
        with pytest.raises(RefusedByRule):
            move_item(item_at(report, "1.1"), **wrong, by=world.ana, at=NOW)


def test_an_item_taken_out_is_in_no_list_and_comes_back_at_the_end(world: World) -> None:
    report = a_draft(world, "A")
    for words in ("One.", "Two."):
        recommend(words, on_paragraph=at(report, 1), by=world.ana, at=NOW)
    item = item_at(report, "1.1")
    for _twice in range(2):
        take_item_out(item, because="no", by=world.ana, at=NOW)
    assert items(report) == ["1.1 Two."]
    assert [one.because for one in EarlierReading.objects.all()] == ["taken out of the draft: no"]
    recommend("Three.", on_paragraph=at(report, 1), by=world.ana, at=NOW)
    put_item_back(item, by=world.ana, at=NOW)
    assert items(report) == ["1.1 Two.", "1.2 Three.", "1.3 One."]


def test_an_item_whose_words_go_is_foreseen_kept_and_listed_by_the_checks(world: World) -> None:
    report = a_draft(world, RAIN)
    mark_item("Mend the roof by May.", in_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    recommend("Own words.", on_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    new = "It rains in. Mend it."
    assert [one.number for one in leaving_words(at(report, 1), new, None)] == ["1.1"]
    rewrite_paragraph(at(report, 1), new, seen_wording=1, by=world.ana, at=NOW)
    gone = [one for one in checks(draft_of(report)) if one.check is Check.WORDS_GONE]
    assert [one.sentence.facts["number"] for one in gone] == ["1.1"], "not the one with words of its own"
    assert items(report) == ["1.1 Mend the roof by May.", "1.2 Own words."]


def test_each_item_stands_in_the_appendix_exactly_once(world: World) -> None:
    report = a_draft(world, RAIN, "B", "C")
    mark_item("Mend the roof by May.", in_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    for number in (1, 2, 3):
        recommend(f"Own words {number}.", on_paragraph=at(report, number), addressee="A", by=world.ana, at=NOW)
    write_paragraph("D", in_report=report, chapter="Prisons › Staff", by=world.ana, at=NOW)
    recommend("Own words 2.", on_paragraph=at(report, 4), kind=ItemKind.REQUEST, by=world.ana, at=NOW)
    take_out(at(report, 3), by=world.ana, at=NOW)
    listed = appendix(set_paragraphs(report))
    assert [(heading, kind.value) for heading, kind, _ in listed] == [
        ("Prisons", "recommendation"),
        ("Prisons", "request"),
    ]
    assert [line.item.number for *_, lines in listed for line in lines] == ["1.1", "1.2", "2.1", "3.1"]


# Saving beside somebody


def test_what_was_written_while_another_saved_is_kept_once_beside_it(world: World) -> None:
    report = a_draft(world, "A", "B, see §1.")
    rewrite_paragraph(at(report, 2), "Hers.", seen_wording=1, by=world.ana, at=NOW)
    his = at(report, 2)
    with pytest.raises(SomebodyWasFirst):
        rewrite_paragraph(his, "His.", seen_wording=1, by=world.tomas, at=NOW)
    for _twice in range(2):
        keep_conflict(his, "His.", seen_wording=1, by=world.tomas, at=NOW)
    kept = Suggestion.objects.get()
    assert (kept.text, kept.of_wording, kept.conflict, kept.made_by_id) == ("His.", 1, True, world.tomas.pk)
    assert at(report, 2).text == "Hers."
    assert Line.objects.filter(act="keep a wording beside another", within=report.visit_id).count() == 1


def test_a_paragraph_taken_out_meanwhile_is_not_rewritten_and_says_by_whom(world: World) -> None:
    report = a_draft(world, "A", "B")
    his = at(report, 2)
    take_out(at(report, 2), by=world.ana, at=NOW)
    with pytest.raises(RefusedByRule, match="Ana Kovari took this paragraph out"):
        rewrite_paragraph(his, "His.", seen_wording=1, seen_moves=0, by=world.tomas, at=NOW)


# Adoption


def test_what_was_taken_out_does_not_stand_in_the_way_of_adoption(world: World) -> None:
    report = a_draft(world, "A", "B")
    recommend("Mend it.", on_paragraph=at(report, 2), addressee="", by=world.ana, at=NOW)
    assert not adoption_decision(report, vote_for(world, report))
    take_out(at(report, 2), by=world.ana, at=NOW)
    assert adoption_decision(report, vote_for(world, report))
    take_out(at(report, 1), by=world.ana, at=NOW)
    decision = adoption_decision(report, vote_for(world, report))
    assert isinstance(decision, Refused)
    assert "no paragraph" in decision.reason


def test_a_reference_that_leads_nowhere_bars_the_adoption_and_names_its_paragraph(world: World) -> None:
    report = a_draft(world, "A", "B, see §7.")
    with pytest.raises(RefusedByRule, match="lead nowhere stand in these paragraphs: 2"):
        adopt_report(report, by_vote=vote_for(world, report), by=world.maud, at=NOW)
    rewrite_paragraph(at(report, 2), "B, see §1.", seen_wording=1, by=world.ana, at=NOW)
    adopt_report(report, by_vote=vote_for(world, report), by=world.maud, at=NOW)
