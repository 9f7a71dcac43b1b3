"""A letter on paper in a real Chromium: its scan read without JavaScript, a receipt given, answered, and read by it."""

import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests import communicating as field
from tests.browser.test_keys import _beside_playwright, as_, no_sideways, office, open_own_key, posted, world
from tests.browser.test_pages import axe
from tests.world import TODAY, World, moment
from unannounced.crafts import padding, receipt_words, sealing
from unannounced.crafts.handing_over import decoded
from unannounced.records.communications.models import Communication
from unannounced.records.parcels.models import Parcel

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
__all__ = ["_beside_playwright", "as_", "office", "posted", "world"]

AT = moment(TODAY)
LINES = ("To the Committee.", "They took my mattress on Monday.", "Nobody gave me another one.")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def scan() -> dict[str, Any]:
    """A page as a scanner gives it."""
    picture = Image.new("L", (1240, 700), 255)
    drawing, font = ImageDraw.Draw(picture), ImageFont.load_default(size=44)
    for number, line in enumerate(LINES):
        drawing.text((120, 140 + 110 * number), line, fill=0, font=font)
    held = io.BytesIO()
    picture.save(held, "PNG", dpi=(150, 150))
    return {"name": "page 1.png", "mimeType": "image/png", "buffer": held.getvalue()}


def looked_at(page: Any, name: str) -> None:
    """Keep a picture of the page where somebody asked for them."""
    if folder := os.environ.get("UNANNOUNCED_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_scan_is_read_without_scripts_and_whoever_wrote_is_answered_by_a_receipt(
    world: World, office: str, as_: Callable[..., Any]
) -> None:
    field.keepers(world, "maud", "ana", at=AT)
    plain = as_("maud", java_script_enabled=False, viewport=PHONE)
    plain.goto(f"{office}/communications/")
    plain.click("text=Enter a communication")
    plain.click("text=On paper")
    plain.set_input_files("[name=originals]", [scan()])
    plain.fill("[name=name]", "Mira Oskan")
    plain.fill("[name=text]", "(In her hand.)")
    plain.fill("[name=stamp]", "Censored, Bresk Prison")
    looked_at(plain, "enter-phone")
    with plain.expect_navigation():
        plain.click("text=Read the scans")
    read = plain.input_value("[name=text]")
    assert read.startswith("(In her hand.)")
    assert all(line in read for line in LINES)
    assert "page 1.png" in plain.inner_text(".notice")
    looked_at(plain, "read-phone")
    assert not Communication.objects.exists()
    plain.click("text=Seal and enter")
    plain.wait_for_selector("text=assigned to you")
    one = Communication.objects.get()
    plain.click("text=Give a receipt")
    plain.select_option("#language", "uk")
    with plain.expect_navigation():
        plain.click("text=Draw the words")
    words = plain.locator(".receipt-words li").all_inner_texts()
    looked_at(plain, "words-phone")
    plain.click("text=keep the receipt")
    plain.wait_for_selector("text=has the words of a receipt")
    page = as_("maud", viewport=DESK)
    page.goto(f"{office}/communications/{one.pk}/")
    open_own_key(page)
    page.wait_for_selector(".letter-text")
    assert "They took my mattress" in page.inner_text(".letter-text")
    assert "The original, as it came" in page.inner_text("[data-opened-pieces]")
    looked_at(page, "opened-desk")
    page.check("[data-act-form=triage] [value=receipt]")
    page.click("[data-act-form=triage] button[type=submit]")
    page.wait_for_selector("#answer-way [value=receipt]", state="attached")
    page.fill("#answer-text", "Ми отримали ваш лист.")
    page.click("[data-sealed-form=answer] button[type=submit]")
    page.wait_for_selector("text=Answers with day", state="attached")
    parcel = json.loads(bytes(Parcel.objects.get(kind="answer").content))
    follows = receipt_words.receipt_of(words)
    answer = json.loads(padding.unpad(sealing.open_sealed(decoded(parcel["sealed"]), follows.identity)))
    assert answer["text"] == "Ми отримали ваш лист."


def test_the_pages_of_entering_are_accessible_and_fit_every_width(
    world: World, office: str, as_: Callable[..., Any], tmp_path: Path
) -> None:
    field.keepers(world, "maud", "ana", at=AT)
    table = "reference;text;consent;language;told\n" + "\n".join(
        f"A-{n};Text.;{'yes' if n % 3 else 'no'};{'uk' if n % 4 else 'Breskian'};conditions" for n in range(1, 9)
    )
    head = b"From x Thu Nov 26 18:05:00 2026\n"
    for size, name in ((PHONE, "phone"), (DESK, "desk")):
        page = as_("maud", viewport=size)
        for address in ("", "?way=paper", "?way=telephone", "mail/", "handed-over/"):
            page.goto(f"{office}/communications/enter/{address}")
            no_sideways(page)
            assert axe(page) == [], address
            looked_at(page, f"{name}{re.sub('[^a-z]', '-', address)}")
        page.goto(f"{office}/communications/enter/handed-over/")
        page.set_input_files("[name=file]", [{"name": "table.csv", "mimeType": "text/csv", "buffer": table.encode()}])
        page.click("text=Look at it")
        page.wait_for_selector("text=Nothing is entered yet")
        no_sideways(page)
        assert axe(page) == []
        looked_at(page, f"{name}-looked")
        page.goto(f"{office}/communications/enter/mail/")
        mailbox = head + b"no head\n\n" + head + b"From: a@example.org\nSubject: x\n\nwords\n\n"
        page.set_input_files("[name=mailbox]", [{"name": "in.mbox", "mimeType": "", "buffer": mailbox}])
        page.click("main button.act")
        page.wait_for_selector("text=not taken")
        no_sideways(page)
        assert axe(page) == []
        looked_at(page, f"{name}-mailed")
