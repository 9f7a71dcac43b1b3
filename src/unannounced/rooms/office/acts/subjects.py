"""What acts are done to, and which of it a viewer sees: the one door for every page and command that acts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from unannounced.crafts.standards import shipped_rules
from unannounced.duties.confidentiality import MAY_KNOW, Role
from unannounced.duties.reporting import ReportStage
from unannounced.records.accounts.models import Person
from unannounced.records.accounts.queries import Viewer, people
from unannounced.records.checklists.models import Checklist
from unannounced.records.checklists.queries import checklists_seen_by
from unannounced.records.committee.models import AgendaPoint, Candidate, Election, Session, Term, WrittenProcedure
from unannounced.records.committee.queries import (
    candidates_seen_by,
    elections_seen_by,
    sessions_seen_by,
    terms_seen_by,
)
from unannounced.records.communications import queries as communications
from unannounced.records.communications.models import Assignment, Communication, Held, IntakeKey, Keeper
from unannounced.records.keyrings.models import Device, Invitation
from unannounced.records.keyrings.queries import devices, invitations
from unannounced.records.measurements.models import Measured, SignOff
from unannounced.records.measurements.queries import measured_ever_seen_by
from unannounced.records.measurements.valuing import wording_of
from unannounced.records.notebooks.models import Entry, SealedBlob
from unannounced.records.notebooks.queries import blobs_seen_by, entries_seen_by
from unannounced.records.persons.models import Pseudonym
from unannounced.records.persons.queries import persons_seen_by
from unannounced.records.places.models import Place, Source
from unannounced.records.recommendations.decided import points_seen_by, procedures_seen_by
from unannounced.records.recommendations.models import Item, PublicStatement
from unannounced.records.recommendations.queries import items_ever_seen_by, items_seen_by
from unannounced.records.reports.models import Paragraph, Remark, Report, Suggestion
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.reprisals import queries as cases
from unannounced.records.reprisals.models import Entrusted, Reprisal, SealedPart
from unannounced.records.reprisals.models import FollowUp as Call
from unannounced.records.requests.models import Request
from unannounced.records.requests.queries import requests_seen_by
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by

NAMELESS = UUID("6b1c8f4e-4e0b-4d35-9d3c-2f6c3f1f7b52")
"""Of what has no row: an id that is the same each time somebody looks at it."""
COMMITTEE = frozenset({Role.MEMBER, Role.SECRETARIAT})


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing acts are done to: its word, its place in addresses, and what of it somebody sees."""

    word: str
    plural: str
    model: type[Model]
    seen: Callable[[Viewer], QuerySet[Any]]
    key: str = "pk"

    @property
    def route(self) -> str:
        """The piece of an address that names one: ``visits/<uuid:visit>``."""
        converter, name = ("str", "code") if self.key == "code" else ("uuid", self.word)
        return f"{self.plural}/<{converter}:{name}>"

    @property
    def parameter(self) -> str:
        """The name of the parameter in addresses."""
        return "code" if self.key == "code" else self.word

    def find(self, viewer: Viewer, value: str | UUID) -> Model | None:
        """The one with this id (or code) if ``viewer`` sees it. Hidden and absent are one answer."""
        found: Model | None = self.seen(viewer).filter(**{self.key: value}).first()
        return found


class RuleSubject(Subject):
    """A rule as it stands: what somebody would sign off. No row is kept of it before somebody does."""

    @property
    def route(self) -> str:
        """A rule is named by its id, which is a word."""
        return f"{self.plural}/<str:{self.word}>"

    @property
    def parameter(self) -> str:
        """The name of the parameter in addresses."""
        return self.word

    def find(self, viewer: Viewer, value: str | UUID) -> Model | None:
        """The rule with this id in its present wording, if it is a rule at all."""
        book, rule = shipped_rules(), str(value)
        if rule not in book:
            return None
        wording = wording_of(book[rule])
        return SignOff(id=uuid5(NAMELESS, f"{rule} {wording}"), rule=rule, digest=wording)


def _statements(viewer: Viewer) -> QuerySet[PublicStatement]:
    statements = PublicStatement.objects.select_related("state")
    return statements if viewer.roles & COMMITTEE else statements.none()


def _register(viewer: Viewer, model: type[Place | Source]) -> QuerySet[Any]:
    """The register of places is everybody's who has a mandate."""
    held = Place.objects.select_related("state") if model is Place else Source.objects.all()
    return held if viewer.roles else held.none()


