"""The text of a file that came back: of an OpenDocument text here, of everything else by the craft of reading."""

import io
import zipfile
import zlib

from lxml import etree

from unannounced.crafts.reading import Unreadable, text_of
from unannounced.duties.words import Sentence, say

MOST_XML = 32 * 1024 * 1024
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError)


def text_in(name: str, content: bytes) -> str | Unreadable:
    """The whole text of a file, paragraphs parted by empty lines."""
    return _open_document(content) if is_open_document(content) else text_of(name, content)


def is_open_document(content: bytes) -> bool:
    """Whether the bytes are an OpenDocument text, whole or not."""
    return content.startswith(b"PK") and b"application/vnd.oasis.opendocument.text" in content[:200]


def _open_document(content: bytes) -> str | Unreadable:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if packed.getinfo("content.xml").file_size > MOST_XML:
                return _damaged()
            part = packed.read("content.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(part, parser)
    except (*_BROKEN, etree.XMLSyntaxError):
        return _damaged()
    found = ("".join(str(text) for text in one.itertext()) for one in root.iter(f"{_TEXT}p", f"{_TEXT}h"))
    return "\n\n".join(found)


def _damaged() -> Unreadable:
    return Unreadable(
        Sentence(say("The file is no OpenDocument text, or a damaged one.")),
        Sentence(say("Open it once in its program, save it again, and lay that.")),
    )
