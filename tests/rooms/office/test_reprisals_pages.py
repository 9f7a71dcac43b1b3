"""The pages of cases of reprisal: for those entrusted alone; what is sealed stays so; calls are due on pages they see."""

import base64
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests import communicating as field
from tests.communicating import Intake
from tests.rooms.office.sameness import absent, ask, client_of, told_by
from tests.world import TODAY, World, moment
from unannounced.records.ledger.models import Line, Reading
from unannounced.records.reprisals import actions
from unannounced.records.reprisals.models import CaseLink, Entrusted, FollowUp, Reprisal, SealedPart

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
LIST = "/communications/reprisals/"


@pytest.fixture
def intake(world: World) -> Intake:
    """Maud and Ana keep the register; Maud made the key."""
    return field.keepers(world, "maud", "ana", at=AT)


@pytest.fixture
def case(world: World, intake: Intake) -> Reprisal:
    return actions.open_case("Bresk Prison", "Isolation for a letter.", happened_on=TODAY, by=world.maud, at=AT)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def post(client: Client, address: str, **fields: Any) -> Any:
    found = re.findall(r'name="key" value="([^"]+)"', client.get(address).content.decode())
    return client.post(address, {"key": found[0] if found else "", **fields})


def sealed(intake: Intake, text: str) -> dict[str, Any]:
    content = field.seal({"format": "unannounced-contacts/1", "text": text}, intake.key.recipient)
    return {"number": intake.key.version, "sealed": base64.urlsafe_b64encode(content).decode().rstrip("=")}


@pytest.mark.parametrize("who", ["tomas", "jonas", "ruth", "piet", "rosa"])
def test_for_whoever_keeps_no_register_there_is_no_list_and_no_case(world: World, case: Reprisal, who: str) -> None:
    client = client_of(world, who)
    ask(client, "/states/")
    nothing = ask(client, "/communications/nothing/")
    answer = ask(client, LIST)
    assert answer.status == 404
    assert answer.body.replace(LIST, "/communications/nothing/") == nothing.body
    assert not told_by(ask(client, f"{LIST}{case.pk}/"), ask(client, f"{LIST}{absent()}/"))


def test_a_keeper_opens_a_case_and_nobody_else_sees_it_before_they_are_entrusted(world: World, intake: Intake) -> None:
    maud, ana = client_of(world, "maud"), client_of(world, "ana")
    assert "called by two words" in page(maud, LIST)
    address = re.findall(r'href="(/communications/keepers/[^"]+/open-case/)"', page(maud, LIST))[0]
    said = {"authority": "Bresk Prison", "told": "Isolation for a letter."}
    late = post(maud, address, **said, happened_on=(TODAY + timedelta(days=2)).isoformat())
    assert late.status_code == 409
    done = post(maud, address, **said, happened_on=TODAY.isoformat())
    case = Reprisal.objects.get()
    assert (done.status_code, done.headers["Location"]) == (302, f"{LIST}{case.pk}/")
    shown = page(maud, f"{LIST}{case.pk}/")
    assert case.pseudonym in shown
    assert "Isolation for a letter." in shown
    assert case.pseudonym in page(maud, LIST)
    assert case.pseudonym not in page(ana, LIST)
    assert ana.get(f"{LIST}{case.pk}/").status_code == 404
    assert post(maud, f"{LIST}{case.pk}/entrust/", person=world.people["ana"].pk).status_code == 302
    assert "Isolation for a letter." in page(ana, f"{LIST}{case.pk}/")
    mine = Entrusted.objects.get(person=world.people["ana"])
    ended = post(ana, f"{LIST}entrusted/{mine.pk}/end-trust/")
    assert (ended.status_code, ended.headers["Location"]) == (302, LIST)
    assert ana.get(f"{LIST}{case.pk}/").status_code == 404
    last = Entrusted.objects.get(person=world.people["maud"])
    assert post(maud, f"{LIST}entrusted/{last.pk}/end-trust/").status_code == 409


def test_opening_sent_twice_opens_one_case(world: World, intake: Intake) -> None:
    maud = client_of(world, "maud")
    address = re.findall(r'href="(/communications/keepers/[^"]+/open-case/)"', page(maud, LIST))[0]
    key = re.findall(r'name="key" value="([^"]+)"', page(maud, address))[0]
    for _again in range(2):
        maud.post(address, {"key": key, "authority": "Bresk Prison", "told": "Isolation."})
    assert Reprisal.objects.count() == 1


