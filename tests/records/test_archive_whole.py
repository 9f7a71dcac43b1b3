"""What a file says is kept whole; several reports in one file; what persons decided outlives a corrected file."""

from dataclasses import replace
from datetime import date

import pytest

from tests.records.house import NOW, House
from tests.records.test_archive import DAY, LONG, assert_sound, offered, only_report, take_in
from unannounced.crafts.reading import Reading
from unannounced.duties.archiving import Taken
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Position
from unannounced.duties.words import Sentence
from unannounced.records.archive.actions import take_in_file, take_out_report
from unannounced.records.archive.models import Rendition
from unannounced.records.archive.queries import Offered
from unannounced.records.documents.models import Document
from unannounced.records.readings.actions import correct, decide_topic, look, merge_items, split_item, take_back
from unannounced.records.readings.models import Decided, ItemVector, Look, ProposedTopic, Rework, TopicDecision
from unannounced.records.recommendations.actions import set_times
from unannounced.records.recommendations.models import EarlierReading, Item
from unannounced.records.reports.models import Paragraph, Report

pytestmark = pytest.mark.django_db
WHOLE = "Fit windows that open in every cell; keep the register of custody in ink and not in pencil."
FIRST, SECOND = "Fit windows that open in every cell;", "keep the register of custody in ink and not in pencil."


def said_more(file: Offered, *, reading: dict[str, object] | None = None, **of_items: object) -> Offered:
    """The same file, of whose items and as a whole more was read."""
    items = tuple(replace(one, **of_items) for one in file.reading.items)  # type: ignore[arg-type]
    return replace(file, reading=replace(file.reading, items=items, **(reading or {})))  # type: ignore[arg-type]


def item_called(printed: str) -> Item:
    return Item.objects.select_related("report__state", "report__visit", "paragraph").get(printed=printed)


def test_what_was_read_of_an_item_is_kept_whole(house: House) -> None:
    file = said_more(
        offered(house),
        addressee="Ministry of Justice",
        within="within three months",
        months=3,
        place="Harrow Prison",
        earlier=("CPT/Inf (2009) 5, paragraph 12",),
        page=17,
    )
    take_in(house, replace(file, known=replace(file.known, months=6)))
    item = item_called("7.1")
    assert (item.addressee, item.within, item.months) == ("Ministry of Justice", "within three months", 3)
    assert (item.place_named, item.refers_to, item.page) == ("Harrow Prison", ["CPT/Inf (2009) 5, paragraph 12"], 17)


def test_a_time_that_another_body_sets_is_kept_in_words_and_nobody_is_overdue_by_it(house: House) -> None:
    take_in(house, said_more(offered(house), within="within three months", months=3))
    item = item_called("7.1")
    assert (item.report.body != "", item.within, item.months) == (True, "within three months", None)


def test_an_item_that_sets_no_time_has_the_time_that_was_given_for_all(house: House) -> None:
    file = offered(house)
    take_in(house, replace(file, known=replace(file.known, months=6)))
    assert item_called("7.1").months == 6


def test_what_was_read_of_the_file_as_a_whole_is_kept(house: House) -> None:
    file = offered(house)
    paragraphs = tuple(replace(one, printed=f"3.{one.number}", page=4) for one in file.reading.paragraphs)
    notes = (Sentence("Of a hundred words {sure} were recognised for certain.", {"sure": 88}),)
    about = replace(file.reading.about, language="fr")
    reading = replace(file.reading, about=about, paragraphs=paragraphs, notes=notes, numbered=False)
    take_in(house, replace(file, reading=reading))
    assert (only_report().language, only_report().numbered) == ("fr", False)
    assert list(Paragraph.objects.order_by("number").values_list("printed", "page")) == [("3.6", 4), ("3.7", 4)]
    assert Rendition.objects.get().noticed == [
        {"english": "Of a hundred words {sure} were recognised for certain.", "facts": {"sure": 88}}
    ]


# Several reports in a file


def two_in_one(house: House, *, symbol: str = "XX/INF/2", content: bytes = b"both") -> list[Offered]:
    """A file of two reports on one State of one day."""
    first = offered(house, name="both.txt", content=content)
    words = ((1, "Nothing was seen of the kitchens."), (2, "The cutlery was counted at noon by two officers."))
    items = ((2, "2.1", "Count the spoons at night, too."),)
    second = offered(house, name="both.txt", content=content, symbol=symbol, paragraphs=words, items=items)
    return [first, replace(second, part=2)]


