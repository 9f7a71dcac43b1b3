"""Forms of acts, gathered: what the pages offer, the addresses they have, the words commands take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Model
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise

from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Decision, Refused
from unannounced.records.accounts.queries import Viewer, permitted
from unannounced.records.visits.models import Visit
from unannounced.records.visits.queries import on_delegation
from unannounced.rooms.office.acts.keyed import KeyedForm
from unannounced.rooms.office.acts.subjects import Subject, address_of, subject_of

Words = str | Promise


class ActForm(KeyedForm):
    """One act on one thing. The same form is a page and a command; the rules are the action's."""

    name: ClassVar[str]
    verb: ClassVar[Words]
    on: ClassVar[Subject]
    act: ClassVar[Act]
    what: ClassVar[Words] = ""
    visible_to: ClassVar[Words] = ""
    rule: ClassVar[str] = ""
    final: ClassVar[bool] = False

    def __init__(self, *args: Any, subject: Any, viewer: Viewer, today: date, **kwargs: Any) -> None:
        self.subject = subject
        self.viewer = viewer
        self.today = today
        self.signed_for = f"{self.viewer.pk}{self.on.word}{self.name}{self.subject.pk}"
        kwargs.setdefault("initial", {})
        kwargs["initial"] = {"key": self.new_key(), **self.first_words(), **kwargs["initial"]}
        kwargs["auto_id"] = "f-%s"
        super().__init__(*args, **kwargs)
        self.prepare()

    def first_words(self) -> dict[str, object]:
        """What stands in the fields before anybody has written into them."""
        return {}

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """What the address says of the fields, such as which set of them is wanted; nothing for most acts."""
        return {}

    @classmethod
    def looks_on(cls, data: QueryDict) -> dict[str, object] | None:
        """What was typed, where the button that was pressed only shows more to choose among; ``None`` where it acts."""
        return None

    def prepare(self) -> None:
        """Fill the choices of fields from what the viewer sees."""

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """Whether the act has a meaning for ``subject`` at all; where it has none, no page speaks of it."""
        return True

    @classmethod
    def permits(cls, subject: Any, viewer: Viewer, *, delegate: bool) -> Decision:
        """Whether the mandates of ``viewer`` allow the act on ``subject``; ``delegate``: they go on its visit."""
        return permitted(cls.act, viewer, on_delegation=delegate)

    @classmethod
    def rules(cls, subject: Any, viewer: Viewer, today: date) -> Decision | None:
        """A refusal that is known before the form is filled in; ``None`` leaves it to the action."""
        return None

    @classmethod
    def foretold(cls, subject: Any, viewer: Viewer, today: date) -> Decision | None:
        """What the action would say now, where that can be known at some cost: asked on the act's own page alone."""
        return None

    def carry_out(self, *, by: Viewer, at: datetime) -> Model:
        """Do it; return what to show afterwards. Raises ``RefusedByRule`` and its like."""
        raise TypeError(f"{type(self).__name__} does nothing")

    def address_after(self, result: Model) -> str:
        """The page to show once it is done."""
        return address_of(result)

    def address_before(self) -> str:
        """The page to go back to when it is not done."""
        return address_of(self.subject)

    def done_to(self) -> Model:
        """What the act was done to, to be shown afterwards."""
        subject: Model = self.subject
        return subject

    @classmethod
    def cited(cls) -> str:
        """The article under which the act is done."""
        return settings.MECHANISM.cited(cls.rule) if cls.rule else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as a page offers it: allowed, or refused with the reason."""

    name: str
    verb: Words
    url: str
    final: bool
    refusal: Refused | None

    @property
    def allowed(self) -> bool:
        """Whether nothing known so far stands against it."""
        return self.refusal is None


REGISTRY: dict[tuple[str, str], type[ActForm]] = {}


def offered(form: type[ActForm]) -> type[ActForm]:
    """Enter a form into the registry: from then on it has an address and a command."""
    REGISTRY[form.on.word, form.name] = form
    return form


def forms_on(subject: Subject) -> list[type[ActForm]]:
    """The acts that can be done to a kind of thing, in the order they were entered."""
    return [form for (word, _name), form in REGISTRY.items() if word == subject.word]


def decision_on(form: type[ActForm], subject: Model, viewer: Viewer, *, today: date, delegate: bool) -> Decision:
    """Whether ``viewer`` may do this act: by mandate first, then by what the rules already know."""
    decision = form.permits(subject, viewer, delegate=delegate)
    if not decision:
        return decision
    refusal = form.rules(subject, viewer, today)
    return decision if refusal is None else refusal


def is_delegate(subject: Model, viewer: Viewer) -> bool:
    """Whether ``viewer`` goes on the visit that ``subject`` belongs to; one query, or none for others."""
    visit = subject if isinstance(subject, Visit) else getattr(getattr(subject, "report", subject), "visit", None)
    return isinstance(visit, Visit) and on_delegation(viewer, visit)


def acts_on(subject: Model, viewer: Viewer, *, today: date) -> list[Offer]:
    """What can be done to ``subject``, allowed and refused alike, so that a page can say why not."""
    kind = subject_of(subject)
    delegate = is_delegate(subject, viewer)
    return [_offer(form, subject, kind, viewer, today, delegate) for form in forms_on(kind) if form.suits(subject)]


def _offer(form: type[ActForm], subject: Any, kind: Subject, viewer: Viewer, today: date, delegate: bool) -> Offer:
    decision = decision_on(form, subject, viewer, today=today, delegate=delegate)
    key = getattr(subject, kind.key)
    return Offer(
        name=form.name,
        verb=form.verb,
        url=reverse(f"{kind.word}-{form.name}", args=[key]),
        final=form.final,
        refusal=decision if isinstance(decision, Refused) else None,
    )
