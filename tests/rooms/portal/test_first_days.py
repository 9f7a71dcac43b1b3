"""A correction makes no document newer: it is here since its first version, wherever the portal says so."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.rooms.portal.conftest import NOW, carry, parcel, report
from tests.rooms.portal.reading_room import ADDRESS, answer, publish
from tests.rooms.portal.test_portal_documents import stated

Read = Callable[..., str]
FIRST, CORRECTED = "2023-11-03", "2024-05-31"
INVENTED = {"register": "invented"}
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def corrected(shelf: Any, settings: Any) -> Any:
    """A report, a response and a statement of 2023, each corrected in 2024."""
    settings.DEMONSTRATION = True
    for version, day in ((1, FIRST), (2, CORRECTED)):
        publish(version=version, published_on=day)
        answer(version, published_on=day)
        carry("statement", stated(version=version, published_on=day))
    return shelf


def text(client: Any, address: str, **asked: str) -> str:
    answered = client.get(address, asked or INVENTED)
    assert answered.status_code == 200, address
    return (b"".join(answered.streaming_content) if answered.streaming else answered.content).decode()


@pytest.mark.parametrize(
    ("table", "day"), [("reports", "day"), ("reports", "published_on"), ("statements", "published_on")]
)
def test_tables_have_the_day_of_the_first_version(table: str, day: str, corrected: Any, client: Any) -> None:
    (row,) = csv.DictReader(io.StringIO(text(client, f"/data/{table}.csv")))
    assert (row["version"], row[day]) == ("2", FIRST)


def test_lists_by_year_have_it_under_the_year_of_its_first_version(corrected: Any, read: Read, client: Any) -> None:
    assert "Report 4 on a visit" in read("/reports/?register=invented&year=2023")
    assert "Report 4 on a visit" not in read("/reports/?register=invented&year=2024")
    assert ADDRESS in read("/contents/2023/?register=invented")
    told = [
        client.get("/api/v1/reports", {"invented": "true", "year": year}).json()["reports"] for year in (2023, 2024)
    ]
    assert [len(one) for one in told] == [1, 0]
    assert (told[0][0]["day"], told[0][0]["published_on"]) == (FIRST, FIRST)


def test_each_version_keeps_its_own_day_beside(corrected: Any, read: Read, client: Any) -> None:
    versions = client.get("/api/v1/reports/CPT-Inf-2026-4").json()["versions"]
    assert [(one["version"], one["published_on"]) for one in versions] == [(2, CORRECTED), (1, FIRST)]
    page = read(ADDRESS)
    assert "This is version 2 of 31 May 2024" in page
    assert "Version 1 of 3 November 2023" in page
    assert f'<dt>Published</dt><dd><time datetime="{FIRST}"' in page
    assert "On 31 May 2024 it was replaced by version 2" in read(f"{ADDRESS}versions/1/")
    assert "Version 2 of 31 May 2024" in read("/responses/CPT-Inf-2026-5/")
    assert "Published on 3 November 2023" in read("/responses/CPT-Inf-2026-5/")


def test_the_api_lists_responses_and_statements_by_their_first_days(corrected: Any, client: Any) -> None:
    for kind in ("responses", "statements"):
        (one,) = client.get(f"/api/v1/{kind}?invented=true").json()[kind]
        assert one["published_on"] == FIRST


def test_the_time_line_has_the_report_before_what_followed_it(corrected: Any, client: Any) -> None:
    carry("response-publication", json.loads(json.dumps(_answered_in_december())))
    rows = list(csv.DictReader(io.StringIO(text(client, "/timeline.csv"))))
    days = {row["kind"]: row["day"] for row in rows}
    assert days["report"] == days["statement"] == FIRST
    assert [(row["day"], row["kind"]) for row in rows if row["kind"] == "response"][-1] == ("2023-12-01", "response")


def _answered_in_december() -> dict[str, Any]:
    one = {"paragraph": 2, "number": "2.1", "kind": "recommendation", "text": "Ensure rest.", "responses": []}
    return {
        "slug": "CPT-Inf-2026-8",
        "symbol": "CPT/Inf (2026) 8",
        "version": 1,
        "report": {"slug": "CPT-Inf-2026-4", "symbol": "CPT/Inf (2026) 4"},
        "title": "Report 4 on a visit",
        "state": report()["state"],
        "published_on": "2023-12-01",
        "answers": [one],
    }


def test_it_is_cited_by_its_first_day_and_an_older_version_by_its_own(corrected: Any, read: Read, client: Any) -> None:
    assert "DA  - 2023/11/03" in text(client, f"{ADDRESS}cite.ris")
    assert "year = {2023}" in text(client, f"{ADDRESS}cite.bib")
    assert "published on 3 November 2023" in read(f"{ADDRESS}cite/")
    assert "DA  - 2023/11/03" in text(client, "/responses/CPT-Inf-2026-5/cite.ris")
    publish(version=3, published_on="2025-02-01")
    assert "version 2, published on 31 May 2024" in read(f"{ADDRESS}versions/2/")


def test_programs_and_readers_of_feeds_are_told_both_days(corrected: Any, read: Read) -> None:
    page = read(ADDRESS)
    assert f'"datePublished":"{FIRST}"' in page
    assert f'"dateModified":"{CORRECTED}"' in page
    feed = read("/feed.atom?register=invented")
    assert feed.count(f"<published>{FIRST}T00:00:00Z</published>") == 3
    assert feed.count(f"<updated>{CORRECTED}T00:00:00Z</updated>") == 4, "three entries, and the feed itself"


def test_crawlers_are_told_when_it_was_corrected(shelf: Any, client: Any) -> None:
    for version, day in ((1, FIRST), (2, CORRECTED)):
        shelf.publish(4, "FRA", version=version, published_on=day)
    assert f"{ADDRESS}</loc><lastmod>{CORRECTED}" in text(client, "/sitemaps/reports-1.xml")


def test_figures_count_it_in_the_year_of_its_first_version(corrected: Any, client: Any) -> None:
    from unannounced.rooms.portal.figures import keeping_up

    keeping_up.bring_up_to_date()
    rows = list(csv.DictReader(io.StringIO(text(client, "/figures/publications.csv"))))
    assert {row["name"]: row["reports"] for row in rows if row["reports"] != "0"} == {"2023": "1"}


def test_search_finds_it_by_the_year_of_its_first_version(corrected: Any, client: Any, searchable: Any) -> None:
    searchable()
    told = {year: text(client, "/search/", register="invented", q="text", year=year) for year in ("2023", "2024")}
    assert "CPT/Inf (2026) 4" in told["2023"]
    assert "CPT/Inf (2026) 4" not in told["2024"]


def test_the_order_in_which_versions_come_changes_nothing(shelf: Any, client: Any, searchable: Any) -> None:
    """What was written of the correction alone is written again when the first version comes."""
    publish(version=2, published_on=CORRECTED)
    searchable()
    publish(version=1, published_on=FIRST)
    assert client.get("/api/v1/reports/CPT-Inf-2026-4").json()["day"] == FIRST
    assert searchable() == 1
    assert "CPT/Inf (2026) 4" in text(client, "/search/", register="invented", q="text", year="2023")


def test_a_report_that_bears_a_day_stands_by_that(shelf: Any, client: Any) -> None:
    for version, day in ((1, FIRST), (2, CORRECTED)):
        shelf.show_archived(version=version, published_on=day)
    one = client.get("/api/v1/reports/A-HRC-9").json()
    assert (one["day"], one["published_on"]) == ("2011-02-10", FIRST)


@pytest.mark.django_db(transaction=True)
def test_a_shelf_of_before_is_corrected() -> None:
    from unannounced.records.parcels.models import Parcel
    from unannounced.records.shelf.models import ShelvedReport
    from unannounced.records.shelf.verifying import verify

    before = [("shelf", "0008_who_decided_a_statement")]
    executor = MigrationExecutor(connection)
    executor.migrate(before)
    try:
        apps = executor.loader.project_state(before).apps
        for version, day in ((1, FIRST), (2, CORRECTED)):
            said = report(version=version, published_on=day, paragraphs=[])
            came = parcel("publication", said)
            held = {"kind": came.kind, "version": 1, "digest": came.digest, "content": came.content}
            Parcel.objects.create(direction="in", room="office", made_at=NOW, **held)
            visit, state = said["visit"], said["state"]
            apps.get_model("shelf", "ShelvedReport").objects.create(
                **{name: said[name] for name in ("slug", "version", "symbol", "title", "requested_on", "published_on")},
                newest=version == 2,
                state_code=state["code"],
                state_names=state["names"],
                invented=True,
                visit_kind=visit["kind"],
                visit_begins=visit["begins"],
                visit_ends=visit["ends"],
                day=day,
                parcel_digest=came.digest,
            )
    finally:
        call_command("migrate", verbosity=0, interactive=False)
    told = [(one.day.isoformat(), one.version_on.isoformat()) for one in ShelvedReport.objects.order_by("version")]
    assert told == [(FIRST, FIRST), (FIRST, CORRECTED)]
    assert verify() == (2, [])
