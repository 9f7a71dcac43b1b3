"""What a person decides of readings: each decision is a row, nobody overwrites another, and each can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tests.world import TODAY, World, hidden, moment, read_from_file
from unannounced.crafts.repeating import Candidate, Proposal
from unannounced.duties.decision import RefusedByRule
from unannounced.duties.dialogue import Position, Verdict
from unannounced.records.ledger.actions import SomebodyWasFirst
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.readings import following, proposing, queries
from unannounced.records.readings.actions import (
    correct,
    decide_repeat,
    decide_repeats,
    decide_topic,
    look,
    look_all,
    merge_items,
    split_item,
    take_back,
)
from unannounced.records.readings.deciding import UNDECIDED, stamp_of_decision, stamp_to_merge
from unannounced.records.readings.models import (
    Decided,
    ItemVector,
    ProposedRepeat,
    ProposedTopic,
    RepeatDecision,
    TopicDecision,
)
from unannounced.records.readings.queries import (
    ITEMS,
    REPEATS,
    TOPICS,
    Narrowing,
    how_many,
    repeats_of,
    stamp_of,
    texts_and_topics,
    topics_of,
    unsure,
)
from unannounced.records.readings.queue import ON_A_PAGE, Queue
from unannounced.records.recommendations.actions import assess
from unannounced.records.recommendations.models import EarlierReading, Item
from unannounced.records.recommendations.queries import items_seen_by

pytestmark = pytest.mark.django_db

NOW = moment(TODAY)
LAWYER = "Give every person held by the police access to a lawyer from the outset."
WINDOWS = "Fit windows that open in each cell of the northern wing."


def again(item: Item) -> Item:
    """An item as it stands now."""
    return Item.objects.select_related("report__visit", "report__state", "paragraph").get(pk=item.pk)


def said(item: Item) -> tuple[object, ...]:
    """Everything a person can change of an item, its wording apart."""
    held = again(item)
    return held.text, held.kind, held.position, held.made_by, held.read_with, held.left_out_of


def waiting(world: World, what: str = ITEMS) -> list[str]:
    """The words of the items that wait for Maud."""
    found = unsure(world.maud, what)
    return [item.text for item in found.order_by("-report__opened_on", "place_in_paragraph")]


def last_act() -> str:
    """The act of the newest line of the ledger."""
    return Line.objects.order_by("-seq")[0].act


# Items


def test_what_is_found_right_waits_no_more_and_waits_again_once_that_is_taken_back(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    assert waiting(world) == [LAWYER]
    before = Line.objects.count()
    look(item, by=world.maud, at=NOW)
    assert waiting(world) == []
    look(again(item), by=world.jonas, at=NOW)
    assert Line.objects.count() == before + 1, "found right twice is one line"
    take_back(again(item), by=world.maud, at=NOW)
    assert waiting(world) == [LAWYER]
    look(again(item), by=world.jonas, at=NOW)
    assert waiting(world) == []


def test_only_unsure_readings_of_reports_the_viewer_may_read_wait(world: World) -> None:
    read_from_file(world, LAWYER, sure=79)
    read_from_file(world, WINDOWS, state="XXC", sure=80)
    hidden(world)
    assert waiting(world) == [LAWYER]
    assert list(unsure(world.piet, ITEMS)) == []
    assert how_many(world.maud) == {ITEMS: 1, TOPICS: 0, REPEATS: 0}
    assert not unsure(world.maud, ITEMS, Narrowing(state="XXC")).exists()
    assert not unsure(world.maud, ITEMS, Narrowing(kind="comment")).exists()


def test_the_queue_goes_from_the_latest_report_to_the_earliest_and_back_whatever_waits_no_more(world: World) -> None:
    earlier = read_from_file(world, *(f"{LAWYER} {number}" for number in range(60)), day=date(2008, 5, 1))
    later = read_from_file(world, LAWYER, WINDOWS, day=date(2013, 5, 1))
    last = read_from_file(world, WINDOWS, day=date(2003, 5, 1), sure=95) + read_from_file(
        world, LAWYER, state="XXC", day=date(2002, 5, 1)
    )
    every = [item.pk for item in [*later, *earlier, last[1]]]
    queue = Queue(world.maud, ITEMS)
    assert (queue.total, queue.first()) == (63, every[0])
    assert queue.after(again(later[0])) == every[1 : ON_A_PAGE + 2]
    assert [queue.place(again(one)) for one in (later[0], earlier[0], last[1], last[0])] == [1, 3, 63, None]
    assert queue.before(again(later[0])) is None
    assert queue.before(again(earlier[0])) == later[1].pk
    assert queue.before(again(last[0])) == earlier[-1].pk
    assert queue.after(again(last[0])) == [last[1].pk]
    assert queue.after(again(last[1])) == []
    look(earlier[0], by=world.maud, at=NOW)
    queue = Queue(world.maud, ITEMS)
    assert (queue.place(again(earlier[0])), queue.after(again(earlier[0]))[0]) == (None, earlier[1].pk)
    assert queue.before(again(earlier[1])) == later[1].pk


def test_a_corrected_item_is_as_it_was_once_that_is_taken_back(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    before = said(item)
    correct(
        item, position=Position.NOTED, made_by=["Corvania"], text="Otherwise.", because="p. 3", by=world.ana, at=NOW
    )
    assert waiting(world) == []
    assert said(item)[0] == "Otherwise."
    take_back(again(item), by=world.ana, at=NOW)
    assert said(item) == before
    assert waiting(world) == [LAWYER]
    assert EarlierReading.objects.filter(item=item).count() == 2, "what was said is kept both times"


def test_two_corrections_are_taken_back_one_after_the_other(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    before = said(item)
    for words in ("First.", "Second."):
        now = again(item)
        correct(now, position=Position.UNKNOWN, made_by=[], text=words, because="p. 3", by=world.ana, at=NOW)
    take_back(again(item), by=world.ana, at=NOW)
    assert said(item)[0] == "First."
    take_back(again(item), by=world.ana, at=NOW)
    assert said(item) == before
    with pytest.raises(RefusedByRule):
        take_back(again(item), by=world.ana, at=NOW)


def test_what_is_no_item_is_left_out_and_comes_back_with_its_place_in_the_queue(world: World) -> None:
    item, other = read_from_file(world, LAWYER, WINDOWS)
    before = said(item)
    correct(item, position=Position.UNKNOWN, made_by=[], no_item=True, because="a heading", by=world.ana, at=NOW)
    assert not items_seen_by(world.maud).filter(pk=item.pk).exists()
    take_back(again(item), by=world.ana, at=NOW)
    assert said(item) == before
    assert waiting(world) == [LAWYER, WINDOWS]
    assert other.pk


def test_a_split_item_is_two_and_one_again(world: World) -> None:
    (item,) = read_from_file(world, f"{LAWYER} {WINDOWS}")
    before = said(item)
    first, second = split_item(item, len(LAWYER), by=world.ana, at=NOW)
    assert (first.text, second.text) == (LAWYER, WINDOWS)
    assert waiting(world) == []
    assert items_seen_by(world.maud).count() == 2
    take_back(again(item), by=world.ana, at=NOW)
    assert said(item) == before
    assert [one.text for one in items_seen_by(world.maud)] == [f"{LAWYER} {WINDOWS}"]


def test_nothing_is_split_where_a_part_would_be_empty(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    for place in (0, -3, len(LAWYER)):
        with pytest.raises(RefusedByRule, match="empty"):
            split_item(again(item), place, by=world.ana, at=NOW)


def test_merged_items_are_one_and_two_again(world: World) -> None:
    item, second = read_from_file(world, "Give access", "to a lawyer.")
    before = said(item), said(second)
    merge_items(item, by=world.ana, at=NOW)
    assert [one.text for one in items_seen_by(world.maud)] == ["Give access to a lawyer."]
    with pytest.raises(RefusedByRule, match="No item follows"):
        merge_items(again(item), by=world.ana, at=NOW)
    take_back(again(item), by=world.ana, at=NOW)
    assert (said(item), said(second)) == before


def test_nothing_is_merged_into_another_that_the_monitor_assessed(world: World) -> None:
    item, second = read_from_file(world, "Give access", "to a lawyer.")
    assess(second, "Seen.", verdict=Verdict.NOT_IMPLEMENTED, evidence="A visit.", day=TODAY, by=world.ana, at=NOW)
    with pytest.raises(RefusedByRule, match="registered to the next item"):
        merge_items(item, by=world.ana, at=NOW)


def test_an_item_that_went_into_another_and_came_back_can_still_be_taken_back_itself(world: World) -> None:
    item, second = read_from_file(world, "Give access", "to a doctor.")
    before = said(second)
    correct(second, position=Position.UNKNOWN, made_by=[], text="to a lawyer.", because="p. 3", by=world.ana, at=NOW)
    merge_items(item, by=world.ana, at=NOW)
    with pytest.raises(RefusedByRule):
        take_back(again(second), by=world.ana, at=NOW)
    take_back(again(item), by=world.ana, at=NOW)
    take_back(again(second), by=world.ana, at=NOW)
    assert said(second) == before


def test_a_correction_of_what_a_later_file_has_no_more_does_not_bring_it_back(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    correct(item, position=Position.UNKNOWN, made_by=[], text="Otherwise.", because="p. 3", by=world.ana, at=NOW)
    Item.objects.filter(pk=item.pk).update(left_out_of=2)
    with pytest.raises(RefusedByRule):
        take_back(again(item), by=world.ana, at=NOW)
    assert again(item).left_out_of == 2


@pytest.mark.parametrize("no_item", [True, False])
def test_two_items_are_not_made_one_where_another_is_the_next_since(world: World, no_item: bool) -> None:
    item, second, _third = read_from_file(world, "Give access", "to a lawyer.", WINDOWS)
    seen = stamp_to_merge(item)
    how, text = Position.UNKNOWN, None if no_item else "to a doctor."
    correct(second, position=how, made_by=[], text=text, no_item=no_item, because="p. 3", by=world.maud, at=NOW)
    with pytest.raises(SomebodyWasFirst):
        merge_items(again(item), seen=seen, by=world.ana, at=NOW)
    assert again(item).text == "Give access"
    merge_items(again(item), seen=stamp_to_merge(again(item)), by=world.ana, at=NOW)


def test_two_people_who_look_at_once_do_not_overwrite_each_other(world: World) -> None:
    item, _next = read_from_file(world, LAWYER, WINDOWS)
    mine, theirs, seen = again(item), again(item), stamp_of(item)
    correct(mine, position=Position.NOTED, made_by=[], text="Mine.", because="p. 3", seen=seen, by=world.ana, at=NOW)
    lines = Line.objects.count()
    for late in (
        lambda: look(again(item), seen=seen, by=world.maud, at=NOW),
        lambda: split_item(again(item), 3, seen=seen, by=world.maud, at=NOW),
        lambda: merge_items(again(item), seen=seen, by=world.maud, at=NOW),
        lambda: take_back(again(item), seen=seen, by=world.maud, at=NOW),
        lambda: correct(
            theirs, position=Position.NOTED, made_by=[], text="Theirs.", because="p. 3", by=world.maud, at=NOW
        ),
    ):
        with pytest.raises(SomebodyWasFirst):
            late()
    assert again(item).text == "Mine."
    assert Line.objects.count() == lines


def test_what_somebody_found_right_meanwhile_is_not_corrected_unseen(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    seen = stamp_of(item)
    look(item, seen=seen, by=world.ana, at=NOW)
    with pytest.raises(SomebodyWasFirst):
        correct(item, position=Position.NOTED, made_by=[], because="p. 3", seen=seen, by=world.maud, at=NOW)
    look(item, seen=seen, by=world.maud, at=NOW)


def test_many_are_accepted_by_one_line(world: World) -> None:
    items = read_from_file(world, *(f"{LAWYER} {number}" for number in range(8)))
    lines = Line.objects.count()
    assert look_all(items, by=world.maud, at=NOW) == 8
    assert look_all(items, by=world.jonas, at=NOW) == 0
    assert Line.objects.count() == lines + 1
    assert waiting(world) == []


def test_an_expert_and_an_auditor_decide_nothing(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    for nobody in (world.ruth, world.piet, world.rosa):
        with pytest.raises(RefusedByRule):
            look(item, by=nobody, at=NOW)
        with pytest.raises(RefusedByRule):
            decide_topic(item, "health", Decided.CONFIRMED, by=nobody, at=NOW)


# Topics


@dataclass(frozen=True)
class Topical:
    """A topic given by a classifier made up for tests."""

    topic: str
    sure: int
    words: tuple[str, ...] = ("lawyer",)


class MadeUp:
    """A classifier that gives each text the same topics."""

    def __init__(self, *given: Topical) -> None:
        self.given = given

    def classify(self, texts: Sequence[str]) -> list[tuple[Topical, ...]]:
        """The same for each."""
        return [self.given for _text in texts]


def propose(items: Sequence[Item], *given: Topical) -> None:
    """Let a classifier propose topics."""
    proposing.propose_topics(items, MadeUp(*given), "made up")


def topics(item: Item) -> dict[str, bool]:
    """The topics of an item, and whether a person set each."""
    return {one.topic: one.by_person for one in topics_of([item]).get(item.pk, [])}


def test_a_sure_topic_stands_an_unsure_one_waits_and_an_idle_guess_is_not_shown(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    propose([item], Topical("lawyer", 92), Topical("police", 55), Topical("health", 12))
    assert topics(item) == {"lawyer": False}
    assert waiting(world, TOPICS) == [LAWYER]
    decide_topic(item, "police", Decided.CONFIRMED, by=world.ana, at=NOW)
    assert topics(item) == {"police": True, "lawyer": False}
    assert waiting(world, TOPICS) == []


def test_the_classifier_never_changes_what_a_person_decided(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    propose([item], Topical("lawyer", 92), Topical("police", 55))
    decide_topic(item, "lawyer", Decided.REFUSED, by=world.ana, at=NOW)
    decide_topic(item, "health", Decided.CONFIRMED, by=world.ana, at=NOW)
    propose([item], Topical("lawyer", 99), Topical("police", 20))
    assert topics(item) == {"health": True}
    assert waiting(world, TOPICS) == []
    decide_topic(item, "lawyer", Decided.OPEN, by=world.ana, at=NOW)
    assert topics(item) == {"lawyer": False, "health": True}


def test_of_two_who_decide_a_topic_otherwise_at_once_the_second_is_told(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    propose([item], Topical("police", 55))
    decide_topic(item, "police", Decided.CONFIRMED, seen=UNDECIDED, by=world.ana, at=NOW)
    lines = Line.objects.count()
    decide_topic(item, "police", Decided.CONFIRMED, seen=UNDECIDED, by=world.maud, at=NOW)
    with pytest.raises(SomebodyWasFirst):
        decide_topic(item, "police", Decided.REFUSED, seen=UNDECIDED, by=world.maud, at=NOW)
    assert Line.objects.count() == lines
    held = TopicDecision.objects.get(item=item)
    assert held.decided_by_id == world.ana.pk
    decide_topic(item, "police", Decided.REFUSED, seen=stamp_of_decision(held), by=world.maud, at=NOW)
    assert topics(item) == {}


def test_a_topic_that_the_mechanism_does_not_know_is_refused(world: World) -> None:
    (item,) = read_from_file(world, LAWYER)
    with pytest.raises(RefusedByRule, match="no topic"):
        decide_topic(item, "weather", Decided.CONFIRMED, known=False, by=world.ana, at=NOW)


def test_what_is_learned_from_is_what_persons_decided(world: World) -> None:
    item, other = read_from_file(world, LAWYER, WINDOWS)
    propose([item, other], Topical("lawyer", 92), Topical("police", 55))
    decide_topic(item, "police", Decided.CONFIRMED, by=world.ana, at=NOW)
    assert [(text, sorted(given)) for text, given in texts_and_topics()] == [(LAWYER, ["lawyer", "police"])]


def test_the_topics_of_many_items_take_two_queries(world: World) -> None:
    items = read_from_file(world, *(f"{LAWYER} {number}" for number in range(20)))
    propose(items, Topical("lawyer", 92))
    with CaptureQueriesContext(connection) as asked:
        assert len(topics_of(items)) == 20
    assert len(asked) == 2


# Said before


def chain(world: World, *years: int, state: str = "XXB") -> list[Item]:
    """The same demand in reports of these years, the earliest first; each but the first proposed as a repetition."""
    items = [read_from_file(world, LAWYER, state=state, day=date(year, 5, 1), sure=95)[0] for year in years]
    for place, item in enumerate(items):
        ProposedRepeat.objects.bulk_create(
            ProposedRepeat(item=item, earlier=earlier, likeness=90 + place, differs=[["2008", "2013"]])
            for earlier in items[:place]
        )
    return items


def test_a_confirmed_repetition_is_what_the_item_repeats_and_taken_back_it_is_not(world: World) -> None:
    first, second = chain(world, 2008, 2013)
    assert waiting(world, REPEATS) == [LAWYER]
    decide_repeat(second, first, Decided.CONFIRMED, by=world.ana, at=NOW)
    assert again(second).repeats_id == first.pk
    assert waiting(world, REPEATS) == []
    decide_repeat(again(second), first, Decided.OPEN, by=world.ana, at=NOW)
    assert again(second).repeats_id is None
    assert waiting(world, REPEATS) == [LAWYER]
    decide_repeat(again(second), first, Decided.REFUSED, by=world.ana, at=NOW)
    assert again(second).repeats_id is None
    assert waiting(world, REPEATS) == []


def test_of_several_an_item_points_to_the_latest_and_each_decision_stays(world: World) -> None:
    first, second, third = chain(world, 2008, 2013, 2018)
    decide_repeat(third, second, Decided.CONFIRMED, by=world.ana, at=NOW)
    decide_repeat(again(third), first, Decided.CONFIRMED, by=world.ana, at=NOW)
    assert again(third).repeats_id == second.pk
    decide_repeat(again(third), second, Decided.REFUSED, by=world.ana, at=NOW)
    assert again(third).repeats_id == first.pk
    assert RepeatDecision.objects.filter(item=third).count() == 2


def test_how_often_something_was_said_is_counted_through_the_chain_and_to_the_viewer_alone(world: World) -> None:
    items = chain(world, 2008, 2011, 2014, 2017, 2020, 2023)
    pairs = list(zip(items[1:], items, strict=False))
    decide_repeats(pairs, Decided.CONFIRMED, by=world.ana, at=NOW)
    held = repeats_of([again(items[-1])], world.maud)[items[-1].pk]
    assert (held.times, held.since, held.implemented) == (5, date(2008, 5, 1), False)
    assert repeats_of([again(items[-1])], world.piet) == {}
    assess(again(items[2]), "Seen.", verdict=Verdict.IMPLEMENTED, evidence="A visit.", day=TODAY, by=world.ana, at=NOW)
    assert repeats_of([again(items[-1])], world.maud)[items[-1].pk].implemented


def test_a_repetition_of_what_somebody_may_not_read_does_not_wait_for_them(world: World) -> None:
    earlier = hidden(world).item
    (later,) = read_from_file(world, LAWYER, sure=95)
    ProposedRepeat.objects.create(item=later, earlier=earlier, likeness=93)
    assert [item.text for item in unsure(world.ana, REPEATS)] == [LAWYER]
    assert not unsure(world.ines, REPEATS).exists()
    assert Queue(world.ines, REPEATS).total == how_many(world.ines)[REPEATS] == 0


def test_how_often_many_were_said_takes_no_query_for_each(world: World) -> None:
    one, other = chain(world, 2008, 2011, 2014), chain(world, 2009, 2012, 2015, state="XXC")
    for items in (one, other):
        decide_repeats(list(zip(items[1:], items, strict=False)), Decided.CONFIRMED, by=world.ana, at=NOW)
    with CaptureQueriesContext(connection) as few:
        repeats_of(one, world.maud)
    with CaptureQueriesContext(connection) as many:
        assert len(repeats_of([*one, *other], world.maud)) == 4
    assert len(many) == len(few)


def test_two_items_to_different_states_or_out_of_order_do_not_repeat_each_other(world: World) -> None:
    first, second = chain(world, 2008, 2013)
    (elsewhere,) = read_from_file(world, LAWYER, state="XXC", day=date(2008, 5, 1))
    for item, earlier in ((second, elsewhere), (first, second), (first, first)):
        with pytest.raises(RefusedByRule):
            decide_repeat(again(item), again(earlier), Decided.CONFIRMED, by=world.ana, at=NOW)


def test_of_two_who_decide_a_repetition_otherwise_at_once_the_second_is_told(world: World) -> None:
    first, second = chain(world, 2008, 2013)
    decide_repeat(second, first, Decided.REFUSED, seen=UNDECIDED, by=world.ana, at=NOW)
    with pytest.raises(SomebodyWasFirst):
        decide_repeat(second, first, Decided.CONFIRMED, seen=UNDECIDED, by=world.maud, at=NOW)
    assert RepeatDecision.objects.get(item=second).decided == Decided.REFUSED


# Proposing


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """A finder made up for tests: the same words are the same demand; it notes how many it was given."""
    asked: list[tuple[int, int]] = []

    def find_for(new: list[Candidate], _new: object, held: list[Candidate], _held: object) -> list[Proposal]:
        asked.append((len(new), len(held)))
        fresh = {one.key for one in new}
        every = sorted([*new, *held], key=lambda one: one.day)
        return [
            Proposal(later.key, earlier.key, 90, (("48 hours", "24 hours"),))
            for place, later in enumerate(every)
            for earlier in every[:place]
            if earlier.text == later.text and earlier.day < later.day and fresh & {earlier.key, later.key}
        ]

    def find(items: list[Candidate], vectors: object) -> list[Proposal]:
        return find_for(items, vectors, [], vectors)

    monkeypatch.setattr(proposing, "find_for", find_for)
    monkeypatch.setattr(proposing, "find", find)
    return asked


def test_vectors_are_kept_and_computed_once(world: World) -> None:
    items = read_from_file(world, LAWYER, WINDOWS)
    assert proposing.keep_vectors(items) == 2
    assert proposing.keep_vectors(items) == 0
    assert not proposing.without_vector().exists()
    assert len(bytes(ItemVector.objects.get(item=items[0]).values)) == 1024
    correct(items[0], position=Position.NOTED, made_by=[], because="p. 3", by=world.ana, at=NOW)
    assert list(proposing.without_vector()) == [items[0]]
    assert proposing.keep_vectors([again(items[0])]) == 0, "its words did not change"
    assert not proposing.without_vector().exists()


def test_a_report_taken_out_while_its_items_are_looked_at_stops_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_from_file(world, LAWYER)

    def taken_out_meanwhile(items: Sequence[Item]) -> int:
        raise IntegrityError

    monkeypatch.setattr(following, "keep_vectors", taken_out_meanwhile)
    assert following.follow_readings() == 0


def test_only_what_is_new_is_compared_and_decisions_stay(world: World, finds: list[tuple[int, int]]) -> None:
    (first,) = read_from_file(world, LAWYER, day=date(2008, 5, 1))
    (second,) = read_from_file(world, LAWYER, day=date(2013, 5, 1))
    proposing.keep_vectors([first, second])
    assert proposing.propose_repeats(first.report.state_id) == 1
    decide_repeat(again(second), again(first), Decided.REFUSED, by=world.ana, at=NOW)
    (third,) = read_from_file(world, LAWYER, day=date(2018, 5, 1))
    proposing.keep_vectors([third])
    assert proposing.propose_repeats(first.report.state_id) == 2
    assert finds == [(2, 0), (1, 2)]
    assert ProposedRepeat.objects.count() == 3
    assert [item.pk for item in unsure(world.maud, REPEATS)] == [third.pk]


def test_words_that_change_are_compared_and_sorted_anew(world: World, finds: list[tuple[int, int]]) -> None:
    (first,) = read_from_file(world, LAWYER, day=date(2008, 5, 1))
    (second,) = read_from_file(world, LAWYER, day=date(2013, 5, 1))
    proposing.keep_vectors([first, second])
    proposing.propose_repeats(first.report.state_id)
    propose([first, second], Topical("police", 55))
    correct(second, position=Position.UNKNOWN, made_by=[], text=WINDOWS, because="p. 3", by=world.ana, at=NOW)
    proposing.keep_vectors([again(second)])
    assert list(proposing.without_topics("made up")) == [second]
    assert proposing.propose_repeats(first.report.state_id) == 0
    assert len(finds) == 2
    assert not ProposedRepeat.objects.exists()


# The ledger, and erasing


def test_every_decision_has_its_line_and_the_ledger_answers_for_its_row(world: World) -> None:
    first, second = chain(world, 2008, 2013)
    (item,) = read_from_file(world, f"{LAWYER} {WINDOWS}", day=date(2019, 5, 1))
    acts = []
    look(item, by=world.ana, at=NOW)
    acts.append(last_act())
    split_item(again(item), len(LAWYER), by=world.ana, at=NOW)
    acts.append(last_act())
    take_back(again(item), by=world.ana, at=NOW + timedelta(minutes=1))
    acts.append(last_act())
    decide_topic(again(item), "police", Decided.CONFIRMED, by=world.ana, at=NOW)
    acts.append(last_act())
    decide_repeat(second, first, Decided.CONFIRMED, by=world.ana, at=NOW)
    acts.append(last_act())
    assert acts == [
        "accept what was read",
        "split an item",
        "take back what was decided of a reading",
        "decide on a topic",
        "decide on a repetition",
    ]
    link_all()
    assert verify().faults == []
    TopicDecision.objects.update(decided=Decided.REFUSED)
    assert len(verify().faults) == 1
    assert "readings_topicdecision" in str(verify().faults[0])
    assert ProposedTopic.objects.count() == 0
    assert queries.repetitions_resting_on(first.report) == 1
