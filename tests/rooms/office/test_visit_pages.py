"""The pages of one visit: there for those who see it, saying what is missing, with the act that settles it."""

import html
import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from django.test import Client

from tests.rooms.office.sameness import absent, ask, client_of
from tests.world import TODAY, World, fill, moment, notified, notify_and_end, plan, say_icrc_visits, transmitted
from unannounced.duties.composing import Gender
from unannounced.duties.notifying import Ahead
from unannounced.records.accounts.actions import say_abilities, say_absence
from unannounced.records.talks.models import ImmediateObservation
from unannounced.records.visits.actions import announce_place, begin_visit, name_delegate
from unannounced.records.visits.models import Capacity, Delegate, Notification, Objection, Visit, VisitedPlace

pytestmark = pytest.mark.django_db
SUB = ("", "delegation/", "letters/", "access/", "talks/", "day/")


def read(client: Client, visit: Visit, sub: str = "", query: str = "") -> str:
    answer = client.get(f"/visits/{visit.pk}/{sub}{query}")
    assert answer.status_code == 200, answer.content.decode()[:400]
    return html.unescape(answer.content.decode())


def do(client: Client, visit: Visit, act: str, **fields: Any) -> Any:
    """Open the form of an act, fill it in and hand it over, as a person would."""
    address = f"/visits/{visit.pk}/{act}/"
    key = re.search(r'name="key" value="([^"]+)"', client.get(address).content.decode())
    assert key, f"{act} offers no form"
    return client.post(address, {"key": key[1], **fields})


def waiting(body: str) -> str:
    return body[body.index('id="waiting-h"') : body.index('id="facts-h"')]


@pytest.mark.parametrize("sub", SUB)
def test_every_page_of_a_visit_is_there_before_and_after_the_notification(world: World, sub: str) -> None:
    ahead, over = plan(world, "XXC", days_ago=-30), transmitted(world).visit
    for visit in (ahead, over):
        assert "Pages of this visit" in read(client_of(world, "ana"), visit, sub)


@pytest.mark.parametrize("sub", SUB)
def test_a_page_asks_as_often_for_many_rows_as_for_few(world: World, sub: str) -> None:
    visit, client = plan(world, days_ago=3), client_of(world, "ana")
    notify_day = notified(world, visit)
    begin_visit(notify_day, on=visit.begins, by=world.ana, at=moment(visit.begins))
    rows(world, visit, 1)
    ask(client, f"/visits/{visit.pk}/{sub}")
    few = len(ask(client, f"/visits/{visit.pk}/{sub}").sql)
    rows(world, visit, 4)
    assert len(ask(client, f"/visits/{visit.pk}/{sub}").sql) == few


def rows(world: World, visit: Visit, number: int) -> None:
    """So many of each thing that a visit has."""
    from unannounced.duties.admitting import Hindrance
    from unannounced.records.access.actions import note_access, note_interviews
    from unannounced.records.talks.actions import hold_talks, observe_at_once

    at = moment(visit.begins)
    for _number in range(number):
        note_access(visit, hindrance=Hindrance.WAITED, day=visit.begins, minutes=9, by=world.ana, at=at)
        note_interviews(visit, day=visit.begins, private=True, by=world.ana, at=at)
        hold_talks(visit, day=visit.begins, present="Minister", by=world.ana, at=at)
        observe_at_once(visit, "Close the cellar.", made_on=visit.begins, by=world.ana, at=at)


def test_the_board_of_a_planned_visit_says_what_is_missing_and_who_is_waited_for(world: World) -> None:
    visit = plan(world, days_ago=-20)
    found = waiting(read(client_of(world, "ana"), visit))
    assert "The State has not been notified." in found
    assert "The visit has no key yet" in found
    assert "Waits on: Ana Kovari" in found


def test_the_next_step_is_the_act_that_the_stage_asks_for(world: World) -> None:
    visit, client = plan(world, days_ago=1), client_of(world, "ana")
    steps = []
    for act in (
        None,
        ("notify", {"notified_on": visit.begins.isoformat()}),
        ("begin", {"day": visit.begins.isoformat()}),
    ):
        if act:
            assert do(client, visit, act[0], **act[1]).status_code == 302
        body = read(client, visit)
        steps.append(re.findall(rf'href="/visits/{visit.pk}/([a-z-]+)/"', body[body.index("next-step") :])[0])
    assert steps == ["notify", "begin", "record-place"]


