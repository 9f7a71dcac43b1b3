"""Opening a notebook in a real Chromium: keys made there, file keys found there, and no key of a member on the way."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import sealed as field
from tests.browser.test_keys import (
    PASSPHRASE,
    _beside_playwright,
    add_passkey,
    as_,
    let_a_passkey_open,
    make_own_key,
    no_sideways,
    office,
    open_own_key,
    posted,
    visit,
    with_passkeys,
    world,
)
from tests.homecoming import bring
from tests.sealed import attached, enrol, invite, sealed_entry
from tests.world import TODAY, World, moment, notify_and_end, plan
from unannounced.crafts import sealing
from unannounced.records.accounts.actions import change_password
from unannounced.records.keyrings import queries
from unannounced.records.keyrings.models import MemberKey, VisitKey
from unannounced.records.ledger.models import Line
from unannounced.records.notebooks.models import Entry, SealedBlob
from unannounced.records.visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
__all__ = ["_beside_playwright", "as_", "office", "posted", "visit", "world"]

AT = moment(TODAY)


def keys_made_in_the_browser(page: Any, office: str, found: Visit) -> field.VisitsKey:
    """Ana makes her key and the key of the visit on the pages; here the key is opened beside, to play a device."""
    make_own_key(page, office)
    page.goto(f"{office}/visits/{found.pk}/keys/")
    open_own_key(page)
    page.click("[data-do=make]")
    page.wait_for_selector("text=Who can open what is sealed")
    held = MemberKey.objects.get()
    own = sealing.unlock(sealing.without_armour(held.locked), PASSPHRASE).decode()
    copy = queries.wrapped_for(found, _viewer(held)).get()
    identity = field.unwrapped(copy.sealed, field.MembersKey("ana", own, PASSPHRASE, held))
    return field.VisitsKey(identity, VisitKey.objects.get())


def _viewer(held: MemberKey) -> Any:
    from unannounced.records.accounts.queries import viewer_of

    return viewer_of(held.person, TODAY)


@pytest.fixture
def waiting(world: World, office: str, as_: Callable[..., Any]) -> tuple[Any, Visit, field.VisitsKey, list[field.Blob]]:
    """Ana's window, a visit that is over, its key, and 230 entries and a photograph that came home."""
    page, found = as_("ana"), plan(world, days_ago=20)
    key = keys_made_in_the_browser(page, office, found)
    pocket, _device = enrol(invite(world, found, key))
    notify_and_end(world, found)
    photograph, named = attached(pocket, b"\xff\xd8\xff" + bytes(5000))
    details = {"shows": "place"}
    entry = sealed_entry(pocket, "The yard.", form="photograph", details=details, attachments=[named])
    blobs = [photograph, entry, *(sealed_entry(pocket, f"Window {number} was nailed shut.") for number in range(230))]
    bring(*blobs)
    return page, found, key, blobs


def test_a_passphrase_opens_hundreds_and_no_key_leaves_the_browser(
    world: World, office: str, waiting: tuple[Any, Visit, field.VisitsKey, list[field.Blob]], posted: list[str]
) -> None:
    page, found, key, blobs = waiting
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{office}/visits/{found.pk}/notebook/")
    page.click("text=Open the notebook >> nth=0")
    page.wait_for_selector("#passphrase")
    no_sideways(page)
    posted.clear()
    page.fill("#passphrase", "the wrong one altogether")
    page.press("#passphrase", "Enter")
    page.wait_for_selector("[data-problem]:not([hidden])")
    assert "passphrase is another one" in page.inner_text("[data-problem]")
    assert not any("open-notebook" in line for line in posted)
    page.fill("#passphrase", PASSPHRASE)
    page.press("#passphrase", "Enter")
    page.wait_for_selector("[data-over]:not([hidden])")
    assert "New: 231." in page.inner_text("[data-result]")
    assert "Files: 1." in page.inner_text("[data-result]")
    assert page.inner_text(".head .answer") == "Nothing waits to be opened.", "the heading counts nothing any more"
    assert Entry.objects.count() == 231
    assert set(SealedBlob.objects.values_list("stands", flat=True)) == {"opened"}
    assert Line.objects.filter(act="open the notebook").count() == 2  # two hundred at once, one line each
    said = "\n".join(posted)
    assert "AGE-SECRET" not in said
    assert "lanterns" not in said
    assert key.identity not in said
    assert len(said) < 300 * len(blobs)
    no_sideways(page)
    page.click("text=Go to the entries")
    page.wait_for_selector("[data-row]")
    assert "was nailed shut" in page.inner_text("main")
    no_sideways(page)


def test_a_passkey_opens_the_notebook_as_well(
    world: World, office: str, waiting: tuple[Any, Visit, field.VisitsKey, list[field.Blob]], posted: list[str]
) -> None:
    page, found, key, _blobs = waiting
    change_password(world.people["ana"], "a door left ajar", by=world.ana.pk, at=AT)
    with_passkeys(page)
    add_passkey(page, office, "telephone")
    let_a_passkey_open(page, office)
    page.wait_for_selector("text=This passkey opens your key from now on")
    page.goto(f"{office}/visits/{found.pk}/open-notebook/")
    page.click("text=Open it with a passkey")
    page.wait_for_selector("[data-over]:not([hidden])")
    assert Entry.objects.count() == 231
    said = "\n".join(posted)
    assert "AGE-SECRET" not in said
    assert key.identity not in said


def test_opening_is_stopped_and_goes_on_where_it_ended(
    world: World, office: str, waiting: tuple[Any, Visit, field.VisitsKey, list[field.Blob]]
) -> None:
    page, found, _key, _blobs = waiting
    page.goto(f"{office}/visits/{found.pk}/open-notebook/")
    page.fill("#passphrase", PASSPHRASE)
    page.press("#passphrase", "Enter")
    page.wait_for_selector("[data-progress]:not([hidden])")
    page.click("[data-stop]")
    page.wait_for_selector("[data-over]:not([hidden])")
    assert "Stopped" in page.inner_text("[data-problem]")
    opened = Entry.objects.count()
    assert opened < 231
    left = SealedBlob.objects.filter(stands="waits", file_key="").count()
    assert page.inner_text(".head .answer") == f"{left} sealed blobs wait."
    page.goto(f"{office}/visits/{found.pk}/open-notebook/")
    page.fill("#passphrase", PASSPHRASE)
    page.press("#passphrase", "Enter")
    page.wait_for_selector("[data-over]:not([hidden])")
    assert Entry.objects.count() == 231


def test_a_line_that_drops_loses_nothing_and_says_so(
    world: World, office: str, waiting: tuple[Any, Visit, field.VisitsKey, list[field.Blob]]
) -> None:
    page, found, _key, _blobs = waiting
    page.goto(f"{office}/visits/{found.pk}/open-notebook/")
    page.route("**/open-notebook/", lambda route: route.fulfill(status=408, body="the line dropped"))
    page.fill("#passphrase", PASSPHRASE)
    page.press("#passphrase", "Enter")
    page.wait_for_selector("[data-problem]:not([hidden])")
    assert "does not answer" in page.inner_text("[data-problem]")
    assert not Entry.objects.exists()
    page.unroute("**/open-notebook/")
    page.fill("#passphrase", PASSPHRASE)
    page.press("#passphrase", "Enter")
    page.wait_for_selector("[data-over]:not([hidden])")
    assert Entry.objects.count() == 231
