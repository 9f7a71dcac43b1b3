"""The app of the field on a phone: signing in, writing, locking, and what somebody finds who takes it."""

from collections.abc import Callable

import pytest

from tests.browser.phones import SECRET, Phone, field_room, new_phone, numbers, opened, the_visit, until
from tests.field_room import FieldRoom, TheVisit
from unannounced.crafts import handing_over
from unannounced.rooms.web.templatetags.field_words import fingerprint

pytestmark = pytest.mark.browser
__all__ = ["field_room", "new_phone", "the_visit"]

NewPhone = Callable[..., Phone]
WORDS = "The window of cell A12 was nailed shut."


def test_a_whole_day_is_written_with_the_server_gone_and_transmitted_in_the_evening(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code = field_room.invite(the_visit)
    phone = new_phone()
    phone.sign_in(code)
    field_room.kill()
    phone.page.context.set_offline(True)
    try:
        phone.again()
        assert "Locked" in phone.text("#locked")
        for number in range(1, 7):
            phone.write(f"{WORDS} Noted as {number}.")
        phone.unlock()
        phone.write("An officer on duty said that nobody had slept.", form="allegation")
        phone.go("entries", "#entries li")
        assert phone.page.locator("#entries li").count() == 7
        phone.again()
        phone.unlock()
        phone.go("entries", "#entries li")
        phone.page.click("#entries li:last-child a")
        assert f"{WORDS} Noted as 1." in phone.page.wait_for_selector("#entry").inner_text()
        phone.transmit()
        assert "no network" in phone.text("#transmitting")
    finally:
        phone.page.context.set_offline(False)
        field_room.start()
    phone.transmit()
    assert "Nothing waits" in phone.text("#stands")
    entries = opened(field_room, the_visit, code)
    assert [entry["text"] for entry in entries[:6]] == [f"{WORDS} Noted as {number}." for number in range(1, 7)]
    assert entries[6]["kind"] == "allegation"
    assert numbers(field_room, code) == [1, 2, 3, 4, 5, 6, 7]
    assert {entry["member"] for entry in entries} == {"33333333-3333-4333-8333-333333333333"}


def test_somebody_who_takes_a_locked_device_finds_no_word_of_the_visit(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code = field_room.invite(the_visit)
    phone = new_phone()
    phone.sign_in(code)
    phone.write(WORDS)
    phone.begin("A draft about the kitchen.")
    phone.wait_for("Draft kept", "#sealing")
    phone.page.click(".actions .lock")
    phone.page.wait_for_selector("#locked")
    stored = phone.stored()
    assert the_visit.recipient in stored
    secrets = [
        WORDS,
        "nailed",
        "kitchen",
        "Bresk",
        "Odra",
        "Ana Kovari",
        "2099-12-31",
        the_visit.identity,
        SECRET,
        code.code,
    ]
    for said in [
        *secrets,
        code.code.replace("-", ""),
        "AGE-SECRET-KEY",
        "observation",
        handing_over.derive(code.code).lookup,
    ]:
        assert said not in stored, said
        assert said not in phone.text(), said
    assert "key private false" in stored
    assert "key private true" not in stored
    assert code.code not in phone.page.url


def test_one_tap_closes_the_lock_in_every_tab_and_keeps_what_was_being_written(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    phone = new_phone()
    phone.sign_in(field_room.invite(the_visit))
    phone.write(WORDS)
    other = phone.tab()
    other.unlock()
    other.go("entries", "#entries li")
    phone.begin("They were asked to stand facing")
    phone.page.click(".actions .lock")
    for one in (phone, other):
        one.page.wait_for_selector("#locked")
        assert "nailed" not in one.text()
        assert "facing" not in one.text()
    phone.unlock()
    phone.page.get_by_role("link", name="They were asked to stand facing").click()
    phone.page.wait_for_selector("#seal")
    assert phone.page.input_value("textarea") == "They were asked to stand facing"


def test_it_locks_by_itself_when_nobody_touches_it(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    phone = new_phone()
    phone.page.clock.install()
    phone.sign_in(field_room.invite(the_visit))
    phone.begin("Half a sentence")
    phone.page.clock.run_for("04:00")
    assert phone.page.locator("#seal").is_visible()
    phone.page.clock.run_for("02:00")
    phone.page.wait_for_selector("#locked")
    assert "Half a sentence" not in phone.text()


def test_a_device_shows_of_its_key_what_the_office_shows(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.go("device", "#visits code")
    assert phone.text("#visits code") == fingerprint(field_room.recipient_of(code))


def test_another_secret_opens_nothing(field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit) -> None:
    phone = new_phone()
    phone.sign_in(field_room.invite(the_visit))
    phone.page.click("#lock")
    phone.page.wait_for_selector("#locked")
    phone.page.fill("#secret", "four lanterns in one corridos")
    phone.page.click("#open")
    phone.page.wait_for_selector("#told:not(:empty)")
    assert "not the secret" in phone.text("#told")
    assert phone.page.locator("#lock").count() == 0


def test_a_write_only_device_writes_and_cannot_read_back(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code = field_room.invite(the_visit, write_only=True)
    phone = new_phone()
    phone.sign_in(code)
    phone.write(WORDS)
    assert "1 sealed piece" in phone.text("#waits")
    phone.go("entries", "#write-only")
    with pytest.raises(Exception, match="locked"):
        phone.in_app("return journal.entries({});")
    phone.begin("Cut off in the middle of")
    phone.wait_for("Draft kept", "#sealing")
    phone.again()
    phone.wait_for("2 sealed", "#waits")
    stored = phone.stored()
    assert "AGE-SECRET-KEY" not in stored
    assert not [row for row in stored.splitlines() if row.startswith(("list:", "drafts:"))]
    phone.transmit()
    first, second = opened(field_room, the_visit, code)
    assert (first["text"], first["unfinished"]) == (WORDS, False)
    assert (second["text"], second["unfinished"]) == ("Cut off in the middle of", True)


def test_a_draft_survives_a_crash_and_is_gone_on_with(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code = field_room.invite(the_visit)
    phone = new_phone()
    phone.sign_in(code)
    phone.begin("The register of the night of")
    phone.wait_for("Draft kept", "#sealing")
    tab = phone.page.context.new_page()
    phone.page.close(run_before_unload=False)
    phone.page = tab
    phone.open()
    assert "1 draft" in phone.text("#waits")
    phone.unlock()
    phone.page.get_by_role("link", name="The register of the night of").click()
    phone.page.wait_for_selector("#seal")
    phone.page.fill("textarea", "The register of the night of 2 December had no entry.")
    phone.page.click("#seal")
    phone.page.wait_for_selector("#waits")
    phone.transmit()
    [entry] = opened(field_room, the_visit, code)
    assert entry["text"].endswith("had no entry.")
    assert entry["unfinished"] is False


def test_a_correction_is_a_new_entry_that_names_the_old_one(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code = field_room.invite(the_visit)
    phone = new_phone()
    phone.sign_in(code)
    phone.write("Twelve persons in cell A12.")
    phone.go("entries", "#entries li")
    phone.page.click("#entries li a")
    phone.page.get_by_role("link", name="Correct").click()
    phone.page.wait_for_selector("#seal")
    assert phone.page.input_value("textarea") == "Twelve persons in cell A12."
    phone.page.fill("textarea", "Thirteen persons in cell A12.")
    phone.page.click("#seal")
    phone.page.wait_for_selector("#waits")
    phone.go("entries", "#entries .corrected")
    phone.transmit()
    old, new = opened(field_room, the_visit, code)
    assert new["corrects"] == old["id"] != new["id"]


def test_wiping_takes_one_visit_off_the_device_and_says_what_would_be_lost(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    phone, other = new_phone(), TheVisit(said={"name": "Another visit"})
    phone.sign_in(field_room.invite(other))
    phone.page.click("#lock")
    phone.sign_in(field_room.invite(the_visit))
    field_room.kill()
    try:
        phone.write(WORDS)
        phone.go("wipe", "#not-transmitted")
        assert "1 sealed piece was not transmitted" in phone.text("#not-transmitted")
        phone.page.click("#wipe")
        assert "Nothing was wiped" in phone.text("#told")
        phone.page.fill("#wipe-word", "Wipe")
        phone.page.click("#wipe")
        phone.page.wait_for_selector("#visits")
    finally:
        field_room.start()
    assert phone.page.locator("#visits > li").count() == 1
    stored = phone.stored()
    assert str(the_visit.id) not in stored
    assert str(other.id) in stored
    assert "parts:" not in stored


def test_the_clock_of_a_device_that_is_wrong_by_a_year_is_said_and_set_right(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code = field_room.invite(the_visit, begins="2031-12-01", ends="2031-12-10")
    phone = new_phone()
    phone.sign_in(code)
    phone.page.wait_for_selector("#clock")
    phone.page.fill("#day", "2031-12-02")
    phone.page.get_by_role("button", name="Note entries under this day").click()
    phone.page.wait_for_selector("#clock", state="detached")
    phone.write(WORDS)
    phone.transmit()
    [entry] = opened(field_room, the_visit, code)
    assert entry["noted_on"] == "2031-12-02"
    assert entry["noted_at"] < "2031"


@pytest.mark.parametrize(("answer", "warned"), [("false", True), ("true", False)])
def test_a_browser_that_will_not_keep_what_lies_there_is_asked_and_warned_of(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit, answer: str, warned: bool
) -> None:
    phone = new_phone()
    phone.page.add_init_script(
        f"""navigator.storage.persist = async () => {{ localStorage.setItem("asked", "yes"); return {answer}; }};
        navigator.storage.persisted = async () => {answer};
        navigator.storage.estimate = async () => ({{ usage: 2_000_000, quota: {answer} ? 9e9 : 60_000_000 }});"""
    )
    phone.sign_in(field_room.invite(the_visit))
    assert phone.page.evaluate("localStorage.getItem('asked')") == "yes"
    phone.page.wait_for_timeout(300)
    assert ("may throw away" in phone.text("#page")) is warned
    assert ("are free on this device" in phone.text("#page")) is warned
    phone.go("device", "#storage")
    assert ("may throw away" in phone.text("#page")) is warned
    assert "used" in phone.text("#storage")


def test_it_transmits_by_itself_and_not_while_the_battery_is_spared(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    code, phone = field_room.invite(the_visit), new_phone()
    phone.sign_in(code)
    phone.write(WORDS)
    until(lambda: len(opened(field_room, the_visit, code)) == 1)
    phone.go("settings", "#language")
    phone.page.get_by_label("Spare it").check(force=True)
    phone.write("Written later.")
    phone.page.wait_for_timeout(4_500)
    assert len(opened(field_room, the_visit, code)) == 1
    phone.transmit()
    assert len(opened(field_room, the_visit, code)) == 2


def test_everything_is_said_in_french_and_stays_so(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    phone = new_phone()
    phone.sign_in(field_room.invite(the_visit))
    phone.go("settings", "#language")
    phone.page.get_by_label("Français").check(force=True)
    phone.page.wait_for_selector("html[lang=fr]", state="attached")
    phone.again()
    assert "Verrouillé" in phone.text("#locked")


@pytest.mark.parametrize(
    "route", ["", "entries", "transmit", "device", "settings", "wipe", "sign-in", "write/observation"]
)
def test_nothing_is_wider_than_the_phone_and_all_can_be_touched(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit, route: str
) -> None:
    phone = new_phone()
    phone.sign_in(field_room.invite(the_visit))
    phone.write("W" * 60)
    phone.page.goto(f"{field_room.app}#/{route}")
    phone.page.wait_for_timeout(300)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360
    small = phone.page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
        .filter((one) => one.offsetParent && !one.closest("p, label, .chips")).filter((one) => one.offsetHeight < 48)
        .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert small == []
    unnamed = phone.page.evaluate(
        """() => [...document.querySelectorAll("input, select, textarea")]
        .filter((one) => one.offsetParent && !one.labels?.length && !one.getAttribute("aria-label")).map((one) => one.outerHTML)"""
    )
    assert unnamed == []
