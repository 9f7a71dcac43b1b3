"""A Word file read as a draft: one that left from here and comes back with its changes, or one from elsewhere.

``read_back`` keeps the text as it stands and as it stood before the tracked changes, who made them and when, the
comments, and the marks by which paragraphs and items are known. It judges nothing: that is ``duties/coming_back.py``.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from posixpath import dirname

from unannounced.crafts.reading.docx import MOST_XML, Locked, Parts, damaged, is_docx, locked
from unannounced.crafts.reading.docx_numbers import NumberingListener
from unannounced.crafts.reading.docx_styles import StyleListener
from unannounced.crafts.reading.marked import Broken, Overfull
from unannounced.crafts.reading.values import Unreadable
from unannounced.crafts.word.beside import Comments, Properties
from unannounced.crafts.word.dividing import Divided, Dividing, role_of
from unannounced.crafts.word.heard import Comment, Found, Heard, Role
from unannounced.crafts.word.hearing import Hearing
from unannounced.crafts.word.items import changes_of, items_of
from unannounced.crafts.word.marks import FRONT, LANGUAGE_PROPERTY, LEFT_PROPERTY, REPORT_PROPERTY
from unannounced.crafts.word.numbers import Problems, beginning, number_all
from unannounced.duties.came_back import BackComment, BackParagraph, CameBack
from unannounced.duties.words import Sentence, say

_DAMAGES = (
    Broken,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
)


def read_back(content: bytes) -> CameBack | Unreadable:
    """What a Word file holds; ``Unreadable`` for one that is none, is locked or damaged, or holds far too much."""
    if not is_docx(content):
        return damaged()
    try:
        return _Reading(Parts(content)).read()
    except Overfull:
        return Unreadable(
            Sentence(say("The Word file unpacks to far more than a report holds.")),
            Sentence(say("Do not open it if it comes from a stranger. Otherwise save it as PDF and give that.")),
        )
    except Locked:
        return locked()
    except _DAMAGES:
        return damaged()


class _Reading:
    """One file being read."""

    def __init__(self, parts: Parts) -> None:
        if not parts.main:
            raise Broken
        related = parts.related()
        self._styles = parts.hear(related["styles"][0], StyleListener()).found
        self._definitions = parts.hear(related["numbering"][0], NumberingListener()).found
        of_styles = {style: one.list_id for style, one in self._styles.all.items() if one.list_id}
        self._definitions.follow_styles(of_styles)
        comments = related.get("comments", [f"{dirname(parts.main)}/comments.xml"])
        self._comments = parts.hear(comments[0], Comments()).found
        notes = parts.hear(related["footnotes"][0], Comments("footnote")).found
        names = {style: one.name for style, one in self._styles.all.items()}
        said = {identity: one.text for identity, one in notes.items()}
        self._found: Found = parts.hear(parts.main, Hearing(names, said), MOST_XML).found
        self._properties = parts.hear("docProps/custom.xml", Properties()).found
        self._problems = Problems()

    def read(self) -> CameBack:
        """The file as a value."""
        heard = self._found.paragraphs
        for one in heard:
            one.role = role_of(one, self._styles)
            names = [self._styles.all[style].name.casefold() for style in self._styles.line_of(one.style)]
            one.is_title = FRONT[1].casefold() in names
        number_all(heard, self._styles, self._definitions)
        stands = Dividing(heard, standing=True, problems=self._problems)
        paragraphs = stands.all()
        stood = {one.carried.id: one for one in Dividing(heard, standing=False).all() if one.carried}
        self._name_the_rest(stands.typed)
        homes = _homes(heard, paragraphs, stood)
        comments = self._commented(heard, paragraphs, homes)
        own: dict[int | str, list[Heard]] = {}
        for one in heard:
            own.setdefault(homes.get(id(one), ""), []).append(one)
        found = [
            self._paragraph(divided, stood, own.get(id(divided), ()), comments.get(index, ()))
            for index, divided in enumerate(paragraphs)
        ]
        return CameBack(
            report=self._properties.get(REPORT_PROPERTY, "").strip(),
            title=stands.title,
            language=self._properties.get(LANGUAGE_PROPERTY, "").strip(),
            left=self._left(),
            front=tuple(stands.front),
            paragraphs=tuple(_each_item_once(one for one in found if _holds(one))),
            removed=tuple(_removed(found, stood, homes)),
            problems=tuple(self._problems.all()),
        )

    def _left(self) -> frozenset[str]:
        parts = (said for name, said in self._properties.items() if name.startswith(f"{LEFT_PROPERTY} "))
        return frozenset(sign.casefold() for said in parts for sign in said.split())

    def _paragraph(
        self,
        one: Divided,
        stood: Mapping[str, Divided],
        own: Iterable[Heard],
        comments: Iterable[BackComment],
    ) -> BackParagraph:
        carried = one.carried
        before = stood.get(carried.id) if carried else None
        return BackParagraph(
            id=carried.id if carried else None,
            text=one.text,
            before=before.text if before else "",
            wording=carried.wording if carried else 0,
            number=carried.number if carried else 0,
            shown=one.shown,
            chapter=one.chapter,
            changes=changes_of(own),
            items=tuple(items_of(one)),
            comments=tuple(comments),
        )

    def _commented(
        self, heard: list[Heard], paragraphs: list[Divided], homes: Mapping[int, int | str]
    ) -> dict[int, list[BackComment]]:
        """The comments by the place of their paragraph; one on a heading goes to the paragraph after it."""
        places = {id(one): index for index, one in enumerate(paragraphs)}
        found: dict[int, list[BackComment]] = {}
        waiting: list[BackComment] = []
        last = 0
        for one in heard:
            home = homes.get(id(one))
            place = places.get(home) if isinstance(home, int) else None
            made = [self._comment(identity) for identity in one.comments]
            waiting += [comment for comment in made if comment is not None]
            if place is not None:
                last = place
                found.setdefault(place, []).extend(waiting)
                waiting = []
        if waiting and paragraphs:
            found.setdefault(last, []).extend(waiting)
        return found

    def _comment(self, identity: str) -> BackComment | None:
        said: Comment | None = self._comments.get(identity)
        if said is None:
            return None
        beside = self._found.beside[identity]
        return BackComment(said.by, said.at, said.text, " ".join(beside.words.split()), beside.item or None)

    def _name_the_rest(self, typed: int) -> None:
        told_of = self._problems.told_of
        told_of(
            typed, say("Paragraphs whose numbers were typed by hand: {count}. The numbers were taken out of the text.")
        )
        told_of(
            self._found.rows,
            say("Rows of tables in the file: {count}. Each was kept as a line, its cells parted by bars."),
        )
        told_of(
            self._found.pictures,
            say("Pictures in the file: {count}. They were left out, as a draft here holds words only."),
        )
        told_of(
            self._found.notes,
            say("Footnotes in the file: {count}. Their words stand in brackets where they were referred to."),
        )
        told_of(
            self._found.hidden,
            say("Pieces of hidden text in the file: {count}. They were left out; show them in Word to keep them."),
        )
        for one in self._found.paragraphs:
            changed = "".join(piece.words for piece in one.pieces if not piece.kept)
            if one.role is Role.ASIDE and changed.strip():
                self._problems.name(
                    say(
                        "In the contents or the appendix words were changed: “{words}”. They were left out, "
                        "as both are drawn from the paragraphs; change the paragraph instead."
                    ),
                    words=beginning(changed),
                )


def _homes(heard: Iterable[Heard], paragraphs: Iterable[Divided], stood: Mapping[str, Divided]) -> dict[int, int | str]:
    """The paragraph of the report in which each of Word's has its words: as it stands, or the id it had before."""
    found: dict[int, int | str] = {}
    standing_of = {one.carried.id: id(one) for one in paragraphs if one.carried and one.has_words}
    for identity, divided in stood.items():
        for line, _ in divided.lines:
            found |= {id(one): standing_of.get(identity, identity) for one in line.members}
    for divided in paragraphs:
        for line, _ in divided.lines:
            found |= {id(one): id(divided) for one in line.members if one.words(standing=True).strip()}
    return found


