"""An objection of a State to a visit: whether it stands, why not, and what comes next.

ECPT Art. 9: the time or a particular place, on a closed list of grounds, in exceptional circumstances; consultations
at once, and information goes on. OPCAT Art. 14(2): a particular place only, urgent and compelling, for a time.
OPCAT Art. 19, 20: to a national mechanism no objection exists.
"""

from dataclasses import dataclass

from unannounced.duties.profile import Mechanism
from unannounced.duties.visiting import ObjectionResult, objection
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
_ASSISTANTS = frozenset({"assistant", "expert", "interpreter"})
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


def _as_listed(ground: str, profile: Mechanism) -> str:
    """The ground of the closed list that the words begin with: "medical condition of a person" is that of the list."""
    return next((one for one in profile.objection_grounds if ground.startswith(one)), ground)


def _plain(word: str) -> str:
    return word.replace("_", " ")
