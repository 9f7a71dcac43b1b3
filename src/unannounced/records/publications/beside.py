"""The files that leave beside a report: typeset, as a Word file, a page, data and a table, frozen with it.

All are drawn from one value, in which nobody is recognisable, so that every one of them says what the publication says.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from unannounced.crafts.packing import digest_of
from unannounced.crafts.rendering.data import as_items_csv, as_json
from unannounced.crafts.rendering.pages import as_html
from unannounced.crafts.typesetting.letters import NotDrawn
from unannounced.crafts.typesetting.look import Look
from unannounced.crafts.typesetting.reports import typeset
from unannounced.crafts.word.writing import write
from unannounced.duties.laying_out import SetOut, SetParagraph, cited
from unannounced.duties.reporting import slug_of
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.queries import is_parcelled
from unannounced.records.publications.queries import marks_of
from unannounced.records.recommendations.whole import Cover, set_out_of
from unannounced.records.reports.models import Report

PORTAL = "portal"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Paper:
    """How files are drawn here: the look of the installation, and the sentence that names the visit."""

    look: Look
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A file: its name, its media type and its bytes."""

    file_name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report as it leaves, and the files that were drawn of it."""

    told: SetOut
    files: tuple[Made, ...]


def told_publicly(
    report: Report, paper: Paper, *, symbol: str, version: int, day: date, part: Collection[UUID] = ()
) -> SetOut:
    """The report as it leaves: its symbol and no marking, nobody recognisable, ``part`` alone if it is one."""
    language = report.language or "en"
    profile = settings.MECHANISM.in_language(language)
    cover = Cover(profile.name, profile.short, visit=paper.visit, symbol=symbol, day=day, version=version)
    told = set_out_of(report, cover, language=language, marks=marks_of(report), with_responses=True)
    return _part_of(told, {str(one) for one in part}) if part else told


def _part_of(told: SetOut, part: Collection[str]) -> SetOut:
    """Those paragraphs alone, and no standard that only the others cite."""
    kept = tuple(one for one in told.paragraphs if one.id in part)
    named = {standard for one in kept for text in _texts(one) for standard in cited(text)}
    standards = {standard: words for standard, words in told.standards.items() if standard in named}
    return replace(told, paragraphs=kept, standards=standards)


def _texts(paragraph: SetParagraph) -> Iterator[str]:
    yield paragraph.text
    yield from (item.text for item in paragraph.items)


def drawn(told: SetOut, paper: Paper, before: Drawn | None = None) -> Drawn:
    """The files of ``told``: those of ``before`` where they were drawn of the same.

    Characters that no font has keep the PDF away and nothing else: the page and the Word file hold every word.
    """
    if before is not None and before.told == told:
        return before
    name = f"{slug_of(told.symbol)}-{told.version}-{told.language}"
    files = []
    with suppress(NotDrawn):
        files.append(Made(f"{name}.pdf", "application/pdf", typeset(told, paper.look)))
    files += [
        Made(f"{name}.docx", WORD, write(told, paper.look)),
        Made(f"{name}.html", "text/html; charset=utf-8", as_html(told, paper.look)),
        Made(f"{name}.json", "application/json", as_json(told)),
        Made(f"{name}.csv", "text/csv; charset=utf-8", as_items_csv(told)),
    ]
    return Drawn(told, tuple(files))


def freeze_files(
    files: Sequence[Made], *, until: datetime | None, line: LineDraft, at: datetime
) -> list[dict[str, Any]]:
    """Freeze each file into a parcel of its own, within the act of ``line``; what the publication says of them."""
    said = []
    for one in files:
        digest = digest_of(one.content)
        if not is_parcelled(digest, PORTAL):
            line.keep(frozen("rendition", 1, one.content, digest, to_room=PORTAL, at=at, not_before=until))
        said.append({"digest": digest, "file_name": one.file_name, "media": one.media, "size": len(one.content)})
    return said
