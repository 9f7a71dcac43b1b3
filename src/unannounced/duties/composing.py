"""A delegation: who may go, who leads it, and what its members remark on how it is composed.

ECPT Art. 7(2), 14; OPCAT Art. 13(3), 18(2). A refusal stops a name; a remark stops nothing and says what is missing.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from unannounced.duties.confidentiality import Role
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.profile import Mechanism
from unannounced.duties.words import Sentence, say


class GoesAs(StrEnum):
    """As what somebody goes."""

    MEMBER = "member"
    EXPERT = "expert"
    INTERPRETER = "interpreter"
    SECRETARIAT = "secretariat"


class Gender(StrEnum):
    """For the balance of a delegation, where somebody said it."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


WORDS: dict[GoesAs, str] = {
    GoesAs.MEMBER: say("member"),
    GoesAs.EXPERT: say("expert"),
    GoesAs.INTERPRETER: say("interpreter"),
    GoesAs.SECRETARIAT: say("secretariat"),
}
GENDER_WORDS: dict[Gender, str] = {Gender.WOMAN: say("woman"), Gender.MAN: say("man"), Gender.OTHER: say("other")}
DOCTOR = "medicine"
SKILLS: dict[str, str] = {
    DOCTOR: say("medicine"),
    "forensic_medicine": say("forensic medicine"),
    "psychiatry": say("psychiatry"),
    "psychology": say("psychology"),
    "nursing": say("nursing"),
    "law": say("law"),
    "prisons": say("running of prisons"),
    "policing": say("police work"),
    "migration": say("migration detention"),
    "children": say("children and juveniles"),
    "social_work": say("social work"),
}
"""What somebody brings, but for languages."""

