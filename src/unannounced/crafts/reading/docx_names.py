"""The names of the marks in a Word file, short and the same for both editions of the standard."""

from collections.abc import Mapping
from functools import lru_cache

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
}
_NO = frozenset({"0", "false", "off", "none"})


@lru_cache(maxsize=2048)
def short(tag: str) -> str:
    """The name of a mark: "p" for a paragraph of Word, "m:t" in formulas; "" where it says nothing of the text."""
    space, _, name = tag.rpartition("}")
    prefix = _SPACES.get(space[1:])
    return "" if prefix is None else prefix + name


def value(attributes: Mapping[str, str], name: str = "val") -> str:
    """What a mark says under ``name`` in Word's own space; "" if it says nothing."""
    for space, prefix in _SPACES.items():
        if prefix == "":
            found = attributes.get(f"{{{space}}}{name}")
            if found is not None:
                return found
    return ""


def number(attributes: Mapping[str, str], name: str = "val") -> int | None:
    """What a mark says under ``name`` as a whole number; None where it is none, or larger than any."""
    found = value(attributes, name).strip()
    return int(found) if found.lstrip("-").isascii() and found.lstrip("-").isdigit() and len(found) <= 9 else None


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether a mark such as "hidden" is on: it is, unless it says no."""
    return value(attributes).casefold() not in _NO
