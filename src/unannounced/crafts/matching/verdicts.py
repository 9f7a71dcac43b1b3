"""From likenesses to verdicts: who is joined without a person, who is offered to one, and in which order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from unannounced.crafts.matching.comparing import Compared
from unannounced.crafts.matching.model import Model, is_nowhere, standing
from unannounced.crafts.matching.prepared import Prepared

JOINED, OFFERED = 0.95, 0.06
"""From which likeness on a pair is joined or offered."""
LEAST_ODDS = 0.5
"""The log odds that a pair must have by itself to be joined, however far it leads."""
LEAD = 1.0
"""The lead in log odds over the next best that a joined pair needs."""
BESIDE = 0.5
"""What is offered beside a place that is joined must be at least so likely by itself (log odds)."""
NEVER = ("mark_clash", "initials_clash", "far", "kinds_clash", "sorts_differ", "common_name")
UNLESS_AT_ONE_ADDRESS = ("levels_clash", "levels_one_sided", "word_alone", "kinds_apart")
"""What forbids to join without a person: in any case, and unless address or position say that it is one place."""


@dataclass(slots=True)
class Candidate:
    """Two places that were compared, and where that leads."""

    first: Prepared
    second: Prepared
    compared: Compared
    odds: float
    likeness: float = 0.0
    joined: bool = False
    rivals: list["Candidate"] = field(default_factory=list)


def decide(candidates: Iterable[Candidate], model: Model, at_most: int) -> list[Candidate]:
    """Those that are joined or offered, by first place, the likeliest first, ``at_most`` of each first place."""
    of_first: defaultdict[str, list[Candidate]] = defaultdict(list)
    of_second: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        of_first[one.first.place.id].append(one)
        of_second[one.second.place.id].append(one)
    for some in (*of_first.values(), *of_second.values()):
        some.sort(key=lambda one: -one.odds)
    for own in of_first.values():
        for one in own:
            _weigh(one, own, of_second[one.second.place.id], model)
    kept: list[Candidate] = []
    for own in of_first.values():
        own.sort(key=lambda one: (-one.joined, -one.likeness, -one.odds))
        best = {one.second.place.id: one for one in reversed(own)}  # of two rows of one id, the likelier
        taken = [one for one in own if best[one.second.place.id] is one and (one.joined or _is_offered(one, own))]
        kept.extend(taken[:at_most])
    return kept


def _weigh(one: Candidate, own: list[Candidate], others: list[Candidate], model: Model) -> None:
    """Likeness and verdict of one candidate among those of its two places."""
    rival = next((other for other in own if other.second.place.id != one.second.place.id), None)
    against = next((other for other in others if not _is_same(one.first, other.first)), None)
    theirs, ours = (other.odds if other else float("-inf") for other in (rival, against))
    features = one.compared.features
    one.likeness = model.likeness(standing(one.odds, theirs, ours, features))
    one.rivals = [other for other in (rival, against) if other and other.odds > one.odds - LEAD and other.odds > 0]
    sure = one.likeness >= JOINED and one.odds >= LEAST_ODDS and not one.rivals
    one.joined = sure and not contradicted(features)


def contradicted(features: Mapping[str, float]) -> bool:
    """Whether something forbids that two places be joined without a person, however alike they are."""
    if any(features[what] for what in NEVER):
        return True
    if features["key_same"]:
        return False
    if features["mark_one_sided"] or (features["towns_two"] and features["postcode_other"]):
        return True
    if features["address_same"] or features["near"]:
        return False
    if features["towns_two"] and not features["postcode_same"]:
        return True
    if is_nowhere(features) and not features["same_text"] and not features["sort_said_more"]:
        return True
    return any(features[what] for what in UNLESS_AT_ONE_ADDRESS)


def _is_same(one: Prepared, other: Prepared) -> bool:
    """Whether two rows of one register are of one place: they have one id, or spell one name in two ways."""
    return one.place.id == other.place.id or (
        one.town == other.town
        and any(
            (a.own, a.kinds, a.levels, a.marks, a.faint) == (b.own, b.kinds, b.levels, b.marks, b.faint)
            for a in one.names
            for b in other.names
        )
    )


def _is_offered(one: Candidate, own: list[Candidate]) -> bool:
    features = one.compared.features
    two_towns = features["towns_two"] or features["town_alike"]
    if one.odds < 0 and (features["mark_clash"] or (features["kinds_clash"] and two_towns)):
        return False
    if own[0].joined and own[0] is not one:
        return one.odds >= BESIDE
    return one.likeness >= OFFERED
