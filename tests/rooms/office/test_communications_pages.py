"""The pages of communications: for keepers alone, opened by those assigned, and nothing in clear that was sealed."""

import base64
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tests import communicating as field
from tests.communicating import Intake
from tests.rooms.office.sameness import absent, ask, client_of, told_by
from tests.world import TODAY, World, fill, moment, plan
from unannounced.crafts.law.answer_letters import LANGUAGES, shipped_letters
from unannounced.records.communications import queries
from unannounced.records.communications.models import (
    Communication,
    WhoOpened,
)
from unannounced.records.findings.models import Finding
from unannounced.records.ledger.models import Line, Reading
from unannounced.records.visits.actions import let_know
from unannounced.rooms.office import doors

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
KEYS = "/communications/keys/"
OUTSIDE = ("tomas", "jonas", "ruth", "piet", "rosa")


@pytest.fixture
def intake(world: World) -> Intake:
    """Maud and Ana keep the register; Maud made the key."""
    return field.keepers(world, "maud", "ana", at=AT)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def key_at(client: Client, address: str) -> str:
    return re.findall(r'name="key" value="([^"]+)"', page(client, address))[0]


# For everybody else nothing of it is there


@pytest.mark.parametrize("who", OUTSIDE)
def test_for_everybody_else_the_pages_are_not_there(world: World, intake: Intake, who: str) -> None:
    one = field.written(world, intake, at=AT)
    client = client_of(world, who)
    ask(client, "/states/")
    nothing = ask(client, "/communications/nothing/")
    assert nothing.status == 404
    for address in ("/communications/", KEYS, f"{KEYS}held.json", f"{KEYS}waiting.json", "/communications.csv"):
        answer = ask(client, address)
        assert answer.status == 404
        assert answer.body.replace(address, "/communications/nothing/") == nothing.body, address
    there, nowhere = f"/communications/{one.pk}/", f"/communications/{absent()}/"
    for more in (
        "",
        "pieces.json",
        "letter.json?kind=routes",
        f"pieces/{one.pieces.first().pk}/",
        "triage/",
        "assign/",
    ):
        assert not told_by(ask(client, there + more), ask(client, nowhere + more)), more
    assert "/communications/" not in page(client, "/")


def test_a_keeper_it_is_not_assigned_to_sees_its_line_and_gets_none_of_its_pieces(world: World, intake: Intake) -> None:
    one = field.written(world, intake, at=AT)
    client = client_of(world, "ana")
    shown = page(client, f"/communications/{one.pk}/")
    assert "open to those alone to whom it is assigned" in shown
    assert "data-communication" not in shown
    there, nowhere = f"/communications/{one.pk}/", f"/communications/{absent()}/"
    letter = one.pieces.get(kind="letter").pk
    for more in ("pieces.json", "letter.json?kind=routes", f"pieces/{letter}/"):
        told = told_by(ask(client, there + more), ask(client, nowhere + more))
        assert not told, more
        assert ask(client, there + more).status == 404
    asked = {"reason": "to see"}
    for address in (there, nowhere):
        assert client.post(f"{address}who/", json.dumps(asked), content_type="application/json").status_code == 404
    assert not Reading.objects.filter(by=world.ana.pk, subject="communications_piece").exists()


def test_where_the_database_fails_the_page_that_says_so_is_shown_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(viewer: object) -> bool:
        raise OperationalError("database is locked")

    monkeypatch.setattr(doors, "keeps_register", fails)
    assert client_of(world, "maud").get("/").status_code == 503


# The register


def test_the_register_is_in_the_nav_of_keepers_alone_and_says_what_will_be_there(world: World) -> None:
    field.keepers(world, "maud", at=AT)
    client = client_of(world, "maud")
    assert 'href="/communications/"' in page(client, "/")
    assert 'href="/communications/"' not in page(client_of(world, "jonas"), "/")
    assert "Letters from cells" in page(client, "/communications/")


def test_the_register_is_narrowed_down_and_taken_along(world: World, intake: Intake) -> None:
    first = field.written(world, intake, at=AT)
    second = field.written(world, intake, number=1, to="", at=AT)
    client = client_of(world, "maud")
    shown = page(client, "/communications/")
    assert first.mark in shown
    assert second.mark in shown
    assert "not yet read: it may be urgent" in shown.casefold()
    for asked, only in (("for=me", first), ("for=nobody", second), ("stage=received", second), ("stage=open", first)):
        narrowed = page(client, f"/communications/?{asked}")
        assert [one for one in (first, second) if one.mark in narrowed] == [only], asked
    assert "No communication is like that" in page(client, "/communications/?way-in=paper")
    rows = json.loads(b"".join(client.get("/communications.json?for=me").streaming_content))  # type: ignore[arg-type]
    assert [row["mark"] for row in rows] == [first.mark]
    assert rows[0]["assigned_to"] == world.maud.display_name
    home = page(client, "/")
    assert "1 communication is assigned to nobody" in home
    assert "1 communication is assigned to you" in home


