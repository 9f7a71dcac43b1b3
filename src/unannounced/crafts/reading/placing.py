"""On which page of the file something stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from unannounced.crafts.reading.cleaning import Clean
from unannounced.crafts.reading.paragraphs import Stretch
from unannounced.crafts.reading.values import ReadItem

_WORDS = 6


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a clean text, the first of them after ``before`` others of the file."""

    cleaned: Clean
    before: int = 0

    def at(self, place: int) -> int:
        """The page on which ``place`` stands, counted from 1; 0 if the file has no pages."""
        page = self.cleaned.page_at(place)
        return page + self.before if page else 0

    def placed(self, body: str, found: Sequence[Stretch], items: Sequence[ReadItem]) -> tuple[ReadItem, ...]:
        """The items, which are pieces of their paragraphs, each with the page on which it begins."""
        if not self.cleaned.page_starts:
            return tuple(items)
        stretches = {one.number: one for one in found}
        return tuple(replace(one, page=self._of_piece(body, stretches[one.paragraph], one.text)) for one in items)

    def _of_piece(self, body: str, stretch: Stretch, words: str) -> int:
        first, last = self.at(stretch.start), self.at(max(stretch.start, stretch.stop - 1))
        if first == last:
            return first
        pattern = r"\s+".join(re.escape(word) for word in words.split()[:_WORDS])
        piece = re.compile(pattern).search(body, stretch.start, stretch.stop)
        return self.at(piece.start()) if piece else first
