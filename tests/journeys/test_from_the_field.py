"""The way of one datum from where it begins: a telephone without network, a corridor, an allegation written down."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.browser.conftest import _needs_a_browser
from tests.browser.phones import Phone, field_room, new_phone
from tests.browser.test_keys import (
    PASSPHRASE,
    _beside_playwright,
    as_,
    make_own_key,
    office,
    open_own_key,
    posted,
    world,
)
from tests.field_room import FieldRoom
from tests.journeys.test_one_datum import do, done
from tests.rooms.office.sameness import client_of
from tests.world import MEMBERS, TODAY, World, moment, plan
from unannounced.cli.taking_parcels import take_bag
from unannounced.crafts.packing import pack
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.verifying import verify
from unannounced.records.notebooks.models import Entry, SealedBlob
from unannounced.records.parcels.queries import waiting
from unannounced.records.publications.models import Publication
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.visits.actions import begin_visit, end_visit, notify_visit
from unannounced.records.visits.models import Visit

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
__all__ = [
    "_beside_playwright",
    "_needs_a_browser",
    "as_",
    "field_room",
    "new_phone",
    "office",
    "posted",
    "world",
]

SAID = "A man said that Mr Emil Varko slept on the floor."
SEEN = "Two mattresses lay on the floor between the beds."


def a_code(ana: Any, office: str, visit: Visit) -> str:
    """Ana makes her key and the key of the visit, and hands Tomás a code."""
    make_own_key(ana, office)
    ana.goto(f"{office}/visits/{visit.pk}/keys/")
    open_own_key(ana)
    ana.click("[data-do=make]")
    ana.wait_for_selector("text=Who can open what is sealed")
    ana.select_option("#keys [name=person]", label="Tomás Revel")
    ana.fill("#keys [name=label]", "telephone of Tomás")
    ana.click("text=Make a code")
    ana.wait_for_selector("[data-handed]:not([hidden])")
    return str(ana.inner_text("[data-code]"))


def carried_out(room: FieldRoom, folder: Path) -> None:
    """The courier brings what the office has for the field room."""
    bag = folder / "to-the-field.bag"
    with bag.open("wb") as stream:
        assert pack(waiting(from_room="office", to_room="field"), stream)
    room._run("take-in", str(bag), "--room", "field")


def carried_home(room: FieldRoom, folder: Path) -> list[str]:
    """The courier brings home what devices brought to the field room; what became of each parcel."""
    bag = folder / "from-the-field.bag"
    room._run("carry", "--from", "field", "--to", "office", "--to-file", str(bag))
    return [str(answered.word) for answered in take_bag(io.BytesIO(bag.read_bytes()), "office")]


def written_in_a_corridor(phone: Phone, room: FieldRoom, code: str) -> None:
    """Signed in while there was a network; then the server is gone, and Tomás writes; in the evening it goes out."""
    phone.sign_in(code)
    room.kill()
    phone.page.context.set_offline(True)
    try:
        phone.again()
        phone.write(SAID, form="allegation")
        phone.write(SEEN, form="observation")
    finally:
        phone.page.context.set_offline(False)
        room.start()
    phone.unlock_if_locked()
    phone.transmit()


def opened_by(ana: Any, office: str, visit: Visit) -> None:
    """Ana opens the notebook with her passphrase."""
    ana.goto(f"{office}/visits/{visit.pk}/notebook/")
    ana.click("text=Open the notebook >> nth=0")
    ana.fill("#passphrase", PASSPHRASE)
    ana.press("#passphrase", "Enter")
    ana.wait_for_selector("[data-over]:not([hidden])")


def reported(world: World, visit: Visit) -> Report:
    """From the entries to a finding, a paragraph, a vote and a transmission."""
    maud, tomas = client_of(world, "maud"), client_of(world, "tomas")
    entries = [str(pk) for pk in Entry.objects.filter(visit=visit).values_list("pk", flat=True)]
    finding = {"text": "Persons slept on the floor.", "drawn_on": TODAY.isoformat(), "entries": entries}
    done(do(tomas, f"/visits/{visit.pk}/draw-finding/", **finding))
    done(do(maud, f"/visits/{visit.pk}/open-report/", title="Report on the visit to Bresk"))
    report = Report.objects.get(visit=visit)
    text = {"text": "Mr Emil Varko, held on remand, slept on the floor.", "chapter": "Prisons"}
    done(do(maud, f"/reports/{report.pk}/write-paragraph/", **text, finding=str(Finding.objects.get().pk)))
    paragraph = Paragraph.objects.get(report=report)
    item = {"kind": "recommendation", "text": "The Committee asks for a bed for everyone.", "addressee": "Prisons"}
    done(do(maud, f"/paragraphs/{paragraph.pk}/add-item/", **item))
    done(do(maud, f"/reports/{report.pk}/hold-vote/", **{f"ballot-{key}": "for" for key in MEMBERS}))
    done(do(maud, f"/reports/{report.pk}/adopt/"))
    done(do(maud, f"/reports/{report.pk}/transmit/", day=TODAY.isoformat()))
    return report


def published(world: World, report: Report) -> bytes:
    """The State asks, the person is made unrecognisable, the report is frozen; what left."""
    maud = client_of(world, "maud")
    asked = {"requested_on": TODAY.isoformat(), "authority": "Ministry of Justice of Bresk"}
    done(do(maud, f"/reports/{report.pk}/request-publication/", **asked))
    mark = {"words": "Mr Emil Varko", "instead": "a person held on remand"}
    done(do(maud, f"/reports/{report.pk}/mark-person/", **mark))
    paragraphs = [str(one.pk) for one in Paragraph.objects.filter(report=report)]
    done(do(maud, f"/reports/{report.pk}/check-paragraphs/", paragraphs=paragraphs))
    done(do(maud, f"/reports/{report.pk}/publish/"))
    return bytes(Publication.objects.get(report=report).parcel.content)


def test_an_allegation_goes_from_a_corridor_without_network_to_a_published_report(
    world: World,
    office: str,
    as_: Callable[..., Any],
    posted: list[str],
    field_room: FieldRoom,
    new_phone: Callable[..., Phone],
    tmp_path: Path,
) -> None:
    # before the visit: keys, and a code handed over in person
    visit, ana = plan(world, days_ago=4), as_("ana")
    code = a_code(ana, office, visit)
    carried_out(field_room, tmp_path)
    day = visit.begins
    notify_visit(visit, notified_on=day - timedelta(days=1), by=world.maud, at=moment(day - timedelta(days=1)))
    begin_visit(visit, on=day, by=world.maud, at=moment(day))

    # 1, 2: written with no network, sealed and signed on the device; carried home, once
    phone = new_phone()
    written_in_a_corridor(phone, field_room, code)
    assert carried_home(field_room, tmp_path) == ["taken", "taken", "taken"]  # the device itself, and two blobs
    assert carried_home(field_room, tmp_path).count("known") == 2  # offered again, the blobs change nothing
    assert SealedBlob.objects.filter(stands="waits").count() == 2
    end_visit(visit, on=visit.ends, by=world.maud, at=moment(visit.ends))

    # 3: opened in the browser of a member of the delegation; weighed
    opened_by(ana, office, visit)
    assert {one.text for one in Entry.objects.all()} == {SAID, SEEN}
    assert {one.noted_by_id for one in Entry.objects.all()} == {world.people["tomas"].pk}
    handed_over = "\n".join(posted)
    assert "AGE-SECRET" not in handed_over
    assert code not in handed_over

    # 4 to 8: found, reported, adopted, transmitted, published, and nobody is recognisable in what left
    content = published(world, reported(world, visit)).decode()
    assert "a person held on remand" in content
    for secret in ("Varko", "mattresses", "Tomás", code):
        assert secret not in content

    # 9: anyone checks; a row altered by hand is named
    link_all()
    assert verify().faults == []
    entry = Entry.objects.get(text=SAID)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notebooks_entry SET text = 'Nobody slept on the floor.' WHERE text = %s", [SAID])
    faults = [str(fault) for fault in verify().faults]
    assert len(faults) == 1
    assert re.search(rf"notebooks_entry.*{entry.pk}", faults[0])
