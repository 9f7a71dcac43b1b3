"""A report in its other language, read: the newest translation of each part, and whether it still renders the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from unannounced.duties.chain import digest
from unannounced.duties.laying_out import REFERENCE
from unannounced.records.reports.models import Paragraph, Report, Translation


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a part says in the other language; ``stale``: its words were changed since it was written."""

    text: str
    stale: bool


class Renditions:
    """Every part of a report in one language, by paragraph, item, heading and title; one query."""

    def __init__(self, report: Report, language: str) -> None:
        self.language = language
        self._held: dict[tuple[str, object], Translation] = {}
        for one in Translation.objects.filter(report=report, language=language).order_by("version"):
            self._held[_part(one)] = one

    def title(self, report: Report) -> Rendered | None:
        """The title."""
        return self._rendered("title", "", report.title)

    def chapter(self, chapter: str) -> Rendered | None:
        """A heading."""
        return self._rendered("chapter", chapter, chapter)

    def paragraph(self, paragraph: Paragraph) -> Rendered | None:
        """A paragraph."""
        return self._rendered("paragraph", paragraph.pk, paragraph.text)

    def item(self, item: UUID, words: str) -> Rendered | None:
        """An item."""
        return self._rendered("item", item, words)

    def _rendered(self, kind: str, key: object, words: str) -> Rendered | None:
        held = self._held.get((kind, key))
        return Rendered(held.text, held.renders != rendered_words(words)) if held else None


def rendered_words(words: str) -> str:
    """The digest of words that are rendered: numbering a draft anew changes no words, whatever they refer to."""
    return digest([REFERENCE.sub("§", words)])


def _part(one: Translation) -> tuple[str, object]:
    if one.paragraph_id is not None:
        return "paragraph", one.paragraph_id
    if one.item_id is not None:
        return "item", one.item_id
    return ("chapter", one.chapter) if one.chapter else ("title", "")


def newest_translations(report: Report, **of: Any) -> Mapping[str, str]:
    """What a part of a report says now in each language it was written in."""
    written = Translation.objects.filter(report=report, **of).order_by("version")
    return dict(written.values_list("language", "text"))
