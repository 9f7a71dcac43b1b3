"""Entries somebody may read."""

from django.db.models import QuerySet

from unannounced.records.accounts.queries import Viewer
from unannounced.records.notebooks.models import Entry
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by


def entries_of(visit: Visit, viewer: Viewer) -> QuerySet[Entry]:
    """The notebook of a visit in the order it was written, for those who see the visit."""
    entries = Entry.objects.filter(visit=visit, visit__in=seen_by(viewer))
    return entries.select_related("noted_by", "place").order_by("noted_on", "kind", "id")
