"""A draft goes to Word and comes back: what was changed there waits here as suggestions and remarks."""

import io
import re
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.crafts import word_edits
from tests.rooms.office.sameness import client_of
from tests.rooms.office.test_together import do
from tests.world import TODAY, Chain, World, fill, moment, plan
from unannounced.records.ledger.models import Line
from unannounced.records.reports.actions import open_report, rewrite_paragraph, write_paragraph
from unannounced.records.reports.models import Paragraph, Remark, Suggestion

AT = moment(TODAY)


@pytest.fixture
def draft(world: World) -> Chain:
    chain = fill(world, plan(world))
    for text in ("Doors stood open; see § 1.", "Registers were kept."):
        write_paragraph(text, in_report=chain.report, by=world.ana, at=AT)
    return chain


def negated(content: bytes) -> bytes:
    """Ruth puts a word in, and Word notes it."""
    edited = word_edits.Edited(content)
    edited.put_in("not ", "Ruth", after="Registers were ")
    return edited.saved()


def exported(world: World, draft: Chain) -> bytes:
    answer = client_of(world, "ana").get(f"/reports/{draft.report.pk}/docx/")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def brought_back(world: World, draft: Chain, content: bytes, *, who: str = "ana") -> Any:
    file = SimpleUploadedFile("draft.docx", content)
    return do(client_of(world, who), f"/reports/{draft.report.pk}/take-in-draft/", file=file)


def test_a_draft_that_comes_back_unchanged_changes_nothing(world: World, draft: Chain) -> None:
    content, lines = exported(world, draft), Line.objects.count()
    assert brought_back(world, draft, content).status_code == 302
    assert (Suggestion.objects.count(), Remark.objects.count(), Line.objects.count()) == (0, 0, lines)


def test_what_was_changed_in_word_waits_as_a_suggestion_with_its_author(world: World, draft: Chain) -> None:
    content = negated(exported(world, draft))
    before = list(Paragraph.objects.order_by("number").values_list("text", flat=True))
    answer = brought_back(world, draft, content)
    assert answer.headers["Location"] == f"/reports/{draft.report.pk}/beside/"
    one = Suggestion.objects.get()
    assert (one.paragraph.number, one.text, one.conflict) == (3, "Registers were not kept.", False)
    assert list(Paragraph.objects.order_by("number").values_list("text", flat=True)) == before
    page = client_of(world, "ana").get(answer.headers["Location"]).content.decode()
    assert re.search(r"<ins>.*not.*</ins>", page)
    do(client_of(world, "ana"), f"/suggestions/{one.pk}/take/", text=one.text, seen_wording=1)
    assert Paragraph.objects.get(number=3).text == "Registers were not kept."
    brought_back(world, draft, content)
    assert Suggestion.objects.filter(decided_at=None).count() == 0


def test_a_paragraph_changed_here_and_there_is_kept_as_a_conflict_both_can_see(world: World, draft: Chain) -> None:
    content = negated(exported(world, draft))
    third = Paragraph.objects.get(number=3)
    rewrite_paragraph(third, "Registers were kept badly.", seen_wording=1, by=world.tomas, at=AT)
    brought_back(world, draft, content)
    assert Suggestion.objects.get().conflict
    assert Paragraph.objects.get(number=3).text == "Registers were kept badly."


def test_a_file_of_another_report_and_a_file_that_is_none_are_refused(world: World, draft: Chain) -> None:
    other = open_report("Another", on_visit=draft.visit, opened_on=draft.visit.begins, by=world.ana, at=AT)
    write_paragraph("Other words.", in_report=other, by=world.ana, at=AT)
    content = exported(world, draft)
    client = client_of(world, "ana")
    file = SimpleUploadedFile("draft.docx", content)
    answer = do(client, f"/reports/{other.pk}/take-in-draft/", file=file)
    assert answer.status_code == 409
    assert "left from another report" in answer.content.decode()
    assert brought_back(world, draft, b"no Word file").status_code == 422
    assert not Suggestion.objects.exists()


def test_a_draft_from_elsewhere_is_put_behind_what_stands(world: World, draft: Chain) -> None:
    other = open_report("Another", on_visit=draft.visit, opened_on=draft.visit.begins, by=world.ana, at=AT)
    word = docx.Document()
    for text in ("1. The first.", "2. The second; see § 1."):
        word.add_paragraph(text)
    held = io.BytesIO()
    word.save(held)
    content = held.getvalue()
    file = SimpleUploadedFile("draft.docx", content)
    assert do(client_of(world, "ana"), f"/reports/{other.pk}/take-in-draft/", file=file).status_code == 302
    texts = list(Paragraph.objects.filter(report=other).order_by("number").values_list("number", "text"))
    assert texts == [(1, "The first."), (2, "The second; see § 1.")]


def test_nobody_who_does_not_see_the_draft_can_take_a_file_in(world: World, draft: Chain) -> None:
    client = client_of(world, "ines")
    assert client.get(f"/reports/{draft.report.pk}/take-in-draft/").status_code == 404
    assert client.get(f"/reports/{draft.report.pk}/beside/").status_code == 404
