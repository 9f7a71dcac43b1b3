"""The way of one datum: from a notebook entry to a published, followed-up recommendation that anyone can check."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.rooms.office.sameness import client_of
from tests.world import MEMBERS, TODAY, World, plan
from unannounced.crafts.packing import unpack
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.linking import link_all
from unannounced.records.ledger.verifying import verify
from unannounced.records.notebooks.models import Entry
from unannounced.records.parcels.models import Parcel
from unannounced.records.publications.models import Publication
from unannounced.records.recommendations.models import Item
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.visits.models import Visit

pytestmark = pytest.mark.django_db


def refused(client: Client, address: str) -> str:
    """The page of an act that the rules refuse already: it says why and offers no button."""
    page = client.get(address).content.decode()
    assert 'class="refusal"' in page
    assert 'name="key"' not in page
    assert client.post(address, {}).status_code in {409, 422}
    return page


def do(client: Client, address: str, **fields: Any) -> Any:
    """Open the form of an act, fill it in and send it, as a person would."""
    page = client.get(address)
    assert page.status_code == 200, page.content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert key, f"{address} offers no form: {page.content.decode()}"
    answer = client.post(address, {"key": key[1], **fields})
    return answer


def done(answer: Any) -> None:
    """It was carried out."""
    assert answer.status_code == 302, answer.content.decode()


def test_one_datum_goes_the_whole_way(world: World) -> None:
    maud, tomas, ines = (client_of(world, key) for key in ("maud", "tomas", "ines"))
    visit = plan(world, "XXB", days_ago=40)
    assert ines.get(f"/visits/{visit.pk}/").status_code == 404

    # 1-3: notified, noted, weighed
    from unannounced.records.visits.actions import let_know

    let_know(visit, world.people["maud"], by=world.ana, at=world_moment())
    done(do(maud, f"/visits/{visit.pk}/notify/", notified_on=(visit.begins - timedelta(days=1)).isoformat()))
    assert ines.get(f"/visits/{visit.pk}/").status_code == 200
    done(do(maud, f"/visits/{visit.pk}/begin/", day=visit.begins.isoformat()))
    said = {
        "kind": "allegation",
        "text": "A man said that Mr Emil Varko slept on the floor.",
        "source": "source A",
        "noted_on": visit.begins.isoformat(),
    }
    done(do(tomas, f"/visits/{visit.pk}/note-entry/", **said))
    done(do(tomas, f"/visits/{visit.pk}/note-entry/", **{**said, "kind": "observation", "source": "source B"}))
    done(do(maud, f"/visits/{visit.pk}/end/", day=visit.ends.isoformat()))
    entries = [str(pk) for pk in Entry.objects.filter(visit=visit).values_list("pk", flat=True)]
    nothing = do(tomas, f"/visits/{visit.pk}/draw-finding/", text="Floors.", drawn_on=TODAY.isoformat())
    assert nothing.status_code == 409
    assert b"rests on" in nothing.content
    finding = {"text": "Persons slept on the floor.", "drawn_on": TODAY.isoformat(), "entries": entries}
    done(do(tomas, f"/visits/{visit.pk}/draw-finding/", **finding))

    # 4: a report by paragraphs, a recommendation
    done(do(maud, f"/visits/{visit.pk}/open-report/", title="Report on the visit to Bresk"))
    report = Report.objects.get(visit=visit)
    text = {"text": "Mr Emil Varko, held on remand, slept on the floor.", "chapter": "Prisons"}
    done(do(maud, f"/reports/{report.pk}/write-paragraph/", **text, finding=str(Finding.objects.get().pk)))
    paragraph = Paragraph.objects.get(report=report)
    kinds = ("recommendation", "comment", "request", "immediate_observation")
    for kind in kinds:
        item = {"kind": kind, "text": f"The Committee asks for a bed for everyone ({kind}).", "addressee": "Prisons"}
        done(do(maud, f"/paragraphs/{paragraph.pk}/add-item/", **item))

    # 5: adopted by vote, transmitted
    assert "Art. 6(1)" in refused(maud, f"/reports/{report.pk}/adopt/")
    done(do(maud, f"/reports/{report.pk}/hold-vote/", **{f"ballot-{key}": "for" for key in MEMBERS}))
    done(do(maud, f"/reports/{report.pk}/adopt/"))
    done(do(maud, f"/reports/{report.pk}/transmit/", day=TODAY.isoformat()))

    # 6: answered, assessed; claimed and verified are two things
    item = Item.objects.filter(report=report, kind="recommendation").get()
    answer = {"claim": "implemented", "text": "Every person has a bed.", "received_on": TODAY.isoformat()}
    done(do(maud, f"/items/{item.pk}/register-response/", **answer))
    page = maud.get(f"/items/{item.pk}/").content.decode()
    assert "claim" in page.lower()
    assert "not verified" in page.lower() or "unverified" in page.lower()
    verdict = {"verdict": "implemented", "text": "Beds were seen.", "evidence": "", "day": TODAY.isoformat()}
    assert do(maud, f"/items/{item.pk}/assess/", **verdict).status_code == 409
    done(do(maud, f"/items/{item.pk}/assess/", **{**verdict, "evidence": "follow-up visit, photographs 3 to 9"}))

    # 7: the State asks, persons are made unrecognisable, the report is frozen
    assert "Art. 11(2)" in refused(maud, f"/reports/{report.pk}/publish/")
    asked = {"requested_on": TODAY.isoformat(), "authority": "Ministry of Justice of Bresk"}
    done(do(maud, f"/reports/{report.pk}/request-publication/", **asked))
    mark = {"words": "Mr Emil Varko", "instead": "a person held on remand"}
    done(do(maud, f"/reports/{report.pk}/mark-person/", **mark))
    assert "Art. 11(3)" in refused(maud, f"/reports/{report.pk}/publish/")
    done(do(maud, f"/reports/{report.pk}/check-paragraphs/", paragraphs=[str(paragraph.pk)]))
    done(do(maud, f"/reports/{report.pk}/publish/"))

    # 8: what left is what may be shown
    parcel = Publication.objects.get(report=report).parcel
    content = bytes(parcel.content).decode()
    assert "Varko" not in content
    assert "a person held on remand" in content
    assert "source A" not in content

    # 9: anyone checks; a row altered by hand is named
    link_all()
    assert verify().faults == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE findings_finding SET text = 'Nobody slept on the floor.'")
    faults = [str(fault) for fault in verify().faults]
    assert len(faults) == 1
    assert "findings_finding" in faults[0]
    assert str(Finding.objects.get().pk) in faults[0]


def world_moment() -> Any:
    """A moment before the visit was notified."""
    from tests.world import moment

    return moment(TODAY - timedelta(days=43))


def test_a_form_sent_twice_makes_one_thing(world: World) -> None:
    maud = client_of(world, "maud")
    page = maud.get("/states/XXA/plan-visit/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    begins = TODAY + timedelta(days=90)
    form = {
        "key": key[1],
        "kind": "periodic",
        "begins": begins.isoformat(),
        "ends": (begins + timedelta(days=5)).isoformat(),
        "purpose": "",
    }
    for _click in range(2):
        done(maud.post("/states/XXA/plan-visit/", form))
    assert Visit.objects.count() == 1
    other = maud.post("/states/XXA/plan-visit/", {**form, "kind": "targeted"})
    assert other.status_code == 409
    assert Visit.objects.count() == 1


def test_the_bag_of_the_courier_holds_what_was_published(world: World) -> None:
    import io

    from tests.world import published, transmitted
    from unannounced.crafts.packing import pack
    from unannounced.records.parcels.queries import waiting

    published(world, transmitted(world))
    bag = io.BytesIO()
    pack(waiting(from_room="office"), bag)
    bag.seek(0)
    held = Parcel.objects.order_by("made_at", "id").values_list("digest", flat=True)
    assert [parcel.digest for parcel in unpack(bag)] == list(held)


def test_a_notice_of_denunciation_entered_by_hand_changes_the_standing_and_a_law_does_not(world: World) -> None:
    maud = client_of(world, "maud")
    law = {"treaty": "ECPT", "action": "domestic_denunciation_law", "day": (TODAY - timedelta(days=30)).isoformat()}
    rest = {"source": "official gazette", "confidence": "verified", "note": ""}
    before = maud.get("/states/XXC/").content.decode()
    assert "denunciation pending" not in before
    done(do(maud, "/states/XXC/enter-act/", **law, **rest))
    assert "denunciation pending" not in maud.get("/states/XXC/").content.decode()
    notice = {**law, "action": "denunciation_notified", "day": (TODAY - timedelta(days=3)).isoformat()}
    done(do(maud, "/states/XXC/enter-act/", **notice, **rest))
    assert "denunciation pending" in maud.get("/states/XXC/").content.decode()


def test_a_place_that_was_entered_can_be_recorded_as_visited(world: World) -> None:
    maud = client_of(world, "maud")
    place = {"place_name": "Nørrehus Prison", "kind": "prison", "region": "", "authority": "", "capacity": "80"}
    done(do(maud, "/states/XXA/enter-place/", **place))
    assert "Nørrehus Prison" in maud.get("/places/?state=XXA").content.decode()


def test_a_response_that_came_after_the_check_for_persons_has_to_be_read_first(world: World) -> None:
    from tests.world import answered, moment, transmitted
    from unannounced.records.publications.actions import check_paragraphs, request_publication
    from unannounced.records.publications.ready import readiness

    chain = transmitted(world)
    report = Report.objects.select_related("visit__state").get(pk=chain.report.pk)
    at = moment(TODAY)
    request_publication(report, requested_on=TODAY, authority="Ministry of Justice", by=world.maud, at=at)
    check_paragraphs(report.paragraphs.all(), by=world.maud, at=at)
    assert readiness(report, on=TODAY).unchecked == []
    answered(world, chain, "Officer Varko has been dismissed.")
    assert readiness(report, on=TODAY).unchecked == [1]
    assert check_paragraphs(report.paragraphs.all(), by=world.maud, at=at) == 1
    assert readiness(report, on=TODAY).unchecked == []