def test_a_file_of_two_reports_is_two_reports_of_one_file(house: House) -> None:
    taken = take_in_file(two_in_one(house), by=house.maud, at=NOW)
    assert [one.how for one in taken] == [Taken.NEW, Taken.NEW]
    assert Report.objects.filter(visit__isnull=True).count() == 2
    assert list(Rendition.objects.order_by("part").values_list("report__symbol", "part", "number")) == [
        ("XX/INF/1", 1, 1),
        ("XX/INF/2", 2, 1),
    ]
    assert Document.objects.count() == 1
    assert [one.how for one in take_in_file(two_in_one(house), by=house.maud, at=NOW)] == [Taken.KNOWN, Taken.KNOWN]
    assert_sound()


def test_two_reports_of_one_day_without_symbols_in_a_file_stay_two(house: House) -> None:
    parts = [replace(one, known=replace(one.known, symbol="")) for one in two_in_one(house)]
    take_in_file(parts, by=house.maud, at=NOW)
    assert Report.objects.filter(visit__isnull=True).count() == 2
    again = [replace(one, content=b"both, corrected") for one in parts]
    assert [one.how for one in take_in_file(again, by=house.maud, at=NOW)] == [Taken.RENDITION, Taken.RENDITION]
    assert Report.objects.filter(visit__isnull=True).count() == 2
    assert_sound()


def test_a_file_goes_in_whole_or_not_at_all(house: House) -> None:
    parts = two_in_one(house)
    parts[1] = replace(parts[1], known=replace(parts[1].known, dated_on=date(2099, 1, 1)))
    with pytest.raises(RefusedByRule, match="in the future"):
        take_in_file(parts, by=house.maud, at=NOW)
    assert not Report.objects.filter(visit__isnull=True).exists()
    assert not Document.objects.exists()
    assert_sound()


def test_one_of_two_reports_is_taken_out_and_the_file_stays_for_the_other(house: House) -> None:
    take_in_file(two_in_one(house), by=house.maud, at=NOW)
    take_out_report(Report.objects.get(symbol="XX/INF/1"), by=house.maud, at=NOW)
    assert Document.objects.count() == 1
    take_out_report(Report.objects.get(symbol="XX/INF/2"), by=house.maud, at=NOW)
    assert not Document.objects.exists()
    assert_sound()


# Formats


def test_a_file_without_its_symbol_joins_the_likest_report_of_its_day(house: House) -> None:
    kitchens = ((1, "Nothing was seen of the kitchens."), (2, "The cutlery was counted at noon by two officers."))
    take_in(house, offered(house, name="a.txt", content=b"a", symbol="XX/INF/2", paragraphs=kitchens, items=()))
    take_in(house, offered(house, name="b.txt", content=b"b", symbol="XX/INF/1"))
    taken = take_in(house, offered(house, name="scan.docx", content=b"PK of b", symbol=""))
    assert taken.how is Taken.RENDITION
    assert taken.report is not None
    assert taken.report.symbol == "XX/INF/1"
    assert Report.objects.filter(visit__isnull=True).count() == 2


# What persons decided


def corrected_file(house: House, *items: tuple[int, str, str], mark: str = "2") -> None:
    """The file again, with another paragraph and these items."""
    texts = ((6, f"{LONG} And more {mark}."), (7, "These were made:"))
    assert take_in(house, offered(house, content=mark.encode(), items=items, paragraphs=texts)).how is Taken.RENDITION


def standing() -> list[str]:
    rows = Item.objects.filter(left_out_of__isnull=True).order_by("paragraph__number", "place_in_paragraph")
    return list(rows.values_list("text", flat=True))


