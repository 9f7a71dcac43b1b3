"""A corrected file and the dialogue: a response stays with the recommendation it answers, whatever the numbers do."""

from datetime import date

import pytest

from tests.records.house import NOW, House, at
from tests.records.test_archive import assert_sound, offered, only_report, take_in
from unannounced.duties.archiving import Taken
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Claim, Position
from unannounced.records.archive.actions import correct_report, take_in_report, take_out_report
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.parcels.models import Parcel
from unannounced.records.publications.actions import mark_person, request_publication, show_archived
from unannounced.records.publications.leaving import publish_report
from unannounced.records.publications.models import Publication
from unannounced.records.publications.queries import last_number, showing_decision
from unannounced.records.recommendations.actions import correct_item, register_response
from unannounced.records.recommendations.models import Item, Response
from unannounced.records.reports.models import Report

pytestmark = pytest.mark.django_db

ALPHA, BETA = (
    "Give every person held in a police station access to a lawyer from the outset.",
    "Fit windows that open in each cell of the northern wing before the winter.",
)
NEW = "Keep one register of custody in which nothing is written in pencil."


def answer(house: House, text: str, words: str) -> Response:
    """The State answers the item that says ``text``."""
    item = Item.objects.select_related("report__visit", "paragraph").get(text=text, left_out_of=None)
    return register_response(item, words, claim=Claim.IMPLEMENTED, received_on=date(2014, 1, 1), by=house.maud, at=NOW)


def answered() -> dict[str, list[str]]:
    """What was answered to the items that stand, by their words."""
    rows = Response.objects.filter(item__left_out_of=None).order_by("text")
    found: dict[str, list[str]] = {}
    for text, words in rows.values_list("item__text", "text"):
        found.setdefault(text, []).append(words)
    return found


def correction(house: House, *items: tuple[int, str, str], paragraphs: tuple[int, ...] = (7,), mark: str = "2") -> None:
    """A corrected file of the same name with these items."""
    texts = ((6, "The delegation saw four prisons."), *((number, "These were made:") for number in paragraphs))
    file = offered(house, content=f"corrected {mark}".encode(), items=items, paragraphs=texts)
    assert take_in(house, file).how is Taken.RENDITION


