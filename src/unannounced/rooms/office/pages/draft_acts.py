"""What can be done to each paragraph and item of a draft: decided once, because it is the same for all of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.core.signing import Signer
from django.db.models import Model
from django.urls import reverse
from django.utils.html import escape

from unannounced.records.accounts.queries import Viewer
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts.on_drafts import MoveParagraph
from unannounced.rooms.office.acts.registry import decision_on, forms_on, is_delegate
from unannounced.rooms.office.acts.subjects import Subject

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Link:
    """An act that is open on every thing of a kind: its verb, and its address but for the id."""

    name: str
    verb: str
    before: str
    behind: str

    def on(self, thing: UUID) -> str:
        """The link to the act on one of them."""
        return f'<a href="{self.before}{thing}{self.behind}">{self.verb}</a>'


def links_on(
    kind: Subject,
    example: Model | None,
    within: Report,
    viewer: Viewer,
    *,
    today: date,
    only: Collection[str] | None = None,
) -> dict[str, Link]:
    """The acts that are open on things of a kind in a draft, by name, as they are on ``example``; or ``only`` some."""
    if example is None:
        return {}
    delegate = is_delegate(within, viewer)
    return {
        form.name: _link(kind, form.name, str(form.verb))
        for form in forms_on(kind)
        if (only is None or form.name in only)
        and form.suits(example)
        and decision_on(form, example, viewer, today=today, delegate=delegate)
    }


def _link(kind: Subject, name: str, verb: str) -> Link:
    before, behind = reverse(f"{kind.word}-{name}", args=[NOBODY]).split(str(NOBODY))
    return Link(name, escape(verb), before, behind)


def html_of(links: Mapping[str, Link], thing: UUID, names: Collection[str] | None = None) -> str:
    """The links on one thing, those of ``names`` in their order or all of them."""
    return " ".join(links[name].on(thing) for name in (links if names is None else names) if name in links)


def moving_key(viewer: Viewer, paragraph: UUID) -> str:
    """What a form that moves a paragraph carries, so that it is known to have been given out here."""
    salt = f"{viewer.pk}{MoveParagraph.on.word}{MoveParagraph.name}{paragraph}"
    return Signer(salt=salt).sign(str(uuid4()))
