"""Reading YAML strictly: every key is asked for by name; what nobody asked for is refused with file, line and key."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import yaml

from unannounced.duties.treaty.dates import written_day

Answer = TypeVar("Answer", bound=str)
try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

FURTHER = ("uk", "ru", "ar")
"""Languages in which the portal speaks besides those of the house: words may be there in them, and need not."""


class LawFileProblem(ValueError):
    """A law file says something that is not known, or does not say what it must: file, line, key, and what to do."""

    def __init__(self, file: str, line: int, key: str, reason: str) -> None:
        super().__init__(f"{file}, line {line}, {key}: {reason}" if key else f"{file}, line {line}: {reason}")
        self.file, self.line, self.key, self.reason = file, line, key, reason


@dataclass(slots=True)
class Page:
    """A mapping of the file; ``path`` is the key under which it stands ("leaving", "body.quorum")."""

    file: str
    line: int
    path: str
    held: dict[str, yaml.Node]
    asked: set[str] = field(default_factory=set)

    def __contains__(self, key: str) -> bool:
        return key in self.held

    def text(self, key: str, default: str | None = None) -> str:
        """The words under ``key``; ``default`` if it is not there, or a problem where there is no default."""
        node = self._node(key, needed=default is None)
        if node is None:
            return default or ""
        if not isinstance(node, yaml.ScalarNode):
            raise self.problem(key, "one line of words belongs here")
        return str(node.value).strip()

    def one_of(self, key: str, choices: type[Answer], default: Answer | None = None) -> Answer:
        """One of the words of a closed list."""
        said = self.text(key, None if default is None else str(default))
        try:
            return choices(said)
        except ValueError:
            known = ", ".join(str(one) for one in choices)  # type: ignore[attr-defined]
            raise self.problem(key, f"“{said}” is not known; use one of: {known}") from None

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; false where it is not there."""
        said = self.text(key, "false")
        if said not in ("true", "false"):
            raise self.problem(key, "write true or false")
        return said == "true"

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number that is not negative."""
        said = self.text(key, None if default is None else str(default))
        if not said.isascii() or not said.isdigit():
            raise self.problem(key, f"“{said}” is not a whole number")
        return int(said)

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """A day like 1987-11-26; None where it is not there."""
        said = self.text(key, None if needed else "")
        if not said:
            return None
        found = written_day(said)
        if found is None:
            raise self.problem(key, f"“{said}” is not a day of the calendar; write it like 1987-11-26")
        return found

    def words(self, key: str, languages: tuple[str, ...], *, needed: bool = True) -> dict[str, str]:
        """The same words in every one of ``languages``, and in those of ``FURTHER`` in which they stand here."""
        if not needed and key not in self:
            self.asked.add(key)
            return {}
        page = self.page(key)
        further = [language for language in FURTHER if language in page and language not in languages]
        found = {language: page.text(language) for language in (*languages, *further)}
        page.end()
        return found

    def codes(self, key: str) -> frozenset[str]:
        """Codes of States with spaces between them; empty where it is not there."""
        return frozenset(self.text(key, "").split())

    def page(self, key: str) -> "Page":
        """The mapping under ``key``."""
        node = self._node(key, needed=True)
        if node is None:
            raise self.problem(key, "this key is missing")
        return _page(self.file, node, f"{self.path}.{key}" if self.path else key)

    def pages(self, key: str) -> Iterator["Page"]:
        """The mappings in the list under ``key``; none where it is not there."""
        node = self._node(key, needed=False)
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise self.problem(key, "a list belongs here, each entry with a dash")
        for number, one in enumerate(node.value, start=1):
            yield _page(self.file, one, f"{self.path}.{key}[{number}]" if self.path else f"{key}[{number}]")

    def end(self) -> None:
        """Everything was asked for; what is left is not known."""
        left = [key for key in self.held if key not in self.asked]
        if left:
            known = ", ".join(sorted(self.asked))
            raise self.problem(left[0], f"this key is not known here; known are: {known}")

    def problem(self, key: str, reason: str) -> LawFileProblem:
        """The problem with ``key`` of this mapping."""
        node = self.held.get(key)
        line = node.start_mark.line + 1 if node is not None else self.line
        return LawFileProblem(self.file, line, f"{self.path}.{key}" if self.path else key, reason)

    def _node(self, key: str, *, needed: bool) -> yaml.Node | None:
        self.asked.add(key)
        node = self.held.get(key)
        if node is None and needed:
            raise self.problem(key, "this key is missing")
        return node


def read_page(text: str, file: str) -> Page:
    """The mapping that is the whole of ``text``; raises ``LawFileProblem`` if it is none."""
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LawFileProblem(file, mark.line + 1 if mark else 1, "", f"this is no YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise LawFileProblem(file, 1, "", "this is no YAML") from error
    if node is None:
        raise LawFileProblem(file, 1, "", "the file is empty")
    return _page(file, node, "")


def _page(file: str, node: yaml.Node, path: str) -> Page:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise LawFileProblem(file, line, path, "keys with values belong here")
    held: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value in held:
            name = f"{path}.{key.value}" if path else str(key.value)
            raise LawFileProblem(file, key.start_mark.line + 1, name, "this key stands twice")
        held[key.value] = value
    return Page(file, line, path, held)
