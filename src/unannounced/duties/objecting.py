"""An objection of a State to a visit: whether it stands, why not, and what comes next.

ECPT Art. 9: the time or a particular place, on a closed list of grounds, in exceptional circumstances; consultations
at once, and information goes on. OPCAT Art. 14(2): a particular place only, urgent and compelling, for a time.
OPCAT Art. 19, 20: to a national mechanism no objection exists.
"""

from dataclasses import dataclass
from datetime import date

from unannounced.duties.composing import ASSISTANTS, GoesAs
from unannounced.duties.decision import Allowed, Decision, Refused, first_refusal
from unannounced.duties.noting import may_keep
from unannounced.duties.profile import Mechanism
from unannounced.duties.visiting import UNKNOWN_TO_STATE, ObjectionResult, VisitStage, not_in_future
from unannounced.duties.words import Sentence, say

_NO_RIGHT = say("The treaty knows no objection to a visit of this body.")
_NOT_THE_TARGET = say("An objection may be made to: {targets}; never to {target}.")
_NOT_A_GROUND = say("“{ground}” is not on the closed list of grounds: {grounds}.")
_NOT_URGENT = say("The ground must be urgent and compelling, and prevent the visit only for a time.")
_CONSULT = say("The ground is on the list; it stands in exceptional circumstances only.")
_VALID = say("The ground is on the list, urgent and compelling, and prevents the visit for a time.")
_GO_ON = say("The visit goes on; the objection is noted with its reason.")
_CONSULT_NOW = say(
    "Both sides consult at once, so that the Committee can work quickly; a person may be transferred to another place"
    " to be visited there; until the visit the State gives information on every person concerned."
)
EXCLUDED = say("The State has declared that this person may not take part.")
"""Why somebody left a delegation whom the State excluded."""

TARGETS: dict[str, str] = {
    "time": say("the time of the visit"),
    "place": say("a particular place"),
    "expert": say("an expert of the delegation"),
    "interpreter": say("an interpreter of the delegation"),
    "member": say("a member of the delegation"),
    "visit": say("the visit as a whole"),
}
"""What a State may have objected to, whether it could or not."""

GROUNDS: dict[str, str] = {
    "national_defence": say("national defence"),
    "public_safety": say("public safety"),
    "serious_disorder": say("serious disorder in places of detention"),
    "natural_disaster": say("natural disaster"),
    "medical_condition": say("the medical condition of a person"),
    "urgent_interrogation": say("an urgent interrogation relating to a serious crime in progress"),
}
"""The words for the grounds of the closed lists of both treaties."""

_TO_SETTLE = frozenset({ObjectionResult.VALID, ObjectionResult.NEEDS_CONSULTATION})
_ASSISTANTS = frozenset({"assistant", *ASSISTANTS})
_ASSISTANT = say("The State may exceptionally declare that a named {target} may not take part; never a member.")
_REPLACED = say("Name another one; the visit goes on.")
_COME_BACK = say("The visit to this place is put off, not given up; ask until when the ground lasts.")


@dataclass(frozen=True, slots=True)
class Objection:
    """What an objection leads to, the article, why, and the next step."""

    result: ObjectionResult
    article: str
    why: Sentence
    then: Sentence


def objection(target: str, ground: str, profile: Mechanism) -> ObjectionResult:
    """What an objection to ``target`` on ``ground`` leads to (ECPT Art. 9, OPCAT Art. 14(2)).

    Both are looked up in the profile's closed lists; a national mechanism has none. An objection on a listed
    ground stands only under exceptional circumstances, so under the ECPT both sides consult at once, and the
    State keeps giving information; under the OPCAT it may be valid as it is, for a time.
    """
    if target not in profile.objection_targets:
        return ObjectionResult.INVALID_TARGET
    if ground not in profile.objection_grounds:
        return ObjectionResult.INVALID_GROUND
    if profile.convention == "ECPT":
        return ObjectionResult.NEEDS_CONSULTATION
    return ObjectionResult.VALID


