"""Reports from files: when two files are one report, what a correction keeps, what cannot be taken out again."""

from datetime import date
from typing import Any

import pytest

from tests.records.house import NOW, House, at
from unannounced.crafts.reading import About, Reading, ReadItem, ReadParagraph
from unannounced.duties.archiving import Taken
from unannounced.duties.confidentiality import Role
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Claim, Position
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.queries import Viewer
from unannounced.records.archive.actions import TakenIn, correct_report, take_in_report, take_out_report
from unannounced.records.archive.models import Rendition
from unannounced.records.archive.queries import Known, Offered, foretold
from unannounced.records.documents.models import Document
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.recommendations.actions import register_response
from unannounced.records.recommendations.models import EarlierReading, Item, Response
from unannounced.records.reports.models import EarlierWording, Paragraph, Report

pytestmark = pytest.mark.django_db

DAY = date(2013, 5, 1)
LONG = (
    "The delegation saw four prisons and met with two hundred persons deprived of liberty in private, at night "
    "and by day, and looked through the registers of eleven police stations in the north of the State."
)


def offered(
    house: House,
    *,
    name: str = "state-b.txt",
    content: bytes = b"7. These were made:\n7.1 Fit windows.",
    items: tuple[tuple[int, str, str], ...] = ((7, "7.1", "Fit windows."), (7, "7.2", "Open the yard.")),
    paragraphs: tuple[tuple[int, str], ...] = ((6, LONG), (7, "These were made:")),
    position: Position = Position.ACCEPTED,
    **known: Any,
) -> Offered:
    """A file on State B of 1 May 2013 by the Visitors of the Four Seas."""
    about = {"symbol": "XX/INF/1", "dated_on": DAY, "body": "Visitors of the Four Seas", **known}
    head = About(about["symbol"], "State B", "XXB", about["dated_on"], "Report on State B", about["body"], public=True)
    reading = Reading(
        head,
        tuple(ReadParagraph(number, "Conclusions", text) for number, text in paragraphs),
        tuple(
            ReadItem(paragraph, printed, ItemKind.RECOMMENDATION, text, ("State A",), position, 97)
            for paragraph, printed, text in items
        ),
        words=60,
        pages=0,
    )
    of = Known(house.states["XXB"], about["dated_on"], about["symbol"], about["body"], already_public=True)
    return Offered(name, content, reading, of)


def take_in(house: House, file: Offered, by: Viewer | None = None) -> TakenIn:
    """Take a file in, and see that nothing in the ledger is wrong afterwards."""
    taken = take_in_report(file, by=by or house.maud, at=NOW)
    assert_sound()
    return taken


def assert_sound() -> None:
    """Every row says what its line says."""
    link_all()
    assert verify().faults == []


def only_report() -> Report:
    return Report.objects.select_related("state").get(visit__isnull=True)


def test_a_report_comes_with_its_paragraphs_items_makers_and_positions(house: House) -> None:
    taken = take_in(house, offered(house))
    assert (taken.how, taken.paragraphs, taken.items) == (Taken.NEW, 2, 2)
    report = only_report()
    assert (report.symbol, report.dated_on, report.body) == ("XX/INF/1", DAY, "Visitors of the Four Seas")
    item = Item.objects.select_related("paragraph").get(report=report, printed="7.1")
    assert (item.number, item.made_by, item.position, item.read_with) == ("7.1", ["State A"], "accepted", 97)
    assert item.paragraph.number == 7
    assert Rendition.objects.get(report=report).document.content == b"7. These were made:\n7.1 Fit windows."


def test_the_same_bytes_are_known_and_add_nothing(house: House) -> None:
    take_in(house, offered(house))
    lines = Line.objects.count()
    again = take_in(house, offered(house, name="another-name.txt"))
    assert again.how is Taken.KNOWN
    assert Line.objects.count() == lines
    assert Document.objects.count() == 1


def test_other_bytes_of_one_name_correct_the_report_and_what_stood_there_is_kept(house: House) -> None:
    take_in(house, offered(house))
    item = Item.objects.select_related("report__visit", "paragraph").get(printed="7.1")
    answer = register_response(
        item, "Fitted.", claim=Claim.IMPLEMENTED, received_on=date(2014, 1, 1), by=house.maud, at=NOW
    )
    corrected = offered(
        house,
        content=b"corrected",
        items=((7, "7.1", "Fit windows that open."), (7, "7.3", "Mend the roof.")),
        paragraphs=((6, LONG + " And one more."), (7, "These were made:")),
        position=Position.REJECTED,
    )
    assert foretold(corrected, today=NOW.date()) is Taken.RENDITION
    taken = take_in(house, corrected)
    assert taken.how is Taken.RENDITION
    assert Report.objects.filter(visit__isnull=True).count() == 1
    item.refresh_from_db()
    assert (item.text, item.position, item.wording) == ("Fit windows that open.", "rejected", 2)
    earlier = EarlierReading.objects.get(item=item)
    assert (earlier.text, earlier.position, earlier.because) == ("Fit windows.", "accepted", "rendition 2")
    assert EarlierWording.objects.get(paragraph__number=6).text == LONG
    assert Item.objects.get(printed="7.2").left_out_of == 2
    assert Item.objects.get(printed="7.3").left_out_of is None
    assert Response.objects.get(pk=answer.pk).item_id == item.pk
    assert [one.gave_the_words for one in Rendition.objects.order_by("number")] == [True, True]


