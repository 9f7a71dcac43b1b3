"""Where in a report one reads: the version, the language, beside which other, and the chapter; each has an address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from django.urls import reverse

from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal.rendered import MOST_BYTES, Body, Heading


@dataclass(frozen=True, slots=True)
class Reading:
    """A place in a report. ``version`` None: the newest; ``language`` "": the report's own; ``chapter`` None: none."""

    slug: str
    version: int | None = None
    language: str = ""
    beside: bool = False
    chapter: int | None = None
    run: int = 1
    whole: bool = False

    @property
    def address(self) -> str:
        """Where it is read."""
        told: dict[str, object] = {"slug": self.slug}
        if self.version is not None:
            told["version"] = self.version
        name = "report" if self.version is None else "version"
        if self.language:
            told["language"], name = self.language, f"{name}_beside_other" if self.beside else f"{name}_in"
        if self.whole:
            name += "_whole"
        elif self.chapter is not None:
            told["chapter"] = self.chapter
            if self.run > 1:
                told["run"] = self.run
            name += "_run" if self.run > 1 else "_chapter"
        return reverse(name, kwargs=told)

    def at(self, heading: Heading) -> "Reading":
        """The same version and language, at a chapter."""
        return replace(self, chapter=heading.number, run=heading.run, whole=False)

    @property
    def front(self) -> "Reading":
        """The same version and language from the beginning."""
        return replace(self, chapter=None, run=1, whole=False)

    @property
    def all_of_it(self) -> "Reading":
        """The same version and language on one page."""
        return replace(self.front, whole=True)

    def others(self, report: ShelvedReport) -> Iterator[tuple[str, "Reading"]]:
        """The same place in each language the version exists in, its own first, by code."""
        yield report.language, replace(self, language="", beside=False)
        for code in sorted(report.renditions):
            if code != report.language:
                yield code, replace(self, language=code, beside=False)

    def besides(self, report: ShelvedReport) -> Iterator[tuple[str, "Reading"]]:
        """The same place beside each other language."""
        for code, other in self.others(report):
            if other.language:
                yield code, replace(other, beside=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which pieces of a body a page shows, and what is before and after them; None where there is nothing."""

    pieces: range
    before: Heading | None
    after: Heading | None
    by_chapters: bool


def shown(body: Body, place: Reading) -> Shown | None:
    """What of ``body`` is shown at ``place``; None where it has no such chapter."""
    if place.whole or (place.chapter is None and not body.is_long):
        return Shown(range(len(body.headings)), None, None, by_chapters=False)
    found = 0 if place.chapter is None else _index(body.headings, place)
    if found is None:
        return None
    end = _end_of_front(body) if place.chapter is None else found + 1
    before = body.headings[found - 1] if found > 0 else None
    after = body.headings[end] if end < len(body.headings) else None
    return Shown(range(found, end), before, after, by_chapters=True)


def _end_of_front(body: Body) -> int:
    """How many chapters stand on the first page of a long report: the first, and what else there is room for."""
    sizes = accumulate(len(one.raw) for one in body.pieces)
    return max(1, sum(size <= MOST_BYTES for size in sizes))


def _index(headings: Sequence[Heading], place: Reading) -> int | None:
    wanted = (place.chapter, place.run)
    return next((at for at, one in enumerate(headings) if (one.number, one.run) == wanted), None)
