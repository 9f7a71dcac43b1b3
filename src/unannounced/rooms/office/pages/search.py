"""The search over every word somebody may read: paragraphs, items, responses, requests, statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.crafts.searching import Found, Results
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import note_readings
from unannounced.records.recommendations.models import Item, PublicStatement
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.models import Request
from unannounced.records.requests.queries import requests_seen_by
from unannounced.records.states.models import State
from unannounced.rooms.office import finding
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import ON_A_PAGE, choices, state_choices

LONGEST = 200
"""So much of what is typed is searched for."""

FURTHEST = 200
"""Pages of results that are shown; who has more narrows the search."""

KIND_WORDS: dict[str, str | Promise] = {
    "report": lazy("titles of reports"),
    "paragraph": lazy("paragraphs"),
    "item": lazy("items"),
    "response": lazy("responses"),
    "assessment": lazy("assessments"),
    "request": lazy("requests"),
    "answer": lazy("answers"),
    "statement": lazy("public statements"),
}
ONE_OF: dict[str, str | Promise] = {
    "report": lazy("report"),
    "paragraph": lazy("paragraph"),
    "item": lazy("item"),
    "response": lazy("response"),
    "assessment": lazy("assessment"),
    "request": lazy("request"),
    "answer": lazy("answer"),
    "statement": lazy("public statement"),
}
OPENED: dict[str, type[Model]] = {
    "report": Report,
    "paragraph": Paragraph,
    "item": Item,
    "response": Item,
    "assessment": Item,
    "request": Request,
    "answer": Request,
    "statement": PublicStatement,
}


@dataclass(frozen=True, slots=True)
class HitRow:
    """Something that was found, as the page shows it."""

    hit: finding.Hit
    kind: str


def search(request: Asked) -> HttpResponse:
    """What holds all the words, fifty on a page; without words, what can be asked."""
    words, kind, state = (request.GET.get(name, "").strip()[:LONGEST] for name in ("words", "kind", "state"))
    kind = kind if kind in KIND_WORDS else ""
    number = _number(request.GET.get("page", ""))
    found = look(request.viewer, words, kind, state, number)
    page = Paginator(range(min(found.total, FURTHEST * ON_A_PAGE)), ON_A_PAGE).get_page(number)
    if page.number != number:
        found = look(request.viewer, words, kind, state, page.number)
    hits = finding.opened(found.found, request.viewer)
    note_readings(subjects_of(found.found), by=request.viewer.pk, at=request.moment)
    context = {
        "words": words,
        "kind": kind,
        "state": state,
        "kinds": choices({one: str(said) for one, said in KIND_WORDS.items()}, kind),
        "states": state_choices(searched_states(request.viewer), state),
        "total": found.total,
        "page": page,
        "hits": [HitRow(hit, str(ONE_OF.get(hit.kind, hit.kind))) for hit in hits],
        "advice": nothing_found(words),
        "ready": bool(found.total) or finding.is_ready(),
        "searched": ", ".join(str(said) for said in KIND_WORDS.values()) if not kind else str(KIND_WORDS[kind]),
    }
    return render(request, "office/search.html", context)


def _number(asked: str) -> int:
    return min(max(int(asked), 1), FURTHEST) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def look(viewer: Viewer, words: str, kind: str, state: str, number: int) -> Results:
    """The results of one page; no words find nothing."""
    if not words:
        return Results(0, [])
    kinds = [kind] if kind else []
    return finding.search(viewer, words, kinds=kinds, state=state, limit=ON_A_PAGE, offset=(number - 1) * ON_A_PAGE)


def searched_states(viewer: Viewer) -> QuerySet[State]:
    """The States of which there is something that ``viewer`` may read."""
    reports = reports_seen_by(viewer).order_by().values("state")
    requests = requests_seen_by(viewer).order_by().values("state")
    return State.objects.filter(Q(pk__in=reports) | Q(pk__in=requests))


def subjects_of(found: Iterable[Found]) -> list[Model]:
    """What was shown of, each once, by its id alone: for the reading log."""
    keys = {(OPENED[one.kind], UUID(one.subject)) for one in found if one.kind in OPENED}
    return [model(pk=key) for model, key in sorted(keys, key=_by_key)]


def _by_key(one: tuple[type[Model], UUID]) -> str:
    return one[1].hex


def nothing_found(words: str) -> str:
    """What to try where nothing was found."""
    if " " in words:
        return _("Every word must stand in it: try fewer words, or one of them alone.")
    return _("Try the beginning of the word with a star, such as “segreg*”, or another word for it.")
