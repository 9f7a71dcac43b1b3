"""Going through what waits, by page and without a script: deciding, the next at once, undoing, two at once, hidden."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.rooms.office.archive import page_of
from tests.rooms.office.sameness import absent, ask, client_of, run_command, told_by
from tests.world import TODAY, World, hidden, moment, read_from_file
from unannounced.crafts.topics import shipped
from unannounced.duties.dialogue import Position
from unannounced.records.ledger.models import Line
from unannounced.records.readings.actions import correct, decide_repeat, decide_topic, look
from unannounced.records.readings.models import Decided, ItemVector, ProposedRepeat, ProposedTopic
from unannounced.records.readings.queries import stamp_of, topics_of
from unannounced.records.recommendations.models import Item

pytestmark = pytest.mark.django_db

NOW = moment(TODAY)
LAWYER = "Give every person held by the police access to a lawyer within 24 hours."
EARLIER = "Give every person held by the police access to a lawyer within 48 hours."
WINDOWS = "Fit windows that open in each cell of the northern wing."
ON = re.compile(r'name="on" value="([0-9a-f-]{36})"')
SEEN = re.compile(r'name="seen" value="([^"]+)"')


def looked_at(page: str) -> UUID:
    """The item a page lets somebody decide on."""
    found = ON.search(page)
    assert found, page
    return UUID(found[1])


def decide(client: Client, page: str, do: str, *, at: str = "/review/", **said: str) -> Any:
    """Press a button of the page that is open; the answer, with the page that follows."""
    seen = SEEN.search(page)
    said = {"do": do, "on": str(looked_at(page)), "seen": seen[1] if seen else "", **said}
    return client.post(at, said, follow=True)


def again(item: Item) -> Item:
    """An item as it stands now."""
    return Item.objects.select_related("report__visit", "report__state", "paragraph").get(pk=item.pk)


def topic_ids() -> tuple[str, str]:
    """Two topics the mechanism has."""
    first, second, *_more = shipped().topics
    return first.id, second.id


def test_an_empty_queue_says_what_it_will_hold_and_where_it_begins(world: World) -> None:
    page = page_of(client_of(world, "maud"), "/review/")
    assert "Nothing here yet" in page
    assert 'href="/archive/take-in/"' in page


def test_the_page_says_why_an_item_is_unsure_and_shows_its_paragraph_and_file(world: World) -> None:
    read_from_file(world, LAWYER)
    page = page_of(client_of(world, "maud"), "/review/")
    assert "It bears no number of its own" in page
    assert "Of a hundred items read in the same manner, 60 were right." in page
    assert "These were made:" in page
    assert "XXB-2013-05-01.txt" in page
    assert "1 of 1" in page


def test_after_a_decision_the_next_one_comes_at_once_and_it_can_be_undone(world: World) -> None:
    first, second = read_from_file(world, LAWYER, WINDOWS)
    client = client_of(world, "maud")
    page = page_of(client, "/review/")
    assert looked_at(page) == first.pk
    answer = decide(client, page, "accept-reading")
    assert len(answer.redirect_chain) == 1
    page = answer.content.decode()
    assert looked_at(page) == second.pk
    assert "is accepted as it was read" in page
    assert "1 of 1" in page
    page = client.post("/review/", {"undo": "1"}, follow=True).content.decode()
    assert looked_at(page) == first.pk
    assert "Taken back" in page
    assert "1 of 2" in page


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("accept-reading", {}),
        ("refuse-reading", {}),
        ("correct-reading", {"text": "Otherwise.", "position": "noted", "because": "page 3"}),
        ("split-item", {"begins": "access to"}),
        ("split-item", {"place": "12"}),
        ("merge-items", {}),
    ],
)
def test_each_decision_on_a_reading_is_one_line_and_undone_it_is_as_before(
    world: World, do: str, said: dict[str, str]
) -> None:
    columns = ("pk", "text", "kind", "position", "made_by", "read_with", "left_out_of")
    read_from_file(world, LAWYER, WINDOWS)
    client, before, lines = (
        client_of(world, "maud"),
        list(Item.objects.order_by("pk").values(*columns)),
        Line.objects.count(),
    )
    answer = decide(client, page_of(client, "/review/"), do, **said)
    assert answer.status_code == 200
    assert Line.objects.count() == lines + 1
    client.post("/review/", {"undo": "1"})
    assert Line.objects.count() == lines + 2
    standing = Item.objects.filter(pk__in=[one["pk"] for one in before]).order_by("pk")
    assert list(standing.values(*columns)) == before
    assert not Item.objects.exclude(pk__in=[one["pk"] for one in before]).filter(left_out_of=None).exists()
    assert "1 of 2" in page_of(client, "/review/")


def test_what_cannot_be_done_says_why_and_keeps_what_was_typed(world: World) -> None:
    read_from_file(world, LAWYER)
    client = client_of(world, "maud")
    page = page_of(client, "/review/")
    answer = decide(client, page, "merge-items")
    assert answer.status_code == 409
    assert "No item follows it in its paragraph." in answer.content.decode()
    answer = decide(client, page, "split-item", begins="words that are not there")
    assert "These words do not stand in the item." in answer.content.decode()
    answer = decide(client, page, "correct-reading", text="Typed by hand.", position="noted", because="")
    assert answer.status_code == 422
    assert "Typed by hand." in answer.content.decode()
    assert Item.objects.get().text == LAWYER


def test_of_two_at_once_the_second_is_told_who_was_first_and_when_and_sees_what_stands(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    client = client_of(world, "maud")
    page = page_of(client, "/review/")
    correct(item, position=Position.NOTED, made_by=[], text="Ana's words.", because="p. 3", by=world.ana, at=NOW)
    for do, said in (
        ("accept-reading", {}),
        ("correct-reading", {"text": "Maud's words.", "position": "noted", "because": "page 3"}),
        ("refuse-reading", {}),
    ):
        answer = decide(client, page, do, **said)
        body = answer.content.decode()
        assert answer.status_code == 409
        assert "Ana Kovari was first, at" in body
        assert "Ana&#x27;s words." in body
    assert again(item).text == "Ana's words."


def test_what_another_did_after_a_decision_is_not_undone_with_it(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    client = client_of(world, "maud")
    decide(client, page_of(client, "/review/"), "accept-reading")
    correct(again(item), position=Position.NOTED, made_by=[], text="Ana's.", because="p. 3", by=world.ana, at=NOW)
    answer = client.post("/review/", {"undo": "1"}, follow=True)
    assert answer.status_code == 409
    assert again(item).text == "Ana's."


@pytest.mark.parametrize("do", ["accept-reading", "correct-reading"])
def test_what_another_decided_alike_before_is_not_undone_by_whoever_came_second(world: World, do: str) -> None:
    (item,) = read_from_file(world, LAWYER)
    client = client_of(world, "maud")
    page = page_of(client, "/review/")
    how = {"kind": item.kind, "position": "noted", "made_by": "", "text": "Ana's.", "because": "p. 3"}
    if do == "accept-reading":
        look(item, by=world.ana, at=NOW)
    else:
        correct(item, position=Position.NOTED, made_by=[], text="Ana's.", because="p. 3", by=world.ana, at=NOW)
        how["seen"] = "2"
    stands = stamp_of(again(item))
    assert decide(client, page, do, **how).status_code == 200
    client.post("/review/", {"undo": "1"})
    assert stamp_of(again(item)) == stands


def test_what_was_decided_is_not_named_once_it_may_be_read_no_more(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    client = client_of(world, "ines")
    decide(client, page_of(client, "/review/"), "accept-reading")
    named = "is accepted as it was read."
    assert named in page_of(client, "/review/")
    session = client.session
    session["review"] = [{**session["review"][-1], "item": str(hidden(world).item.pk)}]
    session.save()
    assert named not in page_of(client, "/review/")
    assert item.pk


def test_a_topic_is_asked_with_the_words_that_decided_and_decided_by_yes_and_no(world: World) -> None:
    (item,) = read_from_file(world, LAWYER, sure=95)
    first, second = topic_ids()
    ProposedTopic.objects.create(item=item, topic=first, sure=50, words=["lawyer", "police"], digest="-")
    client = client_of(world, "maud")
    page = page_of(client, "/review/?what=topics")
    assert "The words that decided: lawyer, police" in page
    assert "50 % sure" in page
    at = "/review/?what=topics"
    page = decide(client, page, "decide-topic", at=at, topic=first, decided="confirmed", seen="undecided").content
    assert [one.topic for one in topics_of([item])[item.pk]] == [first]
    assert b"has the topic" in page
    client.post(at, {"undo": "1"})
    assert topics_of([item]) == {}
    said = {"do": "decide-topic", "on": str(item.pk), "topic": second, "decided": "confirmed"}
    assert client.post(at, said).status_code == 302
    assert [one.topic for one in topics_of([item])[item.pk]] == [second]
    said = {"do": "decide-topic", "on": str(item.pk), "topic": "no-such-topic", "decided": "confirmed"}
    assert client.post(at, said).status_code == 422


def pair(world: World) -> tuple[Item, Item]:
    """Two items of which the later may say the earlier one again, within fewer hours."""
    (earlier,) = read_from_file(world, EARLIER, day=date(2008, 5, 1), sure=95)
    (later,) = read_from_file(world, LAWYER, day=date(2013, 5, 1), sure=95)
    ProposedRepeat.objects.create(item=later, earlier=earlier, likeness=93, differs=[["48 hours", "24 hours"]])
    return earlier, later


def test_a_repetition_shows_both_texts_with_what_differs_and_is_counted_once_confirmed(world: World) -> None:
    earlier, later = pair(world)
    client, at = client_of(world, "maud"), "/review/?what=repeats"
    page = page_of(client, at)
    assert "<mark>48 hours<sup>1</sup></mark>" in page
    assert "<mark>24 hours<sup>1</sup></mark>" in page
    assert "“48 hours” then, “24 hours” now" in page
    said = {"earlier": str(earlier.pk), "decided": "confirmed", "seen": "undecided"}
    decide(client, page, "decide-repeat", at=at, **said)
    assert again(later).repeats_id == earlier.pk
    item_page = page_of(client, f"/items/{later.pk}/")
    assert "Repeated 1 time since 2008, never implemented as far as is known here." in item_page
    assert f"/items/{earlier.pk}/" in item_page
    road = page_of(client, "/states/XXB/road-map/?register=invented")
    assert "Said most often" in road
    client.post(at, {"undo": "1"})
    assert again(later).repeats_id is None


def test_of_two_who_decide_on_a_repetition_the_second_is_told(world: World) -> None:
    earlier, later = pair(world)
    client, at = client_of(world, "maud"), "/review/?what=repeats"
    page = page_of(client, at)
    decide_repeat(later, earlier, Decided.REFUSED, by=world.ana, at=NOW)
    said = {"earlier": str(earlier.pk), "decided": "confirmed", "seen": "undecided"}
    answer = decide(client, page, "decide-repeat", at=at, **said)
    assert answer.status_code == 409
    assert "Ana Kovari was first" in answer.content.decode()
    assert "that it is another demand" in answer.content.decode()


def test_the_queue_is_narrowed_by_state_report_and_kind_and_the_next_is_of_the_same(world: World) -> None:
    read_from_file(world, LAWYER)
    first, second = read_from_file(world, WINDOWS, WINDOWS.replace("northern", "eastern"), state="XXC")
    client = client_of(world, "maud")
    page = page_of(client, "/review/?state=XXC")
    assert "1 of 2" in page
    answer = decide(client, page, "accept-reading", at="/review/?state=XXC")
    assert looked_at(answer.content.decode()) == second.pk
    assert "state=XXC" in answer.redirect_chain[0][0]
    assert "Nothing like that waits" in page_of(client, "/review/?kind=comment")
    assert "1 of 1" in page_of(client, f"/review/?state=XXC&report={first.report_id}")
    page_of(client, "/review/?state=XXZ&kind=nonsense&report=nonsense&one=nonsense&what=nonsense")


def test_a_hidden_item_is_looked_at_like_one_that_does_not_exist(world: World) -> None:
    chain = hidden(world)
    read_from_file(world, LAWYER)
    client = client_of(world, "ines")
    ask(client, "/states/")
    for what in ("items", "topics", "repeats"):
        there = ask(client, f"/review/?what={what}&one={chain.item.pk}")
        nowhere = ask(client, f"/review/?what={what}&one={absent()}")
        assert not told_by(there, nowhere)
        for do in ("accept-reading", "decide-topic", "decide-repeat"):
            there = ask(client, f"/review/?what={what}", data={"do": do, "on": str(chain.item.pk)})
            nowhere = ask(client, f"/review/?what={what}", data={"do": do, "on": str(absent())})
            assert not told_by(there, nowhere)
            assert there.status == 404


def test_what_repeats_a_hidden_item_alone_is_counted_nowhere_as_repeating(world: World) -> None:
    earlier = hidden(world).item
    (item,) = read_from_file(world, LAWYER, day=TODAY, sure=95)
    decide_repeat(item, earlier, Decided.CONFIRMED, by=world.ana, at=NOW)
    link = f"/items/{item.pk}/"
    assert link in page_of(client_of(world, "ana"), "/states/XXB/items/?repeats=yes")
    assert link not in page_of(client_of(world, "ines"), "/states/XXB/items/?repeats=yes")
    assert "repeats an earlier one" not in page_of(client_of(world, "ines"), "/states/XXB/road-map/")


def test_a_hidden_earlier_item_is_refused_like_one_that_does_not_exist(world: World) -> None:
    chain = hidden(world)
    (item,) = read_from_file(world, LAWYER, sure=95)
    client = client_of(world, "ines")
    path, said = f"/items/{item.pk}/decide-repeat/", {"decided": "confirmed"}
    ask(client, path)
    there = ask(client, path, data={**said, "earlier": str(chain.item.pk)})
    nowhere = ask(client, path, data={**said, "earlier": str(absent())})
    assert not told_by(there, nowhere)


def test_somebody_without_the_mandate_reads_nothing_and_decides_nothing(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    for key in ("ruth", "piet", "rosa"):
        client = client_of(world, key)
        assert LAWYER not in page_of(client, "/review/")
        assert client.post("/review/", {"do": "accept-reading", "on": str(item.pk)}).status_code == 404


def test_every_decision_is_a_command_too(world: World) -> None:
    first, _second = read_from_file(world, LAWYER, WINDOWS)
    topic, _other = topic_ids()
    key = str(first.pk)
    for asked in (
        ["act", "item", "accept-reading", key],
        ["act", "reading", "take-back", key],
        ["act", "item", "split-item", key, "--set", "begins=access to"],
        ["act", "reading", "take-back", key],
        ["act", "item", "merge-items", key],
        ["act", "reading", "take-back", key],
        ["act", "item", "refuse-reading", key, "--set", "because=a heading"],
        ["act", "reading", "take-back", key],
        ["act", "item", "decide-topic", key, "--set", f"topic={topic}", "--set", "decided=confirmed"],
        ["act-many", "accept-reading", "--ids", key],
        ["act-many", "decide-topic", "--ids", key, "--set", f"topic={topic}", "--set", "decided=refused"],
    ):
        code, out, err = run_command([*asked, "--as", "maud"])
        assert code == 0, (asked, out, err)
    assert topics_of([first]) == {}


def test_the_page_asks_no_more_often_for_many_items_and_topics_than_for_few(world: World) -> None:
    client = client_of(world, "maud")
    items = read_from_file(world, LAWYER, WINDOWS)
    page_of(client, "/review/")
    few = len(ask(client, f"/review/?one={items[0].pk}").sql)
    items = read_from_file(world, *(f"{LAWYER} {number}" for number in range(80)), state="XXC")
    for place, topic in enumerate(shipped().topics[:6]):
        ProposedTopic.objects.create(item=items[0], topic=topic.id, sure=50 + place, words=[], digest="-")
    for what in ("items", "topics"):
        assert len(ask(client, f"/review/?what={what}&one={items[0].pk}").sql) <= few + 2


def test_the_item_page_names_topics_and_who_found_the_reading_right(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    topic, other = topic_ids()
    decide_topic(item, topic, Decided.CONFIRMED, by=world.ana, at=NOW)
    look(item, by=world.ana, at=NOW)
    client = client_of(world, "maud")
    page = page_of(client, f"/items/{item.pk}/")
    name = shipped().by_id[topic].name("en")
    assert name in page
    assert "found right by Ana Kovari" in page
    assert f"/readings/{item.pk}/take-back/" in page
    assert LAWYER in page_of(client, f"/states/XXB/items/?topic={topic}")
    assert LAWYER not in page_of(client, f"/states/XXB/items/?topic={other}")
    road = page_of(client, "/states/XXB/road-map/")
    assert "By topic" in road
    assert f"topic={topic}" in road


def test_home_says_how_many_readings_wait(world: World) -> None:
    assert "wait for a person" not in page_of(client_of(world, "maud"), "/")
    read_from_file(world, LAWYER, WINDOWS)
    assert "2 readings wait for a person" in page_of(client_of(world, "maud"), "/")
    assert "wait for a person" not in page_of(client_of(world, "piet"), "/")


def test_proposals_keep_up_with_what_is_taken_in_and_corrected(world: World) -> None:
    from unannounced.records.readings.following import Follower, follow_readings

    read_from_file(world, LAWYER, day=date(2013, 5, 1))
    told: list[tuple[str, int, int]] = []
    assert follow_readings(progress=lambda *far: told.append(far)) > 0
    assert {doing for doing, _done, _of in told} >= {"meanings", "topics", "repetitions"}
    assert ItemVector.objects.filter(compared=True).exclude(classified_by="").count() == 1
    assert follow_readings() == 0
    follower = Follower()
    assert not follower.follow(5)
    assert not follower.follow(5)


def test_topics_that_cannot_be_read_take_no_page_down(
    world: World, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TOPICS_FILE = tmp_path / "topics.yaml"
    settings.TOPICS_FILE.write_text("topics: nonsense")
    read_from_file(world, LAWYER)
    client = client_of(world, "maud")
    assert shipped().topics[0].name("en") in page_of(client, "/states/XXB/items/")
    page_of(client, "/review/")
    assert "topics.yaml" in caplog.text


def test_two_decisions_on_one_reading_are_undone_one_after_the_other(world: World) -> None:
    first, _second = read_from_file(world, LAWYER, WINDOWS)
    client = client_of(world, "maud")
    before = first.text
    for text in ("Once.", "Twice."):
        page = page_of(client, f"/review/?what=items&one={first.pk}")
        decide(client, page, "correct-reading", text=text, position="noted", because="page 3")
    for stands in ("Once.", before):
        page = client.post("/review/", {"undo": "1"}, follow=True).content.decode()
        assert "Taken back" in page
        assert Item.objects.get(pk=first.pk).text == stands


def test_to_make_one_with_the_next_is_offered_only_where_one_follows_in_the_paragraph(world: World) -> None:
    first, second = read_from_file(world, LAWYER, WINDOWS)
    client = client_of(world, "maud")
    assert 'value="merge-items"' in page_of(client, f"/review/?what=items&one={first.pk}")
    assert 'value="merge-items"' not in page_of(client, f"/review/?what=items&one={second.pk}")
