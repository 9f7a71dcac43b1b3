"""Where sentences begin and end in running text, with the lists that belong to them."""

import re
from collections.abc import Iterable


def word_set(words: str) -> frozenset[str]:
    """The words of a line, for asking quickly whether a text has one of them."""
    return frozenset(words.split())


_END = re.compile(r"([.?!…][”\"’»)]?)\d{0,2}\s+(?=[A-ZÀ-ÞА-ЯЁЄІЇҐ“\"«(–•▪¿¡-])")
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Mme", "Dr", "M", "Mr.", "Mrs.", "Ms.", "Dr.", "M.", "Sr.", "Sra.", "г-н"})
_SHORT = word_set(
    "Mr. Mrs. Ms. Mme. Dr. Prof. St. No. Nos. no. nos. Art. Arts. art. para. paras. cf. Cf. e.g. i.e. p. pp. vol."
    " approx. M. MM."
    " ch. Rev. Add. Sr. Sra. ст. п. пп. см. г. ул. им. (cf. (para. (paras. (e.g. (i.e. (p. (art."
)
_MARK = re.compile(r"[“\"«(]{0,1}(?:[–•▪-]\s|\([a-z]{1,4}\)|\(\d{1,2}\))")
_OPENS_LIST = re.compile(r":\s*(?:[–•▪-]\s|\(?[a-z]{1,4}\)|\(?\d{1,2}[.)])")


def has_any(text: str, pieces: Iterable[str]) -> bool:
    """Whether one of ``pieces`` stands in ``text``: the cheap question before a costly one."""
    for piece in pieces:  # noqa: SIM110  any() with a generator takes twice as long here
        if piece in text:
            return True
    return False


def words_of(text: str) -> frozenset[str]:
    """The words of ``text`` as they stand, without stops, commas, colons and apostrophes."""
    return frozenset(
        text.replace(",", " ").replace(":", " ").replace(".", " ").replace("’", " ").replace("'", " ").split()
    )


def spans_in(text: str) -> list[tuple[int, int]]:
    """Begin and end of each sentence of ``text``; what a colon and marks of a list introduce belongs to it.

    >>> [("A b. C d: - e; - f. - G. H."[a:b]) for a, b in spans_in("A b. C d: - e; - f. - G. H.")]
    ['A b.', 'C d: - e; - f. - G.', 'H.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    lists = False
    for end in _END.finditer(text):
        stop = end.end(1)
        if _is_short(text, start, stop):
            continue
        if lists and _MARK.match(text, start):
            found[-1] = (found[-1][0], stop)
        else:
            _add(found, text, start, stop)
            lists = bool(found) and _OPENS_LIST.search(text, start, stop) is not None
        start = end.end()
    if lists and _MARK.match(text, start):
        found[-1] = (found[-1][0], len(text.rstrip()))
    else:
        _add(found, text, start, len(text))
    return found


def _is_short(text: str, start: int, stop: int) -> bool:
    """Whether the point before ``stop`` ends no sentence but a short form or the initial of a name."""
    word = text[max(start, text.rfind(" ", start, stop) + 1) : stop]
    if word in _SHORT:
        return True
    if len(word) != 2 or not word[0].isupper():
        return False
    before = text[max(start, stop - 20) : stop - len(word)].split()
    return bool(before) and (before[-1] in _TITLES or (len(before[-1]) == 2 and before[-1][1] == "."))


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def sentences_in(text: str) -> list[str]:
    """The sentences of ``text``; a list after a colon belongs to the sentence before it."""
    return [text[start:end] for start, end in spans_in(text)]
