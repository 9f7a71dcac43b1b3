"""What changes when a State leaves: the cases on record, and each withdrawal step by step, from which day whatever."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from unannounced.duties.decision import Refused
from unannounced.duties.identity import folded
from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.coverage import missing
from unannounced.duties.treaty.law import NotKnown
from unannounced.duties.treaty.notices import Course, Departure, course, departures, departures_of, the_one_that_counts
from unannounced.duties.treaty.steps import cliff, from_then
from unannounced.rooms.portal import leaving, leaving_days
from unannounced.rooms.portal.asked import day_in_reach, no_day
from unannounced.rooms.portal.law import Register, the_register
from unannounced.rooms.portal.narrowing import is_invented
from unannounced.rooms.portal.receipts import receipt
from unannounced.rooms.portal.showing import mechanism, name_in, show
from unannounced.rooms.web.conventions import full_name, short_name
from unannounced.rooms.web.templatetags.field_words import day as in_words

ON_A_PAGE = 50
LONGEST = 40
CENTURY = 100
"""How many years ahead a day may be assumed."""


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """A State and a convention to choose, and every way out that is on record; one query."""
    invented = request.GET.get("register") == "invented"
    register, today = the_register(invented=invented), timezone.now().date()
    state, convention = (request.GET.get(name, "").strip()[:LONGEST] for name in ("state", "convention"))
    chosen = "state" in request.GET and "convention" in request.GET
    problems = _problems(register, state, convention) if chosen else []
    if chosen and state and convention and not problems:
        return redirect("leaving_of", state=state, convention=convention)
    known = departures(register.law, on=today)
    names = _names(register)
    shown = leaving.cases(known, names, register.law, _that_count(known))
    context = {
        "today": today,
        "invented": invented,
        "switch": settings.DEMONSTRATION or invented,
        "counted": bool(register.states),
        "state": state,
        "convention": convention,
        "problems": problems,
        "states": sorted(names.items(), key=lambda pair: folded(pair[1])),
        "conventions": [(code, short_name(code), one.number) for code, one in register.law.conventions.items()],
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return show(request, "portal/leaving.html", context)


@require_safe
def of_a_state(request: HttpRequest, state: str, convention: str) -> HttpResponse:
    """One State and one convention: the answer first, then day by day; one query."""
    register, today = the_register(invented=is_invented(state.upper())), timezone.now().date()
    elsewhere = _elsewhere(request, register, state, convention)
    if elsewhere is not None:
        return elsewhere
    law, rules, held = register.law, register.law.convention(convention), register.states[state]
    found, said, problems = _asked(request, register, state, convention, today)
    known = departures_of(law, state, convention, on=today)
    ours = convention == mechanism().convention
    context: dict[str, object] = {
        "today": today,
        "state": held,
        "name": name_in(held.names, state),
        "convention": rules,
        "convention_name": full_name(convention),
        "said": said,
        "problems": problems,
        "steps": leaving_days.rows(law, held, rules, on=today, with_facts=ours),
        "others": _others(known, found),
        "missing": missing(law, convention, on=today, state=state),
    }
    if isinstance(found, Course):
        context |= _course(register, rules, found, today)
    else:
        context |= _refused(found, rules, name_in(held.names, state))
    return show(request, "portal/leaving_of.html", context)


def _asked(
    request: HttpRequest, register: Register, state: str, convention: str, today: date
) -> tuple[Course | Refused, str, list[object]]:
    """What follows from the day that was assumed, the day as typed, and what is wrong with it.

    Where nothing can follow from that day, what is on record is answered instead, and the page stays itself.
    """
    said = request.GET.get("received", "").replace("\0", "").strip()[:LONGEST]
    received, problem = _day(said, today)
    found = course(register.law, state, convention, received=received, on=today)
    if isinstance(found, Refused) and received is not None:
        without = course(register.law, state, convention, received=None, on=today)
        if isinstance(without, Course):
            named = _named(found, name_in(register.states[state].names, state))
            return without, said, [named.sentence, named.way_out]
    return found, said, [problem] if problem else []


def _course(register: Register, rules: Convention, found: Course, today: date) -> dict[str, object]:
    """Everything that follows from the day that is known, assumed, or the first possible."""
    law, what = register.law, found.found
    step = cliff(rules, what.received)
    return {
        "course": found,
        "found": what,
        "answer": leaving.answer(found, rules, on=today),
        "told": list(leaving.told(found, rules)),
        "reckoned_from": leaving.reckoned_from(found),
        "receipt": receipt(law, what.state, what.convention, on=today),
        "cliff": leaving.step_between(step) if step else "",
        "tag": leaving_days.tag_of(found.sure),
        "days": leaving_days.days(from_then(law, what), found, on=today),
        "things": leaving.things(what),
        "tasks": leaving_days.tasks(what, on=today),
        "seats": leaving_days.seat_table(what, rules, _names(register)),
        "followers": [(one.convention, short_name(one.convention), one.day) for one in what.followers],
        "remaining": leaving_days.remaining(law, what),
    }


def _refused(no: Refused, rules: Convention, name: str) -> dict[str, object]:
    """Why leaving is not possible, and the convention that this one goes with, if there is one."""
    follows = rules.follows.convention if rules.follows else ""
    return {"refused": _named(no, name), "follows": follows, "follows_name": full_name(follows) if follows else ""}


def _named(no: Refused, name: str) -> Refused:
    """The refusal with the name of the State, of which the law knows the code."""
    return replace(no, facts={**no.facts, "state": name})


def _others(known: tuple[Departure, ...], found: Course | Refused) -> list[tuple[date, str]]:
    """The other ways out on record under the same convention, by their day."""
    here = found.departure if isinstance(found, Course) else None
    return [(one.day, leaving.on_record(one)) for one in known if one != here and one.effect is not None]


def _that_count(known: tuple[Departure, ...]) -> set[Departure]:
    """Of each State and convention the way out that its address leads to."""
    together: dict[tuple[str, str], list[Departure]] = {}
    for one in sorted(known, key=lambda one: one.day):
        together.setdefault((one.state, one.convention), []).append(one)
    chosen = (the_one_that_counts(tuple(those)) for those in together.values())
    return {one for one in chosen if one is not None}


def _names(register: Register) -> dict[str, str]:
    return {code: name_in(one.names, code) for code, one in register.states.items()}


def _problems(register: Register, state: str, convention: str) -> list[str]:
    """What was not understood of a choice; nothing where nothing was chosen."""
    found = []
    if convention and not state:
        found.append(gettext("Choose the State as well."))
    if state and not convention:
        found.append(gettext("Choose the convention as well."))
    if state and state not in register.states:
        found.append(gettext("“{said}” is not a State of this register: choose one of the list.").format(said=state))
    if convention and convention not in register.law.conventions:
        found.append(gettext("“{said}” is not a convention: choose one of the list.").format(said=convention))
    return found


def _day(said: str, today: date) -> tuple[date | None, str]:
    """The day that was assumed, or what is wrong with it."""
    if not said:
        return None, ""
    day = day_in_reach(said)
    if day is None:
        return None, no_day(said, today)
    if day.year > today.year + CENTURY:
        wrong = gettext("{day} is too far ahead. Choose a day within a hundred years.")
        return None, wrong.format(day=in_words(day))
    return day, ""


def _elsewhere(request: HttpRequest, register: Register, state: str, convention: str) -> HttpResponse | None:
    """The right address where this one is only written otherwise, or the page that names the nearest."""
    law = register.law
    written = next((code for code in law.conventions if code.casefold() == convention.casefold()), None)
    if state.upper() in register.states and written is not None:
        if (state, convention) == (state.upper(), written):
            return None
        address = reverse("leaving_of", args=[state.upper(), written])
        asked = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{asked}" if asked else address, permanent=True)
    try:
        law.convention(written or convention)
        law.state(state.upper())
        near: Mapping[str, str] = {}
    except NotKnown as unknown:
        names = {**_names(register), **{code: short_name(code) for code in law.conventions}}
        near = {code: names[code] for code in unknown.near if code in names}
    page = "portal/unknown_state.html" if written else "portal/unknown_convention.html"
    return show(request, page, {"near": list(near.items())}, status=404)
