"""How a delegation was let in: what hindered it, and how far the authorities cooperated (ECPT Art. 3, 8(2), 8(3)).

The grade is a judgement of the delegation. ``suggested_grade`` proposes one from what was noted, with its reasons; it
is never kept by itself. Its bounds are choices of this project [P].
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from unannounced.duties.cooperating import HINDERED_AFTER
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.going import sound_times
from unannounced.duties.noting import may_keep, may_stand
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import Sentence, say


class Hindrance(StrEnum):
    """What kept a delegation from what it may see, hear or have."""

    WAITED = "waited"
    REFUSED_ENTRY = "refused_entry"
    REFUSED_PART = "refused_part"
    REFUSED_PERSON = "refused_person"
    REFUSED_PRIVACY = "refused_privacy"
    REFUSED_RECORDS = "refused_records"
    REFUSED_INFORMATION = "refused_information"
    REFUSED_EQUIPMENT = "refused_equipment"
    PERSONS_MOVED = "persons_moved"


class Cooperation(StrEnum):
    """How far the authorities cooperated on a visit (project choice; the words are those of reports)."""

    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"
    GOOD = "good"
    MIXED = "mixed"
    POOR = "poor"
    REFUSED = "refused"


class Whom(StrEnum):
    """With whom an interview was held."""

    DEPRIVED = "deprived"
    STAFF = "staff"
    OTHERS = "others"


HINDRANCE_WORDS: dict[Hindrance, str] = {
    Hindrance.WAITED: say("kept waiting"),
    Hindrance.REFUSED_ENTRY: say("not let in"),
    Hindrance.REFUSED_PART: say("a part of the place was not shown"),
    Hindrance.REFUSED_PERSON: say("a person could not be seen"),
    Hindrance.REFUSED_PRIVACY: say("an interview could not be held in private"),
    Hindrance.REFUSED_RECORDS: say("registers or files were not shown"),
    Hindrance.REFUSED_INFORMATION: say("information was not given"),
    Hindrance.REFUSED_EQUIPMENT: say("equipment had to be left behind"),
    Hindrance.PERSONS_MOVED: say("persons were moved before the delegation could see them"),
}
COOPERATION_WORDS: dict[Cooperation, str] = {
    Cooperation.EXCELLENT: say("excellent"),
    Cooperation.VERY_GOOD: say("very good"),
    Cooperation.GOOD: say("good"),
    Cooperation.MIXED: say("mixed"),
    Cooperation.POOR: say("poor"),
    Cooperation.REFUSED: say("refused"),
}
WHOM_WORDS: dict[Whom, str] = {
    Whom.DEPRIVED: say("persons deprived of liberty"),
    Whom.STAFF: say("staff"),
    Whom.OTHERS: say("others"),
}

LONG_WAIT = 120
"""Minutes; a wait of that length at a gate weighs as a refusal for a time (project choice [P])."""

MOST_MINUTES = 60 * 24 * 7
MOST_PERSONS = 500


@dataclass(frozen=True, slots=True)
class HindranceFact:
    """Something that hindered a delegation, as far as the proposal of a grade asks; minutes None: not known."""

    what: Hindrance
    minutes: int | None
    overcome: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """A grade that the rows noted would bear, with the reasons; for somebody to judge."""

    grade: Cooperation
    reasons: tuple[Sentence, ...]


def may_note(
    *,
    hindrance: Hindrance,
    day: date,
    at_time: str,
    minutes: int | None,
    overcome_on: date | None,
    why: str,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether a hindrance may be noted; that the day is one of the visit is asked elsewhere."""
    return first_refusal(
        sound_times(at_time, "", profile=profile),
        _sound_minutes(minutes, profile),
        _wait_with_minutes(hindrance, minutes, why, profile),
        may_overcome(day=day, overcome_on=overcome_on, today=today, profile=profile),
        may_stand(why),
    )


def may_overcome(*, day: date, overcome_on: date | None, today: date, profile: Mechanism) -> Decision:
    """Whether access can have been given after all on ``overcome_on``; None: it was not, or that is not known."""
    if overcome_on is None or day <= overcome_on <= today:
        return Allowed()
    return Refused(
        say("Access cannot have been given after all on {overcome_on}: it was refused on {day}, and today is {today}."),
        profile.cited("visit"),
        say("Correct the day."),
        {"overcome_on": overcome_on, "day": day, "today": today},
    )


