"""Lists taken along as tables: CSV, XLSX, JSON and JSON Lines of the same rows, as they are read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from unannounced.crafts.tabling import MOST_ROWS, Row, TooManyRows, as_csv, as_json, as_json_lines, as_xlsx

CSV, XLSX, JSON, JSON_LINES = "csv", "xlsx", "json", "jsonl"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of tables: the ending of its files, its name, and its media type."""

    ending: str
    word: str
    media: str


@dataclass(frozen=True, slots=True)
class Table:
    """A format in which a list can be taken along, and where."""

    word: str
    url: str


FORMATS = (
    Format(CSV, "CSV", "text/csv; charset=utf-8"),
    Format(XLSX, "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format(JSON, "JSON", "application/json"),
    Format(JSON_LINES, "JSON Lines", "application/jsonl; charset=utf-8"),
)
MEDIA = {one.ending: one.media for one in FORMATS}


def written(ending: str, name: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """The table in the format of this ending, in chunks; a workbook is one chunk. ``TooManyRows`` for a sheet."""
    if ending == XLSX:
        return iter([as_xlsx(name, columns, rows)])
    return {CSV: as_csv, JSON: as_json, JSON_LINES: as_json_lines}[ending](columns, rows)


def table(ending: str, name: str, columns: Sequence[str], rows: Iterable[Row], *, on: date) -> HttpResponseBase:
    """The table as a file to be kept, streamed but for a workbook; no cell can be taken for a formula."""
    try:
        chunks = written(ending, name, columns, rows)
    except TooManyRows:
        sentence = _("A sheet holds {most} rows and the list has more. Narrow it down, or take CSV or JSON.")
        return HttpResponse(
            sentence.format(most=MOST_ROWS), content_type="text/plain; charset=utf-8", status=HTTPStatus.CONFLICT
        )
    answer: HttpResponseBase = HttpResponse(b"".join(chunks)) if ending == XLSX else StreamingHttpResponse(chunks)
    answer["Content-Type"] = MEDIA[ending]
    answer["Content-Disposition"] = f'attachment; filename="{name}-{on.isoformat()}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
