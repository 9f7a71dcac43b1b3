"""The time line of the whole mechanism: treaty acts, visits, reports, responses and statements, ten years at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, gettext, ngettext
from django.views.decorators.http import require_safe

from unannounced.crafts.laning import Lane, draw, picture
from unannounced.crafts.plotting import grouped
from unannounced.crafts.searching.public.detecting import language_of
from unannounced.duties.identity import folded
from unannounced.duties.treaty.acts import Act
from unannounced.duties.words import say
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal.law import Register, the_register
from unannounced.rooms.portal.misread import said_in
from unannounced.rooms.portal.narrowing import is_invented, register_of
from unannounced.rooms.portal.pages.figures import TABLES, as_file, as_table
from unannounced.rooms.portal.picturing import PICTURES, in_form
from unannounced.rooms.portal.showing import mechanism, name_in, show, visit_in_words
from unannounced.rooms.portal.words import ACTS, FACTS, called
from unannounced.rooms.web.conventions import short_name
from unannounced.rooms.web.templatetags.field_words import day as in_words

ON_A_PAGE = 50
KINDS: dict[str, str] = {
    "act": say("Treaty acts"),
    "visit": say("Visits with a published report"),
    "report": say("Reports"),
    "response": say("Responses of States"),
    "statement": say("Public statements"),
    "record": say("Public record"),
}
AXIS = say("Events by year: the larger a mark, the more events")
COLUMNS = ("day", "kind", "state", "name", "what", "address")


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day: its kind, its State, what it was, and where it is read."""

    day: date
    kind: str
    state: str
    name: str
    what: str
    link: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the register, a State, a kind of event, and the first year of ten.

    ``until`` is the last year of which anything can be said: this one, or that of a later event on record.
    """

    invented: bool
    state: str
    kind: str
    decade: int
    until: int

    @property
    def first(self) -> date:
        """The first day of the ten years."""
        return date(self.decade, 1, 1)

    @property
    def last(self) -> date:
        """The last day of the ten."""
        return date(self.decade + 9, 12, 31)

    @property
    def years(self) -> range:
        """The years that have begun of the ten; more only where an event of a later day is on record."""
        return range(self.decade, min(self.decade + 9, max(self.decade, self.until)) + 1)

    @property
    def last_year(self) -> int:
        """The last of these years."""
        return self.years[-1]

    @property
    def span(self) -> tuple[date, date]:
        """Both."""
        return self.first, self.last

    @property
    def address(self) -> str:
        """The same as the end of an address."""
        register = "invented" if self.invented and not self.state else ""
        told = {"register": register, "state": self.state, "kind": self.kind, "decade": self.decade}
        return "?" + urlencode({name: said for name, said in told.items() if said})

    def holds(self, day: date, state: str) -> bool:
        """Whether an event on ``day`` about ``state`` is asked for."""
        return self.first <= day <= self.last and self.state in ("", state)


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Ten years of events in lanes and as a table; at most seven queries, however many events."""
    invented, state, kind, said = _said(request)
    register = the_register(invented=invented)
    first, last = _reach(register, invented)
    asked = Asked(invented, state, kind, _decade(said, first, last), _until(last))
    found = sorted(_events(register, asked), key=lambda one: (one.day, one.name), reverse=True)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    names = {code: name_in(one.names, code) for code, one in register.states.items()}
    context = {
        "asked": asked,
        "invented": invented,
        "switch": settings.DEMONSTRATION or invented,
        "page": page,
        "words": {one: gettext(word) for one, word in KINDS.items()},
        "rows": [(one, gettext(KINDS[one.kind])) for one in page],
        "total": len(found),
        "drawing": _drawn(found, asked),
        "finding": _finding(found, asked) if found else "",
        "axis": gettext(AXIS),
        "source": _source(request, asked),
        "by_year": _by_year(found, asked),
        "decades": list(range(first - first % 10, last + 1, 10)),
        "states": sorted(names.items(), key=lambda one: folded(one[1])),
        "kinds": [(one, gettext(word)) for one, word in KINDS.items()],
        "state_name": names.get(state, ""),
        "any": bool(found) or bool(state or kind) or first != last,
        "misread": list(_misread(request, asked)),
    }
    return show(request, "portal/timeline.html", context)


@require_safe
def timeline_table(request: HttpRequest, ending: str) -> HttpResponse:
    """The events of the ten years asked for as a table."""
    if ending not in TABLES:
        raise Http404
    register, asked = _asked(request)
    found = sorted(_events(register, asked), key=lambda one: (one.day, one.name))
    rows = [(one.day, one.kind, one.state, one.name, one.what, one.link) for one in found]
    return as_file(as_table(COLUMNS, rows, ending), TABLES[ending][0], f"timeline-{asked.decade}.{ending}")


