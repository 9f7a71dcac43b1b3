"""The forms of the journal on a phone: filled in, sealed, and opened again byte for byte with the key of the visit."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.filling import (
    PRISON,
    NewPhone,
    begin,
    browser,
    chip,
    expected,
    in_hand,
    interview,
    opened,
    said,
    seal,
)
from tests.browser.phones import Phone, field_room, new_phone, the_visit
from tests.field_room import Code, FieldRoom, TheVisit

pytestmark = pytest.mark.browser
__all__ = ["browser", "field_room", "in_hand", "new_phone", "the_visit"]


# Allegations, observations, access, registers


def test_an_allegation_is_sealed_as_it_was_written(in_hand: tuple[Phone, Code], the_visit: TheVisit) -> None:
    phone, code = in_hand
    page = begin(phone, "allegation")
    page.fill("#source", "Petro Holub")
    assert "looks like a full name" in phone.text("#page")
    page.fill("#source", "source A")
    assert "looks like a full name" not in phone.text("#page")
    page.click("#seal")
    assert "There is no text" in page.wait_for_selector("#problems li").inner_text()
    page.fill("#text", "Kept standing for two nights, in the corridor of block B.")
    seal(phone)
    page = begin(phone, "observation", place="")
    assert page.input_value("#place") == PRISON, "the last place is remembered"
    assert page.input_value("#source") == "source A"
    entries, _files = opened(phone, the_visit, code)
    wanted = expected(
        "allegation", "", {}, text="Kept standing for two nights, in the corridor of block B.", source="source A"
    )
    assert [said(one) for one in entries] == [wanted]


def test_access_at_a_gate_has_its_minutes_computed(in_hand: tuple[Phone, Code], the_visit: TheVisit) -> None:
    phone, code = in_hand
    page = begin(phone, "access")
    page.fill("#detail-arrived", "09:02")
    page.fill("#detail-let_in", "08:47")
    page.click("#seal")
    assert "let in before you arrived" in page.wait_for_selector("#problems li").inner_text()
    page.fill("#detail-let_in", "09:47")
    assert "Waited 45 minutes" in phone.text("#page")
    page.fill("#detail-who", "officer on duty")
    page.fill("#detail-why", "The director had to be called.")
    chip(page, "What was refused", "Registers")
    page.fill("#detail-left", "17:30")
    seal(phone)
    details = {"arrived": "09:02", "let_in": "09:47", "minutes": 45, "who": "officer on duty"}
    details |= {"why": "The director had to be called.", "refused": ["registers"], "left": "17:30"}
    entries, _files = opened(phone, the_visit, code)
    assert [said(one) for one in entries] == [expected("observation", "access", details)]


def test_a_register_check_counts_its_rows(in_hand: tuple[Phone, Code], the_visit: TheVisit) -> None:
    phone, code = in_hand
    page = begin(phone, "register_check")
    page.fill("#detail-register", "custody register")
    page.fill("#detail-from", "2026-11-01")
    page.fill("#detail-to", "2026-11-30")
    page.fill("#detail-rows_seen", "forty")
    page.fill("#detail-rows_wrong", "3")
    page.click("#seal")
    assert "no whole number" in page.wait_for_selector("#problems li").inner_text()
    page.fill("#detail-rows_seen", "40")
    assert "3 of 40 rows: 8 %" in phone.text("#page")
    page.fill("#detail-what", "No hour of release.")
    seal(phone)
    details = {
        "register": "custody register",
        "from": "2026-11-01",
        "to": "2026-11-30",
        "rows_seen": 40,
        "rows_wrong": 3,
    }
    entries, _files = opened(phone, the_visit, code)
    assert [said(one) for one in entries] == [
        expected("document", "register_check", {**details, "what": "No hour of release."})
    ]


# Measurements


def verdict(page: Any, rule: str) -> str:
    """What a rule says on the screen."""
    return str(page.inner_text(f"article[data-rule='{rule}']"))


def counted(page: Any, persons: int) -> None:
    """Count so many persons, one tap each."""
    for _one in range(persons):
        page.get_by_label("More: Persons in the room").click()


def test_twelve_square_metres_for_three_say_at_once_what_the_standards_say(
    in_hand: tuple[Phone, Code], the_visit: TheVisit
) -> None:
    phone, code = in_hand
    page = begin(phone, "measurement")
    page.fill("#subject", "cell A12")
    page.fill("#measure-room_area", "12,0")
    chip(page, "A sanitary annexe lies inside the room", "Yes")
    page.fill("#measure-annexe_area", "1.5 m²")
    counted(page, 3)
    assert page.inner_text("#space") == "3.5 m² a person"
    assert "10.5 m² divided by 3 persons" in phone.text("#verdicts")
    assert "Not met" in verdict(page, "CPT-SPACE-02")
    assert "at least 4 is asked for" in verdict(page, "CPT-SPACE-02")
    assert "CPT/Inf (2015) 44" in verdict(page, "CPT-SPACE-02")
    assert "verified in a text that was read" in verdict(page, "CPT-SPACE-02")
    assert "Weighty factor" in verdict(page, "ECHR-SPACE-01")
    seal(phone)
    values = {"room_area": "12", "annexe_in_room": "yes", "annexe_area": "1.5", "persons": "3"}
    details = {"subject": "cell A12", "room_kind": "", "groups": [], "values": values}
    entries, _files = opened(phone, the_visit, code)
    assert [said(one) for one in entries] == [expected("measurement", "measurement", details)]


def test_persons_that_are_typed_count_while_they_are_typed(in_hand: tuple[Phone, Code]) -> None:
    phone, _code = in_hand
    page = begin(phone, "measurement")
    page.fill("#measure-room_area", "12")
    chip(page, "A sanitary annexe lies inside the room", "No")
    page.click("#measure-persons")
    page.keyboard.type("3")
    assert page.inner_text("#space") == "4 m² a person"


def test_exactly_four_are_enough_and_exactly_three_are_not_below_three(in_hand: tuple[Phone, Code]) -> None:
    phone, _code = in_hand
    page = begin(phone, "measurement")
    chip(page, "A sanitary annexe lies inside the room", "No")
    counted(page, 3)
    for area, cpt, court in (
        ("12.00", "Met", "No issue of space"),
        ("11.99", "Not met", "Weighty factor"),
        ("9.00", "Not met", "Weighty factor"),
        ("8.99", "Not met", "Strong presumption"),
    ):
        page.fill("#measure-room_area", area)
        assert cpt in verdict(page, "CPT-SPACE-02"), area
        assert court in verdict(page, "ECHR-SPACE-01"), area


def test_length_times_width_more_measures_and_a_number_that_can_be_read_in_two_ways(
    in_hand: tuple[Phone, Code], the_visit: TheVisit
) -> None:
    phone, code = in_hand
    page = begin(phone, "measurement", place="")
    page.select_option("#place-kind", "prison")
    chip(page, "Size", "Length × width")
    page.fill("#length", "3,45")
    page.fill("#width", "2.85")
    assert "9.8325 m²" not in phone.text("#space")  # 1 to 2 m² of an annexe that nobody measured are taken off
    assert "7.8325 – 8.8325" in phone.text("#space")
    page.select_option("#more-measures", "days_in_room")
    page.click("#add-measure")
    page.fill("#measure-days_in_room", "1,234")
    page.click("#seal")
    assert "can be read in two ways" in page.wait_for_selector("#problems li").inner_text()
    assert page.input_value("#measure-days_in_room") == "1,234", "what was typed stays"
    page.fill("#measure-days_in_room", "27")
    page.select_option("#more-measures", "bad_conditions")
    page.click("#add-measure")
    chip(page, "Ventilation", "Found")
    chip(page, "Hygiene", "Not found")
    seal(phone)
    (entry,) = opened(phone, the_visit, code)[0]
    assert entry["details"]["values"] == {
        "room_area": "9.8325",
        "wall_distance": "2.85",
        "days_in_room": "27",
        "bad_conditions": "ventilation; -hygiene; ?outdoor_exercise; ?natural_light_or_air; ?temperature; ?private_toilet",
    }
    assert (entry["details"]["length"], entry["details"]["width"], entry["details"]["place_kind"]) == (
        "3,45",
        "2.85",
        "prison",
    )


# Documents, voices, bodies


def test_a_document_is_taken_as_a_file_unchanged(
    in_hand: tuple[Phone, Code], the_visit: TheVisit, tmp_path: Path
) -> None:
    phone, code = in_hand
    page = begin(phone, "document")
    page.click("#seal")
    assert "no text and no file" in page.wait_for_selector("#problems li").inner_text()
    path = tmp_path / "house rules.pdf"
    path.write_bytes(b"%PDF-1.7 house rules, in force since 2019")
    page.set_input_files("#document-file", path)
    page.wait_for_selector(".attached li")
    page.set_input_files("#document-file", path)
    page.wait_for_selector(".attached li >> nth=1")
    page.get_by_label("Take off house rules.pdf").last.click()
    page.wait_for_function("() => document.querySelectorAll('.attached li').length === 1")
    page.fill("#text", "House rules, handed over by the deputy director.")
    seal(phone)
    entries, files = opened(phone, the_visit, code)
    (attached,) = entries[0]["attachments"]
    assert files == {attached["digest"]: path.read_bytes()}
    wanted = expected(
        "document", "", {}, text="House rules, handed over by the deputy director.", attachments=[attached]
    )
    assert said(entries[0]) == wanted
    assert (attached["name"], attached["type"]) == ("house rules.pdf", "application/pdf")


def test_a_voice_note_is_sealed_as_it_ends_and_heard_again_while_unlocked(
    in_hand: tuple[Phone, Code], the_visit: TheVisit
) -> None:
    phone, code = in_hand
    page = begin(phone, "voice_note")
    page.click("#seal")
    assert "There is no recording" in page.wait_for_selector("#problems li").inner_text()
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_function("() => document.querySelector('[role=timer]').textContent === '0:02'")
    page.click("#seal")
    assert "still records" in page.wait_for_selector("#problems li").inner_text()
    page.get_by_role("button", name="Stop and seal").click()
    page.wait_for_selector(".attached li")
    seal(phone)
    phone.go("entries", "#entries li")
    page.click("#entries a")
    page.wait_for_selector("#entry audio")
    page.wait_for_function("() => document.querySelector('#entry audio').readyState > 0")
    entries, files = opened(phone, the_visit, code)
    (attached,) = entries[0]["attachments"]
    assert attached["type"] == "audio/webm"
    assert files[attached["digest"]].startswith(b"\x1a\x45\xdf\xa3")
    assert said(entries[0]) == expected("observation", "voice_note", {"seconds": 2}, attachments=[attached])


def test_a_voice_note_that_is_cut_off_by_the_lock_is_kept(in_hand: tuple[Phone, Code]) -> None:
    phone, _code = in_hand
    page = begin(phone, "voice_note")
    page.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_function("() => document.querySelector('[role=timer]').textContent === '0:01'")
    page.click(".actions .lock")
    page.wait_for_selector("#locked")
    phone.unlock()
    page.click("a[href^='#/write/voice_note/']")
    assert "voice-note.webm" in page.wait_for_selector(".attached li").inner_text()


def test_a_body_chart_is_marked_by_tapping_and_by_keyboard(in_hand: tuple[Phone, Code], the_visit: TheVisit) -> None:
    phone, code = in_hand
    page = begin(phone, "body_chart")
    page.fill("#detail-pseudonym", "P07")
    chart = page.locator("#body-back")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    chart.click(position={"x": box["width"] * 0.42, "y": box["height"] * 0.31})
    first = page.locator(".body-list li").first
    first.locator("select").select_option("burn")
    first.locator("input").first.fill("4")
    first.locator("input").last.fill("round, red")
    page.select_option("#mark-region", "left_arm")
    page.press("#mark-add", "Enter")
    mover = page.get_by_label("Move mark 2 with the arrow keys")
    mover.focus()
    mover.press("ArrowRight")
    mover.press("ArrowUp")
    page.select_option("#consistency", "highly_consistent")
    seal(phone)
    (entry,) = opened(phone, the_visit, code)[0]
    marks = entry["details"].pop("marks")
    assert entry["details"] == {"pseudonym": "P07", "outline": "adult", "consistency": "highly_consistent"}
    assert abs(marks[0].pop("x") - 0.42) < 0.02
    assert abs(marks[0].pop("y") - 0.31) < 0.02
    assert marks == [
        {"view": "back", "kind": "burn", "size_cm": "4", "words": "round, red"},
        {"view": "front", "x": 0.77, "y": 0.355, "kind": "bruise", "size_cm": "", "words": ""},
    ]


# Interviews


def test_an_interview_asks_for_each_purpose_by_itself(in_hand: tuple[Phone, Code], the_visit: TheVisit) -> None:
    phone, code = in_hand
    interview(phone, "Refused")
    page = begin(phone, "interview")
    assert page.input_value("#pseudonym") == "P02"
    page.fill("#pseudonym", "Petro Holub")
    page.click("#seal")
    assert "looks like a name" in page.wait_for_selector("#problems li").inner_text()
    consent = {"recipient": "", "how": "through the interpreter", "present": "interpreter", "guardian": ""}
    details = {
        "pseudonym": "P01",
        "group": 1,
        "language": "uk",
        "interpreter": True,
        "private": True,
        "overheard": "no",
        "minutes": 40,
    }
    details["consents"] = [
        {"purpose": "internal", "answer": "given", **consent},
        {"purpose": "photograph", "answer": "refused", **consent},
    ]
    entries, _files = opened(phone, the_visit, code)
    wanted = expected("interview", "interview", details, text="Says that the light is never put out.", source="P01")
    assert [said(one) for one in entries] == [wanted]


def test_what_the_delegation_sees_itself_has_no_source_of_the_interview_before(
    in_hand: tuple[Phone, Code], the_visit: TheVisit
) -> None:
    phone, code = in_hand
    interview(phone, "Refused")
    page = begin(phone, "measurement")
    page.fill("#measure-room_area", "12")
    seal(phone)
    page = begin(phone, "body_chart")
    assert page.input_value("#detail-pseudonym") == "P01"
    page.fill("#text", "No mark was to be seen.")
    seal(phone)
    page = begin(phone, "allegation")
    assert page.input_value("#source") == "P01", "the last source is remembered"
    entries, _files = opened(phone, the_visit, code)
    assert [one["source"] for one in entries] == ["P01", "", "P01"]


# Reading back


def test_the_evening_finds_the_day_by_place_with_what_is_still_open(in_hand: tuple[Phone, Code]) -> None:
    phone, _code = in_hand
    phone.go("today", "#page h1")
    assert "put side by side for the evening" in phone.text("#page")
    interview(phone, "Refused")
    page = begin(phone, "allegation", place=PRISON)
    page.fill("#source", "")
    page.fill("#text", "Woken every hour.")
    seal(phone)
    page = begin(phone, "observation")
    page.fill("#text", "A draft about the kitchen.")
    page.wait_for_function("() => document.querySelector('#sealing').textContent.includes('kept')")
    phone.go("today", "#by-place")
    assert "Bresk Prison" in phone.text("#by-place")
    assert "A draft about the kitchen." in phone.text("#unresolved")
    assert "An allegation without a source" in phone.text("#unresolved")
    assert "P01" in phone.text("#interviews")
    page.get_by_role("link", name="A draft about the kitchen.").click()
    assert page.wait_for_selector("#text").input_value() == "A draft about the kitchen."


def test_an_entry_is_corrected_by_a_new_one_and_the_old_one_is_struck(
    in_hand: tuple[Phone, Code], the_visit: TheVisit
) -> None:
    phone, code = in_hand
    page = begin(phone, "measurement")
    page.fill("#subject", "cell A12")
    page.fill("#measure-room_area", "12")
    seal(phone)
    phone.go("entries", "#entries li")
    page.click("#entries a")
    assert "12" in page.wait_for_selector("#entry").inner_text()
    page.get_by_role("link", name="Correct with a new entry").click()
    page.wait_for_selector("#measure-room_area")
    page.fill("#measure-room_area", "11,2")
    seal(phone)
    phone.go("entries", "#entries li")
    assert page.locator("#entries .corrected").count() == 1
    old, new = opened(phone, the_visit, code)[0]
    assert (new["corrects"], new["details"]["values"]) == (old["id"], {"room_area": "11.2"})


def test_every_form_stands_in_french_with_its_commas(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    phone = new_phone(locale="fr-FR")
    phone.sign_in(field_room.invite(the_visit))
    page = begin(phone, "measurement")
    page.fill("#measure-room_area", "10,5")
    chip(page, "Une annexe sanitaire se trouve dans le local", "Non")
    for _one in range(3):
        page.get_by_label("Personnes dans le local").last.click()
    assert page.inner_text("#space") == "3,5 m² par personne"
    assert "Facteur de poids" in verdict(page, "ECHR-SPACE-01")
    for form in (
        "allegation",
        "access",
        "register_check",
        "interview",
        "document",
        "photograph",
        "voice_note",
        "body_chart",
    ):
        begin(phone, form)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, form


def test_a_language_that_is_added_as_one_file_is_there_and_what_it_lacks_stands_in_english(
    field_room: FieldRoom, new_phone: NewPhone, the_visit: TheVisit
) -> None:
    phone = new_phone(locale="eo", service_workers="block")
    index = [{"code": one, "name": one, "direction": "ltr"} for one in ("en", "fr", "eo")]
    words = {
        "measurement.title": "Mezuro",
        "standards.decimal": ",",
        "measurement.net_area_per_person": "{area} m² por persono",
        "standards.RESULT_WORDS.weighty_factor": "peza faktoro",
        "measures.persons": "personoj en la ĉambro",
    }
    phone.page.route("**/words/index.json", lambda route: route.fulfill(json=index))
    phone.page.route("**/words/eo.json", lambda route: route.fulfill(json=words))
    phone.open("#" + field_room.invite(the_visit).code)
    for name in ("#secret", "#again"):
        phone.page.fill(name, "four lanterns in one corridor")
    phone.page.click("#sign-in")
    phone.page.wait_for_selector("#waits")
    phone.wait_for("Mezuro", "#page")  # the forms come after the page
    page = begin(phone, "measurement")
    page.fill("#measure-room_area", "10,5")
    chip(page, "A sanitary annexe lies inside the room", "No")
    for _one in range(3):
        page.get_by_label("More: Personoj en la ĉambro").click()
    assert page.inner_text("#space") == "3,5 m² por persono"
    assert "Peza faktoro" in verdict(page, "ECHR-SPACE-01")
    assert "verified in a text that was read" in verdict(page, "ECHR-SPACE-01")
