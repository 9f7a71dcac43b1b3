"""The second report of Bresk, in Chromium: written, adopted, transmitted, answered, assessed, published, exported."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PASSWORD
from tests.crafts.test_typesetting_report import opened, tags

pytestmark = pytest.mark.browser

NEW = "In two cells of the block the call bell did not work; see § 7."
ASKED = "The Committee recommends that every call bell be repaired within one month."
ANSWER = "Every call bell was repaired in the week after the report came."


def act(page: Any, address: str, **typed: str) -> None:
    """Open the page of an act, fill its form, press its button."""
    page.goto(address)
    for name, value in typed.items():
        field = page.locator(f"main form [name='{name}']").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    assert page.url.rstrip("/") != address.rstrip("/"), page.inner_text("main")


def until(page: Any, address: str, words: str, seconds: int = 90) -> None:
    """Load a page again until it says something: the courier comes by itself."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        page.goto(address)
        if words in page.inner_text("body"):
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"{address} never said “{words}”: {page.inner_text('body')[:2000]}")


def at_the_liaison_door(page: Any, address: str) -> None:
    """The officer of Bresk signs in."""
    page.goto(f"{address}/sign-in/")
    page.fill("input[name=login]", "goran")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    code = re.search(r"\b(\d{3})\W?(\d{3})\b", page.inner_text("main"))
    assert code, page.inner_text("main")
    page.fill("input[name=code]", code[1] + code[2])
    page.press("input[name=code]", "Enter")
    page.wait_for_url(f"{address}/")


def the_draft(page: Any, office: str) -> str:
    """The address of the draft on the last visit to Bresk."""
    page.goto(f"{office}/states/XXB/")
    addresses = page.eval_on_selector_all(
        "main a[href^='/reports/']", "all => [...new Set(all.map(one => one.getAttribute('href').split('#')[0]))]"
    )
    for address in addresses:
        page.goto(office + address)
        head = page.inner_text(".head")
        if "A draft" in head and "visit carried out" in head:
            return str(office + address)
    raise AssertionError("Bresk has no draft")


def written(page: Any, report: str) -> None:
    """A paragraph put after the seventh, words of it marked; the others get the next number and references follow."""
    page.goto(f"{report}draft/")
    seventh = page.locator("#p-7").inner_text()
    page.locator("a[href*='/insert']:not([href*=before])").nth(6).click()
    page.fill("main form [name=text]", f"{NEW} {ASKED}")
    page.locator("main form button[type=submit]").last.click()
    page.goto(f"{report}draft/")
    assert page.locator("#p-7").inner_text() == seventh
    assert NEW in page.locator("#p-8").inner_text()
    page.locator("#p-8 ~ * a[href$='/mark-item/'], #p-8 a[href$='/mark-item/']").first.click()
    page.fill("main form [name=words]", ASKED)
    page.fill("main form [name=addressee]", "National Prison Service")
    page.locator("main form button[type=submit]").last.click()
    page.goto(f"{report}appendix/")
    assert page.inner_text("main").count(ASKED) == 1


def adopted_and_transmitted(page: Any, report: str) -> None:
    """Every member votes in favour; adopted; transmitted with a cover letter."""
    page.goto(f"{report}checks/")
    assert "Nothing bars the adoption" in page.inner_text("main")
    page.goto(f"{report}hold-vote/")
    for choice in page.locator("main input[type=radio][value=for]").all():
        choice.check()
    page.locator("main form button[type=submit]").last.click()
    act(page, f"{report}adopt/")
    page.goto(f"{report}transmit/")
    day = page.locator("main form [name=day]").input_value()
    letter = {"day": day} if day else {"day": time.strftime("%Y-%m-%d", time.gmtime())}
    for name, value in {"addressed_to": "Ministry of Justice of Bresk", "signed_by": "Ana Kovari"}.items():
        if page.locator(f"main form [name={name}]").count():
            letter[name] = value
    act(page, f"{report}transmit/", **letter)
    assert "Transmitted in confidence" in page.inner_text("main")


