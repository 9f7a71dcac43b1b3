"""A report of 120 pages with 300 items as a Word file, written and read back, beside zipping and parsing its bytes."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from tests.crafts.word_reports import long

from bench.figures import Claim, Figure, Row, repeated
from unannounced.crafts.word.coming_back import read_back
from unannounced.crafts.word.writing import write
from unannounced.duties.came_back import CameBack
from unannounced.duties.coming_back import judge

PAGES, ITEMS = 120, 300


def rows() -> Iterator[Row]:
    """Written, read back, and judged beside the draft."""
    report = long(PAGES, ITEMS)
    content = write(report)
    with zipfile.ZipFile(BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    yield Row(
        f"Word file of {PAGES} pages, {ITEMS} items, written",
        _seconds(repeated(lambda: write(report))),
        "zipping the same bytes",
        _seconds(repeated(lambda: _zipped(parts))),
        Claim(2),
    )
    yield Row(
        "the same, read back",
        _seconds(repeated(lambda: read_back(content))),
        "parsing the same XML",
        _seconds(repeated(lambda: [etree.fromstring(told) for told in parts.values()])),
    )
    back = read_back(content)
    if isinstance(back, CameBack):
        yield Row("the same, judged beside the draft", _seconds(repeated(lambda: judge(back, report))))


def _seconds(values: list[float]) -> Figure:
    return Figure(tuple(values), "s")


def _zipped(parts: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, told in parts.items():
            file.writestr(name, told)
    return written.getvalue()
