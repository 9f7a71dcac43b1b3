"""Keys, codes and the itinerary in a real Chromium: made, opened and sealed there, and nothing in clear on the way."""

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests import sealed as field
from tests.browser.test_pages import axe
from tests.world import TODAY, World, make_world, moment, plan
from unannounced.crafts import handing_over, sealing
from unannounced.records.accounts.actions import change_password
from unannounced.records.keyrings import actions, queries
from unannounced.records.keyrings.models import (
    Device,
    Invitation,
    KeyPasskey,
    Letter,
    MemberKey,
    SealedItinerary,
    VisitKey,
)
from unannounced.records.parcels.models import Parcel
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.doors import PERSON

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

PASSPHRASE = "four lanterns in one corridor"
SLOW = 60_000


@pytest.fixture(scope="session", autouse=True)
def _beside_playwright() -> Iterator[None]:
    """Playwright keeps a loop in this thread, which Django would mind."""
    held = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if held is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def office(live_server: Any, settings: Any) -> str:
    """The office, served from this process."""
    settings.FIELD_ADDRESS = "https://field.example"
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def world(office: str) -> World:
    return make_world()


@pytest.fixture
def visit(world: World) -> Visit:
    return plan(world, days_ago=-10)


@pytest.fixture
def posted() -> list[str]:
    """Everything the browsers handed to the office."""
    return []


@pytest.fixture
def as_(office: str, world: World, open_page: Callable[..., Any], posted: list[str]) -> Callable[..., Any]:
    """A window in which somebody of the cast is signed in."""

    def window(who: str, **settings: Any) -> Any:
        session = Client().session
        session[PERSON] = str(world.people[who].pk)
        session.save()
        page = open_page(**settings)
        page.context.add_cookies([{"name": "office_session", "value": session.session_key, "url": office}])
        page.on("request", lambda asked: posted.append(f"{asked.url} {asked.post_data or ''}"))
        page.set_default_timeout(SLOW)
        return page

    return window


def make_own_key(page: Any, office: str, passphrase: str = PASSPHRASE) -> None:
    page.goto(f"{office}/account/key/")
    page.fill("[data-new]", passphrase)
    page.fill("[data-again]", passphrase)
    page.click("text=Make my key")
    page.wait_for_selector("text=Download the copy")


def open_own_key(page: Any, passphrase: str = PASSPHRASE) -> None:
    page.fill("[data-passphrase]", passphrase)
    page.press("[data-passphrase]", "Enter")
    page.wait_for_selector("[data-opened]:not([hidden])")


def no_sideways(page: Any) -> None:
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0, f"the page is {width} pixels wider than the screen"


def test_a_key_is_made_in_the_browser_and_its_passphrase_never_leaves_it(
    world: World, office: str, as_: Callable[..., Any], posted: list[str]
) -> None:
    page = as_("ana", viewport={"width": 360, "height": 740})
    page.goto(f"{office}/account/key/")
    page.fill("[data-new]", "too short")
    assert "at least 12 characters" in page.inner_text("[data-hint]")
    page.click("text=Make my key")
    assert "at least 12 characters" in page.inner_text("[data-said]")
    page.fill("[data-new]", f"{PASSPHRASE} at dusk")
    assert "Good" in page.inner_text("[data-hint]")
    page.fill("[data-new]", PASSPHRASE)
    assert "Fair" in page.inner_text("[data-hint]")
    page.fill("[data-again]", PASSPHRASE + ".")
    page.click("text=Make my key")
    assert "not the same passphrase" in page.inner_text("[data-said]")
    page.fill("[data-again]", PASSPHRASE)
    no_sideways(page)
    page.click("text=Make my key")
    page.wait_for_selector("text=Download the copy")
    key = MemberKey.objects.get()
    identity = sealing.unlock(sealing.without_armour(key.locked), PASSPHRASE).decode()
    assert sealing.recipient_of(identity) == key.recipient
    with page.expect_download() as download:
        page.click("text=Download the copy")
    assert download.value.suggested_filename.endswith(".age")
    page.fill("[data-now]", "the wrong one altogether")
    page.fill("[data-new]", "five boats asleep on gravel")
    page.fill("[data-again]", "five boats asleep on gravel")
    page.click("main button:has-text('Change the passphrase')")
    page.wait_for_selector("text=does not open your key")
    page.fill("[data-now]", PASSPHRASE)
    page.click("main button:has-text('Change the passphrase')")
    page.wait_for_selector("text=The passphrase is changed.")
    key.refresh_from_db()
    assert sealing.unlock(sealing.without_armour(key.locked), "five boats asleep on gravel").decode() == identity
    no_sideways(page)
    said = "\n".join(posted)
    assert "AGE-SECRET" not in said
    assert "lanterns" not in said
    assert "boats" not in said


AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_passkeys(page: Any, *, prf: bool = True) -> tuple[Any, str]:
    """An authenticator in this window that verifies whoever touches it; ``prf``: it can give secrets for keys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {**AUTHENTICATOR, "hasPrf": prf}
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def add_passkey(page: Any, office: str, label: str) -> None:
    page.goto(f"{office}/account/passkey/")
    page.fill("main input[type=password]", "a door left ajar")
    page.fill("main input[name=label]", label)
    page.click("main button:visible")
    page.wait_for_url("**/account/")


def let_a_passkey_open(page: Any, office: str) -> None:
    page.goto(f"{office}/account/key/")
    page.fill("[data-key-passkey] [data-now]", PASSPHRASE)
    page.click("text=Let a passkey open my key")


def test_a_passkey_opens_the_key_and_what_it_gives_never_leaves_the_browser(
    world: World, visit: Visit, office: str, as_: Callable[..., Any], posted: list[str]
) -> None:
    change_password(world.people["ana"], "a door left ajar", by=world.ana.pk, at=moment(TODAY))
    page = as_("ana", viewport={"width": 360, "height": 740})
    session, authenticator = with_passkeys(page)
    make_own_key(page, office)
    assert page.is_visible("text=No passkey opens your key.")
    add_passkey(page, office, "telephone")
    let_a_passkey_open(page, office)
    page.wait_for_selector("text=This passkey opens your key from now on")
    no_sideways(page)
    assert axe(page) == []
    key = MemberKey.objects.get()
    page.goto(f"{office}/visits/{visit.pk}/keys/")
    page.click("text=Open it with a passkey")
    page.wait_for_selector("[data-opened]:not([hidden])")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto(f"{office}/visits/{visit.pk}/keys/")
    page.click("text=Open it with a passkey")
    page.wait_for_selector("text=No passkey was shown.")
    open_own_key(page)  # the passphrase goes on opening it
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    page.goto(f"{office}/account/key/")
    page.click("text=Let it open my key no more")
    page.wait_for_selector("text=It goes on signing you in.")
    page.goto(f"{office}/visits/{visit.pk}/keys/")
    assert page.locator("text=Open it with a passkey").count() == 0
    assert MemberKey.objects.get().locked == key.locked
    said = "\n".join(posted)
    assert "AGE-SECRET" not in said
    assert "lanterns" not in said


def test_a_passkey_that_can_open_no_key_says_so(world: World, office: str, as_: Callable[..., Any]) -> None:
    change_password(world.people["ana"], "a door left ajar", by=world.ana.pk, at=moment(TODAY))
    page = as_("ana")
    with_passkeys(page, prf=False)
    make_own_key(page, office)
    add_passkey(page, office, "an old stick")
    let_a_passkey_open(page, office)
    page.wait_for_selector("text=This passkey signs you in and can open no key")
    assert not KeyPasskey.objects.exists()


def test_from_the_first_key_to_a_device_that_was_lost(
    world: World, visit: Visit, office: str, as_: Callable[..., Any], posted: list[str]
) -> None:
    ana, keys = as_("ana"), f"{office}/visits/{visit.pk}/keys/"
    make_own_key(ana, office)
    ana.goto(keys)
    assert ana.locator("text=Nothing here yet").is_visible()
    assert not ana.locator("[data-do=make]").is_visible()
    ana.fill("[data-passphrase]", "the wrong one altogether")
    ana.press("[data-passphrase]", "Enter")
    ana.wait_for_selector("text=does not open your key")
    open_own_key(ana)
    ana.click("[data-do=make]")
    ana.wait_for_selector("text=Who can open what is sealed")
    assert VisitKey.objects.count() == 1

    # Tomás makes his key later, and waits until Ana re-seals.
    tomas = as_("tomas")
    make_own_key(tomas, office, "another lantern on the stairs")
    ana.goto(keys)
    open_own_key(ana)
    ana.click("[data-do=wrap]")
    ana.wait_for_selector("[data-said].success")
    assert queries.holds_newest(world.tomas, visit)
    assert "waits for the key" not in ana.inner_text("main")

    # A code for Tomás, handed over in person; his device comes in with it.
    ana.select_option("#keys [name=person]", label="Tomás Revel")
    ana.fill("#keys [name=label]", "telephone of Tomás")
    ana.click("text=Make a code")
    ana.wait_for_selector("[data-handed]:not([hidden])")
    code = ana.inner_text("[data-code]")
    assert re.fullmatch(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", code)
    assert ana.locator("[data-drawing] svg path").count() == 1
    assert "telephone of Tomás · Tomás Revel" in ana.inner_text("[data-for]")
    invitation = Invitation.objects.get()
    closed = handing_over.decoded(_said("invitation")["package"])
    pocket = field.come_in(code, closed)
    assert pocket.package["member"]["name"] == "Tomás Revel"
    assert pocket.package["places"][0]["name"] == "Bresk Prison"
    device = actions.take_enrolment(field.enrolment_parcel(pocket), at=invitation.made_at)
    ana.click("text=put the code away")
    assert code not in ana.content()
    identity = pocket.package["identity"]

    # Another one, of Ana, that is kept.
    ana.select_option("#keys [name=person]", label="Ana Kovari")
    ana.fill("#keys [name=label]", "tablet")
    ana.click("text=Make a code")
    ana.wait_for_selector("[data-handed]:not([hidden])")
    second = Invitation.objects.get(label="tablet")
    packages = {said["device"]: said["package"] for said in _every("invitation")}
    kept = field.come_in(ana.inner_text("[data-code]"), handing_over.decoded(packages[str(second.device)]))
    actions.take_enrolment(field.enrolment_parcel(kept), at=second.made_at)

    # The telephone is lost: revoked, the key replaced, the tablet written to.
    ana.goto(keys)
    ana.click("tr:has-text('telephone of Tomás') >> text=Revoke")
    ana.fill("[name=because]", "Taken at the gate.")
    ana.click("main button:has-text('Revoke the device')")
    ana.wait_for_selector("text=is revoked and holds the key")
    open_own_key(ana)
    ana.click("text=Replace the key, and write to every device >> nth=0")
    ana.wait_for_selector("[data-said].success")
    assert "To be done now" not in ana.inner_text("main")
    newest = queries.newest_key(visit)
    assert newest is not None
    assert newest.version == 2
    assert Letter.objects.get().device_id == kept.id
    kept.read_letter(handing_over.decoded(_said("letter")["sealed"]))
    sealed = sealing.seal(b"afterwards", to=newest.recipient)
    assert sealing.open_sealed(sealed, kept.package["identity"]) == b"afterwards"
    with pytest.raises(sealing.NotOpened):
        sealing.open_sealed(sealed, identity)
    assert Device.objects.get(pk=device.pk).revoked_from == 1

    # The head sets it to write-only, and a letter takes the key away.
    ana.click("text=Set the visit to write-only")
    ana.check("input[value=write-only]")
    ana.click("main button:has-text('Set whether devices can read back')")
    ana.wait_for_selector("text=still holds the key, although the visit is write-only")
    open_own_key(ana)
    ana.click("[data-do=letters]")
    ana.wait_for_selector("[data-said].success")
    kept.read_letter(handing_over.decoded(_every("letter")[-1]["sealed"]))
    assert kept.package["identity"] is None
    said = "\n".join(posted)
    assert "AGE-SECRET" not in said
    assert code not in said
    assert code.replace("-", "") not in said


def _every(kind: str) -> list[Any]:
    return [json.loads(bytes(one.content)) for one in Parcel.objects.filter(kind=kind).order_by("made_at", "pk")]


def _said(kind: str) -> Any:
    return _every(kind)[0]


def test_the_itinerary_is_written_searched_sealed_opened_printed_and_locks_itself(
    world: World, visit: Visit, office: str, as_: Callable[..., Any], posted: list[str]
) -> None:
    page = as_("ana", viewport={"width": 360, "height": 740})
    make_own_key(page, office)
    page.goto(f"{office}/visits/{visit.pk}/keys/")
    open_own_key(page)
    page.click("[data-do=make]")
    page.wait_for_selector("text=Who can open what is sealed")
    no_sideways(page)
    page.goto(f"{office}/visits/{visit.pk}/itinerary/")
    open_own_key(page)
    page.wait_for_selector("[data-editor]:not([hidden])")
    assert page.locator(".itinerary-day").count() == 5
    day = page.locator(".itinerary-day").first
    for place, how in (("Bresk Prison", "in the register"), ("Quillmarsh lock-up", "in words")):
        day.locator("[data-add-stop]").click()
        stop = day.locator(".itinerary-stop").last
        stop.locator("[data-from]").fill("09:30")
        stop.locator("input[data-place]").fill(place)
        assert how in stop.locator("[data-place-how]").inner_text()
    day.locator(".itinerary-stop").last.locator("[data-earlier]").click()
    page.fill("#itinerary-note", "Begin at the back gate.")
    no_sideways(page)
    page.click("text=Seal the itinerary")
    page.wait_for_selector("text=Itinerary 1, sealed on")
    held = SealedItinerary.objects.get()
    own = sealing.unlock(sealing.without_armour(MemberKey.objects.get().locked), PASSPHRASE).decode()
    member = field.MembersKey("ana", own, PASSPHRASE, MemberKey.objects.get())
    key = field.unwrapped(queries.wrapped_for(visit, world.ana).get().sealed, member)
    said = json.loads(sealing.open_sealed(sealing.without_armour(held.sealed), key))
    assert said["format"] == "unannounced-itinerary/1"
    assert said["note"] == "Begin at the back gate."
    assert [stop["said"] or stop["place"] for stop in said["days"][0]["stops"]] == [
        "Quillmarsh lock-up",
        str(world.places["XXB"].pk),
    ]
    assert date.fromisoformat(said["days"][0]["day"]) == visit.begins

    # Opened again, changed, left alone: what was changed is sealed, then the page locks itself.
    page.clock.install()
    page.reload()
    open_own_key(page)
    page.wait_for_selector("[data-editor]:not([hidden])")
    assert page.input_value("#itinerary-note") == "Begin at the back gate."
    page.emulate_media(media="print")
    assert page.locator("text=Not for any place of detention").is_visible()
    assert not page.locator("[data-unlock]").is_visible()
    page.emulate_media(media="screen")
    page.fill("#itinerary-note", "Begin at the mill.")
    page.clock.fast_forward("10:01")
    page.wait_for_selector("text=was sealed, then the page locked itself")
    assert not page.locator("[data-editor]").is_visible()
    assert page.input_value("#itinerary-note") == ""
    newest = queries.newest_itinerary(visit)
    assert newest is not None
    assert newest.number == 2
    assert b"mill" in sealing.open_sealed(sealing.without_armour(newest.sealed), key)
    everything = "\n".join(posted)
    assert not any(word in everything for word in ("Quillmarsh", "back gate", "mill.", "AGE-SECRET", "lanterns"))
    assert sum("places.json" in line for line in posted) == 2  # wholesale: nothing is asked for while one searches
