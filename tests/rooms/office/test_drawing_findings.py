"""Drawing a finding from a notebook of thousands: narrowed, leafed through, and nothing typed or ticked is lost."""

import html
import re
from typing import Any
from uuid import UUID

import pytest

from tests.rooms.office.sameness import absent, ask, client_of, run_command, told_by
from tests.world import TODAY, World, notify_and_end, plan
from unannounced.duties.noting import EntryKind
from unannounced.records.findings.models import Finding
from unannounced.records.notebooks.models import Entry
from unannounced.records.visits.models import Visit

pytestmark = pytest.mark.django_db
COUNT = 120


def _entry(visit: Visit, world: World, number: int) -> Entry:
    kind = EntryKind.OBSERVATION if number % 10 else EntryKind.ALLEGATION
    said = f"Window {number:03} was nailed shut."
    place = world.places["XXB"] if number % 2 else None
    return Entry(
        id=UUID(int=number + 1), visit=visit, kind=kind, text=said, source="source A", noted_on=visit.begins,
        noted_by=world.people["ana"], place=place, salt="s" * 32,
    )  # fmt: skip


@pytest.fixture
def visit(world: World) -> Visit:
    """A visit with many entries, entered past the ledger, as only a test may."""
    found = notify_and_end(world, plan(world))
    Entry.objects.bulk_create([_entry(found, world, number) for number in range(COUNT)])
    return found


def address(visit: Visit) -> str:
    return f"/visits/{visit.pk}/draw-finding/"


def shown(body: str) -> list[str]:
    """The windows of the entries that can be ticked, each with a star if it is ticked."""
    ticks = re.findall(r'name="entries" value="[^"]+"( checked)?> <span>.*?Window (\d+) was', body)
    return [f"{number}{'*' if checked else ''}" for checked, number in ticks]


def look(world: World, visit: Visit, query: str = "", **posted: Any) -> str:
    client = client_of(world, "tomas")
    answer = client.post(address(visit) + query, posted) if posted else client.get(address(visit) + query)
    assert answer.status_code == 200, answer.content.decode()
    return html.unescape(answer.content.decode())


def test_no_more_than_fifty_entries_are_offered_at_once_and_every_one_is_reached(world: World, visit: Visit) -> None:
    first = look(world, visit)
    assert len(shown(first)) == 50
    assert "1–50 of 120" in first
    leaves = [shown(look(world, visit, leaf=str(number), text="x", key="k")) for number in (1, 2, 3)]
    assert leaves[0] == shown(first)
    assert sorted(number for leaf in leaves for number in leaf) == [f"{number:03}" for number in range(COUNT)]


def test_the_address_narrows_by_words_kind_place_and_day(world: World, visit: Visit) -> None:
    assert shown(look(world, visit, "?words=window+007")) == ["007"]
    assert len(shown(look(world, visit, "?kind=allegation"))) == 12
    assert shown(look(world, visit, f"?kind=allegation&place={world.places['XXB'].pk}")) == []
    assert "1–50 of 60" in look(world, visit, "?place=none")
    assert "1–50 of 120" in look(world, visit, f"?day={visit.begins}")
    assert "No entry is like that." in look(world, visit, "?day=1999-01-01")
    assert "No entry is like that." in look(world, visit, "?place=x")
    assert len(shown(look(world, visit, "?page=3"))) == 20


def test_what_was_typed_and_ticked_stays_however_one_looks_on(world: World, visit: Visit) -> None:
    ticked = [str(UUID(int=number + 1)) for number in (3, 90)]
    typed: dict[str, Any] = {
        "text": "Windows <were> nailed.",
        "drawn_on": "2026-01-02",
        "entries": ticked,
        "key": "the-key",
    }
    body = look(world, visit, **typed, look="1", words="window 09", page="2")
    assert "Windows <were> nailed." in body
    assert 'value="2026-01-02"' in body
    assert 'value="the-key"' in body
    assert 'name="words" type="text" value="window 09"' in body
    assert shown(body) == ["003*", "090*", *(f"09{number}" for number in range(1, 10))]
    assert "1 chosen entry that is not among those below" in body
    assert "This is not yet right" not in body
    assert not Finding.objects.exists()
    after = look(world, visit, **typed, leaf="2", page="1")
    assert sorted(one for one in shown(after) if one.endswith("*")) == ["003*", "090*"]


def test_a_finding_rests_on_entries_ticked_on_several_pages(world: World, visit: Visit) -> None:
    client = client_of(world, "tomas")
    form = client.get(address(visit) + f"?entries={UUID(int=5)}").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key
    assert [one for one in shown(form) if one.endswith("*")] == ["004*"], "an address can tick one"
    said = {"key": key[1], "text": "The windows were nailed.", "drawn_on": TODAY.isoformat(), "page": "3"}
    entries = [str(UUID(int=number + 1)) for number in (3, 90)]
    wrong = client.post(address(visit), {**said, "drawn_on": "tomorrow", "entries": entries})
    assert wrong.status_code == 422
    again = shown(wrong.content.decode())
    assert ([one for one in sorted(again) if one.endswith("*")], len(again)) == (["003*", "090*"], 22), (
        "the page that was open, and both that were ticked"
    )
    assert client.post(address(visit), {**said, "entries": entries}).status_code == 302
    assert set(Finding.objects.get().supports.values_list("entry__text", flat=True)) == {
        "Window 003 was nailed shut.",
        "Window 090 was nailed shut.",
    }


def test_the_command_draws_it_without_looking(world: World, visit: Visit) -> None:
    given = [
        "--set",
        "text=Nailed.",
        "--set",
        f"drawn_on={TODAY}",
        "--set",
        f"entries={UUID(int=1)}",
        "--set",
        "look=1",
    ]
    code, out, err = run_command(["act", "visit", "draw-finding", str(visit.pk), "--as", "tomas", *given])
    assert (code, err) == (0, ""), out + err
    assert Finding.objects.get().supports.get().entry_id == UUID(int=1)


def test_the_page_asks_as_often_for_many_entries_as_for_few(world: World, visit: Visit) -> None:
    client, other = client_of(world, "tomas"), notify_and_end(world, plan(world, "XXC"))
    Entry.objects.filter(pk=UUID(int=7)).update(visit=other)
    ask(client, address(other))
    assert len(ask(client, address(visit)).sql) == len(ask(client, address(other)).sql)


def test_looking_on_in_what_is_hidden_is_answered_as_in_what_is_absent(world: World, visit: Visit) -> None:
    secret, client = plan(world, "XXC"), client_of(world, "ines")
    typed = {"look": "1", "words": "window", "text": "x"}
    told = told_by(
        ask(client, address(secret), data=typed), ask(client, f"/visits/{absent()}/draw-finding/", data=typed)
    )
    assert not told
    held = Entry.objects.get(pk=UUID(int=COUNT))
    Entry.objects.filter(pk=held.pk).update(visit=secret)
    there, nowhere = (
        ask(client_of(world, "maud"), address(visit), data={"look": "1", "entries": str(pk)})
        for pk in (held.pk, absent())
    )
    assert not told_by(there, nowhere), "an entry of another visit, ticked, is as one that is nowhere"
