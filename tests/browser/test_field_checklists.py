"""A check-list filled in on a phone without network, page by page, and opened with the key of the visit."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from tests.browser.phones import Phone, field_room, new_phone, the_visit, until
from tests.field_room import PLACES, Code, FieldRoom, TheVisit
from tests.forms_made import CELLS, CHOICES, long_form, version, workbook
from unannounced.crafts import sealing
from unannounced.crafts.forming.answering import answers_of
from unannounced.crafts.forming.converting import form_of

pytestmark = pytest.mark.browser
__all__ = ["field_room", "new_phone", "the_visit"]

NewPhone = Callable[..., Phone]
XFORM = form_of(workbook()).xform
CELLS_ON_DEVICES = {
    "id": "8a0a3f6e-1111-4222-8333-444455556666",
    "form_id": "cells",
    "version": "3",
    "title": "Cells",
    "xform": XFORM,
}


@pytest.fixture
def in_hand(field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit) -> tuple[Phone, Code]:
    """A phone that has signed in to a visit with one check-list."""
    the_visit.said["checklists"] = [CELLS_ON_DEVICES]
    code = field_room.invite(the_visit)
    phone = new_phone(locale="en-GB")
    phone.sign_in(code)
    return phone, code


def begin(phone: Phone, title: str = "Cells") -> Any:
    """Choose a check-list."""
    phone.go("", "#waits")
    phone.go("write/checklist", "#checklist-choose")
    phone.page.get_by_role("button", name=title).click()
    phone.page.wait_for_selector("#checklist-page")
    return phone.page


def on(page: Any) -> None:
    """To the next page."""
    page.click("#checklist-next")


def where(page: Any) -> str:
    """The line that says where one is."""
    return str(page.inner_text("#checklist-where"))


def fill_one_cell(page: Any, name: str, area: str, persons: str, *, window: str, lacking: tuple[str, ...] = ()) -> None:
    """The pages of one cell."""
    page.fill("#checklist-page textarea", name)
    on(page)
    page.fill("#checklist-page input", area)
    on(page)
    assert f"Persons in {name}" in page.inner_text("#checklist-page")
    page.fill("#checklist-page input", persons)
    on(page)
    page.get_by_label(window, exact=True).check()
    on(page)
    if lacking:
        for one in lacking:
            page.get_by_label(one, exact=True).check()
        on(page)


def entries(phone: Phone, visit: TheVisit, code: Code) -> tuple[list[dict[str, Any]], list[bytes]]:
    """The entries that came, and the files."""
    phone.transmit()
    clear = [
        sealing.open_sealed(sealed, visit.identity)
        for line, sealed in phone.room.blobs()
        if line["device"] == str(code.device)
    ]
    found = [json.loads(one) for one in clear if one.startswith(b'{"format"')]
    return found, [one for one in clear if not one.startswith(b'{"format"')]


def test_a_check_list_is_filled_in_offline_page_by_page_and_comes_as_an_instance_of_odk(
    in_hand: tuple[Phone, Code], the_visit: TheVisit
) -> None:
    phone, code = in_hand
    page = begin(phone)
    page.context.set_offline(True)
    page.select_option("#place", PLACES[0]["id"])
    assert "Walk through with the list in hand." in page.inner_text("#checklist-page")
    on(page)
    page.fill("#checklist-page textarea", "Wing <B> & east")
    on(page)
    fill_one_cell(page, "B1", "12,5", "3", window="No", lacking=("Light", "Heating"))
    page.click("#checklist-add")
    fill_one_cell(page, "B2", "9", "2", window="Yes")
    assert "2 so far under “Cell”" in page.inner_text("#checklist-page")
    on(page)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(picture, "JPEG")
    page.set_input_files(
        "#checklist-page input[type=file]", {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    page.get_by_text("Take off", exact=False).first.wait_for()
    on(page)
    page.fill("#checklist-page input[type=date]", "2026-06-01")
    on(page)
    page.get_by_label("Yes, so it is").check()
    on(page)
    assert "questions are answered" in page.inner_text("#checklist-page")
    page.click("#seal")
    page.wait_for_selector("#waits")
    page.context.set_offline(False)
    [entry], files = entries(phone, the_visit, code)
    assert (entry["form"], entry["kind"], entry["text"], entry["place"]) == (
        "checklist",
        "observation",
        "Cells",
        PLACES[0]["id"],
    )
    details = entry["details"]
    assert (details["checklist"], details["form_id"], details["version"]) == (CELLS_ON_DEVICES["id"], "cells", "3")
    assert not entry["unfinished"]
    data = etree.fromstring(details["instance"].encode())
    assert data.get("id") == "cells"
    assert data.findtext(".//{http://openrosa.org/xforms}instanceID") == f"uuid:{entry['id']}"
    answers = {one.question: one.value for one in answers_of(details["instance"], XFORM, "en")}
    assert answers["Which wing?"] == "Wing <B> & east"
    assert answers["Cell (1) › What is lacking?"] == "Light; Heating"
    assert answers["Cell (2) › Does the window open?"] == "Yes"
    assert "Cell (2) › What is lacking?" not in answers
    assert [one.value for one in answers_of(details["instance"], XFORM) if one.name == "per_person"] == ["4.17", "4.5"]
    original = next(one for one in entry["attachments"] if one["role"] == "original")
    assert answers["At the end › A photograph of the corridor"] == original["name"]
    assert picture.getvalue() in files


def test_what_is_missing_keeps_it_from_being_sealed_and_leads_to_the_question(in_hand: tuple[Phone, Code]) -> None:
    phone, _code = in_hand
    page = begin(phone)
    page.click("#seal")
    page.wait_for_selector("#checklist-problem-0")
    assert "Name of the cell: This must be answered." in page.inner_text("#checklist-page")
    page.click("#checklist-problem-0")
    assert "Name of the cell" in page.inner_text("#checklist-page")
    on(page)
    assert "This must be answered." in page.inner_text("#checklist-page"), "one does not go past it"
    page.fill("#checklist-page textarea", "B1")
    on(page)
    page.fill("#checklist-page input", "0")
    on(page)
    assert "More than nothing." in page.inner_text("#checklist-page")


def test_a_check_list_speaks_each_language_of_its_form(in_hand: tuple[Phone, Code]) -> None:
    phone, _code = in_hand
    page = begin(phone)
    page.get_by_label("Français (fr)").check()
    assert "Parcourez avec la liste en main." in page.inner_text("#checklist-page")
    on(page)
    assert "Quelle aile ?" in page.inner_text("#checklist-page")


def test_a_check_list_that_was_set_aside_is_taken_up_again_and_read_after_it_was_sealed(
    in_hand: tuple[Phone, Code],
) -> None:
    phone, _code = in_hand
    page = begin(phone)
    on(page)
    page.fill("#checklist-page textarea", "West wing")
    on(page)
    page.fill("#checklist-page textarea", "W1")
    page.get_by_role("button", name="Set aside").click()
    page.wait_for_selector("#waits")
    phone.again()
    phone.unlock_if_locked()
    page.get_by_role("link", name="Cells").click()
    page.wait_for_selector("#checklist-page")
    on(page)
    assert page.input_value("#checklist-page textarea") == "West wing"
    page.click("#seal")
    page.wait_for_selector("#waits")
    phone.go("entries", "a[href^='#/entry/']")
    page.locator("a[href^='#/entry/']").first.click()
    page.wait_for_selector("#checklist-answers")
    assert "West wing" in page.inner_text("#checklist-answers")
    assert "Which wing?" in page.inner_text("#checklist-answers")


def test_a_form_that_changes_during_the_visit_goes_on_by_the_new_one(
    in_hand: tuple[Phone, Code], field_room: FieldRoom, the_visit: TheVisit
) -> None:
    phone, code = in_hand
    page = begin(phone)
    on(page)
    page.fill("#checklist-page textarea", "East")
    page.get_by_role("button", name="Set aside").click()
    page.wait_for_selector("#waits")
    rows = [*CELLS, ["text", "remarks", "Remarks", "Remarques"]]
    changed = {**CELLS_ON_DEVICES, "version": "4", "xform": form_of(workbook(rows, CHOICES, version("4"))).xform}
    phone.transmit()
    field_room.write(the_visit, code, 1, checklists=[changed])
    phone.transmit()
    phone.go("", "#waits")
    page.get_by_role("link", name="Cells").click()
    until(lambda: "goes on with version 4" in phone.text())
    on(page)
    assert page.input_value("#checklist-page textarea") == "East"


def test_a_visit_without_check_lists_says_so(field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit) -> None:
    phone = new_phone(locale="en-GB")
    phone.sign_in(field_room.invite(the_visit))
    phone.go("write/checklist", ".empty")
    assert "The check-lists of the visit will stand here." in phone.text()


def test_three_hundred_questions_turn_a_page_at_once_on_a_slow_phone(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    the_visit.said["checklists"] = [
        {**CELLS_ON_DEVICES, "form_id": "long", "title": "Long", "version": "1", "xform": form_of(long_form(300)).xform}
    ]
    phone = new_phone(locale="en-GB")
    phone.sign_in(field_room.invite(the_visit))
    page = begin(phone, "Long")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.fill("#checklist-page textarea", "a")
    turns = page.evaluate(
        """async () => {
          const turns = [];
          for (let turn = 0; turn < 3; turn += 1) {
            const before = document.querySelector('#checklist-page').textContent;
            const start = performance.now();
            document.querySelector('#checklist-next').click();
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            turns.push([performance.now() - start, document.querySelector('#checklist-page').textContent !== before]);
          }
          return turns;
        }"""
    )
    assert all(turned for _, turned in turns)
    took = min(each for each, _ in turns)  # what else the machine does makes a turn slower, and none quicker
    assert took < 500, f"{took:.0f} ms"
