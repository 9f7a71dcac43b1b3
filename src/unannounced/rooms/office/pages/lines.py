"""Lines of the ledger as a page shows them: with names, and with numbers for auditors only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from unannounced.duties import confidentiality
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import BY_PAGE
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.queries import lines_about
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class ShownLine:
    """What ``web/pieces/ledger_line.html`` shows."""

    at: datetime
    act: str
    by: str
    note: str
    number: int | None


def ledger_lines(subjects: Iterable[UUID], viewer: Viewer) -> list[ShownLine]:
    """The newest lines about ``subjects``, which the page has shown to ``viewer`` already; two queries."""
    return shown_lines(list(lines_about(subjects)[:AT_MOST]), viewer)


def shown_lines(lines: Sequence[Line], viewer: Viewer) -> list[ShownLine]:
    """``lines`` with the names of those who acted, found by one query."""
    names = dict(Person.objects.filter(pk__in={line.by for line in lines}).values_list("pk", "display_name"))
    numbered = confidentiality.sees_ledger(viewer.roles)
    withheld = _withheld(lines, viewer) if numbered else frozenset()
    return [
        ShownLine(
            at=line.at,
            act=_("withheld until its visit is notified") if line.pk in withheld else _(line.act),
            by="–" if line.pk in withheld else names.get(line.by, "–"),
            note="" if line.via == BY_PAGE or line.pk in withheld else _(line.via),
            number=line.number if numbered else None,
        )
        for line in lines
    ]


def _withheld(lines: Sequence[Line], viewer: Viewer) -> frozenset[int]:
    """Lines of visits that are not notified and not known to ``viewer``: of them an auditor sees the number alone."""
    within = {line.within for line in lines if line.within}
    hidden = set(
        Visit.objects.filter(pk__in=within, notified_on=None, begun_on=None)
        .exclude(pk__in=seen_by(viewer))
        .values_list("pk", flat=True)
    )
    return frozenset(line.pk for line in lines if line.within in hidden)
