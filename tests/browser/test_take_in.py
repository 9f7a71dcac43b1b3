"""Taking reports in by page, with a browser: progress moves by itself, and everything fits a phone."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_the_sample_files_are_read_while_one_watches_and_removed_again(
    rooms: dict[str, str], signed_in: Callable[..., Any]
) -> None:
    page = signed_in("maud", viewport={"width": 360, "height": 740})
    page.goto(f"{rooms['office']}/archive/take-in/")
    page.get_by_role("button", name="Try with the sample files").click()
    page.get_by_role("heading", name="What was read").wait_for(timeout=30_000)
    words = page.inner_text("main")
    for said in ("review-of-bresk.txt", "A/HRC/99/7", "visit-to-corvania.pdf", "becomes a new report"):
        assert said in words
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_text("Say otherwise, or leave it out").first.click()
    page.get_by_label("Leave this file out").first.check()
    page.get_by_role("button", name="Keep what I entered").click()
    page.get_by_text("2 files can be taken in.").wait_for()
    page.get_by_role("link", name="Remove the batch").click()
    page.get_by_role("button", name="Remove the batch").click()
    page.wait_for_url(f"{rooms['office']}/archive/")
