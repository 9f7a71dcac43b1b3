"""Registers spoiled on purpose: slips, abbreviations, other letters, towns left out, half of the places missing."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bench.one_identity.truths import Truth, all_of, census, keyed, read
from unannounced.crafts.matching.values import Described

SHORTER = {
    "county": "Co.", "center": "Ctr", "detention": "Det", "correctional": "Corr", "facility": "Fac.", "saint": "St.",
    "department": "Dept", "institution": "Inst", "hospital": "Hosp", "penitenciária": "Penit.", "presídio": "Pres.",
    "presidente": "Pres.", "centro": "C.", "regional": "Reg.", "feminino": "Fem.", "feminina": "Fem.", "fort": "Ft.",
}  # fmt: skip
THERE = "a=а b=б c=к d=д e=е f=ф g=г h=х i=и j=ж k=к l=л m=м n=н o=о p=п q=к r=р s=с t=т u=у v=в w=в x=кс y=й z=з"
BACK = (
    "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch"
    " ъ= ы=y ь= э=e ю=yu я=ya"
)
"""Letters by ear, there and back."""
SORTS = ("Casa Circondariale di {}", "C.C. {}", "{}", "Istituto Penitenziario {}", "Carcere di {}")
Spoil = Callable[[random.Random, Described], Described]
FOR_OTHERS = frozenset({"letters", "sorts"})
"""Ways that make no sense of English names, in which half of the words say the sort of place."""


def every(folder: Path) -> Iterator[Truth]:
    """Every truth as it is, then with half of the second register missing, then spoiled in each way."""
    for truth in all_of(folder):
        yield truth
        if truth.name in ("variants-roster", "england-2", "ireland", "brazil-2018-12", "fy15-roster"):
            yield half(truth)
    registers = {
        "roster": _roster(folder),
        "census": [replace(one, address="", postcode="", sex="", keys={"truth": one.id}, names=one.names[:1])
                   for one in census(folder / "places" / "brazil", "2018-12")],
        "italy": [Described(row["id_pagina"], (row["istituto"],), keys={"truth": row["id_pagina"]})
                  for row in read(folder / "places" / "italy" / "capienze_2026-07-13.csv")],
    }  # fmt: skip
    for name, register in registers.items():
        for how, spoil in WAYS.items():
            if name == "roster" and how in FOR_OTHERS:
                continue
            yield half(spoiled(f"spoiled-{name}-{how}", register, spoil))


def half(truth: Truth) -> Truth:
    """The truth with every other place of the second register missing, so that many have no partner."""
    left = truth.second[::2]
    same = sum(1 for one in truth.first for other in left if truth.label(one, other))
    return replace(truth, name=f"{truth.name}-half", second=left, same=same)


def spoiled(name: str, register: list[Described], spoil: Spoil) -> Truth:
    """A register against itself, one side spoiled."""
    dice = random.Random(name)
    first = [replace(spoil(dice, one), id=f"s{number}") for number, one in enumerate(register)]
    return keyed(name, "a register against itself, spoiled", first, register)


def _roster(folder: Path) -> list[Described]:
    return [
        Described(
            row["canonical_id"], (row["canonical_name"],), row["facility_city"], row["facility_state"],
            keys={"truth": row["canonical_id"]},
        )
        for row in read(folder / "places" / "us_immigration" / "facility_roster.csv")
    ]  # fmt: skip


def _renamed(one: Described, change: Callable[[str], str]) -> Described:
    return replace(one, names=tuple(change(name) for name in one.names))


def _slip(dice: random.Random, one: Described) -> Described:
    """Two letters changed places, or one is missing, in one word."""

    def change(name: str) -> str:
        at = dice.randrange(1, max(2, len(name) - 2))
        before, two, after = name[:at], name[at : at + 2], name[at + 2 :]
        if not two.isalpha():
            return name
        return before + (two[::-1] if dice.random() < 0.5 else two[1:]) + after

    return _renamed(one, change)


def _shorten(dice: random.Random, one: Described) -> Described:
    return _renamed(
        one, lambda name: re.sub(r"\w+", lambda word: SHORTER.get(word[0].casefold(), word[0]), name).upper()
    )


def _other_letters(dice: random.Random, one: Described) -> Described:
    """Written in Cyrillic letters by ear, and sometimes back."""

    to, back = (dict(pair.split("=") for pair in letters.split()) for letters in (THERE, BACK))

    def change(text: str) -> str:
        there = "".join(to.get(letter, letter) for letter in text.casefold())
        return there if dice.random() < 0.5 else "".join(back.get(letter, letter) for letter in there)

    return replace(_renamed(one, change), town=change(one.town))


def _no_town(dice: random.Random, one: Described) -> Described:
    return replace(one, town="")


def _swap(dice: random.Random, one: Described) -> Described:
    def change(name: str) -> str:
        words = name.split()
        cut = len(words) // 2
        return f"{' '.join(words[cut:])}, {' '.join(words[:cut])}" if cut else name

    return _renamed(one, change)


def _sort_named(dice: random.Random, one: Described) -> Described:
    return _renamed(one, dice.choice(SORTS).format)


WAYS: dict[str, Spoil] = {
    "slips": _slip,
    "shortened": _shorten,
    "letters": _other_letters,
    "no-town": _no_town,
    "swapped": _swap,
    "sorts": _sort_named,
}