def test_an_expert_whom_no_letter_names_is_missing_on_the_board_until_a_letter_does(world: World) -> None:
    visit, client = plan(world, days_ago=-3), client_of(world, "ana")
    notified_visit = notified_today(world, visit)
    name_delegate(notified_visit, world.people["ruth"], capacity=Capacity.EXPERT, by=world.ana, at=moment(TODAY))
    assert "No letter to the State names: Ruth Ankersen." in waiting(read(client, visit))
    assert do(client, visit, "add-letter", day=TODAY.isoformat()).status_code == 302
    assert "No letter to the State names" not in waiting(read(client, visit))


def notified_today(world: World, visit: Visit) -> Visit:
    assert do(client_of(world, "ana"), visit, "notify", notified_on=TODAY.isoformat()).status_code == 302
    visit.refresh_from_db()
    return visit


def test_an_announced_place_that_the_red_cross_visits_is_named_on_the_board(world: World) -> None:
    visit = notified_today(world, plan(world, days_ago=-3))
    place = world.places["XXB"]
    announce_place(visit, place, on=TODAY, ahead=Ahead.DAYS, by=world.ana, at=moment(TODAY))
    assert "Red Cross" not in waiting(read(client_of(world, "ana"), visit))
    say_icrc_visits(place, "yes", day=TODAY, by=world.maud)
    assert "Bresk Prison is visited effectively and regularly" in waiting(read(client_of(world, "ana"), visit))


def test_an_observation_without_an_answer_stays_on_the_board_until_the_answer_is_noted(world: World) -> None:
    visit, client = transmitted(world).visit, client_of(world, "maud")
    made = visit.begins.isoformat()
    assert do(client, visit, "observe-at-once", text="Close the cellar.", day=made, due_on=made).status_code == 302
    assert "overdue by" in waiting(read(client, visit))
    one = ImmediateObservation.objects.get()
    answer = do(client, visit, "answer-observation", observation=one.pk, answer="Closed.", day=TODAY.isoformat())
    assert answer.headers["Location"] == f"/visits/{visit.pk}/talks/"
    assert "Close the cellar" not in waiting(read(client, visit))
    assert "Closed." in read(client, visit, "talks/")


def test_the_board_of_an_ended_visit_offers_only_what_is_still_to_be_done(world: World) -> None:
    visit, client = transmitted(world).visit, client_of(world, "maud")
    body = read(client, visit)
    offered = body[body.index("next-step") : body.index('id="waiting-h"')]
    assert "open-report" not in offered  # it is open
    assert "grade-cooperation" in offered
    fields = {"grade": "good", "because": "Doors opened.", "day": TODAY.isoformat()}
    assert do(client, visit, "grade-cooperation", **fields).status_code == 302
    assert "The cooperation is not graded." not in read(client, visit)


def test_the_form_of_the_grade_shows_what_the_rows_would_bear_and_chooses_nothing(world: World) -> None:
    visit = transmitted(world).visit
    body = read(client_of(world, "maud"), visit, "grade-cooperation/")
    assert "What was noted would bear: very good." in body
    assert not re.search(r"<option value=\"(excellent|very_good|good|mixed)\" selected", body)


# The delegation


def test_the_delegation_page_says_who_else_can_go_and_why_somebody_cannot(world: World) -> None:
    visit, at = plan(world, days_ago=-20), moment(TODAY)
    say_absence(world.people["ines"], begins=visit.begins, ends=visit.ends, by=world.maud, at=at)
    skills: dict[str, Any] = {"languages": ["uk"], "skills": ["psychiatry"], "gender": Gender.MAN}
    say_abilities(world.people["henrik"], **skills, on=TODAY, by=world.maud, at=at)
    body = read(client_of(world, "ana"), visit, "delegation/")
    others = body[body.index('id="others-h"') :]
    assert "Inês Calder is away from" in others
    assert "Ukrainian" in others
    assert f"person={world.people['henrik'].pk}" in others
    assert f"person={world.people['ines'].pk}" not in others


