"""A draft that comes back from Word: what was changed there is compared with the draft as it stands here.

Nothing is overwritten (practice of the house): what was changed there becomes a suggestion on the wording that left;
where both were changed, both are kept and shown.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unannounced.duties.came_back import (
    BackItem,
    BackParagraph,
    Came,
    CameBack,
    ItemCame,
    Judged,
    JudgedComment,
    JudgedItem,
)
from unannounced.duties.decision import Allowed, Decision, Refused
from unannounced.duties.laying_out import SetItem, SetOut, SetParagraph, renumbered
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import say

SIGNS_OF_AN_ID = 8
"""How many signs of an id a file keeps of each paragraph that left in it."""
LEAST_ALIKE = 30
"""Percent of words two texts share at least, for one to be taken for the other by its place (project choice)."""
MOST_AT_A_PLACE = 50
"""How many paragraphs one without a mark is compared with."""

Earlier = Mapping[tuple[str, int], str]
"""Earlier texts of paragraphs by id and wording."""


def may_come_back(back: CameBack, draft: SetOut, *, profile: Mechanism) -> Decision:
    """Whether a file may be taken for this draft: it left from it, or it is a draft from elsewhere."""
    if not back.report or same_id(back.report) == same_id(draft.id):
        return Allowed()
    return Refused(
        say("The Word file left from another report."),
        profile.cited("report"),
        say("Open the report that it left from, or choose another file."),
    )


def judge(back: CameBack, draft: SetOut, earlier: Earlier | None = None) -> list[Judged]:
    """What became of each paragraph: those that came back in the order of the file, those taken out at their place.

    ``draft`` is the report as it stands here, with the remarks that are held; ``earlier`` gives the texts of wordings
    that no longer stand. A file from elsewhere only has new paragraphs.
    """
    return _Judging(back, draft, earlier or {}).all()


def counted(back: CameBack, after: int = 0) -> tuple[BackParagraph, ...]:
    """The paragraphs of a draft from elsewhere with the numbers they get here, the first ``after`` + 1.

    References follow their paragraphs; one to a number that two paragraphs bear, or none, stays as it is written.
    """
    places: dict[int, list[int]] = {}
    for place, one in enumerate(back.paragraphs, start=after + 1):
        if one.shown.isdigit():
            places.setdefault(int(one.shown), []).append(place)
    numbers = {shown: found[0] for shown, found in places.items() if len(found) == 1}
    return tuple(
        replace(
            one,
            number=place,
            text=renumbered(one.text, numbers),
            items=tuple(replace(item, text=renumbered(item.text, numbers)) for item in one.items),
        )
        for place, one in enumerate(back.paragraphs, start=after + 1)
    )


def same_id(identity: str) -> str:
    """An id as it is compared: a Word file allows no dashes."""
    return identity.replace("-", "").casefold()


def tidy(text: str) -> str:
    """``text`` as it is compared: white space alone is no change.

    >>> tidy("One  two\\u00a0three \\n\\n\\n four")
    'One two three\\n\\nfour'
    """
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def out_of_order(places: Sequence[int]) -> set[int]:
    """Which of ``places`` moved, by their index: as few as possible, so that the others stand in order.

    >>> out_of_order([1, 5, 2, 3, 4])
    {1}
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        if length == len(ends):
            ends.append(place)
            last.append(index)
        else:
            ends[length], last[length] = place, index
        before.append(last[length - 1] if length else -1)
    stayed: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        stayed.add(at)
        at = before[at]
    return set(range(len(places))) - stayed


def chapters(paragraphs: Sequence[SetParagraph]) -> dict[str, str]:
    """The heading under which each paragraph stands: one without stands under that of the paragraph before it."""
    found: dict[str, str] = {}
    heading = ""
    for one in paragraphs:
        heading = one.chapter or heading
        found[same_id(one.id)] = heading
    return found


