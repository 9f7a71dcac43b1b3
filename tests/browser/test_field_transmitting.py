"""The app of the field on bad lines and bad days: nothing lost, nothing doubled, nothing half, and the person is told."""

import base64
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any
from uuid import UUID

import pytest

from tests.browser.phones import (
    PHOTOGRAPH,
    SECRET,
    Phone,
    field_room,
    lines_of,
    new_phone,
    numbers,
    opened,
    the_visit,
    until,
)
from tests.field_room import FieldRoom, TheVisit
from unannounced.crafts import handing_over
from unannounced.rooms.field.pages.app import APP_FOLDER
from unannounced.rooms.field.pages.app_files import listed

pytestmark = pytest.mark.browser
__all__ = ["field_room", "new_phone", "the_visit"]

NewPhone = Callable[..., Phone]
WORDS = "The window of cell A12 was nailed shut."
TWO_TABS = "for (let n = 0; n < 20; n += 1) await journal.finish(entry.begun('observation', '', {text: given + n}));"


def test_a_sign_in_that_was_cut_off_half_way_is_repeated_and_done_once(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()

    def cut(route: Any) -> None:
        route.fetch()
        route.abort()

    phone.page.route("**/api/enrol", cut)
    phone.open("#" + code.code)
    for name in ("#secret", "#again"):
        phone.page.fill(name, SECRET)
    phone.page.click("#sign-in")
    phone.wait_for("no network", "#told")
    assert phone.page.input_value("#code") == code.code
    phone.page.unroute("**/api/enrol")
    phone.again()
    phone.wait_for("A sign-in was cut off")
    phone.page.fill("#code", code.code.lower().replace("-", " "))
    for name in ("#secret", "#again"):
        phone.page.fill(name, "quite another secret")
    phone.page.click("#sign-in")
    phone.wait_for("You chose another secret", "#told")
    for name in ("#secret", "#again"):
        phone.page.fill(name, SECRET)
    phone.page.click("#sign-in")
    phone.page.wait_for_selector("#waits")
    assert field_room.recipient_of(code).startswith("age1pq1")


def test_the_code_of_another_device_and_no_code_at_all_are_said_in_words(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    second = new_phone()
    for typed, said in [
        (code.code, "Another device signed in"),
        (handing_over.new_code(), "does not know this code"),
        ("ABCDE-FGHJK", "not a code yet"),
    ]:
        second.open("#/sign-in")
        second.page.fill("#code", typed)
        for name in ("#secret", "#again"):
            second.page.fill(name, SECRET)
        second.page.click("#sign-in")
        second.wait_for(said, "#told")
    second.page.fill("#secret", "short")
    second.page.fill("#code", code.code)
    second.page.click("#sign-in")
    second.wait_for("fewer than 10", "#told")


def test_two_tabs_number_without_a_gap_and_nothing_is_doubled(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    other = phone.tab()
    for one, name in ((phone, "first "), (other, "second ")):
        one.page.evaluate(
            f"(given) => {{ window.over = false; import('{field_room.app}journal.js').then(async (journal) => {{"
            f" const entry = await import('{field_room.app}entry.js'); {TWO_TABS} window.over = true; }}); }}",
            name,
        )
    for one in (phone, other):
        until(partial(one.page.evaluate, "window.over"), 30)
    phone.transmit()
    until(lambda: len(numbers(field_room, code)) == 40)
    assert numbers(field_room, code) == list(range(1, 41))
    assert len({entry["text"] for entry in opened(field_room, the_visit, code)}) == 40


def test_the_server_goes_in_the_middle_and_what_it_took_is_known_when_it_comes_back(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    phone.page.context.set_offline(True)
    phone.in_app(
        "for (let n = 0; n < 120; n += 1) await journal.finish(entry.begun('observation', '', {text: `${n}`}));"
    )
    phone.page.context.set_offline(False)
    asked = []

    def cut_the_second(route: Any) -> None:
        asked.append(route.request.post_data_buffer.count(b"\n"))
        if len(asked) == 2:
            route.fetch()  # the field room took it; the answer never came
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/api/blobs", cut_the_second)
    phone.transmit()
    phone.wait_for("no network", "#transmitting")
    assert phone.in_app("return (await import('./store.js')).counts(given);", str(code.device))["waits"] == 70
    phone.transmit()
    phone.wait_for("Nothing waits", "#stands")
    assert asked == [50, 50, 50, 20]
    assert numbers(field_room, code) == list(range(1, 121))
    phone.unlock_if_locked()
    phone.go("entries", "#entries li")
    assert phone.page.locator("#entries li").count() == 50


def test_a_device_that_is_full_says_so_and_keeps_the_words_on_the_screen(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit, tmp_path: Path
) -> None:
    register, page = tmp_path / "register.pdf", tmp_path / "page.pdf"
    register.write_bytes(b"%PDF" + b"q" * 30_000_000)
    page.write_bytes(b"%PDF small")
    code, phone = field_room.invite(the_visit), new_phone()
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": field_room.address, "quotaSize": 16_000_000})
    phone.sign_in(code)
    phone.spare()
    phone.begin(WORDS, form="document")
    before = phone.in_app("return (await import('./store.js')).tables.parts.count();")
    phone.page.set_input_files("#document-file", register)
    phone.wait_for("The device is full", "#told")
    assert phone.page.input_value("textarea") == WORDS
    assert phone.in_app("return (await import('./store.js')).tables.parts.count();") == before
    phone.page.set_input_files("#document-file", page)
    phone.wait_for("page.pdf", "#page")
    phone.page.click("#seal")
    phone.page.wait_for_selector("#waits")
    phone.transmit()
    _small, sealed = [sealed for line, sealed in field_room.blobs() if line["device"] == str(code.device)]
    entry = the_visit.opened(sealed)
    assert [one["size"] for one in entry["attachments"]] == [10]


def test_a_revoked_device_forgets_the_key_and_still_writes(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    phone.write(WORDS)
    phone.transmit()
    field_room.revoke(code)
    phone.transmit()
    phone.page.wait_for_selector("#locked")
    phone.wait_for("has revoked this device", "#locked")
    stored = phone.stored()
    assert not [row for row in stored.splitlines() if row.startswith("list:")]
    assert "held: null" in stored
    assert "locked: null" in stored
    phone.write("Written afterwards.")
    phone.transmit()
    phone.wait_for("Nothing waits", "#stands")
    assert [one["text"] for one in opened(field_room, the_visit, code)] == [WORDS, "Written afterwards."]


def test_a_letter_that_nobody_with_the_key_of_the_visit_wrote_changes_nothing(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    theirs = TheVisit(id=the_visit.id, version=9)
    forged = handing_over.write_letter(
        theirs.package(code.device), device=code.device, number=1, letters_key=handing_over.new_letters_key()
    )
    field_room.write(the_visit, code, 1, nonsense=forged)
    field_room.write(the_visit, code, 2, nonsense=handing_over.written(theirs.package(code.device)))
    phone.transmit()
    phone.write(WORDS)
    phone.transmit()
    assert [one["text"] for one in opened(field_room, the_visit, code)] == [WORDS]
    field_room.write(the_visit, code, 3, name="Renamed by those who hold the key")
    phone.transmit()
    phone.wait_for("Renamed by those who hold the key")


def test_a_letter_that_cannot_be_opened_keeps_nobody_from_what_they_wrote(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    field_room.write(the_visit, code, 1, nonsense=b"this is no age file")
    phone.write(WORDS)
    phone.transmit()
    assert [one["text"] for one in opened(field_room, the_visit, code)] == [WORDS]
    phone.page.click("#lock")
    phone.page.wait_for_selector("#locked")
    phone.go("", "#locked")
    phone.unlock()
    phone.go("entries", "#entries li")
    phone.page.click("#entries li:last-child a")
    phone.wait_for(WORDS, "#entry")


def test_a_letter_brings_new_places_and_a_new_key_and_may_take_the_key_away(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    phone.write(WORDS)
    newer = TheVisit(id=the_visit.id, version=2)
    place = {
        "id": "44444444-4444-4444-8444-444444444444",
        "name": "Hill Remand Prison",
        "town": "Bresk",
        "kind": "remand",
    }
    field_room.write(newer, code, 1, places=[place])
    phone.page.click("#lock")
    phone.page.wait_for_selector("#locked")
    phone.transmit()
    phone.go("", "#locked")
    phone.unlock()
    phone.begin("Written to the new key.")
    phone.page.select_option("#place", place["id"])
    phone.page.click("#seal")
    phone.page.wait_for_selector("#waits")
    phone.transmit()
    sealed = [sealed for line, sealed in field_room.blobs() if line["device"] == str(code.device)]
    assert the_visit.opened(sealed[0])["text"] == WORDS
    assert newer.opened(sealed[1])["place"] == place["id"]
    phone.go("entries", "#entries li")
    phone.page.click("#entries li:last-child a")
    phone.wait_for(WORDS, "#entry")
    field_room.write(newer, code, 2, write_only=True)
    phone.transmit()
    phone.go("entries", "#write-only")
    assert "list:" not in phone.stored()


def test_what_was_not_transmitted_is_saved_as_the_lines_the_field_room_takes(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.page.context.set_offline(True)
    phone.in_app(PHOTOGRAPH, 1_500_000)
    phone.go("transmit", "#save")
    with phone.page.expect_download() as download:
        phone.page.click("#save")
    lines = lines_of(Path(download.value.path()).read_text())
    assert [(line["seq"], line.get("part"), line.get("of")) for line in lines] == [
        (1, 1, 2),
        (1, 2, 2),
        (2, None, None),
    ]
    entry = the_visit.opened(base64.urlsafe_b64decode(lines[2]["sealed"] + "=="))
    assert entry["attachments"][0]["digest"] == lines[0]["digest"]
    text = handing_over.blob_text(
        device=UUID(lines[2]["device"]), **{name: lines[2][name] for name in ("seq", "digest", "size")}
    )
    assert text
    phone.page.context.set_offline(False)
    assert str(code.device) == lines[0]["device"]


class AppAlone(SimpleHTTPRequestHandler):
    """The files of an app from a folder, with the list of them; some may be missing."""

    missing: set[str] = set()

    def do_GET(self) -> None:
        """A file, the list, or nothing."""
        name = self.path.split("?")[0].removeprefix("/field/")
        if name == "files.json":
            import json

            body = json.dumps(listed(Path(self.directory) / "field")).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)
        elif name in self.missing or name.startswith("api/"):
            self.send_error(404)
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture
def app_alone(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the app that the test may change, and where it is served."""
    folder = tmp_path / "field"
    copytree(APP_FOLDER, folder, ignore=ignore_patterns("tests", "node_modules"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(AppAlone, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://localhost:{server.server_port}/field/"
        server.shutdown()
        AppAlone.missing = set()


def test_a_new_version_waits_until_it_is_whole_and_until_the_person_says_so(
    app_alone: tuple[Path, str], new_phone: NewPhone
) -> None:
    folder, address = app_alone
    page = new_phone().page
    page.goto(address)
    page.wait_for_selector("#sign-in")
    until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    words = folder / "words" / "en.json"
    words.write_text(words.read_text().replace("Sign in to a visit", "Come in to a visit"))
    AppAlone.missing = {"words/en.json"}
    page.goto(address + "#/device")
    page.reload()
    page.wait_for_selector("#version")
    page.wait_for_timeout(1_000)
    assert page.locator("#use-version").count() == 0
    AppAlone.missing = set()
    page.reload()
    page.wait_for_selector("#use-version")
    page.goto(address + "#/sign-in")
    until(lambda: "Sign in to a visit" in page.inner_text("h1"))
    page.goto(address + "#/device")
    page.click("#use-version")
    page.wait_for_timeout(1_000)
    page.goto(address + "#/sign-in")
    until(lambda: "Come in to a visit" in page.inner_text("h1"))


def test_a_file_that_is_missing_does_not_keep_the_others_from_being_kept(
    app_alone: tuple[Path, str], new_phone: NewPhone
) -> None:
    _folder, address = app_alone
    AppAlone.missing = {"icons/icon-512.png"}
    page = new_phone().page
    page.goto(address)
    until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    page.context.set_offline(True)
    page.reload()
    assert page.wait_for_selector("#sign-in")
