"""Filling in the forms of the journal on a phone, and opening what came of it with the key of the visit."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.phones import Phone
from tests.field_room import PLACES, Code, FieldRoom, TheVisit
from unannounced.crafts import sealing
from unannounced.duties.decision import Refused
from unannounced.duties.opening import read_entry

NewPhone = Callable[..., Phone]
PRISON = PLACES[0]["id"]
SPEAKING = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
ADDED = {"format", "noted_on", "noted_at", "zone", "member", "device", "unfinished"}
"""What the shell adds to every entry."""


@pytest.fixture(scope="module")
def browser(browser: Any) -> Iterator[Any]:
    """A Chromium that has a microphone and a camera, of a test tone and a test picture."""
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *SPEAKING])
    yield chromium
    chromium.close()


@pytest.fixture
def in_hand(field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit) -> tuple[Phone, Code]:
    """A phone that has signed in, and its code."""
    code = field_room.invite(the_visit)
    phone = new_phone(permissions=["microphone"], locale="en-GB")
    phone.sign_in(code)
    return phone, code


def begin(phone: Phone, form: str, *, place: str = PRISON) -> Any:
    """The page of a form, at a place."""
    phone.go("", "#waits")
    phone.go(f"write/{form}", "#seal")
    if place:
        phone.page.select_option("#place", place)
    return phone.page


def seal(phone: Phone) -> None:
    """Seal the entry."""
    phone.page.click("#seal")
    phone.page.wait_for_selector("#waits")


def opened(phone: Phone, visit: TheVisit, code: Code) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The entries that came to the field room from the phone, and its files in clear by the digest of what was sealed."""
    phone.transmit()
    entries, files = [], {}
    for line, sealed in phone.room.blobs():
        if line["device"] != str(code.device):
            continue
        clear = sealing.open_sealed(sealed, visit.identity)
        if clear.startswith(b'{"format"'):
            assert len(clear) % 512 == 0
            assert not isinstance(read := read_entry(clear), Refused), read
            entries.append(json.loads(clear))
        else:
            files[str(line["digest"])] = clear
    return entries, files


def said(entry: dict[str, Any]) -> dict[str, Any]:
    """What the form says of an entry; the rest is of the shell."""
    assert entry["format"] == "unannounced-entry/1"
    assert entry["zone"] == "Europe/Vienna"
    assert not entry["unfinished"]
    return {name: value for name, value in entry.items() if name not in {*ADDED, "id"}}


def expected(kind: str, form: str, details: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An entry at the prison."""
    plain: dict[str, Any] = {
        "text": "",
        "source": "",
        "place": PRISON,
        "place_said": "",
        "corrects": None,
        "attachments": [],
    }
    return {**plain, "kind": kind, "form": form, "details": details, **more}


def chip(page: Any, group: str, words: str) -> None:
    """Choose a chip, as a thumb does."""
    page.get_by_role("group", name=group, exact=True).get_by_label(words, exact=True).check()


def interview(phone: Phone, photograph: str) -> None:
    """An interview whose person answers about being photographed."""
    page = begin(phone, "interview")
    page.select_option("#language", "uk")
    chip(page, "With an interpreter", "Yes")
    chip(page, "In private", "Yes")
    chip(page, "Could others hear or see it?", "No")
    page.fill("#detail-minutes", "40")
    chip(page, "Use within the mechanism", "Given")
    chip(page, "Being photographed", photograph)
    chip(page, "How it was explained", "Through the interpreter")
    page.fill("#consents-present", "interpreter")
    page.fill("#text", "Says that the light is never put out.")
    seal(phone)
