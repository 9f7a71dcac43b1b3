"""A computer of the office that is taken: what a real Chromium leaves on its disk, and in a window that was left open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import communicating as field
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.test_keys import PASSPHRASE, _beside_playwright, as_, office, open_own_key, posted, world
from tests.world import TODAY, World, moment
from unannounced.records.communications.models import Communication, WrappedIntakeKey
from unannounced.rooms.office.doors import PERSON

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
__all__ = ["_beside_playwright", "as_", "office", "posted", "world"]

AT = moment(TODAY)
LETTER = "Nobody came to the wing behind the quarry."
WHO = {"format": "unannounced-who/1", "name": "Olena Marchetti", "reach": "her lawyer in Quillmarsh"}


@pytest.fixture
def letter(world: World) -> Communication:
    """A letter that Maud keeps."""
    return field.written(world, field.keepers(world, "maud", at=AT), text=LETTER, who=WHO, at=AT)


@pytest.fixture
def laptop(browser: Any, tmp_path: Path) -> Iterator[tuple[Any, Path]]:
    """A Chromium with a profile of its own on the disk, as it stands on somebody's desk."""
    profile = tmp_path / "profile"
    context = browser.browser_type.launch_persistent_context(profile, executable_path=CHROMIUM, args=ARGUMENTS)
    yield context, profile
    context.close()


def read_everything(page: Any, address: str) -> None:
    """Open the letter, and who wrote it."""
    page.goto(address)
    open_own_key(page)
    page.wait_for_selector(f"text={LETTER}")
    page.evaluate("document.querySelector('#who-reason').closest('details')?.setAttribute('open', '')")
    page.fill("#who-reason", "To call her lawyer.")
    page.click("[data-who-form] button[type=submit]")
    page.wait_for_selector("text=Olena Marchetti")


def left_in(folder: Path) -> bytes:
    """Every byte of every file, one after the other."""
    return b"\n".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink())


def test_nothing_that_was_read_and_no_key_is_left_on_the_disk(
    world: World, office: str, letter: Communication, laptop: tuple[Any, Path]
) -> None:
    context, profile = laptop
    session = Client().session
    session[PERSON] = str(world.maud.pk)
    session.save()
    context.add_cookies([{"name": "office_session", "value": session.session_key, "url": office}])
    page = context.pages[0]
    read_everything(page, f"{office}/communications/{letter.pk}/")
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
    assert "AGE-SECRET" not in page.evaluate(stored)
    assert page.evaluate("indexedDB.databases().then((every) => every.length)") == 0
    assert page.evaluate("caches.keys().then((every) => every.length)") == 0
    context.close()
    left = left_in(profile)
    assert str(letter.pk).encode() in left, "the history of the browser is there, so this would find what it looks for"
    member, identity = field.member_identity("maud"), field.opened_by(WrappedIntakeKey.objects.get().sealed, "maud")
    for secret in (LETTER, "behind the quarry", "Marchetti", "Quillmarsh", PASSPHRASE, member, identity):
        for coded in (secret.encode(), secret.encode("utf-16-le")):
            assert coded not in left, secret


def test_a_window_that_was_left_open_forgets_after_ten_minutes(
    office: str, letter: Communication, as_: Callable[..., Any]
) -> None:
    page = as_("maud")
    page.clock.install()
    read_everything(page, f"{office}/communications/{letter.pk}/")
    page.clock.fast_forward("09:30")
    assert LETTER in page.content()
    page.clock.fast_forward("00:31")
    page.wait_for_selector("text=The page locked itself after ten minutes.")
    assert LETTER not in page.content()
    assert "Marchetti" not in page.content()


def test_the_way_back_leads_to_a_locked_page(office: str, letter: Communication, as_: Callable[..., Any]) -> None:
    page = as_("maud")
    read_everything(page, f"{office}/communications/{letter.pk}/")
    page.goto(f"{office}/communications/")
    page.go_back()
    page.wait_for_selector("[data-unlock]:not([hidden])")
    assert LETTER not in page.content()
    assert "Marchetti" not in page.content()
