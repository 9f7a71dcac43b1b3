"""Entering States into the register."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from unannounced.records.ledger.actions import act
from unannounced.records.states.models import State


def enter_states(names: Mapping[str, Mapping[str, str]], *, invented: bool, by: UUID, at: datetime) -> list[State]:
    """Enter each State of ``names`` (code → language → name) that is not there yet; return the new ones."""
    held = set(State.objects.values_list("code", flat=True))
    new = [State(code=code, names=dict(said), invented=invented) for code, said in names.items() if code not in held]
    with act("enter States", by=by, at=at) as line:
        line.keep_all(new)
    return new


def codes(states: Iterable[State]) -> dict[str, State]:
    """``states`` by their codes."""
    return {state.code: state for state in states}
