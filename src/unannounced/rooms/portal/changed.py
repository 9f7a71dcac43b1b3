"""What a later version of a document changed: part by part what went out, came in, and stands elsewhere now.

A part is a paragraph of a report, an answer of a response, a block of a statement. Parts are the same by their key;
where a version says none, by their words, in order, and else by their place.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from unannounced.duties.wording import Change, Piece, differences
from unannounced.records.shelf.models import ShelvedParagraph, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.margin import BLANK_LINE

LONGEST = 20_000
"""Letters of a text up to which it is compared word by word; a longer one that changed is shown whole, twice."""
MOST_PAIRED = 2_000
"""Parts up to which those without a key are paired by their words; more of them are paired by their place."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a version: its texts by what they are, the first being its own under ""."""

    key: str
    number: int
    label: str
    chapter: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A text that changed: of which part, by the newer version's number, and the pieces of it.

    ``number`` is 0 for a part that is no more; ``was`` is its earlier label where that was another.
    """

    number: int
    label: str
    item: str
    pieces: Sequence[Piece]
    was: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """Parts in a row whose words are the same and whose numbers are others: the first of them, and the last."""

    number: int
    label: str
    was: str
    last: str
    last_was: str
    parts: int = 1


Pair = tuple[Part | None, Part | None]


def of_paragraphs(paragraphs: Iterable[ShelvedParagraph]) -> list[Part]:
    """The paragraphs of a version of a report, each with its items and the responses to them."""
    return [Part(one.key, one.number, one.label, one.chapter, tuple(_texts(one))) for one in paragraphs]


def of_answers(response: ShelvedResponse) -> list[Part]:
    """What a State says in a version of its response, item by item."""
    return [
        Part(
            one["number"],
            place,
            one["number"],
            "",
            (("", "\n\n".join((one["text"], *(said["text"] for said in one["responses"])))),),
        )
        for place, one in enumerate(response.answers, start=1)
    ]


def of_blocks(statement: ShelvedStatement) -> list[Part]:
    """The blocks of a version of a public statement."""
    blocks = enumerate(BLANK_LINE.split(statement.text.strip()), start=1)
    return [Part("", place, str(place), "", (("", block),)) for place, block in blocks]


def changes(before: Sequence[Part], after: Sequence[Part]) -> tuple[list[Changed], list[Moved]]:
    """Every text that changed, in the order of the newer version, what is no more last; and what only moved."""
    pairs = _pairs(before, after)
    found = [one for old, new in pairs for one in _of_pair(old, new)]
    return found, _in_rows((old, new) for old, new in pairs if old and new and old.texts == new.texts)


def _in_rows(pairs: Iterable[tuple[Part, Part]]) -> list[Moved]:
    """What only moved, put together where one follows the other in both versions."""
    moved: list[Moved] = []
    last: tuple[int, int] | None = None
    for old, new in pairs:
        if old.label == new.label:
            last = None
            continue
        if last == (old.number - 1, new.number - 1):
            moved[-1] = replace(moved[-1], last=new.label, last_was=old.label, parts=moved[-1].parts + 1)
        else:
            moved.append(Moved(new.number, new.label, old.label, new.label, old.label))
        last = (old.number, new.number)
    return moved


def _pairs(before: Sequence[Part], after: Sequence[Part]) -> list[Pair]:
    if all(one.key for one in (*before, *after)):
        return _by_key({one.key: one for one in before}, after, lambda one: one.key)
    if max(len(before), len(after)) > MOST_PAIRED:
        return _by_key({str(one.number): one for one in before}, after, lambda one: str(one.number))
    return _by_words(before, after)


def _by_key(held: dict[str, Part], after: Sequence[Part], key: Callable[[Part], str]) -> list[Pair]:
    pairs: list[Pair] = [(held.pop(key(one), None), one) for one in after]
    return [*pairs, *((one, None) for one in held.values())]


def _by_words(before: Sequence[Part], after: Sequence[Part]) -> list[Pair]:
    """Pair what says the same, in order; between two such places, pair in turn."""
    pairs: list[Pair] = []
    gone: list[Pair] = []
    matcher = SequenceMatcher(None, [one.texts for one in before], [one.texts for one in after], autojunk=False)
    for _tag, begins, ends, from_new, to_new in matcher.get_opcodes():
        old, new = before[begins:ends], after[from_new:to_new]
        both = min(len(old), len(new))
        pairs += zip(old, new, strict=False)
        pairs += ((None, one) for one in new[both:])
        gone += ((one, None) for one in old[both:])
    return [*pairs, *gone]


def _of_pair(before: Part | None, after: Part | None) -> Iterator[Changed]:
    if after is None:
        if before is not None:
            yield Changed(0, before.label, "", (Piece(Change.OUT, before.texts[0][1]),))
        return
    if before is None:
        for which, text in after.texts:
            yield Changed(after.number, after.label, which, (Piece(Change.IN, text),), new=True)
        return
    was = before.label if before.label != after.label else ""
    said = dict(before.texts)
    for which, text in after.texts:
        earlier = said.pop(which, "")
        if earlier != text:
            yield Changed(after.number, after.label, which, pieces(earlier, text), was)
    for which, text in said.items():
        yield Changed(after.number, after.label, which, (Piece(Change.OUT, text),), was)


def _texts(paragraph: ShelvedParagraph) -> Iterator[tuple[str, str]]:
    """The text of the paragraph under an empty name, and the texts of its items and responses under its number."""
    yield "", paragraph.text
    for item in paragraph.items:
        yield item["number"], "\n\n".join((item["text"], *(one["text"] for one in item["responses"])))


def pieces(before: str, after: str) -> Sequence[Piece]:
    """What went out of ``before`` and came into ``after``."""
    if len(before) + len(after) > LONGEST:
        return (Piece(Change.OUT, before), Piece(Change.IN, after))
    return differences(before, after)
