"""The five articles people read by hand; they are not part of the project."""

import os
import time
from pathlib import Path

import pytest

from tests.crafts.press.telling import told
from unannounced.crafts.press import claims_in

DATA = os.environ.get("UNANNOUNCED_REAL_DATA", "")
pytestmark = pytest.mark.skipif(not DATA, reason="UNANNOUNCED_REAL_DATA names no folder with real articles")

EXPECTED: dict[str, list[str]] = {
    "000": [
        "act RUS ECPT denunciation",
        "act RUS ECPT denunciation_announced",
        "act RUS ECPT domestic_denunciation_law",
        "act RUS ECPT domestic_denunciation_law",
        "act RUS ECPT domestic_denunciation_duma",
        "act RUS ECPT ratification 1998",
        "bound RUS ECPT access not bound",
        "mandate ECPT complaints",
        "convention ECPT adoption 1987",
        "act RUS ECPT joined 1998",
        "membership RUS COE-STATUTE expulsion",
        "membership RUS COE-STATUTE membership_years 26",
        "bound RUS ECPT bound",
    ],
    "001": [
        "act RUS ECPT government_resolution_denunciation",
        "act RUS ECPT|UNCAT denunciation_announced",
        "mandate ECPT without_notice",
        "convention ECPT adoption 1987",
        "convention ECPT entry_into_force 1989",
        "mandate ECPT without_notice",
        "parties ECPT 46 members but BLR",
        "act RUS ECPT ratification 1998",
        "membership RUS COE-STATUTE expulsion",
        "membership RUS COE-STATUTE membership_years 26",
        "bound RUS ECPT bound",
    ],
    "002": [
        "act RUS ECPT government_resolution_denunciation 2025-08-23",
        "convention ECPT adoption 1987",
        "act RUS ECPT ratification 1998",
        "membership RUS COE-STATUTE membership_start 1996",
        "membership RUS COE-STATUTE withdrawal 2022-03",
        "membership RUS COE-STATUTE suspension",
        "act RUS ECHR denunciation 2022",
        "bound RUS ECHR rulings 2022 not bound",
        "bound RUS UNCAT bound",
        "act RUS UNCAT ratification 1985",
        "membership RUS ECPT membership_years 27",
        "mandate ECPT publishes_with_consent",
        "bound RUS protections not bound",
        "effect_day RUS ECPT",
    ],
    "003": [
        "act RUS ECPT denunciation",
        "bound RUS ECPT monitoring not bound",
        "act RUS ECPT domestic_denunciation_law",
        "act RUS ECPT signature 1996-02-28",
        "bound RUS ECPT access not bound",
        "mandate ECPT complaints",
        "mandate ECPT prohibits",
        "mandate ECPT without_notice",
        "mandate ECPT publishes",
        "act RUS ECPT signature 1996",
        "bound RUS ECPT access since 1996 bound",
        "membership RUS COE-STATUTE expulsion 2022-03",
    ],
    "004": [
        "act RUS ECPT|UNCAT denunciation",
        "act RUS ECPT denunciation",
        "act RUS ECPT domestic_denunciation_law",
        "mandate ECPT prohibits",
        "membership RUS COE-STATUTE expulsion 2022-03",
        "bound RUS ECPT bound",
        "bound RUS ECPT not bound",
        "bound RUS UNCAT bound",
        "act RUS ECPT domestic_denunciation_law",
    ],
}
VOICES = {
    ("000", "The relevant document was signed"): ("", "The Guardian"),
    ("001", "The decision to withdraw"): ("Ukraine’s Foreign Ministry", ""),
    ("002", "The decision deprives"): ("Crew Against Torture", "Telegram"),
    ("002", "It noted that during"): ("Crew Against Torture", ""),
    ("002", "No date has been set"): ("", ""),
    ("003", "At the end of September"): ("", "Radio Free Europe/Radio Liberty"),
    ("003", "According to government documents"): ("government documents", ""),
    ("003", "“To denounce"): ("Law of the Russian Federation", ""),
    ("004", "“Today, the Russian president"): ("Dmytro Lubinets", "Telegram"),
    ("004", "Now even this"): ("Dmytro Lubinets", ""),
    ("004", "He underlined"): ("Dmytro Lubinets", ""),
    ("004", "Russian leader"): ("", "Radio Liberty"),
}


def article(number: str) -> str:
    (path,) = (Path(DATA) / "articles").glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", EXPECTED)
def test_an_article_claims_what_people_read_in_it_and_no_more(number: str) -> None:
    assert told(article(number)) == EXPECTED[number]


@pytest.mark.parametrize(("number", "words"), VOICES)
def test_who_said_it_and_through_whom_is_as_people_read_it(number: str, words: str) -> None:
    heard = {(one.said_by, one.via) for one in claims_in(article(number)) if one.quote.startswith(words)}
    assert heard == {VOICES[number, words]}


def test_the_day_of_an_article_that_states_one_is_kept_with_each_claim() -> None:
    days = {number: {str(one.claim.said_on) for one in claims_in(article(number))} for number in EXPECTED}
    assert days == {"000": {"None"}, "001": {"None"}, "002": {"2025-08-26"}, "003": {"None"}, "004": {"None"}}


def test_an_article_is_read_in_less_than_a_tenth_of_a_second() -> None:
    claims_in(article("000"))
    for number in EXPECTED:
        text = article(number)
        begun = time.process_time()
        claims_in(text)
        assert time.process_time() - begun < 0.1, number
