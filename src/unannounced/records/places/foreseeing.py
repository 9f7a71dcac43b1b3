"""Foreseeing what taking a table in would do: what is new, changed, matched, unsure or refused. Nothing is written.

A row is of the place that the register lists under its key. Without a key it is of the place that the same register
lists under the same name in the same town, if there is one; else the names decide, across all sources. Two rows of one
edition are two places: only the likelier one is taken for a known place, the other one is left to a person.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from unannounced.crafts.matching.values import Described, Pair, Reason, Verdict
from unannounced.crafts.names import every_real_code
from unannounced.crafts.registers.mapping import Layout, shipped_mappings
from unannounced.crafts.registers.values import Problem, ReadPlace, ReadRegister
from unannounced.duties.series import differing
from unannounced.duties.words import say
from unannounced.records.places.foreseen import Change, Foreseen, ForeseenRow, How, Offered
from unannounced.records.places.known import CODE, Before, Known, Print, described_row, fingerprint, stamp
from unannounced.records.places.models import Source
from unannounced.records.places.packing import runs_in
from unannounced.records.states.models import State
from unannounced.records.states.queries import is_invented_code

MOST_OFFERS = 5
_LONGEST = {"name": 200, "key": 120}
SAME_NAME = say("The same register listed it under this name before, and no other place in this town.")


def digest_of_table(content: bytes, mapping_text: str, sheet: str = "") -> str:
    """What tells that the same table was taken in by the same mapping: SHA-256, hexadecimal."""
    told = hashlib.sha256(content).hexdigest()
    return hashlib.sha256(f"{told}\n{sheet}\n{mapping_text}".encode()).hexdigest()


def taken_in_before(digest: str) -> Source | None:
    """The source that holds a table already, unless it was withdrawn."""
    return Source.objects.filter(digest=digest, withdrawn_at=None).exclude(digest="").first()


@dataclass(slots=True)
class _Sorting:
    """The rows of a table while they are assigned to places: by their place in the list of rows."""

    places: Sequence[ReadPlace]
    problems: list[Problem]
    to: dict[int, UUID] = field(default_factory=dict)
    matches: dict[int, Offered] = field(default_factory=dict)
    offers: dict[int, list[Offered]] = field(default_factory=lambda: defaultdict(list))
    again: dict[int, UUID] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)

    def open(self) -> list[int]:
        """The rows of which no place is known yet."""
        return [n for n in range(len(self.places)) if n not in self.to and n not in self.refused]

    def refuse(self, number: int, column: str, value: str, reason: str, way_out: str, **facts: object) -> None:
        """The row is not taken."""
        self.refused.add(number)
        row = self.places[number].row
        self.problems.append(Problem(row, column, value[:80], reason, way_out, facts, refused=True))


def foresee(read: ReadRegister) -> Foreseen:
    """What taking ``read`` in would do to the register of places as it stands."""
    sorting = _Sorting(read.places, list(read.problems))
    stamped = stamp()
    states, new = _states(read, sorting)
    known = Known(read.register, read.title, list(states.values()))
    _refuse_what_does_not_fit(sorting)
    _by_key(read, sorting, known)
    if read.updates_only and not known.by_key and not sorting.to:
        return Foreseen([], [_nothing_listed(read.register), *sorting.problems], stamped)
    if read.updates_only:
        for number in sorting.open():
            _refuse_unknown_key(sorting, number)
    else:
        _by_print(sorting, known)
        _by_name(read, sorting, known, {pk: code for code, pk in states.items()})
        _again(sorting, known)
    rows = _rows(sorting, known)
    missing = [] if read.updates_only or not rows else known.missing(set(sorting.to.values()))
    foreseen = Foreseen(rows, sorting.problems, stamped, missing, tuple(new), len(read.about_state))
    if not rows and not read.about_state and foreseen.refusal is None:
        foreseen.problems.insert(0, _nothing())
    return foreseen


def _nothing() -> Problem:
    reason = say("Nothing of this table can be taken in: no row of it is of a place.")
    return Problem(None, "", "", reason, say("Look at the rows that were refused, and at the mapping."), refused=True)


def _states(read: ReadRegister, sorting: _Sorting) -> tuple[dict[str, UUID], list[str]]:
    """The States of the rows by code, and those among them that the office does not know yet and will enter."""
    codes = {one.state for one in read.places} | ({read.state} if read.about_state else set())
    held = dict(State.objects.filter(code__in=codes).values_list("code", "pk"))
    real = set(every_real_code()) if codes - held.keys() else set()
    unknown = {one for one in codes - held.keys() - real if not is_invented_code(one)}
    reason = say("The office knows no State “{code}”, and no State has this code.")
    way_out = say("Correct the code, or its words in the mapping: three letters, like ITA.")
    for number, one in enumerate(sorting.places):
        if one.state in unknown:
            sorting.refuse(number, "", one.state, reason, way_out, code=one.state)
    if read.about_state and read.state in unknown:
        sorting.problems.insert(0, Problem(None, "", "", reason, way_out, {"code": read.state}, refused=True))
    return held, sorted(codes - held.keys() - unknown)


def _refuse_what_does_not_fit(sorting: _Sorting) -> None:
    """A name or key that is longer than any: a wrong column, most likely. It is never cut in silence."""
    reason = say("It has {length} letters; at most {longest} can be kept.")
    way_out = say("See that the mapping takes it from the right column, or shorten it in the table.")
    for number, one in enumerate(sorting.places):
        for column, text in (("name", one.name), ("key", one.key)):
            if len(text) > _LONGEST[column]:
                facts = {"length": len(text), "longest": _LONGEST[column]}
                sorting.refuse(number, column, text, reason, way_out, **facts)


def _by_key(read: ReadRegister, sorting: _Sorting, known: Known) -> None:
    """The rows whose key the register knows; else those whose key, or whose code, another register has for one place.

    A place that two rows would come to by codes is left to their names.
    """
    for number in sorting.open():
        key = sorting.places[number].key
        if key and (listed := known.by_key.get(key)) is not None:
            sorting.to[number] = listed
    codes = {number: _codes(sorting.places[number], read.register) for number in sorting.open()}
    found = known.by_code({code for some in codes.values() for code in some}) if any(codes.values()) else {}
    places = {number: {found[code] for code in some if code in found} for number, some in codes.items()}
    taken = {known.joins.root(one) for one in sorting.to.values()}
    often = Counter(place for some in places.values() for place in some)
    for number, some in places.items():
        for place in some if len(some) == 1 else ():
            elsewhere = known.of_register.get(place, set()) - {"", sorting.places[number].key}
            if place not in taken and often[place] == 1 and not elsewhere:
                sorting.to[number] = place


def _codes(place: ReadPlace, register: str) -> set[str]:
    """The keys of a row, its own and those in other registers, as "register:key"."""
    said = {one.value for one in place.told if one.what == CODE}
    return said | {f"{register}:{place.key}"} if place.key else said


def _nothing_listed(register: str) -> Problem:
    """A table that speaks of places by key alone comes after the one that lists them."""
    reason = say("This table speaks of places by the keys of the register “{register}”, of which the office has none.")
    way_out = say("Take in the table that lists the places first. Mappings that read such a table: {mappings}.")
    listing = [
        one.name
        for one in shipped_mappings().values()
        if one.register == register and one.layout in (Layout.PLACES, Layout.LONG)
    ]
    facts = {"register": register, "mappings": ", ".join(listing) or "–"}
    return Problem(None, "", register, reason, way_out, facts, refused=True)


def _refuse_unknown_key(sorting: _Sorting, number: int) -> None:
    one = sorting.places[number]
    reason = say("The register lists no place under the key “{key}”; this table says no more of it.")
    way_out = say("Take in the table that lists the places first, or correct the key.")
    sorting.refuse(number, "", one.key, reason, way_out, key=one.key)


def _by_print(sorting: _Sorting, known: Known) -> None:
    """Rows without a key: what the same register calls the same, where that is one place then and now."""
    prints = {n: _print(sorting.places[n]) for n in sorting.open() if not sorting.places[n].key}
    often = Counter(prints.values())
    for number, looks in prints.items():
        places = known.by_print.get(looks, set())
        if often[looks] == 1 and len(places) == 1 and looks[0]:
            sorting.to[number] = place = next(iter(places))
            sorting.matches[number] = Offered(place, "", 100, (Reason(SAME_NAME),))


def _print(place: ReadPlace) -> Print:
    return fingerprint(place.name, [(one.what, one.value) for one in place.told])


def _by_name(read: ReadRegister, sorting: _Sorting, known: Known, codes: Mapping[UUID, str]) -> None:
    """Rows that only their names and what else is said of them can tell whose they are."""
    asking = sorting.open()
    if not asking:
        return
    taken = {known.joins.root(one) for one in sorting.to.values()}
    described = known.described(dict(codes), taken)
    if not described:
        return
    from unannounced.crafts.matching import Matcher

    rows = [_described(number, sorting.places[number], read, known.registers) for number in asking]
    names = {one.id: one.names[0] for one in described}
    pairs = [_pair(one) for one in Matcher(described).find_all(rows)]
    surely = _one_to_one([pair for pair in pairs if pair[2].verdict is Verdict.JOINED], sorting, known)
    for number, place, pair in sorted(pairs, key=lambda one: -one[2].likeness):
        offered = Offered(place, names[str(place)], pair.likeness, pair.reasons)
        if surely.get(number) == place:
            sorting.to[number] = place
            sorting.matches[number] = offered
        elif number not in surely and len(sorting.offers[number]) < MOST_OFFERS:
            sorting.offers[number].append(offered)


def _described(number: int, place: ReadPlace, read: ReadRegister, registers: Collection[str]) -> Described:
    told = [(one.what, one.value) for one in place.told]
    figures, years = {}, [read.as_of.year]
    for what, name in _FIGURES:
        days, numbers = place.counts.get(what, ([], []))
        if len(days):
            figures[name] = int(numbers[-1])
            years += [date.fromordinal(int(days[0])).year, date.fromordinal(int(days[-1])).year]
    codes = (code.partition(":")[::2] for code in sorted(_codes(place, read.register)))
    keys = {register: key for register, key in codes if register in registers}
    more = {"keys": keys, "figures": figures, "years": (min(years), max(years))}
    return described_row(f"row {number}", place.name, told, place.state, **more)


_FIGURES = (("official_capacity", "capacity"), ("persons", "persons"))


def _pair(pair: Pair) -> tuple[int, UUID, Pair]:
    """Which row and which place a pair is of, whichever of the two stands first."""
    row, place = (pair.first, pair.second) if pair.first.startswith("row ") else (pair.second, pair.first)
    return int(row.removeprefix("row ")), UUID(place), pair


def _one_to_one(pairs: Iterable[tuple[int, UUID, Pair]], sorting: _Sorting, known: Known) -> dict[int, UUID]:
    """Which rows are taken for which places: a row for one, a place for one, the likeliest pair first.

    A place that this register lists under another key is another place: that is left to a person. So are pairs that
    are as likely as each other.
    """
    best: dict[object, int] = {}
    allowed = []
    for number, place, pair in pairs:
        key = sorting.places[number].key
        if key and known.of_register.get(place, set()) - {"", key}:
            continue
        allowed.append((number, place, pair.likeness))
    for number, place, likeness in allowed:
        for side in (number, place):
            best[side] = max(best.get(side, 0), likeness)
    finest = [(n, place) for n, place, likeness in allowed if likeness == best[n] == best[place]]
    rows, places = Counter(n for n, _place in finest), Counter(place for _n, place in finest)
    return {n: place for n, place in finest if rows[n] == 1 and places[place] == 1}


def _again(sorting: _Sorting, known: Known) -> None:
    """Rows of a table that was withdrawn and comes again go to the places that it made then."""
    taken: set[UUID] = set()
    for number in sorting.open():
        one = sorting.places[number]
        place = known.unlisted.get((one.key, _print(one)))
        if place is not None and place not in taken:
            sorting.again[number] = place
            taken.add(place)


def _rows(sorting: _Sorting, known: Known) -> list[ForeseenRow]:
    before = known.before(sorting.to.values())
    called = known.called({known.joins.root(one) for one in sorting.to.values()})
    rows = []
    for number, place in enumerate(sorting.places):
        if number in sorting.refused:
            continue
        to, offers = sorting.to.get(number), tuple(sorting.offers.get(number, ()))
        if to is None:
            how = How.UNSURE if offers else How.NEW
            rows.append(ForeseenRow(place, how, sorting.again.get(number), offers=offers))
            continue
        root = known.joins.root(to)
        match = sorting.matches.get(number)
        held = before.get(root) or (None if match else Before())
        changes = tuple(changes_of(place, held)) if held else ()
        how = How.MATCHED if match else How.CHANGED if changes else How.KNOWN
        name = called.get(root, "")
        rows.append(ForeseenRow(place, how, to, name, changes, match and replace(match, name=name)))
    return rows


def changes_of(place: ReadPlace, held: Before) -> list[Change]:
    """What a row says that its register did not say before."""
    found: list[Change] = []
    told: dict[str, list[str]] = defaultdict(list)
    named = [("name", place.name)] if place.name else []
    for what, value in [*named, *((one.what, one.value) for one in place.told)]:
        if value not in told[what]:
            told[what].append(value)
    for what, values in told.items():
        said = held.says.get(what, set())
        if new := [one for one in values if one not in said]:
            found.append(Change(what, ", ".join(sorted(said)), ", ".join(new)))
    for what, days in place.counts.items():
        if len(days[0]) and (change := _counted(what, days, held)):
            found.append(change)
    for event in place.happened:
        if (event.what, event.day, event.other) not in held.events:
            found.append(Change(event.what, "", event.day.isoformat() if event.day else event.other))
    return found


def _counted(what: str, days: tuple[Sequence[int], Sequence[int]], held: Before) -> Change | None:
    runs, before = runs_in(days), held.runs(what)
    new, other = differing(before, runs)
    if not new and not other:
        return None
    return Change(what, str(before[-1][2]) if before else "", str(runs[-1][2]), new, other)


def rows_of(foreseen: Foreseen, hows: Collection[How]) -> list[ForeseenRow]:
    """The rows of which one of these becomes."""
    return [row for row in foreseen.rows if row.how in hows]
