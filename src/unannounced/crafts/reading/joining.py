"""What the body of a report asks and what its own list at the end says of the same, as one item each.

The list says the kind and the paragraph; its words are whole where those of the body are split over sentences. So the
entries of the list are the items, and the sentences of the body that say the same are left out. What only one of them
has stays: an entry in the paragraph it cites, a sentence with less confidence.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unannounced.crafts.reading.appendices import Entry
from unannounced.crafts.reading.confidence import not_appended, of_appended
from unannounced.crafts.reading.values import ReadItem, ReadParagraph
from unannounced.duties.dialogue import Position
from unannounced.duties.pairing import ALIKE, likeness, words_of

_HELD = 0.72
"""From here on (share of the words of the shorter) a sentence and an entry say the same (project choice)."""
_LEAST_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Cited:
    """An entry, the paragraphs of the report that it cites, and its words."""

    entry: Entry
    paragraphs: tuple[int, ...]
    words: Counter[str]


def joined(
    entries: Sequence[Entry],
    asked: Sequence[ReadItem],
    paragraphs: Sequence[ReadParagraph],
    page_at: Callable[[int], int],
) -> tuple[ReadItem, ...]:
    """The items of the report, in the order of their paragraphs."""
    numbers = _numbers(paragraphs)
    words = {place: words_of(item.text) for place, item in enumerate(asked)}
    by_paragraph: dict[int, list[int]] = {}
    for place, item in enumerate(asked):
        by_paragraph.setdefault(item.paragraph, []).append(place)
    known = list(_cited(entries, numbers, words, asked))
    said: set[int] = set()
    items: list[ReadItem] = []
    for one in known:
        said |= {
            place
            for number in one.paragraphs
            for place in by_paragraph.get(number, ())
            if _says_the_same(words[place], one.words)
        }
        items.append(_item(one, paragraphs, numbers, page_at(one.entry.start)))
    items += [
        replace(left, confidence=not_appended(left.confidence)) for place, left in enumerate(asked) if place not in said
    ]
    return tuple(sorted(items, key=lambda item: item.paragraph))


def _numbers(paragraphs: Sequence[ReadParagraph]) -> dict[str, tuple[int, ...]]:
    """The paragraphs by their numbers as printed: several where these begin again."""
    found: dict[str, tuple[int, ...]] = {}
    for one in paragraphs:
        printed = one.printed or str(one.number)
        found[printed] = (*found.get(printed, ()), one.number)
    return found


def _cited(
    entries: Sequence[Entry],
    numbers: Mapping[str, tuple[int, ...]],
    words: Mapping[int, Counter[str]],
    asked: Sequence[ReadItem],
) -> Iterator[_Cited]:
    """Each entry with the paragraphs it means: those it cites, else that of the sentence most like it."""
    index: dict[str, list[int]] = {}
    for place, counted in words.items():
        for word in counted:
            index.setdefault(word, []).append(place)
    for one in entries:
        counted = words_of(one.text)
        paragraphs = tuple(number for printed in one.paragraphs for number in numbers.get(printed, ()))
        if not one.paragraphs:
            rare = sorted((word for word in counted if word in index), key=lambda word: len(index[word]))[:4]
            near = {place for word in rare for place in index[word][:200]}
            best = max(near, key=lambda place: (likeness(counted, words[place]), -place), default=None)
            if best is not None and likeness(counted, words[best]) >= ALIKE:
                paragraphs = (asked[best].paragraph,)
        yield _Cited(one, paragraphs, counted)


def _says_the_same(sentence: Counter[str], entry: Counter[str]) -> bool:
    if likeness(sentence, entry) >= ALIKE:
        return True
    shorter = min(sentence.total(), entry.total())
    return shorter >= _LEAST_WORDS and (sentence & entry).total() >= _HELD * shorter


def _item(
    one: _Cited, paragraphs: Sequence[ReadParagraph], numbers: Mapping[str, tuple[int, ...]], page: int
) -> ReadItem:
    paragraph = one.paragraphs[0] if one.paragraphs else _nearest(one.entry, paragraphs)
    sure = of_appended(
        cited=bool(one.entry.paragraphs),
        found=bool(one.paragraphs) and all(len(numbers.get(cited, ())) == 1 for cited in one.entry.paragraphs[:1]),
    )
    return ReadItem(paragraph, "", one.entry.kind, one.entry.text, (), Position.UNKNOWN, sure, page=page)


def _nearest(entry: Entry, paragraphs: Sequence[ReadParagraph]) -> int:
    """The paragraph before the one that an entry cites and the report lacks; the last if it cites none."""
    cited = next((int(printed.partition(".")[0]) for printed in entry.paragraphs), paragraphs[-1].number)
    return max((one.number for one in paragraphs if one.number <= cited), default=paragraphs[0].number)