def _removed(
    found: Iterable[BackParagraph], stood: Mapping[str, Divided], homes: Mapping[int, int | str]
) -> Iterator[BackParagraph]:
    """The paragraphs that stand in the file only as taken out, with who took them out."""
    standing = {one.id for one in found if _holds(one)}
    for identity, one in stood.items():
        if identity not in standing and one.carried is not None:
            own = [heard for line, _ in one.lines for heard in line.members if homes.get(id(heard)) == identity]
            yield BackParagraph(
                id=identity,
                text="",
                before=one.text,
                wording=one.carried.wording,
                number=one.carried.number,
                chapter=one.chapter,
                changes=changes_of(own),
            )


def _holds(one: BackParagraph) -> bool:
    """Whether any words of a paragraph still stand."""
    return bool(one.text.strip() or one.items)


def _each_item_once(paragraphs: Iterable[BackParagraph]) -> Iterator[BackParagraph]:
    """The paragraphs, in which the copy of an item is an item of its own."""
    seen: set[str] = set()
    for one in paragraphs:
        twice = {item.id for item in one.items if item.id in seen}
        seen |= {item.id for item in one.items if item.id}
        if twice:
            items = (replace(item, id=None) if item.id in twice else item for item in one.items)
            one = replace(one, items=tuple(items))
        yield one
