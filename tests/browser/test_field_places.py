"""A place among very many, found on the phone by a part of its name: by thumb and by keyboard, and kept in words else."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.phones import Phone, field_room, new_phone, the_visit
from tests.field_room import Code, FieldRoom, TheVisit

pytestmark = pytest.mark.browser
__all__ = ["field_room", "new_phone", "the_visit"]

PLACES = [
    {"id": f"55555555-5555-4555-8555-{number:012}", "name": name, "town": "Bresk", "kind": "police"}
    for number, name in enumerate(["Łomża Remand Prison", *(f"Police station {number}" for number in range(1, 60))])
]
WORDS = "The window was nailed shut."


@pytest.fixture
def at_many_places(
    field_room: FieldRoom, new_phone: Callable[..., Phone], the_visit: TheVisit
) -> tuple[Phone, Code, TheVisit]:
    """A phone on which a letter of the office brought sixty places."""
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    newer = TheVisit(id=the_visit.id, version=2)
    field_room.write(newer, code, 1, places=PLACES)
    phone.transmit()
    phone.begin(WORDS)
    return phone, code, newer


def sealed(phone: Phone, code: Code, visit: TheVisit) -> dict[str, Any]:
    """Seal the entry; what came of it to the field room."""
    phone.page.click("#seal")
    phone.page.wait_for_selector("#waits")
    phone.transmit()
    [came] = [blob for line, blob in phone.room.blobs() if line["device"] == str(code.device)]
    return visit.opened(came)


def found(phone: Phone) -> list[str]:
    return [str(one) for one in phone.page.locator("#place-found:not([hidden]) > li").all_inner_texts()]


def test_a_thumb_finds_a_place_without_its_accents(at_many_places: tuple[Phone, Code, TheVisit]) -> None:
    phone, code, visit = at_many_places
    phone.page.click("#place")
    assert len(found(phone)) == 8
    assert "60 places are like that; the first 8 are shown." in phone.text("#place-told")
    phone.page.fill("#place", "lomza pris")
    assert found(phone) == ["Łomża Remand Prison, Bresk"]
    box = phone.page.locator("#place-found > li").bounding_box()
    assert box["height"] >= 48
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    phone.page.tap("#place-found > li")
    assert phone.page.input_value("#place") == "Łomża Remand Prison, Bresk"
    assert found(phone) == []
    entry = sealed(phone, code, visit)
    assert (entry["place"], entry["place_said"]) == (PLACES[0]["id"], "")


def test_the_keyboard_chooses_and_leaves_the_list(at_many_places: tuple[Phone, Code, TheVisit]) -> None:
    phone, code, visit = at_many_places
    line = phone.page.locator("#place")
    line.press_sequentially("station 5")
    assert "15 places are like that; the first 8 are shown." in phone.text("#place-told")
    for _turn in range(2):
        line.press("ArrowDown")
    named = line.get_attribute("aria-activedescendant")
    assert phone.page.locator(f"#{named}").get_attribute("aria-selected") == "true"
    line.press("Escape")
    assert (line.get_attribute("aria-expanded"), line.input_value()) == ("false", "station 5")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Enter"):
        line.press(key)
    assert line.input_value() == "Police station 5, Bresk"
    entry = sealed(phone, code, visit)
    assert (entry["place"], entry["text"]) == (PLACES[5]["id"], WORDS)


def test_what_no_place_is_called_is_kept_in_words(at_many_places: tuple[Phone, Code, TheVisit]) -> None:
    phone, code, visit = at_many_places
    phone.page.fill("#place", "the van at the gate")
    assert "kept in words" in phone.text("#place-told")
    entry = sealed(phone, code, visit)
    assert (entry["place"], entry["place_said"]) == (None, "the van at the gate")


def test_a_name_written_in_full_is_the_place_without_choosing_it(at_many_places: tuple[Phone, Code, TheVisit]) -> None:
    phone, code, visit = at_many_places
    phone.page.fill("#place", "police STATION 7")
    entry = sealed(phone, code, visit)
    assert entry["place"] == PLACES[7]["id"]
