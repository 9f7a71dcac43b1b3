"""Need to know: who may do what, and who knows of a visit at all."""

from datetime import date
from typing import Any

import pytest

from unannounced.crafts.profiles import shipped_profile
from unannounced.duties.confidentiality import (
    ACT_WORDS,
    DELEGATION_ACTS,
    ROLES,
    Act,
    Role,
    may,
    sees_ledger,
    sees_visit,
)

NOTIFIED = date(2026, 5, 4)


def roles(*held: Role) -> frozenset[Role]:
    return frozenset(held)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SECRETARIAT])
def test_a_hidden_visit_is_known_to_its_delegation_and_those_let_know_only(role: Role) -> None:
    held = roles(role)
    assert not sees_visit(roles=held, on_delegation=False, let_know=False, notified_on=None)
    assert sees_visit(roles=held, on_delegation=True, let_know=False, notified_on=None)
    assert sees_visit(roles=held, on_delegation=False, let_know=True, notified_on=None)
    assert sees_visit(roles=held, on_delegation=False, let_know=False, notified_on=NOTIFIED)


def test_an_expert_sees_their_own_visits_only() -> None:
    held = roles(Role.EXPERT)
    assert not sees_visit(roles=held, on_delegation=False, let_know=False, notified_on=NOTIFIED)
    assert sees_visit(roles=held, on_delegation=True, let_know=False, notified_on=NOTIFIED)


@pytest.mark.parametrize("held", [roles(), roles(Role.AUDITOR), roles(Role.ADMINISTRATOR)])
def test_auditors_administrators_and_those_without_a_mandate_see_no_visit(held: frozenset[Role]) -> None:
    for notified in (None, NOTIFIED):
        assert not sees_visit(roles=held, on_delegation=True, let_know=True, notified_on=notified)


def test_an_expert_notes_and_finds_on_their_own_visit_and_does_nothing_else() -> None:
    held = roles(Role.EXPERT)
    assert {act for act in Act if may(act, roles=held, on_delegation=True)} == DELEGATION_ACTS | {Act.KEEP_KEY}
    assert {act for act in Act if may(act, roles=held, on_delegation=False)} == {Act.KEEP_KEY}


def test_nobody_without_a_mandate_does_anything() -> None:
    assert not any(may(act, roles=roles(), on_delegation=True) for act in Act)


def test_an_administrator_gives_mandates_and_touches_nothing_confidential() -> None:
    held = roles(Role.ADMINISTRATOR)
    allowed = {act for act in Act if may(act, roles=held, on_delegation=False)}
    assert allowed == {Act.MAKE_ACCOUNT, Act.GIVE_MANDATE, Act.END_MANDATE}


def test_the_ledger_is_for_auditors() -> None:
    assert [role for role in Role if sees_ledger(roles(role))] == [Role.AUDITOR]
    assert [role for role in Role if may(Act.SEE_LEDGER, roles=roles(role), on_delegation=False)] == [Role.AUDITOR]


def test_the_refusal_says_what_and_whom_to_ask() -> None:
    found = may(Act.NOTIFY_VISIT, roles=roles(Role.AUDITOR), on_delegation=False)
    assert not found
    assert str(found) == "Your mandate does not allow you to notify a visit. (ECPT Art. 11, 13)"
    spt = may(Act.NOTIFY_VISIT, roles=roles(), on_delegation=False, profile=shipped_profile("spt"))
    assert "OPCAT" in str(spt)


def test_every_act_has_roles_and_words() -> None:
    assert set(ROLES) == set(ACT_WORDS) == set(Act)
    assert all(ROLES.values())


def test_a_visit_that_needs_no_notification_is_known_to_the_committee_once_it_began() -> None:
    facts: dict[str, Any] = {"on_delegation": False, "let_know": False, "notified_on": None}
    assert not sees_visit(roles=[Role.MEMBER], **facts)
    assert sees_visit(roles=[Role.MEMBER], begun_on=date(2026, 5, 4), **facts)
    assert not sees_visit(roles=[Role.EXPERT], begun_on=date(2026, 5, 4), **facts)
