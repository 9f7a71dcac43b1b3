"""Voluntary commitments: what a State says by itself that it will do, as reports tell or list it."""

import re
from collections.abc import Iterator

from unannounced.crafts.reading.sentences import has_any, spans_in
from unannounced.crafts.reading.values import ReadItem, ReadParagraph
from unannounced.duties.dialogue import Position
from unannounced.duties.reporting import ItemKind

LISTED, SAID, UNDER_HEADING = 85, 65, 75
"""How sure a commitment is, per cent: in a list that is called so, in a sentence, in a chapter called so. Judged."""

_STEMS = ("ommit", "pledge", "Pledge", "PLEDGE", "engage", "ngagement")
_CHAPTER = re.compile(
    r"\b(?:voluntary (?:pledges?|commitments?)|pledges and commitments|engagements? volontaires?)\b", re.IGNORECASE
)
_WHO = (
    r"(?P<who>(?:[Tt]he )?(?:(?:Government|State|Republic|Kingdom|delegation|authorities)(?: of (?:the"
    r" )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4})?"
    r"|[A-Z][\w’'-]*(?: (?:of |and |the )*[A-Z(][\w’'()-]*){0,5})|Le Gouvernement(?: d[eu] \w+)?|L['’]État|Les"
    r" autorités)"
)
_CALLED = re.compile(r"(?:ommitments?|ledges?|ngagements?)\b[^.:]{0,80}:")
_MADE = re.compile(
    r"\b(?:ma(?:kes|de)|announce[sd]|assume[sd]|undert(?:akes|ook)|accept(?:s|ed)|presented|put forward|reaffirm(?:s"
    r"|ed)|makes"
    r"|a pris|prend|a annoncé)\b[^.;:]{0,60}$"
)
_SAID = re.compile(
    rf"(?:[^,;:.]{{1,140}}, )?{_WHO}(?: [\w-]+){{0,2}}? (?:commit(?:s|ted)? (?:itself|themselves)|pledge(?:s|d)"
    rf"|undertakes|s['’](?:est )?"
    r"engagé?e?(?:nt)?|s['’]engagent)(?: \w+)? (?:to|à)\b"
)
_UNDER = re.compile(
    rf"(?:[^,;:.]{{1,200}}, )?{_WHO}(?: \w+ly| also)? (?:will|shall|is (?:also )?committed to|commits? (?:itself"
    rf" )?to|pledge[sd]? to|reaffirms? its"
    r" (?:commitment|intention)|undertakes? to|(?:has|have) (?:decided|committed|pledged)|intends to|agree[sd] to"
    r"|extend(?:s|ed)|s['’]engage)\b"
)
_MARK = re.compile(r"(?:^|(?<=[\s;:]))(?:[-–•▪]|\([a-z]{1,4}\)|[a-z]\)|\(?\d{1,2}[.)])\s+(?=[^\W\d_])")
_BULLETS = "-–•▪"
_REFERENCE = re.compile(r"\b(?:Reference is (?:also )?made|are included in|is included in|See\b)")
_NEAR = 3_000


def may_commit(text: str) -> bool:
    """Whether ``text`` has words that a commitment needs; costs next to nothing."""
    return has_any(text, _STEMS)


def committed_in(paragraph: ReadParagraph) -> Iterator[ReadItem]:
    """The commitments of the State in one paragraph, in running order.

    ``made_by`` is left empty where the paragraph names no State: ``saying.filled`` takes the State of the report.
    """
    text = paragraph.text
    opening = _opening(text)
    chapter = _CHAPTER.search(paragraph.chapter) is not None
    listed: list[tuple[int, int]] = []
    if opening or (chapter and ":" in text[:600]):
        listed = _listed(text, opening.end() if opening else text.index(":") + 1)
    told = text[: opening.start() if opening else 0] if listed else text
    for a, b in spans_in(told):
        sentence = text[a : min(b, a + _NEAR)]
        if chapter and _UNDER.match(sentence) and not _REFERENCE.search(sentence):
            yield _item(paragraph, a, b, UNDER_HEADING)
        elif not chapter and may_commit(sentence) and _SAID.match(sentence):
            yield _item(paragraph, a, b, SAID)
    yield from (_item(paragraph, a, b, LISTED) for a, b in listed)


def _opening(text: str) -> re.Match[str] | None:
    """The words that open a list of commitments, up to its colon."""
    for called in _CALLED.finditer(text, 0, _NEAR) if ":" in text else ():
        if _MADE.search(text[max(0, called.start() - 90) : called.start()]):
            return called
    return None


def _listed(text: str, start: int) -> list[tuple[int, int]]:
    marks = list(_MARK.finditer(text, start))
    marks = [mark for mark in marks if (mark[0][0] in _BULLETS) == (marks[0][0][0] in _BULLETS)]
    stops = [*(mark.start() for mark in marks[1:]), len(text)]
    spans = [(mark.end(), stop) for mark, stop in zip(marks, stops, strict=True)] if marks else []
    return [(a, a + len(text[a:b].rstrip(" ;"))) for a, b in spans if len(text[a:b].strip()) > 8]


def _item(paragraph: ReadParagraph, start: int, end: int, sure: int) -> ReadItem:
    words = paragraph.text[start:end]
    return ReadItem(paragraph.number, "", ItemKind.COMMITMENT, words, (), Position.UNKNOWN, sure)
