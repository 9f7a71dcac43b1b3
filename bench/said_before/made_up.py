"""Made-up pairs for tuning: the same demand in two ways and in French, with one slot filled alike or otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import yaml

TEMPLATES = Path(__file__).with_name("made_up.yaml")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and whether they demand the same."""

    earlier: str
    later: str
    same: bool


def made_up() -> Iterator[Pair]:
    """Every template with every two fillings: said the same way, in the other way, and in French."""
    for template in yaml.safe_load(TEMPLATES.read_text(encoding="utf-8")):
        one, other, french = template["one"], template["other"], template["french"]
        for then, now in product(template["filled"], repeat=2):
            same = then == now
            if not same:
                yield Pair(one.format(then[0]), one.format(now[0]), False)
            yield Pair(one.format(then[0]), other.format(now[0]), same)
            yield Pair(one.format(then[0]), french.format(now[1]), same)
