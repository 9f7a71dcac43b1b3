"""How likely two descriptions are of one place: sums of weights that can be read, learned from keyed registers."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

NOBODY = -3.0
"""The log odds taken for the next best candidate where there is none: to be alone is no proof."""
WIDEST = 5.0
"""A lead of more log odds over the next best is no better."""
WHEREABOUTS = (
    *("town_same", "town_alike", "town_other", "town_in_name", "postcode_same", "postcode_other"),
    *("address_same", "address_alike", "address_other", "near", "close", "far", "district_same", "district_other"),
)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of what two places have in common, then of how they stand among other candidates."""

    pair: Mapping[str, float]
    among: Mapping[str, float]

    def odds(self, features: Mapping[str, float]) -> float:
        """The log odds of a pair by itself."""
        weights = self.pair
        return weights["always"] + sum(weights.get(what, 0.0) * value for what, value in features.items() if value)

    def likeness(self, features: Mapping[str, float]) -> float:
        """The probability of a pair among its rivals, by the features of ``standing``."""
        weights = self.among
        odds = weights["always"] + sum(weights.get(what, 0.0) * value for what, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def standing(
    odds: float, rival_of_first: float, rival_of_second: float, features: Mapping[str, float]
) -> dict[str, float]:
    """How a pair stands among the other candidates of both its places."""
    leads = [max(-WIDEST, min(WIDEST, odds - max(NOBODY, rival))) for rival in (rival_of_first, rival_of_second)]
    nowhere = is_nowhere(features)
    return {
        "odds": odds,
        "lead_of_first": leads[0],
        "lead_of_second": leads[1],
        "same_text": features["same_text"],
        "same_text_leads": features["same_text"] * float(min(leads) > 2),
        "mark_one_sided": features["mark_one_sided"],
        "nowhere": float(nowhere),
        "nowhere_lead": min(leads) * float(nowhere),
    }


def is_nowhere(features: Mapping[str, float]) -> bool:
    """Whether nothing but names is compared."""
    return not any(features[what] for what in WHEREABOUTS)


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The weights of ``weights.json``; ``python -m bench.one_identity.learning`` writes them."""
    told = json.loads(files("unannounced.crafts.matching").joinpath("weights.json").read_text(encoding="utf-8"))
    return Model(told["pair"], told["among"])
