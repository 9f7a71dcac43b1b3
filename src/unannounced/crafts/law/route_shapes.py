"""Routes as JSON: one stable shape for the command line and for the public interface of the portal.

Days are written 2026-09-30; what is not known is null. ``available`` is true, false or null.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from unannounced.duties.treaty.routes import Route
from unannounced.duties.treaty.standing import Ground

Shape = dict[str, Any]


def routes_shape(state: str, found: Iterable[Route], *, act: date | None, on: date, territory: str = "") -> Shape:
    """``{state, act, on, where, routes}``; ``where`` is the State of the place, null where that was not said."""
    return {
        "state": state,
        "act": _day(act),
        "on": _day(on),
        "where": territory or None,
        "routes": [route_shape(one) for one in found],
    }


def route_shape(route: Route) -> Shape:
    """``{route, name, available, type, who, reason, deadline, reckoned, article, source, confidence}``, and more.

    ``warnings`` are sentences, ``grounds`` a list of ``{on, act, article, source, confidence}``.
    """
    return {
        "route": route.code,
        "name": route.name["en"],
        "available": route.available,
        "type": route.kind.value,
        "who": route.who["en"],
        "reason": str(route.reason),
        "deadline": _day(route.deadline),
        "reckoned": str(route.reckoned) if route.reckoned else None,
        "article": route.article,
        "source": route.source,
        "confidence": route.confidence.value,
        "warnings": [str(one) for one in route.warnings],
        "grounds": [_ground(one) for one in route.grounds],
    }


def _ground(one: Ground) -> Shape:
    """``{on, act, article, source, confidence}``."""
    return {
        "on": _day(one.day),
        "act": one.act,
        "article": one.article,
        "source": one.source,
        "confidence": one.confidence.value,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
