"""One address of the public interface: what it answers, what can be asked, and a question as an example."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from unannounced.rooms.portal.api.asked import Asked, Shape
from unannounced.rooms.portal.api.parameters import INVENTED, Parameter

BASE = "/api/v1"


class Group(StrEnum):
    """What an address is about: the law of the register, or what was published."""

    LAW = "law"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Address:
    """One address. ``answers`` names its schemas; the second is that of an answer that there is none.

    The example of an address of the archive lacks what stands in its path: that differs from shelf to shelf.
    """

    name: str
    path: str
    about: str
    parameters: tuple[Parameter, ...]
    answers: tuple[str, ...]
    answer: Callable[[Asked], Shape]
    example: Mapping[str, str]
    group: Group = Group.LAW

    @property
    def in_path(self) -> tuple[Parameter, ...]:
        """The parameters that stand in the path."""
        return tuple(one for one in self.parameters if f"{{{one.name}}}" in self.path)

    def offered(self, *, demonstration: bool) -> tuple[Parameter, ...]:
        """The parameters there are here: the invented can only be asked where there is a demonstration."""
        return tuple(one for one in self.parameters if demonstration or one is not INVENTED)

    def at(self, in_path: Mapping[str, str]) -> str:
        """The path with these values in it."""
        path = self.path
        for name, value in in_path.items():
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        return path

    @property
    def route(self) -> str:
        """The path as Django's addresses have it."""
        return self.path.lstrip("/").replace("{", "<str:").replace("}", ">")
