"""The reference that an item bears in a file given out: its id, and a mark of report and item against slips."""

import hashlib
import re

REFERENCE = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\s*/\s*([0-9a-f]{8})")


def token_of(report: str, item: str) -> str:
    """The mark: eight letters that fit this item of this report alone."""
    return hashlib.sha256(f"{report}\n{item}".encode()).hexdigest()[:8]


def reference(report: str, item: str) -> str:
    """What a file bears, such as ``…-000000000001/1a2b3c4d``."""
    return f"{item}/{token_of(report, item)}"


def plain(text: str) -> str:
    """Words without the blanks and breaks that programs add, to be compared."""
    return " ".join(text.replace("\u00ad", "").split())
