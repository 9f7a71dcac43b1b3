"""The pages of a draft: laid out, worked in by two at once, checked, its items listed."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.drafting import NOW, a_draft, at, do, form_of, items, texts
from tests.rooms.office.sameness import client_of
from tests.world import World, fill, notify_and_end, plan, transmitted
from unannounced.duties.recognising import Trait
from unannounced.records.publications.actions import mark_person
from unannounced.records.publications.persons import judge_nobody
from unannounced.records.recommendations.actions import recommend
from unannounced.records.recommendations.arranging import insert_paragraph, move_paragraph
from unannounced.records.recommendations.drafting import mark_item
from unannounced.records.reports.actions import rewrite_paragraph, write_paragraph
from unannounced.records.reports.models import Paragraph, Report, Suggestion
from unannounced.rooms.office.pages.draft import parts

pytestmark = pytest.mark.django_db


def page(world: World, path: str, key: str = "tomas") -> str:
    answer = client_of(world, key).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_empty_draft_says_what_it_will_hold_and_begins_with_the_findings(world: World) -> None:
    chain = fill(world, notify_and_end(world, plan(world)))
    report = chain.report
    chain.item.delete()
    chain.paragraph.delete()
    empty = page(world, f"/reports/{report.pk}/draft/")
    assert "Nothing here yet" in empty
    assert f"/reports/{report.pk}/lay-out/" in empty
    french = page(world, f"/reports/{report.pk}/lay-out/?language=fr")
    assert "Prisons › Conditions matérielles" in french
    answer = do(client_of(world, "tomas"), f"/reports/{report.pk}/lay-out/", paragraphs=[])
    assert answer.status_code == 422, "nothing was chosen"
    every = re.findall(r'name="paragraphs" value="([^"]+)"', page(world, f"/reports/{report.pk}/lay-out/"))
    answer = do(client_of(world, "tomas"), f"/reports/{report.pk}/lay-out/", paragraphs=every)
    assert "Prisons › </small>Material conditions" in answer.content.decode()
    assert "Everything that can be laid out" in page(world, f"/reports/{report.pk}/lay-out/")


def test_up_and_down_work_with_one_press_and_lead_back_to_the_paragraph(world: World) -> None:
    report, client = a_draft(world, "A, see §2.", "B", "C"), client_of(world, "tomas")
    shown = page(world, f"/reports/{report.pk}/draft/")
    form = re.search(rf'action="/paragraphs/{at(report, 3).pk}/move/".*?</form>', shown, re.DOTALL)
    assert form is not None
    assert 'value="2" aria-label="Up: §3"' in form[0]
    assert "Down: §3" not in form[0]
    hidden = dict(re.findall(r'name="(key|seen_moves)" value="([^"]+)"', form[0]))
    answer = client.post(f"/paragraphs/{at(report, 3).pk}/move/", {**hidden, "to": "2"})
    assert answer.status_code == 302
    assert answer["Location"] == f"/reports/{report.pk}/draft/?at=2#p-2"
    assert texts(report) == ["1 A, see §3.", "2 C", "3 B"]


def test_of_two_who_press_at_once_the_second_reads_who_moved_it(world: World) -> None:
    report, client = a_draft(world, "A", "B", "C"), client_of(world, "tomas")
    path = f"/paragraphs/{at(report, 3).pk}/move/"
    form = form_of(client, path)
    move_paragraph(at(report, 3), to_number=1, by=world.ana, at=NOW)
    answer = client.post(path, {**form, "to": "2"})
    assert answer.status_code == 409
    assert "Ana Kovari moved this paragraph to number 1" in answer.content.decode()
    assert texts(report) == ["1 C", "2 A", "3 B"]


def test_who_saves_second_finds_both_wordings_and_what_was_typed(world: World) -> None:
    report, client = a_draft(world, "A", "B"), client_of(world, "tomas")
    path = f"/paragraphs/{at(report, 2).pk}/rewrite/"
    form = form_of(client, path)
    rewrite_paragraph(at(report, 2), "Hers.", seen_wording=1, by=world.ana, at=NOW)
    insert_paragraph("New", beside=at(report, 1), by=world.ana, at=NOW)
    for _twice in range(2):
        answer = client.post(path, {**form, "text": "His, see §2."})
        assert answer.status_code == 409
        assert "Ana Kovari saved paragraph 3" in answer.content.decode()
        assert "His, see §2." in answer.content.decode()
    assert Suggestion.objects.get().text == "His, see §3."
    shown = page(world, f"/reports/{report.pk}/draft/")
    assert "what Tomás Revel wrote while somebody else saved" in shown
    assert "Hers." in shown


def test_the_page_asks_before_the_words_of_an_item_go(world: World) -> None:
    report, client = a_draft(world, "It rains in. Mend the roof by May."), client_of(world, "tomas")
    mark_item("Mend the roof by May.", in_paragraph=at(report, 1), addressee="A", by=world.ana, at=NOW)
    path = f"/paragraphs/{at(report, 1).pk}/rewrite/"
    answer = do(client, path, text="It rains in. Mend it.")
    assert answer.status_code == 422
    asked = answer.content.decode()
    assert "The words of item 1.1 no longer stand in the paragraph: Mend the roof by May." in asked
    assert 'type="checkbox" name="keep_items"' in asked
    assert texts(report) == ["1 It rains in. Mend the roof by May."]
    do(client, path, text="It rains in. Mend it.", keep_items="on")
    assert texts(report) == ["1 It rains in. Mend it."]
    assert "Its words no longer stand in the paragraph." in page(world, f"/reports/{report.pk}/draft/")
    assert do(client, path, text="It rains. Mend it.").status_code == 200, "what is gone already is not asked again"


def test_words_are_marked_by_choosing_a_sentence_or_by_giving_them(world: World) -> None:
    report, client = a_draft(world, "It rains in. Mend the roof by May."), client_of(world, "tomas")
    path = f"/paragraphs/{at(report, 1).pk}/mark-item/"
    said = {"kind": "recommendation", "addressee": "Ministry"}
    assert do(client, path, **said).status_code == 422
    do(client, path, sentence="2", **said)
    assert items(report) == ["1.1 Mend the roof by May."]
    answer = do(client, path, words="rains out", **said)
    assert answer.status_code == 409
    assert "Paragraph 1 does not have these words: rains out" in answer.content.decode()
    shown = page(world, f"/reports/{report.pk}/draft/")
    assert '<mark class="item-words kind-recommendation">Mend the roof by May.</mark>' in shown


def test_a_reference_that_leads_nowhere_is_named_at_its_paragraph_at_once(world: World) -> None:
    report = a_draft(world, "See §2 and §9, [CPT-SPACE-02] and [XX-NO-01].", "B")
    shown = page(world, f"/reports/{report.pk}/draft/")
    assert 'href="?at=2#p-2">§2</a>' in shown
    assert "Paragraph 1 refers to §9, and there is no such paragraph." in shown
    assert "Paragraph 1 cites [XX-NO-01]" in shown
    assert 'href="/standards/CPT-SPACE-02/"' in shown


def test_what_is_written_is_shown_as_words_and_never_as_a_page(world: World) -> None:
    evil = '<script>alert(1)</script> §1 [CPT-SPACE-02] "&amp;'
    report = a_draft(world, evil, chapter="<b>")
    recommend(evil, on_paragraph=at(report, 1), addressee="<i>", by=world.ana, at=NOW)
    for path in ("draft", "checks", "appendix"):
        shown = page(world, f"/reports/{report.pk}/{path}/")
        assert "<script>alert" not in shown
        assert "<i>" not in shown
        assert "<b>" not in shown


def test_the_checks_lead_to_the_place_and_say_what_bars_the_adoption(world: World) -> None:
    report = a_draft(world, "A", "See §9. Dr Anna Weiss said so.")
    recommend("Improve the cells.", on_paragraph=at(report, 1), addressee="", by=world.ana, at=NOW)
    item = report.items.get()
    shown = page(world, f"/reports/{report.pk}/checks/")
    assert "2 things bar the adoption." in shown
    assert f'href="/items/{item.pk}/reword/">Item 1.1 names no authority' in shown
    assert f'href="/reports/{report.pk}/draft/?at=2#p-2">Paragraph 2 refers to §9' in shown
    assert "Dr Anna Weiss" in shown
    assert "“Improve” cannot be measured: measurable." in shown
    assert "Looked for and not found" in shown


def test_whoever_may_be_recognised_is_named_by_the_rules_of_publication_until_it_is_decided(world: World) -> None:
    """In any language, in the title, in items with words of their own; what was marked or judged is not named again."""
    report = a_draft(world, "В камере находились две женщины.", "Marko Ilvessen said so.")
    recommend("Move Ayşe Hanım.", on_paragraph=at(report, 2), addressee="XXA", by=world.ana, at=NOW)
    Report.objects.filter(pk=report.pk).update(title="The complaint of Mr Emil Varko")
    shown = page(world, f"/reports/{report.pk}/checks/")
    for sentence in (
        "The title: Mr Emil Varko", "Paragraph 1: две женщины", "Paragraph 2: Marko Ilvessen, Ayşe Hanım",
    ):  # fmt: skip
        assert sentence in shown
    mark_person(report, "Marko Ilvessen", instead="a man", by=world.maud, at=NOW)
    judge_nobody(report, {"две женщины": Trait.SMALL_COUNT}, because="known", by=world.maud, at=NOW)
    shown = page(world, f"/reports/{report.pk}/checks/")
    assert "Paragraph 2: Ayşe Hanım" in shown
    assert "две женщины" not in shown


def test_what_no_rule_of_the_language_can_see_is_not_said_to_be_sound(world: World) -> None:
    turkish = "Heyet bu kurumda bir gün kaldı ve odaların daha çok ışık için yeniden yapılması gerektiğini gördü. " * 4
    report = a_draft(world, turkish)
    recommend("Odalar yenilenmelidir.", on_paragraph=at(report, 1), addressee="XXA", by=world.ana, at=NOW)
    shown = page(world, f"/reports/{report.pk}/checks/")
    assert "No rule knows the language of the draft (tr)." in shown
    assert "Recommendations that are not specific" not in shown


def test_the_appendix_lists_each_item_once_with_its_paragraph(world: World) -> None:
    report = a_draft(world, "A", "B")
    for number in (1, 2):
        recommend(f"Item {number} to be listed.", on_paragraph=at(report, number), addressee="A", by=world.ana, at=NOW)
    shown = page(world, f"/reports/{report.pk}/appendix/")
    assert [shown.count(f"Item {number} to be listed.") for number in (1, 2)] == [1, 1]
    assert f'href="/reports/{report.pk}/draft/?at=2#p-2"' in shown


def test_a_report_that_is_no_draft_any_more_is_read_on_its_own_page(world: World) -> None:
    chain, client = transmitted(world), client_of(world, "tomas")
    for path in ("draft", "checks"):
        answer = client.get(f"/reports/{chain.report.pk}/{path}/")
        assert (answer.status_code, answer["Location"]) == (302, f"/reports/{chain.report.pk}/")
    assert chain.item.text in page(world, f"/reports/{chain.report.pk}/appendix/")


def test_a_long_draft_is_divided_where_chapters_end() -> None:
    heads = [(number, "A" if number <= 30 else "B" if number <= 55 else "C › D") for number in range(1, 171)]
    assert parts(heads) == [(1, 30), (31, 55), (56, 105), (106, 155), (156, 170)]
    assert parts([]) == []


def test_a_draft_takes_as_many_queries_for_fifty_paragraphs_as_for_five(world: World) -> None:
    report, client = a_draft(world, *("A" for _ in range(5))), client_of(world, "tomas")
    for paragraph in report.paragraphs.all():
        recommend("Mend it.", on_paragraph=paragraph, by=world.ana, at=NOW)
    client.get("/healthy/")

    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as held:
            assert client.get(path).status_code == 200
        return len(held)

    before = {path: asked(f"/reports/{report.pk}/{path}/") for path in ("draft", "checks", "appendix")}
    for number in range(45):
        paragraph = write_paragraph(f"More {number}", in_report=report, by=world.ana, at=NOW)
        recommend("Mend it.", on_paragraph=paragraph, by=world.ana, at=NOW)
    assert {path: asked(f"/reports/{report.pk}/{path}/") for path in before} == before


def test_what_was_taken_out_stays_on_the_page_and_can_be_put_back(world: World) -> None:
    report, client = a_draft(world, "A", "B, see §1."), client_of(world, "tomas")
    recommend("Mend it.", on_paragraph=at(report, 2), addressee="A", by=world.ana, at=NOW)
    out = at(report, 1).pk
    shown: Any = do(client, f"/paragraphs/{out}/take-out/", because="twice").content.decode()
    assert "Taken out of the draft" in shown
    assert "Paragraph 1 refers to §9001, which was taken out: A" in shown
    do(client, f"/items/{report.items.get().pk}/take-out/")
    shown = page(world, f"/reports/{report.pk}/draft/")
    assert f"/readings/{report.items.get().pk}/put-back/" in shown
    do(client, f"/readings/{report.items.get().pk}/put-back/")
    do(client, f"/paragraphs/{out}/put-back/", number="1")
    assert texts(report) == ["1 A", "2 B, see §1."]
    assert items(report) == ["2.1 Mend it."]
    assert Paragraph.objects.get(pk=out).wording == 1
