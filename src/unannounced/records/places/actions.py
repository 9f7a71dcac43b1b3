"""Entering places and what is said of them, taking registers in, deciding which places are one; all can be undone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from unannounced.crafts.names import real_names
from unannounced.crafts.registers.values import ReadRegister
from unannounced.duties import entering, joining
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused, require
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.ledger.actions import LineDraft, SomebodyWasFirst, act
from unannounced.records.places import known
from unannounced.records.places.by_hand import is_kept, keep_by_hand, keep_count
from unannounced.records.places.deciding import name_in, note_decision, open_again, two_places
from unannounced.records.places.foreseeing import taken_in_before
from unannounced.records.places.foreseen import Foreseen
from unannounced.records.places.hearing import joins
from unannounced.records.places.models import (
    Event,
    IdentityDecision,
    Listing,
    Part,
    Parting,
    PartSize,
    Place,
    Population,
    Sameness,
    SavedMapping,
    Source,
)
from unannounced.records.places.reckoning import note_twins, reckon
from unannounced.records.places.taking import rows_about, source_of, taken_from
from unannounced.records.states.models import State
from unannounced.records.states.queries import is_invented_code

_TABLE_RULE = say("Rule of this software: a table is taken in as a whole, or not at all")


def enter_places(places: Sequence[Place], *, by: Viewer, at: datetime) -> Sequence[Place]:
    """Enter new places into the register, with what the office itself says of them."""
    permit(Act.ENTER_PLACES, by)
    with act("enter places", by=by.pk, at=at) as line:
        kept = line.keep_all(places)
        reckon(one.pk for one in places)
        return kept


def enter_population(
    place: Place, persons: Mapping[date, int], *, source: str, by: Viewer, at: datetime
) -> Sequence[Population]:
    """Enter how many persons ``place`` held on each day, as ``source`` says it."""
    permit(Act.ENTER_PLACES, by)
    rows = [Population(place=place, day=day, persons=count, source=source) for day, count in persons.items()]
    with act("enter population", by=by.pk, at=at, about=place) as line:
        kept = line.keep_all(rows)
        reckon([place.pk])
        return kept


def enter_place(
    place: Place,
    says: Mapping[str, str],
    *,
    day: date,
    source: str,
    capacity: int | None = None,
    opened: date | None = None,
    by: Viewer,
    at: datetime,
) -> Place:
    """Enter a new place with what ``source`` says of it on ``day``; the same place sent twice is entered once.

    ``says`` are attributes of ``registering.ATTRIBUTES``; its name and kind are those of ``place``.
    """
    permit(Act.ENTER_PLACES, by)
    told = {"name": place.name, "kind": place.kind, **{what: value for what, value in says.items() if value}}
    for what, value in told.items():
        require(entering.may_say(what=what, value=value, day=day, source=source, today=at.date()))
    if capacity is not None:
        what = "official_capacity"
        require(entering.may_count(what=what, number=capacity, day=day, source=source, today=at.date()))
    if opened is not None:
        require(entering.may_note(what="opened", day=opened, said_on=day, source=source, today=at.date()))
    if Place.objects.filter(pk=place.pk).exists():
        return place
    with act("enter a place", by=by.pk, at=at, about=place) as line:
        line.keep(place)
        listing = keep_by_hand(line, place, source, day, list(told.items()), by, at)
        if capacity is not None:
            keep_count(line, listing, "official_capacity", capacity, day)
        if opened is not None:
            line.keep(Event(listing=listing, what="opened", day=opened))
        reckon([place.pk])
    return place


def say_of_place(
    place: Place,
    what: str,
    value: str,
    *,
    day: date,
    source: str,
    since: date | None = None,
    key: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Place:
    """Enter what ``source`` says of ``place`` on ``day``; the newest word on it holds, the others stay beside it."""
    permit(Act.ENTER_PLACES, by)
    value = value.strip()
    require(entering.may_say(what=what, value=value, day=day, source=source, today=at.date(), since=since))
    if is_kept(key):
        return place
    with act("say something of a place", by=by.pk, at=at, about=place) as line:
        keep_by_hand(line, place, source, day, [(what, value)], by, at, since=since, key=key)
        reckon([place.pk])
    return place


def enter_count(
    place: Place,
    what: str,
    number: int,
    *,
    day: date,
    source: str,
    key: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Place:
    """Enter how many ``source`` counts on ``day``: any count of ``registering.COUNTS``."""
    permit(Act.ENTER_PLACES, by)
    require(entering.may_count(what=what, number=number, day=day, source=source, today=at.date()))
    if is_kept(key):
        return place
    with act("enter a count of a place", by=by.pk, at=at, about=place) as line:
        keep_count(line, keep_by_hand(line, place, source, day, [], by, at, key=key), what, number, day)
        reckon([place.pk])
    return place


def note_event(
    place: Place,
    what: str,
    *,
    day: date | None,
    said_on: date,
    source: str,
    other: str = "",
    remark: str = "",
    key: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Place:
    """Note what happened to ``place`` in the world: an event of ``registering.EVENTS``, as ``source`` says it."""
    permit(Act.ENTER_PLACES, by)
    require(entering.may_note(what=what, day=day, said_on=said_on, source=source, today=at.date()))
    if is_kept(key):
        return place
    with act("note an event of a place", by=by.pk, at=at, about=place) as line:
        listing = keep_by_hand(line, place, source, max(said_on, day or said_on), [], by, at, key=key)
        line.keep(Event(listing=listing, what=what, day=day, other=other.strip(), note=remark.strip()))
        reckon([place.pk])
    return place


# Parts


def add_part(
    place: Place, kind: str, name: str, *, within: Part | None = None, key: UUID | None = None, by: Viewer, at: datetime
) -> Part:
    """Add a part to a place: a wing, a room, a cell; ``within`` another part of it."""
    permit(Act.ENTER_PLACES, by)
    name = name.strip()
    if key is not None and (held := Part.objects.filter(pk=key).first()):
        return held
    beside = Part.objects.filter(place=place, within=within, name=name)
    require(entering.may_add_part(kind=kind, name=name, taken=beside.exists()))
    part = Part(place=place, within=within, kind=kind, name=name)
    if key is not None:
        part.pk = key
    try:
        with act("add a part to a place", by=by.pk, at=at, about=place) as line:
            return line.keep(part)
    except IntegrityError as first:  # the same part at the same moment
        raise SomebodyWasFirst("part") from first


def size_part(
    part: Part,
    sizes: Mapping[str, int | None],
    *,
    day: date,
    source: str,
    has_annexe: bool | None = None,
    annexe_partitioned: bool | None = None,
    by: Viewer,
    at: datetime,
) -> PartSize:
    """Enter how large a part is, as ``source`` says it on ``day``: columns of ``PartSize``.

    The same sizes from the same source on the same day are welcome again.
    """
    permit(Act.ENTER_PLACES, by)
    require(entering.may_size(sizes=sizes, day=day, source=source, today=at.date()))
    size = PartSize(part=part, day=day, source=source.strip(), has_annexe=has_annexe)
    size.annexe_partitioned = annexe_partitioned
    for what, number in sizes.items():
        setattr(size, what, number)
    if held := PartSize.objects.filter(part=part, day=day, source=size.source).first():
        size.pk = held.pk
    with act("enter the size of a part", by=by.pk, at=at, about=part.place) as line:
        return line.keep_once(size)


# Taking a register in


def take_in(
    read: ReadRegister,
    foreseen: Foreseen,
    *,
    digest: str,
    mapping_text: str,
    file_name: str,
    by: Viewer,
    at: datetime,
) -> Source:
    """Take one table in as it was foreseen: one act, all of it or nothing; the source that holds it now.

    The same table by the same mapping is welcome again and changes nothing. Raises ``SomebodyWasFirst`` if the
    register of places is no longer as it was when this was foreseen; ``RefusedByRule`` if the file is refused.
    """
    permit(Act.TAKE_IN_REGISTER, by)
    if (held := taken_in_before(digest)) is not None:
        return held
    if (no := foreseen.refusal) is not None:
        require(Refused(no.reason, _TABLE_RULE, no.way_out, no.facts))
    source = source_of(read, digest=digest, mapping_text=mapping_text, file_name=file_name, by=by, at=at)
    try:
        with act("take in a register of places", by=by.pk, at=at, about=source) as line:
            _take_in(line, read, foreseen, source)
    except IntegrityError as first:  # the same table at the same moment
        raise SomebodyWasFirst("register") from first
    return source


def save_mapping(name: str, text: str, *, by: Viewer, at: datetime) -> SavedMapping:
    """Save a mapping by its name, to be used again; saved once more it is the mapping from then on."""
    permit(Act.TAKE_IN_REGISTER, by)
    held = SavedMapping.objects.filter(name=name).first()
    if held is not None and held.text == text:
        return held
    said = {"text": text, "made_by_id": by.pk, "made_at": at}
    with act("save a mapping", by=by.pk, at=at, about=held) as line:
        if held is None:
            return line.keep(SavedMapping(name=name, **said))
        return line.move(held, seen={"text": held.text}, to=said)


def _take_in(line: LineDraft, read: ReadRegister, foreseen: Foreseen, source: Source) -> None:
    codes = {row.place.state for row in foreseen.rows} | ({read.state} if read.about_state else set())
    list(State.objects.select_for_update().filter(code__in=codes).values_list("pk"))  # one import of a State at a time
    if known.stamp() != foreseen.stamp:
        raise SomebodyWasFirst("register")
    for code in foreseen.new_states:
        line.keep(State(code=code, names=real_names(code), invented=is_invented_code(code)))
    line.keep(source)
    states = {one.code: one for one in State.objects.filter(code__in=codes)}
    taken = taken_from(read, foreseen, source, states)
    for rows in rows_about(taken):
        line.keep_all(rows)
    reckon(taken.touched)
    note_twins(taken.twins)


def withdraw_source(source: Source, *, because: str, by: Viewer, at: datetime) -> Source:
    """Withdraw a source: it stays with all that it says, and nothing of it counts any more."""
    permit(Act.ENTER_PLACES if not source.register else Act.TAKE_IN_REGISTER, by)
    require(joining.may_withdraw_source(withdrawn=source.withdrawn_at is not None, because=because))
    to = {"withdrawn_by_id": by.pk, "withdrawn_at": at, "withdrawn_because": because.strip()}
    with act("withdraw a source of the register of places", by=by.pk, at=at, about=source) as line:
        line.move(source, seen={"withdrawn_at": None}, to=to)
        reckon(_places_in(source))
    return source


def count_source_again(source: Source, *, by: Viewer, at: datetime) -> Source:
    """Let a source that was withdrawn count again."""
    permit(Act.ENTER_PLACES if not source.register else Act.TAKE_IN_REGISTER, by)
    since = bool(source.digest) and taken_in_before(source.digest) is not None
    withdrawn = source.withdrawn_at is not None
    require(joining.may_count_source_again(withdrawn=withdrawn, taken_in_since=withdrawn and since))
    seen = {"withdrawn_at": source.withdrawn_at}
    to: dict[str, Any] = {"withdrawn_by_id": None, "withdrawn_at": None, "withdrawn_because": ""}
    with act("let a source count again", by=by.pk, at=at, about=source) as line:
        line.move(source, seen=seen, to=to)
        reckon(_places_in(source))
    return source


def _places_in(source: Source) -> list[UUID]:
    return list(Listing.objects.filter(source=source).values_list("place_id", flat=True).distinct())


# Identity


def join_places(place: Place, into: Place, *, because: str = "", by: Viewer, at: datetime) -> Place:
    """Say that two places are one: everything said of both is shown as of ``into``; nothing is moved."""
    permit(Act.DECIDE_IDENTITY, by)
    standing = joins()
    joined, root = two_places(standing.root(place.pk), standing.root(into.pk))
    one_state = joined.state_id == root.state_id
    require(joining.may_join(one_place=joined.pk == root.pk, one_state=one_state, because=because))
    with act("join two places", by=by.pk, at=at, about=root) as line:
        line.move(joined, seen={"joined_into_id": None}, to={"joined_into_id": root.pk})
        note_decision(line, joined, root, Sameness.SAME, because, by, at)
        note_decision(line, place, into, Sameness.SAME, because, by, at)
        reckon([joined.pk, root.pk])
    return root


def take_back_joining(place: Place, *, by: Viewer, at: datetime) -> Place:
    """Take back that ``place`` was joined into another: both are shown apart again, with all that is said of each."""
    permit(Act.DECIDE_IDENTITY, by)
    into = place.joined_into
    require(joining.may_take_back_joining(joined=into is not None))
    assert into is not None
    with act("take back a joining of places", by=by.pk, at=at, about=place) as line:
        together = set(joins().groups([into.pk])[joins().root(into.pk)])
        line.move(place, seen={"joined_into_id": into.pk}, to={"joined_into_id": None})
        open_again(line, together, place.pk, by, at)
        reckon([place.pk, into.pk])
    return place


def keep_apart(first: Place, second: Place, *, because: str = "", by: Viewer, at: datetime) -> IdentityDecision:
    """Say that two places are two: they are not offered as one any more."""
    permit(Act.DECIDE_IDENTITY, by)
    standing = joins()
    one_place = standing.root(first.pk) == standing.root(second.pk)
    require(joining.may_keep_apart(one_place=one_place, because=because))
    with act("keep two places apart", by=by.pk, at=at, about=first) as line:
        return note_decision(line, first, second, Sameness.APART, because, by, at)


def take_back_apart(decision: IdentityDecision, *, by: Viewer, at: datetime) -> IdentityDecision:
    """Take back that two places are two: they may be offered as one again."""
    permit(Act.DECIDE_IDENTITY, by)
    to = {"decided": Sameness.OPEN.value, "because": "", "decided_by_id": by.pk, "decided_at": at}
    with act("take back that two places are two", by=by.pk, at=at, about=decision.first) as line:
        return line.move(decision, seen={"decided": Sameness.APART.value}, to=to)


def part_place(
    place: Place, listings: Sequence[Listing], *, name: str = "", because: str = "", by: Viewer, at: datetime
) -> Parting:
    """Part a place that was two: ``listings`` of it, with their counts and events, go to a new place."""
    permit(Act.DECIDE_IDENTITY, by)
    own = set(Listing.objects.filter(place=place).values_list("pk", flat=True))
    chosen = [one for one in listings if one.pk in own]
    require(joining.may_part(chosen=len(chosen), of=len(own), because=because))
    called = name.strip() or name_in(chosen) or place.name
    second = Place(state=place.state, name=called, kind=place.kind)
    ids = sorted(str(one.pk) for one in chosen)
    parting = Parting(place=place, second=second, listings=ids, because=because.strip(), done_by_id=by.pk, done_at=at)
    with act("part a place", by=by.pk, at=at, about=place) as line:
        line.keep(second)
        for one in chosen:
            line.move(one, seen={"place_id": place.pk}, to={"place_id": second.pk})
        line.keep(parting)
        note_decision(line, place, second, Sameness.APART, because, by, at)
        reckon([place.pk, second.pk])
    return parting


def take_back_parting(parting: Parting, *, by: Viewer, at: datetime) -> Parting:
    """Take back a parting: what went to the second place is shown as of the first again."""
    permit(Act.DECIDE_IDENTITY, by)
    require(joining.may_take_back_parting(taken_back=parting.taken_back_at is not None))
    standing = joins()
    second, root = two_places(standing.root(parting.second_id), standing.root(parting.place_id))
    with act("take back a parting of a place", by=by.pk, at=at, about=parting.place) as line:
        line.move(parting, seen={"taken_back_at": None}, to={"taken_back_by_id": by.pk, "taken_back_at": at})
        if second.pk != root.pk:
            line.move(second, seen={"joined_into_id": None}, to={"joined_into_id": root.pk})
            note_decision(line, second, root, Sameness.SAME, "", by, at)
        reckon([second.pk, root.pk])
    return parting
