"""What is heard in a Word file before it is made sense of: paragraphs of Word and the pieces of words in them."""

from dataclasses import dataclass, field
from enum import Enum, auto

from unannounced.crafts.word.marks import Carried
from unannounced.duties.reporting import ItemKind


class Role(Enum):
    """What a paragraph of Word is in a report, by its style."""

    TEXT = auto()
    OURS = auto()
    CONTINUED = auto()
    SET_AFTER = auto()
    FRONT = auto()
    HEADING = auto()
    ASIDE = auto()


@dataclass(frozen=True, slots=True)
class Tracked:
    """By whom and when something was put in or taken out; ``moved`` if it was carried elsewhere."""

    by: str
    at: str
    moved: bool = False


@dataclass(slots=True)
class Piece:
    """Words with one history: put in by somebody, taken out by somebody, both, or neither.

    ``item`` is the id of the item it lies in, ``kind`` what its control or bookmark says, ``style`` the kind that its
    style says; ``refers`` is the bookmark that a field shows the number of.
    """

    words: str
    inserted: Tracked | None = None
    deleted: Tracked | None = None
    item: str = ""
    kind: ItemKind | None = None
    style: ItemKind | None = None
    refers: str = ""

    @property
    def stands(self) -> bool:
        """Whether the words are part of the text as it stands."""
        return self.deleted is None

    @property
    def stood(self) -> bool:
        """Whether the words are part of the text before the tracked changes."""
        return self.inserted is None

    @property
    def kept(self) -> bool:
        """Whether nobody put them in or took them out."""
        return self.inserted is None and self.deleted is None


@dataclass(slots=True)
class Heard:
    """A paragraph of Word. ``mark_inserted`` and ``mark_deleted`` say who put in or took out its end.

    ``shown`` is the number Word shows before it, ``numbered`` whether a list of figures numbers it at its first level,
    ``lost_list`` whether it names a list that the file does not have.
    """

    style: str = ""
    list_id: str | None = None
    place: int | None = None
    outline: int | None = None
    pieces: list[Piece] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    mark_inserted: Tracked | None = None
    mark_deleted: Tracked | None = None
    shown: str = ""
    numbered: bool = False
    lost_list: bool = False
    definition: str = ""
    heading: int = 0
    row: int = 0
    role: Role = Role.TEXT
    is_title: bool = False

    def words(self, *, standing: bool) -> str:
        """Its words as they stand, or as they stood before the tracked changes."""
        return "".join(one.words for one in self.pieces if (one.stands if standing else one.stood))


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the file."""

    by: str
    at: str
    text: str


@dataclass(slots=True)
class Control:
    """A content control: the item in it, if any, and whether it holds nothing but what is to be replaced."""

    item: tuple[str, ItemKind | None] | None = None
    empty: bool = False


@dataclass(slots=True)
class Field:
    """A field: its code, and whether what it showed last is being heard."""

    code: str = ""
    shows: bool = False


@dataclass(slots=True)
class Beside:
    """What a comment stands beside: words, and the item if all of them are its."""

    words: str = ""
    item: str | None = None


@dataclass(slots=True)
class Found:
    """All that was heard: paragraphs in order, what comments stand beside, and how much of what has no place here."""

    paragraphs: list[Heard] = field(default_factory=list)
    beside: dict[str, Beside] = field(default_factory=dict)
    rows: int = 0
    pictures: int = 0
    notes: int = 0
    hidden: int = 0
