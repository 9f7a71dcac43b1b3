"""Citations of what a mechanism published, each by the rules of its style: from a plain value to text.

The styles are English and have words of their own (*para*, *accessed*), which are not translated.
Sources: OSCOLA 4th ed., 1.2.1 (pinpoints), 3.4.8 (sources online) and OSCOLA 2006, *Citing international law*, IV.C
(documents of the United Nations: body, title, day, symbol, paragraph); the Publication Manual of the APA, 7th ed.,
8.13 (paragraphs in the text), 9.11 (groups as authors), 9.16 (no day of retrieval for what does not change) and
10.4, examples 50 to 56 (reports by organisations); Patashnik, *BibTeXing* (1988), and the manual of biblatex for
``url``, ``urldate`` and ``langid``; the RIS format as Reference Manager described it (2001, 2012).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_UN_SYMBOL = re.compile(r"(?:A|E|S|CAT|CCPR|CED|CEDAW|CERD|CMW|CRC|CRPD|HRI)/\S")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029]+")
_NOT_IN_A_KEY = re.compile(r"[^0-9A-Za-z]+")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{one: f"\\{one}" for one in "$&%#_"},
}
_IN_AN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "<": "%3C", ">": "%3E", '"': "%22"}
_LANGUAGES = {
    "ar": "arabic",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "tr": "turkish",
    "uk": "ukrainian",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: a report, or a paragraph, an item, a response or a statement, as its own page names it.

    ``kind`` is "report", "paragraph", "item", "response" or "statement"; ``maker`` the body or State that speaks;
    ``paragraph`` and ``item`` are as printed, "" for none; ``day`` the day it bears, or that it was published on;
    ``address`` the whole address that stays; ``accessed`` the day it was read, None where that is not said;
    ``language`` the code of the language of its words, "" where not known; ``version`` that of an older version, 0 for
    the one that stands.
    """

    kind: str
    maker: str
    title: str
    symbol: str
    paragraph: str = ""
    item: str = ""
    day: date | None = None
    address: str = ""
    accessed: date | None = None
    language: str = ""
    version: int = 0


def oscola(one: Cited) -> str:
    """As lawyers of the Commonwealth cite: body, title, day, symbol, paragraph, address, day of reading.

    >>> oscola(Cited("paragraph", "CPT", "Report to XXA", "CPT/Inf (2026) 4", "12", day=date(2026, 9, 5)))
    "CPT, 'Report to XXA' (5 September 2026) CPT/Inf (2026) 4, para 12"
    >>> oscola(Cited("report", "SPT", "Visit to XXB", "CAT/OP/XXB/1", address="https://x.int/1",
    ...              accessed=date(2027, 1, 2)))
    "SPT, 'Visit to XXB' UN Doc CAT/OP/XXB/1 <https://x.int/1> accessed 2 January 2027"
    """
    one = _clean(one)
    title = one.title.replace("'", "’")
    parts = [f"{one.maker}, '{title}'"]
    if one.day:
        parts.append(f"({_in_words(one.day)})")
    symbol = f"UN Doc {one.symbol}" if _UN_SYMBOL.match(one.symbol) else one.symbol
    parts.append(", ".join(filter(None, (symbol, _version(one), _pinpoint(one, "para")))))
    if one.address:
        parts.append(f"<{_address(one.address)}>")
        if one.accessed:
            parts.append(f"accessed {_in_words(one.accessed)}")
    return " ".join(filter(None, parts))


def apa(one: Cited) -> str:
    """The entry of a list of references by the APA; what paragraph is meant stands in the text, not here.

    >>> apa(Cited("report", "CPT", "Report to XXA", "CPT/Inf (2026) 4", day=date(2026, 9, 5), address="https://x.int/4"))
    'CPT. (2026, September 5). Report to XXA (CPT/Inf (2026) 4). https://x.int/4'
    """
    one = _clean(one)
    day = f"{one.day.year}, {MONTHS[one.day.month - 1]} {one.day.day}" if one.day else "n.d."
    maker = one.maker if one.maker.endswith(".") else f"{one.maker}."
    inside = ", ".join(filter(None, (one.symbol, _version(one))))
    title = f"{one.title} ({inside})." if inside else f"{one.title}."
    return " ".join(filter(None, (maker, f"({day}).", title, _address(one.address))))


def apa_in_text(one: Cited) -> str:
    """What stands in the text itself by the APA, with the paragraph.

    >>> apa_in_text(Cited("paragraph", "CPT", "Report", "CPT/Inf (2026) 4", "12", day=date(2026, 9, 5)))
    '(CPT, 2026, para. 12)'
    """
    one = _clean(one)
    year = str(one.day.year) if one.day else "n.d."
    return f"({', '.join(filter(None, (one.maker, year, _pinpoint(one, 'para.'))))})"


