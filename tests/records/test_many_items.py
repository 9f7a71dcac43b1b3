"""Acts on many items: none chosen, sent again, times given back, and what is withdrawn after a publication."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records import house as building
from tests.records.house import NOW, House, at
from tests.records.test_archive import assert_sound, offered, only_report, take_in
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Claim, Verdict
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
from unannounced.records.ledger.models import Line
from unannounced.records.publications.actions import show_archived
from unannounced.records.publications.leaving import publish_report
from unannounced.records.publications.models import Publication
from unannounced.records.recommendations import actions
from unannounced.records.recommendations.actions import (
    assess_all,
    register_responses,
    restore_times,
    set_times,
    withdraw,
)
from unannounced.records.recommendations.models import Assessment, Item, Response

pytestmark = pytest.mark.django_db

RECEIVED = date(2014, 1, 1)


def items() -> list[Item]:
    """Every item, in order, with what acts ask about it."""
    found = Item.objects.select_related("report__visit", "report__state", "paragraph")
    return list(found.order_by("paragraph__number", "place_in_paragraph"))


@pytest.fixture
def three(house: House) -> list[Item]:
    """Three items of a report from the archive."""
    numbered = tuple((7, f"7.{place}", f"Measure {place}.") for place in (1, 2, 3))
    take_in(house, offered(house, items=numbered))
    return items()


def answer(chosen: list[Item], by: Viewer, **more: Any) -> list[Response]:
    """Register one answer to the chosen items."""
    said = {"claim": Claim.ACCEPTED, "received_on": RECEIVED, "at": NOW, **more}
    return register_responses(chosen, "It will be done.", by=by, **said)


def found(chosen: list[Item], by: Viewer, **more: Any) -> list[Assessment]:
    """Say the same of the chosen items."""
    said = {"verdict": Verdict.NOT_IMPLEMENTED, "evidence": "A visit.", "day": RECEIVED, "at": NOW, **more}
    return assess_all(chosen, "Seen.", by=by, **said)


NONE_CHOSEN: list[Callable[[Viewer], object]] = [
    lambda by: answer([], by),
    lambda by: found([], by),
    lambda by: set_times([], months=3, by=by, at=NOW),
    lambda by: restore_times({}, set_to=3, by=by, at=NOW),
    lambda by: withdraw([], because="Mistaken.", by=by, at=NOW),
]


@pytest.mark.parametrize("act", NONE_CHOSEN)
def test_an_act_on_no_item_is_refused_and_says_so(house: House, act: Callable[[Viewer], object]) -> None:
    with pytest.raises(RefusedByRule, match="No item was chosen"):
        act(house.maud)


@pytest.mark.parametrize("verdict", Verdict)
def test_no_verdict_is_kept_on_what_the_state_said_alone(house: House, three: list[Item], verdict: Verdict) -> None:
    answer(three, house.maud)
    with pytest.raises(RefusedByRule, match="needs evidence"):
        found(three, house.maud, verdict=verdict, evidence=" ")
    assert not Assessment.objects.exists()


def test_an_item_chosen_twice_is_acted_on_once(house: House, three: list[Item]) -> None:
    assert len(answer([three[0], three[0]], house.maud)) == 1
    registered = Response.objects.select_related("item__report__visit").get()
    assert withdraw([registered, registered], because="Mistaken.", by=house.maud, at=NOW) == [registered]
    assert_sound()


# Sent again


@pytest.mark.parametrize("act", [answer, found])
@pytest.mark.parametrize("first", [1, 2])
def test_what_is_sent_again_with_more_items_is_refused_and_drops_none_in_silence(
    house: House, three: list[Item], act: Callable[..., list[Any]], first: int
) -> None:
    key = uuid4()
    kept = act(three[:first], house.maud, key=key)
    assert act(three[:first], house.maud, key=key) == kept
    with pytest.raises(KeptOtherwise):
        act(three, house.maud, key=key)
    assert {one.item_id for one in type(kept[0]).objects.all()} == {item.pk for item in three[:first]}
    assert_sound()


@pytest.mark.parametrize("act", [answer, found])
def test_what_is_sent_again_with_fewer_items_is_welcome(
    house: House, three: list[Item], act: Callable[..., list[Any]]
) -> None:
    key = uuid4()
    kept = act(three, house.maud, key=key)
    assert act(three[1:2], house.maud, key=key) == kept[1:2]
    assert type(kept[0]).objects.count() == 3


def test_what_is_sent_again_with_another_document_is_kept_otherwise(house: House, three: list[Item]) -> None:
    key, document = uuid4(), uuid4()

    def sent(content: bytes | None) -> list[Response]:
        letter = Document.as_it_came("letter.txt", content, key=document) if content else None
        return answer(three[:2], house.maud, document=letter, key=key)

    kept = sent(b"the letter")
    assert sent(b"the letter") == kept
    for other in (b"another letter", None):
        with pytest.raises(KeptOtherwise):
            sent(other)
    assert Document.objects.filter(file_name="letter.txt").count() == 1
    assert_sound()


@pytest.mark.parametrize("act", [answer, found])
def test_what_is_sent_twice_at_one_moment_is_kept_once(
    house: House, three: list[Item], act: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    key, look = uuid4(), actions.kept_before
    kept = act(three, house.maud, key=key)
    looked: list[object] = []

    def too_early(rows: list[Any]) -> list[Any]:
        looked.append(rows)
        return look(rows) if len(looked) > 1 else []

    monkeypatch.setattr(actions, "kept_before", too_early)
    monkeypatch.setattr(actions, "said_before", lambda rows: {})
    assert act(three, house.maud, key=key) == kept
    assert_sound()


@pytest.mark.parametrize("act", [answer, found])
def test_what_is_said_again_in_the_same_words_is_welcome_and_kept_once(
    house: House, three: list[Item], act: Callable[..., list[Any]]
) -> None:
    first = act(three[:1], house.maud, key=None)
    again = act(three, house.maud, key=None)
    assert again[0] == first[0]
    assert len({one.item_id for one in again}) == len(again) == 3
    lines = Line.objects.count()
    assert {one.pk for one in act(three, house.maud, key=uuid4())} == {one.pk for one in again}
    assert Line.objects.count() == lines
    withdraw(first, because="a slip", by=house.maud, at=NOW)
    assert act(three[:1], house.maud, key=None) != first
    assert_sound()


# The time to respond


def test_each_item_gets_back_the_time_it_had_by_one_act(house: House, three: list[Item]) -> None:
    set_times(three[:1], months=3, by=house.maud, at=NOW)
    before = {item: item.months for item in items()}
    set_times(items(), months=12, by=house.maud, at=NOW)
    lines = Line.objects.count()
    now = dict(zip(items(), before.values(), strict=True))
    assert restore_times(now, set_to=12, by=house.maud, at=NOW) == 3
    assert [item.months for item in items()] == [3, None, None]
    assert Line.objects.count() == lines + 1
    assert_sound()


def test_no_time_is_given_back_where_somebody_set_another_since(house: House, three: list[Item]) -> None:
    set_times(three, months=12, by=house.maud, at=NOW)
    seen = items()
    set_times(items()[:1], months=20, by=house.maud, at=NOW)
    with pytest.raises(RefusedByRule, match="Another time was set since"):
        restore_times(dict.fromkeys(items(), 3), set_to=12, by=house.maud, at=NOW)
    with pytest.raises(SomebodyWasFirst):
        restore_times(dict.fromkeys(seen, 3), set_to=12, by=house.maud, at=NOW)
    assert [item.months for item in items()] == [20, 12, 12]


def test_who_may_not_set_a_time_gives_none_back(house: House, three: list[Item]) -> None:
    set_times(three, months=12, by=house.maud, at=NOW)
    with pytest.raises(RefusedByRule):
        restore_times(dict.fromkeys(items(), 3), set_to=12, by=house.viewers["ruth"], at=NOW)
    assert [item.months for item in items()] == [12, 12, 12]


# Withdrawing


def registered(*, text: str = "It will be done.") -> list[Response]:
    """The responses with this text, as a page has them."""
    found = Response.objects.select_related("item__report__visit", "item__paragraph").filter(text=text)
    return list(found.order_by("item__paragraph__number"))


def test_what_left_with_a_publication_stays_and_what_came_after_it_may_be_withdrawn(house: House) -> None:
    report = building.cleared(house)
    day = at(date(2026, 10, 5))
    publish_report(report, by=house.maud, at=day)
    item = items()[-1]
    answer([item], house.maud, received_on=day.date(), at=day + timedelta(hours=1))
    left, after = registered(text="Dr Petrov has access since May."), registered()
    Assessment.objects.update(withdrawn_at=NOW)  # nothing rests on the first response
    with pytest.raises(RefusedByRule, match="It has left with a publication"):
        withdraw(left, because="Mistaken.", by=house.maud, at=NOW)
    withdraw(after, because="Another item was meant.", by=house.maud, at=NOW)
    assert Response.objects.get(pk=after[0].pk).withdrawn_because == "Another item was meant."


def test_what_left_is_told_by_the_line_and_without_one_all_of_it_stays(house: House) -> None:
    report = building.cleared(house)
    publish_report(report, by=house.maud, at=at(date(2026, 10, 5)))
    answer([items()[-1]], house.maud, received_on=date(2026, 10, 6), at=at(date(2026, 10, 6)))
    told = Line.objects.filter(act="publish a report", subject_id=report.pk).get()
    assert told.at.date() == Publication.objects.get(report=report).published_on
    told.delete()
    with pytest.raises(RefusedByRule, match="It has left with a publication"):
        withdraw(registered(), because="Mistaken.", by=house.maud, at=NOW)


def test_no_response_leaves_with_a_report_from_the_archive_so_each_may_be_withdrawn(
    house: House, three: list[Item]
) -> None:
    answer(three[:1], house.maud, at=NOW - timedelta(days=1))
    show_archived(only_report(), by=house.maud, at=NOW)
    answer(three[1:], house.maud, at=NOW + timedelta(hours=1))
    withdraw(registered(), because="Mistaken.", by=house.maud, at=NOW + timedelta(hours=2))
    assert not Response.objects.filter(withdrawn_at=None).exists()


def test_many_are_asked_about_with_as_many_queries_as_few(house: House) -> None:
    """Who goes on the visit is asked once, and so is what rests on what is withdrawn."""
    building.transmitted(house)
    item = items()[-1]
    Item.objects.bulk_create(
        Item(report=item.report, paragraph=item.paragraph, place_in_paragraph=place, kind=item.kind, text="x")
        for place in range(10, 30)
    )
    chosen = [one for one in items() if one.text == "x"]

    def asked(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            act()
        return sum(query["sql"].startswith("SELECT") for query in queries)

    def all_asked(some: list[Item]) -> list[int]:
        day = date(2026, 9, 1)
        counts = [
            asked(lambda: answer(some, house.maud, received_on=day)),
            asked(lambda: found(some, house.maud, day=day)),
        ]
        made = Assessment.objects.select_related("item__report__visit", "item__paragraph").filter(item__in=some)
        return [*counts, asked(lambda: refused(list(made), house.maud))]

    assert all_asked(chosen[:2]) == all_asked(chosen[2:])


def refused(registered: list[Assessment], by: Viewer) -> None:
    """Ask for a withdrawal without a reason: all is asked, and nothing is written."""
    with pytest.raises(RefusedByRule):
        withdraw(registered, because=" ", by=by, at=NOW)
