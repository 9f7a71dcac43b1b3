"""The conventions and protocols that a text names, by long names and by abbreviations, in English and French."""

from collections.abc import Sequence
from dataclasses import dataclass

from unannounced.crafts.repeating.words import these

_REACH = 16
"""Words behind “Convention” in which the rest of its name stands."""

_HEADS = {
    "convention": "convention", "conventions": "convention",
    "covenant": "covenant", "covenants": "covenant", "pacte": "covenant", "pactes": "covenant",
    "protocol": "protocol", "protocols": "protocol", "protocole": "protocol", "protocoles": "protocol",
    "statute": "statute", "statut": "statute",
}  # fmt: skip
_LEADING = these(
    "international united nations un optional facultatif first second third deuxieme premier troisieme 2nd 1st op"
)

# In the order in which they are tried: by which beginnings of words a convention is known, one of each group.
_CONVENTIONS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("Lanzarote Convention", (("child", "enfant"), ("sexual", "sexuel"))),
    ("Istanbul Convention", (("women", "femme"), ("violen",))),
    ("CEDAW", (("women", "femme"), ("discrim",))),
    ("CED", (("disappear", "dispari"),)),
    ("CAT", (("tortur",),)),
    ("ICRMW", (("migrant",),)),
    ("CRPD", (("disab", "handicap"),)),
    ("ICERD", (("racial",),)),
    ("UNESCO discrimination in education", (("education", "enseignement"), ("discrim",))),
    ("statelessness 1954", (("status", "statut"), ("stateless", "apatrid"))),
    ("statelessness 1961", (("stateless", "apatrid"),)),
    ("1951 refugees", (("refug",),)),
    ("CRC", (("child", "enfant"),)),
    ("genocide", (("genocid",),)),
    ("UNTOC", (("organi",), ("crime", "criminal"))),
    ("UNCAC", (("corrupt",),)),
)  # fmt: skip
_ABBREVIATIONS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("op", "cat"): ("OPCAT",), ("opcat",): ("OPCAT",), ("cat",): ("CAT",),
    ("iccpr", "op", "1"): ("ICCPR-OP1",), ("iccpr", "op1"): ("ICCPR-OP1",), ("op", "iccpr", "1"): ("ICCPR-OP1",),
    ("iccpr", "op", "2"): ("ICCPR-OP2",), ("iccpr", "op2"): ("ICCPR-OP2",), ("op2", "iccpr"): ("ICCPR-OP2",),
    ("iccpr",): ("ICCPR",), ("pidcp",): ("ICCPR",),
    ("op", "icescr"): ("ICESCR-OP",), ("icescr", "op"): ("ICESCR-OP",), ("icescr",): ("ICESCR",),
    ("pidesc",): ("ICESCR",),
    ("op", "cedaw"): ("CEDAW-OP",), ("cedaw", "op"): ("CEDAW-OP",), ("cedaw",): ("CEDAW",), ("cedef",): ("CEDAW",),
    ("op", "crc", "ac"): ("CRC-OP-AC",), ("op", "crc", "sc"): ("CRC-OP-SC",), ("op", "crc", "ic"): ("CRC-OP-IC",),
    ("crc", "op", "ac"): ("CRC-OP-AC",), ("crc", "op", "sc"): ("CRC-OP-SC",), ("crc", "op", "ic"): ("CRC-OP-IC",),
    ("op", "crc"): ("CRC-OP-AC", "CRC-OP-SC"), ("crc",): ("CRC",), ("cde",): ("CRC",),
    ("op", "crpd"): ("CRPD-OP",), ("crpd", "op"): ("CRPD-OP",), ("crpd",): ("CRPD",), ("cpd",): ("CRPD",),
    ("cidph",): ("CRPD",), ("cdph",): ("CRPD",),
    ("icerd",): ("ICERD",), ("cerd",): ("ICERD",), ("icrmw",): ("ICRMW",), ("cmw",): ("ICRMW",),
    ("ced",): ("CED",), ("cped",): ("CED",), ("icped",): ("CED",), ("icpped",): ("CED",),
    ("human", "rights", "covenants"): ("ICCPR", "ICESCR"), ("covenants", "on", "human", "rights"): ("ICCPR", "ICESCR"),
    ("two", "covenants"): ("ICCPR", "ICESCR"), ("two", "international", "covenants"): ("ICCPR", "ICESCR"),
    ("deux", "pactes"): ("ICCPR", "ICESCR"),
    ("kampala",): ("Kampala amendments",), ("palermo",): ("Palermo Protocol",),
    ("yogyakarta",): (), ("hague",): ("Hague Convention",),
    ("privileges", "and", "immunities"): ("APIC",), ("privileges", "et", "immunites"): ("APIC",),
    ("european", "convention", "on", "human", "rights"): ("ECHR",), ("echr",): ("ECHR",),
    ("convention", "europeenne", "des", "droits"): ("ECHR",), ("cedh",): ("ECHR",),
}  # fmt: skip
_FIRSTS = frozenset(key[0] for key in _ABBREVIATIONS)
_STARTS = frozenset((*_FIRSTS, *_HEADS, "ilo"))
_WITH_PROTOCOLS = frozenset(("ICCPR", "ICESCR", "CAT", "CEDAW", "CRC", "CRPD"))
_SECOND = frozenset(("second", "deuxieme", "2nd", "2"))
_FIRST = frozenset(("first", "premier", "1st", "1"))
_BETWEEN = these(
    "to the of a an au aux la le les l se rapportant relatif thereto its un united nations international and both "
    "two on de des"
)
_OF_NAMES = these(
    "on of the and or for from against in with to la le les l de des du et ou contre pour a au aux sur toutes "
    "tous tout all rights right droits droit elimination forms formes discrimination women femmes egard torture "
    "other autres cruel cruels inhuman inhumains degrading degradants treatment traitements punishment peines "
    "enforced forcees disappearance disappearances disparitions protection persons personnes migrant migrants "
    "workers travailleurs members membres their leur famille families family child children enfant enfants "
    "disabilities handicapees racial raciale civil civils political politiques economic economiques social "
    "sociaux cultural culturels rome international criminal court cour penale internationale reduction cas status "
    "statut relating relative relatif relatifs stateless statelessness apatrides apatridie involvement "
    "implication armed conflict conflits armes sale vente prostitution pornography pornographie communications "
    "procedure presentation"
)
_AIM_OF_SECOND = these(
    "aiming aimed at the abolition of death penalty visant a abolir l la peine de mort whose aim is to abolish"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A treaty named from the word ``start`` up to the word ``end``."""

    treaty: str
    start: int
    end: int


def treaties_in(words: Sequence[str]) -> list[Named]:
    """The treaties that plain ``words`` name, in their order.

    >>> [one.treaty for one in treaties_in("ratify the optional protocol to the convention against torture".split())]
    ['OPCAT']
    """
    found: list[Named] = []
    if _STARTS.isdisjoint(words):
        return found
    place = 0
    while place < len(words):
        word = words[place]
        named: list[Named] = []
        if word in _FIRSTS:
            named = _abbreviated(words, place)
        if not named and word in _HEADS:
            named = _called(words, place, found)
        elif not named and word == "ilo":
            named = _labour(words, place)
        found.extend(one for one in named if not _said_already(one, found))
        place = max((one.end for one in named), default=place + 1)
    return found


def _said_already(one: Named, found: Sequence[Named]) -> bool:
    """Whether it only explains the name before it: “… Protocol to the … against Women (CEDAW)”."""
    if not found:
        return False
    close = one.start - found[-1].end <= 4
    amended = found[-1].treaty == "Kampala amendments" and one.treaty == "Rome Statute" and close
    return amended or (one.start == found[-1].end and f"{one.treaty}-OP" == found[-1].treaty)


def _abbreviated(words: Sequence[str], place: int) -> list[Named]:
    for length in (5, 4, 3, 2, 1):
        treaties = _ABBREVIATIONS.get(tuple(words[place : place + length]))
        if treaties is not None:
            if treaties == ("Hague Convention",) and words[place + 1 : place + 2] != ["convention"]:
                return []
            return [Named(treaty, place, place + length) for treaty in treaties]
    return []


def _labour(words: Sequence[str], place: int) -> list[Named]:
    """The numbers behind “ILO Conventions No. 138 and 182”."""
    named, at = [], place + 1
    while at < len(words) and (
        words[at] in ("convention", "conventions", "no", "nos", "and", "n", "number", "core") or words[at].isdigit()
    ):
        if words[at].isdigit() and len(words[at]) <= 3:
            named.append(Named(f"ILO {words[at]}", place, at + 1))
        at += 1
    return named


def _called(words: Sequence[str], place: int, before: list[Named]) -> list[Named]:
    kind = _HEADS[words[place]]
    start = _beginning(words, place)
    if kind == "protocol":
        return _protocol(words, place, start, before)
    if kind == "statute":
        near = words[max(0, place - 1) : place + 4]
        return [Named("Rome Statute", place, _end(words, place + 1))] if "rome" in near else []
    tail = _tail(words, place)
    if kind == "covenant":
        named = []
        if any(word.startswith(("civil", "politi")) for word in tail):
            named.append("ICCPR")
        if any(word.startswith(("economi", "social", "sociaux")) for word in tail):
            named.append("ICESCR")
        if named:
            return [Named(treaty, start, _end(words, place + 1)) for treaty in named]
    if "oit" in tail or "no" in tail[:2]:
        numbers = [word for word in tail[:6] if word.isdigit() and len(word) <= 3]
        return [Named(f"ILO {number}", start, place + 6) for number in numbers]
    for treaty, needed in _CONVENTIONS:
        if all(any(word.startswith(ideas) for word in (*words[start:place], *tail)) for ideas in needed):
            return [Named(treaty, start, _end(words, place + 1))]
    return []


def _protocol(words: Sequence[str], place: int, start: int, before: list[Named]) -> list[Named]:
    tail = _tail(words, place)
    if "optional" not in words[start:place] and "facultatif" not in tail[:1] and "facultatifs" not in tail[:1]:
        if any(word.startswith(("traffick", "traite")) for word in tail):
            return [Named("Palermo Protocol", start, place + 1 + len(tail))]
        if "thereto" not in tail and "optional" not in words[max(0, place - 2) : place]:
            return []
    targets, end = _targets(words, place, start, before)
    if not targets:
        return [Named("optional protocol", start, place + 1)]
    rest = words[end : end + 14]
    ordinal = frozenset(words[start:place])
    several = words[place].endswith("s")
    tail = (*words[place:end], *rest)
    treaties = [one for target in targets for one in _protocols_of(target, ordinal, several, tail)]
    if "ICCPR-OP2" in treaties:
        while end < len(words) and words[end] in _AIM_OF_SECOND:
            end += 1
    return [Named(treaty, start, _end(words, end)) for treaty in treaties]


def _targets(words: Sequence[str], place: int, start: int, before: list[Named]) -> tuple[list[str], int]:
    """To which treaties a protocol belongs: those named behind it, or the one before; and where this ends."""
    at = place + 1
    while at < len(words) and (words[at] in _BETWEEN or words[at].startswith("facultatif")):
        at += 1
    backwards = "thereto" in words[place + 1 : at] or (start and words[start - 1] in ("its", "son", "ses", "their"))
    behind = [] if backwards else treaties_in(words[at : at + 3 * _REACH])
    several = words[place].endswith("s")
    targets: list[str] = []
    end = at
    for one in behind:
        if (
            at + one.start - end > (6 if targets else 1)
            or (targets and not several)
            or one.treaty not in _WITH_PROTOCOLS
        ):
            break
        targets.append(one.treaty)
        end = at + one.end
    if targets or not before:
        return targets, end
    return [before[-1].treaty], place + 1


def _protocols_of(target: str, ordinal: frozenset[str], several: bool, tail: Sequence[str]) -> tuple[str, ...]:
    if target == "CAT":
        return ("OPCAT",)
    if target == "ICCPR":
        if ordinal & _SECOND or "abolition" in tail or "abolir" in tail:
            return ("ICCPR-OP2",)
        return ("ICCPR-OP1", "ICCPR-OP2") if several else ("ICCPR-OP1",)
    if target == "CRC":
        kinds = []
        if "armed" in tail or "armes" in tail:
            kinds.append("CRC-OP-AC")
        if "sale" in tail or "vente" in tail:
            kinds.append("CRC-OP-SC")
        if any(word.startswith("communication") for word in tail) or "third" in ordinal or "troisieme" in ordinal:
            kinds.append("CRC-OP-IC")
        return tuple(kinds) or ("CRC-OP-AC", "CRC-OP-SC")
    return (target if "-OP" in target or target == "OPCAT" else f"{target}-OP",)


def _beginning(words: Sequence[str], place: int) -> int:
    while place and words[place - 1] in _LEADING:
        place -= 1
    return place


def _tail(words: Sequence[str], place: int) -> Sequence[str]:
    """What stands behind a head, up to the next one."""
    end = place + 1
    while end < min(len(words), place + 1 + _REACH) and words[end] not in _HEADS:
        end += 1
    return words[place + 1 : end]


def _end(words: Sequence[str], place: int) -> int:
    """The end of a name that goes on at ``place``: behind the last of its words that is more than a small one."""
    last = place
    while place < len(words) and words[place] in _OF_NAMES:
        if len(words[place]) > 4:
            last = place + 1
        place += 1
    return last
