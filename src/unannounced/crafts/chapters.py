"""The chapters of a report out of ``facts/chapters.toml``: headings by kind of place, and the words that open them."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from unannounced.duties.laying_out import LEVEL


class ChaptersProblem(ValueError):
    """The file of chapters cannot be used; the message names the key."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading under a chapter, and the beginnings of words by which a finding is proposed for it."""

    id: str
    heading: Mapping[str, str]
    words: tuple[str, ...]

    def score(self, text: str) -> int:
        """How many words of ``text`` begin like its words."""
        return len(_pattern(self.words).findall(text)) if self.words else 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter for kinds of places, the words that open it, and the headings under it."""

    id: str
    heading: Mapping[str, str]
    text: Mapping[str, str]
    parts: tuple[Part, ...]

    def part_for(self, text: str) -> Part:
        """The heading under which a finding is proposed: that of most of its words, else the last one."""
        best = max(self.parts, key=lambda part: part.score(text))
        return best if best.score(text) else self.parts[-1]


@dataclass(frozen=True, slots=True)
class Opening:
    """A paragraph of the introduction."""

    id: str
    heading: Mapping[str, str]
    text: Mapping[str, str]
    none: Mapping[str, str]
    each: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """How days and lists of names are written in a language."""

    code: str
    months: tuple[str, ...]
    day_form: str
    both: str
    comma: str
    named: Mapping[str, str]

    def day(self, day: date) -> str:
        """A day in words, such as 3 March 2026."""
        return self.day_form.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def joined(self, words: Sequence[str]) -> str:
        """A list in words.

        >>> shipped_chapters().languages["en"].joined(["A", "B", "C"])
        'A, B and C'
        """
        return self.comma.join(words[:-1]) + self.both + words[-1] if len(words) > 1 else "".join(words)

    def name(self, name: str, capacity: str, *, head: bool) -> str:
        """Somebody of the delegation, with what they go as."""
        return self.named["head" if head else capacity].format(name=name)


@dataclass(frozen=True, slots=True)
class Chapters:
    """Everything the file says."""

    languages: Mapping[str, Language]
    introduction: Mapping[str, str]
    openings: tuple[Opening, ...]
    chapters: tuple[Chapter, ...]
    kinds: Mapping[str, str]

    def chapter_of(self, kind: str) -> Chapter:
        """The chapter of a kind of place; the last one for a kind that has none."""
        wanted = self.kinds.get(kind, "")
        return next((chapter for chapter in self.chapters if chapter.id == wanted), self.chapters[-1])

    def order(self, language: str) -> list[str]:
        """Every heading in the order of a report."""
        found = [self.introduction[language]]
        found += [f"{self.introduction[language]}{LEVEL}{one.heading[language]}" for one in self.openings]
        for chapter in self.chapters:
            found.append(chapter.heading[language])
            found += [f"{chapter.heading[language]}{LEVEL}{part.heading[language]}" for part in chapter.parts]
        return found

    def bare(self) -> frozenset[str]:
        """The headings under which no finding is expected, in every language."""
        return frozenset(self.introduction.values()) | frozenset(
            one.heading[language] for one in self.openings for language in self.languages
        )


NAMED = ("head", "member", "expert", "interpreter", "secretariat")


@cache
def shipped_chapters() -> Chapters:
    """The chapters that are shipped."""
    return read_chapters(resources.files("unannounced.facts").joinpath("chapters.toml").read_text("utf-8"))


def read_chapters(text: str) -> Chapters:
    """The chapters in ``text``; raises ``ChaptersProblem`` naming the key that is missing or not known."""
    try:
        held = tomllib.loads(text)
        languages = {code: _language(code, said) for code, said in held["languages"].items()}
        parts = {
            id_: Part(id_, _said(said, languages), tuple(map(str, said["words"])))
            for id_, said in held["parts"].items()
        }
        chapters = tuple(_chapter(said, parts, languages) for said in held["chapter"])
        openings = tuple(_opening(said, languages) for said in held["introduction"])
        kinds = {kind: _known(chapter, {one.id for one in chapters}) for kind, chapter in held["kinds"].items()}
        return Chapters(languages, _said(held["introduction_heading"], languages), openings, chapters, kinds)
    except tomllib.TOMLDecodeError as problem:
        raise ChaptersProblem(f"chapters.toml: {problem}") from problem
    except KeyError as missing:
        raise ChaptersProblem(f"chapters.toml: {missing.args[0]} is missing or not known") from missing


def _language(code: str, said: Mapping[str, str]) -> Language:
    named = {one: said[one] for one in NAMED}
    return Language(code, tuple(said["months"]), said["day"], said["and"], said["comma"], named)


def _said(said: Mapping[str, str], languages: Iterable[str], more: str = "") -> dict[str, str]:
    return {code: said[f"{code}{more}"] for code in languages}


def _chapter(said: Mapping[str, str], parts: Mapping[str, Part], languages: Iterable[str]) -> Chapter:
    heading, words = _said(said, languages), _said(said, languages, "_text")
    return Chapter(said["id"], heading, words, tuple(parts[one] for one in said["parts"]))


def _opening(said: Mapping[str, str], languages: Iterable[str]) -> Opening:
    optional = [{code: said.get(f"{code}_{what}", "") for code in languages} for what in ("none", "each")]
    return Opening(said["id"], _said(said, languages), _said(said, languages, "_text"), *optional)


def _known(chapter: str, known: Iterable[str]) -> str:
    if chapter not in known:
        raise KeyError(chapter)
    return chapter


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
