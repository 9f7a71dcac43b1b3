"""Files of kinds that are not read here: known by their first bytes, and told what to be saved as."""

import re

from unannounced.crafts.reading.docx import damaged, locked
from unannounced.crafts.reading.values import Unreadable
from unannounced.duties.words import Sentence, say

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_OPEN_PARTS = (b"xl/workbook", b"ppt/presentation", b"application/vnd.oasis.opendocument", b"application/epub+zip")
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<\?xml\b")
_MAIL = re.compile(rb"(?:[\w-]{1,40}:[^\n]{0,500}\n\s{0,8}){0,20}MIME-Version:", re.IGNORECASE)


def of_another_kind(name: str, content: bytes) -> Unreadable | None:
    """What to do with a file whose first bytes say that it is of a kind not read here; None if they do not."""
    head = content[:4096].replace(b"\x00", b"")
    if content.startswith(_OLD_OFFICE):
        return locked() if _ENCRYPTED in content else _old()
    if content.startswith(_ZIP):
        return _zipped(name, content)
    if head.startswith(b"{\\rtf"):
        return Unreadable(
            Sentence(say("The file is in Rich Text Format (RTF), which is not read here.")),
            _save_as_word(),
        )
    if _XML.match(head):
        return Unreadable(Sentence(say("The file is XML of a kind that is not read here.")), _save_as_word())
    if _MAIL.match(head):
        return Unreadable(
            Sentence(say("The file is a message, or a web page saved with its pictures, which is not read here.")),
            Sentence(say("Save the page or the message as HTML or PDF, and give that.")),
        )
    return None


def _zipped(name: str, content: bytes) -> Unreadable:
    if _OPEN_TEXT in content[:200]:
        return Unreadable(
            Sentence(say("The file is an OpenDocument text (ODT), which is not read here.")), _save_as_word()
        )
    if any(part in content for part in _OPEN_PARTS):
        return Unreadable(
            Sentence(say("The file is of an office program, and no text document.")),
            _save_as_word(),
        )
    if name.casefold().endswith((".docx", ".docm", ".dotx")):
        return damaged()
    return Unreadable(
        Sentence(say("The file is a ZIP archive, and no report.")),
        Sentence(say("Unpack it and give the files in it.")),
    )


def _save_as_word() -> Sentence:
    return Sentence(say("Open it in the program it is from, save it as DOCX or PDF, and give that."))


def _old() -> Unreadable:
    return Unreadable(
        Sentence(say("The file is of an office program from before 2007 (such as DOC), which is not read here.")),
        Sentence(say("Open it in Word or LibreOffice, save it as DOCX, and give that.")),
    )
