"""Communications in a real Chromium: the key made and recovered there, a letter opened, answered, and gone when locked."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests import communicating as field
from tests.browser.test_keys import _beside_playwright, as_, no_sideways, office, open_own_key, posted, world
from tests.browser.test_pages import axe
from tests.world import TODAY, World, moment
from unannounced.crafts import padding, sealing
from unannounced.crafts.handing_over import decoded
from unannounced.crafts.sharing import joined, read_piece
from unannounced.records.communications.actions import name_keeper
from unannounced.records.communications.models import IntakeKey, Piece, SealedBytes, Triage, WrappedIntakeKey
from unannounced.records.communications.taking import take_communications
from unannounced.records.keyrings.queries import own_key
from unannounced.records.parcels.models import Parcel
from unannounced.records.reprisals import actions as reprisals
from unannounced.records.reprisals.models import FollowUp, SealedPart

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
__all__ = ["_beside_playwright", "as_", "office", "posted", "world"]

AT = moment(TODAY)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f6"
    "45400000000049454e44ae426082"
)
WINDOW = b"<svg xmlns='http://www.w3.org/2000/svg' onload='document.title=1'/>\x00"


def test_the_key_is_made_in_a_browser_and_two_of_its_pieces_give_it_back_in_another(
    world: World, office: str, as_: Callable[..., Any], posted: list[str]
) -> None:
    field.with_key(world, "maud", "ana", at=AT)
    name_keeper(world.people["maud"], by=world.maud, at=AT)
    name_keeper(world.people["ana"], by=world.maud, at=AT)
    page = as_("maud", viewport={"width": 360, "height": 740})
    page.goto(f"{office}/communications/keys/")
    no_sideways(page)
    open_own_key(page)
    page.click("[data-do=make]")
    page.wait_for_selector("[data-recovery] li")
    pieces = page.locator("[data-pieces] code").all_inner_texts()
    no_sideways(page)
    assert axe(page) == []
    key = IntakeKey.objects.get()
    identity = sealing.identity_of_seed(joined([read_piece(pieces[0]), read_piece(pieces[2])]))
    assert sealing.recipient_of(identity) == key.recipient
    assert WrappedIntakeKey.objects.count() == 2
    page.click("[data-written-down]")
    assert page.locator("[data-pieces] code").count() == 0
    recovering = WrappedIntakeKey.objects.get(member_key=own_key(world.ana))
    WrappedIntakeKey.objects.filter(pk=recovering.pk).delete()
    other = as_("ana")
    other.goto(f"{office}/communications/keys/")
    open_own_key(other)
    other.fill("#piece-1", pieces[1])
    other.fill("#piece-2", pieces[1])
    other.click("text=Recover the key")
    other.wait_for_selector("text=the same one twice")
    other.fill("#piece-2", pieces[2])
    other.click("text=Recover the key")
    other.wait_for_selector("[data-said].success")
    copy = WrappedIntakeKey.objects.get(member_key=own_key(world.ana)).sealed
    assert field.opened_by(copy, "ana") == identity
    said = "\n".join(posted)
    assert "AGE-SECRET" not in said
    assert "unannounced-piece-" not in said
    assert "lanterns" not in said


def test_what_came_before_is_sealed_anew_to_the_newest_version(
    world: World, office: str, as_: Callable[..., Any], posted: list[str]
) -> None:
    intake = field.keepers(world, "maud", "ana", at=AT)
    one = field.written(world, intake, text="Nobody came.", at=AT)
    case = reprisals.open_case("Bresk Prison", "Isolation.", by=world.maud, at=AT)
    reprisals.keep_contacts(case, intake.offered(b"Through the chaplain."), by=world.maud, at=AT)
    newer = field.new_key(world.maud, because="by rule", at=AT)
    page = as_("maud", viewport={"width": 360, "height": 740})
    page.goto(f"{office}/communications/keys/")
    open_own_key(page)
    page.click("[data-do=reseal]")
    page.wait_for_selector("text=are sealed to an older version", state="detached")
    page.wait_for_selector("[data-said].success")
    letter = SealedBytes.objects.get(piece__communication=one, piece__kind="letter")
    assert b"Nobody came." in newer.opened(letter.sealed)
    assert newer.opened(SealedPart.objects.get().sealed) == b"Through the chaplain."
    assert "chaplain" not in "\n".join(posted)


def test_a_letter_is_opened_noted_answered_and_gone_when_the_page_locks(
    world: World, office: str, as_: Callable[..., Any], posted: list[str]
) -> None:
    intake, sender = field.keepers(world, "maud", "ana", at=AT), field.sender()
    photograph, window = sender.file(intake.key, PICTURE), sender.file(intake.key, WINDOW)
    files = [
        {"digest": json.loads(one.content.split(b"\n")[0])["digest"], "name": name, "size": 90, "cleaned": True}
        for one, name in ((photograph, "door.png"), (window, "<b>window</b>.svg"))
    ]
    who = {"format": "unannounced-who/1", "name": "Olena", "reach": "her lawyer"}
    said = {"told": ["suicide"], "ways": ["receipt"], "fears": "feared", "in_custody": True, "place": "Bresk"}
    text = "Ніхто не прийшов. <img src=x onerror=alert(1)>"
    one = field.written(world, intake, text=text, language="uk", files=files, who=who, at=AT, **said)
    take_communications([photograph, window], at=AT)
    page = as_("maud", viewport={"width": 360, "height": 740})
    page.goto(f"{office}/communications/{one.pk}/")
    no_sideways(page)
    open_own_key(page)
    page.wait_for_selector(".letter-text")
    assert page.inner_text(".letter-text") == text
    assert page.get_attribute(".letter-text", "lang") == "uk"
    assert page.locator("article img").count() == 0
    no_sideways(page)
    assert axe(page) == []
    page.click("button:has-text('Open'):has-text('door.png')")
    page.wait_for_selector("[data-files] img")
    assert page.evaluate("document.querySelector('[data-files] img').naturalWidth") == 1
    page.click("button:has-text('Open'):has-text('window')")
    page.wait_for_selector("text=Save it all the same")
    page.click("[data-act-form=triage] button[type=submit]")
    page.wait_for_selector("text=Before everything else")
    noted = Triage.objects.get()
    assert (noted.told, noted.risk, noted.in_custody, noted.place_said) == (["suicide"], "feared", True, "Bresk")
    page.fill("#answer-text", "Ми отримали ваш лист.")
    page.click("[data-sealed-form=answer] button[type=submit]")
    page.wait_for_selector("text=Answers with day", state="attached")
    parcel = json.loads(bytes(Parcel.objects.get(kind="answer").content))
    answer = json.loads(padding.unpad(sealing.open_sealed(decoded(parcel["sealed"]), sender.identity)))
    assert (answer["text"], answer["language"]) == ("Ми отримали ваш лист.", "uk")
    page.wait_for_selector("article >> text=Ми отримали ваш лист.")
    page.evaluate("document.querySelector('#note-text').closest('details').open = true")  # axe opens what is folded
    page.fill("#note-text", "Подзвонити адвокатові.")
    page.click("text=Seal and keep")
    page.wait_for_selector("article >> text=Подзвонити")
    page.click("article:has-text('Подзвонити') >> text=Correct it")
    assert page.input_value("#note-text") == "Подзвонити адвокатові."
    page.fill("#note-text", "Написати адвокатові.")
    page.click("text=Seal and keep")
    page.wait_for_selector("article > .letter-text >> text=Написати")
    assert not page.locator("text=Подзвонити").is_visible()
    page.click("text=As it was before it was corrected")
    page.wait_for_selector("details article >> text=Подзвонити")
    assert Piece.objects.get(kind="note", replaces__isnull=False).replaces == Piece.objects.filter(
        kind="note"
    ).earliest("number")
    page.fill("#who-reason", "to call the lawyer")
    page.click("[data-who-form] button")
    page.wait_for_selector("text=Olena")
    page.click("text=Lock now")
    page.wait_for_selector(".letter-text", state="detached")
    assert "Olena" not in page.content()
    assert "прийшов" not in page.evaluate(
        "Array.from(document.querySelectorAll('textarea'), (one) => one.value).join()"
    )
    clear = "\n".join(posted)
    for word in ("прийшов", "отримали", "Подзвонити", "Написати", "Olena", "AGE-SECRET", "lanterns"):
        assert word not in clear


def test_how_somebody_can_be_reached_is_sealed_opened_and_gone_when_the_page_locks(
    world: World, office: str, as_: Callable[..., Any], posted: list[str]
) -> None:
    intake = field.keepers(world, "maud", "ana", at=AT)
    case = reprisals.open_case("Bresk Prison", "Isolation for a letter.", happened_on=TODAY, by=world.maud, at=AT)
    reprisals.entrust(case, world.people["ana"], by=world.maud, at=AT)
    reprisals.plan_call(case, TODAY, by=world.maud, at=AT)
    address = f"{office}/communications/reprisals/{case.pk}/"
    page = as_("maud", viewport={"width": 360, "height": 740})
    page.goto(f"{office}/communications/reprisals/")
    no_sideways(page)
    assert axe(page) == []
    page.goto(address)
    no_sideways(page)
    assert axe(page) == []
    open_own_key(page)
    unfolded(page, "#contacts-text")
    page.fill("#contacts-text", "Через капелана, у неділю.")
    page.click("[data-sealed-form=contacts] button")
    page.wait_for_selector("[data-opened-contacts] >> text=Через капелана")
    page.fill("#contacts-text", "Через сестру.")
    page.click("[data-sealed-form=contacts] button")
    page.wait_for_selector("[data-opened-contacts] > article >> text=Через сестру")
    assert page.locator("[data-opened-contacts] > details summary").inner_text() == "Kept earlier"
    unfolded(page, "#call-text")
    page.fill("#call-text", "Вона здорова.")
    page.fill("#call-on", TODAY.isoformat())
    page.click("[data-sealed-form=call-note] button")
    page.wait_for_selector("[data-opened-notes] >> text=Вона здорова")
    assert FollowUp.objects.get().held_on == TODAY
    no_sideways(page)
    assert axe(page) == []
    newest = SealedPart.objects.filter(kind="contacts").order_by("-at").first()
    assert newest is not None
    assert json.loads(intake.opened(newest.sealed))["text"] == "Через сестру."
    newer = field.new_key(world.maud, because="Tomas left.", at=AT)
    other = as_("ana", viewport={"width": 1280, "height": 900})
    other.goto(address)
    open_own_key(other)
    other.wait_for_selector("[data-opened-contacts] > article >> text=Через сестру")
    other.wait_for_selector("[data-opened-notes] >> text=Вона здорова")
    assert axe(other) == []
    until(lambda: not SealedPart.objects.exclude(intake_key=newer.key).exists())
    page.click("text=Lock now")
    page.wait_for_selector("[data-opened-contacts] article", state="detached")
    assert "сестру" not in page.content()
    clear = "\n".join(posted)
    for word in ("капелана", "сестру", "здорова", "AGE-SECRET", "lanterns"):
        assert word not in clear


def unfolded(page: Any, field_of: str) -> None:
    """What is folded around a field is open; axe may have opened it already."""
    page.evaluate("(one) => (document.querySelector(one).closest('details').open = true)", field_of)


def until(done: Callable[[], bool]) -> None:
    """Wait for what the browser does by itself, half a minute at most."""
    for _moment in range(300):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")