@require_safe
def timeline_years(request: HttpRequest, ending: str) -> HttpResponse:
    """How many events there are in each of the ten years, as a picture or as a table."""
    if ending not in TABLES | PICTURES:
        raise Http404
    register, asked = _asked(request)
    found = list(_events(register, asked))
    name = f"timeline-years-{asked.decade}.{ending}"
    if ending in TABLES:
        kinds = [asked.kind] if asked.kind else list(KINDS)
        rows = [
            (year, *(number for _, number in cells), all_of_it) for year, cells, all_of_it in _by_year(found, asked)
        ]
        return as_file(as_table(("year", *kinds, "events"), rows, ending), TABLES[ending][0], name)
    if not found:
        raise Http404
    state = register.states.get(asked.state)
    about = name_in(state.names, asked.state) if state else mechanism().short
    title = gettext("{about}. {finding}").format(about=about, finding=_finding(found, asked))
    svg = _pictured(found, asked, title, _source(request, asked))
    return as_file(in_form(ending, svg, title), PICTURES[ending], name)


def _asked(request: HttpRequest) -> tuple[Register, Asked]:
    """The register, and what the address of a file asks for."""
    invented, state, kind, said = _said(request)
    register = the_register(invented=invented)
    first, last = _reach(register, invented)
    return register, Asked(invented, state, kind, _decade(said, first, last), _until(last))


def _said(request: HttpRequest) -> tuple[bool, str, str, str]:
    state = request.GET.get("state", "").replace("\0", "").strip().upper()[:3]
    kind, decade = request.GET.get("kind", ""), request.GET.get("decade", "")
    invented = is_invented(state) if state else register_of(request)
    return invented, state, kind if kind in KINDS else "", decade


