"""Published reports as open data: the frozen bytes themselves, and the items as a table."""

import csv
import io
from collections.abc import Iterable, Iterator

from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedReport

COLUMNS = (
    "symbol",
    "version",
    "state",
    "paragraph",
    "item",
    "kind",
    "addressee",
    "text",
    "response_received_on",
    "response_claim",
    "response_text",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def frozen_bytes(report: ShelvedReport) -> bytes | None:
    """The bytes of the publication as they left the office; their SHA-256 is the report's digest."""
    parcel = Parcel.objects.filter(direction=Direction.IN, digest=report.parcel_digest).first()
    return bytes(parcel.content) if parcel else None


def table_of_items(report: ShelvedReport, paragraphs: Iterable[ShelvedParagraph]) -> str:
    """The items as CSV, a line for each response, or one line for an item without any."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    table.writerows([harmless(cell) for cell in row] for row in _rows(report, paragraphs))
    return written.getvalue()


def harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula, behind an apostrophe; anything else as it is.

    >>> harmless("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _rows(report: ShelvedReport, paragraphs: Iterable[ShelvedParagraph]) -> Iterator[tuple[object, ...]]:
    for paragraph in paragraphs:
        for item in paragraph.items:
            head = (report.symbol, report.version, report.state_code, paragraph.number)
            said = (item["number"], item["kind"], item["addressee"], item["text"])
            answers = [(one["received_on"], one["claim"], one["text"]) for one in item["responses"]]
            for answer in answers or [("", "", "")]:
                yield (*head, *said, *answer)
