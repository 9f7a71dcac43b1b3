"""The items of one published report as a table."""

from collections.abc import Iterable, Iterator

from unannounced.crafts.tabling import Row, as_csv
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
    "made_by",
    "position",
)
BETWEEN = "; "
"""What stands between several makers in one cell."""


def table_of_items(report: ShelvedReport, paragraphs: Iterable[ShelvedParagraph]) -> bytes:
    """The items as CSV, a line for each response, or one line for an item without any."""
    return b"".join(as_csv(COLUMNS, _rows(report, paragraphs)))


def _rows(report: ShelvedReport, paragraphs: Iterable[ShelvedParagraph]) -> Iterator[Row]:
    for paragraph in paragraphs:
        for item in paragraph.items:
            head = (report.symbol, report.version, report.state_code, paragraph.number)
            said = (item["number"], item["kind"], item["addressee"], item["text"])
            answers = [(one["received_on"], one["claim"], one["text"]) for one in item["responses"]]
            read = (BETWEEN.join(item.get("made_by", ())), item.get("position", ""))
            for answer in answers or [("", "", "")]:
                yield (*head, *said, *answer, *read)
