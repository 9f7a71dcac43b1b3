"""What a person enters of a place by hand: each time a source of its own, so that it can be withdrawn alone."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from unannounced.duties.registering import packed
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.places.models import Counts, Listing, Place, Source


def is_kept(key: UUID | None) -> bool:
    """Whether what a form would make was made already: it was sent twice."""
    return key is not None and Source.objects.filter(pk=key).exists()


def keep_by_hand(
    line: LineDraft,
    place: Place,
    source: str,
    day: date,
    says: Sequence[tuple[str, str]],
    by: Viewer,
    at: datetime,
    *,
    since: date | None = None,
    key: UUID | None = None,
) -> Listing:
    """Keep what ``source`` says of ``place`` on ``day``, as ``by`` enters it; ``key`` is the id of the source."""
    kept = Source(title=source.strip(), as_of=day, rows=1, taken_by_id=by.pk, taken_at=at)
    if key is not None:
        kept.pk = key
    told = [[what, value, since.isoformat() if since else None, None] for what, value in says]
    return line.keep(Listing(place=place, source=line.keep(kept), says=told))


def keep_count(line: LineDraft, listing: Listing, what: str, number: int, day: date) -> Counts:
    """Keep one number of one day."""
    first, last, text = packed([(day, number)])
    series = {what: [first.isoformat(), text]}
    state = listing.place.state_id
    return line.keep(
        Counts(source=listing.source, listing=listing, state_id=state, first=first, last=last, series=series)
    )
