"""The standards in the office: all of them by theme, which are off, and who signed them off in which wording."""

import re

import pytest
from django.test import Client

from tests.rooms.office.sameness import client_of
from tests.world import TODAY, World, moment
from unannounced.crafts.standards import shipped_rules
from unannounced.records.ledger.actions import act
from unannounced.records.measurements.models import SignOff
from unannounced.records.measurements.queries import signed_off

pytestmark = pytest.mark.django_db
LOW = "CPT-IMM-06"


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_every_standard_stands_on_a_page_with_its_source_and_confidence(world: World) -> None:
    client, found = client_of(world, "ines"), ""
    for number in (1, 2, 3):
        found += _page(client, f"/standards/?page={number}")
    for rule in shipped_rules().rules:
        assert f'href="/standards/{rule.id}/"' in found, rule.id
    assert "not signed off" in found
    assert "the number is chosen by this project" in found


def test_standards_are_narrowed_by_theme_by_words_and_by_whether_they_are_asked(world: World) -> None:
    client = client_of(world, "ines")
    space = _page(client, "/standards/?theme=space")
    assert "CPT-SPACE-02" in space
    assert "CPT-SOL-01" not in space
    off = _page(client, "/standards/?asked=off")
    assert LOW in off
    assert "CPT-SPACE-02" not in off
    assert "No standard is like that." in _page(client, "/standards/?words=unicorns")


def test_one_standard_says_what_it_tests_of_whom_and_in_which_wording(world: World) -> None:
    page = _page(client_of(world, "ines"), "/standards/CPT-SPACE-02/")
    assert "net area for each person present: at least 4 m²" in page
    assert "CPT/Inf (2015) 44" in page
    assert "Its confidence asks for no signature." in page
    assert "Sign the rule off" not in page
    assert client_of(world, "ines").get("/standards/NOT-A-RULE/").status_code == 404


def test_a_rule_is_signed_off_and_taken_back_on_its_page(world: World) -> None:
    client = client_of(world, "ines")
    assert "This standard is off" in _page(client, f"/standards/{LOW}/")
    for name, field in (("sign-off", {"because": "Read on page 3 of the report."}), ("take-back", {})):
        path = f"/standards/{LOW}/{name}/"
        key = re.search(r'name="key" value="([^"]*)"', client.get(path).content.decode())
        assert key
        done = client.post(path, {**field, "key": key[1]})
        assert done.status_code == 302, done.content.decode()
        assert done.headers["Location"] == f"/standards/{LOW}/"
        page = _page(client, f"/standards/{LOW}/")
        assert "Read on page 3 of the report." in page
        assert ("this wording" in page) == (name == "sign-off")
        assert ("taken back" in page) == (name == "take-back")
    assert signed_off() == frozenset()


def test_a_reason_is_asked_for_and_an_expert_cannot_sign(world: World) -> None:
    client, path = client_of(world, "ines"), f"/standards/{LOW}/sign-off/"
    key = re.search(r'name="key" value="([^"]*)"', client.get(path).content.decode())
    assert key
    assert client.post(path, {"key": key[1], "because": ""}).status_code == 422
    assert client.post(path, {"key": key[1], "because": "x" * 501}).status_code == 422
    assert "Your mandate does not allow you to sign off" in _page(client_of(world, "ruth"), path)
    assert not SignOff.objects.exists()


def test_a_rule_that_was_changed_since_says_who_signed_the_earlier_wording(world: World) -> None:
    with act("sign off a rule", by=world.ana.pk, at=moment(TODAY)) as line:
        line.keep(
            SignOff(rule=LOW, digest="a" * 64, because="as it was", signed_by_id=world.ana.pk, signed_at=moment(TODAY))
        )
    page = _page(client_of(world, "ines"), f"/standards/{LOW}/")
    assert "Ana Kovari signed it off on" in page
    assert "and it was changed since" in page
    assert "an earlier wording" in page
    assert "changed since it was signed off" in _page(client_of(world, "ines"), "/standards/?asked=off")


def test_the_pages_are_in_french_as_well(world: World) -> None:
    client = client_of(world, "ines")
    client.cookies["office_language"] = "fr"
    assert "surface nette par personne" in _page(client, "/standards/CPT-SPACE-02/")