def may_count_interviews(
    *, persons: int, private: bool | None, not_private_because: str, profile: Mechanism
) -> Decision:
    """Whether interviews may be counted: with somebody, and with a reason where they were not in private."""
    if not 1 <= persons <= MOST_PERSONS:
        return Refused(
            say("An interview is with 1 to {most} persons, not with {persons}."),
            profile.cited("visit"),
            say("Correct the number; hold a group as one row, others as further rows."),
            {"persons": persons, "most": MOST_PERSONS},
        )
    if private is False:
        return _reason_for_no_privacy(not_private_because, profile)
    return may_stand(not_private_because)


def may_take_back(*, taken_back: bool, because: str) -> Decision:
    """Whether something that was noted by mistake may be taken back: once, with the reason. It stays to be seen."""
    if taken_back:
        reason, way_out = say("This was taken back already."), say("Load the page again; it counts no more.")
        return Refused(reason, say("Rule of this software: nothing said is overwritten"), way_out)
    return may_keep(because)


def suggested_grade(
    hindrances: Iterable[HindranceFact], waits: Iterable[int], *, places: int, not_private: int
) -> Suggested | None:
    """The grade that what was noted would bear; None where no place was visited and nothing noted.

    ``waits`` are minutes at the gates of the ``places`` visited; ``not_private`` counts interviews that were not held
    in private. Never an answer by itself: what was not noted did not count.
    """
    noted = list(hindrances)
    longest = max([*waits, *(one.minutes or 0 for one in noted if one.what is Hindrance.WAITED)], default=0)
    lasting = [one for one in noted if one.what is not Hindrance.WAITED and not one.overcome]
    entry = [one for one in lasting if one.what is Hindrance.REFUSED_ENTRY]
    passing = [one for one in noted if one.what is not Hindrance.WAITED and one.overcome]
    if not places and not noted:
        return None
    reasons = _reasons(len(entry), len(lasting) - len(entry), len(passing), longest, not_private)
    return Suggested(_grade(len(entry), lasting, passing, longest, not_private, places), reasons)


def _grade(
    entry: int,
    lasting: Sequence[HindranceFact],
    passing: Sequence[HindranceFact],
    longest: int,
    not_private: int,
    places: int,
) -> Cooperation:
    if entry and not places:
        return Cooperation.REFUSED
    if entry or len(lasting) >= 3:
        return Cooperation.POOR
    if lasting or not_private or longest >= LONG_WAIT:
        return Cooperation.MIXED
    if passing or longest > HINDERED_AFTER:
        return Cooperation.GOOD
    return Cooperation.VERY_GOOD


def _reasons(entry: int, lasting: int, passing: int, longest: int, not_private: int) -> tuple[Sentence, ...]:
    facts = {"entry": entry, "lasting": lasting, "passing": passing, "longest": longest, "not_private": not_private}
    facts["after"] = HINDERED_AFTER
    said = [
        (entry, say("Times the delegation was not let in, and not afterwards either: {entry}.")),
        (lasting, say("Other refusals that stood to the end: {lasting}.")),
        (passing, say("Refusals that were overcome: {passing}.")),
        (not_private, say("Interviews that could not be held in private: {not_private}.")),
        (longest > HINDERED_AFTER, say("The longest wait at a gate was {longest} minutes; up to {after} is no delay.")),
    ]
    found = tuple(Sentence(words, facts) for holds, words in said if holds)
    return found or (Sentence(say("Nothing was noted that hindered the delegation.")),)


def _sound_minutes(minutes: int | None, profile: Mechanism) -> Decision:
    if minutes is None or 0 <= minutes <= MOST_MINUTES:
        return Allowed()
    return Refused(
        say("{minutes} minutes is no time that a delegation waits; at most {most} can be noted."),
        profile.cited("visit"),
        say("Correct the minutes, or leave them empty where they are not known."),
        {"minutes": minutes, "most": MOST_MINUTES},
    )


def _wait_with_minutes(hindrance: Hindrance, minutes: int | None, why: str, profile: Mechanism) -> Decision:
    if hindrance is not Hindrance.WAITED or minutes is not None or why.strip():
        return Allowed()
    return Refused(
        say("It is neither said how long the delegation waited nor why."),
        profile.cited("visit"),
        say("Write the minutes, or the reason that was given, or that none was."),
    )


def _reason_for_no_privacy(because: str, profile: Mechanism) -> Decision:
    if because.strip():
        return may_stand(because)
    return Refused(
        say("It is not said why the interview was not in private."),
        profile.cited("visit"),
        say("Write who was within hearing and why, or that no reason was given."),
    )