def _people(viewer: Viewer) -> QuerySet[Person]:
    """Everybody with an account, for those who may know of visits."""
    return people() if viewer.roles & MAY_KNOW else Person.objects.none()


def _visits(viewer: Viewer) -> QuerySet[Visit]:
    return seen_by(viewer).select_related("state")


def _paragraphs(viewer: Viewer) -> QuerySet[Paragraph]:
    return Paragraph.objects.filter(report__in=reports_seen_by(viewer)).select_related("report__visit", "report__state")


def _beside(viewer: Viewer, model: type[Remark | Suggestion]) -> QuerySet[Any]:
    """What stands beside the paragraphs somebody sees."""
    found = model.objects.filter(paragraph__report__in=reports_seen_by(viewer))
    return found.select_related("paragraph__report__visit", "paragraph__report__state")


def _items(viewer: Viewer) -> QuerySet[Item]:
    return items_seen_by(viewer).select_related("report__visit", "report__state", "paragraph")


def _readings(viewer: Viewer) -> QuerySet[Item]:
    """Items as they were read, those that were left out since too: what was done to them can be taken back."""
    return items_ever_seen_by(viewer).select_related("report__visit", "report__state", "paragraph")


def _nameable(viewer: Viewer) -> QuerySet[Person]:
    return communications.nameable_by(viewer, on=timezone.now().date())


def _communications(viewer: Viewer) -> QuerySet[Communication]:
    return communications.register_of(viewer).select_related("triage__state", "triage__place")


def _in_register(viewer: Viewer, model: type[Assignment | Held]) -> QuerySet[Any]:
    """What hangs on a communication: who deals with it for keepers, what holds it for those who deal with it."""
    seen = communications.register_of if model is Assignment else communications.assigned_to
    found = model._default_manager.filter(communication__in=seen(viewer), ended_at__isnull=True)
    return found.select_related("communication")


def _trusts(viewer: Viewer) -> QuerySet[Entrusted]:
    """Who is entrusted now with the cases of ``viewer``."""
    held = Entrusted.objects.filter(reprisal__in=cases.cases_of(viewer), ended_at__isnull=True)
    return held.select_related("reprisal")


STATE = Subject("state", "states", State, lambda viewer: State.objects.all(), key="code")
PERSON = Subject("person", "people", Person, _people)
VISIT = Subject("visit", "visits", Visit, _visits)
REPORT = Subject("report", "reports", Report, reports_seen_by)
PARAGRAPH = Subject("paragraph", "paragraphs", Paragraph, _paragraphs)
REMARK = Subject("remark", "remarks", Remark, lambda viewer: _beside(viewer, Remark))
SUGGESTION = Subject("suggestion", "suggestions", Suggestion, lambda viewer: _beside(viewer, Suggestion))
ITEM = Subject("item", "items", Item, _items)
READING = Subject("reading", "readings", Item, _readings)
REQUEST = Subject("request", "requests", Request, requests_seen_by)
STATEMENT = Subject("statement", "statements", PublicStatement, _statements)
PLACE = Subject("place", "places", Place, lambda viewer: _register(viewer, Place))
SOURCE = Subject("source", "places/sources", Source, lambda viewer: _register(viewer, Source))
MEASUREMENT = Subject("measurement", "measurements", Measured, measured_ever_seen_by)
CHECKLIST = Subject("checklist", "checklists", Checklist, checklists_seen_by)
ENTRY = Subject("entry", "entries", Entry, entries_seen_by)
BLOB = Subject("blob", "blobs", SealedBlob, blobs_seen_by)
PSEUDONYM = Subject(
    "pseudonym", "pseudonyms", Pseudonym, lambda viewer: persons_seen_by(viewer).select_related("visit")
)
INVITATION = Subject("invitation", "invitations", Invitation, invitations)
DEVICE = Subject("device", "devices", Device, devices)
SESSION = Subject("session", "sessions", Session, sessions_seen_by)
POINT = Subject("point", "points", AgendaPoint, points_seen_by)
PROCEDURE = Subject("procedure", "procedures", WrittenProcedure, procedures_seen_by)
ELECTION = Subject("election", "elections", Election, elections_seen_by)
CANDIDATE = Subject("candidate", "candidates", Candidate, candidates_seen_by)
TERM = Subject("term", "terms", Term, terms_seen_by)
NAMEABLE = Subject("nameable", "communications/keepers", Person, _nameable)
KEEPER = Subject("keeper", "communications/keepers", Keeper, communications.keepers)
INTAKE_KEY = Subject("intake_key", "communications/keys", IntakeKey, communications.intake_keys)
COMMUNICATION = Subject("communication", "communications", Communication, _communications)
ASSIGNMENT = Subject(
    "assignment", "communications/assignments", Assignment, lambda viewer: _in_register(viewer, Assignment)
)
HELD = Subject("held", "communications/holds", Held, lambda viewer: _in_register(viewer, Held))
REPRISAL = Subject("reprisal", "communications/reprisals", Reprisal, cases.cases_of)
ENTRUSTED = Subject("entrusted", "communications/reprisals/entrusted", Entrusted, _trusts)
CALL = Subject("call", "communications/reprisals/calls", Call, cases.calls_of)
PART = Subject("part", "communications/reprisals/parts", SealedPart, cases.sealed_parts)
RULE = RuleSubject("rule", "standards", SignOff, lambda viewer: SignOff.objects.all(), key="rule")
SUBJECTS = (
    STATE,
    PERSON,
    VISIT,
    REPORT,
    PARAGRAPH,
    REMARK,
    SUGGESTION,
    ITEM,
    READING,
    REQUEST,
    STATEMENT,
    PLACE,
    SOURCE,
    MEASUREMENT,
    CHECKLIST,
    ENTRY,
    BLOB,
    PSEUDONYM,
    INVITATION,
    DEVICE,
    SESSION,
    POINT,
    PROCEDURE,
    ELECTION,
    CANDIDATE,
    TERM,
    RULE,
    NAMEABLE,
    KEEPER,
    INTAKE_KEY,
    COMMUNICATION,
    ASSIGNMENT,
    HELD,
    REPRISAL,
    ENTRUSTED,
    CALL,
    PART,
)
"""Of two kinds of one table the first is what a thing of it is called."""


