"""Words in Latin letters on a page of another alphabet: marked as what they are, and kept in their own direction.

Names of conventions, of bodies and of invented States, symbols and articles, and the English of a source stand as they
are where a language has no word for them. A voice that reads the page has to change for them, and in Arabic their
letters, numbers and brackets have to stay in order: each such run is isolated (``bdi``), and marked as English where it
has words.
"""

import re
from functools import cache, partial

from django.http import HttpResponse
from django.utils.translation import get_language

OTHER_ALPHABETS = frozenset({"uk", "ru", "ar"})
"""The languages of the portal that are not written in Latin letters."""

_APART = "script|style|svg|code|pre|kbd|samp|textarea|select|datalist|title|bdi"
_TAG = r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>"""
_SPOKEN_FOR = r"""<(?!html\b)(?P<marked>\w+)\b(?=[^>]*\slang=)(?:[^<>"']|"[^"]*"|'[^']*')*>.*?</(?P=marked)\s*>"""
_PIECES = re.compile(
    rf"<(?P<apart>{_APART})\b.*?</(?P=apart)\s*>|<!--.*?-->|{_SPOKEN_FOR}|{_TAG}|(?P<words>[^<]+)", re.DOTALL
)
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_ENTITY = r"&(?:#\w+|[a-z]+);"
_BETWEEN = r"(?:[\s\d.,:;/()’'\u2013\u2014\u2019\u2060-]|&(?:amp|quot|#x27|#39);)*"
_RUN = re.compile(rf"{_ENTITY}|[{_LATIN}]+(?:{_BETWEEN}[{_LATIN}]+)*(?:[ /.-]{{0,2}}\(?\d[\d./-]*\)?)*\)?")
_LETTER = re.compile(f"[{_LATIN}]")
_OF_ANOTHER = re.compile("[\u0400-\u052f\u0600-\u06ff]")
_WORD = re.compile("[a-z]{4}")


def marked(page: str, language: str) -> str:
    """``page`` with every run of Latin letters isolated, and marked as English where it has a word.

    >>> marked("<p>Під час візиту до Aldmoor, DEMO/Inf (2023) 1</p>", "uk")
    '<p>Під час візиту до <bdi lang="en">Aldmoor, DEMO/Inf (2023) 1</bdi></p>'
    >>> marked("<p>Опис (OpenAPI 3.1), за статтею (ECPT Art. 11(2))</p>", "uk")
    '<p>Опис (<bdi>OpenAPI 3.1</bdi>), за статтею (<bdi>ECPT Art. 11(2)</bdi>)</p>'
    >>> marked("<p>Aldmoor</p>", "fr")
    '<p>Aldmoor</p>'
    """
    own = language.partition("-")[0]
    return _PIECES.sub(partial(_piece, own), page) if own in OTHER_ALPHABETS else page


def set_apart(response: HttpResponse) -> None:
    """Mark the Latin letters of a page of words that was rendered in the reader's language."""
    if (language := get_language() or "en") in OTHER_ALPHABETS:
        response.content = marked(response.content.decode(), language).encode()


def _piece(own: str, found: re.Match[str]) -> str:
    words = found["words"]
    if found["marked"] and f'lang="{own}"' in found[0]:
        # Words of the page within a text of another language: what the portal says beside a paragraph.
        return _within(own).sub(lambda part: part["opens"] + marked(part["inner"], own) + part["closes"], found[0])
    if not words or not _LETTER.search(words):
        return found[0]
    if _OF_ANOTHER.search(words):
        return _RUN.sub(_run, words)
    bare = words.strip()
    return words.replace(bare, _isolated(bare), 1) if _LETTER.search(re.sub(_ENTITY, "", bare)) else words


@cache
def _within(own: str) -> re.Pattern[str]:
    opens = rf"""<(?P<name>\w+)\b(?=[^>]*\slang="{own}")(?:[^<>"']|"[^"]*"|'[^']*')*>"""
    return re.compile(rf"(?P<opens>{opens})(?P<inner>.*?)(?P<closes></(?P=name)\s*>)", re.DOTALL)


def _run(found: re.Match[str]) -> str:
    run = found[0]
    if run.startswith("&"):
        return run
    lone = run.endswith(")") and run.count(")") > run.count("(")
    return _isolated(run[:-1]) + ")" if lone else _isolated(run)


def _isolated(words: str) -> str:
    return f'<bdi lang="en">{words}</bdi>' if _WORD.search(words) else f"<bdi>{words}</bdi>"
