"""Going through what was read from files: what waits for a person, why a reading is unsure, what may be done to it."""

import re
from dataclasses import dataclass

from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.dialogue import Position
from unannounced.duties.words import Sentence, say

_RULE = say("Rule of this software: what is unsure is for a person to decide")

TOPIC_STANDS = 60
"""From here on, per cent, a proposed topic stands until somebody refuses it (project choice)."""
TOPIC_ASKED = 30
"""From here up to ``TOPIC_STANDS`` a person is asked; what is less sure is not shown (project choice)."""
SHORT, LONG = 25, 900
"""Characters: what is shorter may be a piece of an item, what is longer may be several (project choice)."""

_ENDS = re.compile(r"[.;:!?…)\]”»\"’']\s*$")
_LISTED = re.compile(r"(?:^|\s)\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})\)\s|;\s+(?:and|et)\s")


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of a reading when somebody asks why it is unsure.

    ``others_name_makers`` and ``others_say_position``: whether other items of the same report do; ``from_picture``:
    whether the file is a picture whose words were recognised.
    """

    text: str
    sure: int
    printed: str
    named: bool
    position: Position
    others_name_makers: bool
    others_say_position: bool
    from_picture: bool = False


def why_unsure(read: Read) -> list[Sentence]:
    """The reasons for which a reading is unsure, the weightiest first; at least one."""
    found = [
        (read.from_picture, say("The file is a picture: its words were recognised, and some may be wrong.")),
        (not read.printed, say("It bears no number of its own: it was found by its words, in running text.")),
        (
            not read.named and read.others_name_makers,
            say("Nobody is named as having made it, as with other items of this report."),
        ),
        (
            read.position is Position.UNKNOWN and read.others_say_position,
            say("Nothing says what the State holds of it, as with other items of this report."),
        ),
        (len(read.text) < SHORT, say("It is very short: the rest of it may stand before or after.")),
        (len(read.text) > LONG, say("It is very long: it may be several items.")),
        (read.text[:1].islower(), say("It begins in the middle of a sentence: words before it may be missing.")),
        (_ENDS.search(read.text) is None, say("It does not end like a sentence: words after it may be missing.")),
        (_LISTED.search(read.text) is not None, say("A list stands in it: it may be several items.")),
    ]
    reasons = [Sentence(words) for holds, words in found if holds]
    manner = say("Of a hundred items read in the same manner, {sure} were right.")
    return [*reasons, Sentence(manner, {"sure": read.sure})]


def may_look(*, read: bool, left_out: bool) -> Decision:
    """Whether somebody may find the reading of an item right: it was read from a file, and stands."""
    if not read:
        return Refused(say("The item was written here, not read from a file."), _RULE)
    if left_out:
        return Refused(say("The item was left out."), _RULE, say("Take that back first."))
    return Allowed()


def may_split(*, read: bool, left_out: bool, text: str, place: int) -> Decision:
    """Whether an item may be parted at ``place``, in characters: both parts say something."""
    decision = may_look(read=read, left_out=left_out)
    if not decision:
        return decision
    if not text[:place].strip() or not text[place:].strip() or place < 0:
        return Refused(
            say("One of the two parts would be empty."),
            _RULE,
            say("Give the words with which the second part begins, as they stand in the item."),
        )
    return Allowed()


def place_of(text: str, begins: str) -> int | Refused:
    """Where in ``text`` the words stand with which a second item begins; refused unless they stand there once."""
    words = r"\s+".join(re.escape(word) for word in begins.split())
    found = [one.start() for one in re.finditer(words, text)] if words else []
    if len(found) == 1:
        return found[0]
    if not found:
        return Refused(
            say("These words do not stand in the item."),
            _RULE,
            say("Copy the words with which the second part begins."),
        )
    return Refused(
        say("These words stand in the item {count} times."),
        _RULE,
        say("Give some more of the words with which the second part begins."),
        {"count": len(found)},
    )


def may_merge(*, read: bool, left_out: bool, has_next: bool, next_read: bool, rests_on_next: int) -> Decision:
    """Whether an item may be made one with the next of its paragraph: it was read as well, and nothing rests on it."""
    return first_refusal(
        may_look(read=read, left_out=left_out),
        _has_next(has_next, next_read),
        _nothing_rests(rests_on_next, say("{count} responses or assessments are registered to the next item.")),
    )


def _has_next(has_next: bool, next_read: bool) -> Decision:
    if not has_next:
        return Refused(say("No item follows it in its paragraph."), _RULE, say("Correct its text instead."))
    if not next_read:
        return Refused(say("The next item was written here, not read from a file."), _RULE)
    return Allowed()


def _nothing_rests(count: int, reason: str) -> Decision:
    if not count:
        return Allowed()
    return Refused(reason, _RULE, say("Withdraw them first, or leave the items as they are."), {"count": count})


def may_take_back(*, something: bool, since_changed: bool, rests_on_second: int) -> Decision:
    """Whether what was done to a reading may be taken back: it was done, and nothing was said otherwise since.

    ``rests_on_second``: how many responses and assessments are registered to an item that came of a split.
    """
    if not something:
        return Refused(say("Nothing was decided of this reading that could be taken back."), _RULE)
    if since_changed:
        return Refused(
            say("The item has changed since, so what stood before cannot simply be put back."),
            _RULE,
            say("Correct what was read instead."),
        )
    reason = say("{count} responses or assessments are registered to the item that came of the split.")
    return _nothing_rests(rests_on_second, reason)


def may_decide_topic(topic: str, *, known: bool) -> Decision:
    """Whether somebody may decide on a topic of an item: the mechanism's taxonomy has it."""
    if known:
        return Allowed()
    return Refused(
        say("There is no topic “{topic}”."), _RULE, say("Choose one of the mechanism's topics."), {"topic": topic}
    )


def may_repeat(*, same_item: bool, same_state: bool, earlier_first: bool) -> Decision:
    """Whether an item may say again what another said: both to one State, the other in an earlier report."""
    if same_item:
        return Refused(say("An item does not repeat itself."), _RULE)
    if not same_state:
        return Refused(say("The two items are addressed to different States."), _RULE)
    if not earlier_first:
        return Refused(say("The other item is not of an earlier report."), _RULE)
    return Allowed()
