"""All visits at once: the calendar, who can go, and the statistics of access, each of what somebody sees alone."""

import csv
import html
import re
from datetime import timedelta
from typing import Any

import pytest

from tests.rooms.office.sameness import ask, client_of, run_command
from tests.world import TODAY, World, hidden, moment, notified, plan, transmitted
from unannounced.crafts.banding import Row, Span, draw_year
from unannounced.duties.admitting import Hindrance
from unannounced.duties.visiting import VisitKind
from unannounced.records.access.actions import note_access
from unannounced.records.accounts.models import Absence
from unannounced.records.visits.actions import announce_visit, plan_visit

pytestmark = pytest.mark.django_db
INVENTED = "register=invented"
PATHS = ("/visits/", "/visits/availability/", "/visits/access/", "/visits/access.csv")


def page(world: World, key: str, address: str) -> str:
    answer = client_of(world, key).get(address)
    body = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200, body.decode()[:400]
    return html.unescape(body.decode())


def listed(body: str) -> list[str]:
    """The visits in the table of the calendar."""
    return re.findall(r'<th scope="row" class="long"><a href="/visits/[^"]*">(.*?)</a>', body)


# The calendar


def test_the_calendar_lists_the_year_by_month_and_draws_it(world: World) -> None:
    visit = transmitted(world).visit
    body = page(world, "maud", f"/visits/?{INVENTED}&year={visit.begins.year}")
    assert listed(body) == ["Bresk"]
    assert body.count('class="year-bar"') == 2  # one drawn, one in the key
    assert "Ana Kovari" in body
    assert listed(page(world, "maud", f"/visits/?{INVENTED}&year={visit.begins.year - 1}")) == []


def test_the_months_head_the_calendar_and_the_band_with_a_capital(world: World) -> None:
    visit = transmitted(world).visit
    body = page(world, "maud", f"/visits/?{INVENTED}&year={visit.begins.year}")
    heads = re.findall(r'<text class="year-words" x="[^"]*" y="15" text-anchor="middle">(.*?)</text>', body)
    assert heads == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert re.findall(r'<th class="month"[^>]*>(.*?)</th>', body) == [f"{visit.begins:%B} {visit.begins.year}"]
    assert ">Jan</text>" in page(world, "maud", "/visits/availability/")


def test_a_hidden_visit_stands_in_the_calendar_of_its_delegation_alone(world: World) -> None:
    visit = plan(world, days_ago=0)
    year = f"/visits/?{INVENTED}&year={visit.begins.year}"
    assert listed(page(world, "tomas", year)) == ["Bresk"]
    for key in ("ines", "jonas", "piet"):
        assert listed(page(world, key, year)) == []


def test_each_filter_of_the_calendar_narrows_it(world: World) -> None:
    transmitted(world)
    notified(world, plan(world, "XXC", days_ago=30))
    common = f"/visits/?{INVENTED}&year=any"
    assert sorted(listed(page(world, "maud", common))) == ["Bresk", "Corvania"]
    assert listed(page(world, "maud", f"{common}&state=XXC")) == ["Corvania"]
    assert listed(page(world, "maud", f"{common}&stage=ended")) == ["Bresk"]
    assert listed(page(world, "maud", f"{common}&kind=periodic")) == []
    assert "No visit is like that." in page(world, "maud", f"{common}&kind=periodic")


@pytest.mark.parametrize("odd", ["stage=gone", "state=XYZ", "kind=%00", "year=12", "year=0000"])
def test_a_word_that_no_visit_can_have_is_said_and_shows_none(world: World, odd: str) -> None:
    transmitted(world)
    body = page(world, "maud", f"/visits/?{INVENTED}&{odd}")
    assert "No visit can be" in body
    assert listed(body) == []


def test_a_calendar_of_sixty_visits_has_pages_and_asks_no_more_than_one_of_two(world: World) -> None:
    client = client_of(world, "ana")
    some(world, 2)
    address = f"/visits/?{INVENTED}&year=any"
    ask(client, address)
    few = len(ask(client, address).sql)
    some(world, 58)
    answer = ask(client, address)
    assert len(answer.sql) == few
    assert len(listed(answer.body)) == 50
    assert len(listed(ask(client, f"{address}&page=2").body)) == 10


def some(world: World, number: int) -> None:
    """So many visits, planned by Ana."""
    for one in range(number):
        begins = TODAY + timedelta(days=one)
        plan_visit(
            world.states["XXB"],
            kind=VisitKind.PERIODIC,
            begins=begins,
            ends=begins,
            by=world.ana,
            at=moment(TODAY),
        )


def test_the_programme_names_the_state_to_everybody_and_the_visit_to_nobody_else(world: World) -> None:
    begins = TODAY + timedelta(days=40)
    visit = plan_visit(
        world.states["XXC"], kind=VisitKind.PERIODIC, begins=begins, ends=begins, by=world.ana, at=moment(TODAY)
    )
    address = f"/visits/?{INVENTED}&year={begins.year}"
    assert "Corvania" not in page(world, "ines", address)
    announce_visit(visit, year=begins.year, on=TODAY, by=world.ana, at=moment(TODAY))
    body = page(world, "ines", address)
    assert "Corvania" in body[body.index('id="programme-h"') :]
    assert listed(body) == []
    assert str(visit.pk) not in body


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("key", ["ines", "jonas", "ruth", "piet", "rosa"])
def test_a_hidden_visit_changes_nothing_on_the_pages_about_all_visits(world: World, path: str, key: str) -> None:
    transmitted(world)
    client = client_of(world, key)
    ask(client, path)
    before = ask(client, f"{path}?{INVENTED}")
    hidden(world, "XXC")
    after = ask(client, f"{path}?{INVENTED}")
    assert (after.status, after.body, after.sql) == (before.status, before.body, before.sql)


