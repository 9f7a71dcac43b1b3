"""What was measured, as far as somebody sees it, and which rules are signed off as they stand."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from unannounced.crafts.standards import shipped_rules
from unannounced.duties import measuring
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer
from unannounced.records.measurements.models import Measured, SignOff
from unannounced.records.measurements.valuing import wording_of
from unannounced.records.places.models import Part, Place, PlaceNow
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by

MANY = 400
"""Names that are asked for at once."""

_REGISTER = say("Rule of this software: a part belongs to its place, a place to its State")


def measured_seen_by(viewer: Viewer) -> QuerySet[Measured]:
    """What was measured outside any visit, or on a visit that ``viewer`` sees; nothing that was corrected since."""
    return Measured.objects.filter(
        Q(visit__isnull=True) | Q(visit__in=seen_by(viewer)), replaced_by__isnull=True
    ).select_related("place", "part")


def measured_ever_seen_by(viewer: Viewer) -> QuerySet[Measured]:
    """As ``measured_seen_by``, with what a correction replaced: for the page and the history of one."""
    return Measured.objects.filter(Q(visit__isnull=True) | Q(visit__in=seen_by(viewer))).select_related(
        "place__state", "part", "visit__state", "noted_by", "replaced_by"
    )


def measured_on(visit: Visit, viewer: Viewer) -> QuerySet[Measured]:
    """What was measured on a visit, if ``viewer`` sees it; what turned out to be noted by mistake is left out."""
    return measured_seen_by(viewer).filter(visit=visit).exclude(values={})


def measured_at(places: Iterable[UUID], viewer: Viewer) -> QuerySet[Measured]:
    """What was measured at these places, on visits that ``viewer`` sees or outside any."""
    return measured_seen_by(viewer).filter(place__in=list(places)).exclude(values={})


def in_order(measured: "QuerySet[Measured]") -> list[Measured]:
    """Rows by day, each with its place, its part and its visit; these are fetched once, not with every row."""
    rows = list(measured.select_related(None).order_by("day", "noted_at", "pk"))
    places = Place.objects.in_bulk({row.place_id for row in rows})
    parts = Part.objects.in_bulk({row.part_id for row in rows if row.part_id})
    visits = Visit.objects.in_bulk({row.visit_id for row in rows if row.visit_id})
    for row in rows:
        row.place = places[row.place_id]
        row.part = parts[row.part_id] if row.part_id else None
        row.visit = visits[row.visit_id] if row.visit_id else None
    return rows


def places_of_many(places: Iterable[UUID]) -> set[UUID]:
    """The ids of all places that are shown as one with any of ``places``, themselves among them; one query."""
    asked = set(places)
    roots = PlaceNow.objects.filter(place__in=asked).values("root")
    return asked | set(PlaceNow.objects.filter(root__in=roots).values_list("place", flat=True))


def history_of(measured: Measured, viewer: Viewer) -> list[Measured]:
    """Every row of a measurement that was corrected, the first one first; two queries, however often."""
    beside = measured_ever_seen_by(viewer).filter(place=measured.place_id, visit=measured.visit_id)
    linked = {one.pk: one for one in beside.filter(Q(replaces__isnull=False) | Q(replaced_by__isnull=False))}
    first = linked.get(measured.pk, measured)
    while first.replaces_id in linked:
        first = linked[first.replaces_id]
    after = {one.replaces_id: one for one in linked.values() if one.replaces_id}
    found = [first]
    while found[-1].pk in after:
        found.append(after[found[-1].pk])
    return found


def said_before(rows: Sequence[Measured]) -> dict[UUID, Measured]:
    """For the id of each row that says what is said already on the same visit (or as it, on none): the row that does.

    What was corrected since counts too, so that a table taken in again does not undo a correction; of rows that say
    the same among themselves the first counts.
    """
    held: dict[object, Measured] = {}
    for names in _in_parts(sorted({row.subject for row in rows})):
        same = Measured.objects.filter(
            subject__in=names,
            place__in={row.place_id for row in rows},
            day__in={row.day for row in rows},
            visit=rows[0].visit_id,
        )
        held.update((_said(one), one) for one in same)
    found = {}
    for row in rows:
        there = held.setdefault(_said(row), row)
        if there is not row:
            found[row.pk] = there
    return found


def _said(row: Measured) -> tuple[object, ...]:
    """What a row says of what, apart from who noted it and when."""
    of_what = (row.visit_id, row.place_id, row.part_id, row.subject, row.day)
    return (*of_what, row.room_kind, tuple(row.groups), tuple(sorted(row.values.items())), row.source)


def _in_parts(names: list[str]) -> Iterable[list[str]]:
    return (names[start : start + MANY] for start in range(0, len(names), MANY))


def may_note(row: Measured, during: Visit | None, *, today: date) -> Decision:
    """Whether a measurement may be noted: what the rules say of it, and that its place is one that is visited."""
    known = _place_is_visited(row, during)
    return first_refusal(
        measuring.may_measure(
            subject=row.subject,
            day=row.day,
            measured=bool(row.values) or row.replaces_id is not None,
            today=today,
            begins=during.begins if during else None,
            ends=max(during.ends, during.talks_on or during.ends) if during else None,
            profile=settings.MECHANISM,
        ),
        known,
    )


def _place_is_visited(row: Measured, during: Visit | None) -> Decision:
    if row.part is not None and row.part.place_id != row.place_id:
        return Refused(
            say("“{part}” is no part of {place}."),
            _REGISTER,
            say("Choose a part of the place, or write the name of the room."),
            {"part": row.part.name, "place": row.place.name},
        )
    if during is not None and row.place.state_id != during.state_id:
        return Refused(
            say("{place} is not a place of the State that is visited."),
            _REGISTER,
            say("Choose a place of that State."),
            {"place": row.place.name},
        )
    return Allowed()


def sign_offs() -> dict[str, list[SignOff]]:
    """Every sign-off by rule, the newest first, those taken back too."""
    found: dict[str, list[SignOff]] = {}
    for one in SignOff.objects.select_related("signed_by", "taken_back_by").order_by("-signed_at", "pk"):
        found.setdefault(one.rule, []).append(one)
    return found


def signed_off() -> frozenset[str]:
    """The rules that are signed off in the wording they have now; one that was changed since is off again."""
    book = shipped_rules()
    held = SignOff.objects.filter(taken_back_at__isnull=True).order_by().values_list("rule", "digest")
    return frozenset(rule for rule, digest in held if rule in book and wording_of(book[rule]) == digest)
