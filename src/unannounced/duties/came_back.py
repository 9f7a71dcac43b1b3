"""What a Word file holds when it comes back, and what can be judged of each paragraph, item and comment in it.

``CameBack`` is read by ``crafts/word/coming_back.py``; ``judge`` of ``duties/coming_back.py`` makes ``Judged`` of it.
"""

from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.laying_out import SetItem, SetParagraph
from unannounced.duties.reporting import ItemKind
from unannounced.duties.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: by whom, when as the file says it (ISO 8601; empty: it does not), what was put in, taken out.

    ``moved``: the words were carried from elsewhere, or to elsewhere, in the same file.
    """

    by: str
    at: str
    inserted: str = ""
    deleted: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class BackItem:
    """Words that are marked as an item. ``id`` is None for one marked there; ``before``: without tracked changes."""

    id: str | None
    kind: ItemKind
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class BackComment:
    """A comment made in the file: its author as the file names them, and the words that it stands beside."""

    by: str
    at: str
    text: str
    beside: str = ""
    item: str | None = None


@dataclass(frozen=True, slots=True)
class BackParagraph:
    """A paragraph as it came back. ``id`` is None for one that did not leave from here.

    ``wording`` and ``number`` are those it left with (0: not known), ``shown`` its number in the file. ``before`` is
    its text without the tracked ``changes``.
    """

    id: str | None
    text: str
    before: str = ""
    wording: int = 0
    number: int = 0
    shown: str = ""
    chapter: str = ""
    changes: tuple[Change, ...] = ()
    items: tuple[BackItem, ...] = ()
    comments: tuple[BackComment, ...] = ()


@dataclass(frozen=True, slots=True)
class CameBack:
    """A Word file as it was read: its paragraphs in order, those that stand in it only as taken out, and problems.

    ``report`` is the report that left in this file, empty for a draft from elsewhere; ``left`` are the first signs of
    the ids of all paragraphs that left in it; ``front`` are lines before the first paragraph; ``problems`` say what was
    found broken and what was done with it.
    """

    report: str = ""
    title: str = ""
    language: str = ""
    left: frozenset[str] = frozenset()
    front: tuple[str, ...] = ()
    paragraphs: tuple[BackParagraph, ...] = ()
    removed: tuple[BackParagraph, ...] = ()
    problems: tuple[Sentence, ...] = ()


class Came(StrEnum):
    """What became of a paragraph there, and here meanwhile."""

    SAME = "same"
    CHANGED_HERE = "changed_here"
    CHANGED_THERE = "changed_there"
    BOTH_CHANGED = "both_changed"
    NEW = "new"
    REMOVED = "removed"
    GONE_HERE = "gone_here"


class ItemCame(StrEnum):
    """What became of an item there."""

    SAME = "same"
    REWORDED = "reworded"
    ADDED = "added"
    OTHER_KIND = "other_kind"
    MOVED = "moved"
    MARK_LOST = "mark_lost"
    REMOVED = "removed"


CAME_WORDS: dict[Came, str] = {
    Came.SAME: say("The paragraph is the same here and there."),
    Came.CHANGED_HERE: say("The paragraph was changed here after it left; it came back as it left."),
    Came.CHANGED_THERE: say("The paragraph was changed there; its new text becomes a suggestion."),
    Came.BOTH_CHANGED: say("The paragraph was changed here and there; both texts are kept, and somebody chooses."),
    Came.NEW: say("The paragraph was written there; it becomes a suggestion for a new one."),
    Came.REMOVED: say("The paragraph was taken out there; here it stays until somebody decides."),
    Came.GONE_HERE: say("The draft no longer has this paragraph; its text becomes a suggestion for a new one."),
}
ITEM_CAME_WORDS: dict[ItemCame, str] = {
    ItemCame.SAME: say("The item is the same."),
    ItemCame.REWORDED: say("The item was reworded there."),
    ItemCame.ADDED: say("The item was marked there."),
    ItemCame.OTHER_KIND: say("The item was marked there as one of another kind."),
    ItemCame.MOVED: say("The item was moved there to another paragraph."),
    ItemCame.MARK_LOST: say("The words stand there, but no longer marked as an item; the mark stays here."),
    ItemCame.REMOVED: say("The item was taken out there; here it stays until somebody decides."),
}
SUGGESTS = frozenset({Came.CHANGED_THERE, Came.BOTH_CHANGED, Came.NEW, Came.REMOVED, Came.GONE_HERE})
"""What somebody must decide on; the rest needs nothing."""


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """What became of an item: ``here`` is the draft's, ``there`` what came back; one of them may be missing.

    ``text`` is what came back with its references in the draft's numbers.
    """

    came: ItemCame
    here: SetItem | None = None
    there: BackItem | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class JudgedComment:
    """A comment, and whether it is held here already."""

    comment: BackComment
    held: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a paragraph: ``here`` is the draft's, ``there`` what came back; one of them may be missing.

    ``of_wording`` is the wording that left (0: not known), ``base`` its text, ``text`` the text that came back with
    its references in the draft's numbers. ``moved``: it stands elsewhere there, namely after the paragraph ``after``
    (empty: first). ``chapter`` is its heading there if it was changed. ``by_place``: it had lost its mark and was
    known by where it stands.
    """

    came: Came
    here: SetParagraph | None = None
    there: BackParagraph | None = None
    text: str = ""
    base: str = ""
    of_wording: int = 0
    moved: bool = False
    after: str = ""
    chapter: str | None = None
    by_place: bool = False
    items: tuple[JudgedItem, ...] = ()
    comments: tuple[JudgedComment, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """Who made tracked changes in it, each once, in the order of the text."""
        return tuple(dict.fromkeys(one.by for one in self.there.changes if one.by)) if self.there else ()

    @property
    def needs_decision(self) -> bool:
        """Whether somebody must decide on something in it."""
        calm = (ItemCame.SAME, ItemCame.MARK_LOST)
        return (
            self.came in SUGGESTS
            or self.moved
            or self.chapter is not None
            or any(one.came not in calm for one in self.items)
        )
