"""What can be taken away of a convention: the map and the chart as pictures, the States and the counts as tables."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.charting import picture
from unannounced.crafts.tabling import Row, as_csv, as_json
from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.law import NotKnown
from unannounced.duties.treaty.tallies import tally_on
from unannounced.rooms.portal import answers, courses, maps, parties
from unannounced.rooms.portal.asked import Asked, asked_for
from unannounced.rooms.portal.law import Register, the_register
from unannounced.rooms.portal.pages.conventions import elsewhere
from unannounced.rooms.portal.pages.reports import FRESH
from unannounced.rooms.portal.picturing import PICTURES, in_form
from unannounced.rooms.portal.showing import mechanism, vary_by_language
from unannounced.rooms.web.conventions import short_name
from unannounced.rooms.web.templatetags.field_words import day as in_day_words

FORMATS = {"csv": ("text/csv; charset=utf-8", as_csv), "json": ("application/json", as_json)}


@require_safe
def map_picture(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The map of a day as a file that can be printed, with what it rests on."""
    asked, register = _asked(request)
    try:
        convention = _known(register, code)
    except NotKnown as unknown:
        return elsewhere(request, code, unknown)
    if asked.invented or ending not in PICTURES:
        raise Http404  # invented States are on no map
    lines = parties.lines(register, code, on=asked.on)
    view = maps.view_of(request.GET.get("view", ""), lines)
    title = _title(register, convention, asked)
    drawn = maps.picture_of(lines, view, title, _told_by(register, asked))
    return _picture(drawn, title, f"{code}-{asked.on}-map", ending)


@require_safe
def chart_picture(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The number of Parties through time as a file that can be printed."""
    asked, register = _asked(request)
    try:
        convention = _known(register, code)
    except NotKnown as unknown:
        return elsewhere(request, code, unknown)
    if ending not in PICTURES:
        raise Http404
    line = courses.steps(register.tallies(code), convention, until=asked.today)
    unsure = any(one.open for one in line)
    legend = (
        gettext("States bound for certain"),
        gettext("States of which it is not known") if unsure else "",
    )
    name, told = short_name(code), courses.finding(line, convention, on=asked.today)
    title = gettext("{convention}. {finding}").format(convention=name, finding=told)
    told_by, mirrored = _told_by(register, asked), get_language_bidi()
    drawn = picture(line, last=asked.today, title=title, source=told_by, legend=legend, mirrored=mirrored)
    return _picture(drawn, title, f"{code}-chart", ending)


@require_safe
def states_table(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The States on a day, narrowed down by standing as the page is."""
    asked, register = _asked(request)
    try:
        _known(register, code)
    except NotKnown as unknown:
        return elsewhere(request, code, unknown)
    chosen = parties.chosen_standing(request.GET.get("standing", ""))
    shown = parties.narrowed(parties.lines(register, code, on=asked.on), chosen)
    rows = parties.cells(shown, code, register, on=asked.on, known=asked.known)
    return _table(parties.COLUMNS, rows, f"{code}-{asked.on}-states", ending)


@require_safe
def counts_table(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """How many States have each standing, from each day on which that changes."""
    _, register = _asked(request)
    try:
        _known(register, code)
    except NotKnown as unknown:
        return elsewhere(request, code, unknown)
    return _table(courses.COLUMNS, courses.cells(register.tallies(code), code), f"{code}-counts", ending)


def _asked(request: HttpRequest) -> tuple[Asked, Register]:
    """What is asked for; a file has no place for a message, so a day that is none is no address."""
    asked = asked_for(request)
    if asked.problems:
        raise Http404
    register = the_register(invented=asked.invented)
    return asked, register.as_known_on(asked.known) if asked.known else register


def _known(register: Register, code: str) -> Convention:
    """The convention; no file says anything of one of which the register knew nothing on the day asked for."""
    convention = register.law.convention(code)
    if not register.law.knows(code):
        raise Http404
    return convention


def _title(register: Register, convention: Convention, asked: Asked) -> str:
    told = " ".join(_sentences(convention, register, asked.on, asked.known or asked.today))
    return gettext("{convention}. {finding}").format(convention=short_name(convention.code), finding=told)


def _sentences(convention: Convention, register: Register, on: date, today: date) -> Iterator[str]:
    tally = tally_on(register.tallies(convention.code), on)
    yield answers.how_many(convention, tally, on=on, today=today) + "."
    if tally.not_known:
        yield courses.not_known(tally.not_known)


def _told_by(register: Register, asked: Asked) -> str:
    """Where the standings come from, as known on which day."""
    facts = {
        "mechanism": mechanism().name,
        "number": register.edition,
        "known": in_day_words(asked.known or asked.today),
    }
    return gettext(
        "Standings: treaty register of the {mechanism}, edition {number}, as known on {known}; computed from acts of"
        " States with their sources."
    ).format(**facts)


def _picture(svg: str, title: str, name: str, ending: str) -> HttpResponse:
    return _as_file(HttpResponse(in_form(ending, svg, title), content_type=PICTURES[ending]), f"{name}.{ending}")


def _table(columns: tuple[str, ...], rows: list[Row], name: str, ending: str) -> HttpResponse:
    if ending not in FORMATS:
        raise Http404
    media, written = FORMATS[ending]
    return _as_file(HttpResponse(b"".join(written(columns, rows)), content_type=media), f"{name}.{ending}")


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    patch_cache_control(response, public=True, max_age=FRESH)
    vary_by_language(response)
    return response
