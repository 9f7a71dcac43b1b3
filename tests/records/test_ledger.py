"""One act, one line; the chain; what a hand does to the ledger itself; erasing; the vectors others can check."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import TestCase

from tests.records import by_hand
from tests.records.house import NOW, House, at
from tests.world import World
from unannounced.duties import chain
from unannounced.duties.decision import RefusedByRule
from unannounced.records.accounts.actions import enrol_code, remove_factor
from unannounced.records.accounts.models import SecondFactor
from unannounced.records.ledger import actions as ledger
from unannounced.records.ledger import linking
from unannounced.records.ledger.actions import BY_COMMAND, KeptOtherwise, SomebodyWasFirst, act, acting, digest_of
from unannounced.records.ledger.linking import content, link_all, linked_at_the_end
from unannounced.records.ledger.models import Line, Reading
from unannounced.records.ledger.queries import head, lines_about
from unannounced.records.ledger.verifying import verify
from unannounced.records.places.models import Place, Population
from unannounced.records.states.models import State

VECTORS = json.loads((Path(__file__).parents[2] / "testdata/vectors/chain.json").read_text(encoding="utf-8"))


def said(against: chain.Checkpoint | None = None) -> list[str]:
    """What verification finds, in sentences."""
    return [str(fault) for fault in verify(against).faults]


def enter(name: str, *, by: UUID, then: datetime = NOW) -> Place:
    """One act that makes one row."""
    with act("enter places", by=by, at=then) as line:
        return line.keep(Place(state=State.objects.get(code="XXA"), name=name, kind="prison"))


def raw(statement: str, *values: Any) -> None:
    """A statement by hand."""
    by_hand.execute(statement, list(values))


# One act, one line


def test_one_act_is_one_line_with_the_digest_of_each_row(house: House) -> None:
    before = Line.objects.count()
    place = enter("Prison of the East", by=house.maud.pk)
    line = Line.objects.latest("seq")
    assert Line.objects.count() == before + 1
    assert (line.act, line.by, line.at, line.via) == ("enter places", house.maud.pk, NOW, "by page")
    assert (line.subject, line.subject_id) == ("places_place", place.pk)
    assert line.rows == [["made", "places_place", str(place.pk), digest_of(place)]]


def test_a_row_made_and_changed_in_one_act_stands_in_its_line_once_as_it_is_at_the_end(house: House) -> None:
    with act("enter places", by=house.maud.pk, at=NOW) as line:
        place = line.keep(Place(state=house.states["XXA"], name="Old name", kind="prison"))
        line.move(place, seen={"name": "Old name"}, to={"name": "New name"})
    place.refresh_from_db()
    assert Line.objects.latest("seq").rows == [["changed", "places_place", str(place.pk), digest_of(place)]]


def test_an_act_that_fails_leaves_neither_row_nor_line(house: House) -> None:
    lines, places = Line.objects.count(), Place.objects.count()

    def fail() -> None:
        with act("enter places", by=house.maud.pk, at=NOW) as line:
            line.keep(Place(state=house.states["XXA"], name="Prison of the East", kind="prison"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (Line.objects.count(), Place.objects.count()) == (lines, places)


def test_a_row_that_the_database_refuses_takes_the_whole_act_with_it(house: House) -> None:
    lines, states = Line.objects.count(), State.objects.count()
    new = [State(code="XXD", names={"en": "D"}, invented=True), State(code="XXA", names={"en": "again"}, invented=True)]
    with (
        pytest.raises(IntegrityError, match=r"each_state_has_its_own_code|states_state.code"),
        transaction.atomic(),
        act("enter States", by=house.maud.pk, at=NOW) as line,
    ):
        line.keep_all(new)
    assert (Line.objects.count(), State.objects.count()) == (lines, states)


def test_an_act_that_wrote_nothing_leaves_no_line(house: House) -> None:
    before = Line.objects.count()
    with act("enter places", by=house.maud.pk, at=NOW) as line:
        assert line.keep_all([]) == []
    assert Line.objects.count() == before


def test_a_line_says_how_the_act_came_about(house: House) -> None:
    with acting(BY_COMMAND):
        enter("Prison of the East", by=house.maud.pk)
    enter("Prison of the West", by=house.maud.pk)
    assert [line.via for line in Line.objects.order_by("-seq")[:2]] == ["by page", "by command on the server"]


def test_the_same_id_with_the_same_content_is_welcome_and_leaves_no_second_line(house: House) -> None:
    key = uuid4()

    def offer(name: str) -> Place:
        with act("enter places", by=house.maud.pk, at=NOW) as line:
            return line.keep_once(Place(id=key, state=house.states["XXA"], name=name, kind="prison"))

    first, before = offer("Prison of the East"), Line.objects.count()
    assert offer("Prison of the East") == first
    assert Line.objects.count() == before
    with pytest.raises(KeptOtherwise):
        offer("Prison of the West")
    assert Place.objects.get(pk=key).name == "Prison of the East"
    assert Line.objects.count() == before


def test_what_changed_since_it_was_seen_is_not_changed_again(house: House) -> None:
    place = enter("First name", by=house.maud.pk)
    before = Line.objects.count()
    with act("rename", by=house.maud.pk, at=NOW) as line:
        line.move(place, seen={"name": "First name"}, to={"name": "Second name"})
    with pytest.raises(SomebodyWasFirst), act("rename", by=house.ana.pk, at=NOW) as line:
        line.move(place, seen={"name": "First name"}, to={"name": "Third name"})
    place.refresh_from_db()
    assert (place.name, Line.objects.count()) == ("Second name", before + 1)


def test_lines_are_found_by_what_they_are_about_and_by_the_visit(house: House) -> None:
    from tests.records.house import noted, under_way

    visit = under_way(house)
    entry = noted(house)
    assert [line.act for line in lines_about([entry.pk])] == ["note an entry"]
    acts = {line.act for line in lines_about([], within=visit.pk)}
    assert {"plan a visit", "name a delegate", "notify a visit", "begin a visit", "note an entry"} <= acts


def test_readings_stand_beside_the_ledger_and_not_in_it(house: House) -> None:
    before = Line.objects.count()
    ledger.note_readings([house.states["XXA"], house.states["XXB"]], by=house.ana.pk, at=NOW)
    assert (Line.objects.count(), Reading.objects.count()) == (before, 2)
    assert said() == []


# The chain


def test_lines_wait_until_the_transaction_has_committed_and_are_linked_at_once_then(house: House) -> None:
    link_all()
    with TestCase.captureOnCommitCallbacks(execute=True) as callbacks:
        enter("Prison of the East", by=house.maud.pk)
        line = Line.objects.latest("seq")
        assert (line.number, line.link) == (None, "")
        assert verify().waiting == 1
    assert len(callbacks) == 1
    line.refresh_from_db()
    assert line.number == Line.objects.count()
    assert line.link == head().head


def test_lines_are_linked_in_order_and_each_link_holds_the_one_before(house: House) -> None:
    total = Line.objects.count()
    assert link_all() == total
    assert link_all() == 0
    previous = chain.GENESIS
    for number, line in enumerate(Line.objects.order_by("seq"), start=1):
        assert line.number == number
        assert line.link == chain.link(previous, number, content(line))
        previous = line.link
    assert head() == chain.Checkpoint(total, previous)


def test_more_lines_than_fit_one_transaction_are_linked_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "AT_ONCE", 3)
    total = Line.objects.count()
    assert total > 9
    assert link_all() == total
    assert said() == []


def test_an_import_is_linked_once_at_its_end(house: House) -> None:
    link_all()
    with TestCase.captureOnCommitCallbacks(execute=True) as callbacks, linked_at_the_end():
        enter("Prison of the East", by=house.maud.pk)
        enter("Prison of the West", by=house.maud.pk)
        assert verify().waiting == 2
    assert callbacks == []
    assert verify().waiting == 0


def test_an_act_stands_although_the_linker_could_not_come_to_it(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(after: int, *, wait: bool) -> tuple[int, int]:
        raise OperationalError("database is locked")

    monkeypatch.setattr(linking, "_link_some", busy)
    with TestCase.captureOnCommitCallbacks(execute=True):
        place = enter("Prison of the East", by=house.maud.pk)
    assert Place.objects.filter(pk=place.pk).exists()
    monkeypatch.undo()
    link_all()
    assert said() == []


def test_waiting_lines_answer_for_their_rows_too(house: House) -> None:
    place = enter("Prison of the East", by=house.maud.pk)
    assert said() == []
    raw("UPDATE places_place SET name = 'Elsewhere' WHERE name = 'Prison of the East'")
    assert said() == [f"places_place {place.pk} was altered by hand: line (waiting) of the ledger has another digest."]


# What a hand does to the ledger


@pytest.fixture
def linked(house: House) -> House:
    """The case with its lines linked."""
    link_all()
    return house


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "do something else"),
        ("by", UUID(int=7)),
        ("at", NOW),
        ("via", "by nobody"),
        ("subject", "places_place"),
        ("subject_id", UUID(int=7)),
        ("within", UUID(int=7)),
        ("rows", "[]"),
    ],
)
def test_a_line_altered_by_hand_is_named_whichever_column_it_is(linked: House, column: str, value: object) -> None:
    field = Line._meta.get_field(column)
    stored = value if column == "rows" else field.get_db_prep_save(value, connection)
    raw(f'UPDATE ledger_line SET "{column}" = %s WHERE number = 5', stored)
    found = said()
    assert "Line 5 of the ledger was altered by hand: its link does not fit." in found
    assert "Line 5 of the ledger was added or altered by hand: its seal does not fit." in found


def test_a_line_whose_seal_alone_was_altered_is_named(linked: House) -> None:
    raw("UPDATE ledger_line SET seal = %s WHERE number = 5", "0" * 64)
    assert said() == ["Line 5 of the ledger was added or altered by hand: its seal does not fit."]


def test_a_link_altered_by_hand_is_named_and_so_is_the_line_after_it(linked: House) -> None:
    raw("UPDATE ledger_line SET link = %s WHERE number = 5", "f" * 64)
    assert said() == [f"Line {number} of the ledger was altered by hand: its link does not fit." for number in (5, 6)]


@pytest.mark.parametrize(
    "rows", ['{"a": 1}', "[1]", '[["made"]]', '"text"', "null", '[["made", "x", 3, "y"]]', "[[[]]]"]
)
def test_a_line_that_holds_nonsense_is_named_and_stops_nothing(linked: House, rows: str) -> None:
    raw("UPDATE ledger_line SET rows = %s WHERE number = 5", rows)
    assert any(one.startswith("Line 5 of the ledger was") for one in said())


@pytest.mark.sqlite
@pytest.mark.parametrize("column", ["at", "by", "rows", "within"])
def test_a_line_that_cannot_be_read_is_named_and_stops_nothing(linked: House, column: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no nonsense into a column")
    raw(f'UPDATE ledger_line SET "{column}" = %s WHERE number = 5', "!? nonsense")
    found = said()
    assert "Line 5 of the ledger was altered by hand: it cannot be read." in found
    place = enter("Prison of the East", by=linked.maud.pk)
    link_all()
    assert not any(str(place.pk) in one for one in said())


def test_a_line_deleted_by_hand_is_named_and_what_it_made_too(linked: House) -> None:
    line = Line.objects.get(number=5)
    raw("DELETE FROM ledger_line WHERE number = 5")
    found = said()
    assert found[0] == "Line 5 of the ledger was deleted by hand."
    made = {f"{table} {key}" for how, table, key, _digest in line.rows if how == "made"}
    assert {one.split(" was ")[0] for one in found[1:]} == made


def test_a_line_added_by_hand_is_named_and_never_linked(linked: House) -> None:
    forged = Line.objects.get(number=5)
    forged.pk, forged.number, forged.link, forged.act = None, None, "", "enter something"
    forged.save()
    genuine = enter("Prison of the East", by=linked.maud.pk)
    link_all()
    forged.refresh_from_db()
    assert forged.number is None
    assert Line.objects.get(subject_id=genuine.pk).number is not None
    assert said() == [
        f"A line “enter something” was added to the ledger by hand: its seal does not fit (seq {forged.pk})."
    ]


def test_a_row_and_a_line_for_it_added_by_hand_are_both_named(linked: House) -> None:
    place = Place(state=linked.states["XXA"], name="Invented by hand", kind="prison")
    place.save(force_insert=True)
    forged = Line.objects.get(number=5)
    forged.pk, forged.number, forged.link = None, None, ""
    forged.rows = [["made", "places_place", str(place.pk), digest_of(place)]]
    forged.save()
    found = said()
    assert len(found) == 2
    assert f"places_place {place.pk} was added by hand: no line of the ledger made it." in found


def test_many_lines_added_by_hand_do_not_keep_genuine_ones_from_being_linked(
    linked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "AT_ONCE", 3)
    forged = Line.objects.get(number=5)
    for _number in range(8):
        forged.pk, forged.number, forged.link, forged.act = None, None, "", "enter something"
        forged.save(force_insert=True)
    genuine = [enter(f"Prison {number}", by=linked.maud.pk) for number in range(5)]
    link_all()
    lines = Line.objects.filter(subject_id__in=[place.pk for place in genuine])
    assert all(line.number is not None for line in lines)
    assert len(said()) == 8


def test_a_tail_that_was_cut_is_noticed_against_a_checkpoint_kept_elsewhere(linked: House) -> None:
    known = head()
    assert said(known) == []
    cut = Line.objects.filter(number__gt=known.lines - 2)
    gone = [(table, key) for line in cut for _how, table, key, _digest in line.rows]
    raw("DELETE FROM ledger_line WHERE number > %s", known.lines - 2)
    raw("DELETE FROM places_placenow")  # reckoned from the places, and refers to them
    for table, key in gone:
        raw(f"DELETE FROM {table} WHERE id = %s", UUID(key).hex if connection.vendor == "sqlite" else UUID(key))
    assert said() == []
    sentence = f"The chain was cut: the checkpoint knows {known.lines} lines, only {known.lines - 2} are here."
    assert said(known) == [sentence]


def test_a_chain_that_was_rewritten_is_noticed_against_a_checkpoint_kept_elsewhere(linked: House) -> None:
    """Whoever holds the ledger key can write a chain that fits itself; it does not fit the checkpoint."""
    known = head()
    line = Line.objects.get(number=5)
    line.act = "do something else"
    line.seal = chain.seal(settings.LEDGER_KEY, content(line))
    line.save()
    raw("UPDATE ledger_line SET number = NULL, link = ''")
    link_all()
    assert said() == []
    assert said(known) == [
        f"The chain was rewritten: line {known.lines} is not the one the checkpoint knows.",
    ]


def test_a_chain_that_has_grown_still_fits_its_old_checkpoint(linked: House) -> None:
    known = head()
    enter("Prison of the East", by=linked.maud.pk)
    link_all()
    assert head().lines == known.lines + 1
    assert said(known) == []


def test_lines_unlinked_by_hand_are_linked_again_and_a_checkpoint_still_fits(linked: House) -> None:
    known = head()
    raw("UPDATE ledger_line SET number = NULL, link = '' WHERE number > 4")
    link_all()
    assert said(known) == []


def test_another_key_fits_no_seal(linked: House, settings: Any) -> None:
    settings.LEDGER_KEY = b"another key, 32 bytes of it ...."
    assert len(said()) == Line.objects.count()


# Erasing


def test_erasing_a_row_erases_its_salt_and_is_no_fault(linked: House) -> None:
    ana = linked.people["ana"]
    factor = enrol_code(ana, "old telephone", by=ana.pk, at=NOW)
    salt, key = factor.salt, factor.pk
    digest = digest_of(factor)
    remove_factor(factor, by=ana.pk, at=NOW)
    link_all()
    assert not SecondFactor.objects.filter(pk=key).exists()
    lines = Line.objects.filter(act__contains="second factor").order_by("seq")
    assert [line.rows[0][0] for line in lines][-2:] == ["made", "erased"]
    assert lines.last().rows == [["erased", "accounts_secondfactor", str(key), ""]]  # type: ignore[union-attr]
    assert said() == []
    everything = " ".join(str(values) for values in Line.objects.values_list())
    assert salt not in everything
    fields = {"person_id": ana.pk, "kind": "code", "label": "old telephone"}
    assert chain.row_digest("", "accounts_secondfactor", fields) != digest


def test_an_erased_row_put_back_by_hand_is_named(linked: House) -> None:
    ana = linked.people["ana"]
    factor = enrol_code(ana, "old telephone", by=ana.pk, at=NOW)
    key = factor.pk
    remove_factor(factor, by=ana.pk, at=NOW)
    factor.pk = key
    factor.save(force_insert=True)
    assert said() == [f"accounts_secondfactor {key} was added by hand: no line of the ledger made it."]


def test_two_rows_that_say_the_same_have_different_digests(house: House) -> None:
    assert house.place is not None
    rows = [Population(place=house.place, day=date(2026, 1, 1), persons=3, source="one") for _ in range(2)]
    rows[1].pk = rows[0].pk
    assert rows[0].salt != rows[1].salt
    assert digest_of(rows[0]) != digest_of(rows[1])
    rows[1].salt = rows[0].salt
    assert digest_of(rows[0]) == digest_of(rows[1])


def test_a_digest_holds_its_version_and_its_table() -> None:
    fields = {"name": "Prison of the East"}
    made = chain.row_digest("salt", "places_place", fields)
    assert chain.row_digest("salt", "places_population", fields) != made
    assert chain.row_digest("other", "places_place", fields) != made
    assert b'"version":1' in chain.canonical({"version": chain.VERSION})


def test_the_last_second_factor_stays_and_no_line_is_written(linked: House) -> None:
    factor = SecondFactor.objects.get(person=linked.people["ana"])
    before = Line.objects.count()
    with pytest.raises(RefusedByRule):
        remove_factor(factor, by=linked.ana.pk, at=NOW)
    assert Line.objects.count() == before


# The vectors that Python and any other language share


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda vector: vector["name"])
def test_a_value_is_written_as_its_vector_says(vector: dict[str, Any]) -> None:
    assert chain.canonical(vector["value"]).decode() == vector["canonical"]


@pytest.mark.parametrize("vector", VECTORS["rows"], ids=lambda vector: vector["name"])
def test_a_row_has_the_digest_of_its_vector(vector: dict[str, Any]) -> None:
    assert chain.row_digest(vector["salt"], vector["table"], vector["fields"]) == vector["digest"]


def test_the_chain_of_the_vectors_can_be_walked() -> None:
    key, previous = bytes.fromhex(VECTORS["chain"]["key"]), VECTORS["chain"]["genesis"]
    assert previous == chain.GENESIS
    for number, line in enumerate(VECTORS["chain"]["lines"], start=1):
        said_there = chain.canonical(line["content"])
        assert said_there.decode() == line["canonical"]
        assert chain.seal(key, said_there) == line["seal"]
        previous = chain.link(previous, number, said_there)
        assert (number, previous) == (line["number"], line["link"])


def test_what_the_program_writes_is_what_the_vectors_describe(house: House) -> None:
    """A line written by an act has exactly the keys that a line of the vectors has."""
    said_there = json.loads(content(Line.objects.order_by("seq")[0]))
    assert said_there.keys() == VECTORS["chain"]["lines"][0]["content"].keys()


def test_times_days_bytes_and_ids_have_one_form() -> None:
    assert chain.plain(at(date(2026, 1, 2))) == "2026-01-02T09:00:00.000000+00:00"
    assert chain.plain(date(2026, 1, 2)) == "2026-01-02"
    assert chain.plain(b"\x00\xff") == "00ff"
    assert chain.plain(UUID(int=1)) == "00000000-0000-0000-0000-000000000001"
    with pytest.raises(TypeError):
        chain.canonical({"share": 0.5})


def test_a_column_that_came_later_leaves_the_digest_of_rows_from_before_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the region of places had been added after they were entered."""
    place = world.places["XXA"]
    with_region = digest_of(place)
    monkeypatch.setattr(Place, "CAME_LATER", {"region": ""})
    without = digest_of(place)
    assert without != with_region
    place.region = "Vessenby"
    assert digest_of(place) not in {without, with_region}
    place.region = ""
    assert digest_of(place) == without
