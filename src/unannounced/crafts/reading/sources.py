"""The text in a file, whatever its format: which reader takes it, and what each of them gives."""

from dataclasses import replace

from unannounced.crafts.reading import docx, html, markdown, pdf, recognising
from unannounced.crafts.reading.decoding import decoded
from unannounced.crafts.reading.others import of_another_kind
from unannounced.crafts.reading.put_away import PutAway
from unannounced.crafts.reading.sourced import Source
from unannounced.crafts.reading.values import LARGEST, Unreadable
from unannounced.duties.words import Sentence, say

ENDINGS = (".txt", ".text", ".pdf", ".docx", ".html", ".htm", ".xhtml", *markdown.ENDINGS)
"""The endings of files that are looked for in a folder."""
_PAGES = (".html", ".htm", ".xhtml")
_LONG = 4_000_000
"""Characters from which on a text is put away packed until it is looked at."""
_WORD = (".docx", ".docm", ".dotx", ".doc")


def source_of(name: str, content: bytes) -> Source | Unreadable:
    """The text in ``content``, a file called ``name``; what it is, its first bytes say before its name does."""
    if len(content) > LARGEST:
        return Unreadable(
            Sentence(say("The file is larger than {most} megabytes."), {"most": LARGEST // 1024 // 1024}),
            Sentence(say("Split the file and give its parts.")),
        )
    if not content.strip():
        return _empty()
    found = _by_content(name, content)
    return _filled(_by_name(name, content) if found is None else found)


def _by_content(name: str, content: bytes) -> Source | Unreadable | None:
    """The text of a file whose first bytes say what it is; None if they do not."""
    if pdf.is_pdf("", content):
        return pdf.source(content)
    if docx.is_docx(content):
        return docx.docx_of(content)
    if recognising.is_picture(content):
        return recognising.source(content)
    if html.is_html(content):
        return html.html_of(content)
    return of_another_kind(name, content)


def _by_name(name: str, content: bytes) -> Source | Unreadable:
    """The text of a file that is what its name says, or else plain text."""
    called = name.casefold()
    if pdf.is_pdf(name, content):
        return pdf.source(content)
    if called.endswith(_WORD):
        return docx.damaged()
    text = decoded(content)
    if text is None:
        return Unreadable(
            Sentence(say("The file holds no text in any encoding known here.")),
            Sentence(say("Save the report as plain text in UTF-8 or as a PDF file, and give that.")),
        )
    if called.endswith(_PAGES):
        return html.html_of(content)
    return markdown.markdown_of(text) if markdown.is_markdown(name, text) else Source((text,))


def _filled(source: Source | Unreadable) -> Source | Unreadable:
    if isinstance(source, Unreadable):
        return source
    if not any(page and not page.isspace() for page in source.pages):
        return _empty()
    if isinstance(source.pages, PutAway) or sum(map(len, source.pages)) < _LONG:
        return source
    return replace(source, pages=PutAway(source.pages))


def _empty() -> Unreadable:
    return Unreadable(
        Sentence(say("The file is empty.")),
        Sentence(say("Fetch it again from where it came.")),
    )
