"""ODK Collect and KoboCollect as field clients, over real HTTP: what they bring is sealed at the door, once."""

import http.client
import json
import os
import socket
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from tests.collecting import (
    Answered,
    Collect,
    encrypted,
    multipart,
    new_form_key,
    new_instance,
    until_it_hangs_up,
)
from tests.forms_made import INSTANCE, workbook
from tests.rooms.field.conftest import LAST, NOW, Device, parcel, taken, to_office
from unannounced.crafts import sealing
from unannounced.crafts.forming.converting import form_of
from unannounced.crafts.forming.odk_encryption import MANIFEST, decrypt_submission
from unannounced.duties import bringing
from unannounced.duties.bringing import Door
from unannounced.records.satchel.models import Invited, OdkMark

pytestmark = pytest.mark.django_db(transaction=True)

XFORM = form_of(workbook()).xform
FILES = {"1.jpg": b"a corridor" * 300, "2.jpg": b"another" * 300, "3.jpg": b"a third" * 300}


class Visit:
    """A visit that uses one check-list, its key, and one invitation of which an ODK client makes use."""

    def __init__(self, server: str, *, odk_key: str = "", expires_on: Any = LAST) -> None:
        self.identity = sealing.new_identity()
        self.device = Device()
        listed = {"id": "8a0a3f6e-1111-4222-8333-444455556666", "form_id": "cells", "version": "3", "title": "Cells"}
        said = {
            **self.device.invitation(expires_on),
            "recipient": sealing.recipient_of(self.identity),
            "checklists": [{**listed, "xform": XFORM}],
            "odk_key": odk_key,
        }
        taken(parcel("invitation", said))
        self.address = f"{server}/openrosa/{self.device.id}"
        self.collect = Collect(self.address, self.device.derived.lookup)

    def came(self) -> list[bytes]:
        """What lies in parcels for the office, opened with the key of the visit."""
        opened = []
        for content in to_office("sealed-blob"):
            brought = bringing.read_content(content)
            assert (brought.door, brought.blob.seq, brought.blob.signature) == (Door.OPENROSA, 0, "")
            assert brought.blob.device == str(self.device.id)
            opened.append(sealing.open_sealed(brought.sealed, self.identity))
        return opened

    def entries(self) -> list[dict[str, Any]]:
        """The entries among it, each a multiple of 512 bytes."""
        found = [one for one in self.came() if one.startswith(b'{"format"')]
        assert all(len(one) % 512 == 0 for one in found)
        return sorted(map(json.loads, found), key=lambda one: len(one["attachments"]))

    def files(self) -> list[bytes]:
        """The files among it."""
        return [one for one in self.came() if not one.startswith(b'{"format"')]


@pytest.fixture
def visit(live_server: Any, today: Any) -> Visit:
    return Visit(live_server.url)


def test_a_client_fetches_the_forms_of_the_visit_and_brings_one_filled_in(visit: Visit) -> None:
    [form] = visit.collect.forms()
    assert (form["formID"], form["name"], form["version"]) == ("cells", "Cells", "3")
    fetched = etree.fromstring(visit.collect.fetch(form).encode())
    [where] = fetched.iter("{http://www.w3.org/2002/xforms}submission")
    assert where.get("action") == f"{visit.address}/submission"
    answer = visit.collect.bring(INSTANCE, {"1.jpg": FILES["1.jpg"]})
    assert (answer.status, answer.message) == (201, "It has come, and was sealed to the key of the visit.")
    [entry] = visit.entries()
    assert (entry["form"], entry["details"]["form_id"], entry["details"]["version"]) == ("checklist", "cells", "3")
    assert entry["details"]["instance"] == INSTANCE
    assert entry["id"] == "5b9cf8d1-106f-4004-844f-c072d76762ed"
    assert (entry["noted_on"], entry["noted_at"]) == ("2026-12-01", "2026-12-01T09:00:00.000+01:00")
    [attachment] = entry["attachments"]
    assert (attachment["name"], attachment["type"]) == ("1.jpg", "image/jpeg")
    assert visit.files() == [FILES["1.jpg"]]
    assert {one["digest"] for one in entry["attachments"]} < {
        bringing.read_content(one).blob.digest for one in to_office("sealed-blob")
    }


