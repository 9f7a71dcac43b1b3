"""The list of everything a report asks for, as visiting bodies append it, and its entries.

The list groups its entries under the headings of the report and says of each its kind and, at its end, the paragraph:
"(paragraph 45)". English, French and the other languages in which such lists are met.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from unannounced.crafts.reading.cleaning import one_line
from unannounced.crafts.reading.confidence import of_pledged
from unannounced.crafts.reading.contents import Contents
from unannounced.crafts.reading.numbering import Mark
from unannounced.crafts.reading.paragraphs import annexes_in, line_at
from unannounced.crafts.reading.values import ReadItem, ReadParagraph
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind

_OPENS = re.compile(
    r"\n ?(?:[IVX\d]{1,4}[.)] ?|[A-H][.)] )?(?:(?:THE|The) )?"
    r"(?:LIST|List|SUMMARY|Summary|COMPILATION|Compilation|OVERVIEW|Overview|TABLE|Table"
    r"|Index|INDEX|RECAPITULATION|LISTE|Liste|RÉCAPITULATI|RECAPITULATI|Récapitulati|SYNTHÈSE|Synthèse|LISTA|Lista|RESUMEN|Resumen"
    r"|ELENCO|Elenco|ZUSAMMENFASSUNG|Zusammenfassung|CONSOLIDATED|Consolidated)"
)
_ASKS = r"recommendations?|recommandations?|recomendaciones|recomendações|raccomandazioni|empfehlungen|aanbevelingen"
_NAMES_LIST = re.compile(
    rf"\b(?:list|summary|compilation|overview|table|index|recapitulation|liste|récapitulati\w+|recapitulati\w+|synthèse"
    rf"|lista|resumen|elenco|zusammenfassung)\b.{{0,60}}\b(?:{_ASKS})\b|^\W*(?:{_ASKS})\b.{{0,90}}$",
    re.IGNORECASE,
)
_KINDS = (
    (ItemKind.REQUEST, r"(?:requests?|demandes?|solicitudes|peticiones|pedidos|richiest[ae]|ersuchen)\b[^\n]{0,40}"),
    (ItemKind.IMMEDIATE_OBSERVATION, r"immediate observations?|observations? immédiates?|observaciones inmediatas"),
    (ItemKind.COMMENT, r"comments?|commentaires?|comentarios?|commenti|kommentare|bemerkungen"),
    (ItemKind.RECOMMENDATION, _ASKS),
)
_KIND_LINES = tuple(
    (kind, re.compile(rf"(?:(?:the )?(?:CPT|SPT)[’']s )?(?:{words}) ?[:.]?", re.IGNORECASE)) for kind, words in _KINDS
)
_KIND_INLINE = re.compile(
    rf"(?:^|[\s:.;])(?P<word>{_ASKS}|comments?|commentaires?|comentarios"
    r"|(?:requests? for|demandes? d[’'e]|solicitudes de) ?\w+) ?[-–—•:] ",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"[(\[](?:(?:cf|see|see also|voir|véase|ver|vid|siehe|vgl|zie)\.?,? )?"
    r"(?:paragraph(?:s|es|e)?|paras?\.?|pars?\.?|párrafos?|párrs?\.|parágrafos?|paragraf[oi]|§{1,2}|Ziff(?:er|ern|\.)"
    r"|Rn\.|Randnummern?|Absätze?|Abs\.|п(?:ункт\w*|п?\.))\s?"
    r"(\d[^()\[\]]{0,120})[)\]]",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,4}(?:\.\d{1,3}){0,2})(?:\s?(?:to|à|a|bis|[-–])\s?(\d{1,4})(?![.\d]))?")
_BULLET = re.compile(r"\s*(?:[•▪◦·–—*➢►○●■-](?:\s|(?=[\w“\"«(]))|(?:R(?:ec)?\.? ?)?\d{1,3}[.)] |\([a-z]{1,4}\) )")
_SIGN = re.compile(r"[•▪◦·–—*➢►○●■-](?:$| ?(?=[\w“\"«(]))")
_PLEDGES = re.compile(
    r"\bvoluntary (?:pledges?|commitments?|undertakings?)|\bpledges and commitments|\bengagements volontaires"
    r"|\b(?:compromisos|promesas) voluntari[oa]s",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b[Aa]nnexe?s?\b|\b[Aa]nexos?\b|\b[Aa]ppend")
_HEAD_OF_ANNEX = 160
_LIST_OF = 400
_LEAST_LIST = 20
_LONGEST_TITLE = 160
_MOST_LISTS = 50
_LONGEST = 6000
_LEAST_CITED = 2
_LEAST_BULLETS = 3
_LEAST_LETTERS = 8
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its kind, its words, the paragraphs it cites as printed, where it begins in the text."""

    kind: ItemKind
    text: str
    paragraphs: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Appended:
    """A list of everything asked: where it begins and ends in the text, and its entries in order."""

    start: int
    stop: int
    entries: tuple[Entry, ...]