@dataclass(slots=True)
class _Judging:
    """One file and one draft, compared."""

    back: CameBack
    draft: SetOut
    earlier: Earlier

    def all(self) -> list[Judged]:
        here = {same_id(one.id): one for one in self.draft.paragraphs}
        placed = _by_place(self.back, self.draft.paragraphs)
        known = [here.get(same_id(one.id)) if one.id else None for one in self.back.paragraphs]
        known = [one or placed.get(index) for index, one in enumerate(known)]
        numbers = {
            there.number: one.number
            for there, one in zip(self.back.paragraphs, known, strict=True)
            if one and there.number
        }
        ours = [index for index, one in enumerate(known) if one]
        order = [self.back.paragraphs[index].number or self._number(known[index]) for index in ours]
        moved = {ours[index] for index in out_of_order(order)}
        headings = chapters(self.draft.paragraphs)
        judged = []
        before = ""
        for index, (there, one) in enumerate(zip(self.back.paragraphs, known, strict=True)):
            text = renumbered(there.text, numbers)
            found = self._changed(one, there, text) if one else Judged(_new(there), there=there, text=text)
            chapter = there.chapter if one and _other(there.chapter, headings[same_id(one.id)]) else None
            found = replace(
                found,
                moved=index in moved,
                after=before,
                chapter=chapter,
                by_place=index in placed,
                of_wording=there.wording,
            )
            before = one.id if one else before
            judged.append(found)
        judged = self._with_items(judged, numbers)
        return self._with_removed([replace(one, comments=self._comments(one.there)) for one in judged])

    @staticmethod
    def _number(one: SetParagraph | None) -> int:
        return one.number if one else 0

    def _changed(self, here: SetParagraph, there: BackParagraph, text: str) -> Judged:
        """What became of a paragraph that is known here."""
        base = self._base(here, there)
        of_there, of_here, of_base = tidy(text), tidy(here.text), tidy(base)
        changed_here = of_here != of_base
        if of_there == of_here:
            came = Came.SAME
        elif of_base in (of_there, tidy(there.text)):
            came = Came.CHANGED_HERE
        else:
            came = Came.BOTH_CHANGED if changed_here else Came.CHANGED_THERE
        return Judged(came, here=here, there=there, text=text, base=base)

    def _base(self, here: SetParagraph, there: BackParagraph) -> str:
        """The text that left: of the wording the file names, or else what stands in it without tracked changes."""
        if there.wording in (here.wording, 0):
            return here.text
        return self.earlier.get((here.id, there.wording), there.before)

    def _with_items(self, judged: list[Judged], numbers: Mapping[int, int]) -> list[Judged]:
        stands = {same_id(item.id): index for index, one in enumerate(judged) for item in _items_there(one) if item.id}
        every = {same_id(item.id): item for one in self.draft.paragraphs for item in one.items}
        return [
            replace(one, items=tuple(self._items(index, one, stands, every, numbers)))
            for index, one in enumerate(judged)
        ]

    def _items(
        self,
        index: int,
        one: Judged,
        stands: Mapping[str, int],
        every: Mapping[str, SetItem],
        numbers: Mapping[int, int],
    ) -> Iterator[JudgedItem]:
        """What became of the items of a paragraph, and of those that stand in it there."""
        own = {same_id(item.id): item for item in (one.here.items if one.here else ())}
        lost = {tidy(item.text): item for identity, item in own.items() if identity not in stands}
        for there in _items_there(one):
            text = renumbered(there.text, numbers)
            words = tidy(text)
            known = every.get(same_id(there.id)) if there.id else lost.pop(words, None)
            if known is None:
                yield JudgedItem(ItemCame.ADDED, there=there, text=text)
            else:
                moved = same_id(known.id) not in own
                item_came = _item_came(one, known, there, words, moved=moved)
                yield JudgedItem(item_came, here=known, there=there, text=text)
        for item in lost.values():
            words = tidy(item.text)
            still = bool(words) and words in tidy(one.text)
            yield JudgedItem(ItemCame.MARK_LOST if still else ItemCame.REMOVED, here=item)

    def _comments(self, there: BackParagraph | None) -> tuple[JudgedComment, ...]:
        held = {(one.by, tidy(one.text)) for one in self.draft.remarks}
        made = there.comments if there else ()
        return tuple(JudgedComment(one, (one.by, tidy(one.text)) in held) for one in made)

    def _with_removed(self, judged: list[Judged]) -> list[Judged]:
        """The paragraphs of the draft that left in the file and are no longer in it, each after the one before it."""
        if not self.back.report:
            return judged
        came = {same_id(one.here.id) for one in judged if one.here}
        taken_out = {same_id(one.id): one for one in self.back.removed if one.id}
        before = ""
        for one in self.draft.paragraphs:
            identity = same_id(one.id)
            if identity not in came and (identity in taken_out or self._left(identity)):
                there = taken_out.get(identity)
                base = self._base(one, there) if there else one.text
                items = tuple(JudgedItem(ItemCame.REMOVED, here=item) for item in self._items_gone(one, judged))
                gone = Judged(
                    Came.REMOVED,
                    here=one,
                    there=there,
                    base=base,
                    of_wording=there.wording if there else 0,
                    after=before,
                    items=items,
                    comments=self._comments(there),
                )
                judged.insert(_after(judged, before), gone)
            before = one.id
        return judged

    @staticmethod
    def _items_gone(one: SetParagraph, judged: Sequence[Judged]) -> list[SetItem]:
        moved = {item.here.id for other in judged for item in other.items if item.here}
        return [item for item in one.items if item.id not in moved]

    def _left(self, identity: str) -> bool:
        """Whether the paragraph left in the file: one written here since then was not taken out there."""
        return not self.back.left or identity[:SIGNS_OF_AN_ID] in self.back.left


