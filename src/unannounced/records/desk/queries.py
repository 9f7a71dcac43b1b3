"""What an officer of a State may read: what was transmitted to it, and what its officers wrote. Never another's."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from unannounced.crafts.passing import Asked, Transmitted, read_transmission
from unannounced.duties import answering
from unannounced.duties.answering import Stand
from unannounced.records.accounts.models import Person
from unannounced.records.desk.models import Answer, Appointment, Given, GivenAnswer, Laid, Transmission
from unannounced.records.parcels.models import Direction, Parcel

OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody with the State whose officer they are on a day. Queries filter by it; actions act ``by`` it."""

    pk: UUID
    login: str
    display_name: str
    state: UUID
    code: str
    names: Mapping[str, str]

    is_authenticated = True


def officer_of(person: Person, on: date) -> Officer | None:
    """``person`` as the officer they are on a day; None where no appointment runs."""
    running = _running(Appointment.objects.filter(person=person), on).select_related("state").order_by("begins", "pk")
    found = running.first()
    if found is None:
        return None
    state = found.state
    return Officer(person.pk, person.login, person.display_name, state.pk, state.code, state.names)


def _running(appointments: QuerySet[Appointment], on: date) -> QuerySet[Appointment]:
    return appointments.filter(Q(ends__isnull=True) | Q(ends__gte=on), begins__lte=on)


def transmissions(officer: Officer) -> QuerySet[Transmission]:
    """What holds of each report that was transmitted to the State, the latest transmitted first."""
    newest = Transmission.objects.filter(report=OuterRef("report")).order_by("-serial").values("serial")[:1]
    held = Transmission.objects.filter(state=officer.state, serial=Subquery(newest))
    return held.order_by("-transmitted_on", "title", "pk").defer("parcel")


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was transmitted to the State of who asks."""

    transmission: Transmission
    said: Transmitted

    @property
    def pk(self) -> UUID:
        """Its id."""
        return self.transmission.report


def report_of(officer: Officer, report: UUID) -> Report | None:
    """One report as it holds; hidden and absent are one, by one query."""
    found = Transmission.objects.filter(state=officer.state, report=report).select_related("parcel")
    held = found.order_by("-serial").first()
    return None if held is None else Report(held, read_transmission(bytes(held.parcel.content)))


@dataclass(frozen=True, slots=True)
class Standing:
    """An item with the draft that stands, the wordings in dispute with it, and what was given and received."""

    item: Asked
    paragraph: str
    where: Stand
    draft: Answer | None
    disputed: tuple[Answer, ...]
    given: tuple[Answer, ...]
    overdue: bool
    seen: int

    @property
    def ministry(self) -> str:
        """Who is to answer: as the draft says, or else whom the item addresses."""
        return (self.draft.ministry if self.draft else "") or self.item.addressee


def standings(report: Report, *, today: date) -> list[Standing]:
    """Every item of a report with its answers, in the order of the report; two queries."""
    versions: dict[str, list[Answer]] = defaultdict(list)
    held = Answer.objects.filter(state=report.transmission.state_id, report=report.pk)
    for one in held.select_related("written_by").order_by("version"):
        versions[str(one.item)].append(one)
    gone = set(
        GivenAnswer.objects.filter(given__state=report.transmission.state_id, given__report=report.pk).values_list(
            "answer", flat=True
        )
    )
    return [
        _standing(item, paragraph.number, versions.get(item.id, []), gone, today)
        for paragraph in report.said.paragraphs
        for item in paragraph.items
    ]


def _standing(item: Asked, paragraph: str, versions: list[Answer], gone: set[UUID], today: date) -> Standing:
    standing = next((one for one in reversed(versions) if not one.in_conflict), None)
    last = standing.version if standing else 0
    disputed = tuple(one for one in versions if one.in_conflict and one.version > last)
    given = tuple(one for one in versions if one.pk in gone)
    draft = standing if standing and standing.claim and standing.pk not in gone else None
    where = answering.stand(
        drafted=draft is not None or bool(disputed),
        given=bool(given),
        received=bool(item.received),
        withdrawn=item.withdrawn_on is not None,
    )
    overdue = answering.is_overdue(where, item.due.day if item.due else None, bool(item.received) or bool(given), today)
    seen = versions[-1].version if versions else 0
    return Standing(item, paragraph, where, draft, disputed, given, overdue, seen)


def versions_of(officer: Officer, report: Report, item: str) -> list[Answer]:
    """Every wording that was written of an answer, the latest first, with who wrote it and the response it was in."""
    held = Answer.objects.filter(state=officer.state, report=report.pk, item=item)
    return list(
        held.select_related("written_by", "given__given", "came_from")
        .defer("came_from__content", "came_from__read")
        .order_by("-version")
    )


def given_of(report: Report) -> list[Given]:
    """The responses given to a report, the latest first, with the number of answers in each."""
    held = Given.objects.filter(state=report.transmission.state_id, report=report.pk)
    counted = (
        held.annotate(count=Count("answers"))
        .select_related("given_by", "document")
        .defer("parcel", "document__content", "document__read")
    )
    return list(counted.order_by("-given_at", "pk"))


def drafted_counts(officer: Officer) -> dict[UUID, int]:
    """By report, to how many items an answer was drafted or given; one query."""
    written = Answer.objects.filter(state=officer.state).exclude(claim="").values("report")
    return dict(written.annotate(items=Count("item", distinct=True)).values_list("report", "items"))


def laid_of(officer: Officer, report: UUID) -> QuerySet[Laid]:
    """The files laid beside a report that nobody has settled, the latest first, without their bytes."""
    held = Laid.objects.filter(state=officer.state, report=report, settled_at__isnull=True)
    return held.select_related("laid_by").defer("content", "read").order_by("-laid_at", "pk")


def documents_of(officer: Officer, report: UUID) -> QuerySet[Laid]:
    """The documents that may go with the next response, the latest first, without their bytes."""
    held = Laid.objects.filter(state=officer.state, report=report, is_document=True, put_away=False, given=None)
    return held.defer("content", "read").order_by("-laid_at", "pk")


def report_with(officer: Officer, item: str, *, but: UUID) -> str:
    """The title of another report of the State that has an item with this id; empty if none."""
    for one in transmissions(officer).exclude(report=but):
        if item.encode() in bytes(one.parcel.content):
            return one.title
    return ""


def one_laid(officer: Officer, report: UUID, laid: UUID) -> Laid | None:
    """One file, settled or not, without its bytes."""
    held = Laid.objects.filter(state=officer.state, report=report, pk=laid)
    return held.select_related("laid_by").defer("content").first()


def file_bytes(digest: str) -> bytes | None:
    """The bytes of a file that came from the office; whoever calls has seen that the report names it."""
    found = Parcel.objects.filter(direction=Direction.IN, room=OFFICE, kind="document", digest=digest).first()
    return bytes(found.content) if found else None


def are_here(digests: set[str]) -> bool:
    """Whether the files have come."""
    held = Parcel.objects.filter(direction=Direction.IN, room=OFFICE, kind="document", digest__in=digests)
    return held.values("digest").distinct().count() == len(digests)