def test_a_list_of_many_takes_as_many_statements_as_one_of_few(world: World, intake: Intake) -> None:
    field.written(world, intake, at=AT)
    client = client_of(world, "maud")
    ask(client, "/communications/")
    few = len(ask(client, "/communications/").sql)
    made = Communication.objects.get()
    for number in range(60):
        Communication.objects.create(
            mark=f"AAAA-{number:04}",
            way_in="telephone",
            came_on=TODAY - timedelta(days=number),
            received_at=made.received_at,
            stage="received",
        )
    answer = ask(client, "/communications/?page=2")
    assert len(answer.sql) == few
    assert "51–61 of 61" in answer.body


# One communication


def test_those_assigned_get_sealed_pieces_which_is_noted_and_open_them_themselves(world: World, intake: Intake) -> None:
    one = field.written(world, intake, text="They took my mattress.", at=AT)
    client = client_of(world, "maud")
    shown = page(client, f"/communications/{one.pk}/")
    assert "mattress" not in shown
    answer = client.get(f"/communications/{one.pk}/pieces.json").json()
    letter, who = answer["pieces"]
    assert who["sealed"] is None
    assert json.loads(intake.opened(base64.b64decode(letter["sealed"])))["text"] == "They took my mattress."
    assert Reading.objects.filter(by=world.maud.pk, subject_id=letter["id"]).count() == 1
    assert client.get(f"/communications/{one.pk}/pieces.json?after=2").json()["pieces"] == []
    assert client.get(f"/communications/{one.pk}/pieces/{who['id']}/").status_code == 404
    assert client.get(f"/communications/{one.pk}/pieces/{letter['id']}/").content == base64.b64decode(letter["sealed"])


def test_who_wrote_is_handed_out_for_a_reason_that_is_kept(world: World, intake: Intake) -> None:
    named = {"format": "unannounced-who/1", "name": "Olena", "reach": ""}
    one = field.written(world, intake, who=named, at=AT)
    client, address = client_of(world, "maud"), f"/communications/{one.pk}/who/"
    for body in ("", "[]", '{"reason": " "}'):
        answer = client.post(address, body, content_type="application/json")
        assert answer.status_code in (400, 409)
        assert "No reason" in answer.json()["problem"]
    answer = client.post(address, json.dumps({"reason": "to call her lawyer"}), content_type="application/json")
    assert json.loads(intake.opened(base64.b64decode(answer.json()["who"][0]["sealed"])))["name"] == "Olena"
    assert WhoOpened.objects.get().reason == "to call her lawyer"
    assert Line.objects.filter(act="open who wrote").count() == 1
    assert "to call her lawyer" in page(client, f"/communications/{one.pk}/")


def test_the_page_lets_pictures_be_shown_from_memory_and_runs_no_script_but_its_own(
    world: World, intake: Intake
) -> None:
    one = field.written(world, intake, at=AT)
    policy = client_of(world, "maud").get(f"/communications/{one.pk}/").headers["Content-Security-Policy"]
    assert "img-src 'self' blob:" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "blob:" not in client_of(world, "maud").get("/communications/").headers["Content-Security-Policy"]


def post_act(client: Client, one: Communication, name: str, **fields: Any) -> Any:
    address = f"/communications/{one.pk}/{name}/"
    return client.post(address, {"key": key_of_form(client, address), **fields})


def key_of_form(client: Client, address: str) -> str:
    found = re.findall(r'name="key" value="([^"]+)"', client.get(address).content.decode())
    return found[0] if found else ""


def test_it_is_assigned_taken_off_and_hidden_by_a_conflict(world: World, intake: Intake) -> None:
    one = field.written(world, intake, to="", at=AT)
    maud, ana = client_of(world, "maud"), client_of(world, "ana")
    assert post_act(maud, one, "assign", person=world.people["ana"].pk).status_code == 302
    assert "data-communication" in page(ana, f"/communications/{one.pk}/")
    assignment = queries.assignments_of(one.pk, world.maud).get()
    address = f"/communications/assignments/{assignment.pk}/end/"
    assert maud.post(address, {"because": "away", "key": key_at(maud, address)}).status_code == 302
    assert "data-communication" not in page(ana, f"/communications/{one.pk}/")
    declared = post_act(ana, one, "declare-conflict", why="a cousin works there")
    assert (declared.status_code, declared.headers["Location"]) == (302, "/communications/")
    assert ana.get(f"/communications/{one.pk}/").status_code == 404
    assert one.mark not in page(ana, "/communications/")


