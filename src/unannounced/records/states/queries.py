"""Finding States; the invented ones only when asked for."""

from django.db.models import QuerySet

from unannounced.duties.identity import nearest
from unannounced.records.states.models import State

LONGEST = 60
"""How much of what was asked for is searched and said again."""


def is_invented_code(code: str) -> bool:
    """Whether a code is one of those that are free for invented States, XXA to XXZ.

    >>> is_invented_code("XXB"), is_invented_code("ITA")
    (True, False)
    """
    return len(code) == 3 and "XXA" <= code <= "XXZ"


class UnknownState(Exception):
    """No State has this code or name; ``nearest`` holds the States that are meant perhaps."""

    def __init__(self, asked: str, nearest_states: list[State]) -> None:
        self.asked = asked
        self.nearest = nearest_states
        asked = asked if len(asked) <= LONGEST else f"{asked[:LONGEST]}…"
        meant = ", ".join(f"{state.code} ({state.name()})" for state in nearest_states)
        super().__init__(f"No State is called “{asked}”." + (f" Did you mean {meant}?" if meant else ""))


def states(*, invented: bool) -> QuerySet[State]:
    """The States of the real register, or the invented ones: never both in one list."""
    return State.objects.filter(invented=invented).order_by("code")


def state_called(asked: str) -> State:
    """The State with this code or name (either language, any case), or ``UnknownState`` with the nearest."""
    wanted = asked.strip()[:LONGEST]
    by_code = State.objects.filter(code=wanted.upper()).first() if wanted.isalpha() else None
    if by_code:
        return by_code
    everyone = list(State.objects.order_by("code"))
    for state in everyone:
        if wanted.casefold() in {name.casefold() for name in state.names.values()}:
            return state
    known = {state.code: state.name() for state in everyone}
    found = {state.code: state for state in everyone}
    raise UnknownState(asked, [found[code] for code in nearest(wanted, known)])
