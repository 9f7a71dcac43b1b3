"""Need to know of communications: for all but keepers, and after a conflict of interest, hidden is as good as absent."""

from typing import Any

import pytest

from tests import communicating as field
from tests.rooms.office.sameness import OF_COMMUNICATIONS, Page, absent, ask, client_of, pages, told_by
from tests.world import TODAY, World, moment
from unannounced.records.communications.actions import declare_conflict, hold_as_evidence
from unannounced.records.communications.models import Assignment, Communication, Keeper
from unannounced.rooms.office.acts.urls import urlpatterns as _acts  # noqa: F401  (the forms enter themselves)

pytestmark = pytest.mark.django_db

AT = moment(TODAY)
BODIES = (None, {"key": "x", "reason": "x", "because": "x", "person": "x", "number": 1, "sealed": "eA"})
OF_THE_ASSIGNED = {"communication_pieces", "communication_bytes", "communication_letter", "communication_who"}


def a_register(world: World) -> dict[str, Any]:
    """Maud and Ana keep the register; one letter is assigned to Maud, and held; what each parameter names of it."""
    intake = field.keepers(world, "maud", "ana", at=AT)
    one = field.written(world, intake, at=AT)
    return {
        "communication": one.pk,
        "piece": one.pieces.get(kind="letter").pk,
        "assignment": Assignment.objects.get().pk,
        "held": hold_as_evidence(one, "a court asked", by=world.maud, at=AT).pk,
        "keeper": Keeper.objects.get(person=world.people["maud"]).pk,
        "nameable": world.people["henrik"].pk,
        "intake_key": intake.key.pk,
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
