"""A communication as the office writes it down for somebody: what was written or told, and who wrote, apart from it.

Both are JSON in UTF-8, as docs/intake-protocol.md has it. They are sealed before anything is kept of them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from unannounced.duties.receiving import Risk, Told, Way

LETTER: Final = "unannounced-communication/1"
WHO: Final = "unannounced-who/1"


def letter_of(
    text: str,
    *,
    language: str = "",
    place: str = "",
    told: Sequence[Told] = (),
    for_whom: str = "",
    in_custody: bool | None = None,
    ways: Sequence[Way] = (),
    fears: Risk = Risk.UNKNOWN,
) -> bytes:
    """What was written or told; its files are sealed as pieces of their own.

    >>> letter_of("They took my mattress.")[:63]
    b'{"format": "unannounced-communication/1", "recipient": "", "lan'
    """
    said = {
        "format": LETTER,
        "recipient": "",
        "language": language,
        "text": text,
        "place": place,
        "told": [one.value for one in told],
        "for": for_whom,
        "in_custody": in_custody,
        "ways": [one.value for one in ways],
        "fears": fears.value,
        "scripts": False,
        "files": [],
    }
    return _coded(said)


def who_of(name: str = "", reach: str = "") -> bytes:
    """Who wrote, and how to reach them: to be sealed apart, also where no name was given.

    >>> who_of("Mira Oskan")
    b'{"format": "unannounced-who/1", "name": "Mira Oskan", "reach": ""}'
    """
    return _coded({"format": WHO, "name": name, "reach": reach})


def _coded(said: Mapping[str, object]) -> bytes:
    """As JSON; half a character, as broken mails have them, becomes a question mark."""
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
