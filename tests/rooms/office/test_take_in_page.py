"""Taking reports in by page: files are laid, read, looked at, taken in; only whoever laid them sees them before."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from tests.papers import now, paper, work
from tests.rooms.office.sameness import absent, ask, client_of, pages, told_by
from tests.world import World, hidden
from unannounced.records.archive.batching import lay, open_batch
from unannounced.records.archive.models import Batch, BatchStage, Laid
from unannounced.records.reports.models import Report
from unannounced.rooms.office import uploads
from unannounced.rooms.office.batch_work import SAMPLES

pytestmark = pytest.mark.django_db


def file(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, paper() if content is None else content)


def lay_by_page(client: Client, *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post("/archive/take-in/", {"documents": list(files), **more})


def read_batch(client: Client, *files: SimpleUploadedFile, **more: Any) -> Batch:
    assert lay_by_page(client, *files, **more).status_code == 302
    work()
    return Batch.objects.latest("laid_at")


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_files_go_from_the_page_into_the_archive_and_to_the_report(world: World) -> None:
    client = client_of(world, "maud")
    answer = lay_by_page(client, file("bresk.txt"), file("a.txt", paper(state="Aldmoor", symbol="A/HRC/99/8")))
    batch = Batch.objects.get()
    assert answer.headers["Location"] == f"/archive/batches/{batch.pk}/"
    reading = words(client, answer.headers["Location"])
    assert "0 of 2" in reading
    assert "Look again" in reading
    assert "If you stop now:" in reading
    work()
    preview = words(client, f"/archive/batches/{batch.pk}/")
    assert "2 files can be taken in" in preview
    for said in ("A/HRC/99/7", "Bresk", "2019-05-14", "becomes a new report", "accepted: 2", "Leave this file out"):
        assert said in preview
    assert not Report.objects.exists()
    confirmation = words(client, f"/archive/batches/{batch.pk}/take-in/")
    assert "2 files are taken in: 2 as new reports" in confirmation
    assert "members and secretariat; nobody outside the office" in confirmation
    assert client.post(f"/archive/batches/{batch.pk}/take-in/").status_code == 302
    work()
    done = words(client, f"/archive/batches/{batch.pk}/")
    assert "2 taken in as reports, 0 as renditions, 0 known already, 0 refused." in done
    report = Report.objects.get(symbol="A/HRC/99/7")
    assert reverse("report", args=[report.pk]) in done
    assert reverse("report-take-out", args=[report.pk]) in done
    archive = words(client, "/archive/")
    assert "2 of 2 reports that came from files" in archive
    assert "Report of the Working Group" in archive


def test_an_empty_archive_says_what_it_will_hold_and_the_one_action(world: World) -> None:
    page = words(client_of(world, "maud"), "/archive/")
    assert "Nothing here yet" in page
    assert page.count('href="/archive/take-in/"') == 1
    assert 'href="/archive/take-in/"' not in words(client_of(world, "piet"), "/archive/")


def test_nothing_chosen_is_said_and_what_was_typed_stays(world: World) -> None:
    answer = client_of(world, "maud").post("/archive/take-in/", {"state": "XXB", "months": "4"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No file was chosen. Choose one or several" in page
    assert 'value="XXB"' in page
    assert 'value="4"' in page
    assert not Batch.objects.exists()


def test_a_state_nobody_knows_is_said_before_any_file_is_kept(world: World) -> None:
    answer = lay_by_page(client_of(world, "maud"), file("bresk.txt"), state="Breks")
    assert answer.status_code == 422
    assert "Did you mean XXB (Bresk)?" in answer.content.decode()
    assert not Batch.objects.exists()


def test_the_state_of_all_of_them_is_the_state_of_each(world: World) -> None:
    read_batch(client_of(world, "maud"), file("one.txt"), state="Corvania")
    assert Laid.objects.get().said["read"]["state"] == "XXC"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "The file is empty. Fetch it again from where it came."),
        (
            "picture.png",
            b"PNG",
            "does not end like a report that can be read. Save the report as a file that ends in one of",
        ),
        ("noise.pdf", b"\x00\xff" * 99, "noise.pdf"),
        ("no numbers.txt", b"Nothing numbered here.", "has no numbered paragraphs"),
    ],
)
def test_what_cannot_be_taken_in_is_named_with_the_reason_and_the_others_go_on(
    world: World, name: str, content: bytes, reason: str
) -> None:
    client = client_of(world, "maud")
    batch = read_batch(client, file(name, content), file("bresk.txt"))
    page = words(client, f"/archive/batches/{batch.pk}/")
    assert reason in page
    assert "1 file can be taken in" in page
    assert Laid.objects.get(file_name=name).outcome == "refused"


def test_a_file_that_is_too_large_is_cut_while_it_arrives_and_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    client = client_of(world, "maud")
    batch = read_batch(client, file("large.txt", b"x" * 5000), file("bresk.txt", paper()[:900]))
    laid = Laid.objects.get(file_name="large.txt")
    assert (laid.outcome, laid.size, bytes(laid.content)) == ("refused", 5000, b"")
    assert "larger than 64 megabytes" in words(client, f"/archive/batches/{batch.pk}/")


def test_too_many_files_are_counted_and_none_is_kept(world: World) -> None:
    files = [file(f"{number}.txt", b"x") for number in range(uploads.MOST_FILES + 5)]
    answer = lay_by_page(client_of(world, "maud"), *files)
    assert answer.status_code == 422
    assert "305 files are too many for one batch; it takes 300" in answer.content.decode()
    assert not Laid.objects.exists()


def test_files_that_are_too_much_together_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unannounced.rooms.office.forms.take_in.MOST_BYTES", 100)
    answer = lay_by_page(client_of(world, "maud"), file("bresk.txt"))
    assert answer.status_code == 422
    assert not Laid.objects.exists()


def test_what_was_not_found_is_entered_on_the_page_and_read_again(world: World) -> None:
    client = client_of(world, "maud")
    batch = read_batch(client, file("nobody.txt", paper(state="Nowhereland", day="")))
    address = f"/archive/batches/{batch.pk}/"
    assert "1 file needs a word from you: State, day or symbol." in words(client, address)
    wrong = client.post(address, {"place": "1", "state-1": "XXC", "day-1": "3 May", "symbol-1": "", "then": "look"})
    assert wrong.status_code == 422
    assert "“3 May” is not a day. Write it as 2013-01-24." in wrong.content.decode()
    assert 'value="XXC"' in wrong.content.decode()
    right = {"place": "1", "state-1": "XXC", "day-1": "2018-05-03", "symbol-1": "A/HRC/99/7", "then": "take-in"}
    assert client.post(address, right).headers["Location"] == address
    work()
    assert client.post(address, right).headers["Location"] == f"{address}take-in/"
    client.post(f"{address}take-in/")
    work()
    report = Report.objects.select_related("state").get()
    assert (report.state.code, str(report.dated_on)) == ("XXC", "2018-05-03")


def test_a_file_left_out_is_not_taken_in(world: World) -> None:
    client = client_of(world, "maud")
    batch = read_batch(client, file("bresk.txt"))
    said = {"place": "1", "state-1": "XXB", "day-1": "2019-05-14", "symbol-1": "A/HRC/99/7", "leave-1": "1"}
    client.post(f"/archive/batches/{batch.pk}/", said)
    assert "0 files can be taken in" in words(client, f"/archive/batches/{batch.pk}/")
    client.post(f"/archive/batches/{batch.pk}/take-in/")
    work()
    assert not Report.objects.exists()


def test_two_files_of_one_symbol_are_said_to_go_together(world: World) -> None:
    client = client_of(world, "maud")
    batch = read_batch(client, file("bresk.txt"), file("twin.txt", paper() + b"\n"))
    assert "It goes with “bresk.txt”" in words(client, f"/archive/batches/{batch.pk}/")


def test_the_preview_shows_items_as_they_were_read_before_any_is_taken_in(world: World) -> None:
    client = client_of(world, "maud")
    batch = read_batch(client, file("bresk.txt"))
    read = Laid.objects.get(batch=batch).said["read"]
    assert 0 < len(read["samples"]) <= SAMPLES
    preview = words(client, f"/archive/batches/{batch.pk}/")
    assert "Some of the items, the least sure first" in preview
    for held in read["samples"]:
        assert escape(held["text"]) in preview
        assert f"<strong>{held['number']}</strong>" in preview
        assert escape(held["made_by"]) in preview


def test_what_is_known_already_is_not_counted_among_what_can_be_taken_in(world: World) -> None:
    client = client_of(world, "maud")
    batch = read_batch(client, file("bresk.txt"))
    client.post(f"/archive/batches/{batch.pk}/take-in/")
    work()
    again = read_batch(client, file("bresk.txt"), file("a.txt", paper(state="Aldmoor", symbol="A/HRC/99/8")))
    page = words(client, f"/archive/batches/{again.pk}/")
    assert "1 file can be taken in. Look at what was read, then take it in. 1 is known already." in page


def test_a_batch_is_stopped_gone_on_with_and_removed(world: World) -> None:
    client = client_of(world, "maud")
    lay_by_page(client, file("bresk.txt"))
    address = f"/archive/batches/{Batch.objects.get().pk}/"
    client.post(f"{address}stop/")
    assert work().names == []
    assert "Go on" in words(client, address)
    client.post(f"{address}go-on/")
    assert work().names == ["bresk.txt"]
    assert "The batch and the files that still wait in it are removed" in words(client, f"{address}remove/")
    assert client.post(f"{address}remove/").headers["Location"] == "/archive/"
    assert not Laid.objects.exists()


def test_what_was_stopped_when_all_was_read_is_never_taken_in_unasked(world: World) -> None:
    client = client_of(world, "maud")
    batch = read_batch(client, file("bresk.txt"))
    Batch.objects.filter(pk=batch.pk).update(stage=BatchStage.READING)
    client.post(f"/archive/batches/{batch.pk}/stop/")
    client.post(f"/archive/batches/{batch.pk}/go-on/")
    work()
    assert not Report.objects.exists()
    assert Batch.objects.get().stage == BatchStage.READ


def test_progress_is_told_as_json(world: World) -> None:
    client = client_of(world, "maud")
    lay_by_page(client, file("bresk.txt"), file("a.txt", b""))
    address = f"/archive/batches/{Batch.objects.get().pk}/progress/"
    assert client.get(address).json() == {
        "moving": True,
        "n": 1,
        "of": 2,
        "doing": "Reading bresk.txt",
        "words": "1 of 2",
        "over": "",
    }
    work()
    assert client.get(address).json()["moving"] is False


@pytest.mark.parametrize("key", ["ana", "jonas", "ruth", "piet", "rosa"])
def test_somebody_elses_batch_is_answered_like_an_absent_one_at_every_address(world: World, key: str) -> None:
    batch = open_batch(by=world.maud, at=now())
    lay(batch, 1, "bresk.txt", paper(), {})
    client = client_of(world, key)
    ask(client, "/states/")
    addresses = [page for page in pages() if "batch" in page.parameters]
    assert len(addresses) == 6
    for page in addresses:
        for data in (None, {"place": "1", "state-1": "XXC"}):
            held = ask(client, page.path({"batch": batch.pk}), data=data)
            empty = ask(client, page.path({"batch": absent()}), data=data)
            assert told_by(held, empty) == [], f"{page.name} tells {key} that a batch is there"
            assert held.status == 404
    assert "bresk.txt" not in words(client, "/archive/")


@pytest.mark.parametrize("key", ["ruth", "piet", "rosa"])
def test_somebody_whose_mandate_does_not_allow_it_is_told_why_and_keeps_nothing(world: World, key: str) -> None:
    client = client_of(world, key)
    assert "Your mandate does not allow you to take reports in from files." in words(client, "/archive/take-in/")
    assert lay_by_page(client, file("bresk.txt")).status_code == 409
    assert not Batch.objects.exists()


def test_the_samples_are_offered_in_a_demonstration_alone_and_each_can_be_read(world: World, settings: Any) -> None:
    client = client_of(world, "maud")
    settings.DEMONSTRATION = False
    assert "Try with the sample files" not in words(client, "/archive/take-in/")
    assert client.post("/archive/take-in/", {"samples": "1"}).status_code == 422
    settings.DEMONSTRATION = True
    assert "Try with the sample files" in words(client, "/archive/take-in/")
    assert client.post("/archive/take-in/", {"samples": "1"}).status_code == 302
    work()
    read = {one.file_name: one.said for one in Laid.objects.all()}
    assert {name: said["would"] for name, said in read.items()} == dict.fromkeys(read, "taken")
    assert {said["read"]["state"] for said in read.values()} == {"XXA", "XXB", "XXC"}
    assert sum(said["read"]["items"] for said in read.values()) > 40


def test_the_archive_is_filtered_by_state_body_year_and_symbol(world: World) -> None:
    client = client_of(world, "maud")
    files = [
        file("bresk.txt"),
        file("a.txt", paper(state="Aldmoor", symbol="A/HRC/98/8", day="2 May 2011")),
    ]
    batch = read_batch(client, *files)
    client.post(f"/archive/batches/{batch.pk}/take-in/")
    work()
    for asked, held in {
        "state=XXA": 1,
        "state=XXC": 0,
        "body=this-mechanism": 0,
        "body=Working+Group+on+the+Universal+Periodic+Review": 2,
        "year=2011": 1,
        "year=20x1": 0,
        "symbol=98": 1,
        "state=XXA&year=2019": 0,
    }.items():
        page = words(client, f"/archive/?{asked}")
        said = f"{held} of 2 report" if held else "No report of the archive is like that"
        assert said in page, asked


def test_the_archive_never_lists_a_report_that_is_drafted_here(world: World) -> None:
    hidden(world)
    assert "Nothing here yet" in words(client_of(world, "ana"), "/archive/")
