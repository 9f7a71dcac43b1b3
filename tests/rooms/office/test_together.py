"""Several people in one draft: remarks, suggestions, who is in it, earlier wordings, and its other language."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, Chain, World, fill, moment, plan
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.wording import Change, differences, merged
from unannounced.records.ledger.models import Line
from unannounced.records.reports.actions import rewrite_paragraph
from unannounced.records.reports.models import Remark, Suggestion, Translation
from unannounced.records.reports.presence import be_present, others_in
from unannounced.records.reports.renditions import Renditions
from unannounced.records.reports.together import (
    proposed_words,
    remark,
    settle_remark,
    suggest,
    take_suggestion,
    translate,
)

AT = moment(TODAY)


@pytest.fixture
def draft(world: World) -> Chain:
    return fill(world, plan(world))


def do(client: Any, address: str, **said: Any) -> Any:
    """Open the form of an act and press its button."""
    page = client.get(address).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key, page
    return client.post(address, {"key": key[1], **said})


def url(draft: Chain) -> str:
    return f"/paragraphs/{draft.paragraph.pk}/"


def test_two_changes_that_touch_other_words_go_together_and_those_that_touch_the_same_do_not() -> None:
    base = "The windows were locked. Nobody could say why."
    ours = "The windows were locked at night. Nobody could say why."
    theirs = "The windows were locked. Nobody of the staff could say why."
    assert merged(base, ours, theirs) == "The windows were locked at night. Nobody of the staff could say why."
    assert merged(base, ours, base.replace("locked", "barred at night")) is None
    assert merged(base, ours, ours) == ours


def test_the_difference_joins_to_both_texts() -> None:
    before, after = "One, two three. Four", "One; two, three four"
    pieces = differences(before, after)
    assert "".join(one.text for one in pieces if one.change is not Change.IN) == before
    assert "".join(one.text for one in pieces if one.change is not Change.OUT) == after


def test_a_remark_stands_beside_the_paragraph_until_it_is_settled_and_after(world: World, draft: Chain) -> None:
    client = client_of(world, "ana")
    answer = do(client, f"{url(draft)}remark/", text="Which windows?")
    assert answer.status_code == 302
    one = Remark.objects.get()
    assert "Which windows?" in client.get(url(draft)).content.decode()
    do(client, f"/remarks/{one.pk}/settle/")
    one.refresh_from_db()
    assert one.settled_at is not None
    page = client.get(url(draft)).content.decode()
    assert "Which windows?" in page
    assert "settled by Ana Kovari" in page
    with pytest.raises(RefusedByRule):
        settle_remark(one, by=world.ana, at=AT)


def test_the_same_remark_twice_is_one_remark_and_one_line(world: World, draft: Chain) -> None:
    key = uuid4()
    for _ in range(2):
        remark("Which windows?", on_paragraph=draft.paragraph, by=world.ana, at=AT, key=key)
    assert Remark.objects.count() == 1
    assert Line.objects.filter(act="remark on a paragraph").count() == 1


def test_a_suggestion_leaves_the_paragraph_until_it_is_taken_and_both_changes_stand(world: World, draft: Chain) -> None:
    paragraph = draft.paragraph
    said = paragraph.text
    one = suggest(said.replace("In the rooms", "In all rooms"), for_paragraph=paragraph, by=world.tomas, at=AT)
    paragraph.refresh_from_db()
    assert paragraph.text == said
    rewrite_paragraph(paragraph, said.replace("opened.", "opened at all."), seen_wording=1, by=world.ana, at=AT)
    one = Suggestion.objects.get(pk=one.pk)
    both = proposed_words(one)
    assert both.startswith("In all rooms")
    assert "opened at all." in both
    take_suggestion(one, both, seen_wording=2, by=world.ana, at=AT)
    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.wording) == (both, 3)
    assert paragraph.earlier_wordings.count() == 2
    page = client_of(world, "ana").get(url(draft)).content.decode()
    assert "<ins> at all</ins>" in page
    assert '<span class="tag">taken</span>' in page


def test_a_suggestion_is_decided_once_and_in_a_draft_alone(world: World, draft: Chain) -> None:
    with pytest.raises(RefusedByRule, match="exactly this"):
        suggest(draft.paragraph.text, for_paragraph=draft.paragraph, by=world.tomas, at=AT)
    one = suggest("Other words.", for_paragraph=draft.paragraph, by=world.tomas, at=AT)
    client = client_of(world, "ana")
    taken = do(client, f"/suggestions/{one.pk}/take/", text="Other words.", seen_wording=1)
    assert taken.status_code == 302
    assert client.post(f"/suggestions/{one.pk}/leave/", {"key": "x"}).status_code == 409


def test_who_is_in_the_same_paragraph_is_shown_and_forgotten_after_minutes(world: World, draft: Chain) -> None:
    client_of(world, "tomas").get(url(draft))
    page = client_of(world, "ana").get(f"{url(draft)}present/").content.decode()
    assert "Also in this paragraph now: Tomás Revel" in page
    be_present(draft.report, draft.paragraph, by=world.tomas, at=AT)
    assert others_in(draft.report, besides=world.ana, now=AT + timedelta(minutes=4)) == {}


def test_a_hidden_draft_tells_nobody_what_stands_beside_it(world: World, draft: Chain) -> None:
    one = remark("Which windows?", on_paragraph=draft.paragraph, by=world.ana, at=AT)
    two = suggest("Other words.", for_paragraph=draft.paragraph, by=world.tomas, at=AT)
    client = client_of(world, "ines")
    for address in (
        url(draft),
        f"{url(draft)}present/",
        f"/remarks/{one.pk}/settle/",
        f"/suggestions/{two.pk}/take/",
        f"/reports/{draft.report.pk}/side-by-side/",
    ):
        assert client.get(address).status_code == 404, address


def test_both_languages_stand_side_by_side_and_a_changed_paragraph_is_stale_in_the_other(
    world: World, draft: Chain
) -> None:
    client = client_of(world, "ana")
    page = client.get(f"/reports/{draft.report.pk}/side-by-side/?language=fr").content.decode()
    assert "4 parts are not written in Français yet." in page
    answer = do(client, f"{url(draft)}translate/", language="fr", text="Les fenêtres ne s’ouvraient pas.")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("?language=fr#p-1")
    assert "3 parts are not written" in client.get(f"/reports/{draft.report.pk}/side-by-side/").content.decode()
    rewrite_paragraph(draft.paragraph, "Every window was locked.", seen_wording=1, by=world.ana, at=AT)
    rendered = Renditions(draft.report, "fr").paragraph(draft.paragraph)
    assert rendered is not None
    assert rendered.stale
    assert "The words were changed since." in client.get(f"/reports/{draft.report.pk}/side-by-side/").content.decode()


def test_an_item_is_written_in_the_other_language_too_and_begins_with_what_was_written(
    world: World, draft: Chain
) -> None:
    client = client_of(world, "ana")
    address = f"/items/{draft.item.pk}/translate/"
    assert do(client, address, language="fr", text="Le Comité recommande.").status_code == 302
    assert "Le Comité recommande." in client.get(f"{address}?language=fr").content.decode()


def test_each_version_of_a_translation_is_kept_and_saying_the_same_again_makes_none(world: World, draft: Chain) -> None:
    words = {"of_report": draft.report, "language": "fr", "paragraph": draft.paragraph, "words": draft.paragraph.text}
    for text in ("Un.", "Un.", "Deux."):
        translate(text, **words, by=world.ana, at=AT)
    assert list(Translation.objects.order_by("version").values_list("version", "text")) == [(1, "Un."), (2, "Deux.")]
    with pytest.raises(RefusedByRule, match="not rendered"):
        translate("Eins.", **(words | {"language": "de"}), by=world.ana, at=AT)
