"""What the acts of a visit share: a letter with the names as they stand, and somebody taken off the delegation."""

from datetime import date

from django.conf import settings

from unannounced.duties import noting
from unannounced.records.accounts.queries import Viewer
from unannounced.records.documents.models import Document
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.visits.models import Delegate, Notification, Visit
from unannounced.records.visits.queries import delegation, next_number


def keep_letter(
    line: LineDraft, visit: Visit, day: date, pdf: bytes | None, *, language: str, addressed_to: str, by: Viewer
) -> Notification:
    """Keep a letter with the names of everybody who goes, and note of those whom it names first that it does.

    ``pdf`` are its bytes; without them the letter lies elsewhere, and the names stand all the same.
    """
    number, going = next_number(visit), list(delegation(visit))
    document = line.keep(Document.as_it_came(f"letter-{number}.pdf", pdf)) if pdf else None
    kept = line.keep(
        Notification(
            visit=visit,
            number=number,
            day=day,
            language=language or settings.MECHANISM.languages[0],
            addressed_to=noting.tidy(addressed_to),
            names=[[one.person.display_name, one.capacity, one.head] for one in going],
            document=document,
            noted_by_id=by.pk,
        )
    )
    for one in going:
        if one.named_in_id is None:
            line.move(one, seen={"named_in": None, "left_on": None}, to={"named_in": kept})
    return kept


def take_off(line: LineDraft, delegate: Delegate, on: date, because: str) -> Delegate:
    """Let somebody be of the delegation until the day ``on``; its head is then to be named anew."""
    return line.move(delegate, seen={"left_on": None}, to={"left_on": on, "left_because": because, "head": False})
