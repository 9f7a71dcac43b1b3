"""Pairs of registers of which it is known which rows are of one place, from the folder UNANNOUNCED_REAL_DATA names."""

import csv
import gzip
import io
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from unannounced.crafts.matching.prepared import name_of_town, of_address
from unannounced.crafts.matching.values import Described

Row = dict[str, str]
Label = Callable[[Described, Described], bool | None]
SLUG = re.compile(r"inspectionreports/(\d+)-(.+?)-\d{1,2}-[a-z]+-\d{4}")
HELD = (
    "1.3 Capacidade do estabelecimento | Masculino | Total",
    "1.3 Capacidade do estabelecimento | Feminino | Total",
)
EDITIONS = ("2016-12", "2017-06", "2017-12", "2018-06", "2018-12", "2019-06", "2019-12")


@dataclass(frozen=True, slots=True)
class Truth:
    """Two registers, and for a pair whether it is one place; ``None`` where nobody knows."""

    name: str
    about: str
    first: list[Described]
    second: list[Described]
    label: Label
    same: int = 0
    group: Callable[[Described], str] = field(default=lambda one: one.state or one.names[0][:1])


def all_of(folder: Path) -> Iterator[Truth]:
    """Every truth the folder holds."""
    places = folder / "places"
    yield from united_states(places / "us_immigration")
    yield from prisons_and_immigration(places)
    yield from england(places / "england_wales")
    yield from ireland(places / "ireland")
    yield from brazil(places / "brazil")


def united_states(folder: Path) -> Iterator[Truth]:
    """Names of a yearly table, and of a list of 2015, against registers of canonical names."""
    panel, roster = read(folder / "yearly_panel_FY10_FY24.csv"), read(folder / "facility_roster.csv")
    seen: dict[tuple[str, str, str], Row] = {}
    for row in panel:
        seen.setdefault((row["facility_name"], row["facility_city"], row["facility_state"]), row)
    variants = [_panel(number, row) for number, row in enumerate(seen.values())]
    canonical = [
        _keyed(row["canonical_id"], row["canonical_name"], row["canonical_city"], row["canonical_state"])
        for row in read(folder / "canonical_id_registry.csv")
    ]
    yield keyed("variants-registry", "names of 15 years, canonical names, by canonical id", variants, canonical)
    known = [_roster(row) for row in roster]
    plain = [replace(one, address="", postcode="") for one in known]
    yield keyed("variants-roster", "the same, 962 places", variants, plain)
    geocoded = {row["canonical_id"]: row for row in read(folder / "facilities-geocoded-all.csv")}
    yield keyed(
        "variants-roster-positions",
        "the same, with positions from two sources",
        [replace(one, position=_at(geocoded.get(one.keys["truth"]), "source")) for one in variants],
        [replace(one, position=_at(geocoded.get(one.keys["truth"]), "google")) for one in plain],
    )
    by_code = {row["detloc"]: row["canonical_id"] for row in roster if row["detloc"] not in ("", "NA")}
    fy15 = [_fy15(row, by_code.get(row["DETLOC"], "")) for row in read(folder / "facilities_fy15_listing.csv")]
    yield keyed("fy15-roster-addresses", "a list of 2015 with addresses, 962 places, by code", fy15, known)
    bare = [replace(one, address="", postcode="", sex="") for one in fy15]
    yield keyed("fy15-roster", "the same, names and towns alone", bare, plain)


