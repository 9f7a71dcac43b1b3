"""Where words stand in a text that breaks its lines elsewhere, hyphenates, and sets its spaces otherwise."""

import re

_LETTERS = re.compile(r"[^\W_]")
_HEAD, _LEAST, _TRIES = 40, 12, 8
"""Letters that are looked for at once; fewer than the second number say nothing; how often further on."""
_SLACK = 1.5


def passage(text: str, words: str, begin: int = 0) -> tuple[int, int] | None:
    """Where ``words`` begin and end in ``text`` from ``begin`` on; None where they do not stand there.

    Letters and numbers alone are compared. Where the words begin before the text, or go on behind it, as on the next
    page, it is the part that stands there.

    >>> passage("7.1 Open the pri-\\nsons (Aldmoor);", "Open the prisons")
    (4, 22)
    """
    letters = "".join(_LETTERS.findall(words))
    if len(letters) < _LEAST:
        return _found(text, letters, begin) if letters else None
    for start in range(0, min(len(letters) - _LEAST + 1, _HEAD * _TRIES), _HEAD):
        head = _found(text, letters[start : start + _HEAD], begin)
        if head is not None:
            return head[0], _end(text, letters[start:], head)
    tail = _found(text, letters[-_HEAD:], begin)
    return (begin, tail[1]) if tail is not None else None


def _end(text: str, letters: str, head: tuple[int, int]) -> int:
    """Where the words end that begin with ``head``: behind their last letters, or as far on as they are long."""
    reach = head[0] + int(len(letters) * _SLACK) + 2 * _HEAD
    tail = _found(text[:reach], letters[-_HEAD:], max(head[0], head[1] - _HEAD))
    if tail is not None:
        return max(tail[1], head[1])
    for seen, one in enumerate(_LETTERS.finditer(text, head[0]), 1):
        if seen == len(letters):
            return one.end()
    return len(text)


def _found(text: str, letters: str, begin: int) -> tuple[int, int] | None:
    pattern = re.compile(r"[\W_]*".join(map(re.escape, letters)), re.IGNORECASE)
    found = pattern.search(text, begin)
    return (found.start(), found.end()) if found else None
