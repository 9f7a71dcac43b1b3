"""Acting on many items: which ones, which of them are refused and why, and then one act.

Which items are meant stands in the address: those chosen one by one, a page of a list, or all that its filters leave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from unannounced.duties.decision import Refused, RefusedByRule
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.actions import KeptOtherwise, SomebodyWasFirst
from unannounced.records.recommendations.models import Assessment, Response
from unannounced.records.recommendations.queries import Thread, items_seen_by
from unannounced.records.reports.models import Report
from unannounced.rooms.office.acts import on_many_readings  # noqa: F401  (it enters its forms)
from unannounced.rooms.office.acts.on_many import MANY, MOST_AT_ONCE, ManyForm, RestoreTimes, SetTimes, moment_of
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.item_filters import WORD, Filters, narrowed, of_address
from unannounced.rooms.office.pages.item_paging import InOrder, paged, threads_of
from unannounced.rooms.office.pages.items import note
from unannounced.rooms.office.pages.shown import ShownItem

CHOSEN, PAGE, MATCHING = "chosen", "page", "matching"
TIMES = "times"
"""The key of the session with the last time set: when, which, and what each item changed had before."""
FORMS: dict[str, type[ManyForm]] = {**MANY, RestoreTimes.name: RestoreTimes}
REFUSED = "refused"
UNDONE_BY_WITHDRAWING = frozenset({"register-response", "assess"})
SHOWN_OPEN = 12
SHOWN_REASONS = 5


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that cannot be among them, and why."""

    item: ShownItem
    refusal: Refused


@dataclass(frozen=True, slots=True)
class Meant:
    """The ids of the items that are meant, in order, one more at most than can be acted on.

    ``partly``: so many items hold the words looked for that not all of them were looked at.
    """

    keys: list[UUID]
    partly: bool = False


def meant(asked: QueryDict, viewer: Viewer, form: ManyForm, *, today: date) -> Meant:
    """The items that an address means; what is hidden is left out exactly like what does not exist."""
    filters = of_address(asked)
    of = asked.get("of", CHOSEN)
    if moment := moment_of(asked.get("registered-at", "")):
        return Meant(in_order(items_seen_by(viewer).filter(_registered_at(moment, viewer)), "", today=today))
    if of == PAGE:
        items = narrowed(filters, viewer, today=today).items
        return Meant(list(paged(items, sort=_sort(filters), number=asked.get("page"), today=today).object_list))
    if of == MATCHING:
        found = narrowed(filters, viewer, today=today)
        return Meant(in_order(found.items, _sort(filters), today=today), found.cut)
    undone = form.earlier if isinstance(form, RestoreTimes) and not form.is_bound else ()
    keys = [*undone, *ids_in(asked.getlist("item"))]
    return Meant(in_order(items_seen_by(viewer).filter(pk__in=keys), "", today=today))


def in_order(items: Any, sort: str, *, today: date) -> list[UUID]:
    """The ids of ``items`` in order, up to one more than can be acted on."""
    return InOrder(items, sort=sort, today=today)[: MOST_AT_ONCE + 1]


def _sort(filters: Filters) -> str:
    return "" if filters.unknown else filters.sort


def _registered_at(moment: datetime, viewer: Viewer) -> Q:
    """The items to which somebody registered something at one moment: what an act on many did."""
    responses = Response.objects.filter(registered_at=moment, registered_by_id=viewer.pk, withdrawn_at__isnull=True)
    assessments = Assessment.objects.filter(registered_at=moment, assessed_by_id=viewer.pk, withdrawn_at__isnull=True)
    return Q(pk__in=responses.values("item")) | Q(pk__in=assessments.values("item"))


def ids_in(words: Sequence[str]) -> list[UUID]:
    """Those of ``words`` that are ids."""
    found = []
    for word in words:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found


def many(request: Asked, name: str) -> HttpResponse:
    """Show what an act would touch and its form, or carry it out on those that are not refused."""
    posted, today = request.method == "POST", request.moment.date()
    form = _form(request, name)
    found = meant(request.POST if posted else request.GET, request.viewer, form, today=today)
    threads = threads_of(found.keys[:MOST_AT_ONCE], today=today)
    note(threads, request)
    page = ManyPage(request, form, threads, found)
    if not threads or page.cut or not posted:
        return page.answer(HTTPStatus.OK if not posted else HTTPStatus.UNPROCESSABLE_ENTITY)
    if not form.is_valid():
        return page.answer(HTTPStatus.UNPROCESSABLE_ENTITY)
    page.look(form.cleaned_data)
    if not page.going:
        return page.ask_again()
    if page.refused and not page.without_refused:
        return page.answer(HTTPStatus.CONFLICT)
    return page.carry_out()


def _form(request: Asked, name: str) -> ManyForm:
    """The form of an act, with what its undoing needs to know of what is undone."""
    posted, moment = request.method == "POST", moment_of(request.GET.get("registered-at", ""))
    set_at = request.POST.get("set_at", "") if posted else request.GET.get("set-at", "")
    form = FORMS[name](
        request.POST if posted else None,
        request.FILES if posted else None,
        viewer=request.viewer,
        today=request.moment.date(),
        initial={"registered_at": moment.isoformat() if moment else "", "set_at": set_at},
    )
    kept = request.session.get(TIMES, {})
    if isinstance(form, RestoreTimes) and kept.get("at") == set_at:
        form.earlier = {UUID(key): months for key, months in kept["earlier"].items()}
        form.set_to = kept["months"]
    return form


