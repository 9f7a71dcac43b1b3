"""A report of 120 pages with 300 items as PDF, as a page and as data; half and twice as long; beside bare typst.

Seconds are those of the processor: nothing here waits, and other work on the machine is not counted.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import typst
from tests.crafts.set_out import long_report

from bench.figures import Claim, Figure, Row
from bench.standards import repeated
from unannounced.crafts.rendering.data import as_items_csv, as_json
from unannounced.crafts.rendering.pages import as_html
from unannounced.crafts.typesetting.look import fonts_of, shipped_look
from unannounced.crafts.typesetting.reports import typeset
from unannounced.duties.laying_out import SetOut

PARAGRAPHS, ITEMS = 400, 300
LIMIT = Claim(3)


def rows() -> Iterator[Row]:
    """Each figure on one core, in this process, after one drawing that warms what is kept between reports."""
    look, told = shipped_look(), long_report(PARAGRAPHS, ITEMS)
    pages = len(pypdfium2.PdfDocument(BytesIO(typeset(told, look))))
    bare = Figure(tuple(repeated(lambda: _bare(told))), "s")
    took = Figure(tuple(repeated(lambda: typeset(told, look))), "s")
    yield Row(
        f"PDF of {pages} pages, {ITEMS} items", took, "the same words by bare typst, no tags, no links", bare, LIMIT
    )
    for times in (0.5, 2):
        other = long_report(int(PARAGRAPHS * times), int(ITEMS * times))
        drawn = Figure(tuple(repeated(lambda other=other: typeset(other, look))), "s")
        peer = Figure(tuple(times * one for one in took.values), "s")
        yield Row(f"PDF {times:g} times as long", drawn, f"{times:g}× the time", peer)
    for name, written in (
        ("a page of HTML", lambda: as_html(told, look)),
        ("JSON", lambda: as_json(told)),
        ("CSV of the items", lambda: as_items_csv(told)),
    ):
        figure = Figure(tuple(1000 * one for one in repeated(written)), "ms")
        joining = Figure(tuple(1000 * one for one in repeated(lambda: _words(told).encode())), "ms")
        yield Row(f"the same report as {name}", figure, "joining the same words", joining)


def _bare(told: SetOut) -> bytes:
    """The words alone, on the same paper with the same fonts: what the machine needs to break and draw them."""
    return bytes(
        typst.compile(
            b'#set text(font: "Source Serif 4", size: 10.5pt)\n#set page(margin: (left: 34mm, right: 48mm))\n'
            b'#for one in sys.inputs.words.split("\\n") { par(one) }',
            format="pdf",
            font_paths=fonts_of(shipped_look()),
            sys_inputs={"words": _words(told)},
            pdf_tags=False,
            timestamp=datetime(2027, 1, 1, tzinfo=UTC),
        )
    )


def _words(told: SetOut) -> str:
    """Every word of the report, the items a second time as the appendix has them."""
    items = (item.text for paragraph in told.paragraphs for item in paragraph.items)
    return "\n".join([*(paragraph.text for paragraph in told.paragraphs), *items])
