"""ODK Collect against the real field room in a process of its own, killed in the middle and started again."""

import contextlib
import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.collecting import Collect
from tests.field_room import FieldRoom, TheVisit
from tests.forms_made import INSTANCE, workbook
from unannounced.crafts import handing_over, sealing
from unannounced.crafts.forming.converting import form_of

FILES = {f"{number}.jpg": bytes([number]) * 200_000 for number in (1, 2, 3)}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[FieldRoom]:
    room = FieldRoom(tmp_path)
    room.start()
    yield room
    room.kill()


def test_an_instance_of_three_requests_survives_a_room_that_is_killed_between_them(room: FieldRoom) -> None:
    visit, code, device = TheVisit(), handing_over.new_code(), uuid4()
    lookup = handing_over.derive(code).lookup
    checklist = {"form_id": "cells", "version": "3", "title": "Cells", "xform": form_of(workbook()).xform}
    invitation = {
        "lookup": lookup,
        "device": str(device),
        "recipient": visit.recipient,
        "package": handing_over.coded(b"closed"),
        "expires_on": "2099-12-31",
        "checklists": [checklist],
        "odk_key": "",
    }
    room.take_in("invitation", invitation)
    collect = Collect(f"{room.address}/openrosa/{device}", lookup)
    [form] = collect.forms()
    assert "<h:html" in collect.fetch(form)
    first, second, third = ({name: content} for name, content in FILES.items())
    assert collect.bring(INSTANCE, first, more=True).status == 201
    room.kill()
    with contextlib.suppress(OSError, http.client.HTTPException):
        collect.bring(INSTANCE, second, more=True)
    room.start()
    assert collect.bring(INSTANCE, first, more=True).status == 201
    assert collect.bring(INSTANCE, second, more=True).status == 201
    assert collect.bring(INSTANCE, third).status == 201
    clear = [sealing.open_sealed(sealed, visit.identity) for _line, sealed in room.blobs()]
    entries = [json.loads(one) for one in clear if one.startswith(b'{"format"')]
    assert sorted(one for one in clear if not one.startswith(b'{"format"')) == sorted(FILES.values())
    assert sorted(len(one["attachments"]) for one in entries) == [1, 3]
