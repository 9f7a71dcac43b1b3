"""What an address or a command asks of the figures: of which register, State and days, and for whom they are."""

from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode

from django.conf import settings

from unannounced.duties import general_report, tabulating
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.general_report import Figures
from unannounced.duties.tabulating import Period
from unannounced.records.accounts.queries import Viewer
from unannounced.records.publications.figures import Scope, facts
from unannounced.records.readings.following import topics_here
from unannounced.records.states.models import State
from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.pages.asking import OfAddress, is_state
from unannounced.rooms.office.pages.choosing import INVENTED, REAL

PUBLIC = "1"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Filters(OfAddress):
    """What an address asks for. ``first`` and ``last`` are days as texts; empty ones mean the last whole year."""

    register: str = ""
    state: str = ""
    first: str = ""
    last: str = ""
    public: str = ""

    @property
    def for_public(self) -> bool:
        """Whether the version for the public is asked for."""
        return self.public == PUBLIC

    @property
    def of_state(self) -> State | None:
        """The State that is asked for, where there is one called so."""
        try:
            return state_called(self.state) if self.state else None
        except UnknownState:
            return None

    def link(self, **further: str) -> str:
        """The end of an address with these filters and more: ``?from=2025-01-01&row=XXB``."""
        held = {self.WORD[name]: value for name, value in self.asked()} | further
        return f"?{urlencode(held)}" if held else ""


def is_day(value: str) -> bool:
    """Whether it is a day that there is, such as 2025-12-31; no 30 February."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


Filters.WORD = {one.name: one.name for one in fields(Filters)} | {"first": "from", "last": "to"}
Filters.SOUND = {
    "register": (INVENTED, REAL).__contains__,
    "state": is_state,
    "first": is_day,
    "last": is_day,
    "public": (PUBLIC,).__contains__,
}


def of_words(asked: "dict[str, str]") -> Filters:
    """The filters by the words they have in an address."""
    return Filters(**{name: str(asked.get(word) or "").strip()[:LONGEST] for name, word in Filters.WORD.items()})


def period_of(filters: Filters, today: date) -> tuple[Period, Decision]:
    """The days asked for, and whether figures can be made of them; in place of one that is none, of the last year."""
    usual = tabulating.last_whole_year(today)
    first = date.fromisoformat(filters.first) if is_day(filters.first) else usual.first
    last = date.fromisoformat(filters.last) if is_day(filters.last) else _end(first, usual, bool(filters.first))
    decision = tabulating.may_count(first, last, today)
    return (usual if isinstance(decision, Refused) else Period(first, last, today)), decision


def _end(first: date, usual: Period, begun: bool) -> date:
    """Without a last day, the last of the year in which the first lies."""
    return date(first.year, 12, 31) if begun else usual.last


def made(filters: Filters, viewer: Viewer, period: Period, *, only: str = "") -> Figures:
    """The figures for a viewer: every table or one; the version for the public judges all its tables together."""
    scope = Scope(viewer, filters.invented, filters.of_state)
    held = facts(scope, period, items=filters.for_public or only in ("", *general_report.OF_ITEMS))
    if filters.for_public:
        return general_report.open_figures(held, settings.MECHANISM, tuple(topics_here().by_id))
    return general_report.figures(held, settings.MECHANISM, only=only)
