"""Whether two names, addresses and positions mean one place of detention, and why.

>>> from unannounced.crafts.matching.values import Described
>>> ours = Described(id="1", names=("Vallmora County Det Ctr",), town="St. Orlo", state="XXA")
>>> theirs = Described(id="a", names=("VALLMORA COUNTY DETENTION CENTER",), town="Saint Orlo", state="XXA")
>>> [(pair.first, pair.second, str(pair.verdict)) for pair in match([ours], [theirs])]
[('1', 'a', 'joined')]
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from unannounced.crafts.matching import reasons
from unannounced.crafts.matching.candidates import Index
from unannounced.crafts.matching.comparing import compare
from unannounced.crafts.matching.model import Model, is_nowhere, shipped
from unannounced.crafts.matching.prepared import Prepared, prepare
from unannounced.crafts.matching.rarity import Rarity
from unannounced.crafts.matching.states import aligned
from unannounced.crafts.matching.values import Described, Pair, Reason, Verdict
from unannounced.crafts.matching.verdicts import Candidate, decide

__all__ = ["Described", "Matcher", "Pair", "Reason", "Verdict", "match"]

COMPARED = 20
"""As many known places are compared closely with each place asked for."""
HOPELESS = -5.5
"""A pair of such log odds is not offered, and is nobody's rival."""


def match(first: Sequence[Described], second: Sequence[Described], *, at_most: int = 5) -> list[Pair]:
    """The pairs of two registers that are joined or offered, in the order of the first, the likeliest first."""
    return Matcher(second).find_all(first, at_most=at_most)


class Matcher:
    """Places that are known, made ready to be asked for others."""

    def __init__(self, known: Sequence[Described], *, model: Model | None = None) -> None:
        self._described = list(known)
        self._model = model or shipped()
        self._states: Mapping[str, str] | None = None
        self._known: list[Prepared] = []
        self._index = Index([])

    def find(self, one: Described, *, at_most: int = 5) -> list[Pair]:
        """The known places that ``one`` is, or may be, the likeliest first."""
        return self.find_all([one], at_most=at_most)

    def find_all(self, many: Sequence[Described], *, at_most: int = 5) -> list[Pair]:
        """The same for all rows of one register, each of which is another place unless it is but spelled otherwise."""
        kept = decide(self.candidates(many), self._model, at_most)
        return [_pair(one) for one in kept]

    def candidates(self, many: Sequence[Described]) -> list[Candidate]:
        """Every pair that was worth comparing, with its odds."""
        ours, theirs = aligned(many, self._described)
        asked = _prepared(many, ours)
        self._prepare(theirs)
        rarity = Rarity(asked, self._known)
        found = []
        for one in asked:
            crowd = self._index.crowd(one)
            for number in self._index.near(one, COMPARED):
                known = self._known[number]
                compared = compare(one, known, rarity.weight)
                compared.features["crowd"] = min(crowd, 40) / 40 * (1 - compared.features["cover_large"])
                common = is_nowhere(compared.features) and rarity.is_common(one.names[0])
                compared.features["common_name"] = float(common)
                odds = self._model.odds(compared.features)
                if odds > HOPELESS:
                    found.append(Candidate(one, known, compared, odds))
        return found

    def _prepare(self, states: Mapping[str, str]) -> None:
        """Make the known places ready, anew only if their States are now called otherwise."""
        if self._states != states:
            self._known = _prepared(self._described, states)
            self._index = Index(self._known)
            self._states = states


def _prepared(places: Sequence[Described], states: Mapping[str, str]) -> list[Prepared]:
    """The places that have a name, made ready; a State that the other side does not know is none."""
    ready = (prepare(one, states.get(one.state, "")) for one in _with_keys_of_one(places))
    return [one for one in ready if one.names]


def _with_keys_of_one(many: Sequence[Described]) -> list[Described]:
    """The places, without keys that several of them have."""
    counted = Counter(key for one in many for key in one.keys.items())
    return [
        replace(one, keys={what: value for what, value in one.keys.items() if counted[what, value] == 1})
        if one.keys
        else one
        for one in many
    ]


def _pair(one: Candidate) -> Pair:
    return Pair(
        first=one.first.place.id,
        second=one.second.place.id,
        verdict=Verdict.JOINED if one.joined else Verdict.OFFERED,
        likeness=max(1, min(99, round(100 * one.likeness))),
        reasons=reasons.of(one),
    )