def test_the_same_words_in_another_format_are_a_rendition_that_changes_none(house: House) -> None:
    take_in(house, offered(house))
    taken = take_in(house, offered(house, name="state-b.pdf", content=b"%PDF the same words"))
    assert (taken.how, taken.paragraphs, taken.items) == (Taken.RENDITION, 0, 0)
    assert [one.gave_the_words for one in Rendition.objects.order_by("number")] == [True, False]
    assert not EarlierWording.objects.exists()


def test_two_files_with_one_symbol_and_other_words_are_a_conflict_that_keeps_the_first(house: House) -> None:
    take_in(house, offered(house))
    other = offered(
        house,
        name="something-else.txt",
        content=b"other",
        items=((3, "3.1", "Count the spoons."),),
        paragraphs=((3, "Nothing here was ever said of any prison at all, only of kitchens and their cutlery."),),
    )
    with pytest.raises(RefusedByRule, match=r"XX/INF/1, which “state-b\.txt” bears with other words"):
        foretold(other, today=NOW.date())
    with pytest.raises(RefusedByRule, match="with other words"):
        take_in_report(other, by=house.maud, at=NOW)
    assert Document.objects.count() == 1
    assert_sound()


def test_a_symbol_that_is_learned_later_is_entered_by_the_twin_that_says_it(house: House) -> None:
    take_in(house, offered(house, symbol=""))
    assert only_report().symbol == ""
    take_in(house, offered(house, name="state-b.pdf", content=b"%PDF with its symbol"))
    assert only_report().symbol == "XX/INF/1"


@pytest.mark.parametrize(("day", "words"), [(date(2099, 1, 1), "which is in the future"), (None, "No day was found")])
def test_a_report_without_a_day_or_of_a_day_to_come_is_refused(house: House, day: date | None, words: str) -> None:
    with pytest.raises(RefusedByRule, match=words):
        take_in_report(offered(house, dated_on=day), by=house.maud, at=NOW)
    assert not Document.objects.exists()


def test_a_report_taken_in_by_mistake_is_taken_out_with_all_it_brought(house: House) -> None:
    take_in(house, offered(house))
    take_in(house, offered(house, content=b"corrected", paragraphs=((6, LONG + " More."), (7, "These were made:"))))
    take_out_report(only_report(), by=house.maud, at=NOW)
    for table in (Report, Paragraph, Item, Rendition, Document, EarlierWording):
        assert not table._base_manager.exists(), table
    assert Line.objects.filter(act="take a report out of the archive").count() == 1
    assert_sound()
    assert take_in(house, offered(house)).how is Taken.NEW


def test_a_report_somebody_answered_is_not_taken_out(house: House) -> None:
    take_in(house, offered(house))
    item = Item.objects.select_related("report__visit", "paragraph").get(printed="7.1")
    register_response(item, "Yes.", claim=Claim.ACCEPTED, received_on=date(2014, 1, 1), by=house.maud, at=NOW)
    with pytest.raises(RefusedByRule, match="1 responses, assessments or later items rest on it"):
        take_out_report(only_report(), by=house.maud, at=NOW)
    assert Item.objects.count() == 2
    assert_sound()


def test_what_is_known_of_a_report_is_corrected_and_a_symbol_stands_for_one_report(house: House) -> None:
    take_in(house, offered(house, symbol=""))
    report = only_report()
    said: dict[str, Any] = {"body": "Visitors", "already_public": False, "by": house.maud, "at": NOW}
    correct_report(report, symbol="XX/INF/9", **said)
    assert only_report().symbol == "XX/INF/9"
    assert_sound()
    other = offered(house, name="b.txt", content=b"b", symbol="XX/INF/2", paragraphs=((1, "Kitchens."),), items=())
    other = Offered("b.txt", b"b", other.reading, Known(house.states["XXA"], DAY, "XX/INF/2"))
    second = take_in(house, other).report
    assert second is not None
    with pytest.raises(RefusedByRule, match="XX/INF/9 is borne by another report"):
        correct_report(second, symbol="XX/INF/9", **said)


@pytest.mark.parametrize("login", ["ruth", "piet", "rosa"])
def test_only_members_and_the_secretariat_take_reports_in(house: House, login: str) -> None:
    assert not house.viewers[login].roles & {Role.MEMBER, Role.SECRETARIAT}
    with pytest.raises(RefusedByRule, match="Your mandate does not allow you"):
        take_in_report(offered(house), by=house.viewers[login], at=at(DAY))
    assert not Report.objects.filter(visit__isnull=True).exists()
