"""Lines of the ledger as a page shows them: with names, and with numbers for auditors only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unannounced.duties import confidentiality
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.queries import lines_about

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
    return [
        ShownLine(
            at=line.at,
            act=line.act,
            by=names.get(line.by, "–"),
            note="" if line.via == "by page" else line.via,
            number=line.number if numbered else None,
        )
        for line in lines
    ]