def test_the_same_instance_again_is_welcome_and_changes_nothing(visit: Visit) -> None:
    visit.collect.forms()
    for _turn in range(3):
        assert visit.collect.bring(INSTANCE, FILES).status == 201
    assert len(visit.entries()) == 1
    assert len(visit.files()) == 3


def test_three_requests_for_one_instance_end_in_one_entry_with_every_file(visit: Visit) -> None:
    visit.collect.forms()
    answers = visit.collect.bring_in_requests(INSTANCE, FILES, most=3000)
    assert [one.status for one in answers] == [201, 201, 201]
    first, last = visit.entries()
    assert (first["unfinished"], [one["name"] for one in first["attachments"]]) == (True, ["1.jpg"])
    assert (last["unfinished"], [one["name"] for one in last["attachments"]]) == (False, ["1.jpg", "2.jpg", "3.jpg"])
    assert last["corrects"] == first["id"]
    assert sorted(visit.files()) == sorted(FILES.values())
    assert [one.status for one in visit.collect.bring_in_requests(INSTANCE, FILES, most=3000)] == [201, 201, 201]
    assert len(visit.came()) == 5, "the whole of it again is known"


def test_a_client_that_does_not_say_that_more_is_to_come_loses_nothing(visit: Visit) -> None:
    visit.collect.forms()
    for name, content in FILES.items():
        assert visit.collect.bring(INSTANCE, {name: content}).status == 201
    entries = visit.entries()
    assert [len(one["attachments"]) for one in entries] == [1, 2, 3]
    assert [one["corrects"] for one in entries] == [None, entries[0]["id"], entries[1]["id"]]


def test_other_words_under_the_same_id_are_kept_beside_the_first(visit: Visit) -> None:
    visit.collect.forms()
    visit.collect.bring(INSTANCE, {})
    visit.collect.bring(INSTANCE.replace("12.5", "15.2"), {})
    first, second = visit.entries()
    assert first["id"] == second["id"]
    assert first["corrects"] is second["corrects"] is None
    assert first["details"] != second["details"]