def prisons_and_immigration(places: Path) -> Iterator[Truth]:
    """6,468 prisons and 962 places of immigration detention by names and towns; the truth is address and postcode."""
    first = [
        Described(
            id=row["OBJECTID"],
            names=(row["NAME"],),
            town=row["CITY"],
            state=row["STATE"],
            address=row["ADDRESS"],
            postcode=row["ZIP"],
        )
        for row in read(places / "us_prisons" / "hifld_prison_boundaries.csv")
    ]
    second = [_roster(row) for row in read(places / "us_immigration" / "facility_roster.csv")]
    addressed = {("a", one.id): of_address(one.address) for one in first}
    addressed |= {("b", one.id): of_address(one.address) for one in second}
    codes = {("a", one.id): one.postcode.lstrip("0") for one in first}
    codes |= {("b", one.id): one.postcode.lstrip("0") for one in second}
    crowded = Counter((codes["a", one.id], addressed["a", one.id]) for one in first)

    judged = by_reading("prisons-immigration")

    def label(one: Described, other: Described) -> bool | None:
        if (one.id, other.id) in judged:
            return judged[one.id, other.id]
        a, b = addressed["a", one.id], addressed["b", other.id]
        if not a[1] or not b[1]:
            return None
        same = bool(a[0] & b[0]) and bool(a[1] & b[1]) and codes["a", one.id] == codes["b", other.id]
        if same:
            return True if crowded[codes["a", one.id], a] == 1 else None
        return None if name_of_town(one.town) == name_of_town(other.town) else False

    by_code = defaultdict(list)
    for one in second:
        by_code[codes["b", one.id]].append(one)
    found = {
        (one.id, other.id)
        for one in first
        for other in by_code[codes["a", one.id]]
        if other.postcode and label(one, other)
    }
    same = len(found | {pair for pair, is_same in judged.items() if is_same})
    bare = [replace(one, address="", postcode="") for one in first]
    plain = [replace(one, address="", postcode="", keys={}) for one in second]
    yield Truth("prisons-immigration", "names and towns; the truth is address and postcode", bare, plain, label, same)


def england(folder: Path) -> Iterator[Truth]:
    """Names before and after three waves of renaming, by the register's own key."""
    towns = {row["prison_id"]: row["town"] for row in read(folder / "prison_addresses.csv")}
    old = [
        _keyed(row["prison_id"], row["name"], towns.get(row["prison_id"], ""), "")
        for row in read(folder / "prisons_v1_2021.csv")
    ]
    waves: defaultdict[str, list[Described]] = defaultdict(list)
    for row in read(folder / "prison_renames.csv"):
        wave = waves[row["migration"]]
        one = _keyed(row["prison_id"], row["new_name"], towns.get(row["prison_id"], ""), "")
        wave.append(replace(one, id=f"{row['migration']}-{len(wave)}"))
    for number, wave in enumerate(waves.values(), start=1):
        yield keyed(f"england-{number}", f"wave {number} of renaming, by key", wave, old)
        bare, plain = ([replace(one, town="") for one in side] for side in (wave, old))
        yield keyed(f"england-{number}-names", "the same without towns", bare, plain)


def ireland(folder: Path) -> Iterator[Truth]:
    """Names in addresses of reports, and the register: names alone, by the register's own key."""
    with (folder / "disability_register_nopersons.csv").open(encoding="utf-8-sig", newline="") as file:
        register = [_keyed(row["Centre_ID"], row["Centre_Title"], "", "") for row in csv.DictReader(file)]
    seen = {
        found.groups()
        for row in read(folder / "inspections_2020_2022.csv")
        if (found := SLUG.search(row["report_url"]))
    }
    first = [replace(_keyed(key, slug.replace("-", " "), "", ""), id=f"{key}/{slug}") for key, slug in sorted(seen)]
    yield keyed("ireland", "names alone, from addresses of reports, by key", first, register)


def brazil(folder: Path) -> Iterator[Truth]:
    """One census and the next, by names and towns, and by all there is; the truth is in what was not compared."""
    for before, after in (*itertools.pairwise(EDITIONS), (EDITIONS[0], EDITIONS[-1])):
        first, second = (census(folder, edition) for edition in (before, after))
        label, same = _opened(first, second)
        first, second = ([replace(one, keys={}) for one in side] for side in (first, second))
        bare, plain = ([_bare(one) for one in side] for side in (first, second))
        name = f"brazil-{after}" if EDITIONS.index(after) - EDITIONS.index(before) == 1 else "brazil-first-last"
        yield Truth(name, f"{before} and {after}, names and towns", bare, plain, label, same)
        yield Truth(f"{name}-all", f"{before} and {after}, and addresses", first, second, label, same)


