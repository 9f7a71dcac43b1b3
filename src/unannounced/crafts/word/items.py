"""The items marked in a paragraph that came back, and the tracked changes made in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from unannounced.crafts.word.dividing import Divided, words_of
from unannounced.crafts.word.heard import Heard, Piece, Tracked
from unannounced.duties.came_back import BackItem, Change
from unannounced.duties.reporting import ItemKind


@dataclass(slots=True)
class Marked:
    """The pieces of one item, line by line."""

    id: str
    lines: list[list[Piece]] = field(default_factory=list)

    def text(self, *, standing: bool) -> str:
        """Its words, in the text as it stands or as it stood."""
        told = (words_of(line, standing=standing).replace("\t", " ").strip() for line in self.lines)
        return "\n\n".join(words for words in told if words)

    @property
    def kind(self) -> ItemKind:
        """Its kind: by the style of all its words, or else by its mark."""
        worded = [piece for line in self.lines for piece in line if piece.words.strip() and piece.stands]
        styles = {piece.style for piece in worded}
        by_style = styles.pop() if len(styles) == 1 else None
        by_mark = next((piece.kind for piece in worded if piece.kind), None)
        some = next((piece.style for piece in worded if piece.style), None)
        return by_style or by_mark or some or ItemKind.RECOMMENDATION


def items_of(paragraph: Divided) -> Iterator[BackItem]:
    """The items in a paragraph, in the order of its text, each once."""
    for one in _marked(paragraph):
        text = one.text(standing=True)
        if any(map(str.isalnum, text)):
            yield BackItem(one.id or None, one.kind, text, one.text(standing=False))


def _marked(paragraph: Divided) -> list[Marked]:
    found: list[Marked] = []
    by_id: dict[str, Marked] = {}
    for line, _ in paragraph.lines:
        open_one: Marked | None = None
        whole = line.is_set_after
        for piece in line.pieces:
            if not (piece.item or piece.style) and not (whole and open_one):
                open_one = open_one if not piece.stands else None
                continue
            goes_on = open_one is not None and (whole or _goes_on(open_one, piece))
            if not goes_on:
                open_one = by_id.get(piece.item) if piece.item else None
                if open_one is None:
                    open_one = Marked(piece.item)
                    found.append(open_one)
                    by_id |= {piece.item: open_one} if piece.item else {}
                open_one.lines.append([])
            if open_one is not None:
                open_one.id = open_one.id or piece.item
                open_one.lines[-1].append(piece)
    return found


def _goes_on(one: Marked, piece: Piece) -> bool:
    """Whether a piece belongs to the item before it: the same mark, or no other and the same style."""
    last = one.lines[-1][-1]
    if piece.item and one.id:
        return piece.item == one.id
    return last.style is piece.style and piece.style is not None


def changes_of(paragraphs: Iterable[Heard]) -> tuple[Change, ...]:
    """The tracked changes in paragraphs of Word; what one person took out and put in at one place is one change."""
    found: list[Change] = []
    open_one = False
    for paragraph in paragraphs:
        for piece in paragraph.pieces:
            by = piece.deleted or piece.inserted
            if by is None:
                open_one = False
            elif piece.inserted and piece.deleted:
                continue  # in neither text
            else:
                change = _change(piece, by)
                if open_one and found[-1].by == change.by and _fits(found[-1], change):
                    found[-1] = _joined(found[-1], change)
                else:
                    found.append(change)
                open_one = True
        open_one = False
    return tuple(found)


def _change(piece: Piece, by: Tracked) -> Change:
    words = piece.words
    if piece.deleted:
        return Change(by.by, by.at, deleted=words, moved=by.moved)
    return Change(by.by, by.at, inserted=words, moved=by.moved)


def _fits(one: Change, other: Change) -> bool:
    """Whether a change goes on in the next: as much of the same, or what was put in for what was taken out."""
    return one.moved == other.moved and not (one.inserted and one.deleted and other.deleted)


def _joined(one: Change, other: Change) -> Change:
    return Change(one.by, one.at, one.inserted + other.inserted, one.deleted + other.deleted, one.moved)
