"""Files that were laid before the office: read and taken in one by one, stopped, gone on with, forgotten."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from tests.papers import AtOnce, now, paper, work
from tests.world import World
from unannounced.crafts.reading import Unreadable
from unannounced.duties.decision import RefusedByRule
from unannounced.records.archive.batching import begin, forget, give, lay, open_batch
from unannounced.records.archive.models import Batch, BatchStage, Laid, Rendition
from unannounced.records.documents.models import Document
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import verify
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Report
from unannounced.records.states.models import State
from unannounced.rooms.office.batch_work import BatchWork, forget_old_batches
from unannounced.rooms.office.reading_apart import ReaderApart
from unannounced.rooms.office.taking_in import take_in

pytestmark = pytest.mark.django_db


def laid(world: World, files: dict[str, bytes], **given: Any) -> Batch:
    """A batch of Maud's, ready to be read."""
    batch = open_batch(by=world.maud, at=now())
    for place, (name, content) in enumerate(files.items(), 1):
        lay(batch, place, name, content, given)
    begin(batch, BatchStage.READING, seen=(BatchStage.STOPPED,))
    return batch


def taken(batch: Batch) -> Batch:
    """The batch, read and taken in."""
    work()
    assert begin(batch, BatchStage.TAKING, seen=(BatchStage.READ, BatchStage.DONE))
    work()
    batch.refresh_from_db()
    return batch


def outcomes(batch: Batch) -> dict[str, str]:
    return dict(Laid.objects.filter(batch=batch).order_by("place").values_list("file_name", "outcome"))


def said_of(name: str) -> dict[str, Any]:
    said: dict[str, Any] = Laid.objects.get(file_name=name).said
    return said


def test_reading_says_what_a_file_holds_and_puts_nothing_into_the_archive(world: World) -> None:
    batch = laid(world, {"bresk.txt": paper()})
    lines = Line.objects.count()
    work()
    batch.refresh_from_db()
    read = said_of("bresk.txt")["read"]
    assert batch.stage == BatchStage.READ
    assert (read["symbol"], read["state"], read["dated_on"]) == ("A/HRC/99/7", "XXB", "2019-05-14")
    assert (read["paragraphs"], read["items"], read["positions"]) == (4, 2, {"accepted": 2})
    assert said_of("bresk.txt")["would"] == "taken"
    assert Line.objects.count() == lines
    assert not Report.objects.exists()


def test_taking_in_makes_reports_and_forgets_the_bytes_that_were_laid(world: World) -> None:
    batch = taken(laid(world, {"bresk.txt": paper(), "a.txt": paper(state="Aldmoor", symbol="A/HRC/99/8")}))
    assert batch.stage == BatchStage.DONE
    assert outcomes(batch) == {"bresk.txt": "taken", "a.txt": "taken"}
    assert {bytes(one.content) for one in Laid.objects.filter(batch=batch)} == {b""}
    report = Report.objects.get(symbol="A/HRC/99/7")
    assert said_of("bresk.txt")["reports"] == [str(report.pk)]
    assert Item.objects.filter(report=report).count() == 2
    assert Line.objects.filter(act="take a report in from a file", by=world.maud.pk, via="by page").count() == 2
    link_all()
    assert verify().faults == []


def test_a_file_that_cannot_be_read_is_refused_by_name_and_the_others_go_in(world: World) -> None:
    files = {"noise.pdf": b"\x00\x01\x02" * 50, "empty words.txt": b"Nothing numbered here.", "bresk.txt": paper()}
    batch = taken(laid(world, files))
    assert outcomes(batch) == {"noise.pdf": "refused", "empty words.txt": "refused", "bresk.txt": "taken"}
    assert "no numbered paragraphs" in said_of("empty words.txt")["refused"]["reason"]


def test_what_was_not_found_is_asked_for_and_taken_once_somebody_says_it(world: World) -> None:
    batch = laid(world, {"nobody.txt": paper(state="Nowhereland", day="")})
    work()
    assert "No State" in said_of("nobody.txt")["asked"]["reason"]
    assert outcomes(taken(batch)) == {"nobody.txt": ""}
    again = give(Laid.objects.get(), {"state": "XXC", "dated_on": "2018-02-03"}, chosen=True)
    assert again
    begin(batch, BatchStage.READING, seen=(BatchStage.DONE,))
    assert outcomes(taken(batch)) == {"nobody.txt": "taken"}
    report = Report.objects.select_related("state").get()
    assert (report.state.code, str(report.dated_on)) == ("XXC", "2018-02-03")


def test_a_real_state_is_entered_into_the_register_when_its_first_report_is_taken_in(world: World) -> None:
    batch = laid(world, {"iceland.txt": paper(state="Iceland", symbol="A/HRC/99/9")})
    work()
    assert said_of("iceland.txt")["would"] == "taken"
    assert not State.objects.filter(code="ISL").exists()
    taken_batch = batch
    begin(taken_batch, BatchStage.TAKING, seen=(BatchStage.READ,))
    work()
    assert State.objects.get(code="ISL").reports.count() == 1


def test_a_file_that_is_left_out_stays_out(world: World) -> None:
    batch = laid(world, {"bresk.txt": paper(), "a.txt": paper(state="Aldmoor", symbol="A/HRC/99/8")})
    work()
    assert not give(Laid.objects.get(file_name="a.txt"), {}, chosen=False)
    assert outcomes(taken(batch)) == {"bresk.txt": "taken", "a.txt": ""}


def test_the_months_that_were_given_stand_at_every_item(world: World) -> None:
    taken(laid(world, {"bresk.txt": paper()}, months=4))
    assert set(Item.objects.values_list("months", flat=True)) == {4}


