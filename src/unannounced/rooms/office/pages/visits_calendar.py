"""The calendar of visits: those somebody sees, by year, State, kind and stage, in a table and on a band of the year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max, Min, Prefetch, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from unannounced.crafts.banding import Row, Span, draw_year
from unannounced.crafts.mapping import Drawing
from unannounced.duties import visiting
from unannounced.duties.visiting import VisitKind, VisitStage
from unannounced.records.states.models import State
from unannounced.records.visits.models import Delegate, Visit
from unannounced.records.visits.queries import programme, seen_by
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.asking import OfAddress, is_state
from unannounced.rooms.office.pages.choosing import INVENTED, REAL, Choice, choices, page_of, state_choices
from unannounced.rooms.office.pages.lanes import visit_words
from unannounced.rooms.web.templatetags.field_words import day as day_words

EVERY = "any"
DRAWN = 300
"""So many visits are drawn on a band at most; the table has all of them."""
SHAPES = {
    VisitStage.PLANNED: "dash",
    VisitStage.ANNOUNCED: "dash",
    VisitStage.NOTIFIED: "ring",
    VisitStage.IN_PROGRESS: "dot",
    VisitStage.INTERRUPTED: "half",
    VisitStage.ENDED: "check",
    VisitStage.CANCELLED: "cross",
}
OVER = frozenset({VisitStage.ENDED, VisitStage.CANCELLED})


@dataclass(frozen=True, slots=True)
class Filters(OfAddress):
    """What an address asks for; empty means any, but for the year: empty is the present one."""

    register: str = ""
    year: str = ""
    state: str = ""
    kind: str = ""
    stage: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but the register and the year is asked for."""
        return bool(self.state or self.kind or self.stage)


def is_year(value: str) -> bool:
    """Whether an address can ask for it: four figures, or every year."""
    return value == EVERY or (value.isascii() and value.isdigit() and len(value) == 4 and value != "0000")


