"""The topics a mechanism works by, out of its YAML file; what the file says that is not known is refused.

A ``LawFileProblem`` names file, line and key, as everywhere else.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path

import yaml

from unannounced.crafts.law.strictly import LawFileProblem, Page, read_page

LONGEST_ID = 60
_ID = re.compile(r"[a-z][a-z0-9-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WORDLESS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """What an item can be about: ``names``, ``description`` and cue ``words`` by language; ``parent`` "" at the top.

    ``names`` and ``description`` may be in more languages than the file has: for who reads them, and to decide nothing.

    A cue word is a word or several in a row; ``*`` at the end of a word stands for any ending: ``medical exam*``.
    """

    id: str
    names: Mapping[str, str]
    description: Mapping[str, str]
    examples: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    parent: str = ""

    def name(self, language: str) -> str:
        """Its name in ``language``, else in the first language of the file."""
        return self.names.get(language) or next(iter(self.names.values()))


@dataclass(frozen=True)
class Taxonomy:
    """Topics in the order of their file, each known by its id; ``languages`` are those that every one is written in."""

    topics: tuple[Topic, ...]
    languages: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Topic]:
        """The topics by their ids."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything the file says in its languages; it changes when the file says something else there, not
        when it is laid out otherwise, and not with words in a further language."""
        rows = [
            [t.id, self._own(t.names), self._own(t.description), list(t.examples), list(t.words), t.parent]
            for t in self.topics
        ]
        return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def _own(self, words: Mapping[str, str]) -> dict[str, str]:
        """``words`` in the languages of the file."""
        return {language: said for language, said in words.items() if language in (self.languages or words)}

    def called(self, words: str) -> Topic | None:
        """The topic with this id, or with this name in any language; None if there is none."""
        return self._called.get(_plain(words))

    @cached_property
    def _called(self) -> Mapping[str, Topic]:
        named = {_plain(name): topic for topic in reversed(self.topics) for name in topic.names.values()}
        return named | {_plain(topic.id): topic for topic in self.topics}


def taxonomy(path: Path) -> Taxonomy:
    """The topics in the file at ``path``. Raises ``LawFileProblem`` naming file, line and key, or ``OSError``."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise LawFileProblem(path.name, 1, "", "the file is not in UTF-8; save it in UTF-8") from None
    return read_taxonomy(text, path.name)


@cache
def shipped() -> Taxonomy:
    """The topics of detention monitoring that are shipped."""
    text = resources.files("unannounced.facts").joinpath("topics.yaml").read_text("utf-8")
    return read_taxonomy(text, "topics.yaml")


def of_labels(labels: Iterable[str]) -> Taxonomy:
    """A taxonomy of bare labels, as a table names them: to try how well labels can be told apart."""
    return Taxonomy(tuple(Topic(label, {"en": label}, {}) for label in labels))


def read_taxonomy(text: str, file: str) -> Taxonomy:
    """The topics in ``text``. Raises ``LawFileProblem`` naming ``file``, line and key."""
    page = read_page(text, file)
    languages = _languages(page)
    found: dict[str, Topic] = {}
    named: dict[str, str] = {}
    for one in page.pages("topics"):
        topic = _topic(one, languages)
        if topic.id in found:
            raise one.problem("id", f"“{topic.id}” stands twice; give one of the two another id")
        for name in topic.names.values():
            if named.setdefault(_plain(name), topic.id) != topic.id:
                raise one.problem("names", f"“{name}” is the name of {named[_plain(name)]} too; name one otherwise")
        if topic.parent and topic.parent not in found:
            raise one.problem("parent", f"“{topic.parent}” is no topic above this one; write the parent before it")
        found[topic.id] = topic
    page.end()
    if not found:
        raise page.problem("topics", "there is no topic; write at least one")
    return Taxonomy(tuple(found.values()), languages)


def _languages(page: Page) -> tuple[str, ...]:
    said = tuple(page.text("languages", "en fr").split())
    for language in said:
        if not _LANGUAGE.fullmatch(language):
            raise page.problem("languages", f"“{language}” is not a language; write codes like: en fr")
    return said


def _topic(page: Page, languages: tuple[str, ...]) -> Topic:
    said = page.text("id")
    if not _ID.fullmatch(said) or len(said) > LONGEST_ID:
        raise page.problem("id", f"“{said}” is no id; write it like living-space: small letters, digits and hyphens")
    topic = Topic(
        said,
        page.words("names", languages),
        page.words("description", languages),
        tuple(_lines(page, "examples")),
        tuple(dict.fromkeys(_cues(page, languages))),
        page.text("parent", ""),
    )
    page.end()
    return topic


def _cues(page: Page, languages: tuple[str, ...]) -> Iterator[str]:
    """The cue words of every language, as the file writes them."""
    page.asked.add("words")
    if "words" not in page:
        return
    inside = page.page("words")
    for language in languages:
        for cue in _lines(inside, language):
            if not _WORDLESS.sub("", cue):
                raise inside.problem(language, f"“{cue}” has no letter")
            yield cue
    inside.end()


def _lines(page: Page, key: str) -> Iterator[str]:
    """The texts of the list under ``key``; none where it is not there."""
    page.asked.add(key)
    node = page.held.get(key)
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        raise page.problem(key, "a list belongs here: [one, another], or each with a dash")
    for one in node.value:
        if not isinstance(one, yaml.ScalarNode) or not str(one.value).strip():
            path = f"{page.path}.{key}" if page.path else key
            raise LawFileProblem(page.file, one.start_mark.line + 1, path, "only words belong into this list")
        yield str(one.value).strip()


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
