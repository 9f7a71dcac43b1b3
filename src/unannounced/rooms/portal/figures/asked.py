"""Of what figures are asked for: which register, whose reports, which State or topic; and those figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext

from unannounced.rooms.portal.figures import kept
from unannounced.rooms.portal.figures.topics import in_order
from unannounced.rooms.portal.misread import said_in
from unannounced.rooms.portal.narrowing import OTHERS, OWN, is_invented, register_of

MAKERS = ("", OWN, OTHERS)
EMPTY: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; ``made`` is empty for the reports of everybody. A State goes before a topic."""

    invented: bool
    made: str = ""
    state: str = ""
    theme: str = ""

    @property
    def scope(self) -> str:
        """The name of the scope that holds it."""
        return f"{'invented' if self.invented else 'real'}-{self.made or 'all'}"

    @property
    def address(self) -> str:
        """The same as the end of an address; empty where nothing is to be said."""
        told = {
            "state": self.state,
            "theme": self.theme,
            "made": self.made,
            "register": "invented" if self.invented and not self.state else "",
        }
        said = urlencode({name: value for name, value in told.items() if value})
        return f"?{said}" if said else ""

    def of(self, **other: Any) -> "Asked":
        """The same, but for what is given."""
        return replace(self, **other)

    def whole(self) -> Mapping[str, Any] | None:
        """Everything counted in the scope; None where nothing was counted yet."""
        return kept.scope(self.scope)

    def sums(self, whole: Mapping[str, Any]) -> Mapping[str, Any]:
        """The figures asked for out of ``whole``; empty where there are none."""
        if not (self.state or self.theme):
            return dict(whole.get("whole", EMPTY))
        held = dict(whole.get("states" if self.state else "themes", EMPTY))
        return dict(held.get(self.state or self.theme, EMPTY))


def asked_for(request: HttpRequest) -> Asked:
    """What ``request`` asks for; what is not understood asks for nothing."""
    state = request.GET.get("state", "").replace("\0", "").strip().upper()[:3]
    theme, made = request.GET.get("theme", ""), request.GET.get("made", "")
    known = not state and any(theme == one.id for one in in_order())
    invented = is_invented(state) if state else register_of(request)
    return Asked(invented, made if made in MAKERS else "", state, theme if known else "")


def misread(request: HttpRequest) -> list[str]:
    """What the address says of whose reports are counted, where that is nobody."""
    said = said_in(request, "made")
    if said in MAKERS:
        return []
    return [gettext("“{said}” does not say whose reports: those of everyone are counted.").format(said=said)]