def answered(page: Any, liaison: str, report: str) -> None:
    """The officer finds the report, answers the item, and gives the response."""
    address = liaison + "/reports/" + report.rstrip("/").rsplit("/", 1)[1] + "/"
    until(page, address, ASKED)
    page.locator(f".marked:has-text('{ASKED}') a[href*='/answers/'], [id^=i-]:has-text('{ASKED}') a").first.click()
    page.select_option("main form select[name=claim]", "implemented")
    page.fill("main form [name=text]", ANSWER)
    page.click("text=Keep as a draft")
    page.goto(f"{address}give/")
    for box in page.locator("main form input[type=checkbox]:not(:checked)").all():
        box.check()
    page.fill("main form [name=authority]", "Ministry of Justice of Bresk")
    page.click("text=Look at what goes")
    page.wait_for_load_state()
    page.locator("main form button[type=submit]").first.click()
    until(page, address, "received", 60)


@pytest.mark.slow
def test_the_second_report_is_written_adopted_transmitted_answered_assessed_published_and_exported(
    rooms: dict[str, str], signed_in: Callable[..., Any], open_page: Callable[..., Any], tmp_path: Path
) -> None:
    office, portal = rooms["office"], rooms["portal"]
    maud = signed_in("maud")
    report = the_draft(maud, office)
    written(maud, report)
    adopted_and_transmitted(maud, report)

    goran = open_page()
    at_the_liaison_door(goran, rooms["liaison"])
    answered(goran, rooms["liaison"], report)

    maud.goto(report)
    item = maud.locator(f".marked:has-text('{ASKED}') a[href^='/items/']").first.get_attribute("href")
    until(maud, office + str(item), ANSWER)
    today = time.strftime("%Y-%m-%d", time.gmtime())
    act(
        maud,
        f"{office}{item}assess/",
        verdict="partially_implemented",
        text="Three bells of four were heard.",
        evidence="A test of every bell by the delegation.",
        day=today,
    )
    assert "Three bells of four" in maud.inner_text("main")

    act(maud, f"{report}check-paragraphs/")
    maud.goto(f"{report}publish/")
    assert "are not decided on" in maud.inner_text("main")
    maud.goto(f"{report}judge-nobody/")
    for box in maud.locator("main form input[name=words]").all():
        box.check()
    maud.fill("main form [name=because]", "members of the Committee, named by it, and places")
    maud.locator("main form button[type=submit]").last.click()
    maud.goto(f"{report}publish/")
    maud.locator("main form [name=with_response]").check()
    maud.locator("main form button[type=submit]").last.click()
    maud.wait_for_load_state()
    symbol = re.search(r"Published as (DEMO/Inf \(\d{4}\) \d+)", maud.inner_text("main"))
    assert symbol, maud.inner_text("main")

    slug = re.sub(r"[^0-9A-Za-z]+", "-", symbol[1]).strip("-")
    public = open_page()
    until(public, f"{portal}/reports/{slug}/", ASKED)
    assert ANSWER in public.inner_text("body")

    for ending, begins in (("pdf", b"%PDF-"), ("docx", b"PK"), ("json", b"{")):
        answer = maud.request.get(f"{report}{ending}/?redacted=1")
        assert answer.status == 200, ending
        assert answer.body().startswith(begins)
    assert ASKED in maud.request.get(f"{report}csv/?redacted=1").text()
    public.goto(f"{portal}/reports/{slug}/")
    public.locator("a[href^='/responses/']").first.click()
    public.wait_for_load_state()
    assert ANSWER in public.inner_text("main")
    is_tagged(maud.request.get(f"{report}pdf/").body(), tmp_path / "report.pdf")


def is_tagged(content: bytes, where: Path) -> None:
    """``pdfinfo`` calls the file tagged, and headings and paragraphs are elements of its structure."""
    assert opened(content).is_tagged()
    found = tags(content)
    assert {"H1", "P"} <= set(found)
    headings = [int(tag[1]) for tag in found if re.fullmatch("H[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(headings))
    if shutil.which("pdfinfo") is not None:
        where.write_bytes(content)
        said = subprocess.run(["pdfinfo", str(where)], capture_output=True, text=True, check=True).stdout
        assert re.search(r"^Tagged:\s+yes$", said, re.MULTILINE)