class ManyPage:
    """The page of an act on many items: which of them go, which are refused."""

    def __init__(self, request: Asked, form: ManyForm, threads: Sequence[Thread], found: Meant) -> None:
        self.request = request
        self.form = form
        self.threads = threads
        self.partly = found.partly
        self.cut = found.partly or len(found.keys) > MOST_AT_ONCE
        self.asked = request.POST if request.method == "POST" else request.GET
        self.without_refused = self.asked.get("without") == REFUSED
        self.refused: dict[UUID, Refused] = {}
        self.look(None)

    def look(self, said: Mapping[str, Any] | None) -> None:
        """Ask the rules again, now that it is known what is ``said``."""
        self.refused = self.form.refused(self.threads, said, at=self.request.moment)

    @property
    def going(self) -> list[Thread]:
        """The items that no rule refuses."""
        return [thread for thread in self.threads if thread.item.pk not in self.refused]

    def ask_again(self) -> HttpResponse:
        """Where what was written is refused for each of them: say why, each reason once, and keep what was written."""
        said = self.refused
        self.look(None)
        reasons: list[Refused] = []
        for thread in self.going:
            if said[thread.item.pk] not in reasons:
                reasons.append(said[thread.item.pk])
        return self.answer(HTTPStatus.CONFLICT, refusals=reasons[:SHOWN_REASONS])

    def carry_out(self) -> HttpResponse:
        """Do it, say what was done and how it can be undone, and go back to the list."""
        viewer, at = self.request.viewer, self.request.moment
        try:
            count = self.form.carry_out(self.going, by=viewer, at=at)
        except RefusedByRule as refused:
            return self.answer(HTTPStatus.CONFLICT, refusals=[refused.refusal])
        except SomebodyWasFirst:
            problem = _("Somebody was first: it is no longer as you saw it. Nothing was changed; look at it again.")
            return self.answer(HTTPStatus.CONFLICT, problem=problem)
        except KeptOtherwise:
            problem = _(
                "This was kept already, with other words or for other items. Nothing was changed; open the form again."
            )
            return self.answer(HTTPStatus.CONFLICT, problem=problem)
        self._keep_times()
        words = self.form.done % {"count": count}
        undo = undo_url(self.form, at)
        link = format_html('<a href="{}">{}</a>', undo, _("Undo it")) if undo else ""
        messages.success(self.request, format_html("{} {}", words, link))
        return redirect(self.back)

    def _keep_times(self) -> None:
        """Keep in the session what undoing a time that was set needs; what was undone is not undone again."""
        session, form = self.request.session, self.form
        if isinstance(form, SetTimes) and form.earlier:
            earlier = {str(key): months for key, months in form.earlier.items()}
            at, months = self.request.moment.isoformat(), form.cleaned_data["months"]
            session[TIMES] = {"at": at, "months": months, "earlier": earlier}
        elif isinstance(form, RestoreTimes):
            session.pop(TIMES, None)

    @property
    def back(self) -> str:
        """The list the items were chosen from."""
        filters = of_address(self.asked)
        if filters.state and not filters.unknown:
            return reverse("items", args=[filters.state]) + filters.address(state="", register="")
        return reverse("all_items") + filters.address()

    def answer(self, status: HTTPStatus, *, refusals: Sequence[Refused] = (), problem: str = "") -> HttpResponse:
        """The page as it stands."""
        today = self.request.moment.date()
        items = {thread.item.pk: shown.item(thread, today=today) for thread in self.threads}
        going = [(items[thread.item.pk], self.form.words_on(thread)) for thread in self.going]
        reports: dict[UUID, Report] = {thread.item.report_id: thread.item.report for thread in self.going}
        context = {
            "form": self.form,
            "verb": self.form.verb,
            "rule": self.form.cited(),
            "going": going,
            "of_reports": len(reports),
            "refused": [] if self.without_refused and not self._posted else self._refusals(items),
            "left_out": len(self.refused) if self.without_refused else 0,
            "folded": len(going) > SHOWN_OPEN,
            "nothing": not self.threads,
            "undoing": isinstance(self.form, RestoreTimes),
            "cut": self.cut,
            "partly": self.partly,
            "most": MOST_AT_ONCE,
            "hidden": self._hidden(),
            "without_url": self._without_url(),
            "posted": self._posted,
            "refusals": refusals,
            "problem": problem,
            "cancel_url": self.back,
        }
        return render(self.request, "office/many.html", context, status=status)

    @property
    def _posted(self) -> bool:
        return self.request.method == "POST"

    def _refusals(self, items: Mapping[UUID, ShownItem]) -> list[Refusal]:
        return [Refusal(items[key], refusal) for key, refusal in self.refused.items()]

    def _hidden(self) -> list[tuple[str, str]]:
        """What says again which items are meant: each by its id, with the filters of the list to go back to."""
        filters = of_address(self.asked)
        kept = [(WORD[name], value) for name, value in filters.asked()]
        if self.without_refused:
            kept.append(("without", REFUSED))
        return kept + [("item", str(thread.item.pk)) for thread in self.threads]

    def _without_url(self) -> str:
        """This page without the items that are refused."""
        again = self.request.GET.copy()
        again["without"] = REFUSED
        return f"?{again.urlencode()}"


def undo_url(form: ManyForm, at: datetime) -> str:
    """Where the act just done is undone, for just these items; empty where it cannot be."""
    if isinstance(form, SetTimes):
        return f"{reverse('many-restore-time')}?{urlencode({'set-at': at.isoformat()})}" if form.earlier else ""
    if form.name not in UNDONE_BY_WITHDRAWING:
        return ""
    return f"{reverse('many-withdraw')}?{urlencode({'registered-at': at.isoformat()})}"


def many_urls() -> list[URLPattern]:
    """An address of each act: ``/items/many/assess/``."""
    return [path(f"items/many/{name}/", many, {"name": name}, name=f"many-{name}") for name in FORMS]
