"""What of communications is due to be erased, when, and what holds it; for keepers, by mark alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from unannounced.duties.dialogue import distance
from unannounced.duties.receiving import HOLD_WORDS, Hold
from unannounced.duties.treaty.dates import add_months
from unannounced.duties.words import say
from unannounced.records.communications.erasing import Due, due
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.pages.choosing import Choice, page_of
from unannounced.rooms.office.pages.communication_keys import require_keeper
from unannounced.rooms.office.pages.shown import ShownDue

HELD_WORDS: Mapping[Hold, str] = {**HOLD_WORDS, Hold.REPRISAL: say("a reason that is kept apart from it")}
"""What holds a communication, as keepers read it: of cases of reprisal they learn nothing here."""
MONTHS_AHEAD = (0, 3, 12)


@dataclass(frozen=True, slots=True)
class ErasingRow:
    """A communication that is due: the day, or what holds it in words."""

    due: Due
    on: ShownDue | None
    held_by: list[str]


def communication_erasing(request: Asked) -> HttpResponse:
    """The list, fifty on a page: what is due today, or within the months that the address asks for."""
    require_keeper(request)
    today, months = request.moment.date(), _months(request)
    found = due(request.viewer, on=add_months(today, months))
    page = page_of(request, found)
    context = {
        "page": page,
        "rows": [_row(one, today) for one in page.object_list],
        "free": sum(not one.erasure.held_by for one in found),
        "held": sum(bool(one.erasure.held_by) for one in found),
        "months": months,
        "within": _within(months),
    }
    return render(request, "office/communication_erasing.html", context)


def _months(request: Asked) -> int:
    said = request.GET.get("within", "")
    return next((one for one in MONTHS_AHEAD if str(one) == said), 0)


def _within(months: int) -> list[Choice]:
    words = {0: _("today"), 3: _("within 3 months"), 12: _("within 12 months")}
    return [Choice(str(one), words[one], one == months) for one in MONTHS_AHEAD]


def _row(one: Due, today: date) -> ErasingRow:
    on = one.erasure.on
    shown = ShownDue(on, distance(on, today), False, ()) if on else None
    return ErasingRow(one, shown, [HELD_WORDS[held] for held in one.erasure.held_by])