def test_nobody_opens_a_case_on_the_row_of_another_keeper(world: World, intake: Intake) -> None:
    maud, ana = client_of(world, "maud"), client_of(world, "ana")
    address = re.findall(r'href="(/communications/keepers/[^"]+/open-case/)"', page(maud, LIST))[0]
    assert ana.post(address, {"authority": "A prison", "told": "x"}).status_code == 409
    assert not Reprisal.objects.exists()


def test_contacts_come_and_go_sealed_and_each_handing_out_is_noted(
    world: World, intake: Intake, case: Reprisal
) -> None:
    client, address = client_of(world, "maud"), f"{LIST}{case.pk}/"
    assert post(client, f"{address}keep-contacts/", **sealed(intake, "Through the chaplain.")).status_code == 302
    assert "in your browser" in page(client, f"{address}keep-contacts/")
    shown = page(client, address)
    assert "chaplain" not in shown
    assert "noscript" in shown
    [part] = client.get(f"{address}parts.json").json()["parts"]
    assert b"chaplain" in intake.opened(base64.b64decode(part["sealed"]))
    assert Reading.objects.filter(by=world.maud.pk, subject="reprisals_sealedpart").count() == 1
    assert client.get(f"{address}parts.json?after=1").json() == {"parts": [], "more": False}
    newer = field.new_key(world.maud, because="Ana left.", at=AT)
    assert post(client, part["reseal"], **sealed(newer, "Through the chaplain.")).status_code == 302
    assert SealedPart.objects.get().intake_key == newer.key
    assert post(client, f"{address}keep-contacts/", **sealed(intake, "x")).status_code == 409  # to the older version
    assert client_of(world, "ana").get(f"{address}parts.json").status_code == 404


def test_parts_come_twenty_at_a_time(world: World, intake: Intake, case: Reprisal) -> None:
    for number in range(21):
        actions.keep_contacts(case, intake.offered(f"{number}".encode()), by=world.maud, at=AT)
    client, address = client_of(world, "maud"), f"{LIST}{case.pk}/parts.json"
    first, second = client.get(address).json(), client.get(f"{address}?after=20").json()
    assert (len(first["parts"]), first["more"]) == (20, True)
    assert (len(second["parts"]), second["more"]) == (1, False)


def test_a_call_is_planned_due_for_those_entrusted_alone_and_held_once(
    world: World, intake: Intake, case: Reprisal
) -> None:
    maud, ana, address = client_of(world, "maud"), client_of(world, "ana"), f"{LIST}{case.pk}/"
    assert post(maud, f"{address}plan-call/", due_on=(TODAY - timedelta(days=1)).isoformat()).status_code == 302
    call = FollowUp.objects.get()
    for where in ("/due/?when=all", "/due/?when=overdue&kind=calls"):
        assert f"Follow-up call: {case.pseudonym}" in page(maud, where)
        assert case.pseudonym not in page(ana, where)
    assert "1 call is due" in page(maud, "/")
    assert "call is due" not in page(ana, "/")
    assert 'value="calls"' not in page(client_of(world, "tomas"), "/due/")
    assert "1 call is due" in page(maud, LIST)
    hold = f"{LIST}calls/{call.pk}/hold/"
    assert post(maud, hold, held_on=(TODAY + timedelta(days=9)).isoformat()).status_code == 409
    said = sealed(intake, "They are well.") | {"held_on": TODAY.isoformat()}
    assert maud.post(hold, said).status_code == 302  # as the browser does it
    assert "with a sealed note" in page(maud, address)
    assert "1 call is due" not in page(maud, "/")
    assert case.pseudonym not in page(maud, "/due/?when=all")
    assert post(maud, hold, held_on=TODAY.isoformat()).status_code == 409
    [note] = maud.get(f"{address}parts.json").json()["parts"]
    assert (note["kind"], note["held_on"]) == ("note", TODAY.isoformat())


def test_no_call_leaves_the_office_in_a_calendar(world: World, case: Reprisal) -> None:
    from unannounced.rooms.office.pages.days_due import calendar

    before = calendar(world.maud, today=TODAY)
    actions.plan_call(case, TODAY, by=world.maud, at=AT)
    assert calendar(world.maud, today=TODAY) == before


