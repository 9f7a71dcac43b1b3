"""The letter to the State, made of what the office holds of a visit: for the act that keeps it and for its preview."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from unannounced.crafts.typesetting.letters import LANGUAGES, Composed, Letter, Named, NotDrawn, compose, typeset
from unannounced.duties import visiting
from unannounced.duties.composing import GoesAs
from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.duties.profile import MechanismKind
from unannounced.duties.visiting import VisitKind
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.places.models import PlaceNow
from unannounced.records.visits.models import AnnouncedPlace, Delegate, Notification, Visit
from unannounced.records.visits.queries import delegation, seen_by
from unannounced.rooms.office.pages.languages import language_words

RULES = ("notification", "assistants", "visit")
BY = {MechanismKind.CPT: "cpt", MechanismKind.SPT: "spt"}
"""Whose words a letter has; every other mechanism introduces its delegation and notifies nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody chose for a letter."""

    day: date
    language: str = ""
    addressed_to: str = ""
    signed_by: str = ""
    signed_as: str = ""


def languages() -> list[str]:
    """The languages in which the mechanism writes letters; the first is the usual one."""
    return [one for one in settings.MECHANISM.languages if one in LANGUAGES] or list(LANGUAGES)


def letter_on(visit: Visit, asked: Asked, *, follows: date | None = None) -> Composed:
    """The letter that names everybody who goes now, in words."""
    language = asked.language if asked.language in LANGUAGES else languages()[0]
    profile = settings.MECHANISM.in_language(language)
    places = _places(visit)
    with override(language):
        return compose(
            Letter(
                language=language,
                by=BY.get(profile.kind, "national"),
                mechanism=profile.name,
                short=profile.short,
                state=visit.state.name(language),
                addressed_to=asked.addressed_to,
                day=asked.day,
                kind=_(visiting.WORDS[VisitKind(visit.kind)]),
                begins=visit.begins,
                ends=visit.ends,
                people=tuple(_named(one) for one in delegation(visit)),
                rules={key: profile.cited(key) for key in RULES},
                places=places,
                signed_by=asked.signed_by,
                signed_as=asked.signed_as,
                follows=follows,
            )
        )


def drawn(letter: Composed) -> bytes:
    """The letter as PDF; a refusal says which characters cannot be drawn."""
    try:
        return typeset(letter)
    except NotDrawn as undrawn:
        raise RefusedByRule(
            Refused(
                say("The letter has characters that none of its fonts can draw: {characters}"),
                settings.MECHANISM.cited("notification"),
                say("Write the name in Latin, Greek, Cyrillic or Arabic letters, and try again."),
                {"characters": undrawn.characters},
            )
        ) from undrawn


def last_letter(visit: Visit) -> Notification | None:
    """The latest letter of a visit."""
    return Notification.objects.filter(visit=visit).order_by("-number").first()


def last_address(visit: Visit, viewer: Viewer) -> str:
    """To whom the latest letter to the State went that the viewer knows of: the authority changes seldom."""
    known = Notification.objects.filter(visit__in=seen_by(viewer).filter(state=visit.state).values("pk"))
    return known.order_by("-day", "-number").values_list("addressed_to", flat=True).first() or ""


def _named(one: Delegate) -> Named:
    spoken = language_words(one.languages) if one.capacity == GoesAs.INTERPRETER else ""
    return Named(one.person.display_name, one.capacity, one.head, spoken or one.person.profession)


def _places(visit: Visit) -> tuple[str, ...]:
    """The places announced, each with its town where the register knows one."""
    told = AnnouncedPlace.objects.filter(visit=visit).select_related("place").order_by("place__name", "pk")
    towns = PlaceNow.objects.in_bulk([one.place_id for one in told])
    named = ((one.place.name, towns[one.place_id].town if one.place_id in towns else "") for one in told)
    return tuple(", ".join(filter(None, words)) for words in named)
