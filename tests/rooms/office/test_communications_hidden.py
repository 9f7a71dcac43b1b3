"""Need to know of communications: for all but keepers, and after a conflict of interest, hidden is as good as absent."""

from typing import Any

import pytest

from tests import communicating as field
from tests.rooms.office.sameness import OF_COMMUNICATIONS, Page, absent, ask, client_of, pages, told_by
from tests.world import TODAY, World, moment
from unannounced.records.communications.actions import assign, declare_conflict, hold_as_evidence
from unannounced.records.communications.models import Assignment, Communication, Keeper
from unannounced.records.reprisals import actions as reprisals
from unannounced.records.reprisals.models import Entrusted
from unannounced.rooms.office.acts.urls import urlpatterns as _acts  # noqa: F401  (the forms enter themselves)

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
BODIES = (None, {"key": "x", "reason": "x", "because": "x", "person": "x", "number": 1, "sealed": "eA"})
OF_THE_ASSIGNED = {
    "communication_pieces",
    "communication_bytes",
    "communication_receipt",
    "communication_letter",
    "communication_who",
}


def a_register(world: World) -> dict[str, Any]:
    """Maud and Ana keep the register; one letter is assigned to Maud, and held; what each parameter names of it."""
    intake = field.keepers(world, "maud", "ana", at=AT)
    one = field.written(world, intake, at=AT)
    case = reprisals.open_case("Bresk Prison", "Isolation for a letter.", by=world.maud, at=AT)
    reprisals.link_case(case, one, by=world.maud, at=AT)
    return {
        "communication": one.pk,
        "piece": one.pieces.get(kind="letter").pk,
        "assignment": Assignment.objects.get().pk,
        "held": hold_as_evidence(one, "a court asked", by=world.maud, at=AT).pk,
        "keeper": Keeper.objects.get(person=world.people["maud"]).pk,
        "nameable": world.people["henrik"].pk,
        "intake_key": intake.key.pk,
        "reprisal": case.pk,
        "entrusted": Entrusted.objects.get().pk,
        "call": reprisals.plan_call(case, TODAY, by=world.maud, at=AT).pk,
        "part": reprisals.keep_contacts(case, intake.offered(b"The chaplain."), by=world.maud, at=AT).pk,
    }


def of_communications() -> list[Page]:
    return [page for page in pages() if page.parameters and set(page.parameters) <= set(OF_COMMUNICATIONS)]


def told(world: World, key: str, some: list[Page], held: dict[str, Any]) -> list[str]:
    """What the answers of these pages tell somebody, beside those for what was never there; each is a 404."""
    client, nothing = client_of(world, key), dict.fromkeys(held, absent())
    ask(client, "/states/")
    found: list[str] = []
    for page in some:
        for data in BODIES:
            there, nowhere = ask(client, page.path(held), data=data), ask(client, page.path(nothing), data=data)
            found += [f"{page.name}: {line}" for line in told_by(there, nowhere)]
            found += [] if there.status == 404 else [f"{page.name}: {there.status}"]
    return found


@pytest.mark.parametrize("key", ["tomas", "jonas", "ruth", "piet", "rosa"])
def test_whoever_keeps_no_register_cannot_tell_what_is_there_from_what_is_not(world: World, key: str) -> None:
    held = a_register(world)
    assert len(of_communications()) > 25
    assert told(world, key, of_communications(), held) == []


def test_a_keeper_it_is_not_assigned_to_cannot_tell_its_pieces_and_holds_from_none(world: World) -> None:
    held = a_register(world)
    some = [page for page in of_communications() if page.name in OF_THE_ASSIGNED or page.parameters == ("held",)]
    assert len(some) == len(OF_THE_ASSIGNED) + 1
    assert told(world, "ana", some, held) == []


OF_CASES = {"reprisal", "entrusted", "call", "part"}


def test_a_keeper_who_was_not_entrusted_with_a_case_cannot_tell_it_from_none(world: World) -> None:
    held = a_register(world)
    some = [page for page in of_communications() if OF_CASES & set(page.parameters)]
    assert len(some) > 12
    assert told(world, "ana", some, held) == []


def test_for_a_keeper_who_was_not_entrusted_every_list_stays_as_it_was_when_a_case_is_opened(world: World) -> None:
    intake = field.keepers(world, "maud", "ana", at=AT)
    one = field.written(world, intake, at=AT)
    assign(one, world.people["ana"], by=world.maud, at=AT)
    addresses = ("/", "/due/?when=all", "/communications/", "/communications/reprisals/?stage=", "/search/?words=Bresk")
    addresses += (f"/communications/{one.pk}/", "/communications/keys/", "/communications.csv", "/ledger/")
    client = client_of(world, "ana")
    ask(client, "/states/")
    before = [ask(client, address) for address in addresses]
    case = reprisals.open_case("Bresk Prison", "Isolation for a letter.", by=world.maud, at=AT)
    reprisals.plan_call(case, TODAY, by=world.maud, at=AT)
    reprisals.keep_contacts(case, intake.offered(b"The chaplain."), by=world.maud, at=AT)
    for address, then in zip(addresses, before, strict=True):
        assert not told_by(ask(client, address), then), address
    reprisals.link_case(case, one, by=world.maud, at=AT)
    shown = ask(client, f"/communications/{one.pk}/").body
    assert "held for a reason that is kept apart" in shown
    assert case.pseudonym not in shown
    assert "case of reprisal" not in shown


def test_a_keeper_with_a_conflict_of_interest_cannot_tell_it_from_one_that_never_came(world: World) -> None:
    held = a_register(world)
    declare_conflict(Communication.objects.get(), "a cousin", by=world.ana, at=AT)
    some = [page for page in of_communications() if {"communication", "assignment", "held"} & set(page.parameters)]
    assert told(world, "ana", some, held) == []
    assert Communication.objects.get().mark not in ask(client_of(world, "ana"), "/communications/").body


@pytest.mark.parametrize("key", ["tomas", "jonas", "piet", "rosa"])
def test_for_those_who_keep_no_register_every_page_stays_as_it_was_when_letters_come(world: World, key: str) -> None:
    intake = field.keepers(world, "maud", "ana", at=AT)
    client, addresses = client_of(world, key), ("/", "/visits/", "/places/", "/communications/", "/search/?words=took")
    ask(client, "/states/")
    before = [ask(client, one) for one in addresses]
    field.written(world, intake, at=AT)
    for address, then in zip(addresses, before, strict=True):
        assert not told_by(ask(client, address), then), address