def subject_of(thing: Model) -> Subject:
    """The kind of ``thing``."""
    return next(subject for subject in SUBJECTS if isinstance(thing, subject.model))


_PAGES: dict[type[Model], str] = {
    Visit: "visit",
    Report: "report",
    Item: "item",
    Request: "request",
    Place: "place",
    Source: "place_source",
    Measured: "measurement",
    Entry: "entry",
    Checklist: "checklist",
    Session: "session",
    WrittenProcedure: "procedure",
    Election: "election",
    PublicStatement: "statement",
    Communication: "communication",
    Reprisal: "reprisal",
}
"""Pages that show one thing each, by its id."""
_PARTS: dict[type[Model], tuple[str, str]] = {
    AgendaPoint: ("session", "session_id"),
    Candidate: ("election", "election_id"),
    SealedBlob: ("visit_came", "visit_id"),
    Pseudonym: ("visit_persons", "visit_id"),
    Assignment: ("communication", "communication_id"),
    Held: ("communication", "communication_id"),
    Entrusted: ("reprisal", "reprisal_id"),
    Call: ("reprisal", "reprisal_id"),
    SealedPart: ("reprisal", "reprisal_id"),
}
"""Pages that show a thing among others, and the column that names what they are a page of."""
_LISTS: dict[type[Model], str] = {
    Person: "visits_availability",
    Term: "committee",
    Keeper: "communication_keys",
    IntakeKey: "communication_keys",
}
"""Pages that show all things of a kind."""


def address_of(thing: Model) -> str:
    """The page on which ``thing`` is read."""
    if (page := _PAGES.get(type(thing))) is not None:
        return reverse(page, args=[thing.pk])
    if (part := _PARTS.get(type(thing))) is not None:
        return reverse(part[0], args=[getattr(thing, part[1])])
    if (whole := _LISTS.get(type(thing))) is not None:
        return reverse(whole)
    match thing:
        case State():
            return reverse("state", args=[thing.code])
        case Paragraph():
            page = "draft" if thing.report.stage == ReportStage.DRAFT.value else "report"
            return reverse(page, args=[thing.report_id]) + f"#p-{thing.number}"
        case Remark() | Suggestion():
            return reverse("paragraph", args=[thing.paragraph_id])
        case SignOff():
            return reverse("standard", args=[thing.rule])
        case Invitation() | Device():
            return reverse("visit_keys", args=[thing.visit.pk])
        case _:
            raise TypeError(f"no page shows a {type(thing).__name__}")
