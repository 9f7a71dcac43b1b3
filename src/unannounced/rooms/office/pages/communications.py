"""The register of communications, for keepers: that each came, by which way, how urgent it is, and who deals with it.

Of what was written, and of whom, nothing is here: the register does not hold it in clear.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import Row as TableRow
from unannounced.duties.corresponding import STAGE_WORDS, WAY_IN_WORDS, Stage, WayIn
from unannounced.duties.receiving import URGENCY_WORDS, Urgency
from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications import queries
from unannounced.records.communications.queries import PAGE, Row, Wanted
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import Choice, choices
from unannounced.rooms.office.pages.communication_keys import require_keeper
from unannounced.rooms.office.pages.exporting import FORMATS, Table, table

SHAPES: Mapping[Urgency, str] = {
    Urgency.FIRST: "dot",
    Urgency.UNREAD: "ring",
    Urgency.SOON: "half",
    Urgency.IN_TURN: "bar",
}
ME, NOBODY, SOMEBODY = "me", "nobody", "somebody"
COLUMNS = ("mark", "way_in", "came_on", "language", "stage", "urgency", "assigned_to", "days", "id")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A line of the register as the list shows it; ``days`` is None where nobody waits any more."""

    row: Row
    way_in: str
    stage: str
    urgency: str
    shape: str
    people: list[str]
    days: int | None


def communications(request: Asked) -> HttpResponse:
    """The register, the most urgent first, fifty on a page."""
    require_keeper(request)
    wanted, narrowed = asked_for(request.GET)
    rows, page = _page(request, wanted)
    context = {
        "rows": shown(rows, request.viewer, today=request.moment.date()),
        "page": page,
        "found": page.paginator.count,
        "narrowed": narrowed,
        "filters": _filters(request.GET),
        "mark": wanted.mark,
        "has_key": queries.newest_key() is not None,
        "tables": [Table(one.word, _address(one.ending, request)) for one in FORMATS],
    }
    return render(request, "office/communications.html", context)


def _page(request: Asked, wanted: Wanted) -> tuple[tuple[Row, ...], "Page[int]"]:
    """The lines of the page that the address asks for, or of the last one; two queries where it is there."""
    said = request.GET.get("page", "")
    number = int(said) if said.isdecimal() and len(said) < 7 else 1
    values = {name: getattr(wanted, name) for name in Wanted.__slots__}
    found = queries.register(request.viewer, page=number, **values)
    page = Paginator(range(found.found), PAGE).get_page(number)
    if page.number != number:
        found = queries.register(request.viewer, page=page.number, **values)
    return found.rows, page


def _address(ending: str, request: Asked) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return reverse(f"communications_{ending}") + (f"?{asked.urlencode()}" if asked else "")


def asked_for(query: QueryDict) -> tuple[Wanted, bool]:
    """What the address asks for, and whether it asks for anything; a word that is not known is passed over."""
    whose = query.get("for", "")
    wanted = Wanted(
        stage=_one(Stage, query.get("stage", "")),
        urgency=_one(Urgency, query.get("urgency", "")),
        way_in=_one(WayIn, query.get("way-in", "")),
        assigned={NOBODY: False, SOMEBODY: True}.get(whose),
        mine=whose == ME,
        mark=query.get("mark", "").strip()[:9],
    )
    return wanted, wanted != Wanted()


def _one(words: Any, value: str) -> Any:
    return words(value) if value in set(words) else None


def _filters(query: QueryDict) -> list[tuple[str, str, list[Choice]]]:
    whose = {ME: _("to me"), NOBODY: _("to nobody"), SOMEBODY: _("to somebody")}
    return [
        ("stage", _("Stage"), choices(_in_words(STAGE_WORDS), query.get("stage", ""))),
        ("urgency", _("Urgency"), choices(_in_words(URGENCY_WORDS), query.get("urgency", ""))),
        ("for", _("Assigned"), choices(whose, query.get("for", ""))),
        ("way-in", _("Way in"), choices(_in_words(WAY_IN_WORDS), query.get("way-in", ""))),
    ]


def _in_words(words: Mapping[Any, str]) -> dict[str, str]:
    return {member.value: _(word) for member, word in words.items()}


def shown(rows: tuple[Row, ...], viewer: Viewer, *, today: date) -> list[ShownRow]:
    """The lines with their words, and who deals with each; one query."""
    people = queries.dealing_with([one.pk for one in rows], viewer)
    return [
        ShownRow(
            one,
            WAY_IN_WORDS[one.way_in],
            STAGE_WORDS[one.stage],
            URGENCY_WORDS[one.urgency],
            SHAPES[one.urgency],
            people.get(one.pk, []),
            waits(one, today),
        )
        for one in rows
    ]


def waits(one: Row, today: date) -> int | None:
    """For how many days it has been here and is not closed."""
    return None if one.stage is Stage.CLOSED else (today - one.came_on).days


def communications_table(request: Asked, ending: str) -> HttpResponseBase:
    """The lines that the filters leave, as a table to be kept."""
    require_keeper(request)
    wanted, _narrowed = asked_for(request.GET)
    rows = _table_rows(wanted, request.viewer, request.moment.date())
    return table(ending, "communications", COLUMNS, rows, on=request.moment.date())


def _table_rows(wanted: Wanted, viewer: Viewer, today: date) -> Iterator[TableRow]:
    people = queries.dealing_with(None, viewer)
    for one in queries.every_row(viewer, wanted):
        yield (
            one.mark, one.way_in.value, one.came_on, one.language, one.stage.value, one.urgency.value,
            ", ".join(people.get(one.pk, ())), waits(one, today), str(one.pk),
        )  # fmt: skip


def waiting(viewer: Viewer) -> dict[str, int]:
    """How many are assigned to nobody, and how many to the viewer, for the first page; nothing where none are."""
    unassigned = queries.register(viewer, assigned=False).found
    mine = queries.register(viewer, mine=True).found
    return {"unassigned": unassigned, "mine": mine} if unassigned or mine else {}
