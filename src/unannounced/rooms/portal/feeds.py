"""What is new, as Atom feeds: everything, what is on one State, and whatever a search finds.

A feed says nothing of who reads it and asks for nothing; its entries have ids that stay when a mechanism moves its
pages. An entry was published on the day since which it is here, and is as new as its newest version.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.feeding import MEDIA, Feed, Told, as_atom, newest_first, permanent_id
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedState, ShelvedStatement
from unannounced.rooms.portal.misread import REGISTERS
from unannounced.rooms.portal.narrowing import is_invented, register_of
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.showing import maker, mechanism, name_in, vary_by_language

ENTRIES = 50
"""How many entries a feed has: whoever looks once a week misses none."""
CHARACTERS = 400
"""Of the words of a document that stand in its entry."""
LONG_AGO = date(1970, 1, 1)
"""The day of a feed that has no entry yet."""


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Every report, response and public statement as it becomes public; three queries.

    A feed has no place for a message: what is no register is no address, and a State has a feed of its own.
    """
    if request.GET.get("register", "") not in REGISTERS:
        raise Http404
    if "state" in request.GET:
        return _at_its_own(request.GET["state"].upper())
    invented = register_of(request)
    title = gettext("New on the portal: reports, responses and public statements")
    page = reverse("reports") + ("?register=invented" if invented else "")
    return feed_response(request, title, page, _new(request, "", invented=invented))


@require_safe
def of_state(request: HttpRequest, code: str) -> HttpResponse:
    """What becomes public on one State."""
    code = code.upper()
    if not _is_code(code):
        raise Http404
    entries = tuple(_new(request, code, invented=is_invented(code)))
    names = _names_of(code)
    if names is None:
        raise Http404
    title = gettext("New on {state}: reports, responses and public statements").format(state=name_in(names, code))
    return feed_response(request, title, reverse("state", args=[code]), iter(entries))


def _at_its_own(code: str) -> HttpResponse:
    """Where the feed of a State is; 404 where the portal knows none by this code."""
    if not _is_code(code) or _names_of(code) is None:
        raise Http404
    return redirect("state_feed", code=code, permanent=True)


def _is_code(said: str) -> bool:
    return len(said) == 3 and said.isascii() and said.isalpha()


def feed_response(
    request: HttpRequest,
    title: str,
    page: str,
    entries: Iterator[Told],
    *,
    subtitle: str = "",
    since: date | None = None,
) -> HttpResponse:
    """The feed at the address asked for, or *not modified* to whoever has it already.

    ``since`` is the day up to which nothing came, where there is no entry.
    """
    address = request.get_full_path()
    feed = Feed(
        id=permanent_id(request.get_host(), address),
        title=title,
        itself=request.build_absolute_uri(address),
        page=request.build_absolute_uri(page),
        maker=mechanism().name,
        language=get_language() or "en",
        entries=tuple(islice(newest_first(entries), ENTRIES)),
        subtitle=subtitle,
    )
    content = as_atom(feed, since=since or LONG_AGO)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(content, content_type=MEDIA)
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    vary_by_language(response)
    return response


def _new(request: HttpRequest, code: str, *, invented: bool) -> Iterator[Told]:
    """The newest of each kind of document, on one State or on all of a register."""
    reports = queries.reports_of(code) if code else queries.reports(invented=invented)
    responses = queries.responses_of(code) if code else ShelvedResponse.objects.filter(newest=True, invented=invented)
    statements = queries.statements_on(code) if code else queries.statements(invented=invented)
    for report in reports.order_by("-version_on", "-day", "slug")[:ENTRIES]:
        yield _of_report(request, report)
    for response in responses.order_by("-version_on", "slug")[:ENTRIES]:
        yield _of_response(request, response)
    for statement in statements.order_by("-version_on", "slug")[:ENTRIES]:
        yield _of_statement(request, statement)


def _of_report(request: HttpRequest, report: ShelvedReport) -> Told:
    summary = name_in(report.summary) if report.summary else ""
    words = gettext("{maker} on {state}").format(
        maker=maker(report), state=name_in(report.state_names, report.state_code)
    )
    return told(
        request,
        reverse("report", args=[report.slug]),
        f"{report.symbol} · {report.title}",
        report.published_on,
        report.version_on,
        words=summary or words,
        about=("report", report.state_code),
    )


def _of_response(request: HttpRequest, response: ShelvedResponse) -> Told:
    state = name_in(response.state_names, response.state_code)
    title = gettext("{symbol} · Response of {state} to {report}")
    return told(
        request,
        reverse("response", args=[response.slug]),
        title.format(symbol=response.symbol, state=state, report=response.report_symbol),
        response.published_on,
        response.version_on,
        words=response.title,
        about=("response", response.state_code),
    )


def _of_statement(request: HttpRequest, statement: ShelvedStatement) -> Told:
    state = name_in(statement.state_names, statement.state_code)
    return told(
        request,
        reverse("statement", args=[statement.slug]),
        gettext("{symbol} · Public statement on {state}").format(symbol=statement.symbol, state=state),
        statement.published_on,
        statement.version_on,
        words=statement.text,
        about=("statement", statement.state_code),
    )


def told(
    request: HttpRequest,
    address: str,
    title: str,
    published_on: date,
    version_on: date,
    *,
    words: str = "",
    language: str = "",
    about: tuple[str, ...] = (),
) -> Told:
    """An entry for what is read at ``address`` of this portal."""
    short = words if len(words) <= CHARACTERS else words[:CHARACTERS].rsplit(" ", 1)[0] + " …"
    return Told(
        id=permanent_id(request.get_host(), address),
        title=title,
        address=request.build_absolute_uri(address),
        published_on=published_on,
        updated_on=version_on,
        words=short,
        language=language,
        about=about,
    )


def _names_of(code: str) -> dict[str, str] | None:
    """The names of a State that the portal knows; None where it knows none by this code."""
    held = ShelvedState.objects.filter(code=code).values_list("names", flat=True).first()
    if held is None:
        held = ShelvedReport.objects.filter(state_code=code).values_list("state_names", flat=True).first()
    return None if held is None else dict(held)
