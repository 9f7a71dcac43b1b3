"""Statistics of access: how delegations were let in, by State, year and kind of place, with the rows behind each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import assert_never

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import admitting
from unannounced.duties.registering import kind_word
from unannounced.records.access.queries import Access, AccessStatistics, access_statistics
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.asking import OfAddress, is_state
from unannounced.rooms.office.pages.choosing import INVENTED, REAL, choices, page_of, state_choices
from unannounced.rooms.office.pages.exporting import CSV, table
from unannounced.rooms.office.pages.visits_access_rows import SHOWN, AccessRow, Narrowing, Shown, rows_of, written


@dataclass(frozen=True, slots=True)
class Filters(OfAddress):
    """What an address asks for; empty means any. ``show`` asks for rows instead of numbers."""

    register: str = ""
    state: str = ""
    year: str = ""
    kind: str = ""
    show: str = ""

    @property
    def narrows(self) -> bool:
        """Whether a part is asked for."""
        return bool(self.state or self.year or self.kind)


def _is_year(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) == 4 and value != "0000"


Filters.WORD = {one.name: one.name for one in fields(Filters)}
Filters.SOUND = {
    "register": (INVENTED, REAL).__contains__,
    "state": is_state,
    "year": _is_year,
    "show": SHOWN.__contains__,
}


@dataclass(frozen=True, slots=True)
class AccessLine:
    """The numbers of one State, year or kind of place, and where the rows behind each are."""

    word: str
    access: Access
    median: str
    share: str
    asked: str

    @property
    def to_places(self) -> str:
        """The address of the places gone to."""
        return f"{self.asked}&show={Shown.PLACES.value}"

    @property
    def to_refusals(self) -> str:
        """The address of the refusals."""
        return f"{self.asked}&show={Shown.REFUSALS.value}"

    @property
    def to_interviews(self) -> str:
        """The address of the interviews."""
        return f"{self.asked}&show={Shown.INTERVIEWS.value}"

    @property
    def to_waits(self) -> str:
        """The address of the waits that were noted apart from the places."""
        return f"{self.asked}&show={Shown.WAITS.value}"


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one sort, with the word at the head of their first column."""

    word: str
    lines: list[AccessLine]


def visits_access(request: Asked) -> HttpResponse:
    """The numbers; or the rows behind one of them."""
    filters = of_address(request.GET)
    state = _state(filters)
    statistics = _statistics(request, filters, state)
    rows = list(rows_of(_narrowing(request, filters, state), Shown(filters.show))) if filters.show in SHOWN else []
    page, columns = page_of(request, rows), _columns(filters.show)
    context = {
        "filters": filters,
        "states": state_choices(statistics.by_state if not state else [state], filters.state),
        "kinds": choices({one: _(kind_word(one)) for one in _kinds(statistics, filters)}, filters.kind),
        "years": choices({str(one): str(one) for one in statistics.by_year} | _held(filters.year), filters.year),
        "total": _line(_("altogether"), statistics.altogether, filters),
        "groups": _groups(statistics, filters),
        "page": page,
        "rows": [(one, list(zip(columns[3:], one.words, strict=True))) for one in page.object_list],
        "columns": columns,
        "back": filters.address(show=""),
        "csv": filters.address() or "?",
        "refusals": [
            (admitting.HINDRANCE_WORDS[what], number)
            for what, number in sorted(statistics.altogether.refusals.items(), key=lambda one: (-one[1], one[0].value))
        ],
    }
    return render(request, "office/visits_access.html", context)


def visits_access_table(request: Asked) -> HttpResponseBase:
    """The same numbers, or the same rows, as CSV."""
    filters, on = of_address(request.GET), request.moment.date()
    state = _state(filters)
    if filters.show in SHOWN:
        shown = Shown(filters.show)
        found: Iterator[AccessRow] = rows_of(_narrowing(request, filters, state), shown)
        return table(CSV, f"access-{shown.value}", written(shown), (one.cells for one in found), on=on)
    return table(CSV, "access", COLUMNS, _as_rows(_statistics(request, filters, state)), on=on)


