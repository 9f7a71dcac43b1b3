"""Invented registers of places: towns of invented States, as two offices would write them."""

import random
from dataclasses import replace

from unannounced.crafts.matching import Described, Pair, match

BEGINNINGS = "Val Or Kas Mir Tel Bran Dor Fen Gal Hes Ild Jor Lum Mor Nes Pel Quin Ras Sol Tam Ul Ves Wen Yar Zel"
ENDINGS = "mora veth ano ka lin dorf essa ilia und aro icz eth ova inge amar olt esh unna iro ask"
SORTS = ("County Jail", "State Prison", "Remand Centre", "Police Station", "Women's Prison", "Psychiatric Hospital")


def place(name: str, town: str = "", state: str = "XXA", **more: object) -> Described:
    """One place, called by its name and town."""
    return replace(Described(id=f"{name}, {town}", names=(name,), town=town, state=state), **more)  # type: ignore[arg-type]


def only(first: Described, second: Described) -> Pair | None:
    """What becomes of two places between which nothing else stands."""
    found = match([first], [replace(second, id="the other")])
    return found[0] if found else None


def invented(number: int, seed: int = 1) -> list[Described]:
    """``number`` places in towns of ten invented States."""
    dice = random.Random(seed)
    found = []
    for one in range(number):
        town = "".join(
            (
                dice.choice(BEGINNINGS.split()),
                dice.choice(ENDINGS.split()),
                dice.choice(["", "", dice.choice(ENDINGS.split())]),
            )
        )
        name = f"{town} {dice.choice(SORTS)}"
        found.append(Described(id=str(one), names=(name,), town=town, state=f"XX{chr(65 + one % 10)}"))
    return found