def test_an_item_that_was_split_stays_split_while_the_file_has_it_whole(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", WHOLE), (7, "7.2", "Open the yard."))))
    split_item(item_called("7.1"), len(FIRST), by=house.maud, at=NOW)
    assert sorted(standing()) == sorted([FIRST, SECOND, "Open the yard."])
    corrected_file(house, (7, "7.1", WHOLE), (7, "7.2", "Open the yard."))
    assert sorted(standing()) == sorted([FIRST, SECOND, "Open the yard."])
    corrected_file(house, (7, "7.1", WHOLE.replace("ink", "blue ink")), (7, "7.2", "Open the yard."), mark="3")
    assert standing() == [WHOLE.replace("ink", "blue ink"), "Open the yard."], "what the file says otherwise stands"
    assert_sound()


def test_items_that_were_made_one_stay_one_while_the_file_has_them_apart(house: House) -> None:
    take_in(house, offered(house, items=((7, "7.1", FIRST), (7, "7.2", SECOND), (7, "7.3", "Open the yard."))))
    merge_items(item_called("7.1"), by=house.maud, at=NOW)
    corrected_file(house, (7, "7.1", FIRST), (7, "7.2", SECOND), (7, "7.3", "Open the yard."))
    assert standing() == [f"{FIRST} {SECOND}", "Open the yard."]
    assert_sound()


def test_what_was_corrected_twice_stays_while_the_file_says_what_was_misread(house: House) -> None:
    take_in(house, offered(house, position=Position.UNKNOWN))
    for position in (Position.ACCEPTED, Position.REJECTED):
        correct(item_called("7.1"), position=position, made_by=["State A"], because="heard", by=house.maud, at=NOW)
    corrected_file(house, (7, "7.1", "Fit windows."), (7, "7.2", "Open the yard."))
    assert item_called("7.1").position == Position.ACCEPTED, "the file says it otherwise now"
    take_back_file = offered(house, content=b"3", position=Position.UNKNOWN, paragraphs=((6, LONG), (7, "Made:")))
    correct(item_called("7.1"), position=Position.REJECTED, made_by=["State A"], because="so", by=house.maud, at=NOW)
    take_in(house, replace(take_back_file, content=b"4", reading=with_position(take_back_file, Position.ACCEPTED)))
    assert item_called("7.1").position == Position.REJECTED
    assert_sound()


def with_position(file: Offered, position: Position) -> Reading:
    return replace(file.reading, items=tuple(replace(one, position=position) for one in file.reading.items))


def test_what_was_taken_back_gives_way_to_what_the_file_says(house: House) -> None:
    take_in(house, offered(house))
    correct(item_called("7.1"), position=Position.REJECTED, made_by=["State A"], because="so", by=house.maud, at=NOW)
    take_back(item_called("7.1"), by=house.maud, at=NOW)
    corrected_file(house, (7, "7.1", "Fit windows that open."), (7, "7.2", "Open the yard."))
    assert item_called("7.1").text == "Fit windows that open."
    assert_sound()


def test_topics_that_a_person_set_and_a_time_that_was_set_stay_with_a_corrected_file(house: House) -> None:
    file = said_more(offered(house), within="within a month", months=1)
    take_in(house, replace(file, known=replace(file.known, months=6)))
    item = item_called("7.1")
    decide_topic(item, "registers", Decided.CONFIRMED, by=house.maud, at=NOW)
    set_times([item], months=4, by=house.maud, at=NOW)
    corrected_file(house, (7, "7.1", "Fit windows that open."), (7, "7.2", "Open the yard."))
    assert item_called("7.1").text == "Fit windows that open."
    assert item_called("7.1").months == 4
    assert TopicDecision.objects.get().item_id == item.pk


def test_pages_that_moved_change_no_wording(house: House) -> None:
    take_in(house, said_more(offered(house), page=3))
    look(item_called("7.1"), by=house.maud, at=NOW)
    take_in(
        house, said_more(offered(house, content=b"2", paragraphs=((6, LONG + " So."), (7, "These were made:"))), page=5)
    )
    assert (item_called("7.1").page, item_called("7.1").wording) == (5, 1)
    assert not EarlierReading.objects.exists()
    assert_sound()


def test_a_report_is_taken_out_with_all_that_was_proposed_and_decided_of_it(house: House) -> None:
    take_in(house, offered(house))
    item = item_called("7.1")
    ProposedTopic.objects.create(item=item, topic="registers", sure=50, digest="0" * 64)
    ItemVector.objects.create(item=item, wording=1, digest="0" * 64, values=b"")
    look(item, by=house.maud, at=NOW)
    decide_topic(item, "registers", Decided.CONFIRMED, by=house.maud, at=NOW)
    correct(item, position=Position.REJECTED, made_by=["State A"], because="so", by=house.maud, at=NOW)
    take_out_report(only_report(), by=house.maud, at=NOW)
    for table in (Look, Rework, TopicDecision, ProposedTopic, ItemVector, Item):
        assert not table._base_manager.exists(), table
    assert_sound()
    assert take_in(house, offered(house)).how is Taken.NEW
    assert only_report().dated_on == DAY