def test_a_link_beside_a_name_opens_the_act_with_that_person_chosen(world: World) -> None:
    visit, client = plan(world, days_ago=-20), client_of(world, "ana")
    tomas = Delegate.objects.get(visit=visit, person=world.people["tomas"])
    body = read(client, visit, "leave-delegation/", f"?delegate={tomas.pk}")
    assert f'<option value="{tomas.pk}" selected>' in body


def test_somebody_taken_off_stays_named_as_who_no_longer_goes(world: World) -> None:
    visit, client = plan(world, days_ago=-20), client_of(world, "ana")
    tomas = Delegate.objects.get(visit=visit, person=world.people["tomas"])
    fields = {"delegate": tomas.pk, "day": TODAY.isoformat(), "because": "Fell ill."}
    assert do(client, visit, "leave-delegation", **fields).headers["Location"].endswith("/delegation/")
    body = read(client, visit, "delegation/")
    assert "Fell ill." in body[body.index('id="left-h"') :]
    assert "The delegation has fewer" in body or "fewer members" in body
    assert client_of(world, "tomas").get(f"/visits/{visit.pk}/").status_code == 404


def test_the_head_is_changed_by_one_act(world: World) -> None:
    visit, client = plan(world, days_ago=-20), client_of(world, "ana")
    tomas = Delegate.objects.get(visit=visit, person=world.people["tomas"])
    assert do(client, visit, "change-head", delegate=tomas.pk).status_code == 302
    heads = Delegate.objects.filter(visit=visit, head=True).values_list("person__login", flat=True)
    assert list(heads) == ["tomas"]


# Letters and objections


def test_the_letter_is_seen_before_it_is_kept_and_keeping_it_keeps_the_same_bytes(world: World) -> None:
    visit, client = plan(world, days_ago=-3), client_of(world, "ana")
    query = f"?day={TODAY}&language=fr&addressed_to=Ministère&signed_by=Maud+Tessier-Lang"
    body = read(client, visit, "letters/", query)
    assert "chef de la délégation" in body
    assert not Notification.objects.exists()
    draft = re.search(r'href="([^"]*draft\.pdf[^"]*)"', body)
    keep = re.search(rf'href="(/visits/{visit.pk}/notify/\?[^"]*)"', body)
    assert draft
    assert keep
    seen = client.get(draft[1]).content
    fields = {name: value[0] for name, value in parse_qs(urlsplit(keep[1]).query).items()}
    assert fields["notified_on"] == TODAY.isoformat()
    assert do(client, visit, "notify", **fields).status_code == 302
    kept = client.get(f"/visits/{visit.pk}/letters/1/")
    assert kept.content == seen
    assert kept.headers["Content-Type"] == "application/pdf"
    assert "Ana Kovari" in pypdfium2.PdfDocument(BytesIO(seen))[0].get_textpage().get_text_range()


def test_a_letter_that_is_not_there_is_not_found(world: World) -> None:
    visit = plan(world, days_ago=-3)
    for number in (0, 1, 9):
        assert client_of(world, "ana").get(f"/visits/{visit.pk}/letters/{number}/").status_code == 404


def test_a_name_that_cannot_be_drawn_is_refused_and_nothing_is_notified(world: World) -> None:
    visit, client = plan(world, days_ago=-3), client_of(world, "ana")
    fields = {"notified_on": TODAY.isoformat(), "signed_by": "李明"}
    answer = do(client, visit, "notify", **fields)
    assert answer.status_code == 409
    assert "none of its fonts can draw" in answer.content.decode()
    assert "李明" in answer.content.decode()  # what was typed is still there
    visit.refresh_from_db()
    assert visit.notified_on is None
    draft = client.get(f"/visits/{visit.pk}/letters/draft.pdf?signed_by=李明")
    assert draft.status_code == 409
    assert "none of its fonts can draw" in draft.content.decode()


