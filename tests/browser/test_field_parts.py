"""Photographs go from the app in parts: gone on with where they were cut, brought again where the parts are gone."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.phones import PHOTOGRAPH, Phone, field_room, new_phone, the_visit
from tests.field_room import FieldRoom, TheVisit
from unannounced.crafts import sealing

pytestmark = pytest.mark.browser
__all__ = ["field_room", "new_phone", "the_visit"]

NewPhone = Callable[..., Phone]


def test_a_large_photograph_goes_in_parts_and_is_gone_on_with_where_it_was_cut(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    phone.page.context.set_offline(True)
    phone.in_app(PHOTOGRAPH, 3_500_000)
    phone.page.context.set_offline(False)
    parts = []

    def cut_the_third(route: Any) -> None:
        parts.append(int(route.request.url.split("/parts/")[1].split("?")[0]))
        route.abort() if len(parts) == 3 else route.continue_()

    phone.page.route("**/parts/*", cut_the_third)
    phone.transmit()
    phone.wait_for("no network", "#transmitting")
    phone.transmit()
    phone.wait_for("Nothing waits", "#stands")
    assert parts == [1, 2, 3, 3, 4]
    [(_line, photograph), (_, entry)] = [one for one in field_room.blobs() if one[0]["device"] == str(code.device)]
    said = the_visit.opened(entry)["attachments"][0]
    clear = sealing.open_sealed(photograph, the_visit.identity)
    assert (len(clear), said["size"], said["role"], said["of"]) == (3_500_000, 3_500_000, "original", None)
    phone.page.click("#free")
    phone.wait_for("free again", "#told")
    assert phone.in_app("return (await (await import('./store.js')).sealedBytes(given)) === null;", said["digest"])


def test_parts_that_are_gone_when_the_line_is_back_are_brought_again(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    phone.page.context.set_offline(True)
    phone.in_app(PHOTOGRAPH, 2_500_000)
    phone.page.context.set_offline(False)
    parts = []

    def cut_the_third(route: Any) -> None:
        parts.append(int(route.request.url.split("/parts/")[1].split("?")[0]))
        route.abort() if len(parts) == 3 else route.continue_()

    phone.page.route("**/parts/*", cut_the_third)
    phone.transmit()
    phone.wait_for("no network", "#transmitting")
    assert field_room.expire_parts() == 2
    phone.transmit()
    phone.wait_for("Nothing waits", "#stands")
    assert parts == [1, 2, 3, 1, 2, 3]
    assert len([one for one, _sealed in field_room.blobs() if one["device"] == str(code.device)]) == 2


def test_a_field_room_that_has_too_much_unfinished_says_so_and_takes_the_rest(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.spare()
    phone.page.context.set_offline(True)
    for _photograph in range(2):
        phone.in_app(PHOTOGRAPH, 1_500_000)
    phone.page.context.set_offline(False)
    first: list[str] = []

    def refuse_the_first(route: Any) -> None:
        digest = route.request.url.split("/blobs/")[1].split("/")[0]
        first.append(digest)
        if digest == first[0]:
            said = {"problem": "unfinished", "message": "This device has 256 megabytes here."}
            route.fulfill(status=507, json=said)
        else:
            route.continue_()

    phone.page.route("**/parts/*", refuse_the_first)
    phone.transmit()
    phone.wait_for("as many files of this device that are not whole yet", "#transmitting")
    phone.wait_for("1 sealed piece waits", "#stands")
    phone.page.unroute("**/parts/*")
    phone.transmit()
    phone.wait_for("Nothing waits", "#stands")
    assert len([one for one, _sealed in field_room.blobs() if one["device"] == str(code.device)]) == 4
