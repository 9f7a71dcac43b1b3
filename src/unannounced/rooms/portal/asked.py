"""What an address asks about the law: which register, which day, and as known on which day."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from unannounced.duties.treaty.acts import EARLIEST, LATEST
from unannounced.duties.treaty.dates import written_day

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """The register and the days asked for; ``problems`` say what was not understood and what to do.

    ``on`` is the day asked for; without one the day of ``known``, or else today. ``known`` is None for what is known
    today.
    ``said_on`` and ``said_known`` are what was typed.
    """

    invented: bool
    today: date
    on: date
    known: date | None
    said_on: str
    said_known: str
    problems: tuple[str, ...]

    @property
    def days(self) -> str:
        """The days as the end of an address that leads to another page about the same; empty for today."""
        told = {"on": self.on if self.on != (self.known or self.today) else None, "known": self.known}
        said = urlencode({name: day.isoformat() for name, day in told.items() if day})
        return f"?{said}" if said else ""


def asked_for(request: HttpRequest, *, invented: bool | None = None) -> Asked:
    """What ``request`` asks for; a page that stays itself whatever is asked."""
    today = timezone.now().date()
    said_on, said_known = (_said(request, name) for name in ("on", "known"))
    on, known = day_in_reach(said_on), day_in_reach(said_known)
    problems = []
    if said_on and on is None:
        problems.append(no_day(said_on, today))
    if said_known and known is None:
        problems.append(no_day(said_known, today))
    if known is not None and known > today:
        problems.append(gettext("Nobody knows what the register will know on a later day: choose a day up to today."))
        known = None
    if invented is None:
        invented = request.GET.get("register") == "invented"
    return Asked(invented, today, on or known or today, known, said_on, said_known, tuple(problems))


def _said(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:LONGEST]


def day_in_reach(said: str) -> date | None:
    """The day that an address writes; None for what is no day, and for one too far away for the law to reckon with.

    >>> day_in_reach("2026-09-30"), day_in_reach("2026-02-30"), day_in_reach("0001-01-01"), day_in_reach("9999-12-31")
    (datetime.date(2026, 9, 30), None, None, None)
    """
    found = written_day(said)
    return found if found is not None and EARLIEST <= found.year <= LATEST else None


def no_day(said: str, today: date) -> str:
    """What is wrong with a text of which ``day_in_reach`` makes no day, and what to write."""
    if written_day(said) is not None:
        return gettext("“{said}” is out of reach. Choose a day of the years {earliest} to {latest}.").format(
            said=said, earliest=EARLIEST, latest=LATEST
        )
    return gettext("“{said}” is not a day of the calendar. Write it like {today}.").format(
        said=said, today=today.isoformat()
    )
