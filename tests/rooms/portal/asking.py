"""Asking the public interface about the shipped law."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.test import Client


@cache
def shipped_states() -> tuple[dict[str, Any], ...]:
    """Every State with a shipped act, as an edition of the register holds it."""
    from unannounced.crafts.law.acts import shipped_law
    from unannounced.crafts.names import real_names

    law = shipped_law()
    figures = {"visits": 0, "reports": 0, "published": 0}
    plain = {"invented": False, "facts": [], "figures": figures}
    own: dict[str, list[dict[str, Any]]] = {code: [] for code in law.states()}
    for act in law.on_record:
        if act.state:
            own[act.state].append(_row(act))
    return tuple({"code": code, "names": real_names(code), "acts": acts, **plain} for code, acts in own.items())


def _row(act: Any) -> dict[str, Any]:
    days = {
        name: str(getattr(act, name)) if getattr(act, name) else None for name in ("day", "named_day", "known_since")
    }
    same = ("treaty", "action", "year", "note", "source", "corrects", "never")
    more = {name: getattr(act, name) for name in same}
    return {**days, **more, "confidence": act.confidence.value, "concerns": list(act.concerns)}


class Answers:
    """The public interface as a program sees it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def raw(self, path: str, asked: Mapping[str, Any] | None = None, **headers: str) -> Any:
        """The whole response at an address below ``/api/v1``."""
        return self.client.get(f"/api/v1{path}", asked or {}, headers=headers)

    def json(self, path: str, **asked: Any) -> Any:
        """An answer, which must be one; ``from_`` and ``except_`` ask for ``from`` and ``except``."""
        found = self.raw(path, {name.rstrip("_"): value for name, value in asked.items()})
        assert found.status_code == 200, found.content
        assert found.headers["Content-Type"] == "application/json"
        return json.loads(found.content)

    def problem(self, path: str, status: int, **asked: Any) -> dict[str, Any]:
        """A problem, which must have this status and be as RFC 9457 has it."""
        found = self.raw(path, {name.rstrip("_"): value for name, value in asked.items()})
        assert found.status_code == status, found.content
        assert found.headers["Content-Type"] == "application/problem+json"
        said: dict[str, Any] = json.loads(found.content)
        assert said["status"] == status
        return said


def every_example() -> Iterator[tuple[str, str]]:
    """Each address of the law with the question that stands as its example."""
    from unannounced.rooms.portal.api import openapi
    from unannounced.rooms.portal.api.addresses import LAW

    for one in LAW:
        yield one.name, openapi.question(one)
