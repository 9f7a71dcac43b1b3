"""Invented registers of any size: towns with jails, prisons and hospitals; the second says part of the first anew."""

import random
from collections.abc import Iterator

from unannounced.crafts.matching import Described

STARTS = "Val Or Kas Mir Tel Bran Dor Fen Gal Hes Ild Jor Lum Mor Nes Pel Quin Ras Sol Tam Ul Ves Wen Yar Zel Cor"
MIDDLES = "a e i o u an er il on um ath eth irr off ul ant est ind orb usk"
ENDS = "mora veth ka lin dorf essa lia nd aro cz th ova nge mar lt sh nna rro sk ville burg ton"
SORTS = (
    ("{} County Jail", "{} CO. JAIL"),
    ("{} County Detention Center", "{} CNTY DET CTR"),
    ("{} Correctional Institution", "{} C.I."),
    ("{} State Prison", "{} State Prison"),
    ("{} Juvenile Detention Center", "{} JUV. DET. CTR"),
    ("{} Hospital", "{} Hosp."),
    ("Prison {} II", "Prison {} 2"),
)
STATES, PLACES_OF_A_TOWN = 50, 3


def registers(first: int, second: int, seed: int = 1) -> tuple[list[Described], list[Described]]:
    """``first`` places, and ``second`` others of which two thirds are among them in another spelling."""
    dice = random.Random(seed)
    both = first + second // 3
    towns = list(_towns(dice, max(STATES, both // PLACES_OF_A_TOWN)))
    every: dict[tuple[str, str, str], str] = {}
    while len(every) < both:
        plain, spelled, town, state = _place(dice, *dice.choice(towns))
        every.setdefault((plain, town, state), spelled)
    places = list(every.items())
    ours = [Described(f"a{number}", key[:1], *key[1:]) for number, (key, _) in enumerate(places[:first])]
    theirs = dice.sample(places[:first], second - second // 3) + places[first:]
    return ours, [
        Described(f"b{number}", (spelled,), town.upper(), state)
        for number, ((_, town, state), spelled) in enumerate(theirs)
    ]


def _towns(dice: random.Random, number: int) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    while len(found) < number:
        found.setdefault(_called(dice), f"S{len(found) % STATES}")
    return iter(found.items())


def _called(dice: random.Random) -> str:
    middle = "".join(dice.choices(MIDDLES.split(), k=dice.choice((1, 1, 2, 3))))
    return dice.choice(STARTS.split()) + middle + dice.choice(ENDS.split())


def _place(dice: random.Random, town: str, state: str) -> tuple[str, str, str, str]:
    plain, short = dice.choice(SORTS)
    called = town if dice.random() < 0.5 else _called(dice)
    return plain.format(called), short.format(called), town, state
