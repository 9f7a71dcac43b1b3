"""Going through what was read and is unsure, one after the other: the item, its source beside it, what to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.duties import reporting
from unannounced.duties.confidentiality import Act
from unannounced.duties.reporting import ItemKind
from unannounced.records.accounts.queries import permitted
from unannounced.records.ledger.actions import note_readings
from unannounced.records.readings.deciding import stamp_to_merge
from unannounced.records.readings.following import topics_here
from unannounced.records.readings.queries import (
    ITEMS,
    REPEATS,
    TOPICS,
    WAITING,
    Narrowing,
    next_of,
    repeats_of,
    stamp_of,
    topics_asked,
    unsure,
)
from unannounced.records.readings.queue import ON_A_PAGE, Queue
from unannounced.records.recommendations.models import Item
from unannounced.records.recommendations.queries import items_ever_seen_by
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.states.models import State
from unannounced.rooms.office.acts.on_items import CorrectReading
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import Choice
from unannounced.rooms.office.pages.item_choices import Filter
from unannounced.rooms.office.pages.review_acts import ON_ITEM, Outcome, bound, carry_out, last_decided, undo
from unannounced.rooms.office.pages.review_rows import (
    beside,
    last_done,
    neighbours,
    pieces,
    rendition_of,
    shown_repeats,
    shown_topics,
    why,
)
from unannounced.rooms.office.pages.said_before import repetition_words
from unannounced.rooms.office.pages.shown import kind_word, position_word


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for: what waits, of which State, report and kind, and which one is looked at."""

    what: str
    state: str = ""
    report: str = ""
    kind: str = ""

    @property
    def narrowing(self) -> Narrowing:
        """The same for the query; what cannot be is asked for nowhere."""
        return Narrowing(self.state, _id(self.report), self.kind)

    def address(self, one: UUID | None = None, **other: str) -> str:
        """This page, with some of it ``other`` than here."""
        held = {"what": self.what, "state": self.state, "report": self.report, "kind": self.kind, **other}
        held["one"] = str(one) if one else ""
        return f"{reverse('review')}?{urlencode({word: value for word, value in held.items() if value})}"


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the things that wait: its word, how many, and where."""

    word: str
    count: int
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """An item of the list of what comes next."""

    pk: UUID
    number: str
    kind: str
    report: str
    text: str
    url: str


def _id(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None


def wanted_of(asked: QueryDict) -> Wanted:
    """What an address asks for; words that are none are left out."""
    what, kind, report = asked.get("what", ITEMS), asked.get("kind", ""), asked.get("report", "")
    return Wanted(
        what if what in WAITING else ITEMS,
        asked.get("state", "")[:3],
        report if _id(report) else "",
        kind if kind in tuple(ItemKind) else "",
    )


def review(request: Asked) -> HttpResponse:
    """What waits, one at a time; or decide on one and go to the next."""
    wanted = wanted_of(request.GET)
    queue = Queue(request.viewer, wanted.what, wanted.narrowing)
    if request.method != "POST":
        one = _looked_at(request, queue, _id(request.GET.get("one", "")))
        return _answer(request, wanted, queue, one, Outcome())
    if "undo" in request.POST:
        return _undo(request, wanted, queue)
    name, one = request.POST.get("do", ""), _looked_at(request, queue, _id(request.POST.get("on", "")))
    if name not in ON_ITEM or one is None or str(one.pk) != request.POST.get("on"):
        raise Http404
    waited = queue.place(one) is not None
    outcome = carry_out(request, name, one)
    if not outcome.done:
        conflict = outcome.refusal is not None or outcome.was_first
        status = HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY
        return _answer(request, wanted, queue, _again(one), outcome, status)
    messages.success(request, outcome.words)
    return redirect(wanted.address(_next(request, wanted, one) if waited else one.pk))


def _looked_at(request: Asked, queue: Queue, key: UUID | None) -> Item | None:
    """The item with this id if the viewer sees it, or else the first that waits."""
    related = ("report__state", "report__visit", "paragraph")
    if key is not None:
        found = items_ever_seen_by(request.viewer).filter(pk=key).select_related(*related).first()
        if found is not None:
            return found
    first = queue.first()
    return Item.objects.select_related(*related).get(pk=first) if first else None


def _again(one: Item) -> Item:
    """An item as it stands now."""
    return Item.objects.select_related("report__state", "report__visit", "paragraph").get(pk=one.pk)


def _next(request: Asked, wanted: Wanted, one: Item) -> UUID | None:
    """The same if something of it still waits, or else the next, or else the first."""
    queue = Queue(request.viewer, wanted.what, wanted.narrowing)
    if queue.place(one) is not None:
        return one.pk
    return next(iter(queue.after(one)), None) or queue.first()


def _undo(request: Asked, wanted: Wanted, queue: Queue) -> HttpResponse:
    outcome, key = undo(request)
    if outcome.done:
        messages.success(request, outcome.words)
        return redirect(wanted.address(key))
    one = _looked_at(request, queue, key)
    return _answer(request, wanted, queue, one, outcome, HTTPStatus.CONFLICT)


def _answer(
    request: Asked,
    wanted: Wanted,
    queue: Queue,
    one: Item | None,
    outcome: Outcome,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    counted = {what: _count(request, wanted, what, queue) for what in WAITING}
    context: dict[str, Any] = {
        "what": wanted.what,
        "tabs": _tabs(wanted, counted),
        "total": counted[wanted.what],
        "anything": any(counted.values()),
        "narrowed": bool(wanted.state or wanted.report or wanted.kind),
        "filters": _filters(request, wanted),
        "here": wanted.address(one.pk if one else None),
        "all_url": Wanted(wanted.what).address(),
        "undo": last_decided(request),
        "may_decide": bool(permitted(Act.CORRECT_READING, request.viewer)),
        "outcome": outcome,
        "one": one,
    }
    if one is not None:
        note_readings([one], by=request.viewer.pk, at=request.moment)
        context |= _context_of(request, wanted, queue, one, outcome)
    return render(request, "office/review.html", context, status=status)


def _count(request: Asked, wanted: Wanted, what: str, queue: Queue) -> int:
    if what == wanted.what:
        return queue.total
    return unsure(request.viewer, what, wanted.narrowing).count()


def _context_of(request: Asked, wanted: Wanted, queue: Queue, one: Item, outcome: Outcome) -> dict[str, Any]:
    """What the page shows of the item that is looked at, and of what comes before and after it."""
    file, topics = rendition_of(one), topics_here()
    following, earlier, place = queue.after(one), queue.before(one), queue.place(one)
    repetition = repeats_of([one], request.viewer).get(one.pk)
    return {
        "n": place,
        "waits": place is not None,
        "report": one.report,
        "state_name": one.report.state.name(get_language() or "en"),
        "kind_word": kind_word(one.kind),
        "position_word": position_word(one.position),
        "makers": ", ".join(one.made_by),
        "seen": stamp_of(one),
        "seen_both": stamp_to_merge(one),
        "may_merge": next_of(one) is not None,
        "form": _form(request, one, outcome),
        "why": why(one, [str(noted) for noted in file.noticed] if file else []) if one.read_with is not None else [],
        "beside": beside(one, file),
        "paragraph": pieces(one.paragraph.text, [one.text]),
        "neighbours": neighbours(one),
        "topics": shown_topics(topics_asked([one]).get(one.pk, []), topics),
        "every_topic": [(topic.id, topic.name(get_language() or "en")) for topic in topics.topics],
        "repeats": shown_repeats(one, request.viewer),
        "repetition": repetition_words(repetition) if repetition else None,
        "done": last_done(one) if outcome.was_first or place is None else None,
        "following": _ahead(following[:ON_A_PAGE], wanted),
        "further_url": wanted.address(following[ON_A_PAGE]) if len(following) > ON_A_PAGE else "",
        "next_url": wanted.address(following[0]) if following else "",
        "previous_url": wanted.address(earlier) if earlier else "",
    }


def _form(request: Asked, one: Item, outcome: Outcome) -> CorrectReading:
    """The form that corrects an item: with what was typed, where that could not be kept, as the item stands now."""
    if isinstance(outcome.form, CorrectReading):
        if not outcome.was_first:
            return outcome.form
        again = request.POST.copy()
        again["seen"] = stamp_of(one)
        form = bound(CorrectReading, again, one, request)
        return form if isinstance(form, CorrectReading) else outcome.form
    because = {"because": _("compared with the file")}
    return CorrectReading(subject=one, viewer=request.viewer, today=request.moment.date(), initial=because)


def _ahead(keys: Sequence[UUID], wanted: Wanted) -> list[Ahead]:
    """The items of the list of what comes next; one query."""
    rows = Item.objects.select_related("report", "paragraph").in_bulk(keys)
    found = [rows[key] for key in keys if key in rows]
    return [
        Ahead(one.pk, one.number, kind_word(one.kind), one.report.title, one.text, wanted.address(one.pk))
        for one in found
    ]


def _tabs(wanted: Wanted, counted: dict[str, int]) -> list[Tab]:
    words = {ITEMS: _("Items read with little certainty"), TOPICS: _("Topics"), REPEATS: _("Said before")}
    return [Tab(words[what], counted[what], wanted.address(what=what), what == wanted.what) for what in WAITING]


def _filters(request: Asked, wanted: Wanted) -> list[Filter]:
    """State, report of that State, and kind; two queries at most."""
    seen, language = reports_seen_by(request.viewer), get_language() or "en"
    states = State.objects.filter(pk__in=seen.order_by().values("state"))
    names = sorted((state.name(language), state.code) for state in states)
    found = [_filter("state", _("State"), wanted.state, [(code, name) for name, code in names])]
    if wanted.state:
        reports = seen.filter(state__code=wanted.state).order_by("-opened_on", "pk")
        titles = [(str(pk), symbol or title) for pk, symbol, title in reports.values_list("pk", "symbol", "title")]
        found.append(_filter("report", _("Report"), wanted.report, titles))
    kinds = [(kind.value, _(reporting.ITEM_WORDS[kind])) for kind in ItemKind]
    return [*found, _filter("kind", _("Kind"), wanted.kind, kinds)]


def _filter(name: str, label: str, held: str, words: list[tuple[str, str]]) -> Filter:
    every = [("", _("any")), *words]
    return Filter(name, label, held, [Choice(value, word, value == held) for value, word in every])