def test_triage_puts_it_first_and_an_act_of_somebody_else_is_refused(world: World, intake: Intake) -> None:
    one = field.written(world, intake, at=AT)
    client = client_of(world, "maud")
    state = world.states["XXB"].pk
    said = {"told": ["suicide", "isolation"], "groups": ["child"], "risk": "feared", "ways": ["lawyer"]}
    done = post_act(client, one, "triage", **said, state=state, place="Bresk Prison", in_custody="yes", language="uk")
    assert done.status_code == 302
    noted = field.of(one).triage
    assert noted is not None
    assert (noted.told, noted.in_custody, noted.place) == (["suicide", "isolation"], True, world.places["XXB"])
    shown = page(client, f"/communications/{one.pk}/")
    assert "Before everything else" in shown
    assert "a suicide" in shown
    other = client_of(world, "ana")
    again = client.get(f"/communications/{one.pk}/triage/").content.decode()
    assert 'name="place" value="Bresk Prison"' in again  # by its name, not by an id
    assert '<nav class="flow"' not in again
    refused = other.get(f"/communications/{one.pk}/triage/").content.decode()
    assert "not assigned to you" in refused
    assert "Bresk" not in refused
    assert post_act(other, one, "triage", told=["death"]).status_code == 409


def sealed_fields(intake: Intake, said: dict[str, Any]) -> dict[str, Any]:
    sealed = field.seal(said, intake.key.recipient)
    return {"number": intake.key.version, "sealed": base64.urlsafe_b64encode(sealed).decode().rstrip("=")}


def test_an_answer_goes_sealed_to_its_sender_and_is_kept_for_the_office(world: World, intake: Intake) -> None:
    one, client = field.written(world, intake, at=AT), client_of(world, "maud")
    said = {"format": "unannounced-answer/1", "text": "It came.", "language": "en", "written_on": TODAY.isoformat()}
    fields = sealed_fields(intake, said) | {"kind": "acknowledged", "way": "receipt", "given_on": TODAY.isoformat()}
    assert post_act(client, one, "answer", **fields).status_code == 409  # it was not sealed for the sender
    sender = field.sender()
    for_sender = base64.urlsafe_b64encode(field.seal(said, sender.recipient)).decode().rstrip("=")
    sent = fields | {"for_sender": for_sender, "recipient": sender.recipient}
    assert post_act(client, one, "answer", **sent).status_code == 302
    assert post_act(client, one, "answer", **(sent | {"sealed": "!"})).status_code == 422
    assert "says that it came" in page(client, f"/communications/{one.pk}/")
    assert field.of(one).recipient == sender.recipient


def test_notes_are_sealed_and_nothing_is_referred_without_consent_to_that_body(world: World, intake: Intake) -> None:
    one, client = field.written(world, intake, at=AT), client_of(world, "maud")
    assert post_act(client, one, "add-piece", kind="note", **sealed_fields(intake, {"text": "x"})).status_code == 302
    refer = sealed_fields(intake, {"text": "a copy"}) | {"body": "NPM of Bresk", "referred_on": TODAY.isoformat()}
    assert post_act(client, one, "refer", **refer).status_code == 409
    asked = {"body": "NPM of Bresk", "answer": "given", "asked_on": TODAY.isoformat()}
    assert post_act(client, one, "note-sharing", **asked).status_code == 302
    assert post_act(client, one, "refer", **refer).status_code == 302
    shown = page(client, f"/communications/{one.pk}/")
    assert "NPM of Bresk" in shown
    assert [held["kind"] for held in client.get(f"/communications/{one.pk}/pieces.json").json()["pieces"]] == [
        "letter",
        "who",
        "note",
        "referred",
    ]


