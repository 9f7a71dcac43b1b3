"""Whatever day an address names, the portal answers: it reckons with it, or says which days it can reckon with."""

from typing import Any

import pytest

from tests.rooms.portal.asking import shipped_states

pytestmark = pytest.mark.usefixtures("today")

DOORS = (
    "/states/RUS/?on={day}&known={day}",
    "/states/CZE/?on={day}",
    "/conventions/ECPT/?on={day}",
    "/conventions/ECPT/map/?on={day}&known={day}",
    "/conventions/ICCPR/map.svg?on={day}",
    "/conventions/UNCAT/chart.svg?known={day}",
    "/leaving/CZE/UNCAT/?received={day}",
    "/leaving/MNE/ECHR/?received={day}",
    "/leaving/RUS/COE-STATUTE/?received={day}",
    "/turn-to/RUS/?act={day}&on={day}&final={day}",
    "/turn-to/GBR/?act=1990-01-01&on={day}",
    "/api/v1/states/RUS/conventions/ECPT?on={day}",
    "/api/v1/states/CZE/conventions/UNCAT/withdrawal?received={day}",
    "/api/v1/states/RUS/conventions/ECPT/withdrawal?received=2025-10-01&names={day}",
    "/api/v1/effect?convention=ECPT&act=denunciation&received={day}",
    "/api/v1/period?words=3+months&from={day}",
    "/api/v1/states/RUS/routes?act={day}&on={day}&final_decision={day}",
    "/api/v1/check?convention=ECPT&act=ratification&state=RUS&claimed={day}&said_on={day}",
)


def test_no_day_takes_a_page_down(shelf: Any, client: Any) -> None:
    wanted = {"RUS", "CZE", "MNE", "GBR"}
    shelf.register(*(one for one in shipped_states() if one["code"] in wanted))
    client.raise_request_exception = False
    asked = [door.format(day=day) for door in DOORS for day in ("0001-01-01", "1900-01-01", "2199-12-31", "9999-12-31")]
    answered = {address: client.get(address).status_code for address in asked}
    assert {address: status for address, status in answered.items() if status >= 500} == {}
    assert {status for address, status in answered.items() if address.startswith("/leaving/")} == {200}