def test_a_bar_reaches_from_the_first_day_to_the_last_and_never_over_the_edge() -> None:
    year = TODAY.year
    spans = [Span(TODAY.replace(year=year - 1, month=12, day=20), TODAY.replace(month=1, day=10), "a & b", "/x")]
    spans += [Span(TODAY.replace(month=12, day=31), TODAY.replace(year=year + 1, month=1, day=3), "c", "/y")]
    drawn = draw_year([Row("<Bresk>", spans)], year=year, today=TODAY, months=["m"] * 12, label="l", described_by="t")
    bars = [
        (float(left), float(wide))
        for left, wide in re.findall(r'class="year-bar" x="([\d.]+)%" y="\d+" width="([\d.]+)%"', drawn)
    ]
    assert bars[0][0] == 0
    assert all(left + wide <= 100.01 for left, wide in bars)
    assert "&lt;Bresk&gt;" in drawn
    assert "a &amp; b" in drawn
    assert "style=" not in drawn


# Who can go


def say(world: World, key: str, of: str, act: str, **fields: Any) -> Any:
    client, address = client_of(world, key), f"/people/{world.people[of].pk}/{act}/"
    found = re.search(r'name="key" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, {"key": found[1] if found else "", **fields})


def test_abilities_and_absences_are_said_and_shown(world: World) -> None:
    said = {"languages": "uk, fr", "skills": ["medicine", "law"], "gender": "woman"}
    assert say(world, "maud", "ines", "say-abilities", **said).headers["Location"] == "/visits/availability/"
    days = {"begins": TODAY.isoformat(), "ends": (TODAY + timedelta(days=3)).isoformat(), "note": "teaching"}
    assert say(world, "maud", "ines", "say-absence", **days).status_code == 302
    body = page(world, "tomas", "/visits/availability/")
    for words in ("Ukrainian, French", "medicine, law", "teaching"):
        assert words in body
    one = Absence.objects.get()
    assert say(world, "maud", "ines", "take-back-absence", absence=one.pk).status_code == 302
    assert "teaching" not in page(world, "tomas", "/visits/availability/")


def test_an_expert_says_it_of_themselves_and_of_nobody_else(world: World) -> None:
    assert say(world, "ruth", "ruth", "say-abilities", languages="en").status_code == 302
    assert say(world, "ruth", "ines", "say-abilities", languages="en").status_code == 409
    body = page(world, "ruth", "/visits/availability/")
    assert f"/people/{world.people['ruth'].pk}/say-abilities/" in body
    assert f"/people/{world.people['ines'].pk}/say-abilities/" not in body


def test_a_language_that_is_no_code_is_named_and_what_was_typed_stays(world: World) -> None:
    answer = say(world, "maud", "ines", "say-abilities", languages="uk, klingon!")
    assert answer.status_code == 422
    assert "klingon!” is no code of a language" in html.unescape(answer.content.decode())
    assert 'value="uk, klingon!"' in answer.content.decode()


def test_the_same_acts_are_commands(world: World) -> None:
    person = str(world.people["ines"].pk)
    told = run_command(["act", "person", "say-absence", person, "--as", "maud", "--set", "begins=2030-01-01",
                        "--set", "ends=2030-01-05"])  # fmt: skip
    assert told[0] == 0, told
    assert Absence.objects.count() == 1


# Statistics of access


def test_the_statistics_count_waits_and_refusals_and_each_number_leads_to_its_rows(world: World) -> None:
    visit = transmitted(world).visit
    at, place = moment(visit.begins), world.places["XXB"]
    told: dict[str, Any] = {"day": visit.begins, "place": place, "by": world.maud, "at": at}
    note_access(visit, hindrance=Hindrance.WAITED, minutes=95, why="none given", **told)
    note_access(visit, hindrance=Hindrance.REFUSED_RECORDS, why="The register was away.", **told)
    body = page(world, "maud", f"/visits/access/?{INVENTED}")
    assert "The longest wait was 95 minutes." in body
    links = re.findall(r'<a href="(\?[^"]*show=(\w+))">(\d+)</a>', body)
    for address, shown, number in links[:4]:
        rows = page(world, "maud", f"/visits/access/{address}")
        count = len(re.findall(r'<th scope="row" class="long">', rows))
        assert count == (2 if shown == "waits" else int(number)), shown
    assert "The register was away." in page(world, "maud", f"/visits/access/?{INVENTED}&show=refusals")


def test_the_statistics_are_taken_along_as_a_table(world: World) -> None:
    transmitted(world)
    text = page(world, "maud", f"/visits/access.csv?{INVENTED}").lstrip("\ufeff")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["by"] for row in rows} == {"altogether", "state", "year", "kind"}
    assert next(row for row in rows if row["by"] == "state")["of"] == "XXB"
    assert rows[0]["longest_minutes"] == "20"
    rows = list(
        csv.DictReader(page(world, "maud", f"/visits/access.csv?{INVENTED}&show=places").lstrip("\ufeff").splitlines())
    )
    assert [row["minutes_waited"] for row in rows] == ["20"]


@pytest.mark.parametrize("odd", ["state=XYZ", "year=x", "show=everything"])
def test_a_word_that_the_statistics_do_not_know_is_said(world: World, odd: str) -> None:
    transmitted(world)
    assert "Nothing can be" in page(world, "maud", f"/visits/access/?{INVENTED}&{odd}")


def test_where_nothing_was_noted_the_pages_say_what_they_will_hold(world: World) -> None:
    for path in ("/visits/", "/visits/access/"):
        assert "Nothing here yet" in page(world, "maud", f"{path}?{INVENTED}")