COLUMNS = (
    "by",
    "of",
    "visits",
    "places",
    "median_minutes",
    "longest_minutes",
    "refusals",
    "overcome",
    "interviews",
    "in_private",
    "not_in_private",
)


def of_address(asked: QueryDict) -> Filters:
    """The filters in an address."""
    return Filters(**{name: str(asked.get(word, "")).strip()[:60] for name, word in Filters.WORD.items()})


def _state(filters: Filters) -> State | None:
    try:
        return state_called(filters.state) if filters.state else None
    except UnknownState:
        return None


def _statistics(request: Asked, filters: Filters, state: State | None) -> AccessStatistics:
    if filters.unknown:
        return AccessStatistics(Access(), {}, {}, {})
    year = int(filters.year) if filters.year else None
    return access_statistics(request.viewer, state=state, year=year, kind=filters.kind, invented=filters.invented)


def _narrowing(request: Asked, filters: Filters, state: State | None) -> Narrowing:
    return Narrowing(
        viewer=request.viewer,
        state=state,
        year=int(filters.year) if _is_year(filters.year) else None,
        kind=filters.kind,
        invented=filters.invented,
        nothing=bool(filters.unknown),
    )


def _kinds(statistics: AccessStatistics, filters: Filters) -> Sequence[str]:
    held = [one for one in statistics.by_kind if one]
    return held if not filters.kind or filters.kind in held else [*held, filters.kind]


def _held(value: str) -> dict[str, str]:
    return {value: value} if value else {}


def _groups(statistics: AccessStatistics, filters: Filters) -> list[Group]:
    language = get_language() or "en"
    return [
        Group(
            _("State"),
            [
                _line(state.name(language), access, filters, state=state.code)
                for state, access in statistics.by_state.items()
            ],
        ),
        Group(
            _("Year"), [_line(str(one), access, filters, year=str(one)) for one, access in statistics.by_year.items()]
        ),
        Group(
            _("Kind of place"),
            [
                _line(_(kind_word(one)) if one else _("no place"), access, filters, **({"kind": one} if one else {}))
                for one, access in statistics.by_kind.items()
            ],
        ),
    ]


def _line(word: str, access: Access, filters: Filters, **narrower: str) -> AccessLine:
    asked = filters.address(show="", **narrower)
    return AccessLine(
        word=word,
        access=access,
        median=_number(access.median_wait),
        share="" if access.private_share is None else str(round(100 * access.private_share)),
        asked=asked or "?",
    )


def _number(value: Fraction | None) -> str:
    """A median as it is read: whole, or with its half."""
    if value is None:
        return ""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.1f}"


def _columns(show: str) -> list[str]:
    if show not in SHOWN:
        return []
    match Shown(show):
        case Shown.PLACES:
            return [_("Visit"), _("Place"), _("Day"), _("Minutes waited"), _("Access")]
        case Shown.REFUSALS | Shown.WAITS:
            return [_("Visit"), _("Place"), _("Day"), _("What happened"), _("Minutes"), _("Reason")]
        case Shown.INTERVIEWS:
            return [_("Visit"), _("Place"), _("Day"), _("Persons"), _("In private")]
        case never:
            assert_never(never)


def _as_rows(statistics: AccessStatistics) -> "Iterator[tuple[str | int | None, ...]]":
    yield _row("altogether", "", statistics.altogether)
    yield from (_row("state", state.code, access) for state, access in statistics.by_state.items())
    yield from (_row("year", str(year), access) for year, access in statistics.by_year.items())
    yield from (_row("kind", kind, access) for kind, access in statistics.by_kind.items())


def _row(by: str, of: str, access: Access) -> "tuple[str | int | None, ...]":
    return (
        by,
        of,
        len(access.visits),
        len(access.places),
        _number(access.median_wait) or None,
        access.longest_wait,
        access.refused,
        access.overcome,
        access.interviews,
        access.in_private,
        access.not_in_private,
    )
