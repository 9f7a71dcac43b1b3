"""The text in a file, whatever its format: which reader takes it, and what each of them gives."""

from unannounced.crafts.reading.decoding import decoded
from unannounced.crafts.reading.pdf import is_pdf, pages_of
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.values import LARGEST, Unreadable
from unannounced.duties.words import Sentence, say

ENDINGS = (".txt", ".pdf")
"""The endings of files that are looked for in a folder."""


def source_of(name: str, content: bytes) -> Source | Unreadable:
    """The text in ``content``, a file called ``name``; what it is, its first bytes say before its name does."""
    if len(content) > LARGEST:
        return Unreadable(
            Sentence(say("The file is larger than {most} megabytes."), {"most": LARGEST // 1024 // 1024}),
            Sentence(say("Split the file and give its parts.")),
        )
    if not content.strip():
        return _empty()
    if is_pdf(name, content):
        pages = pages_of(content)
        return pages if isinstance(pages, Unreadable) else Source(tuple(pages), paged=True)
    return _plain(content)


def _plain(content: bytes) -> Source | Unreadable:
    text = decoded(content)
    if text is None:
        return Unreadable(
            Sentence(say("The file holds no text in any encoding known here.")),
            Sentence(say("Save the report as plain text in UTF-8 or as a PDF file, and give that.")),
        )
    return Source((text,)) if text.strip() else _empty()


def _empty() -> Unreadable:
    return Unreadable(
        Sentence(say("The file is empty.")),
        Sentence(say("Fetch it again from where it came.")),
    )