def test_twice_the_same_files_add_nothing(world: World) -> None:
    taken(laid(world, {"bresk.txt": paper()}))
    lines = Line.objects.count()
    again = laid(world, {"bresk.txt": paper()})
    work()
    assert Laid.objects.get(batch=again).said["would"] == "known"
    assert outcomes(taken(again)) == {"bresk.txt": "known"}
    assert (Rendition.objects.count(), Line.objects.count()) == (1, lines)


def test_a_changed_file_of_the_same_name_becomes_a_rendition(world: World) -> None:
    taken(laid(world, {"bresk.txt": paper()}))
    batch = laid(world, {"bresk.txt": paper(items=("Fit windows that open (Fenwold)",))})
    work()
    assert Laid.objects.get(batch=batch).said["would"] == "rendition"
    assert outcomes(taken(batch)) == {"bresk.txt": "rendition"}
    assert Rendition.objects.count() == 2


def test_one_symbol_with_other_words_is_asked_about_before_anything_is_taken_in(world: World) -> None:
    taken(laid(world, {"bresk.txt": paper()}))
    other = paper(words="Entirely other things were spoken of here, of kitchens and spoons. " * 20)
    batch = laid(world, {"else.txt": other})
    work()
    assert "bears with other words" in said_of("else.txt")["asked"]["reason"]
    assert outcomes(taken(batch)) == {"else.txt": ""}


def test_a_batch_that_was_interrupted_goes_on_where_it_was_and_takes_nothing_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{n}.txt": paper(symbol=f"A/HRC/99/{n}", day=f"{n} May 2019") for n in range(1, 6)}
    batch = laid(world, files)
    work()
    begin(batch, BatchStage.TAKING, seen=(BatchStage.READ,))
    times = iter(range(10))

    def full_disk(*args: Any, **kwargs: Any) -> Any:
        if next(times) == 2:
            raise OperationalError("database or disk is full")
        return take_in(*args, **kwargs)

    monkeypatch.setattr("unannounced.rooms.office.batch_work.take_in", full_disk)
    with pytest.raises(OperationalError):
        work()
    assert list(outcomes(batch).values()) == ["taken", "taken", "", "", ""]
    work()
    assert list(outcomes(batch).values()) == ["taken"] * 5
    assert (Report.objects.count(), Document.objects.count()) == (5, 5)
    link_all()
    assert verify().faults == []


def test_a_file_is_taken_in_and_noted_in_one_transaction(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = laid(world, {"bresk.txt": paper()})
    work()
    begin(batch, BatchStage.TAKING, seen=(BatchStage.READ,))

    def full_disk(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("unannounced.rooms.office.batch_work.note_outcome", full_disk)
        with pytest.raises(OperationalError):
            work()
    assert not Report.objects.exists()
    work()
    assert outcomes(batch) == {"bresk.txt": "taken"}


def test_a_batch_that_is_stopped_does_nothing_more_until_somebody_goes_on(world: World) -> None:
    batch = laid(world, {"bresk.txt": paper()})
    begin(batch, BatchStage.STOPPED, seen=(BatchStage.READING,))
    assert work().names == []
    begin(batch, BatchStage.READING, seen=(BatchStage.STOPPED,))
    assert work().names == ["bresk.txt"]


def test_a_batch_that_is_removed_while_a_file_is_read_leaves_nothing(world: World) -> None:
    batch = laid(world, {"bresk.txt": paper()})
    reader = AtOnce()
    worker = BatchWork(reader, now)
    assert worker._take_up()
    forget(batch)
    worker._go_on(0)
    assert not Laid.objects.exists()
    assert not worker.round(seconds=1)


def test_two_batches_take_turns_so_that_a_small_one_does_not_wait_for_a_large_one(world: World) -> None:
    laid(world, {f"large {n}.txt": paper() for n in range(3)})
    laid(world, {"small.txt": paper()})
    assert work().names.index("small.txt") == 1


def test_batches_are_forgotten_after_a_week(world: World) -> None:
    batch = laid(world, {"bresk.txt": paper()})
    assert forget_old_batches(now() + timedelta(days=6)) == 0
    assert forget_old_batches(now() + timedelta(days=8)) == 1
    assert not Batch.objects.filter(pk=batch.pk).exists()


def test_somebody_whose_mandate_does_not_allow_it_lays_no_file(world: World) -> None:
    for viewer in (world.ruth, world.piet, world.rosa):
        with pytest.raises(RefusedByRule):
            open_batch(by=viewer, at=now())
    assert not Batch.objects.exists()


def test_a_file_that_kills_its_reader_is_refused_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = ReaderApart()
    try:
        reader.begin("bresk.txt", paper(), {"XXB": "Bresk"})
        assert reader.result(wait=30)
        assert reader._process is not None
        reader._process.kill()
        reader._process.join()
        died = reader.result(wait=30)
        assert isinstance(died, Unreadable)
        assert "ended the process" in str(died.reason)
        reader.begin("bresk.txt", paper(), {"XXB": "Bresk"})
        assert reader.result(wait=30)
    finally:
        reader.end()


def test_a_reading_that_takes_long_holds_up_nothing_else(world: World) -> None:
    class Slow(AtOnce):
        def result(self, *, wait: float) -> Any:
            time.sleep(min(wait, 0.05))
            return None

    laid(world, {"bresk.txt": paper()})
    worker, started = BatchWork(Slow(), now), time.monotonic()
    assert worker.round(seconds=0.2)
    assert time.monotonic() - started < 1
