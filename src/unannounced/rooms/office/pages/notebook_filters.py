"""What the notebook of a visit can be narrowed down by: day, place, kind, form, source, member, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from unannounced.duties import detailing, noting
from unannounced.duties.detailing import Form
from unannounced.duties.noting import EntryKind
from unannounced.records.accounts.models import Person
from unannounced.records.notebooks.models import Entry
from unannounced.records.places.models import Place
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.pages.choosing import Choice, choices

NAMES = ("words", "day", "place", "kind", "form", "source", "member", "stands")
NOWHERE, PLAIN = "none", "note"
CONFLICT, CORRECTED, OFF, UNFINISHED = "conflict", "corrected", "clock", "unfinished"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter as ``pieces/filter.html`` shows it."""

    name: str
    label: str
    value: str
    choices: list[Choice]
    written: bool = False


class Asked(dict[str, str]):
    """What the address asks for, by name; an empty text means any."""

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return any(self.values())

    @property
    def address(self) -> str:
        """The filters as the end of an address."""
        words = {name: value for name, value in self.items() if value}
        return f"?{urlencode(words)}" if words else ""


def asked_for(query: Mapping[str, str]) -> Asked:
    """The filters of an address."""
    return Asked({name: query.get(name, "").strip()[:200] for name in NAMES})


def narrowed(entries: QuerySet[Entry], asked: Asked, visit: Visit) -> QuerySet[Entry]:
    """The entries that the filters leave; what nothing can be leaves none."""
    try:
        for name, value in asked.items():
            entries = entries.filter(_condition(name, value, visit)) if value else entries
    except ValueError:
        return entries.none()
    return entries


def _condition(name: str, value: str, visit: Visit) -> Q:
    match name:
        case "words":
            return Q(text__icontains=value)
        case "day":
            return Q(noted_on=date.fromisoformat(value))
        case "place":
            return Q(place__isnull=True) if value == NOWHERE else Q(place=UUID(value))
        case "kind":
            return Q(kind=EntryKind(value).value)
        case "form":
            return Q(form=Form("" if value == PLAIN else value).value)
        case "member":
            return Q(noted_by=UUID(value))
        case "source":
            return Q(source=value)
        case _:
            return _standing(value, visit)


def _standing(value: str, visit: Visit) -> Q:
    match value:
        case "conflict":
            of_some = Entry.objects.filter(visit=visit, conflicts_with__isnull=False)
            return Q(conflicts_with__isnull=False) | Q(pk__in=of_some.values("conflicts_with"))
        case "corrected":
            return Q(pk__in=Entry.objects.filter(visit=visit, corrects__isnull=False).values("corrects"))
        case "clock":
            ends = max(visit.ends, visit.talks_on or visit.ends)
            return Q(noted_on__lt=visit.begins) | Q(noted_on__gt=ends)
        case "unfinished":
            return Q(unfinished=True)
    raise ValueError(value)


def filters_of(asked: Asked, entries: QuerySet[Entry]) -> list[Filter]:
    """The filters with what there is to choose among in this notebook."""
    days = entries.order_by("noted_on").values_list("noted_on", flat=True).distinct()
    sources = entries.order_by("source").exclude(source="").values_list("source", flat=True).distinct()
    places = Place.objects.filter(pk__in=entries.order_by().values("place")).order_by("name")
    members = Person.objects.filter(pk__in=entries.order_by().values("noted_by")).order_by("display_name")
    stands = {
        CONFLICT: _("in conflict"),
        CORRECTED: _("corrected"),
        OFF: _("the clock was off"),
        UNFINISHED: _("not finished"),
    }
    every = {
        "day": (_("Day"), {one.isoformat(): one.isoformat() for one in days}),
        "place": (_("Place"), {str(one.pk): one.name for one in places} | {NOWHERE: _("no place")}),
        "kind": (_("Kind"), {one.value: _(noting.WORDS[one]) for one in EntryKind}),
        "form": (_("Taken as"), {one.value or PLAIN: _(detailing.WORDS[one]) for one in Form}),
        "source": (_("Source"), {one: one for one in sources}),
        "member": (_("Noted by"), {str(one.pk): one.display_name for one in members}),
        "stands": (_("Stands"), stands),
    }
    words = Filter("words", _("Words"), asked["words"], [], written=True)
    return [
        words,
        *(Filter(name, label, asked[name], choices(held, asked[name])) for name, (label, held) in every.items()),
    ]
