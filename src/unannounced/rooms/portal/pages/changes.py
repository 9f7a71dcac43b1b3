"""What a corrected version of a report changed: paragraph by paragraph, what went out and what came in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from unannounced.duties.wording import Change, Piece, differences
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedParagraph
from unannounced.rooms.portal.pages.reports import versions_of
from unannounced.rooms.portal.showing import name_in, show

LONGEST = 20_000
"""Letters of a text up to which it is compared word by word; a longer one that changed is shown whole, twice."""
MOST = 200
"""How many changed texts one page shows."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A text of a paragraph that changed, which one it is, and the pieces of it; ``number`` of the newer version."""

    number: int
    label: str
    item: str
    pieces: Sequence[Piece]


@require_safe
def changes(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """What version ``version`` changed of the one before it. The first version changed nothing: it has no such page."""
    versions, chosen = versions_of(slug, version)
    before = next((one for one in versions if one.version < version), None)
    if before is None:
        raise Http404
    found = list(_changed(list(queries.paragraphs_of(before)), list(queries.paragraphs_of(chosen))))
    context = {
        "report": chosen,
        "before": before,
        "state_name": name_in(chosen.state_names, chosen.state_code),
        "changed": found[:MOST],
        "more": max(0, len(found) - MOST),
    }
    return show(request, "portal/changes.html", context)


def _changed(before: Sequence[ShelvedParagraph], after: Sequence[ShelvedParagraph]) -> Iterator[Changed]:
    """Paragraphs are the same by their key, or by their number where one of the versions says none."""
    keyed = all(one.key for one in (*before, *after))
    held = {one.key if keyed else str(one.number): one for one in before}
    for one in after:
        earlier = held.pop(one.key if keyed else str(one.number), None)
        yield from _of_paragraph(earlier, one)
    for gone in held.values():
        yield Changed(0, gone.label, "", (Piece(Change.OUT, gone.text),))


def _of_paragraph(before: ShelvedParagraph | None, after: ShelvedParagraph) -> Iterator[Changed]:
    if before is None:
        yield Changed(after.number, after.label, "", (Piece(Change.IN, after.text),))
        return
    said = dict(_texts(before))
    for which, text in _texts(after):
        earlier = said.pop(which, "")
        if earlier != text:
            yield Changed(after.number, after.label, which, pieces(earlier, text))
    for which, text in said.items():
        yield Changed(after.number, after.label, which, (Piece(Change.OUT, text),))


def _texts(paragraph: ShelvedParagraph) -> Iterator[tuple[str, str]]:
    """The text of the paragraph under an empty name, and the texts of its items and responses under its number."""
    yield "", paragraph.text
    for item in paragraph.items:
        yield item["number"], "\n\n".join((item["text"], *(one["text"] for one in item["responses"])))


def pieces(before: str, after: str) -> Sequence[Piece]:
    """What went out of ``before`` and came into ``after``."""
    if len(before) + len(after) > LONGEST:
        return (Piece(Change.OUT, before), Piece(Change.IN, after))
    return differences(before, after)
