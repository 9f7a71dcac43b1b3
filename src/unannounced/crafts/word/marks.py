"""The marks by which a report is known again in a Word file: ids of paragraphs and items, styles, and properties.

A paragraph bears a bookmark with its id, its wording and its number; an item lies in a bookmark and in a content
control. Word keeps both. LibreOffice 7.4 keeps bookmarks and styles, forgets the tags of controls and writes out the
code of fields that lie inside controls: so a paragraph has no control, and there is no field inside an item's.
"""

import re
from typing import NamedTuple

from unannounced.duties.reporting import ItemKind

REPORT_PARAGRAPH = "Report paragraph"
CONTINUED = "Report paragraph continued"
SET_AFTER = "Report item"
FRONT = ("Report front", "Title", "Subtitle")
APPENDIX = ("Appendix title", "Appendix heading", "Appendix kind", "Appendix item", "Appendix note", "Standard cited")
"""Styles of what the program draws from the paragraphs: nothing of it is read again."""

KIND_STYLES: dict[ItemKind, str] = {
    ItemKind.RECOMMENDATION: "Recommendation",
    ItemKind.COMMENT: "Comment",
    ItemKind.REQUEST: "Request for information",
    ItemKind.IMMEDIATE_OBSERVATION: "Immediate observation",
    ItemKind.COMMITMENT: "Voluntary commitment",
}
"""The character styles that mark items; a writer who applies one marks an item."""

REPORT_PROPERTY = "Unannounced report"
LANGUAGE_PROPERTY = "Unannounced language"
LEFT_PROPERTY = "Unannounced left"
"""With a number after it: the first signs of the ids of the paragraphs that left in the file."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BOOKMARK = re.compile(r"p_(?P<id>[0-9A-Za-z]{1,32})_(?P<wording>[0-9a-z]{1,4})_(?P<number>[0-9a-z]{1,4})")
_ITEM_BOOKMARK = re.compile(r"i_(?P<id>[0-9A-Za-z]{1,32})_(?P<kind>[a-z])")
_LETTERS: dict[str, ItemKind] = {
    "r": ItemKind.RECOMMENDATION,
    "c": ItemKind.COMMENT,
    "q": ItemKind.REQUEST,
    "o": ItemKind.IMMEDIATE_OBSERVATION,
    "v": ItemKind.COMMITMENT,
}
_LETTER_OF = {kind: letter for letter, kind in _LETTERS.items()}
_ITEM = re.compile(r"item:(?P<id>[0-9A-Za-z]{1,32}):(?P<kind>[a-z_]{1,24})")
_REFERS = re.compile(r"\s*(?:REF|PAGEREF)\s+(?P<to>[\w]{1,40})", re.IGNORECASE)


class Carried(NamedTuple):
    """What a paragraph carries: its id, and wording and number when it left (0: not known)."""

    id: str
    wording: int = 0
    number: int = 0


def style_id(name: str) -> str:
    """The id of a style by its name.

    >>> style_id("Report paragraph continued")
    'ReportParagraphContinued'
    """
    return "".join(part[:1].upper() + part[1:] for part in name.split())


def key(identity: str) -> str:
    """An id as it stands in a Word file, which allows no dashes in names of bookmarks.

    >>> key("9f0c6a2e-1b3d-4e5f-8a7b-0c1d2e3f4a5b")
    '9f0c6a2e1b3d4e5f8a7b0c1d2e3f4a5b'
    """
    return identity.replace("-", "")


def in_few(number: int) -> str:
    """A number in few signs, as there is room for forty in the name of a bookmark.

    >>> in_few(7), in_few(1295)
    ('7', 'zz')
    """
    shown = ""
    while True:
        number, digit = divmod(number, len(_DIGITS))
        shown = _DIGITS[digit] + shown
        if not number:
            return shown


def bookmark(identity: str, wording: int, number: int) -> str:
    """The name of a paragraph's bookmark: its id, its wording and its number; at most 40 signs, as Word has it."""
    return f"p_{key(identity)}_{in_few(wording)}_{in_few(number)}"


def item_bookmark(identity: str, kind: ItemKind) -> str:
    """The name of an item's bookmark."""
    return f"i_{key(identity)}_{_LETTER_OF[kind]}"


def item_tag(identity: str, kind: ItemKind) -> str:
    """The tag of an item's control."""
    return f"item:{key(identity)}:{kind.value}"


def listed_tag(identity: str) -> str:
    """The tag of an item's control in the appendix."""
    return f"listed:{key(identity)}"


def paragraph_of_bookmark(name: str) -> Carried | None:
    """What the name of a bookmark says of a paragraph; None if it is no paragraph's.

    >>> paragraph_of_bookmark(bookmark("9f0c-6a", 2, 120)), paragraph_of_bookmark("_Toc1")
    (Carried(id='9f0c6a', wording=2, number=120), None)
    """
    found = _BOOKMARK.fullmatch(name)
    return Carried(found["id"], int(found["wording"], 36), int(found["number"], 36)) if found else None


def item_of_bookmark(name: str) -> tuple[str, ItemKind | None] | None:
    """The id and kind that the name of a bookmark says; None if it is no item's.

    >>> item_of_bookmark(item_bookmark("9f0c-6a", ItemKind.COMMENT))
    ('9f0c6a', <ItemKind.COMMENT: 'comment'>)
    """
    found = _ITEM_BOOKMARK.fullmatch(name)
    return (found["id"], _LETTERS.get(found["kind"])) if found else None


def item_of_tag(tag: str) -> tuple[str, ItemKind | None] | None:
    """The id and kind that the tag of a control names; the kind is None where it names none, all is None if no item's.

    >>> item_of_tag("item:7:comment"), item_of_tag("item:7:other"), item_of_tag("name")
    (('7', <ItemKind.COMMENT: 'comment'>), ('7', None), None)
    """
    found = _ITEM.fullmatch(tag)
    if found is None:
        return None
    return found["id"], next((kind for kind in ItemKind if kind.value == found["kind"]), None)


def referred_to(code: str) -> str:
    """The bookmark that the code of a field refers to; "" if none.

    >>> referred_to(r" REF p_9f0c6a_2_1 \\\\n \\\\h ")
    'p_9f0c6a_2_1'
    """
    found = _REFERS.match(code)
    return found["to"] if found else ""
