"""The small case of ``tests.records.house``, as far as a test wants it; and rows changed by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from tests.records import house as building
from tests.records.house import House


@contextmanager
def rolled_back() -> Iterator[None]:
    """Everything inside is undone, constraints unasked: what a hand does to a table may break them."""
    atomic = transaction.atomic()
    atomic.__enter__()
    try:
        yield
    finally:
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture
def house(db: None) -> House:
    """People, States, a place and a session; no visit yet."""
    return building.furnish()


@pytest.fixture(scope="module")
def full_house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """A case with a row in every table, linked; made once for a module and undone after it."""
    from unannounced.records.ledger.linking import link_all

    with django_db_blocker.unblock(), rolled_back():
        made = building.full()
        link_all()
        yield made


@pytest.fixture
def standing(full_house: House) -> Iterator[House]:
    """The full case; what a test does to it is undone after the test."""
    with rolled_back():
        yield full_house
