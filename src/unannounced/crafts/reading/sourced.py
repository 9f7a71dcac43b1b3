"""What the reader of a format gives: the text of the file, and what the file itself says of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from unannounced.duties.words import Sentence


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page: its mark as printed, its words, the page (0 where there are none)."""

    mark: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file in reading order, a line to a line or to a paragraph, lines ended by a line feed.

    ``pages`` is one text for each page if ``paged``, else one in all. Numbers that the file counts by itself (lists of
    Word or HTML) stand in the text as they are shown. ``headings`` are the lines that the file itself marks as
    headings. ``footnotes`` stand in no page's text any more, nor do the running heads and feet in ``furniture``, each
    as often as it stood there. ``sure`` is how many of a hundred words were recognised with certainty, 100 unless they
    come from pictures. ``notes`` are for whoever takes the file in.
    """

    pages: Sequence[str]
    paged: bool = False
    headings: frozenset[str] = frozenset()
    footnotes: tuple[Footnote, ...] = ()
    sure: int = 100
    notes: tuple[Sentence, ...] = ()
    furniture: tuple[str, ...] = ()