def _misread(request: HttpRequest, asked: Asked) -> Iterator[str]:
    """What of the address names no ten years with an event, and no kind of event."""
    decade, kind = said_in(request, "decade"), said_in(request, "kind")
    if decade and not (decade.isascii() and decade.isdigit() and int(decade) // 10 == asked.decade // 10):
        told = gettext("Of “{said}” nothing is on record: the ten years from {first} are shown.")
        yield told.format(said=decade, first=asked.decade)
    if kind and not asked.kind:
        yield gettext("“{said}” is not a kind of event: events of every kind are shown.").format(said=kind)


def _decade(said: str, first: int, last: int) -> int:
    """The ten years asked for; the latest where none are, and the nearest where there is nothing in them."""
    asked = int(said) if len(said) == 4 and said.isascii() and said.isdigit() else last
    inside = min(max(asked, first), last)
    return inside - inside % 10


def _until(last: int) -> int:
    """This year, or the ``last`` with an event where that is later: no row of noughts stands for years to come."""
    return max(timezone.now().date().year, last)


def _reach(register: Register, invented: bool) -> tuple[int, int]:
    """The years of the first and of the last event; this year where there is none."""
    held = queries.reports(invented=invented).order_by().aggregate(a=Min("day"), b=Max("day"), c=Min("visit_begins"))
    days: list[date] = [one for one in held.values() if one]
    told: list[date | None] = [act.day for act in _acts(register)]
    told += [_day_of(row) for state in register.states.values() for row in state.facts]
    days += [one for one in told if one]
    this = timezone.now().date().year
    return min((one.year for one in days), default=this), max((one.year for one in days), default=this)


def _acts(register: Register) -> list[Act]:
    """The acts under the mechanism's convention; all, where it rests on none."""
    convention = mechanism().convention
    return [act for act in register.law.acts if not convention or act.treaty == convention]


def _events(register: Register, asked: Asked) -> Iterator[Event]:
    names = {code: name_in(one.names, code) for code, one in register.states.items()}
    found: dict[str, Iterator[Event]] = {
        "act": _of_law(register, names, asked),
        "record": _of_the_record(register, names, asked),
        "report": _of_reports(asked),
        "visit": _of_visits(asked),
        "response": _of_responses(asked),
        "statement": _of_statements(asked),
    }
    for kind, told in found.items():
        if asked.kind in ("", kind):
            yield from told


def _of_law(register: Register, names: dict[str, str], asked: Asked) -> Iterator[Event]:
    for act in _acts(register):
        if act.day is not None and act.state in names and asked.holds(act.day, act.state):
            said, convention = capfirst(gettext(called(ACTS, act.action))), short_name(act.treaty)
            what = gettext("{act}, {convention}").format(act=said, convention=convention)
            yield Event(act.day, "act", act.state, names[act.state], what, reverse("state", args=[act.state]) + "#acts")


def _of_the_record(register: Register, names: dict[str, str], asked: Asked) -> Iterator[Event]:
    for code, state in register.states.items():
        for row in state.facts:
            day = _day_of(row)
            if day is not None and asked.holds(day, code):
                what = " ".join(part for part in (gettext(called(FACTS, row["kind"])), row["symbol"]) if part)
                yield Event(day, "record", code, names[code], what, reverse("state", args=[code]) + "#record")


def _day_of(row: Any) -> date | None:
    said = row["begins"] or row["published_on"]
    return date.fromisoformat(said) if said else None


def _of_reports(asked: Asked) -> Iterator[Event]:
    found = queries.reports(invented=asked.invented).filter(day__range=asked.span)
    for one in _of_state(found, asked).only("slug", "title", "language", "day", "state_code", "state_names"):
        language = one.language or language_of(one.title)
        yield replace(_event(one, one.day, "report", one.title, reverse("report", args=[one.slug])), language=language)


def _of_visits(asked: Asked) -> Iterator[Event]:
    """The visits on which a report is published, each once, however many reports are on it."""
    found = queries.reports(invented=asked.invented).filter(visit_begins__range=asked.span)
    columns = ("slug", "visit_begins", "visit_kind", "day", "state_code", "state_names")
    seen: set[tuple[str, date]] = set()
    for one in _of_state(found, asked).only(*columns):
        begins = one.visit_begins or one.day
        if (one.state_code, begins) not in seen:
            seen.add((one.state_code, begins))
            what = gettext("Visit: {kind}").format(kind=visit_in_words(one))
            yield _event(one, begins, "visit", what, reverse("report", args=[one.slug]))


def _of_responses(asked: Asked) -> Iterator[Event]:
    found = queries.responses(invented=asked.invented).filter(published_on__range=asked.span).defer("answers")
    for one in found.filter(state_code=asked.state) if asked.state else found:
        what = gettext("Response to {report}").format(report=one.report_symbol)
        yield _event(one, one.published_on, "response", what, reverse("response", args=[one.slug]))


def _of_statements(asked: Asked) -> Iterator[Event]:
    found = queries.statements(invented=asked.invented).filter(published_on__range=asked.span).defer("text")
    for one in found.filter(state_code=asked.state) if asked.state else found:
        yield _event(one, one.published_on, "statement", one.symbol, reverse("statement", args=[one.slug]))


def _of_state(found: QuerySet[ShelvedReport], asked: Asked) -> QuerySet[ShelvedReport]:
    return found.filter(state_code=asked.state) if asked.state else found


def _event(one: Any, day: date, kind: str, what: str, link: str) -> Event:
    return Event(day, kind, one.state_code, name_in(one.state_names, one.state_code), what, link)


def _by_year(found: Sequence[Event], asked: Asked) -> list[tuple[int, list[tuple[str, int]], int]]:
    """How many events of each kind in each year: the table of the drawing."""
    counted = Counter((one.day.year, one.kind) for one in found)
    kinds = [asked.kind] if asked.kind else list(KINDS)
    rows = []
    for year in asked.years:
        cells = [(gettext(KINDS[kind]), counted[year, kind]) for kind in kinds]
        rows.append((year, cells, sum(number for _, number in cells)))
    return rows


def _finding(found: Sequence[Event], asked: Asked) -> str:
    """What the drawing shows, as a sentence."""
    counted = Counter(one.day.year for one in found).most_common(2)
    facts = {"all": grouped(len(found)), "first": asked.first.year, "last": asked.last_year}
    if len(counted) > 1 and counted[0][1] > counted[1][1]:
        peak, number = counted[0]
        said = gettext("More events are of {peak} than of any other year from {first} to {last}: {number} of {all}")
        return said.format(**facts, peak=peak, number=grouped(number))
    said = ngettext("{all} event from {first} to {last}", "{all} events from {first} to {last}", len(found))
    return said.format(**facts)


def _source(request: HttpRequest, asked: Asked) -> str:
    """What the events are taken from, where they are read, and as of which day."""
    address = request.build_absolute_uri(reverse("timeline") + asked.address)
    told = gettext("Source: treaty register and everything published by the {mechanism}, {address}, {day}.")
    return told.format(mechanism=mechanism().name, address=address, day=in_words(timezone.now().date()))


def _lanes(found: Sequence[Event], asked: Asked) -> tuple[tuple[Lane, ...], tuple[int, ...]]:
    """A lane for each kind of event asked for, and the years."""
    counted = Counter((one.kind, one.day.year) for one in found)
    years = tuple(asked.years)
    lanes = tuple(
        Lane(gettext(word), tuple(counted[kind, year] for year in years))
        for kind, word in KINDS.items()
        if asked.kind in ("", kind)
    )
    return lanes, years


def _drawn(found: Sequence[Event], asked: Asked) -> str:
    lanes, years = _lanes(found, asked)
    label = gettext("Events by year, {first} to {last}").format(first=years[0], last=years[-1])
    return draw(lanes, years, label=label, described_by="by-year", mirrored=get_language_bidi())


def _pictured(found: Sequence[Event], asked: Asked, title: str, source: str) -> str:
    lanes, years = _lanes(found, asked)
    return picture(lanes, years, title=title, axis=gettext(AXIS), source=source, mirrored=get_language_bidi())