def census(folder: Path, edition: str) -> list[Described]:
    """One of the half-yearly censuses of places of detention in Brazil."""
    return [
        Described(
            id=f"{edition}/{number}",
            names=tuple(name for name in (row["Nome do Estabelecimento"], row["Outras Denominações"]) if name),
            town=row["Município"],
            state=row["UF"],
            address=row["Endereço"],
            postcode=row["CEP"],
            sex=row["1.1 Estabelecimento originalmente destinado a pessoa privadas de liberdade do sexo"],
            figures={"capacity": sum(int(row.get(part) or 0) for part in HELD)},
            keys={"opened": row["1.6 Data de inauguração do estabelecimento"], "ibge": row["Código IBGE"]},
        )
        for number, row in enumerate(read(folder / f"sisdepen_{edition}.csv.gz"), start=2)
    ]


def _bare(one: Described) -> Described:
    return replace(one, names=one.names[:1], address="", postcode="", sex="", keys={})


def _opened(first: list[Described], second: list[Described]) -> tuple[Label, int]:
    """The same day of opening in the same municipality, one place each, is one place; another year is another."""
    days = {one.id: (one.keys["ibge"], one.keys["opened"]) for one in (*first, *second)}
    alone = [
        {day for day, count in Counter(days[one.id] for one in side).items() if count == 1} for side in (first, second)
    ]
    sure = {day for day in alone[0] & alone[1] if day[1] and not day[1].startswith("01/01")}

    judged = by_reading("brazil")

    def label(one: Described, other: Described) -> bool | None:
        if (one.id, other.id) in judged:
            return judged[one.id, other.id]
        a, b = days[one.id], days[other.id]
        if a == b:
            return True if a in sure else None
        if a[0] != b[0]:
            return False
        return False if a in sure or b in sure else None

    read_alone = (
        one
        for (one, other), is_same in judged.items()
        if is_same and one in days and other in days and not (days[one] == days[other] and days[one] in sure)
    )
    return label, len(sure) + sum(1 for _ in read_alone)


def keyed(name: str, about: str, first: list[Described], second: list[Described]) -> Truth:
    """A truth by a key both sides have; it is taken out of what is compared."""
    keys = {("a", one.id): one.keys["truth"] for one in first} | {("b", one.id): one.keys["truth"] for one in second}
    known = Counter(one.keys["truth"] for one in second)

    def label(one: Described, other: Described) -> bool | None:
        key = keys["a", one.id]
        return key == keys["b", other.id] if key in known else None if not key else False

    same = sum(known[one.keys["truth"]] for one in first)
    stripped = ([replace(one, keys={}) for one in side] for side in (first, second))
    return Truth(name, about, next(stripped), next(stripped), label, same)


def by_reading(truth: str) -> dict[tuple[str, str], bool]:
    """The pairs of ``judged.csv``: rows of both registers, and whether a person who read both takes them for one."""
    return {
        (row["first"], row["second"]): row["same"] == "yes"
        for row in read(Path(__file__).with_name("judged.csv"))
        if row["truth"] == truth
    }


def read(path: Path) -> list[Row]:
    """The rows of a table, also if it is compressed."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    return [
        {key: "" if value in ("NA", "-999") else value for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def _keyed(key: str, name: str, town: str, state: str) -> Described:
    return Described(id=key, names=(name,), town=town, state=state, keys={"truth": key})


def _panel(number: int, row: Row) -> Described:
    one = _keyed(row["canonical_id"], row["facility_name"], row["facility_city"], row["facility_state"])
    return replace(one, id=f"v{number}")


def _roster(row: Row) -> Described:
    one = _keyed(row["canonical_id"], row["canonical_name"], row["facility_city"], row["facility_state"])
    return replace(one, address=row["facility_address"], postcode=row["facility_zip"])


def _fy15(row: Row, key: str) -> Described:
    one = _keyed(key, row["Name"], row["City"], row["State"])
    return replace(one, id=row["DETLOC"], address=row["Address"], postcode=row["Zip"], sex=row["Male/Female"])


def _at(row: Row | None, source: str) -> tuple[int, int] | None:
    if row is None or not row[f"{source}_lat"] or not row[f"{source}_lon"]:
        return None
    return round(float(row[f"{source}_lat"]) * 1e6), round(float(row[f"{source}_lon"]) * 1e6)