def _new(there: BackParagraph) -> Came:
    return Came.GONE_HERE if there.id else Came.NEW


def _other(there: str, here: str) -> bool:
    return bool(there) and tidy(there) != tidy(here)


def _items_there(one: Judged) -> tuple[BackItem, ...]:
    return one.there.items if one.there else ()


def _item_came(one: Judged, here: SetItem, there: BackItem, words: str, *, moved: bool) -> ItemCame:
    if there.kind is not here.kind:
        return ItemCame.OTHER_KIND
    if moved:
        return ItemCame.MOVED
    as_left = one.came in (Came.SAME, Came.CHANGED_HERE) and words in tidy(one.text)
    return ItemCame.SAME if as_left or words == tidy(here.text) else ItemCame.REWORDED


def _after(judged: Sequence[Judged], before: str) -> int:
    """The place after the paragraph with the id ``before``; the first place for none."""
    found = (index + 1 for index, one in enumerate(judged) if one.here and one.here.id == before)
    return next(found, 0)


def _by_place(back: CameBack, paragraphs: Sequence[SetParagraph]) -> dict[int, SetParagraph]:
    """Paragraphs without a mark that are known by where they stand: between two known ones, with words alike."""
    if not back.report:
        return {}
    place = {same_id(one.id): index for index, one in enumerate(paragraphs)}
    marked = [place.get(same_id(one.id)) if one.id else None for one in back.paragraphs]
    taken = {index for index in marked if index is not None}
    taken |= {place[same_id(one.id)] for one in back.removed if one.id and same_id(one.id) in place}
    words = [_words(one.text) for one in paragraphs]
    found: dict[int, SetParagraph] = {}
    for index, one in enumerate(back.paragraphs):
        if one.id:
            continue
        low = next((at for at in reversed(marked[:index]) if at is not None), -1)
        high = next((at for at in marked[index + 1 :] if at is not None), len(paragraphs))
        own = _words(one.text)
        near = [at for at in range(low + 1, high) if at not in taken][:MOST_AT_A_PLACE]
        alike, best = max(((_alike(own, words[at]), -at) for at in near), default=(0, 0))
        if alike >= LEAST_ALIKE:
            taken.add(-best)
            marked[index] = -best
            found[index] = paragraphs[-best]
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


def _alike(one: frozenset[str], other: frozenset[str]) -> int:
    """The percentage of words that two texts share.

    >>> _alike(_words("The roof leaks"), _words("The roof leaks badly"))
    75
    """
    return 100 * len(one & other) // max(1, len(one | other))