def test_a_day_that_is_none_is_said_beside_the_field_and_no_letter_is_drawn(world: World) -> None:
    visit, client = plan(world, days_ago=-3), client_of(world, "ana")
    body = read(client, visit, "letters/", "?day=tomorrow&signed_by=Maud")
    assert "This is not a day." in body
    assert 'value="Maud"' in body
    assert 'class="letter"' not in body
    assert client.get(f"/visits/{visit.pk}/letters/draft.pdf?day=tomorrow").status_code == 422


def test_an_objection_is_decided_with_its_reason_and_settled_by_an_arrangement(world: World) -> None:
    visit, client = notified_today(world, plan(world, days_ago=-3)), client_of(world, "maud")
    common = {"received_on": TODAY.isoformat(), "target": "time"}
    assert do(client, visit, "decide-objection", **common, ground="public_safety").status_code == 302
    assert do(client, visit, "decide-objection", **common, other_ground="elections").status_code == 302
    body = read(client, visit, "letters/")
    assert "consultation at once" in body
    assert "not a ground for an objection" in body
    assert "1 objection is neither settled nor gone." in waiting(read(client, visit))
    one = Objection.objects.get(result="needs_consultation")
    fields = {"objection": one.pk, "day": TODAY.isoformat(), "how": "The visit begins a day later."}
    assert do(client, visit, "settle-objection", **fields).status_code == 302
    assert "The visit begins a day later." in read(client, visit, "letters/")
    assert "neither settled" not in waiting(read(client, visit))


def test_an_excluded_expert_is_taken_off_and_a_member_is_not(world: World) -> None:
    visit = plan(world, days_ago=-3)
    ruth = name_delegate(visit, world.people["ruth"], capacity=Capacity.EXPERT, by=world.ana, at=moment(TODAY))
    client = client_of(world, "ana")
    notified_today(world, visit)
    common = {"received_on": TODAY.isoformat()}
    tomas = Delegate.objects.get(visit=visit, person=world.people["tomas"])
    assert do(client, visit, "decide-objection", **common, target="expert", delegate=ruth.pk).status_code == 302
    assert do(client, visit, "decide-objection", **common, target="member", delegate=tomas.pk).status_code == 302
    going = set(Delegate.objects.filter(visit=visit, left_on=None).values_list("person__login", flat=True))
    assert going == {"ana", "tomas"}


# Access, the day


def test_the_access_log_shows_waits_refusals_and_interviews_and_takes_back_by_link(world: World) -> None:
    visit, client = transmitted(world).visit, client_of(world, "maud")
    day = visit.begins.isoformat()
    place = world.places["XXB"].name
    waited = {
        "hindrance": "waited",
        "place": place,
        "day": day,
        "minutes": "95",
        "who": "officer on duty",
        "why": "none",
    }
    assert do(client, visit, "note-access", **waited).status_code == 302
    alone = {"day": day, "persons": "3", "whom": "deprived", "private": "no", "not_private_because": "A guard stayed."}
    assert do(client, visit, "note-interviews", **alone).status_code == 302
    body = read(client, visit, "access/")
    for said in ("kept waiting", "95", "officer on duty", "A guard stayed."):
        assert said in body
    back = re.search(r'href="(/visits/[^"]*take-back-access/\?event=[^"]*)"', body)
    assert back
    event = parse_qs(urlsplit(back[1]).query)["event"][0]
    assert do(client, visit, "take-back-access", event=event, because="Counted twice.").status_code == 302
    body = read(client, visit, "access/")
    assert "taken back: Counted twice." in body
    assert "take-back-access/?event=" not in body


def test_an_error_in_the_access_log_keeps_what_was_typed(world: World) -> None:
    visit, client = transmitted(world).visit, client_of(world, "maud")
    fields = {
        "hindrance": "refused_part",
        "day": visit.begins.isoformat(),
        "at_time": "25:00",
        "why": "Keys were lost.",
    }
    answer = do(client, visit, "note-access", **fields)
    assert answer.status_code == 422
    assert "This is not a time of day." in answer.content.decode()
    assert "Keys were lost." in answer.content.decode()