DOCTORS = frozenset({DOCTOR, "forensic_medicine", "psychiatry"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")

ASSISTANTS = frozenset({GoesAs.EXPERT, GoesAs.INTERPRETER})
"""Those who assist the members: named in the notification, and open to exclusion (ECPT Art. 7(2), 14)."""

MANDATES: dict[GoesAs, frozenset[Role]] = {
    GoesAs.MEMBER: frozenset({Role.MEMBER}),
    GoesAs.EXPERT: frozenset({Role.EXPERT}),
    GoesAs.INTERPRETER: frozenset({Role.EXPERT, Role.SECRETARIAT}),
    GoesAs.SECRETARIAT: frozenset({Role.SECRETARIAT}),
}
"""The mandates of which one must cover the days of a visit."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days, first and last included; without a last one they go on."""

    first: date
    last: date | None = None

    def overlap(self, other: "Days") -> bool:
        """Whether a day is in both."""
        return self.first <= (other.last or date.max) and other.first <= (self.last or date.max)


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate and its days."""

    role: Role
    days: Days


@dataclass(frozen=True, slots=True)
class Going:
    """The visit somebody would go on: to which State, and on which days."""

    state: str
    state_name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be named, as far as the rules ask.

    ``elsewhere`` are the days of other visits they go on. ``roster_rank`` is the place of an expert among the experts
    of their State on the roster, counted from 1; None where it is not asked.
    """

    name: str
    goes_as: GoesAs
    nationality: str = ""
    held: tuple[Held, ...] = ()
    away: tuple[Days, ...] = ()
    elsewhere: tuple[Days, ...] = ()
    excluded: bool = False
    roster_rank: int | None = None
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    gender: Gender | None = None
    head: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a delegation, and the rule it is measured by."""

    said: Sentence
    rule: str


def may_go(candidate: Candidate, going: Going, *, profile: Mechanism) -> Decision:
    """Whether somebody may be named to the delegation of a visit.

    Members do not visit their own State, but for those of a national mechanism; no expert whom the State excluded
    (ECPT Art. 14(3), OPCAT Art. 13(3)), and none beyond the roster's number for a State; a mandate covers every day;
    nobody goes while away or on another visit.
    """
    return first_refusal(
        _not_to_own_state(candidate, going, profile),
        _not_excluded(candidate, profile),
        _on_roster(candidate, profile),
        _covered(candidate, going, profile),
        _there(candidate, going, profile),
        _free(candidate, going, profile),
    )


def may_lead(name: str, goes_as: GoesAs, *, left_on: date | None, profile: Mechanism) -> Decision:
    """Whether somebody may be the head: a member, and still of the delegation."""
    rule = profile.cited("delegation")
    if left_on is not None:
        reason, way_out = say("{name} left the delegation on {on}."), say("Choose somebody who goes.")
        return Refused(reason, rule, way_out, {"name": name, "on": left_on})
    if goes_as is GoesAs.MEMBER:
        return Allowed()
    return Refused(
        say("A delegation is led by a member; {name} goes as another."),
        rule,
        say("Choose a member as its head."),
        {"name": name},
    )


def may_be_named_head(candidate: Candidate, *, there: str, profile: Mechanism) -> Decision:
    """Whether somebody may be named as the head; ``there`` is the name of the head there is, or empty."""
    if not candidate.head:
        return Allowed()
    if there:
        return Refused(
            say("The delegation has a head already: {name}."),
            profile.cited("delegation"),
            say("Name this person without making them its head."),
            {"name": there},
        )
    return may_lead(candidate.name, candidate.goes_as, left_on=None, profile=profile)


def may_leave(*, left_on: date | None, on: date, today: date, profile: Mechanism) -> Decision:
    """Whether somebody may be taken off the delegation on the day ``on``: once, and not on a day to come."""
    rule = profile.cited("delegation")
    if left_on is not None:
        return Refused(
            say("This person left the delegation on {left_on} already."),
            rule,
            say("Load the page again to see who goes."),
            {"left_on": left_on},
        )
    if on > today:
        reason, way_out = say("{day} is in the future."), say("Enter it on the day it happens, or correct the day.")
        return Refused(reason, rule, way_out, {"day": on})
    return Allowed()


def balance(
    delegation: Sequence[Candidate],
    wanted: Collection[str],
    going: Going,
    *,
    exception_reason: str = "",
    profile: Mechanism,
) -> list[Remark]:
    """What is to be said of a delegation, in the order in which it is to be done.

    ``wanted`` are the languages of the State and of the persons to be spoken with, as codes.
    """
    members = [one for one in delegation if one.goes_as is GoesAs.MEMBER]
    found = [
        *_on_number(len(members), exception_reason, profile),
        *_on_head(delegation, profile),
        *_on_doctors(delegation, profile),
        *_on_languages(delegation, wanted, profile),
        *_on_gender(delegation, profile),
        *_on_nationals(delegation, going, profile),
    ]
    for one in delegation:  # since somebody was named, a mandate may have ended or days may have moved
        decided = may_go(one, going, profile=profile)
        if isinstance(decided, Refused):
            words = say("{name} may not go as things stand: {why}")
            found.append(Remark(Sentence(words, {"name": one.name, "why": decided.sentence}), decided.rule))
    return found


def may_say_abilities(languages: Collection[str], skills: Collection[str], *, on: date, today: date) -> Decision:
    """Whether abilities may be said of somebody: codes of languages and skills of the list, not on a day to come."""
    rule = say("Rule of this software: abilities are said in words that can be compared")
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            reason, way_out = say("“{language}” is no code of a language."), say("Write codes like en, fr or uk.")
            return Refused(reason, rule, way_out, {"language": language})
    for skill in skills:
        if skill not in SKILLS:
            reason, way_out = say("“{skill}” is none of the skills of the list."), say("Choose from: {known}.")
            return Refused(reason, rule, way_out, {"skill": skill, "known": ", ".join(SKILLS)})
    if on > today:
        return Refused(say("{day} is in the future."), rule, say("Correct the day."), {"day": on})
    return Allowed()


def may_be_away(begins: date, ends: date) -> Decision:
    """Whether days of an absence are such: the last one is not before the first."""
    if begins <= ends:
        return Allowed()
    return Refused(
        say("The absence would end on {ends}, before it begins on {begins}."),
        say("Rule of this software: days are counted forwards"),
        say("Exchange the two days or correct one."),
        {"begins": begins, "ends": ends},
    )


def _not_to_own_state(candidate: Candidate, going: Going, profile: Mechanism) -> Decision:
    own = candidate.nationality == going.state and candidate.goes_as is GoesAs.MEMBER
    if not own or not profile.convention:
        return Allowed()
    return Refused(
        say("A member does not take part in a visit to the State of their own nationality."),
        profile.cited("delegation"),
        say("Name another member."),
    )


def _not_excluded(candidate: Candidate, profile: Mechanism) -> Decision:
    if not candidate.excluded or candidate.goes_as not in ASSISTANTS:
        return Allowed()
    return Refused(
        say("The State has declared that this expert may not take part in the visit."),
        profile.cited("assistants"),
        say("Name another expert; the visit goes on."),
    )


def _on_roster(candidate: Candidate, profile: Mechanism) -> Decision:
    most, rank = profile.national_experts_at_most, candidate.roster_rank
    if most is None or rank is None or candidate.goes_as is not GoesAs.EXPERT or rank <= most:
        return Allowed()
    return Refused(
        say("The roster may have {most} experts proposed by one State, and {name} is one more of {state}."),
        profile.cited("assistants"),
        say("Name one of the others, or end the mandate of one of them."),
        {"most": most, "name": candidate.name, "state": candidate.nationality},
    )


def _covered(candidate: Candidate, going: Going, profile: Mechanism) -> Decision:
    """Whether mandates of the right kind cover each day; one may follow the other."""
    wanted = MANDATES[candidate.goes_as]
    day = going.first
    for held in sorted((one for one in candidate.held if one.role in wanted), key=lambda one: one.days.first):
        if held.days.first <= day:
            if held.days.last is None or held.days.last >= going.last:
                return Allowed()
            day = max(day, held.days.last + timedelta(days=1))
    facts = {"name": candidate.name, "day": day, "first": going.first, "last": going.last}
    return Refused(
        say("{name} has no mandate for this on {day}; the visit goes from {first} to {last}."),
        profile.cited("delegation"),
        say("Name somebody else, or have the mandate given for all days of the visit."),
        facts,
    )


def _there(candidate: Candidate, going: Going, profile: Mechanism) -> Decision:
    days = Days(going.first, going.last)
    away = next((one for one in candidate.away if one.overlap(days)), None)
    if away is None:
        return Allowed()
    return Refused(
        say("{name} is away from {first} to {last}."),
        profile.cited("delegation"),
        say("Name somebody else, or ask them and take the absence back."),
        {"name": candidate.name, "first": away.first, "last": away.last},
    )


def _free(candidate: Candidate, going: Going, profile: Mechanism) -> Decision:
    days = Days(going.first, going.last)
    busy = next((one for one in candidate.elsewhere if one.overlap(days)), None)
    if busy is None:
        return Allowed()
    return Refused(
        say("{name} goes on another visit from {first} to {last}."),
        profile.cited("delegation"),
        say("Name somebody else, or take them off the other delegation first."),
        {"name": candidate.name, "first": busy.first, "last": busy.last},
    )


def _on_number(members: int, exception_reason: str, profile: Mechanism) -> list[Remark]:
    facts, rule = {"members": members, "minimum": profile.delegation_minimum}, profile.cited("delegation")
    if members >= profile.delegation_minimum:
        return []
    if members < 1:
        return [Remark(Sentence(say("No member is named yet.")), rule)]
    if exception_reason.strip():
        said = say("There are fewer members ({members}) than the rule wants ({minimum}); a reason is given.")
    else:
        said = say("There are fewer members ({members}) than the rule wants ({minimum}): name another, or say why.")
    return [Remark(Sentence(said, facts), rule)]


def _on_head(delegation: Sequence[Candidate], profile: Mechanism) -> list[Remark]:
    if not delegation or any(one.head for one in delegation):
        return []
    return [Remark(Sentence(say("The delegation has no head.")), profile.cited("delegation"))]


def _on_doctors(delegation: Sequence[Candidate], profile: Mechanism) -> list[Remark]:
    if not delegation or any(DOCTORS.intersection(one.skills) for one in delegation):
        return []
    said = say("Nobody of the delegation is said to be a doctor; injuries and care can hardly be judged.")
    return [Remark(Sentence(said), profile.cited("balance"))]


def _on_languages(delegation: Sequence[Candidate], wanted: Collection[str], profile: Mechanism) -> list[Remark]:
    if not delegation:
        return []
    spoken = {language for one in delegation for language in one.languages}
    said = say("Nobody of the delegation works in the language “{language}”, and no interpreter does.")
    rule = profile.cited("assistants")
    return [Remark(Sentence(said, {"language": one}), rule) for one in sorted(wanted) if one not in spoken]


def _on_gender(delegation: Sequence[Candidate], profile: Mechanism) -> list[Remark]:
    """Those who judge are weighed, not those who interpret; where nobody said it, nothing is known."""
    said = [one.gender for one in delegation if one.goes_as in (GoesAs.MEMBER, GoesAs.EXPERT)]
    rule = profile.cited("balance")
    if len(said) < 2:
        return []
    if None in said:
        facts = {"not_said": said.count(None), "all": len(said)}
        words = say("For {not_said} of {all} members and experts it is not said whether they are women or men.")
        return [Remark(Sentence(words, facts), rule)]
    if set(said) == {Gender.MAN}:
        words = say("All members and experts of the delegation are men; women may not want to speak with them.")
        return [Remark(Sentence(words), rule)]
    if set(said) == {Gender.WOMAN}:
        return [Remark(Sentence(say("All members and experts of the delegation are women.")), rule)]
    return []


def _on_nationals(delegation: Sequence[Candidate], going: Going, profile: Mechanism) -> list[Remark]:
    """Nationals who assist may go; persons may fear to speak before them."""
    if not profile.convention:
        return []
    words = say("{name} is a national of the State visited; persons may speak less freely before them.")
    return [
        Remark(Sentence(words, {"name": one.name}), profile.cited("balance"))
        for one in delegation
        if one.nationality == going.state and one.goes_as is not GoesAs.MEMBER
    ]
