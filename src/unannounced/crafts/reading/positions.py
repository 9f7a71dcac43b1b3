"""What the words over a list, or said of it later, mean for the State's position on the items in it."""

import re
from dataclasses import dataclass

from unannounced.duties.dialogue import Position

_RULES: tuple[tuple[Position, re.Pattern[str]], ...] = (
    (
        Position.REJECTED,
        re.compile(
            r"\b(?:(?:do(?:es)?|did|do|could|can|would|will) ?not|cannot|unable to|not in a position to|neither)\b"
            r"[^.;:]{0,40}\b(?:enjoy|support|accept|agree)|\bnot (?:been )?(?:accept|support)"
            r"|\breject(?:s|ed)?\b|\brefuse[sd]?\b"
            r"|\bnot (?:considered )?(?:acceptable|relevant|applicable)\b|\bno(?:t)? longer (?:relevant|applicable)\b"
            r"|\bne (?:peut|peuvent|recueill|bénéfici)\w*[^.;:]{0,30}\bpas\b"
        ),
    ),
    (
        Position.IMPLEMENTED,
        re.compile(
            r"\balready[^.;:]{0,50}\b(?:implement|fulfil|in place|being)|\b(?:in|under)(?: the)? (?:process|course) of"
            r"[^.;:]{0,30}\bimplement|\b(?:have|has) (?:already )?been implemented\b|\bare implemented\b"
            r"|\bbeing implemented\b|\bunder implementation\b|\bdéjà (?:été )?(?:appliqu|mis)"
        ),
    ),
    (
        Position.PENDING,
        re.compile(
            r"\b(?:will|shall|to) (?:be )?(?:further |carefully )?(?:examine|stud|consider|respon|provide|review)"
            r"|\bresponses?\b[^.;]{0,120}\b(?:will|shall)\b|\bin due (?:time|course)\b"
            r"|\bwill be included in the outcome|\bunder (?:consideration|examination)\b|\bseront? examinée?s?\b"
        ),
    ),
    (
        Position.ACCEPTED,
        re.compile(
            r"\benjoy(?:s|ed)?\b[^.;:]{0,30}\b(?:support|agreement)|\b(?:accept(?:s|ed)|supports?|supported|agree[sd]?)\b"
            r"|\bits support\b|\brecueillent l[’']|\baccepté?e?s?\b"
        ),
    ),
    (Position.NOTED, re.compile(r"\b(?:takes? note|took note|notes (?:the|these|those)|(?:are|were|is|has) noted)\b")),
)
_NOTED_IN = re.compile(r"\bnoted in (?:(?:the|this) (?:present )?report|paragraphs?)")
_ABOVE = re.compile(
    r"\b(?:these|those|the above|above(?:-mentioned)?) recommendations?\b"
    r"|\brecommendations? (?:made|listed|mentioned)?[^.]{0,40}\babove\b"
    r"|\brecommendations? (?:made|formulated) during\b"
)
_SOME = re.compile(r"\b[Ss]ome\b[^.]{0,400}\bothers?\b")  # which ones, the sentence does not say
_NUMBER = re.compile(
    r"(?<![\d/.])(\d{1,3}(?:\.\d{1,3}){0,2})(?![\d/])(?:\s*(?:to|-|–|through)\s*(\d{1,3}(?:\.\d{1,3}){0,2})(?![\d/]))?"
)
_NAMES_NUMBERS = re.compile(
    r"\b(?:recommendations?|paragraphs?|paras?\.?|nos?\.?|numbers?|numbered)\s+"
    r"(?:in paragraphs? |nos?\. |under )?\(?\d"
)
_NUMBERED = re.compile(r"\b[Rr]ecommendations? (?:[Nn]os?\b|[Nn]umbers?\b|\d)")
_IN_PARAGRAPH = re.compile(r"\b(?:in|of|under) paragraph (\d{1,3})(?![\d.]*\d)")


@dataclass(frozen=True, slots=True)
class Said:
    """A position said of items by their numbers, or of those ``above``."""

    position: Position
    numbers: frozenset[str]
    above: bool


def position_in(words: str) -> Position:
    """The position that a sentence states; UNKNOWN if it states none.

    >>> position_in("The recommendations listed below enjoy the support of Bresk:").value
    'accepted'
    >>> position_in("The following were made in the course of the discussion:").value
    'unknown'
    """
    plain = _NOTED_IN.sub("", " ".join(words.casefold().split()))
    return next((position for position, rule in _RULES if rule.search(plain)), Position.UNKNOWN)


def said_later(paragraph: str, newest: int) -> list[Said]:
    """What a paragraph says of items by number, or of the lists before it: each sentence by itself.

    ``newest`` is the paragraph of the last list before it, which numbers without a paragraph mean.
    """
    found = []
    for sentence in re.split(r"(?<=[^\d][.;]) (?=[A-Z])", paragraph[:6000]):
        position = position_in(sentence)
        if position is Position.UNKNOWN or "recommendation" not in sentence.casefold() or _SOME.search(sentence):
            continue
        numbers = numbers_in(sentence, newest) if _NAMES_NUMBERS.search(sentence.casefold()) else frozenset()
        above = not numbers and _ABOVE.search(sentence.casefold()) is not None
        if numbers or above:
            found.append(Said(position, numbers, above))
    return found


def numbers_in(sentence: str, newest: int) -> frozenset[str]:
    """The numbers of items and of whole lists that a sentence names.

    Numbers of a plain list are those under the paragraph named, "Nos. 1 and 3 in paragraph 67", or under ``newest``.

    >>> sorted(numbers_in("The recommendations in paragraphs 57.3 to 57.5 and 57.9", 57))
    ['57.3', '57.4', '57.5', '57.9']
    >>> sorted(numbers_in("Recommendations Nos. 1 and 3 in paragraph 67", 68))
    ['67.1', '67.3']
    >>> sorted(numbers_in("Recommendations Nos. 1 and 3", 68)), sorted(numbers_in("in paragraphs 84 and 85", 85))
    (['68.1', '68.3'], ['84', '85'])
    """
    named = _IN_PARAGRAPH.search(sentence)
    under = named[1] if named else str(newest) if _NUMBERED.search(sentence) else ""
    numbers: set[str] = set()
    for found in _NUMBER.finditer(sentence):
        first, last = found[1], found[2] or found[1]
        if named and found.start(1) == named.start(1):
            continue
        if "." not in first and under:
            first, last = f"{under}.{first}", f"{under}.{last}"
        numbers.update(_between(first, last))
    return frozenset(numbers)


def _between(first: str, last: str) -> list[str]:
    head, _, one = first.rpartition(".")
    other_head, _, other = last.rpartition(".")
    if head != other_head or not 0 <= int(other) - int(one) <= 400:
        return [first, last]
    return [f"{head}.{number}" if head else str(number) for number in range(int(one), int(other) + 1)]
