"""What acts are done to, and which of it a viewer sees: the one door for every page and command that acts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse

from unannounced.duties.confidentiality import Role
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.models import Item, PublicStatement
from unannounced.records.recommendations.queries import items_ever_seen_by, items_seen_by
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.models import Request
from unannounced.records.requests.queries import requests_seen_by
from unannounced.records.states.models import State
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import seen_by

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


def _statements(viewer: Viewer) -> QuerySet[PublicStatement]:
    statements = PublicStatement.objects.select_related("state")
    return statements if viewer.roles & COMMITTEE else statements.none()


def _visits(viewer: Viewer) -> QuerySet[Visit]:
    return seen_by(viewer).select_related("state")


def _paragraphs(viewer: Viewer) -> QuerySet[Paragraph]:
    return Paragraph.objects.filter(report__in=reports_seen_by(viewer)).select_related("report__visit", "report__state")


def _items(viewer: Viewer) -> QuerySet[Item]:
    return items_seen_by(viewer).select_related("report__visit", "report__state", "paragraph")


def _readings(viewer: Viewer) -> QuerySet[Item]:
    """Items as they were read, those that were left out since too: what was done to them can be taken back."""
    return items_ever_seen_by(viewer).select_related("report__visit", "report__state", "paragraph")


STATE = Subject("state", "states", State, lambda viewer: State.objects.all(), key="code")
VISIT = Subject("visit", "visits", Visit, _visits)
REPORT = Subject("report", "reports", Report, reports_seen_by)
PARAGRAPH = Subject("paragraph", "paragraphs", Paragraph, _paragraphs)
ITEM = Subject("item", "items", Item, _items)
READING = Subject("reading", "readings", Item, _readings)
REQUEST = Subject("request", "requests", Request, requests_seen_by)
STATEMENT = Subject("statement", "statements", PublicStatement, _statements)
SUBJECTS = (STATE, VISIT, REPORT, PARAGRAPH, ITEM, READING, REQUEST, STATEMENT)
"""Of two kinds of one table the first is what a thing of it is called."""


def subject_of(thing: Model) -> Subject:
    """The kind of ``thing``."""
    return next(subject for subject in SUBJECTS if isinstance(thing, subject.model))


def address_of(thing: Model) -> str:
    """The page on which ``thing`` is read."""
    match thing:
        case State():
            return reverse("state", args=[thing.code])
        case Visit():
            return reverse("visit", args=[thing.pk])
        case Report():
            return reverse("report", args=[thing.pk])
        case Paragraph():
            return reverse("report", args=[thing.report_id]) + f"#p-{thing.number}"
        case Item():
            return reverse("item", args=[thing.pk])
        case Request():
            return reverse("request", args=[thing.pk])
        case PublicStatement():
            return reverse("state", args=[thing.state.code])
        case _:
            raise TypeError(f"no page shows a {type(thing).__name__}")
