"""Full-text search of the office: it finds what was written, and what somebody may not see changes nothing in it."""

import pytest

from tests.world import TODAY, World, answered, hidden, moment, requested, transmitted
from unannounced.duties.dialogue import Verdict
from unannounced.records.ledger.actions import act
from unannounced.records.ledger.linking import link_all
from unannounced.records.recommendations.actions import assess, withdraw
from unannounced.records.recommendations.models import Item, Response
from unannounced.records.visits.actions import notify_visit
from unannounced.rooms.office import finding
from unannounced.rooms.web import installation

pytestmark = pytest.mark.django_db


def indexed() -> int:
    """Link and index what was written; a test's own transaction never commits, which is when a line is linked."""
    link_all()
    return finding.index_new()


def found(world: World, key: str, words: str) -> list[tuple[str, str]]:
    """Kind and text of what somebody finds."""
    results = finding.search(world.viewers[key], words)
    return [(one.kind, "".join(part.text for part in one.snippet)) for one in results.found]


def test_what_was_written_is_found_once_its_line_is_linked(world: World) -> None:
    assert indexed() >= 0
    assert found(world, "maud", "windows") == []
    transmitted(world)
    assert indexed() > 0
    assert {kind for kind, _text in found(world, "maud", "windows")} == {"paragraph", "item"}
    assert {kind for kind, _text in found(world, "maud", "window")} == {"paragraph", "item"}, "stems count"


def test_following_the_ledger_finds_what_building_anew_finds(world: World) -> None:
    link_all()
    finding.build_again()
    chain = transmitted(world)
    answered(world, chain)
    requested(world)
    indexed()
    words = ("windows", "march", "report", "open", '"made to open"')
    followed = [found(world, "maud", one) for one in words]
    link_all()
    finding.build_again()
    assert [found(world, "maud", one) for one in words] == followed
    assert all(followed)


def test_a_hidden_visit_changes_nothing_in_what_others_find(world: World) -> None:
    transmitted(world)
    link_all()
    finding.build_again()
    words = ("windows", "locked", "visit", "recommends", "zanzibarite", "win*", '"could not be opened"')
    before = {
        key: [finding.search(world.viewers[key], one) for one in words] for key in ("ines", "jonas", "ruth", "rosa")
    }
    hidden(world)
    indexed()
    for key, results in before.items():
        assert [finding.search(world.viewers[key], one) for one in words] == results
    assert {kind for kind, _text in found(world, "ana", "zanzibarite")} == {"report", "paragraph", "item"}


def test_a_visit_that_is_notified_is_found_without_indexing_again(world: World) -> None:
    chain = hidden(world)
    link_all()
    finding.build_again()
    assert found(world, "ines", "zanzibarite") == []
    notify_visit(chain.visit, notified_on=chain.visit.begins, by=world.ana, at=moment(TODAY))
    assert found(world, "ines", "zanzibarite") != []
    assert found(world, "ruth", "zanzibarite") == [], "an expert finds what is on their own visits"


def test_what_was_withdrawn_is_found_no_more(world: World) -> None:
    chain = transmitted(world)
    answered(world, chain, "The shutters were taken down.")
    link_all()
    finding.build_again()
    assert [kind for kind, _text in found(world, "maud", "shutters")] == ["response"]
    response = Response.objects.select_related("item__report__visit").get()
    withdraw([response], because="It was another State's.", by=world.maud, at=moment(TODAY))
    indexed()
    assert found(world, "maud", "shutters") == []


def leave_out(world: World, item: Item, *, seen: int | None, to: int | None) -> None:
    """A correction leaves the item out, or brings it back: its line names the item, and no answer to it."""
    with act("take in a rendition of a report", by=world.maud.pk, at=moment(TODAY), about=item.report) as line:
        line.move(item, seen={"left_out_of": seen}, to={"left_out_of": to})


def test_what_was_said_to_an_item_that_a_correction_left_out_is_found_no_more_and_again_once_it_is_back(
    world: World,
) -> None:
    chain = transmitted(world)
    answered(world, chain, "The shutters were taken down.")
    response = Response.objects.select_related("item__report__visit").get()
    text = "The shutters are down indeed."
    assess(
        response.item, text, verdict=Verdict.IMPLEMENTED, evidence="seen", day=TODAY, by=world.maud, at=moment(TODAY)
    )
    indexed()
    assert sorted(kind for kind, _text in found(world, "maud", "shutters")) == ["assessment", "response"]
    for seen, to in ((None, 2), (2, None)):
        leave_out(world, response.item, seen=seen, to=to)
        indexed()
        followed = [found(world, "maud", words) for words in ("shutters", "windows")]
        assert len(followed[0]) == (0 if to else 2)
        assert finding.search(world.maud, "shutters").total == len(followed[0])
        finding.build_again()
        assert [found(world, "maud", words) for words in ("shutters", "windows")] == followed


def test_an_index_that_is_damaged_is_built_again(world: World) -> None:
    transmitted(world)
    link_all()
    finding.build_again()
    for part in installation.search_folder("office").glob("*.store"):
        part.unlink()
    (installation.search_folder("office") / "meta.json").unlink()
    assert finding.search(world.maud, "windows").total == 0
    assert not finding.is_ready()
    indexed()
    assert finding.is_ready()
    assert found(world, "maud", "windows") != []


def test_a_request_is_found_by_the_committee_alone(world: World) -> None:
    requested(world)
    link_all()
    finding.build_again()
    assert [kind for kind, _text in found(world, "ines", "custody")] == ["request"]
    assert found(world, "ruth", "custody") == []


def test_what_is_found_leads_to_where_it_is_read(world: World) -> None:
    chain = transmitted(world)
    link_all()
    finding.build_again()
    results = finding.search(world.maud, "windows")
    hits = {hit.kind: hit for hit in finding.opened(results.found, world.maud)}
    assert hits["item"].url == f"/items/{chain.item.pk}/"
    assert hits["paragraph"].url == f"/reports/{chain.report.pk}/#p-1"
    assert hits["item"].state == "Bresk"
    assert any(part.marked for part in hits["item"].snippet)
    assert finding.opened(results.found, world.rosa) == [], "a key that leaked opens nothing"


def test_items_are_found_by_their_ids_in_the_order_of_the_list(world: World) -> None:
    first, second = transmitted(world, "XXB", days_ago=90), transmitted(world, "XXC", days_ago=30)
    link_all()
    finding.build_again()
    assert finding.items_matching(world.maud, "windows") == (2, [second.item.pk, first.item.pk])
    assert finding.items_matching(world.maud, "windows", state="XXB") == (1, [first.item.pk])
    assert finding.items_matching(world.rosa, "windows") == (0, [])
