"""The conventions, and each of them: how many States it binds on a day, which, how that came, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language_bidi, gettext
from django.views.decorators.http import require_safe

from unannounced.crafts.charting import draw
from unannounced.duties.treaty.competences import Territory, territories
from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.law import NotKnown
from unannounced.duties.treaty.standing import Standing
from unannounced.duties.treaty.tallies import Tally, tally_on
from unannounced.rooms.portal import answers, courses, maps, parties
from unannounced.rooms.portal.asked import Asked, asked_for
from unannounced.rooms.portal.clauses import rules
from unannounced.rooms.portal.law import Register, the_register
from unannounced.rooms.portal.misread import said_in
from unannounced.rooms.portal.showing import name_in, show
from unannounced.rooms.web.conventions import full_name, in_language, in_words, short_name

ON_A_PAGE = 50
NAMED = 5
"""How many of the States of which it is not known are named beside the answer."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of conventions."""

    code: str
    number: str
    name: str
    parties: int
    not_known: int
    since: date | None
    body: str
    open_to: str
    gaps: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A convention on the day asked for: its rules, the register as it was known, and its States."""

    asked: Asked
    register: Register
    rules: Convention
    lines: Sequence[parties.Line]

    @property
    def counted(self) -> bool:
        """Whether its States can be counted: an edition was taken in that knew of it."""
        return bool(self.register.states) and self.register.law.knows(self.rules.code)

    @property
    def knew_nothing(self) -> bool:
        """Whether the register knew nothing of it on that day."""
        return bool(self.register.states) and not self.register.law.knows(self.rules.code)


@require_safe
def conventions(request: HttpRequest) -> HttpResponse:
    """Every convention with the number of its Parties today; one query."""
    asked = asked_for(request)
    register = the_register(invented=asked.invented)
    context = {
        "rows": [_listed(register, one, asked) for one in register.law.conventions.values()],
        "counted": bool(register.states),
        "invented": asked.invented,
        "switch": settings.DEMONSTRATION or asked.invented,
        "today": asked.today,
    }
    return show(request, "portal/conventions.html", context)


def _listed(register: Register, one: Convention, asked: Asked) -> Listed:
    tally = tally_on(register.tallies(one.code), asked.today)
    body = in_language(one.body.names) if one.body else ""
    unsure = tally.not_known
    name, open_to = full_name(one.code), in_words(one.open_to)
    gaps = not asked.invented and bool(missing(register.law, one.code, on=asked.today))
    return Listed(one.code, one.number, name, tally.parties, unsure, one.general.day, body, open_to, gaps)


@require_safe
def convention(request: HttpRequest, code: str) -> HttpResponse:
    """One convention on a day: the answer first, then course, States and clauses; one query for any day."""
    try:
        here = opened(request, code)
    except NotKnown as unknown:
        return elsewhere(request, code, unknown)
    asked, register, rules_of, lines = here.asked, here.register, here.rules, here.lines
    context = {
        "asked": asked,
        "today": asked.today,
        "convention": rules_of,
        "name": full_name(code),
        "short": short_name(code),
        "counted": here.counted,
        "knew_nothing": here.knew_nothing,
        "switch": settings.DEMONSTRATION or asked.invented,
        **answered(register, rules_of, lines, asked),
        "mapped": bool(lines) and not asked.invented,  # invented States are on no map
        "asked_view": maps.view_asked(request),
        **_course(register, rules_of, asked),
        **_table(request, lines),
        "territories": _territories(register, code, asked.on),
        "rules": rules(rules_of, today=asked.today),
        **gaps(register, rules_of, asked),
    }
    return show(request, "portal/convention.html", context)


def opened(request: HttpRequest, code: str) -> Opened:
    """What is asked of a convention; raises ``NotKnown`` for a code that no convention has."""
    asked = asked_for(request)
    register = the_register(invented=asked.invented)
    rules_of = register.law.convention(code)
    if asked.known is not None:
        register = register.as_known_on(asked.known)
    return Opened(asked, register, rules_of, parties.lines(register, code, on=asked.on))


def elsewhere(request: HttpRequest, code: str, unknown: NotKnown) -> HttpResponse:
    """Where ``code`` is another way to write one that is known, there; else the page that names the nearest."""
    written = next((one for one in the_register().law.conventions if one.casefold() == code.casefold()), None)
    if written is not None and request.resolver_match is not None:
        kept = {**request.resolver_match.kwargs, "code": written}
        address = reverse(request.resolver_match.view_name, kwargs=kept)
        asked = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{asked}" if asked else address, permanent=True)
    near = [(one, short_name(one)) for one in unknown.near]
    return show(request, "portal/unknown_convention.html", {"near": near}, status=404)


def answered(
    register: Register, convention: Convention, lines: Sequence[parties.Line], asked: Asked
) -> dict[str, object]:
    """The answer in sentences, and the days before and after on which it is another one."""
    found = register.tallies(convention.code)
    tally = tally_on(found, asked.on)
    place = found.index(tally)
    after = found[place + 1] if place + 1 < len(found) else None
    return {
        "answer": answers.how_many(convention, tally, on=asked.on, today=asked.known or asked.today),
        "besides": answers.besides(tally),
        "unsure_of": [(one.code, one.name) for one in lines if one.standing is Standing.NOT_KNOWN][:NAMED],
        "before": _changed(tally, register) if tally.changes else None,
        "after": _changed(after, register) if after else None,
        "first_year": (convention.opened.day or asked.today).year,
        "last_year": max(asked.today.year, asked.on.year),
    }


def _changed(tally: Tally, register: Register) -> dict[str, object]:
    """A day on which standings change, and the names of the States whose do; the day before it too."""
    names = [name_in(register.states[one.state].names, one.state) for one in tally.changes]
    shown = ", ".join(names[:3]) if len(names) <= 3 else gettext("{number} States").format(number=len(names))
    return {"day": tally.first, "eve": date.fromordinal(max(tally.first.toordinal() - 1, 1)), "names": shown}


def _course(register: Register, convention: Convention, asked: Asked) -> dict[str, object]:
    """The chart up to today, or to the day asked for where that is later."""
    until = max(asked.today, asked.on)
    line = courses.steps(register.tallies(convention.code), convention, until=until)
    told = courses.finding(line, convention, on=asked.today)
    mirrored = get_language_bidi()
    drawn = draw(line, last=until, chosen=asked.on, label=told, described_by="by-year", mirrored=mirrored)
    unsure = courses.not_known(line[-1].open)
    return {
        "chart": drawn,
        "finding": told,
        "unsure": unsure,
        "years": courses.years(register, convention, until=until),
    }


def _table(request: HttpRequest, lines: Sequence[parties.Line]) -> dict[str, object]:
    said = said_in(request, "standing")
    chosen = parties.chosen_standing(said)
    shown = parties.narrowed(lines, chosen)
    told = gettext("“{said}” is not a standing: the States of every standing are shown.")
    return {
        "misread": [told.format(said=said)] if said and chosen is None else [],
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "choices": parties.choices(lines, chosen),
        "chosen": chosen,
        "on_record": len(parties.narrowed(lines, None)),
    }


def gaps(register: Register, convention: Convention, asked: Asked) -> dict[str, object]:
    """What is missing of the real register, and of that the first thing that bears on the number of Parties."""
    found = () if asked.invented else missing(register.law, convention.code, on=asked.on)
    consents = [one.clause for one in convention.coverage if one.what == "consents"]
    return {"missing": found, "reach": next((clause for clause in found if clause in consents), None)}


def _territories(register: Register, code: str, on: date) -> list[tuple[str, str, Territory]]:
    """The territories to which the convention extends on a day, with the code and name of their State."""
    return [
        (state, name_in(register.states[state].names, state), one)
        for state in register.with_territories(code)
        for one in territories(register.law, state, code, on=on)
    ]
