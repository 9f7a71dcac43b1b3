"""Entries, their files and the sealed blobs they came in, as far as somebody may see them."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from unannounced.duties import opening
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Allowed, Decision, Refused, require
from unannounced.duties.noting import Sealed
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.keyrings.queries import goes_on
from unannounced.records.notebooks.models import Attachment, Entry, SealedBlob
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by, visit_permit

MOST_AT_ONCE = 200
"""Blobs whose file keys are handed over in one act."""


def entries_of(visit: Visit, viewer: Viewer) -> QuerySet[Entry]:
    """The notebook of a visit in the order it was written, for those who see the visit."""
    entries = Entry.objects.filter(visit=visit, visit__in=seen_by(viewer))
    return entries.select_related("noted_by", "place", "blob").order_by("noted_on", "kind", "id")


def entries_seen_by(viewer: Viewer) -> QuerySet[Entry]:
    """The entries of every visit that ``viewer`` sees."""
    return Entry.objects.filter(visit__in=seen_by(viewer)).select_related(
        "visit__state", "place", "noted_by", "blob", "corrects", "conflicts_with", "pseudonym"
    )


def blobs_seen_by(viewer: Viewer) -> QuerySet[SealedBlob]:
    """The sealed blobs of every visit that ``viewer`` sees."""
    return SealedBlob.objects.filter(visit__in=seen_by(viewer)).select_related("visit__state", "device")


def blobs_of(visit: Visit, viewer: Viewer, *stands: Sealed) -> QuerySet[SealedBlob]:
    """The blobs of a visit that stand so, by device and number."""
    found = blobs_seen_by(viewer).filter(visit=visit, stands__in=stands)
    return found.order_by("device", "number", "digest")


def waiting_for_keys(visit: Visit, viewer: Viewer, *, after: str = "") -> QuerySet[SealedBlob]:
    """The blobs of a visit whose file keys are wanted, by digest behind ``after``; a page of them is one act."""
    found = blobs_seen_by(viewer).filter(
        Q(stands=Sealed.WAITS) | Q(stands=Sealed.UNREADABLE), visit=visit, file_key="", digest__gt=after
    )
    return found.order_by("digest")


def attachments_seen_by(viewer: Viewer) -> QuerySet[Attachment]:
    """The files of entries of every visit that ``viewer`` sees."""
    return Attachment.objects.filter(entry__visit__in=seen_by(viewer)).select_related("entry__visit__state", "of")


def attachments_of(entries: Iterable[Entry]) -> dict[UUID, list[Attachment]]:
    """The files of each of ``entries``, originals first; one query."""
    found: dict[UUID, list[Attachment]] = {}
    rows = Attachment.objects.filter(entry__in=[one.pk for one in entries])
    for one in rows.order_by("role", "name", "pk"):
        found.setdefault(one.entry_id, []).append(one)
    return found


def blobs_by_digest(visit: Visit, digests: Iterable[str]) -> dict[str, SealedBlob]:
    """The blobs of a visit by digest."""
    return {one.digest: one for one in SealedBlob.objects.filter(visit=visit, digest__in=set(digests))}


def may_open(visit: Visit, viewer: Viewer) -> Decision:
    """Whether ``viewer`` may open the notebook of this visit now."""
    return opening.may_open(
        notified_on=visit.notified_on,
        begun_on=visit.begun_on,
        delegate=goes_on(viewer, visit),
        profile=settings.MECHANISM,
    )


def may_correct(entry: Entry) -> Decision:
    """Whether an entry may be corrected: what was corrected already is corrected by correcting its correction."""
    if not Entry.objects.filter(corrects=entry).exists():
        return Allowed()
    return Refused(
        say("This entry was corrected already."),
        say("Rule of this software: what was said is not overwritten"),
        say("Correct the newest of its corrections."),
    )


def require_may_open(visit: Visit, by: Viewer) -> None:
    """Raise ``RefusedByRule`` unless ``by`` may open the notebook of this visit now."""
    visit_permit(Act.OPEN_NOTEBOOK, by, visit)
    require(may_open(visit, by))