def bibtex(one: Cited, key: str = "") -> str:
    r"""An entry for BibTeX or biblatex: the names of bodies in braces of their own, so that they stay whole.

    >>> print(bibtex(Cited("report", "A & B", "50% {more}", "X/1", day=date(2026, 9, 5))), end="")
    @techreport{x-1,
      author = {{A \& B}},
      title = {{50\% \textbraceleft{}more\textbraceright{}}},
      institution = {{A \& B}},
      number = {X/1},
      year = {2026},
      month = sep,
      date = {2026-09-05},
    }
    """
    one = _clean(one)
    fields = [
        ("author", f"{{{{{_tex(one.maker)}}}}}"),
        ("title", f"{{{{{_tex(one.title)}}}}}"),
        ("institution", f"{{{{{_tex(one.maker)}}}}}"),
        ("number", f"{{{_tex(one.symbol)}}}" if one.symbol else ""),
        ("year", f"{{{one.day.year}}}" if one.day else ""),
        ("month", MONTHS[one.day.month - 1][:3].lower() if one.day else ""),
        ("date", f"{{{one.day.isoformat()}}}" if one.day else ""),
        ("version", f"{{{one.version}}}" if one.version else ""),
        ("note", f"{{{_tex(_pinpoint(one, 'para'))}}}" if _pinpoint(one, "para") else ""),
        ("url", f"{{{_address(one.address)}}}" if one.address else ""),
        ("urldate", f"{{{one.accessed.isoformat()}}}" if one.accessed else ""),
        ("langid", f"{{{_LANGUAGES[one.language]}}}" if one.language in _LANGUAGES else ""),
    ]
    lines = [f"  {name} = {value},\n" for name, value in fields if value]
    return f"@techreport{{{key or key_of(one)},\n{''.join(lines)}}}\n"


def bibtex_of(many: Iterable[Cited]) -> Iterator[str]:
    """An entry for each, with keys of which no two are the same."""
    given: dict[str, int] = {}
    for one in many:
        key = key_of(one)
        given[key] = given.get(key, 0) + 1
        yield bibtex(one, key if given[key] == 1 else f"{key}:{given[key]}") + "\n"


def ris(one: Cited) -> str:
    r"""A record as reference managers read it: a tag, a value and CR LF on each line.

    >>> ris(Cited("report", "CPT", "Report", "X/1", day=date(2026, 9, 5))).split("\r\n")[:4]
    ['TY  - RPRT', 'AU  - CPT', 'TI  - Report', 'PY  - 2026']
    """
    one = _clean(one)
    fields = (
        ("TY", "RPRT"),
        ("AU", one.maker),
        ("TI", one.title),
        ("PY", str(one.day.year) if one.day else ""),
        ("DA", f"{one.day:%Y/%m/%d}/" if one.day else ""),
        ("PB", one.maker),
        ("SN", one.symbol),
        ("ET", _version(one)),
        ("N1", _pinpoint(one, "para")),
        ("UR", _address(one.address)),
        ("Y2", f"{one.accessed:%Y/%m/%d}/" if one.accessed else ""),
        ("LA", one.language),
        ("ID", key_of(one)),
    )
    told = "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value)
    return f"{told}ER  - \r\n"


def ris_of(many: Iterable[Cited]) -> Iterator[str]:
    """A record for each, with an empty line after it."""
    return (f"{ris(one)}\r\n" for one in many)


def key_of(one: Cited) -> str:
    """The key of an entry: symbol, older version, paragraph and item, in plain letters; "cited" where none is left.

    >>> key_of(Cited("item", "CPT", "Report", "CPT/Inf (2026) 4", "12", "12.2"))
    'cpt-inf-2026-4-12.12-2'
    """
    told = (f"{one.symbol}{f' v{one.version}' if one.version else ''}", one.paragraph, one.item)
    symbol, paragraph, item = (_NOT_IN_A_KEY.sub("-", part).strip("-").lower() for part in told)
    return ".".join(filter(None, ("-".join(filter(None, (symbol or "cited", paragraph))), item)))


STYLES: tuple[tuple[str, str, Callable[[Cited], str]], ...] = (
    ("oscola", "OSCOLA", oscola),
    ("apa", "APA 7", apa),
    ("bibtex", "BibTeX", bibtex),
    ("ris", "RIS", ris),
)
"""The styles by their code in an address, their name, and what writes them."""


def _clean(one: Cited) -> Cited:
    """``one`` with every text on one line: nothing in a title can begin a line, a tag or an entry of its own."""
    return replace(
        one,
        maker=_line(one.maker),
        title=_line(one.title),
        symbol=_line(one.symbol),
        paragraph=_line(one.paragraph),
        item=_line(one.item),
        address=_line(one.address),
    )


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _version(one: Cited) -> str:
    """Which older version; nothing for the one that stands."""
    return f"version {one.version}" if one.version else ""


def _pinpoint(one: Cited, word: str) -> str:
    """The paragraph and the item in it; the item alone where there is no paragraph."""
    item = f"item {one.item}" if one.item else ""
    if not one.paragraph:
        return item
    return f"{word} {one.paragraph} ({item})" if item else f"{word} {one.paragraph}"


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)


def _address(address: str) -> str:
    return "".join(_IN_AN_ADDRESS.get(letter, letter) for letter in address)
