"""A shelf of before, brought up to date: what stood on it stays, and is what its parcels say."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.rooms.portal.conftest import NOW, parcel, report


@pytest.mark.django_db(transaction=True)
def test_a_shelf_of_before_is_brought_up_to_date_and_verifies() -> None:
    """A report of the first format stands by the day of its publication."""
    from unannounced.records.parcels.models import Parcel
    from unannounced.records.shelf.models import ShelvedReport
    from unannounced.records.shelf.verifying import verify

    executor = MigrationExecutor(connection)
    executor.migrate([("shelf", "0001_initial")])
    try:
        before = executor.loader.project_state([("shelf", "0001_initial")]).apps
        said, came = report(paragraphs=[]), parcel("publication", report(paragraphs=[]))
        Parcel.objects.create(
            direction="in",
            room="office",
            kind=came.kind,
            version=1,
            digest=came.digest,
            content=came.content,
            made_at=NOW,
        )
        visit, state = said["visit"], said["state"]
        before.get_model("shelf", "ShelvedReport").objects.create(
            slug=said["slug"],
            version=1,
            newest=True,
            state_code=state["code"],
            state_names=state["names"],
            invented=True,
            symbol=said["symbol"],
            title=said["title"],
            visit_kind=visit["kind"],
            visit_begins=visit["begins"],
            visit_ends=visit["ends"],
            requested_on=said["requested_on"],
            published_on=said["published_on"],
            parcel_digest=came.digest,
        )
    finally:
        call_command("migrate", verbosity=0, interactive=False)
    one = ShelvedReport.objects.get()
    assert (one.day, one.body, one.dated_on) == (one.published_on, "", None)
    assert verify() == (1, [])
