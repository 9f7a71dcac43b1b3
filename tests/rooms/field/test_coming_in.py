"""A device comes in by the code that was handed over: once, and as often as its line drops."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tests.rooms.field.conftest import RECIPIENT, Device, Room, faults, parcel, taken, to_office
from unannounced.crafts.handing_over import coded, is_proven

pytestmark = pytest.mark.django_db


def test_a_device_that_has_the_code_gets_the_package_and_its_keys_go_to_the_office(room: Room) -> None:
    device = room.invited()
    answered = room.enrol(device)
    assert answered.status_code == 200
    assert answered.json() == {"device": str(device.id), "package": device.invitation()["package"]}
    (content,) = to_office("enrolment")
    said = json.loads(content)
    assert said == {**device.enrolment(), "device": str(device.id)}
    key = device.derived.proof_key
    assert is_proven(
        said["proof"],
        key,
        lookup=said["lookup"],
        verifying_key=said["verifying_key"],
        recipient=said["recipient"],
    )
    assert faults() == []


def test_the_field_room_never_has_what_would_prove_or_open_anything(room: Room) -> None:
    device = room.invited()
    room.enrol(device)
    held = json.dumps([str(row) for row in _everything()])
    assert device.derived.proof_key not in held
    assert device.derived.package_key.hex() not in held
    assert device.code.replace("-", "") not in held


def _everything() -> list[object]:
    from django.apps import apps

    return [value for model in apps.get_models() for row in model._base_manager.values_list() for value in row]


def test_the_same_device_is_welcome_again_and_changes_nothing(room: Room) -> None:
    device = room.invited()
    first = room.enrol(device)
    again = room.enrol(device)
    assert (again.status_code, again.json()) == (200, first.json())
    assert len(to_office("enrolment")) == 1


def test_the_same_device_is_welcome_again_after_the_day_on_which_the_code_ends(
    room: Room, today: Callable[[datetime], None]
) -> None:
    device = room.invited(expires_on=date(2026, 12, 2))
    room.enrol(device)
    today(datetime(2026, 12, 9, tzinfo=UTC))
    assert room.enrol(device).status_code == 200


def test_of_two_devices_with_one_code_the_second_is_turned_away_and_told_to_say_so(room: Room) -> None:
    first = room.invited()
    room.enrol(first)
    second = Device(id=first.id, code=first.code)
    answered = room.enrol(second)
    assert (answered.status_code, answered.json()["problem"]) == (409, "used")
    assert "say so" in answered.json()["message"]
    assert len(to_office("enrolment")) == 1


def test_a_code_that_nobody_was_given_is_not_known(room: Room) -> None:
    answered = room.enrol(Device())
    assert (answered.status_code, answered.json()["problem"]) == (404, "unknown")


def test_a_code_is_good_through_its_last_day_and_not_after_it(room: Room, today: Callable[[datetime], None]) -> None:
    one, other = room.invited(date(2026, 12, 2)), room.invited(date(2026, 12, 2))
    today(datetime(2026, 12, 2, 23, 59, tzinfo=UTC))
    assert room.enrol(one).status_code == 200
    today(datetime(2026, 12, 3, 0, 1, tzinfo=UTC))
    answered = room.enrol(other)
    assert (answered.status_code, answered.json()["problem"]) == (410, "expired")
    assert "2026-12-02" in answered.json()["message"]


def test_a_code_that_was_withdrawn_lets_nobody_in(room: Room) -> None:
    device = room.invited()
    taken(parcel("invitation-withdrawn", {"lookup": device.derived.lookup, "device": str(device.id)}))
    answered = room.enrol(device)
    assert (answered.status_code, answered.json()["problem"]) == (410, "withdrawn")
    assert to_office("enrolment") == []


def test_a_device_that_was_revoked_does_not_get_the_package_again(room: Room) -> None:
    device = room.came_in()
    taken(parcel("revocation", {"device": str(device.id)}))
    answered = room.enrol(device)
    assert (answered.status_code, answered.json()["problem"]) == (403, "revoked")


@pytest.mark.parametrize(
    "other",
    [
        {"lookup": "0" * 31},
        {"lookup": None},
        {"verifying_key": coded(b"\x04" + b"\x01" * 64)},
        {"verifying_key": coded(b"\x02" + b"\x01" * 32)},
        {"verifying_key": "not base64url!"},
        {"recipient": "age1qqqq"},
        {"recipient": RECIPIENT * 3},
        {"proof": coded(b"short")},
        {"label": "x" * 61},
        {"label": "two\nlines"},
        {"label": 7},
    ],
)
def test_what_a_device_says_of_itself_must_be_whole(room: Room, other: dict[str, object]) -> None:
    device = room.invited()
    answered = room.enrol(device, **other)
    assert (answered.status_code, answered.json()["problem"]) == (400, "malformed")
    assert to_office("enrolment") == []
    assert room.enrol(device).status_code == 200


@pytest.mark.parametrize("cut", [0, 1, 40, 400])
def test_an_enrolment_that_was_cut_off_half_way_leaves_nothing_and_comes_again(room: Room, cut: int) -> None:
    device = room.invited()
    text = json.dumps(device.enrolment()).encode()[:cut]
    answered = room.client.post("/field/api/enrol", text, content_type="application/json")
    assert (answered.status_code, answered.json()["problem"]) == (400, "malformed")
    assert to_office("enrolment") == []
    assert room.enrol(device).status_code == 200


def test_what_is_said_is_said_in_the_language_of_the_device(room: Room) -> None:
    answered = room.client.post(
        "/field/api/enrol", Device().enrolment(), content_type="application/json", headers={"Accept-Language": "fr"}
    )
    assert answered["Content-Language"] == "fr"


def test_nothing_of_a_device_goes_into_a_log_or_a_cookie(
    room: Room, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    device = room.came_in()
    answers = [room.enrol(Device()), room.bring([b"{"]), room.bring([device.line()]), room.letters(device)]
    for answered in answers:
        assert not answered.cookies
        assert answered["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answered
    assert caplog.records == []
    assert capsys.readouterr() == ("", "")