def test_a_recommendation_put_in_before_the_others_takes_no_answer_from_them(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", ALPHA), (7, "7.2", BETA))))
    answer(house, ALPHA, "to Alpha")
    answer(house, BETA, "to Beta")
    correction(house, (7, "7.1", NEW), (7, "7.2", ALPHA), (7, "7.3", BETA))
    assert answered() == {ALPHA: ["to Alpha"], BETA: ["to Beta"]}
    assert list(
        Item.objects.filter(left_out_of=None, read_with=97).order_by("printed").values_list("printed", "text")
    ) == [
        ("7.1", NEW),
        ("7.2", ALPHA),
        ("7.3", BETA),
    ]
    assert not Item.objects.filter(left_out_of__isnull=False).exists()


def test_items_that_share_a_number_keep_their_answers(house: House) -> None:
    take_in(house, offered(house, items=((7, "7", ALPHA), (7, "7", BETA))))
    answer(house, ALPHA, "to Alpha")
    answer(house, BETA, "to Beta")
    correction(house, (7, "7", ALPHA), (7, "7", BETA), (7, "7", NEW))
    correction(house, (7, "7", BETA), (7, "7", ALPHA), (7, "7", NEW), mark="3")
    assert answered() == {ALPHA: ["to Alpha"], BETA: ["to Beta"]}
    assert Item.objects.filter(report=only_report()).count() == 3


def test_a_paragraph_put_in_before_moves_the_items_and_their_answers_with_them(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", ALPHA), (7, "7.2", BETA))))
    answer(house, BETA, "to Beta")
    correction(house, (8, "8.1", ALPHA), (8, "8.2", BETA), paragraphs=(7, 8))
    assert answered() == {BETA: ["to Beta"]}
    assert set(Item.objects.filter(left_out_of=None).values_list("paragraph__number", "printed")) == {
        (8, "8.1"),
        (8, "8.2"),
    }


def test_other_words_that_are_alike_are_the_same_item_and_other_words_that_are_not_are_another(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", ALPHA), (7, "7.2", BETA))))
    answer(house, ALPHA, "to Alpha")
    answer(house, BETA, "to Beta")
    changed = ALPHA.replace("from the outset", "from the very outset, and in private")
    correction(house, (7, "7.1", changed), (7, "7.2", NEW))
    assert answered() == {changed: ["to Alpha"]}
    gone = Item.objects.get(left_out_of=2)
    assert (gone.text, [one.text for one in gone.responses.all()]) == (BETA, ["to Beta"])


def test_what_a_person_corrected_stays_unless_the_file_says_something_new(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", ALPHA), (7, "7.2", BETA))))
    item = Item.objects.select_related("report__visit").get(text=ALPHA)
    correct_item(item, position=Position.REJECTED, made_by=["State C"], because="Misread.", by=house.maud, at=NOW)
    correction(house, (7, "7.1", ALPHA), (7, "7.2", BETA + " At once."))
    item.refresh_from_db()
    assert (item.position, item.made_by, item.read_with) == ("rejected", ["State C"], 100)
    noted = offered(house, content=b"3", items=((7, "7.1", ALPHA), (7, "7.2", BETA)), position=Position.NOTED)
    take_in(house, noted)
    item.refresh_from_db()
    assert item.position == "noted"


def test_a_file_of_the_same_name_that_says_something_else_is_another_report(house: House) -> None:
    take_in(house, offered(house, symbol=""))
    other = offered(
        house,
        symbol="",
        content=b"another",
        items=((3, "3.1", NEW),),
        paragraphs=((3, "Quite other things were seen in the east."),),
    )
    assert take_in(house, other).how is Taken.NEW
    assert Report.objects.filter(visit=None).count() == 2


def test_the_same_file_at_the_same_moment_is_taken_in_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(house, offered(house))
    monkeypatch.setattr("unannounced.records.archive.actions.is_taken_in", lambda offered: False)
    with pytest.raises(SomebodyWasFirst):
        take_in_report(offered(house, symbol="", dated_on=date(2012, 1, 1)), by=house.maud, at=NOW)
    assert Report.objects.filter(visit=None).count() == 1


# Showing


def shown(report: Report) -> str:
    """What left for the portal, as text."""
    publication = Publication.objects.filter(report=report).select_related("parcel").latest("version")
    return bytes(publication.parcel.content).decode()


def test_what_the_state_answered_in_confidence_does_not_leave_with_a_report_that_is_public(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", ALPHA),)))
    answer(house, ALPHA, "The doctor on duty, Dr Petrov, was warned.")
    show_archived(only_report(), by=house.maud, at=NOW)
    assert ALPHA in shown(only_report())
    assert "Petrov" not in shown(only_report())
    assert_sound()


def test_what_was_corrected_at_the_same_moment_is_not_shown(house: House) -> None:
    take_in(house, offered(house))
    stale = only_report()
    correct_report(only_report(), symbol="XX/INF/2", body="", already_public=False, by=house.maud, at=NOW)
    with pytest.raises(RefusedByRule, match="does not say that it is public"):
        show_archived(stale, by=house.maud, at=NOW)
    assert not Publication.objects.exists()


def test_a_correction_of_a_shown_report_is_shown_as_the_next_version(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", ALPHA),)))
    show_archived(only_report(), by=house.maud, at=NOW)
    assert not showing_decision(only_report())
    correction(house, (7, "7.1", ALPHA), (7, "7.2", NEW))
    assert showing_decision(only_report())
    again = show_archived(only_report(), by=house.maud, at=NOW)
    assert (again.version, again.symbol) == (2, "XX/INF/1")
    assert NEW in shown(only_report())
    assert Parcel.objects.filter(kind="original").count() == 2
    assert not showing_decision(only_report())
    assert_sound()


def test_a_report_in_which_persons_were_marked_is_not_shown_with_its_file(house: House) -> None:
    take_in(house, offered(house, body=""))
    report = only_report()
    Report.objects.filter(pk=report.pk)
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=NOW)
    with pytest.raises(RefusedByRule, match="would name them"):
        show_archived(report, by=house.maud, at=NOW)


def test_another_bodys_report_is_not_published_under_a_symbol_of_ours(house: House) -> None:
    take_in(house, offered(house))
    with pytest.raises(RefusedByRule, match="another body's"):
        publish_report(only_report(), by=house.maud, at=NOW)
    with pytest.raises(RefusedByRule, match="another body's"):
        request_publication(only_report(), requested_on=NOW.date(), authority="It", by=house.maud, at=NOW)


def test_own_symbols_in_the_archive_count_on_in_the_year_they_name(house: House) -> None:
    take_in(house, offered(house, symbol="CPT/Inf (2014) 7", body=""))
    assert (last_number(2014), last_number(2013)) == (7, 0)
    publication = show_archived(only_report(), by=house.maud, at=NOW)
    assert (publication.year, publication.number) == (2014, 7)


def test_what_publication_rests_on_is_not_taken_out(house: House) -> None:
    take_in(house, offered(house))
    report = only_report()
    mark_person(report, "Dr Petrov", instead="a doctor", by=house.maud, at=at(NOW.date()))
    with pytest.raises(RefusedByRule, match="rest on it"):
        take_out_report(report, by=house.maud, at=NOW)
    assert Report.objects.filter(pk=report.pk).exists()


def test_what_a_person_said_is_no_item_stays_left_out_and_its_words_can_be_corrected(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", ALPHA), (7, "7.2", BETA))))
    first, second = (Item.objects.select_related("report__visit").get(text=text) for text in (ALPHA, BETA))
    keep = {"made_by": ["State A"], "position": Position.ACCEPTED, "because": "Misread.", "by": house.maud, "at": NOW}
    correct_item(first, no_item=True, **keep)
    correct_item(second, text=BETA.replace("northern", "eastern"), **keep)
    correction(house, (7, "7.1", ALPHA), (7, "7.2", BETA), (7, "7.3", NEW))
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.left_out_of == 1
    assert "eastern" in second.text
    stand = Item.objects.filter(left_out_of=None, report=only_report()).order_by("place_in_paragraph")
    assert list(stand.values_list("text", flat=True)) == [second.text, NEW]
