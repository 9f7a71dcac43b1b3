"""What the worked case shows on the portal beside plain reports, and that building it again changes nothing."""

import json

import pytest

from tests.cli.conftest import Home

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