def appended_in(text: str, contents: Contents, marks: Sequence[Mark]) -> Appended | None:
    """The list in ``text``, before or after the paragraphs that ``marks`` number; None if there is none.

    Of several it is the one with most entries that cite a paragraph.
    """
    annexes = annexes_in(text, contents)
    places = [place for place in annexes if _names_list(text, place)]
    for one in islice(_OPENS.finditer(text), _MOST):
        place = one.start() + 1
        if len(line_at(text, place)) <= _LONGEST_TITLE and not contents.hold(place) and _names_list(text, place):
            places.append(place)
    found: list[Appended] = []
    for place in sorted(set(places))[:_MOST_LISTS]:
        stop = _stop(text, place, annexes, marks)
        entries = _entries(text, place, stop) if stop else ()
        if entries:
            found.append(Appended(place, stop, entries))
    return max(found, key=lambda one: sum(bool(entry.paragraphs) for entry in one.entries), default=None)


def pledged(
    text: str, contents: Contents, paragraphs: Sequence[ReadParagraph], page_at: Callable[[int], int]
) -> Iterator[ReadItem]:
    """The commitments of the State that an annex lists, in the paragraph that points there or else in the last."""
    annexes = annexes_in(text, contents)
    for place in annexes:
        stop = _stop(text, place, annexes, ())
        if _PLEDGES.search(text, place, min(stop, place + _HEAD_OF_ANNEX)):
            pointing = (one.number for one in paragraphs if _POINTS.search(one.text) and _PLEDGES.search(one.text))
            paragraph = next(pointing, paragraphs[-1].number)
            for one in _by_bullet(text, place, stop):
                yield ReadItem(
                    paragraph,
                    "",
                    ItemKind.COMMITMENT,
                    one.text,
                    (),
                    Position.UNKNOWN,
                    of_pledged(),
                    page=page_at(one.start),
                )


def _names_list(text: str, place: int) -> bool:
    """Whether what is headed at ``place`` is a list of what is asked: its first lines say so."""
    lines = text[place : place + _LIST_OF].split("\n")[:4]
    head = one_line(" ".join(line for line in lines if not line.rstrip().endswith((".", ";"))))
    head = re.sub(
        r"^(?:ann?ex\w*|appendi\w+|apéndice|anexo)\W{0,3}(?:[IVX\d]{1,4}\b|[A-H]\b)?[ .:*–—-]*", "", head, flags=re.I
    )
    return _NAMES_LIST.search(head[:200]) is not None


def _stop(text: str, place: int, annexes: Sequence[int], marks: Sequence[Mark]) -> int:
    """Where the list that begins at ``place`` ends: at the next annex or paragraph; 0 if it stands among paragraphs.

    Entries that are numbered from 1 are no paragraphs.
    """
    stop = next((one for one in annexes if one > place + _LEAST_LIST), len(text))
    following = next((at for at, mark in enumerate(marks) if mark.start > place), len(marks))
    if 0 < following < len(marks) and marks[following].printed == "1" and marks[following].start - place <= _LIST_OF:
        following = next((at for at in range(following + 1, len(marks)) if marks[at].printed == "1"), len(marks))
    if following == len(marks):
        return stop
    return 0 if following else min(stop, marks[0].start)


def _entries(text: str, start: int, stop: int) -> tuple[Entry, ...]:
    cited = list(islice(_CITED.finditer(text, start, stop), _MOST))
    if len(cited) >= _LEAST_CITED:
        return tuple(_by_citation(text, start, cited))
    return tuple(_by_bullet(text, start, stop))