def test_what_was_agreed_to_and_done_is_noted_and_shown(world: World, case: Reprisal) -> None:
    client, address = client_of(world, "maud"), f"{LIST}{case.pk}/"
    assert "did not agree to" in page(client, address)
    said = {"step": "share", "body": "NPM of Bresk", "answer": "given", "asked_on": TODAY.isoformat()}
    assert post(client, f"{address}note-agreed/", **said).status_code == 302
    done = post(client, f"{address}note-measure/", text="The director was called.", taken_on=TODAY.isoformat())
    assert done.status_code == 302
    shown = page(client, address)
    assert "telling another body" in shown
    assert "NPM of Bresk" in shown
    assert "The director was called." in shown


def test_a_case_leads_to_a_communication_and_the_communication_not_to_the_case(
    world: World, intake: Intake, case: Reprisal
) -> None:
    mine, others = field.written(world, intake, at=AT), field.written(world, intake, number=1, to="ana", at=AT)
    client, address = client_of(world, "maud"), f"{LIST}{case.pk}/"
    for mark in (others.mark, "ZZZZ-ZZZZ"):
        refused = post(client, f"{address}link/", mark=mark)
        assert refused.status_code == 422
        assert "has this mark" in refused.content.decode()
    assert post(client, f"{address}link/", mark=mine.mark.lower()).status_code == 302
    assert CaseLink.objects.get().communication == mine
    assert mine.mark in page(client, address)
    shown = page(client, f"/communications/{mine.pk}/")
    assert case.pseudonym not in shown
    assert str(case.pk) not in shown
    actions.entrust(case, world.people["ana"], by=world.maud, at=AT)
    assert mine.mark not in page(client_of(world, "ana"), address)


def test_a_case_is_closed_kept_for_months_and_opened_again(world: World, case: Reprisal) -> None:
    client, address = client_of(world, "maud"), f"{LIST}{case.pk}/"
    assert post(client, f"{address}keep-for/", months=121).status_code == 422
    assert post(client, f"{address}keep-for/", months=6).status_code == 302
    assert "6 months after it was closed" in page(client, address)
    assert post(client, f"{address}close/").status_code == 302
    shown = page(client, address)
    assert "with all that is noted and sealed in it" in shown
    assert "It is erased on" in shown
    assert f"{address}plan-call/" not in shown
    assert post(client, f"{address}plan-call/", due_on=TODAY.isoformat()).status_code == 409
    assert case.pseudonym not in page(client, LIST)
    assert case.pseudonym in page(client, f"{LIST}?stage=closed")
    assert post(client, f"{address}open-again/").status_code == 302
    assert case.pseudonym in page(client, LIST)


def test_the_ledger_of_a_case_says_no_word_of_it(world: World, case: Reprisal) -> None:
    post(client_of(world, "maud"), f"{LIST}{case.pk}/note-measure/", text="The director.", taken_on=TODAY.isoformat())
    assert not [one for one in Line.objects.all() if "Bresk" in str(one.rows) or case.pseudonym in str(one.rows)]


def test_many_cases_and_calls_take_as_many_statements_as_few(world: World, intake: Intake, case: Reprisal) -> None:
    client = client_of(world, "maud")
    addresses = (LIST, f"{LIST}{case.pk}/", "/due/?when=all", "/")
    for number in range(2):
        actions.plan_call(case, TODAY + timedelta(days=number), by=world.maud, at=AT)
    actions.keep_contacts(case, intake.offered(b"x"), by=world.maud, at=AT)
    ask(client, "/states/")
    few = [len(ask(client, one).sql) for one in addresses]
    for number in range(60):
        other = actions.open_case("A prison", "Isolation.", by=world.maud, at=AT)
        actions.plan_call(other, TODAY + timedelta(days=number), by=world.maud, at=AT)
        actions.plan_call(case, TODAY + timedelta(days=number), by=world.maud, at=AT)
    answers = [ask(client, one) for one in addresses]
    assert [len(one.sql) for one in answers] == few
    assert "1–50 of 61" in answers[0].body
    assert "1–50 of 62" in answers[1].body
