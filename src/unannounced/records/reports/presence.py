"""Who is in which paragraph of a draft: technical rows without a line, forgotten after minutes."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from unannounced.duties.together import STAYS
from unannounced.records.accounts.queries import Viewer
from unannounced.records.reports.models import Paragraph, Presence, Report


def be_present(report: Report, paragraph: Paragraph | None, *, by: Viewer, at: datetime) -> None:
    """Note that somebody is in a paragraph, and forget who was seen long ago."""
    Presence.objects.filter(report=report, seen_at__lt=at - 10 * STAYS).delete()
    Presence.objects.bulk_create(  # one statement, whether they were there before or not
        [Presence(report=report, person_id=by.pk, paragraph=paragraph, seen_at=at)],
        update_conflicts=True,
        unique_fields=["report", "person"],
        update_fields=["paragraph", "seen_at"],
    )


def leave(report: Report, *, by: Viewer) -> None:
    """Somebody is not in the report any more."""
    Presence.objects.filter(report=report, person_id=by.pk).delete()


def others_in(report: Report, *, besides: Viewer, now: datetime) -> Mapping[UUID | None, list[str]]:
    """Who else is in the report now, by paragraph (``None``: in none of them); one query."""
    here = Presence.objects.filter(report=report, seen_at__gte=now - STAYS).exclude(person_id=besides.pk)
    names: dict[UUID | None, list[str]] = defaultdict(list)
    for one in here.select_related("person").order_by("person__display_name"):
        names[one.paragraph_id].append(one.person.display_name)
    return names
