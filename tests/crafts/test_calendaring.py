"""Calendars on their way out: days as people's calendars read them."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from unannounced.crafts.calendaring import Day, as_ics

STAMP = datetime(2026, 5, 1, 12, 30, 5, 999, tzinfo=timezone(timedelta(hours=2)))
DUE = Day(
    uid="report-7@unannounced",
    on=date(2026, 11, 4),
    title="Réponse de l’État XXB attendue",
    text="Paragraphs 12, 14; and 15.\nSix months from transmission.",
    url="https://example.org/reports/7?tab=dialogue",
    alarms=(14, 1, 0),
)


def read(*days: Day, name: str = "Days, and deadlines") -> Any:
    return Calendar.from_ical(as_ics(name, days, stamp=STAMP))


def lines(*days: Day, name: str = "Days") -> list[bytes]:
    return as_ics(name, days, stamp=STAMP).split(b"\r\n")


def test_a_day_comes_back_all_day_long_with_what_it_says() -> None:
    (event,) = read(DUE).walk("VEVENT")
    assert (event["UID"], event["SUMMARY"], event["DESCRIPTION"]) == (DUE.uid, DUE.title, DUE.text)
    assert (event["URL"], event["TRANSP"]) == (DUE.url, "TRANSPARENT")
    assert type(event["DTSTART"].dt) is date
    assert event["DTSTART"].dt == DUE.on
    assert event["DTSTAMP"].dt == datetime(2026, 5, 1, 10, 30, 5, tzinfo=UTC)


def test_reminders_come_in_the_morning_so_many_days_before() -> None:
    alarms = read(DUE).walk("VALARM")
    midnight = datetime(2026, 11, 4)  # noqa: DTZ001
    assert [midnight + alarm["TRIGGER"].dt for alarm in alarms] == [
        datetime(2026, 10, 21, 9),  # noqa: DTZ001
        datetime(2026, 11, 3, 9),  # noqa: DTZ001
        datetime(2026, 11, 4, 9),  # noqa: DTZ001
    ]
    assert {(alarm["ACTION"], alarm["DESCRIPTION"]) for alarm in alarms} == {("DISPLAY", DUE.title)}


def test_a_calendar_is_published_under_its_name_and_asks_to_be_fetched_daily() -> None:
    calendar = read(DUE)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    for line in (b"NAME:Days\\, and deadlines", b"X-WR-CALNAME:Days\\, and deadlines"):
        assert line in lines(name="Days, and deadlines")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines(DUE)
    assert calendar.walk("VEVENT")


def test_the_same_days_at_the_same_moment_are_the_same_bytes() -> None:
    assert as_ics("Days", [DUE, DUE], stamp=STAMP) == as_ics("Days", iter([DUE, DUE]), stamp=STAMP)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        as_ics("Days", [], stamp=datetime(2026, 5, 1))  # noqa: DTZ001


@pytest.mark.parametrize("letter", ["é", "Ж", "ع", "\U0001f54a", "x"])
def test_long_texts_are_folded_between_letters_and_within_75_octets(letter: str) -> None:
    title = letter * 301
    folded = lines(Day("1", DUE.on, title))
    assert all(len(line) <= 75 and line.decode() is not None for line in folded)
    assert len(folded) > len(lines(Day("1", DUE.on, "x"))) + 3
    assert read(Day("1", DUE.on, title)).walk("VEVENT")[0]["SUMMARY"] == title


def test_nothing_said_begins_a_line_of_its_own() -> None:
    trap = "one\r\nATTACH:two\rATTACH:three\nATTACH:four\x00"
    day = Day(uid=trap, on=DUE.on, title=trap, text=trap, url=trap, alarms=(1,))
    assert not any(line.startswith(b"ATTACH") for line in b"\n".join(lines(day, name=trap)).splitlines())
    assert read(day, name=trap).walk("VEVENT")[0]["SUMMARY"] == "one\nATTACH:two\nATTACH:three\nATTACH:four"


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.just("\n"), min_size=1))
def test_every_text_comes_back(text: str) -> None:
    (event,) = read(Day("1", DUE.on, text, text)).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (text, text)
