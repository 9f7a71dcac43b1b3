"""A long text in windows of whole lines, so that no step of cleaning it holds all of it twice.

Windows are cut only between two lines that no pattern of the cleaning joins, so what is found in them one by one is
what is found in the whole. Where a text has no such place, a window is as long as need be.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

WINDOW = 1024 * 1024
"""Characters after which a window ends, at the next place where it may."""
_GOES_ON = "-\ufffe"


def blocks(text: str) -> Iterator[str]:
    """``text`` in pieces; each but the last ends with a line feed."""
    start = 0
    while len(text) - start > WINDOW and (end := text.find("\n", start + WINDOW)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    yield text[start:] if start else text


class Lines:
    """Takes lines one by one, none of them empty, and gives windows of them; each line ends with a line feed."""

    def __init__(self) -> None:
        self.length = 0
        self._windows: list[str] = []
        self._open: list[str] = []
        self._opened_at = 0

    def add(self, line: str) -> None:
        """Take one more line."""
        if self.length - self._opened_at >= WINDOW and may_part(self._open[-2:], line):
            self._close()
        self._open.append(line)
        self.length += len(line) + 1

    def windows(self) -> list[str]:
        """All lines, the last without its line feed."""
        self._close()
        self._windows[-1] = self._windows[-1].removesuffix("\n")
        return self._windows

    def _close(self) -> None:
        self._windows.append("\n".join([*self._open, ""]))
        self._open, self._opened_at = [], self.length


def may_part(lines: list[str], following: str) -> bool:
    """Whether no word, symbol or note can reach from two lines into the next, nor be taken out from between them.

    >>> may_part(["Harrow.", "The cells are cold."], "They have no window.")
    True
    >>> may_part(["Harrow.", "The win-"], "dows are shut."), may_part(["Harrow.", "See A/HRC/91/7"], "Page 3")
    (False, False)
    >>> may_part(["The win-", "12 See paragraph 4."], "dows are shut.")
    False
    """
    return (
        len(lines) > 1
        and all(line[-1] not in _GOES_ON for line in lines)
        and all(first.isalpha() and first not in "Pp" for first in (lines[-1][0], following[0]))
    )


def replaced(
    pattern: re.Pattern[str], put: Callable[[re.Match[str]], str], windows: list[str], starts: list[int]
) -> None:
    """Put what ``put`` says in place of each match; ``starts`` move along, out of the match they stand in."""
    if not starts:
        for place, window in enumerate(windows):
            windows[place] = pattern.sub(put, window)
        return
    before = after = page = 0
    for place, window in enumerate(windows):
        parts: list[str] = []
        done = 0
        for found in pattern.finditer(window):
            new = put(found)
            while page < len(starts) and starts[page] <= before + found.start():
                starts[page] += after - before - done
                page += 1
            parts += (window[done : found.start()], new)
            after += found.start() - done + len(new)
            done = found.end()
            while page < len(starts) and starts[page] < before + done:
                starts[page] = after
                page += 1
        windows[place] = "".join((*parts, window[done:]))
        after += len(window) - done
        before += len(window)
    for later in range(page, len(starts)):
        starts[later] += after - before


def in_turn(windows: list[str]) -> Iterator[str]:
    """Each window, which the list then holds no more."""
    windows.reverse()
    while windows:
        yield windows.pop()


def joined(windows: Iterator[str]) -> str:
    """The windows as one text; each is written shorter until all are, for two of them may not fit side by side."""
    first, second = next(windows, ""), next(windows, None)
    if second is None:
        return first
    written = bytearray()
    for window in chain((first, second), windows):
        written += window.encode("utf-8", "surrogatepass")
    return written.decode("utf-8", "surrogatepass")
