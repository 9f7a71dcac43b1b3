"""A telephone that is taken while somebody writes to the office: what a real Chromium has left on its disk."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.test_a_laptop import left_in
from tests.browser.test_intake import PHONE, Intake, intake, next_question, shown_words

pytestmark = pytest.mark.browser
__all__ = ["intake"]

WRITTEN = "They beat me in the corridor behind the quarry."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_nothing_that_is_being_written_is_left_on_the_disk(
    browser: Any, tmp_path: Path, intake: Intake, scripts: bool
) -> None:
    profile = tmp_path / "profile"
    how = {"executable_path": CHROMIUM, "args": ARGUMENTS, "java_script_enabled": scripts, **PHONE}
    context = browser.browser_type.launch_persistent_context(profile, **how)
    page = context.pages[0]
    page.goto(f"{intake.at}/en/write/")
    words: list[str] = []
    if scripts:
        page.wait_for_selector("[role=status]:visible")
        words = [" ".join(shown_words(page)[:3])]
        next_question(page)
    page.fill("textarea[name=text]", WRITTEN)
    if scripts:
        next_question(page)
    page.fill("input[name=place]", "Quillmarsh")
    page.wait_for_timeout(1500)  # the browser writes down what it would show again
    context.close()
    left = left_in(profile)
    assert intake.at.split("//")[1].encode() in left, "the history is there, so this would find what it looks for"
    for secret in (WRITTEN, "behind the quarry", "Quillmarsh", *words):
        for coded in (secret.encode(), secret.encode("utf-16-le")):
            assert coded not in left, secret
