"""Items as the pages of the liaison room show them, and what they are filtered by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from unannounced.crafts.passing import Due
from unannounced.duties import answering
from unannounced.duties.answering import Stand
from unannounced.duties.dialogue import CLAIM_WORDS, Claim, distance
from unannounced.duties.reporting import ITEM_WORDS, ItemKind
from unannounced.records.desk.queries import Officer, Report, Standing, report_of

UNANSWERED, OVERDUE, DRAFTED, GIVEN = "unanswered", "overdue", "drafted", "given"


def seen_report(officer: Officer, report: UUID) -> Report:
    """The report, if it was transmitted to the officer's State; hidden and absent are one."""
    found = report_of(officer, report)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Where:
    """Where an item stands, as ``web/pieces/follow_up.html`` takes it."""

    word: str
    shape: str


@dataclass(frozen=True, slots=True)
class ShownDue:
    """A day due, as ``web/pieces/due.html`` takes it."""

    day: date
    distance: object
    overdue: bool
    steps: Sequence[object]


def shown_due(due: Due | None, today: date, *, settled: bool) -> ShownDue | None:
    """A day due with its arithmetic; once nothing is open it says no more how far off it is."""
    if due is None:
        return None
    overdue = today > due.day and not settled
    return ShownDue(due.day, None if settled else distance(due.day, today), overdue, due.steps)


def kind_word(kind: str) -> str:
    """The word for a kind of item."""
    return _(ITEM_WORDS[ItemKind(kind)]) if kind in set(ItemKind) else kind


def claim_word(claim: str) -> str:
    """The words of a claim."""
    return _(CLAIM_WORDS[Claim(claim)]) if claim in set(Claim) else claim


def where(standing: Standing) -> Where:
    """Its word and shape."""
    return Where(_(answering.WORDS[standing.where]), answering.SHAPES[standing.where])


def row(standing: Standing, today: date) -> dict[str, object]:
    """An item as a list shows it."""
    item = standing.item
    settled = standing.where in {Stand.GIVEN, Stand.RECEIVED, Stand.WITHDRAWN}
    return {
        "id": item.id,
        "number": item.number,
        "kind": item.kind,
        "kind_word": kind_word(item.kind),
        "text": item.text,
        "ministry": standing.ministry,
        "where": where(standing),
        "due": shown_due(item.due, today, settled=settled),
        "disputed": bool(standing.disputed),
    }


def chosen(found: Sequence[Standing], show: str, ministry: str) -> list[Standing]:
    """The items that a filter leaves: by where they stand, and by the authority that is to answer."""
    tests: dict[str, Callable[[Standing], bool]] = {
        UNANSWERED: lambda one: one.where is Stand.UNANSWERED,
        OVERDUE: lambda one: one.overdue,
        DRAFTED: lambda one: one.where is Stand.DRAFTED,
        GIVEN: lambda one: one.where in {Stand.GIVEN, Stand.RECEIVED},
    }
    test = tests.get(show)
    return [one for one in found if (test is None or test(one)) and (not ministry or one.ministry == ministry)]


def ministries(found: Sequence[Standing]) -> list[str]:
    """The authorities that are to answer, by name."""
    return sorted({one.ministry for one in found if one.ministry})


def asked_of(request: HttpRequest) -> tuple[str, str]:
    """What the address filters by."""
    return request.GET.get("show", "")[:20], request.GET.get("ministry", "")[:200]
