"""Who can go on visits: everybody with a mandate, what they bring, when they are away and on which visits they go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.banding import Row, Span, draw_year
from unannounced.crafts.mapping import Drawing
from unannounced.duties import confidentiality
from unannounced.duties.confidentiality import MAY_KNOW, Act, Role
from unannounced.records.accounts.models import Abilities, Absence, Mandate, Person
from unannounced.records.accounts.queries import Viewer, absences, permitted
from unannounced.records.visits.models import Delegate, Visit
from unannounced.records.visits.queries import between
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import page_of
from unannounced.rooms.office.pages.languages import language_words
from unannounced.rooms.office.pages.visit_delegation import skill_words
from unannounced.rooms.office.pages.visits_calendar import short_months
from unannounced.rooms.web.templatetags.field_words import day as day_words

AHEAD = timedelta(days=366)
"""So far ahead absences and visits are listed."""


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody is away, and the act that takes them back."""

    absence: Absence
    url: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with a mandate."""

    person: Person
    mandates: list[tuple[str, date, date | None]]
    languages: str
    skills: str
    away: list[Away]
    visits: list[tuple[Visit, str]]
    url_abilities: str
    url_absence: str


def visits_availability(request: Asked) -> HttpResponse:
    """Everybody whose mandate lets them know of visits, fifty on a page; the year drawn beside the table."""
    today = request.moment.date()
    page = page_of(request, _people(request.viewer, today))
    rows = _rows(list(page.object_list), request.viewer, today)
    context = {
        "page": page,
        "rows": rows,
        "year": today.year,
        "drawing": _band(rows, today),
    }
    return render(request, "office/visits_availability.html", context)


def _people(viewer: Viewer, today: date) -> QuerySet[Person]:
    if not viewer.roles & MAY_KNOW:
        return Person.objects.none()
    running = Mandate.objects.filter(person=OuterRef("pk"), role__in=[role.value for role in MAY_KNOW])
    running = running.filter(Q(ends__isnull=True) | Q(ends__gte=today))
    return Person.objects.filter(Exists(running)).order_by("display_name", "pk")


def _rows(people: Sequence[Person], viewer: Viewer, today: date) -> list[PersonRow]:
    """The rows of a page by five queries, however many people."""
    ids = [one.pk for one in people]
    mandates: dict[UUID, list[tuple[str, date, date | None]]] = defaultdict(list)
    for one in Mandate.objects.filter(person__in=ids).exclude(ends__lt=today).order_by("begins", "pk"):
        mandates[one.person_id].append((_(confidentiality.WORDS[Role(one.role)]), one.begins, one.ends))
    said = {one.person_id: one for one in Abilities.objects.filter(person__in=ids, replaced_by=None)}
    away: dict[UUID, list[Absence]] = defaultdict(list)
    for gone in absences(_first(today), today + AHEAD).filter(person__in=ids):
        away[gone.person_id].append(gone)
    visits = _visits(ids, viewer, today)
    may = bool(permitted(Act.SAY_ABILITIES, viewer))
    return [
        _row(one, mandates[one.pk], said.get(one.pk), away[one.pk], visits[one.pk], may or one.pk == viewer.pk)
        for one in people
    ]


def _first(today: date) -> date:
    return date(today.year, 1, 1)


def _visits(people: Iterable[UUID], viewer: Viewer, today: date) -> dict[UUID, list[tuple[Visit, str]]]:
    """The visits they go on, of those that the viewer sees and no other."""
    seen = between(viewer, _first(today), today + AHEAD).exclude(stage="cancelled").order_by()
    rows = Delegate.objects.filter(person__in=people, left_on=None, visit__in=seen.values("pk"))
    found: dict[UUID, list[tuple[Visit, str]]] = defaultdict(list)
    for one in rows.select_related("visit__state").order_by("visit__begins", "visit_id"):
        found[one.person_id].append((one.visit, one.visit.state.name(get_language() or "en")))
    return found


def _row(
    person: Person,
    mandates: list[tuple[str, date, date | None]],
    said: Abilities | None,
    away: Sequence[Absence],
    visits: list[tuple[Visit, str]],
    may: bool,
) -> PersonRow:
    back = reverse("person-take-back-absence", args=[person.pk])
    return PersonRow(
        person=person,
        mandates=mandates,
        languages=language_words(said.languages) if said else "",
        skills=skill_words(said.skills) if said else "",
        away=[Away(one, f"{back}?absence={one.pk}" if may else "") for one in away],
        visits=visits,
        url_abilities=reverse("person-say-abilities", args=[person.pk]) if may else "",
        url_absence=reverse("person-say-absence", args=[person.pk]) if may else "",
    )


def _band(rows: Sequence[PersonRow], today: date) -> Drawing | None:
    """The present year with visits as bars and absences striped; nothing where there is neither."""
    drawn = [Row(one.person.display_name, _spans(one)) for one in rows if one.away or one.visits]
    if not drawn:
        return None
    label = _("The year {year}: who is away, and who goes on visits").format(year=today.year)
    return draw_year(drawn, year=today.year, today=today, months=short_months(), label=label, described_by="people-h")


def _spans(one: PersonRow) -> list[Span]:
    visits = [
        Span(visit.begins, visit.ends, _("{state}: visit").format(state=name), reverse("visit", args=[visit.pk]))
        for visit, name in one.visits
    ]
    gone = [
        Span(held.absence.begins, held.absence.ends, _away_words(held.absence), "#people-h", "pending")
        for held in one.away
    ]
    return [*visits, *gone]


def _away_words(one: Absence) -> str:
    return _("away from {first} to {last}").format(first=day_words(one.begins), last=day_words(one.ends))
