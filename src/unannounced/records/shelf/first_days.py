"""Since when a document is here: a correction makes no document newer than its first version was."""

from datetime import date

from django.db.models import Min
from django.db.models.functions import Coalesce

from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedStatement

Model = type[ShelvedReport] | type[ShelvedResponse] | type[ShelvedStatement]


def since_its_first_version(model: Model, slug: str) -> None:
    """Every version of a document is here since the day of the first that came, in whichever order they came.

    A report that bears no day of its own stands in lists by that day as well.
    """
    held = model._base_manager.filter(slug=slug)
    first = held.aggregate(day=Min("version_on"))["day"]
    held.update(published_on=first)
    if model is ShelvedReport:
        ShelvedReport.objects.filter(slug=slug).update(day=Coalesce("dated_on", "published_on"))


def made_from(parcel_digest: str, version: int, published_on: date) -> str:
    """What is written of a document from its row rests on its parcel; a correction also on the day of the first.

    >>> made_from("5f0e", 1, date(2026, 9, 15)), made_from("77aa", 2, date(2026, 9, 15))
    ('5f0e', '77aa since 2026-09-15')
    """
    return parcel_digest if version == 1 else f"{parcel_digest} since {published_on.isoformat()}"