Filters.WORD = {one.name: one.name for one in fields(Filters)}
Filters.SOUND = {
    "register": (INVENTED, REAL).__contains__,
    "year": is_year,
    "state": is_state,
    "kind": {one.value for one in VisitKind}.__contains__,
    "stage": {one.value for one in VisitStage}.__contains__,
}


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in the table."""

    visit: Visit
    name: str
    kind: str
    stage: str
    shape: str
    days: int
    head: str


@dataclass(frozen=True, slots=True)
class Month:
    """The visits that begin in one month."""

    word: str
    rows: list[VisitRow]


def visits(request: Asked) -> HttpResponse:
    """The visits somebody sees, fifty on a page, the year drawn beside them."""
    filters, today = of_address(request.GET), request.moment.date()
    year = None if filters.year == EVERY else int(filters.year) if is_year(filters.year) else today.year
    seen = seen_by(request.viewer).filter(state__invented=filters.invented)
    found = chosen(seen, filters, year)
    page = page_of(request, in_full(found))
    context = {
        "filters": filters,
        "year": year,
        "years": _years(seen, filters.year or str(today.year), today),
        "states": state_choices(State.objects.filter(pk__in=seen.order_by().values("state")), filters.state),
        "kinds": choices(_kinds(filters.kind), filters.kind),
        "stages": choices({one.value: _(visiting.STAGE_WORDS[one]) for one in VisitStage}, filters.stage),
        "page": page,
        "months": months(page.object_list),
        "before": _beside(filters, year, -1),
        "after": _beside(filters, year, 1),
        "drawing": None if year is None else band(found, year=year, today=today),
        "programme": [
            one.state.name(get_language() or "en")
            for one in programme(request.viewer, year=year or today.year, invented=filters.invented)
        ],
        "programme_year": year or today.year,
        "may_plan": reverse("states") + ("?register=invented" if filters.invented else ""),
    }
    return render(request, "office/visits.html", context)


def of_address(asked: QueryDict) -> Filters:
    """The filters in an address."""
    return Filters(**{name: str(asked.get(word, "")).strip()[:40] for name, word in Filters.WORD.items()})


def chosen(seen: QuerySet[Visit], filters: Filters, year: int | None) -> QuerySet[Visit]:
    """Those of ``seen`` that the filters ask for and that touch ``year``, in the order of their days."""
    if filters.unknown:
        return seen.none()
    if year is not None:
        seen = seen.filter(begins__lte=date(year, 12, 31), ends__gte=date(year, 1, 1))
    if filters.state:
        seen = seen.filter(state__code=filters.state)
    if filters.kind:
        seen = seen.filter(kind=filters.kind)
    if filters.stage:
        seen = seen.filter(stage=filters.stage)
    return seen.order_by("begins", "state__code", "pk")


def in_full(found: QuerySet[Visit]) -> QuerySet[Visit]:
    """The visits with their States and heads of delegation, by two queries however many."""
    heads = Delegate.objects.filter(head=True, left_on=None).select_related("person")
    return found.select_related("state").prefetch_related(Prefetch("delegates", queryset=heads, to_attr="heads"))


def months(found: Iterable[Visit]) -> list[Month]:
    """The visits under the month in which they begin."""
    return [
        Month(f"{MONTHS[month]} {year}", [row(one) for one in held])
        for (year, month), held in groupby(found, key=_month_of)
    ]


def _month_of(visit: Visit) -> tuple[int, int]:
    return visit.begins.year, visit.begins.month


def row(visit: Visit) -> VisitRow:
    """A visit as the table shows it."""
    stage, heads = VisitStage(visit.stage), getattr(visit, "heads", [])
    return VisitRow(
        visit=visit,
        name=visit.state.name(get_language() or "en"),
        kind=visit_words(visit),
        stage=visiting.STAGE_WORDS[stage],
        shape=SHAPES[stage],
        days=(visit.ends - visit.begins).days + 1,
        head=heads[0].person.display_name if heads else "",
    )


def band(found: QuerySet[Visit], *, year: int, today: date) -> Drawing | None:
    """The visits of a year, a line for each State; nothing where there is none."""
    held = list(found.select_related("state")[:DRAWN])
    if not held:
        return None
    names: dict[str, list[Span]] = {}
    for visit in held:
        names.setdefault(visit.state.name(get_language() or "en"), []).append(_span(visit, today))
    rows = [Row(name, spans) for name, spans in sorted(names.items())]
    words = ngettext("The year {year} with {count} visit", "The year {year} with {count} visits", len(held))
    label = words.format(year=year, count=len(held))
    return draw_year(rows, year=year, today=today, months=short_months(), label=label, described_by="visits-h")


def short_months() -> list[str]:
    """The twelve months in three letters or so, each as the head of a column begins: the framework has them small."""
    return [capfirst(str(MONTHS_3[number])) for number in range(1, 13)]


def _span(visit: Visit, today: date) -> Span:
    stage = VisitStage(visit.stage)
    ahead = stage not in OVER and visit.begins > today
    manner = "former" if stage is VisitStage.CANCELLED else "pending" if ahead else ""
    title = _("{kind}, {first} – {last}, {stage}").format(
        kind=visit_words(visit),
        first=day_words(visit.begins),
        last=day_words(visit.ends),
        stage=_(visiting.STAGE_WORDS[stage]),
    )
    return Span(visit.begins, visit.ends, title, reverse("visit", args=[visit.pk]), manner)


def _kinds(held: str) -> dict[str, str]:
    """The kinds this mechanism knows, and the one asked for."""
    known = {one for one in VisitKind if settings.MECHANISM.visit_kind(one)}
    return {one.value: _(visiting.WORDS[one]) for one in VisitKind if one in known or one.value == held}


def _years(seen: QuerySet[Visit], held: str, today: date) -> Sequence[Choice]:
    ends = seen.order_by().aggregate(first=Min("begins"), last=Max("ends"))
    first = min(ends["first"].year if ends["first"] else today.year, today.year)
    last = max(ends["last"].year if ends["last"] else today.year, today.year + 1)
    words = {str(year): str(year) for year in range(last, first - 1, -1)}
    if is_year(held) and held != EVERY and held not in words:
        words[held] = held
    return [Choice(EVERY, _("every year"), held == EVERY), *(Choice(one, one, one == held) for one in words)]


def _beside(filters: Filters, year: int | None, step: int) -> tuple[int, str] | None:
    """The year before or after the one shown, and its address."""
    if year is None or not 1 <= year + step <= 9999:
        return None
    asked = {Filters.WORD[name]: value for name, value in filters.asked() if name != "year"}
    return year + step, f"?{urlencode({**asked, 'year': f'{year + step:04d}'})}"
