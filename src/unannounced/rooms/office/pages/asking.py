"""What an address asks of a list, as texts of which an empty one means any: the same for items, places and the map."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings

from unannounced.records.states.queries import UnknownState, state_called
from unannounced.rooms.office.pages.choosing import INVENTED, REAL


class OfAddress:
    """The manner of filters: a frozen dataclass of texts says which there are.

    ``WORD`` is what each filter is called in an address, ``SOUND`` which values of it there can be at all.
    """

    __slots__ = ()
    WORD: ClassVar[Mapping[str, str]]
    SOUND: ClassVar[Mapping[str, Callable[[str], bool]]]
    register: str

    @property
    def unknown(self) -> str:
        """The first value that nothing can have, because there is no such word; empty if all are sound."""
        return next((value for name, value in self.asked() if name in self.SOUND and not self.SOUND[name](value)), "")

    def asked(self) -> list[tuple[str, str]]:
        """The fields that ask for something, with what they ask."""
        myself: Any = self
        return [(one.name, getattr(self, one.name)) for one in fields(myself) if getattr(self, one.name)]

    @property
    def invented(self) -> bool:
        """Whether the invented States are meant; in a demonstration those by default."""
        return (self.register or (INVENTED if settings.DEMONSTRATION else REAL)) == INVENTED

    def address(self, *, only: Sequence[str] = (), **other: str) -> str:
        """The filters (or ``only`` some) as the end of an address, some ``other`` than here: ``?kind=comment``."""
        held = {name: value for name, value in self.asked() if not only or name in only} | other
        words = {self.WORD[name]: value for name, value in held.items() if value}
        return f"?{urlencode(words)}" if words else ""


def is_state(value: str) -> bool:
    """Whether a State is called so."""
    try:
        return bool(state_called(value))
    except UnknownState:
        return False
