"""A device that is taken while somebody writes: what a real Chromium has left on its disk."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.phones import PHONE, SECRET, Phone, field_room, the_visit
from tests.browser.test_a_laptop import left_in
from tests.field_room import FieldRoom, TheVisit

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
__all__ = ["field_room", "the_visit"]

WRITTEN = "Seven men in a cell for two, behind the quarry."
SEALED = "The window was nailed shut in November."


def test_nothing_that_was_written_or_is_being_written_is_left_in_clear_on_the_disk(
    browser: Any, tmp_path: Path, field_room: FieldRoom, the_visit: TheVisit
) -> None:
    code = field_room.invite(the_visit)
    profile = tmp_path / "profile"
    context = browser.browser_type.launch_persistent_context(profile, executable_path=CHROMIUM, args=ARGUMENTS, **PHONE)
    phone = Phone(field_room, context.pages[0])
    phone.sign_in(code)
    phone.write(SEALED)
    phone.begin(WRITTEN)
    phone.page.wait_for_timeout(1500)  # drafts are kept, and the browser writes down what it would show again
    context.close()
    left = left_in(profile)
    assert field_room.app.split("//")[1].encode() in left, "the history is there, so this would find what it looks for"
    for secret in (SECRET, SEALED, WRITTEN, "behind the quarry", "nailed shut"):
        for coded in (secret.encode(), secret.encode("utf-16-le")):
            assert coded not in left, secret
