"""Days as the press writes them, and which ones they are."""

from datetime import date

import pytest

from unannounced.crafts.press.dating import article_day, resolved
from unannounced.crafts.press.days import days_in
from unannounced.duties.treaty.claims import When


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("in 1985", "1985"),
        ("in March 2022", "2022-03"),
        ("26 February 2022", "2022-02-26"),
        ("Feb. 26, 2022", "2022-02-26"),
        ("on the 3rd of May 1996", "1996-05-03"),
        ("29 сентября 2025 года", "2025-09-29"),
        ("29 вересня 2025 року", "2025-09-29"),
        ("у березні 2022 року", "2022-03"),
        ("2025-09-29", "2025-09-29"),
        ("29.09.2025", "2025-09-29"),
        ("1996-го", "1996"),
    ],
)
def test_a_day_is_read_as_exactly_as_it_is_written(words: str, when: str) -> None:
    assert [str(day.when) for day in days_in(f"It was {words}.")] == [when]


@pytest.mark.parametrize(
    "words", ["2022 people", "they may leave", "they march on", "31 June 2022", "No. 1998", "in 30"]
)
def test_a_number_or_a_verb_is_no_day(words: str) -> None:
    assert [day for day in days_in(f"So {words}.") if day.when] == []


SAID_ON = date(2025, 9, 30)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("today", When(2025, 9, 30)),
        ("yesterday", When(2025, 9, 29)),
        ("on Monday", When(2025, 9, 29)),
        ("on Monday, September 22", When(2025, 9, 22)),
        ("in August", When(2025, 8)),
        ("in December", When(2024, 12)),
        ("at the end of September", When(2025, 9)),
        ("on September 29", When(2025, 9, 29)),
        ("last year", When(2024)),
        ("three years ago", When(2022)),
    ],
)
def test_a_day_told_from_the_day_of_the_article_is_resolved(words: str, when: When) -> None:
    assert [resolved(day, SAID_ON, None) for day in days_in(f"It was {words}.")] == [when]
    assert [resolved(day, None, None) for day in days_in(f"It was {words}.")] == [None]


def test_a_month_in_a_story_of_another_year_is_not_guessed() -> None:
    day = days_in("In September it left.")[0]
    assert resolved(day, SAID_ON, When(2022, 3)) is None
    assert resolved(days_in("later that year")[0], SAID_ON, When(2022, 3)) == When(2022)


@pytest.mark.parametrize(
    "text",
    [
        "date 2025-08-26 Russia will withdraw.",
        "A headline\n26 August 2025, 14:05\nRussia will withdraw.",
        "MOSCOW, Aug 26, 2025 (Reuters) - Russia will withdraw.",
        "Published: August 26, 2025\nRussia will withdraw.",
        "Published: 26.08.2025\nRussia will withdraw.",
        "DW, 08/26/2025\nRussia will withdraw.",
        "Geneva, 26 August 2025 – Russia will withdraw.",
        "GENEVA (26 August 2025) Russia will withdraw.",
        "A headline\nBBC News, 26 August 2025\nRussia will withdraw.",
        "2025-08-26T10:00:00Z Russia will withdraw.",
    ],
)
def test_an_article_says_at_its_head_of_which_day_it_is(text: str) -> None:
    assert article_day(text, days_in(text)) == date(2025, 8, 26)


@pytest.mark.parametrize(
    "text",
    [
        "The leader during a speech, Moscow, September 13, 2025. Getty Images",
        "Russia ratified it on 5 May 1998.",
        "He wrote on September 29.",
        "05/06/2025\nRussia will withdraw.",
        "Russia (26 February 2022) left it.",
        "ECPT (26 November 1987) was signed.",
        "Rome Statute (17 July 1998) entered into force.",
    ],
)
def test_a_day_in_a_caption_or_a_story_is_not_the_day_of_the_article(text: str) -> None:
    assert article_day(text, days_in(text)) is None
