"""The liaison room's tests run in a process of their own, with its settings: elsewhere they are not collected.

``pytest --ds=unannounced.rooms.liaison.settings tests/rooms/liaison``
"""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.rooms.liaison.desks import Desk

LIAISON = "unannounced.rooms.liaison.settings"
collect_ignore_glob = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == LIAISON else ["test_*.py"]


@pytest.fixture
def desk(db: None) -> "Iterator[Desk]":
    """Officers of two States with a report each; at the end everything still verifies."""
    from tests.rooms.liaison.desks import make_desk
    from unannounced.records.ledger.linking import link_all
    from unannounced.records.ledger.verifying import verify

    yield make_desk()
    link_all()
    assert [str(fault) for fault in verify().faults] == []


@pytest.fixture
def at_desk(desk: "Desk") -> Callable[[str], Any]:
    """A browser in which somebody has signed in."""
    from django.test import Client

    from unannounced.rooms.liaison.doors import PERSON

    def signed_in(login: str) -> Client:
        client = Client()
        session = client.session
        session[PERSON] = str(desk.people[login].pk)
        session.save()
        client.cookies["liaison_session"] = session.session_key
        return client

    return signed_in