def test_what_was_cut_off_half_way_is_not_taken_and_comes_whole_the_next_time(visit: Visit) -> None:
    visit.collect.forms()
    body, kind = multipart(INSTANCE.encode(), FILES)
    for cut in (200, len(body) // 2, len(body) - 10):
        shorter = visit.collect.ask("POST", f"{visit.address}/submission", body[:cut], kind)
        assert shorter.status == 400, "a body that ends too early is not taken for whole"
        assert _hung_up(visit, body[:cut], len(body), kind) == 400
    assert visit.came() == []
    assert visit.collect.bring(INSTANCE, FILES).status == 201
    assert len(visit.came()) == 4


def _hung_up(visit: Visit, body: bytes, said: int, kind: str) -> int:
    """Announce more than is brought and say no more; what is answered.

    Only the half of the line that speaks is closed: the room sees it end just so, and is waited for, so that it does
    not go on writing to nobody beside the next request or the end of the test.
    """
    parts = urlsplit(visit.address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    coded = b64encode(f"field:{visit.collect.password}".encode()).decode()
    connection.putrequest("POST", f"{parts.path}/submission")
    for name, value in (("Content-Type", kind), ("Content-Length", str(said)), ("Authorization", f"Basic {coded}")):
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body)
    connection.sock.shutdown(socket.SHUT_WR)
    try:
        with until_it_hangs_up(connection):
            answer = connection.getresponse()
            answer.read()
            return answer.status
    finally:
        connection.close()


def test_an_encrypted_form_is_carried_as_it_came_and_opened_by_the_key_of_the_form(
    live_server: Any, today: Any
) -> None:
    public, private = new_form_key()
    visit = Visit(live_server.url, odk_key=public)
    [form] = visit.collect.forms()
    fetched = etree.fromstring(visit.collect.fetch(form).encode())
    [where] = fetched.iter("{http://www.w3.org/2002/xforms}submission")
    key = where.get("base64RsaPublicKey")
    assert key == public
    manifest, parts = encrypted(INSTANCE, {"1.jpg": FILES["1.jpg"]}, key)
    assert visit.collect.bring(manifest, parts).status == 201
    [entry] = visit.entries()
    assert entry["details"]["instance"] == manifest
    assert {one["name"] for one in entry["attachments"]} == {"1.jpg.enc", "submission.xml.enc"}
    opened = decrypt_submission({MANIFEST: entry["details"]["instance"].encode(), **parts}, private)
    assert (opened.instance, opened.signature_fits) == (INSTANCE, True)
    assert sorted(visit.files()) == sorted(parts.values())


@pytest.mark.parametrize("password", ["", "wrong", "0" * 32])
def test_nobody_comes_in_without_the_password(visit: Visit, password: str) -> None:
    answer = Collect(visit.address, password).ask("GET", f"{visit.address}/formList")
    assert answer.status == 401
    unknown = visit.address.replace(str(visit.device.id), "11111111-2222-4333-8444-555555555555")
    assert Collect(unknown, password).ask("GET", f"{unknown}/formList").body == answer.body


def test_the_code_of_the_app_is_no_password_and_its_user_is_warned(visit: Visit) -> None:
    answer = Collect(visit.address, visit.device.code).ask("GET", f"{visit.address}/formList")
    assert answer.status == 401
    assert "must be withdrawn" in answer.message
    assert Collect(visit.address, visit.device.code).bring(INSTANCE, {}).status == 401
    assert visit.came() == []


def test_over_an_open_line_nobody_comes_in(visit: Visit, client: Client) -> None:
    coded = b64encode(f"field:{visit.collect.password}".encode()).decode()
    asked = {"HTTP_AUTHORIZATION": f"Basic {coded}", "HTTP_HOST": "field.example.org"}
    settings.ALLOWED_HOSTS.append("field.example.org")
    try:
        path = f"/openrosa/{visit.device.id}/formList"
        assert client.get(path, **asked).status_code == 403
        assert client.get(path, **asked, secure=True).status_code == 200
    finally:
        settings.ALLOWED_HOSTS.remove("field.example.org")


def test_an_invitation_is_for_the_app_or_for_an_odk_client(visit: Visit, client: Client) -> None:
    visit.collect.forms()
    said = visit.device.enrolment()
    refused = client.post("/field/api/enrol", said, content_type="application/json")
    assert (refused.status_code, refused.json()["problem"]) == (409, "used")


def test_where_the_app_came_in_no_odk_client_does(visit: Visit, client: Client) -> None:
    assert client.post("/field/api/enrol", visit.device.enrolment(), content_type="application/json").status_code == 200
    answer = visit.collect.ask("GET", f"{visit.address}/formList")
    assert answer.status == 409
    assert "The app came in by this invitation" in answer.message


def test_an_invitation_is_first_used_until_its_day_and_then_goes_on(live_server: Any, today: Any) -> None:
    late, in_time = Visit(live_server.url), Visit(live_server.url)
    in_time.collect.forms()
    today(NOW.replace(day=11))
    assert late.collect.ask("GET", f"{late.address}/formList").status == 410
    assert in_time.collect.bring(INSTANCE, {}).status == 201


def test_a_withdrawn_invitation_gives_no_forms_and_what_is_brought_is_still_kept(visit: Visit) -> None:
    visit.collect.forms()
    derived = visit.device.derived
    taken(parcel("invitation-withdrawn", {"lookup": derived.lookup, "device": str(visit.device.id)}))
    assert visit.collect.ask("GET", f"{visit.address}/formList").status == 410
    body, kind = multipart(INSTANCE.encode(), {})
    coded = b64encode(f"field:{derived.lookup}".encode()).decode()
    headers = {"Authorization": f"Basic {coded}", "Content-Type": kind}
    assert visit.collect._once("POST", f"{visit.address}/submission", body, headers).status == 201
    assert len(visit.entries()) == 1


def test_a_letter_brings_the_changed_form_and_the_new_key(visit: Visit) -> None:
    visit.collect.forms()
    identity = sealing.new_identity()
    said = {
        "device": str(visit.device.id),
        "number": 1,
        "recipient": sealing.recipient_of(identity),
        "sealed": "YQ",
        "checklists": [{"form_id": "cells", "version": "4", "title": "Cells", "xform": XFORM}],
    }
    taken(parcel("letter", said))
    assert [one["version"] for one in visit.collect.forms()] == ["4"]
    visit.collect.bring(INSTANCE, {})
    [content] = to_office("sealed-blob")
    entry = json.loads(sealing.open_sealed(bringing.read_content(content).sealed, identity))
    assert entry["details"]["version"] == "3", "the entry says by which version it was filled in"


@pytest.mark.parametrize(
    ("instance", "status"),
    [
        (b"<data", 400),
        (b"not xml", 400),
        (b"<data><a>1</a></data>", 400),
        (b'<!DOCTYPE d [<!ENTITY x "y">]><data id="cells"><meta><instanceID>uuid:x</instanceID></meta></data>', 400),
    ],
)
def test_what_is_no_instance_is_refused_in_a_sentence(visit: Visit, instance: bytes, status: int) -> None:
    visit.collect.forms()
    answer = visit.collect.bring(instance, {})
    assert answer.status == status
    assert answer.message.endswith(".")
    assert visit.came() == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read(visit: Visit) -> None:
    visit.collect.forms()
    body, kind = multipart(INSTANCE.encode(), {"film.mp4": bytes(73 * 1024 * 1024)})
    coded = b64encode(f"field:{visit.collect.password}".encode()).decode()
    parts = urlsplit(visit.address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    connection.putrequest("POST", f"{parts.path}/submission")
    headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Authorization": f"Basic {coded}"}
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    with until_it_hangs_up(connection):
        answer = connection.getresponse()
        assert (answer.status, b"64 megabytes" in answer.read()) == (413, True)
    connection.close()


def test_a_photograph_of_fifty_megabytes_is_taken(visit: Visit) -> None:
    visit.collect.forms()
    photo = os.urandom(1024 * 1024) * 50
    assert visit.collect.bring(INSTANCE, {"1.jpg": photo}).status == 201
    assert visit.files() == [photo]


def test_head_says_how_much_may_come_at_once(visit: Visit) -> None:
    answer: Answered = visit.collect.ask("HEAD", f"{visit.address}/submission")
    assert answer.status == 204
    assert answer.headers["x-openrosa-accept-content-length"] == str(10 * 1024 * 1024)
    assert answer.headers["x-openrosa-version"] == "1.0"
    assert answer.headers["date"]


def test_nothing_in_clear_stands_in_the_room(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the answers, nor names of files, nor anything they could be compared with; and no temporary file."""
    written: list[Any] = []
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file", written.append)
    visit.collect.forms()
    instance = new_instance(INSTANCE.replace("Zanzibarite", "").replace("<wing>B</wing>", "<wing>Zanzibarite</wing>"))
    visit.collect.bring(instance, {"zanzibarite.jpg": b"Zanzibarite" * 99})
    everything = " ".join(str(list(model.objects.values())) for model in (Invited, OdkMark)).casefold() + "".join(
        one.decode("latin-1").casefold() for one in to_office("sealed-blob")
    )
    assert "zanzibarite" not in everything
    home = Path(settings.DATABASES["default"]["NAME"]).parent
    for path in home.glob("*.sqlite3*"):
        assert b"zanzibarite" not in path.read_bytes().lower()
    assert written == []
