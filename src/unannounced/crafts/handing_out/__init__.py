"""Items given out to ministries as a workbook or a Word file, and answers read back and matched to their items."""

from collections.abc import Sequence

from unannounced.crafts.handing_out.papers import Said, as_paper, from_text
from unannounced.crafts.handing_out.references import reference, token_of
from unannounced.crafts.handing_out.texts import text_in
from unannounced.crafts.handing_out.values import Back, Claims, Fault, Out, cannot_read
from unannounced.crafts.handing_out.workbooks import as_workbook, from_workbook, is_workbook
from unannounced.crafts.reading import Unreadable

__all__ = [
    "Back",
    "Claims",
    "Fault",
    "Out",
    "Said",
    "as_paper",
    "as_workbook",
    "read_back",
    "reference",
    "text_in",
    "token_of",
]


def read_back(name: str, content: bytes, claims: Claims) -> tuple[Sequence[Back], Sequence[Fault]]:
    """The answers in a file that came back, and what in it cannot be taken, each named with its place.

    Never raises for what is in the file.
    """
    if is_workbook(content):
        return from_workbook(content, claims)
    text = text_in(name, content)
    if isinstance(text, Unreadable):
        return (), (Fault(name, text.reason, text.way_out),)
    found, faults = from_text(text, claims)
    if not found and not faults:
        return (), (cannot_read(name),)
    return found, faults
