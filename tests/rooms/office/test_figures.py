"""The figures of a period by page and by command: each number down to its rows, and nothing of what somebody may not see."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.office.sameness import client_of, run_command
from tests.world import TODAY, World, answered, hidden, moment, notify_and_end, plan, published, transmitted
from unannounced.duties.general_report import Figures, words
from unannounced.duties.tabulating import TOTAL, Period
from unannounced.records.publications.figures import Scope, facts
from unannounced.records.recommendations.queries import thread_of
from unannounced.rooms.office.pages.figures_asked import Filters, made

pytestmark = pytest.mark.django_db

FIRST, LAST = (TODAY - timedelta(days=400)).isoformat(), TODAY.isoformat()
DAYS = f"register=invented&from={FIRST}&to={LAST}"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def seen(world: World, key: str, **filters: str) -> Figures:
    """The figures of the last 400 days as somebody sees them."""
    asked = Filters(register="invented", first=FIRST, last=LAST, **filters)
    return made(asked, world.viewers[key], Period(TODAY - timedelta(days=400), TODAY, TODAY))


def number(of: Figures, table: str, line: str, column: str) -> object:
    held = of.table(table)
    assert held is not None
    figure = held.figure(line, column)
    return figure and figure.value


def test_the_page_has_every_table_and_each_number_leads_to_as_many_rows(world: World) -> None:
    chain = transmitted(world)
    answered(world, chain)
    client, found = client_of(world, "maud"), seen(world, "maud")
    body = page(client, f"/figures/?{DAYS}")
    for word in words(settings.MECHANISM):
        assert f'<h2 id="{word}">' in body
    for table in found.tables:
        for line in table.every_line:
            for column, figure in zip(table.columns, line.figures, strict=True):
                if not figure.refs:
                    continue
                address = f"/figures/{table.id}/?{DAYS}&row={line.key}&column={column.key}"
                rows = page(client, address)
                assert rows.count("<tr data-row") == len(figure.refs), address
                assert f"row={line.key}&amp;column={column.key}" in body, address


def test_the_rows_lead_to_what_was_counted(world: World) -> None:
    chain = transmitted(world)
    client = client_of(world, "maud")
    assert f"/items/{chain.item.pk}/" in page(client, f"/figures/items/?{DAYS}&row=total&column=items")
    assert f"/reports/{chain.report.pk}/" in page(client, f"/figures/reports/?{DAYS}&row=XXB&column=transmitted")
    assert f"/visits/{chain.visit.pk}/" in page(client, f"/figures/visits/?{DAYS}&row=XXB&column=days")
    assert f"/places/{world.places['XXB'].pk}/" in page(client, f"/figures/places/?{DAYS}&row=prison&column=places")
    assert "Fenwold Prison" in page(client, f"/figures/places/?{DAYS}&row=prison&column=known")


def test_a_line_or_a_column_that_there_is_not_counts_nothing(world: World) -> None:
    client = client_of(world, "maud")
    for asked in ("row=XXZ&column=days", "row=total&column=nothing", "row=%3Cb%3E&column=days"):
        body = page(client, f"/figures/visits/?{DAYS}&{asked}")
        assert "Nothing is counted there." in body
        assert "<b>" not in body
    assert client.get("/figures/nothing/").status_code == 404
    assert client.get("/figures/nothing.csv").status_code == 404


def test_days_of_which_no_figures_can_be_made_are_refused_and_stay_in_the_form(world: World) -> None:
    body = page(client_of(world, "maud"), "/figures/?register=invented&from=2025-05-02&to=2025-05-01")
    assert "no day lies between them" in body
    assert 'value="2025-05-02"' in body
    body = page(client_of(world, "maud"), "/figures/?register=invented&from=2025-02-30")
    assert "2025-02-30" in body
    assert "is no day, State or version" in body


def test_before_the_first_visit_the_page_says_what_it_will_hold(world: World) -> None:
    body = page(client_of(world, "maud"), f"/figures/?{DAYS}")
    assert "Nothing here yet" in body
    assert "Choose a State to visit" in body


def test_where_an_item_stands_is_computed_for_the_last_day_of_the_period(world: World) -> None:
    """Answered today: up to yesterday nobody had answered."""
    chain = transmitted(world)
    answered(world, chain)
    today = Period(TODAY - timedelta(days=400), TODAY, TODAY)
    scope = Scope(world.maud, invented=True)
    (item,) = facts(scope, today).items
    assert item.status is thread_of(chain.item, today=TODAY).follow_up.status
    assert item.answered
    before = facts(scope, Period(TODAY - timedelta(days=400), TODAY - timedelta(days=1), TODAY)).items
    assert before == [], "and before it was transmitted it was no item of the State"


def test_the_dialogue_says_of_every_item_what_the_item_itself_says(world: World) -> None:
    from bench.inside.dialogue_made_up import fill

    from unannounced.records.recommendations.models import Item

    fill(world, 12)
    held = facts(Scope(world.maud, invented=True), Period(TODAY - timedelta(days=9000), TODAY, TODAY)).items
    found = {one.ref.partition(":")[2].replace("-", ""): one for one in held}
    rows = Item.objects.select_related("report__visit", "paragraph").prefetch_related("responses", "assessments")
    threads = [thread_of(item, today=TODAY) for item in rows]
    known = [one for one in threads if one.known_on is not None and one.known_on <= TODAY]
    assert len(known) == len(found) > 1000
    for thread in known:
        one = found[thread.item.pk.hex]
        assert (one.status, one.due_on) == (thread.follow_up.status, thread.due and thread.due.day)


# Need to know


@pytest.mark.parametrize("key", ["ines", "jonas", "ruth", "piet", "rosa"])
def test_a_hidden_visit_changes_no_figure_no_row_and_no_file_of_whoever_need_not_know(world: World, key: str) -> None:
    transmitted(world)
    before = list(told(world, key))
    hidden(world)
    assert list(told(world, key)) == before


def told(world: World, key: str) -> Iterator[str]:
    """All that the figures tell somebody."""
    client = client_of(world, key)
    for public in ("", "&public=1"):
        yield page(client, f"/figures/?{DAYS}{public}").partition("<main")[2]
        for word in words(settings.MECHANISM):
            yield page(client, f"/figures/{word}/?{DAYS}{public}").partition("<main")[2]
            answer: Any = client.get(f"/figures/{word}.csv?{DAYS}{public}")
            yield b"".join(answer.streaming_content).decode()
    for line, column in (("total", "items"), ("XXB", "items"), ("none", "open")):
        for table in ("items", "dialogue", "open"):
            yield page(client, f"/figures/{table}/?{DAYS}&row={line}&column={column}").partition("<main")[2]


def test_nobody_but_the_committee_sees_the_reports_of_a_visit_they_were_not_on(world: World) -> None:
    transmitted(world)
    assert number(seen(world, "maud"), "activity", "transmitted", "number") == 1
    assert number(seen(world, "ruth"), "activity", "transmitted", "number") == 0
    assert "Counted is only what you may see." in page(client_of(world, "ruth"), f"/figures/?{DAYS}")


# The version for the public


def test_what_an_unpublished_report_says_is_withheld_with_its_reason_and_printed_once_it_is_published(
    world: World,
) -> None:
    chain = transmitted(world)
    client = client_of(world, "maud")
    body = page(client, f"/figures/items/?{DAYS}&public=1")
    assert ">withheld<" in body
    assert "fewer than 5 States" in body
    assert "&amp;row=" not in body, "what is printed leads to no rows"
    published(world, chain)
    again = page(client, f"/figures/items/?{DAYS}&public=1")
    assert ">withheld<" not in again
    assert number(seen(world, "maud", public="1"), "items", TOTAL, "items") == 1


def test_a_visit_that_goes_on_is_not_counted_for_the_public(world: World) -> None:
    from unannounced.records.visits.actions import begin_visit, notify_visit

    visit = plan(world, days_ago=1)
    day = visit.begins - timedelta(days=1)
    notify_visit(visit, notified_on=day, by=world.maud, at=moment(day))
    begin_visit(visit, on=visit.begins, by=world.maud, at=moment(visit.begins))
    assert number(seen(world, "maud"), "visits", "XXB", "days") == 2
    assert number(seen(world, "maud", public="1"), "visits", TOTAL, "days") == 0


# Taken along


def test_a_table_as_csv_has_every_line_and_shares_in_per_cent(world: World) -> None:
    published(world, transmitted(world))
    answer: Any = client_of(world, "maud").get(f"/figures/states.csv?{DAYS}")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert {one["line"] for one in rows} == {*world.states, TOTAL}
    bresk = next(one for one in rows if one["line"] == "XXB")
    assert (bresk["name"], bresk["visits"], bresk["published"], bresk["share"]) == ("Bresk", "1", "1", "100.0")


def test_all_tables_as_an_annex_are_one_pdf_and_the_same_bytes_each_time(world: World) -> None:
    transmitted(world)
    client = client_of(world, "maud")
    one = client.get(f"/figures/annex.pdf?{DAYS}&public=1")
    assert one["Content-Type"] == "application/pdf"
    assert "public.pdf" in one["Content-Disposition"]
    assert one.content.startswith(b"%PDF-")
    assert client.get(f"/figures/annex.pdf?{DAYS}&public=1").content == one.content


def test_the_command_says_what_the_page_says(world: World) -> None:
    transmitted(world)
    days = ["--from", FIRST, "--to", LAST, "--invented", "--as", "maud"]
    code, out, _err = run_command(["figures", "visits", *days, "--csv"])
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, rows[-1]["days"]) == (0, str(number(seen(world, "maud"), "visits", TOTAL, "days")))
    code, out, _err = run_command(["figures", "items", "--row", "total", "--column", "items", *days])
    assert (code, len(out.splitlines())) == (0, 2)
    assert run_command(["figures", "--public", *days])[1].count("Withheld where it rests on unpublished reports") >= 3


def test_the_command_refuses_what_it_cannot_count_and_says_what_there_is(world: World) -> None:
    assert run_command(["figures", "--as", "maud", "--from", "2025-05-02", "--to", "2025-05-01"])[0] == 2
    code, _out, err = run_command(["figures", "everything", "--as", "maud"])
    assert code == 1
    assert "activity, visits, places" in err
    assert run_command(["figures", "--as", "maud", "--from", "2025-02-30"])[0] == 1
    assert run_command(["figures", "--as", "maud", "--row", "XXB"])[0] == 1


def test_the_page_asks_as_often_for_many_reports_as_for_few(world: World) -> None:
    from bench.inside.dialogue_made_up import fill

    client = client_of(world, "maud")
    notify_and_end(world, plan(world))
    fill(world, 3)
    page(client, f"/figures/?{DAYS}")
    with CaptureQueriesContext(connection) as few:
        page(client, f"/figures/?{DAYS}")
    for _more in range(4):
        transmitted(world, days_ago=30 + _more)
    with CaptureQueriesContext(connection) as many:
        page(client, f"/figures/?{DAYS}")
    assert len(many) == len(few)
