"""People as the rules on delegations see them: mandates, abilities, absences, and what other visits they go on.

Of other visits only those count that the viewer knows of: a visit that is hidden from whoever names somebody refuses
nothing, or a refusal would tell of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.conf import settings

from unannounced.duties import composing
from unannounced.duties.composing import Candidate, Days, Gender, GoesAs, Going, Held, Remark
from unannounced.duties.confidentiality import MAY_KNOW, Role
from unannounced.duties.decision import Decision
from unannounced.duties.visiting import ObjectionResult, VisitStage
from unannounced.records.accounts.models import Abilities, Absence, Mandate, Person
from unannounced.records.accounts.queries import Viewer
from unannounced.records.visits.models import Capacity, Delegate, Objection, Visit
from unannounced.records.visits.queries import delegation, seen_by


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who may be named to a delegation or not, as what, and why not."""

    person: Person
    candidate: Candidate
    decision: Decision


def going_to(visit: Visit) -> Going:
    """Where and when a visit goes, as the rules on delegations ask."""
    return Going(visit.state.code, visit.state.name(), visit.begins, visit.ends)


def candidates(
    people: Mapping[Person, GoesAs], visit: Visit, *, viewer: Viewer, heads: Collection[UUID] = ()
) -> dict[Person, Candidate]:
    """``people`` as candidates for a visit, as what each would go; six queries, however many people."""
    ids = [person.pk for person in people]
    mandates, away, elsewhere = _mandates(ids), _away(ids), _elsewhere(ids, visit, viewer)
    abilities = {one.person_id: one for one in Abilities.objects.filter(person__in=ids, replaced_by=None)}
    excluded, ranks = _excluded(visit), _ranks(visit.begins)
    return {
        person: _described(
            Candidate(
                name=person.display_name,
                goes_as=goes_as,
                nationality=person.nationality,
                held=tuple(mandates[person.pk]),
                away=tuple(away[person.pk]),
                elsewhere=tuple(elsewhere[person.pk]),
                excluded=person.pk in excluded,
                roster_rank=ranks.get(person.pk) if goes_as is GoesAs.EXPERT else None,
                head=person.pk in heads,
            ),
            abilities.get(person.pk),
        )
        for person, goes_as in people.items()
    }


def candidate_of(person: Person, visit: Visit, *, capacity: Capacity, viewer: Viewer, head: bool = False) -> Candidate:
    """One person as a candidate for a visit."""
    heads = (person.pk,) if head else ()
    return candidates({person: GoesAs(capacity)}, visit, viewer=viewer, heads=heads)[person]


def composed(visit: Visit, viewer: Viewer) -> list[Candidate]:
    """The delegation as it stands, as the rules see it, the head first; an interpreter with the languages said here."""
    going = list(delegation(visit))
    people = {one.person: GoesAs(one.capacity) for one in going}
    heads = [one.person_id for one in going if one.head]
    found = candidates(people, visit, viewer=viewer, heads=heads)
    spoken = {one.person: tuple(one.languages) for one in going if one.languages}
    return [
        replace(one, languages=tuple(dict.fromkeys([*one.languages, *spoken.get(person, ())])))
        for person, one in found.items()
    ]


def remarks(visit: Visit, viewer: Viewer, wanted: Collection[str] = ()) -> list[Remark]:
    """What is to be said of the delegation of a visit; ``wanted`` are codes of languages to be spoken."""
    return composing.balance(
        composed(visit, viewer),
        wanted,
        going_to(visit),
        exception_reason=visit.too_few_because,
        profile=settings.MECHANISM,
    )


def offers(visit: Visit, viewer: Viewer) -> list[Offer]:
    """Everybody with a mandate that runs on a day of the visit and who is not named yet: those who may go first."""
    on_it = Delegate.objects.filter(visit=visit, left_on=None).values("person")
    rows = Mandate.objects.filter(role__in=[role.value for role in MAY_KNOW], begins__lte=visit.ends)
    rows = rows.exclude(ends__lt=visit.begins).exclude(person__in=on_it).select_related("person")
    roles: dict[Person, set[Role]] = defaultdict(set)
    for row in rows.order_by("person__display_name", "person_id"):
        roles[row.person].add(Role(row.role))
    people = {person: _usual(held) for person, held in roles.items()}
    going = going_to(visit)
    found = [
        Offer(person, one, composing.may_go(one, going, profile=settings.MECHANISM))
        for person, one in candidates(people, visit, viewer=viewer).items()
    ]
    return sorted(found, key=lambda offer: (not offer.decision, list(GoesAs).index(offer.candidate.goes_as)))


def _usual(roles: set[Role]) -> GoesAs:
    if Role.MEMBER in roles:
        return GoesAs.MEMBER
    return GoesAs.SECRETARIAT if Role.SECRETARIAT in roles else GoesAs.EXPERT


def _described(candidate: Candidate, abilities: Abilities | None) -> Candidate:
    if abilities is None:
        return candidate
    return replace(
        candidate,
        languages=tuple(abilities.languages),
        skills=tuple(abilities.skills),
        gender=Gender(abilities.gender) if abilities.gender else None,
    )


def _mandates(people: Iterable[UUID]) -> dict[UUID, list[Held]]:
    found: dict[UUID, list[Held]] = defaultdict(list)
    for one in Mandate.objects.filter(person__in=people):
        found[one.person_id].append(Held(Role(one.role), Days(one.begins, one.ends)))
    return found


def _away(people: Iterable[UUID]) -> dict[UUID, list[Days]]:
    found: dict[UUID, list[Days]] = defaultdict(list)
    for one in Absence.objects.filter(person__in=people, taken_back_at=None).order_by("begins"):
        found[one.person_id].append(Days(one.begins, one.ends))
    return found


def _elsewhere(people: Iterable[UUID], visit: Visit, viewer: Viewer) -> dict[UUID, list[Days]]:
    known = seen_by(viewer).exclude(pk=visit.pk).exclude(stage__in=[VisitStage.CANCELLED, VisitStage.ENDED])
    known = known.filter(begins__lte=visit.ends, ends__gte=visit.begins)
    rows = Delegate.objects.filter(person__in=people, left_on=None, visit__in=known.values("pk"))
    found: dict[UUID, list[Days]] = defaultdict(list)
    for person, begins, ends in rows.values_list("person_id", "visit__begins", "visit__ends"):
        found[person].append(Days(begins, ends))
    return found


def _excluded(visit: Visit) -> set[UUID]:
    rows = Objection.objects.filter(visit=visit, result=ObjectionResult.VALID, delegate__isnull=False)
    return set(rows.values_list("delegate__person_id", flat=True))


def _ranks(on: date) -> dict[UUID, int]:
    """For each expert of the roster of the day the place among those of the same State, the oldest mandate first."""
    if settings.MECHANISM.national_experts_at_most is None:
        return {}
    rows = Mandate.objects.filter(role=Role.EXPERT.value, begins__lte=on).exclude(ends__lt=on)
    by_state: dict[str, list[UUID]] = defaultdict(list)
    for person, nationality in rows.order_by("begins", "pk").values_list("person_id", "person__nationality"):
        if nationality and person not in by_state[nationality]:
            by_state[nationality].append(person)
    return {person: rank for held in by_state.values() for rank, person in enumerate(held, start=1)}
