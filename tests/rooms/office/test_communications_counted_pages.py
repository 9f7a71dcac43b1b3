"""Figures of communications that reveal nobody, and what is due to be erased: for keepers alone."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from tests import communicating as field
from tests.communicating import Intake
from tests.rooms.office.sameness import ask, client_of, told_by
from tests.world import TODAY, World, moment, transmitted
from unannounced.records.communications import actions
from unannounced.records.communications.dealing import bear_on
from unannounced.records.communications.models import Bearing, Communication
from unannounced.records.reprisals import actions as reprisals

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
FIGURES, ERASING = "/communications/figures/", "/communications/erasing/"


@pytest.fixture
def intake(world: World) -> Intake:
    return field.keepers(world, "maud", "ana", at=AT)


def came(count: int, way_in: str, on: date = TODAY) -> None:
    """So many communications that came in a way; no letter is sealed for each, which would take long."""
    start = Communication.objects.count()
    for number in range(start, start + count):
        Communication.objects.create(
            mark=f"AAAA-{number:04}", way_in=way_in, came_on=on, received_at=AT, stage="received"
        )


@pytest.mark.parametrize("who", ["tomas", "jonas", "ruth", "piet", "rosa"])
def test_for_everybody_else_there_is_nothing(world: World, intake: Intake, who: str) -> None:
    client = client_of(world, who)
    ask(client, "/states/")
    nothing = ask(client, "/communications/nothing/")
    for address in (FIGURES, ERASING, "/communications/figures.csv", "/communications/figures.json"):
        answer = ask(client, address)
        assert answer.status == 404
        assert answer.body.replace(address, "/communications/nothing/") == nothing.body


def test_small_numbers_are_withheld_on_the_page_and_in_every_table(world: World, intake: Intake) -> None:
    came(3, "paper")
    came(12, "intake")
    came(40, "telephone")
    came(7, "email", TODAY.replace(year=TODAY.year - 1))
    client = client_of(world, "maud")
    shown = client.get(FIGURES).content.decode()
    assert ">40<" in shown
    assert "withheld" in shown
    assert ">3<" not in shown
    assert ">12<" not in shown
    assert "This year still runs" in shown
    assert ">55<" in shown  # the month is one
    past = client.get(f"{FIGURES}?year={TODAY.year - 1}").content.decode()
    assert ">7<" in past
    assert "This year still runs" not in past
    content = b"".join(client.get("/communications/figures.json").streaming_content)  # type: ignore[arg-type]
    rows = {row["value"]: row for row in json.loads(content) if row["counted_by"] == "way_in"}
    assert rows["telephone"]["communications"] == 40
    assert [(rows[one]["communications"], rows[one]["withheld"]) for one in ("paper", "intake")] == [(None, "yes")] * 2
    for ending in ("csv", "xlsx", "jsonl"):
        assert client.get(f"/communications/figures.{ending}?year={TODAY.year}").status_code == 200


@pytest.mark.parametrize("said", ["", "x", "0000", "9999", "-1", "２０２５"])
def test_a_year_that_is_none_is_this_one(world: World, intake: Intake, said: str) -> None:
    answer = client_of(world, "maud").get(FIGURES, {"year": said})
    assert f"Communications in {TODAY.year}" in answer.content.decode()


def test_what_is_due_to_be_erased_stands_with_its_day_and_what_holds_it(world: World, intake: Intake) -> None:
    client = client_of(world, "ana")
    assert "Nothing here yet" in client.get(ERASING).content.decode()
    long_ago = moment(TODAY - timedelta(days=800))
    free, held, case_of = (field.written(world, intake, number=number, at=AT) for number in range(3))
    for one in (free, held, case_of):
        actions.close(field.of(one), by=world.maud, at=long_ago)
    soon = field.written(world, intake, number=3, at=AT)
    actions.close(field.of(soon), by=world.maud, at=moment(TODAY - timedelta(days=700)))
    actions.hold_as_evidence(field.of(held), "The court of Bresk asked", by=world.maud, at=AT)
    case = reprisals.open_case("Bresk Prison", "Isolation.", by=world.maud, at=AT)
    reprisals.link_case(case, field.of(case_of), by=world.maud, at=AT)
    shown = client.get(ERASING).content.decode()
    assert all(one.mark in shown for one in (free, held, case_of))
    assert soon.mark not in shown
    assert soon.mark in client.get(f"{ERASING}?within=3").content.decode()
    assert "1 is due and held by nothing; 2 would be and are held." in shown
    assert "it is evidence that was asked for" in shown
    assert "a reason that is kept apart from it" in shown
    assert "reprisal" not in shown.replace("/communications/reprisals/", "")
    assert "court of Bresk" not in shown


def test_a_long_list_takes_as_many_statements_as_a_short_one(world: World, intake: Intake) -> None:
    client = client_of(world, "maud")
    came(1, "paper")
    Communication.objects.update(stage="closed", closed_at=moment(TODAY - timedelta(days=800)))
    ask(client, "/states/")
    few = [len(ask(client, address).sql) for address in (ERASING, FIGURES)]
    came(60, "paper")
    Communication.objects.update(stage="closed", closed_at=moment(TODAY - timedelta(days=800)))
    assert [len(ask(client, address).sql) for address in (ERASING, FIGURES)] == few
    assert "51–61 of 61" in client.get(f"{ERASING}?page=2").content.decode()


# Where places are chosen, and on visits


def bearing_on(place: Any, count: int, *, by: Any) -> None:
    came(count, "paper")
    for one in Communication.objects.filter(bearings__isnull=True):
        Bearing.objects.create(communication=one, place=place, by_id=by.pk, at=AT)


def test_whoever_chooses_places_learns_a_number_and_never_a_small_one(world: World, intake: Intake) -> None:
    place, address = world.places["XXB"], "/states/XXB/next-visit/"
    bearing_on(place, 4, by=world.maud)
    for who in ("henrik", "maud"):
        shown = client_of(world, who).get(address).content.decode()
        assert "No place that can be named" in shown
    bearing_on(place, 2, by=world.maud)
    shown = client_of(world, "henrik").get(address).content.decode()
    assert "6 communications" in shown
    assert not [one.mark for one in Communication.objects.all() if one.mark in shown]
    assert "/communications/" not in shown
    ruth = client_of(world, "ruth").get(address).content.decode()
    assert "Places that communications tell of" not in ruth


def test_for_who_may_not_choose_places_the_page_stays_as_it_was(world: World, intake: Intake) -> None:
    for who in ("ruth", "piet", "rosa"):
        client, address = client_of(world, who), "/states/XXB/next-visit/"
        ask(client, "/states/")
        before = ask(client, address)
        bearing_on(world.places["XXB"], 6, by=world.maud)
        assert not told_by(ask(client, address), before)


def test_a_visit_names_the_communications_that_bear_on_it_to_who_deals_with_them(world: World, intake: Intake) -> None:
    chain = transmitted(world)
    address = f"/visits/{chain.visit.pk}/"
    one = field.written(world, intake, at=AT)
    before = {}
    for who in ("maud", "ana", "tomas", "ines"):
        client = client_of(world, who)
        ask(client, "/states/")
        before[who] = ask(client, address)
    bear_on(field.of(one), visit=chain.visit, by=world.maud, at=AT)
    for who in ("ana", "tomas", "ines"):
        assert not told_by(ask(client_of(world, who), address), before[who]), who
    shown = ask(client_of(world, "maud"), address).body
    assert "Communications that bear on it" in shown
    assert one.mark in shown
    assert one.mark not in before["maud"].body
