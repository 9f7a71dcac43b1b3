"""A question to the public interface: what was asked, of which register, on which day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from unannounced.crafts.law.routes import shipped_routes
from unannounced.duties.decision import Refused
from unannounced.duties.identity import nearest
from unannounced.duties.treaty.conventions import Convention
from unannounced.duties.treaty.law import Law, NotKnown
from unannounced.duties.words import Sentence, say
from unannounced.rooms.portal.api.cursors import cursor_at, read_cursor
from unannounced.rooms.portal.api.parameters import LONGEST, Values
from unannounced.rooms.portal.api.problems import Kind, Near, Problem, not_understood
from unannounced.rooms.portal.law import OnRecord, Register
from unannounced.rooms.portal.narrowing import is_invented

_NO_STATE = say("No State has the code “{said}” in this register.")
_NO_CONVENTION = say("No convention has the code “{said}”.")
_NO_ROUTE = say("No route has the code “{said}”.")
_NEAR = say("Take one of the codes in near, or one of the list at {list}.")
_LIST = say("Take a code of the list at {list}.")
_RULE = say("Rule of this software: the public interface")
_INVENTED = say("States from XXA to XXZ are invented: add invented=true.")


class Asked:
    """A question. ``values`` holds what was given, by parameter; ``today`` is the day of the question.

    ``path`` is the address that was asked, ``said`` what was given behind it as it was written: for the next page.
    """

    def __init__(
        self,
        register: Register,
        values: Values,
        *,
        today: date,
        can_be_invented: bool = False,
        path: str = "",
        said: Mapping[str, str] | None = None,
    ) -> None:
        known = values.get("known")
        self.register = register.as_known_on(known) if known else register
        self.values = values
        self.today = today
        self.invented = bool(values.get("invented"))
        self._can_be_invented = can_be_invented and not self.invented
        self._path, self._said = path, dict(said or {})

    @property
    def law(self) -> Law:
        """The law that is asked."""
        return self.register.law

    @property
    def on(self) -> date:
        """The day asked about."""
        return self.day("on") or self.today

    def day(self, name: str) -> date | None:
        """A day that was given."""
        found: date | None = self.values.get(name)
        return found

    def needed_day(self, name: str) -> date:
        """A day without which there is no answer."""
        found: date = self.values[name]
        return found

    def number(self, name: str) -> int | None:
        """A number that was given."""
        found: int | None = self.values.get(name)
        return found

    def flag(self, name: str) -> bool | None:
        """True or false, where it was given."""
        found: bool | None = self.values.get(name)
        return found

    def text(self, name: str) -> str:
        """A text that was given, else an empty one."""
        found: str = self.values.get(name, "")
        return found

    def several(self, name: str) -> list[str]:
        """The parts of a list that was given."""
        found: list[str] = self.values.get(name, [])
        return found

    def state(self, name: str = "state") -> str:
        """The code of the State that a parameter names."""
        return self.state_called(self.text(name), name)

    def state_or_none(self, name: str) -> str:
        """The same; "" where it was not given."""
        return self.state(name) if name in self.values else ""

    def state_called(self, said: str, name: str) -> str:
        """The State with this code, in capitals or not; a problem naming the nearest where there is none."""
        code = said.upper()
        if code in self.law.names:
            return code
        if self._can_be_invented and is_invented(code):
            raise Problem(
                Kind.UNKNOWN, Sentence(_NO_STATE, {"said": said[:LONGEST]}), Sentence(_INVENTED), parameter=name
            )
        raise _unknown(_NO_STATE, said, self.law.names, "/api/v1/states", name)

    def on_record(self, code: str) -> OnRecord:
        """What the edition has of a State."""
        return self.register.states[code]

    def after(self, *kinds: type) -> Sequence[Any] | None:
        """Behind which key the page begins, as its cursor says; None: from the beginning."""
        said = self.text("cursor")
        if not said:
            return None
        found = read_cursor(self._question, said, kinds)
        if found is None:
            raise self.no_such_cursor()
        return found

    def no_such_cursor(self) -> Problem:
        """The problem with a cursor that is none, or not of this question."""
        begin = say("Begin without it, then follow next as it was given, with the same parameters.")
        return not_understood("cursor", Refused(say("This cursor belongs to another question."), _RULE, begin))

    def next_page(self, key: Sequence[str | int] | None) -> str | None:
        """The address of the page behind ``key``; None where this is the last."""
        if key is None:
            return None
        return f"{self._path}?{urlencode({**self._said, 'cursor': cursor_at(self._question, key)})}"

    @property
    def _question(self) -> str:
        asked = {name: one for name, one in self._said.items() if name not in {"cursor", "size"}}
        return f"{self._path}?{urlencode(sorted(asked.items()))}"

    def convention(self, name: str = "convention") -> Convention:
        """The convention that a parameter names; a problem naming the nearest where there is none."""
        said = self.text(name)
        known = self.law.conventions
        found = next((one for code, one in known.items() if code.casefold() == said.casefold()), None)
        if found is not None:
            return found
        exactly = [code for code, one in known.items() if _plain(said) in _names(one)]
        names = {code: one.short_name("en") for code, one in known.items()}
        raise _unknown(_NO_CONVENTION, said, names, "/api/v1/conventions", name, exactly)

    def convention_or_none(self, name: str) -> Convention | None:
        """The same; None where it was not given."""
        return self.convention(name) if name in self.values else None


def no_route(unknown: NotKnown) -> Problem:
    """The problem with a route that is not known."""
    names = {code: rule.names["en"] for code, rule in shipped_routes().items()}
    near = [Near(code, names[code]) for code in unknown.near or names]
    return Problem(
        Kind.UNKNOWN,
        Sentence(_NO_ROUTE, {"said": unknown.said[:LONGEST]}),
        Sentence(say("Take one of the codes in near.")),
        near=near,
        parameter="used",
    )


def _unknown(
    sentence: str, said: str, names: Mapping[str, str], where: str, parameter: str, exactly: list[str] | None = None
) -> Problem:
    near = exactly or nearest(said[:LONGEST], names)
    do = Sentence(_NEAR if near else _LIST, {"list": where})
    found = [Near(code, names[code]) for code in near]
    return Problem(Kind.UNKNOWN, Sentence(sentence, {"said": said[:LONGEST]}), do, near=found, parameter=parameter)


def _names(one: Convention) -> set[str]:
    return {_plain(name) for name in (one.number, *one.names.values(), *one.short.values())}


def _plain(name: str) -> str:
    return "".join(one for one in name.casefold() if one.isalnum())


Shape = dict[str, Any]
