"""What the worked case shows on the portal beside plain reports, and that building it again changes nothing."""

import json

import pytest

from tests.cli.conftest import Home
from unannounced.cli.demo.accounts import KEEPERS, PASSWORD, RECEIPT
from unannounced.crafts import padding, sealing
from unannounced.crafts.handing_over import decoded
from unannounced.crafts.packing import digest_of
from unannounced.crafts.receipt_words import receipt_of
from unannounced.crafts.sealing import open_sealed

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


def test_one_report_is_in_two_languages_corrected_and_answered(demo_once: Home) -> None:
    rows = demo_once.by_hand(
        "SELECT slug, version, newest, because, renditions FROM shelf_shelvedreport "
        "WHERE slug IN (SELECT slug FROM shelf_shelvedreport WHERE version = 2) ORDER BY version",
        room="portal",
    )
    (slug, *first), (_slug, *second) = rows
    assert (first[:2], second[:2]) == ([1, 0], [2, 1])
    assert "French rendition" in str(second[2])
    assert (json.loads(str(first[3])), list(json.loads(str(second[3])))) == ({}, ["fr"])
    answers = demo_once.by_hand(
        "SELECT answers FROM shelf_shelvedresponse WHERE report_slug = ?", str(slug), room="portal"
    )
    assert len(json.loads(str(answers[0][0]))) == 10


def test_two_reports_leave_with_the_response_of_the_state(demo_once: Home) -> None:
    same_day = demo_once.by_hand(
        "SELECT count(*) FROM shelf_shelvedresponse a JOIN shelf_shelvedreport r ON r.slug = a.report_slug "
        "WHERE r.state_code = 'XXB' AND r.published_on = a.published_on",
        room="portal",
    )
    assert same_day == [(2,)]


def test_a_public_statement_is_there_and_another_one_waits_in_the_office(demo_once: Home) -> None:
    published = demo_once.by_hand("SELECT state_code, ground FROM shelf_shelvedstatement", room="portal")
    assert published == [("XXC", "refuses_to_improve")]
    waiting = demo_once.by_hand("SELECT ground FROM recommendations_publicstatement WHERE adopted_on IS NULL")
    assert waiting == [("fails_to_cooperate",)]


def test_places_are_named_as_their_registers_name_them(demo_once: Home) -> None:
    named = {name for (name,) in demo_once.by_hand("SELECT name FROM shelf_shelvedplace", room="portal")}
    assert {"Norrmark Closed Prison", "Kestrel Prison", "Sallow House"} <= named
    counts = demo_once.by_hand("SELECT counts FROM shelf_shelvedplace WHERE name = 'Sallow House'", room="portal")
    assert "persons" not in json.loads(str(counts[0][0]))


def test_a_seat_is_filled_in_a_second_round_and_another_waits_for_a_whole_list(demo_once: Home) -> None:
    elections = demo_once.by_hand(
        "SELECT s.code, e.elected_id IS NOT NULL, count(r.id) FROM committee_election e "
        "JOIN states_state s ON s.id = e.state_id LEFT JOIN committee_electionround r ON r.election_id = e.id "
        "GROUP BY e.id ORDER BY s.code"
    )
    assert elections == [("XXC", 0, 0), ("XXD", 1, 2)]
    points = demo_once.by_hand("SELECT count(*) FROM committee_agendapoint GROUP BY session_id ORDER BY 1")
    assert points == [(3,), (5,)]


def test_building_it_again_changes_nothing(demo: Home) -> None:
    before = demo.run("verify").out
    assert demo.run("demo", "--check").out.startswith(before)


def test_letters_came_and_were_dealt_with_and_whoever_has_the_words_finds_the_answers(demo_once: Home) -> None:
    ways = demo_once.by_hand("SELECT way_in, count(*) FROM communications_communication GROUP BY way_in ORDER BY 1")
    assert ways == [("email", 1), ("intake", 6), ("paper", 1), ("telephone", 1)]
    stages = demo_once.by_hand("SELECT stage, count(*) FROM communications_communication GROUP BY stage ORDER BY 1")
    assert stages == [("closed", 1), ("open", 6), ("received", 2)]
    held = demo_once.by_hand("SELECT what FROM communications_held WHERE ended_at IS NULL")
    assert held == [("reprisal",)], "the case of reprisal keeps its communication"
    receipt = receipt_of(RECEIPT)
    answers = demo_once.by_hand(
        "SELECT sealed FROM letterbox_answer WHERE conversation = ? ORDER BY number",
        digest_of(bytes.fromhex(receipt.address)),
        room="intake",
    )
    told = [json.loads(padding.unpad(open_sealed(decoded(str(one[0])), receipt.identity))) for one in answers]
    assert [one["text"].split(" ", 3)[:3] for one in told] == [["Your", "letter", "came,"], ["Thank", "you", "for"]]


def test_a_keeper_of_the_demonstration_opens_what_came_with_the_passphrase_it_prints(demo_once: Home) -> None:
    for login in KEEPERS:
        locked, wrapped = demo_once.by_hand(
            "SELECT k.locked, w.sealed FROM keyrings_memberkey k JOIN accounts_person p ON p.id = k.person_id "
            "JOIN communications_wrappedintakekey w ON w.member_key_id = k.id WHERE p.login = ?",
            login,
        )[0]
        own = sealing.unlock(sealing.without_armour(str(locked)), PASSWORD).decode()
        key = sealing.open_sealed(sealing.without_armour(str(wrapped)), own).decode()
        rows = demo_once.by_hand("SELECT sealed FROM communications_sealedbytes")
        clear = [json.loads(padding.unpad(open_sealed(bytes(one[0]), key))) for one in rows]  # type: ignore[arg-type]
        assert {one["format"].rpartition("/")[0] for one in clear} == {
            "unannounced-communication",
            "unannounced-who",
            "unannounced-answer",
        }