def test_before_the_notification_no_day_of_the_visit_has_a_place(world: World) -> None:
    visit = plan(world, days_ago=-3)
    body = read(client_of(world, "ana"), visit, "day/")
    assert "No place of this visit stands in the office before the State knows of it." in body
    assert "Bresk Prison" not in body


def test_a_day_shows_its_own_places_and_no_other(world: World) -> None:
    visit, client = transmitted(world).visit, client_of(world, "maud")
    assert "Bresk Prison" in read(client, visit, "day/", f"?day={visit.begins}")
    later = visit.begins + timedelta(days=1)
    assert "Bresk Prison" not in read(client, visit, "day/", f"?day={later}")
    for odd in ("x", "2026-02-31", str(visit.begins - timedelta(days=99))):
        assert "Bresk Prison" in read(client, visit, "day/", f"?day={odd}")


def test_the_map_of_the_day_has_the_places_of_the_day_alone(world: World) -> None:
    from unannounced.records.places.models import PlaceNow

    visit, client = transmitted(world).visit, client_of(world, "maud")
    PlaceNow.objects.update(latitude_e6=48_200_000, longitude_e6=16_300_000)
    body = read(client, visit, "day/")
    drawn = body[body.index('class="marks"') : body.index("</svg>", body.index('class="marks"'))]
    assert re.findall(r"<title>(.*?)</title>", drawn) == ["1. Bresk Prison: visited"]
    assert re.findall(r'<text class="label"[^>]*>(.*?)</text>', drawn) == [
        '1 <tspan class="label-name">Bresk Prison</tspan>'
    ]
    row = body[body.index('id="stop-1"') :]
    assert re.search(r'<span class="stop-number">1</span> <a href="[^"]*">Bresk Prison</a>', row), "as in the list"


def test_places_of_one_spot_are_one_mark_with_the_numbers_of_both(world: World) -> None:
    from unannounced.records.places.models import Place, PlaceNow

    visit, client = transmitted(world).visit, client_of(world, "maud")
    PlaceNow.objects.update(latitude_e6=48_200_000, longitude_e6=16_300_000)
    there = VisitedPlace.objects.get(visit=visit)
    other = Place.objects.exclude(pk=there.place_id).first()
    assert other
    VisitedPlace.objects.create(visit=visit, place=other, day=there.day, salt="s" * 32)
    body = read(client, visit, "day/")
    drawn = body[body.index('class="marks"') : body.index("</svg>", body.index('class="marks"'))]
    assert re.findall(r"<title>(.*?)</title>", drawn) == ["2 places: 1–2"]
    assert re.findall(r'<a class="group" href="(.*?)"', drawn) == ["#stop-1"]
    assert 'id="stop-2"' in body


def test_a_stranger_finds_none_of_the_pages(world: World) -> None:
    chain = fill(world, plan(world, days_ago=-3))
    for sub in (*SUB, "letters/draft.pdf", "letters/1/", f"talks/documents/{absent()}/"):
        there = ask(client_of(world, "ines"), f"/visits/{chain.visit.pk}/{sub}")
        nowhere = ask(client_of(world, "ines"), f"/visits/{absent()}/{sub}")
        assert there.status == nowhere.status == 404
        assert len(there.sql) == len(nowhere.sql)


def test_a_document_of_another_visit_is_not_given_out(world: World) -> None:
    one, other = transmitted(world).visit, plan(world, "XXC", days_ago=30)
    notify_and_end(world, other)
    client, day = client_of(world, "maud"), TODAY.isoformat()
    from django.core.files.uploadedfile import SimpleUploadedFile

    paper = SimpleUploadedFile("written.pdf", b"%PDF-1.7 written")
    assert do(client, one, "note-preliminary", day=day, document=paper).status_code == 302
    link = re.search(r"talks/documents/([0-9a-f-]+)/", read(client, one, "talks/"))
    assert link
    assert client.get(f"/visits/{one.pk}/talks/documents/{link[1]}/").content == b"%PDF-1.7 written"
    assert client.get(f"/visits/{other.pk}/talks/documents/{link[1]}/").status_code == 404