def test_whoever_wrote_a_note_puts_a_corrected_one_beside_it_and_nobody_else_does(world: World, intake: Intake) -> None:
    one, maud, ana = field.written(world, intake, at=AT), client_of(world, "maud"), client_of(world, "ana")
    post_act(maud, one, "assign", person=world.people["ana"].pk)
    post_act(maud, one, "add-piece", kind="note", **sealed_fields(intake, {"text": "wing B"}))
    letter, note = one.pieces.get(kind="letter"), one.pieces.get(kind="note")
    corrected = sealed_fields(intake, {"text": "wing C"})
    for client, replaces, status in ((ana, note.pk, 409), (maud, absent(), 422), (maud, letter.pk, 409)):
        assert post_act(client, one, "add-piece", kind="note", replaces=replaces, **corrected).status_code == status
    assert post_act(maud, one, "add-piece", kind="note", replaces=note.pk, **corrected).status_code == 302
    told = {held["number"]: held for held in maud.get(f"/communications/{one.pk}/pieces.json").json()["pieces"]}
    assert told[4]["replaces"] == told[3]["id"]
    assert [told[number]["correctable"] for number in sorted(told)] == [False, False, True, True]
    seen = ana.get(f"/communications/{one.pk}/pieces.json").json()["pieces"]
    assert not [held for held in seen if held["correctable"]]


def test_the_bodies_that_can_decide_are_named_in_the_language_of_the_sender(world: World, intake: Intake) -> None:
    one, client = field.written(world, intake, at=AT), client_of(world, "maud")
    address = f"/communications/{one.pk}/letter.json?kind=routes"
    assert "which State" in client.get(address).json()["problem"]
    happened = (TODAY - timedelta(days=40)).isoformat()
    post_act(
        client, one, "triage", told=["violence"], risk="unknown", state=world.states["XXB"].pk, happened_on=happened
    )
    for language in LANGUAGES:
        letter = client.get(f"{address}&language={language}").json()
        assert letter["language"] == language
        words = shipped_letters(language)
        assert words.said["no_decision"] in letter["text"]
        assert words.routes["domestic"]["can"] in letter["text"]
        assert "{" not in letter["text"]
        assert world.states["XXB"].name(language) in letter["text"]
        assert "XXB" not in letter["text"]
    assert client.get(f"{address}&language=ka").json()["language"] == "en"


def test_letters_that_it_came_and_around_a_question_are_filled_in(world: World, intake: Intake) -> None:
    one, client = field.written(world, intake, at=AT), client_of(world, "maud")
    address = f"/communications/{one.pk}/letter.json"
    came = client.get(f"{address}?kind=acknowledged&language=uk-UA").json()
    assert shipped_letters("uk").said["ack_came"] in came["text"]
    asked = client.get(f"{address}?kind=asked&language=fr").json()
    assert asked["question"] in asked["text"]
    assert client.get(f"{address}?kind=answered").status_code == 404


def test_it_is_linked_closed_opened_again_kept_and_held(world: World, intake: Intake) -> None:
    one, client = field.written(world, intake, at=AT), client_of(world, "maud")
    assert post_act(client, one, "bear-on-place", place="Bresk Prison").status_code == 409  # no State was noted
    post_act(client, one, "triage", told=["conditions"], risk="none_seen", state=world.states["XXB"].pk)
    assert post_act(client, one, "bear-on-place", place="Bresk Prison").status_code == 302
    assert "Bresk Prison" in page(client, f"/communications/{one.pk}/")
    assert post_act(client, one, "keep-for", months=6).status_code == 302
    assert post_act(client, one, "hold", because="a court asked for it").status_code == 302
    assert "Held as evidence" in page(client, f"/communications/{one.pk}/")
    assert post_act(client, one, "close").status_code == 302
    assert field.of(one).stage == "closed"
    assert post_act(client, one, "open-again").status_code == 302
    held = one.holds.get()
    address = f"/communications/holds/{held.pk}/end-hold/"
    assert client.post(address, {"key": key_at(client, address)}).status_code == 302
    assert client_of(world, "ana").get(address).status_code == 404


def test_it_is_linked_to_a_finding_of_a_visit_it_bears_on(world: World, intake: Intake) -> None:
    one, client = field.written(world, intake, at=AT), client_of(world, "maud")
    visit = plan(world)
    let_know(visit, world.people["maud"], by=world.ana, at=AT)
    fill(world, visit)
    finding = Finding.objects.get(visit=visit)
    refused = post_act(client, one, "tell-of-finding", finding=finding.pk)
    assert refused.status_code == 409
    assert "linked to no visit" in refused.content.decode()
    assert post_act(client, one, "bear-on-visit", visit=visit.pk).status_code == 302
    assert post_act(client, one, "tell-of-finding", finding=finding.pk).status_code == 302
    assert f"/visits/{visit.pk}/#findings-h" in page(client, f"/communications/{one.pk}/")
    assert f'<a href="/communications/{one.pk}/">{one.mark}</a>' in page(client, f"/visits/{visit.pk}/")
    assert one.mark not in page(client_of(world, "tomas"), f"/visits/{visit.pk}/")