def decide(target: str, ground: str, profile: Mechanism, *, urgent: bool, temporary: bool) -> Objection:
    """Whether an objection to ``target`` on ``ground`` stands; both are words of the profile's closed lists.

    ``urgent`` (and compelling) and ``temporary`` matter to the Subcommittee alone (OPCAT Art. 14(2)). A declared state
    of emergency is as such no ground.
    """
    if target in _ASSISTANTS and profile.objection_targets:
        why, then = Sentence(_ASSISTANT, {"target": _plain(target)}), Sentence(_REPLACED)
        return Objection(ObjectionResult.VALID, profile.cited("assistants"), why, then)
    ground = _as_listed(ground, profile)
    result, article = objection(target, ground, profile), profile.cited("objection")
    facts = {
        "target": _plain(target),
        "ground": _plain(ground),
        "targets": ", ".join(map(_plain, profile.objection_targets)),
        "grounds": ", ".join(map(_plain, profile.objection_grounds)),
    }
    if not profile.objection_targets:
        return Objection(ObjectionResult.INVALID_TARGET, article, Sentence(_NO_RIGHT), Sentence(_GO_ON))
    match result:
        case ObjectionResult.INVALID_TARGET:
            return Objection(result, article, Sentence(_NOT_THE_TARGET, facts), Sentence(_GO_ON))
        case ObjectionResult.INVALID_GROUND:
            return Objection(result, article, Sentence(_NOT_A_GROUND, facts), Sentence(_GO_ON))
        case ObjectionResult.NEEDS_CONSULTATION:
            return Objection(result, article, Sentence(_CONSULT), Sentence(_CONSULT_NOW))
        case ObjectionResult.VALID if not (urgent and temporary):
            return Objection(ObjectionResult.INVALID_GROUND, article, Sentence(_NOT_URGENT), Sentence(_GO_ON))
        case _:
            return Objection(result, article, Sentence(_VALID), Sentence(_COME_BACK))


def may_be_made(
    *,
    stage: VisitStage,
    target: str,
    of_whom: str | None,
    place_named: bool,
    received_on: date,
    known_from: date | None,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether an objection can be entered: the State knew of the visit by then, and it is said what it is about.

    ``of_whom`` is as what the person goes whom it names, ``known_from`` the first day on which the State knew.
    """
    rule = profile.cited("objection")
    if target not in TARGETS:
        words = say("“{target}” is nothing an objection could name."), say("Choose one of: {targets}.")
        return Refused(words[0], rule, words[1], {"target": target, "targets": ", ".join(TARGETS)})
    if stage in UNKNOWN_TO_STATE or known_from is None:
        return Refused(
            say("The State cannot have objected: it does not know of the visit."),
            rule,
            say("Notify the State first, or enter the objection at the right visit."),
        )
    if received_on < known_from:
        return Refused(
            say("The State cannot have objected on {received_on}, before it knew of the visit on {known_from}."),
            rule,
            say("Correct the day."),
            {"received_on": received_on, "known_from": known_from},
        )
    return first_refusal(
        _whom_it_names(target, of_whom, place_named, rule), not_in_future(received_on, today, "objection", profile)
    )


def may_settle(
    *,
    result: ObjectionResult,
    target: str,
    received_on: date,
    settled_on: date | None,
    on: date,
    how: str,
    today: date,
    profile: Mechanism,
) -> Decision:
    """Whether an arrangement may be noted: where both sides consult or a visit to a place was put off, and once."""
    rule = profile.cited("objection")
    if result not in _TO_SETTLE or target in _ASSISTANTS:
        reason = say("There is nothing to settle: this objection changes nothing, or somebody else was named.")
        return Refused(reason, rule, say("The visit goes on."))
    if settled_on is not None:
        reason, way_out = say("This was settled on {settled_on} already."), say("Load the page again to see how.")
        return Refused(reason, rule, way_out, {"settled_on": settled_on})
    if on < received_on:
        return Refused(
            say("This cannot have been settled on {on}, before the objection came on {received_on}."),
            rule,
            say("Correct the day."),
            {"on": on, "received_on": received_on},
        )
    return first_refusal(not_in_future(on, today, "objection", profile), may_keep(how))


def _whom_it_names(target: str, of_whom: str | None, place_named: bool, rule: str) -> Decision:
    if target == "place" and not place_named:
        reason = say("It is not said which place the State objects to.")
        return Refused(reason, rule, say("Choose the place; an objection is to a particular one."))
    if target in list(GoesAs) and target != of_whom:
        return Refused(
            say("It is not said which person the State objects to, or that person goes as something else."),
            rule,
            say("Choose the person it names, as what they go."),
        )
    return Allowed()


def _as_listed(ground: str, profile: Mechanism) -> str:
    """The ground of the closed list that the words begin with: "medical condition of a person" is that of the list."""
    return next((one for one in profile.objection_grounds if ground.startswith(one)), ground)


def _plain(word: str) -> str:
    return word.replace("_", " ")