def _by_citation(text: str, start: int, cited: list[re.Match[str]]) -> Iterator[Entry]:
    """Each entry ends with the paragraphs it is drawn from."""
    kind = ItemKind.RECOMMENDATION
    begin = max(start, text.find("\n", start, cited[0].start()) + 1)
    for one in cited:
        kind, at = _after_headings(text, begin, one.start(), kind)
        words = _words(text[at : one.start()])
        if sum(map(str.isalpha, words[:200])) >= _LEAST_LETTERS and len(words) <= _LONGEST:
            yield Entry(kind, words, _numbers(one[1]), at)
        begin = one.end()


def _by_bullet(text: str, start: int, stop: int) -> list[Entry]:
    """Entries that cite no paragraph: each opens with a sign or a number of its own."""
    kind = ItemKind.RECOMMENDATION
    found: list[Entry] = []
    parts: list[str] = []
    at = begun = start
    for line in text[start:stop].split("\n"):
        if _BULLET.match(line):
            found += _entry(kind, parts, begun)
            parts, begun = [line], at
        elif said := _kind_of(line):
            found += _entry(kind, parts, begun)
            kind, parts = said, []
        elif parts and (line[:1].islower() or parts[-1].rstrip()[-1:] not in ".;)"):
            parts.append(line)
        else:
            found += _entry(kind, parts, begun)
            parts = []
        at += len(line) + 1
    found += _entry(kind, parts, begun)
    return found if len(found) >= _LEAST_BULLETS else []


def _entry(kind: ItemKind, parts: list[str], begun: int) -> list[Entry]:
    words = _words("\n".join(parts)) if parts else ""
    return [Entry(kind, words, (), begun)] if sum(map(str.isalpha, words[:200])) >= _LEAST_LETTERS else []


def _after_headings(text: str, begin: int, stop: int, kind: ItemKind) -> tuple[ItemKind, int]:
    """The kind under which an entry stands and where it begins, after the headings between it and the one before."""
    lines: list[tuple[int, str]] = []
    at, first = begin, 0
    for line in text[begin:stop].split("\n"):
        if line.strip(" .;,"):
            lines.append((at, line.strip()))
            if said := _kind_of(line):
                kind, first = said, len(lines)
        at += len(line) + 1
    after = lines[first:]
    signed = next((place for place, (_, line) in enumerate(after) if _SIGN.match(line)), None)
    if signed is None:
        signed = next((place for place in range(len(after)) if not _heads(after, place)), 0)
    at = after[signed][0] if after else stop
    inline = None
    for inline in _KIND_INLINE.finditer(text, at, min(stop, at + _LIST_OF)):
        kind = _kind_of(inline["word"]) or kind
    return kind, inline.end() if inline else at


def _heads(lines: list[tuple[int, str]], place: int) -> bool:
    """Whether a line is a heading over the lines after it, where entries have no sign of their own."""
    line = lines[place][1]
    following = lines[place + 1][1] if place + 1 < len(lines) else ""
    if line.isupper():
        return following != ""
    return len(line) < 110 and line[-1] not in ".;:,)" and not line[0].islower() and following[:1].isupper()


def _kind_of(line: str) -> ItemKind | None:
    line = line.strip(" .;:-–")
    if len(line) > 70:
        return None
    return next((kind for kind, words in _KIND_LINES if words.fullmatch(line)), None)


def _words(text: str) -> str:
    """The words of an entry without the sign or number before them.

    >>> _words("; \\n- the authorities to give\\n each person a mattress ")
    'the authorities to give each person a mattress'
    """
    text = text.lstrip(" .;,\n)")
    opened = _BULLET.match(text)
    return one_line(text[opened.end() if opened else 0 :]).strip(" ;.,") if text else ""


def _numbers(cited: str) -> tuple[str, ...]:
    """The paragraphs that a citation names.

    >>> _numbers("45, 46 and 50"), _numbers("12 to 14"), _numbers("3.12")
    (('45', '46', '50'), ('12', '13', '14'), ('3.12',))
    """
    found: list[str] = []
    for one in _NUMBERS.finditer(cited):
        found.append(one[1])
        if one[2] and one[1].isdecimal() and 0 < int(one[2]) - int(one[1]) <= 40:
            found += map(str, range(int(one[1]) + 1, int(one[2]) + 1))
    return tuple(dict.fromkeys(found))
