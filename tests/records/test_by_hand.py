"""Whatever a hand changes in a table that the ledger answers for is named: by table and id, in one line."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Model

from tests.records import by_hand
from tests.records.conftest import rolled_back
from tests.records.house import House
from unannounced.records.ledger.models import Line
from unannounced.records.ledger.verifying import answered_for, verify

pytestmark = pytest.mark.django_db

TABLES = answered_for()
COLUMNS = [
    (model, field)
    for model in TABLES
    for field in model._meta.concrete_fields
    if not field.primary_key and field.attname not in getattr(model, "UNDIGESTED", ())
]
LOOSE = [
    (model, field)
    for model in TABLES
    for field in model._meta.concrete_fields
    if field.attname in getattr(model, "UNDIGESTED", ())
]


def name(value: object) -> str | None:
    """How a case is called in the output of pytest."""
    if isinstance(value, type):
        return value._meta.db_table  # type: ignore[attr-defined]
    return value.attname if isinstance(value, models.Field) else None


def a_row(model: type[Model]) -> Model:
    """Any row of the table."""
    row = model._base_manager.order_by("pk").first()
    assert row is not None, f"the case has no row in {model._meta.db_table}"
    return row


def first_that_yields(model: type[Model], hand: Callable[[Model], Any]) -> tuple[Model, Any]:
    """Let ``hand`` do its work on a row; where the database refuses, on the next.

    What the database refuses for every row need not be found by verification: it keeps the rules too.
    """
    refusal = ""
    for row in model._base_manager.order_by("pk"):
        try:
            with transaction.atomic():
                return row, hand(row)
        except IntegrityError as refused:
            refusal = str(refused).splitlines()[0]
    pytest.skip(f"the database refuses it: {refusal}")


def said() -> list[str]:
    """What verification finds, in sentences."""
    return [str(fault) for fault in verify().faults]


def test_the_untouched_case_is_without_fault_and_has_a_row_in_every_table(standing: House) -> None:
    verdict = verify()
    assert verdict.faults == []
    assert verdict.waiting == 0
    assert verdict.lines == Line.objects.count()
    assert verdict.rows == sum(model._base_manager.count() for model in TABLES)
    assert all(model._base_manager.exists() for model in TABLES)


def test_no_table_of_the_office_is_left_out_but_those_that_are_technical() -> None:
    technical = {"ledger_line", "ledger_reading", "accounts_failedsignin", "django_session"}
    technical |= {"archive_batch", "archive_laid", "reports_presence", "publications_personproposal"}
    technical |= {"places_placenow", "places_twin", "places_laidtable", "recommendations_undecided"}
    technical |= {"readings_proposedtopic", "readings_proposedrepeat", "readings_itemvector"}
    everything = {model._meta.db_table for model in apps.get_models()}
    assert everything - {model._meta.db_table for model in TABLES} == technical


@pytest.mark.parametrize(("model", "field"), COLUMNS, ids=name)
def test_a_column_altered_by_hand_is_named(standing: House, model: type[Model], field: Any) -> None:
    row, _done = first_that_yields(model, lambda one: by_hand.alter(one, field))
    found = said()
    assert len(found) == 1
    told_by = {"line"} | ({field.attname} & set(getattr(model, "FOLLOWS", ())))
    begun = f"{model._meta.db_table} {row.pk} was altered by hand: "
    assert found[0].startswith(tuple(f"{begun}{one} " for one in told_by))
    assert "(waiting)" not in found[0]


@pytest.mark.parametrize(("model", "field"), LOOSE, ids=name)
def test_what_changes_without_a_line_by_design_is_no_fault(standing: House, model: type[Model], field: Any) -> None:
    by_hand.alter(a_row(model), field)
    assert said() == []


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_a_row_deleted_by_hand_is_named(standing: House, model: type[Model]) -> None:
    row = a_row(model)
    by_hand.delete(row)
    found = said()
    assert len(found) == 1
    assert found[0].startswith(f"{model._meta.db_table} {row.pk} was deleted by hand: line ")


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_a_row_added_by_hand_is_named(standing: House, model: type[Model]) -> None:
    _row, added = first_that_yields(model, by_hand.insert_beside)
    assert said() == [f"{model._meta.db_table} {added} was added by hand: no line of the ledger made it."]


@pytest.mark.parametrize("model", TABLES, ids=name)
def test_a_row_whose_id_was_altered_by_hand_is_named_under_both_ids(standing: House, model: type[Model]) -> None:
    row = a_row(model)
    by_hand.alter(row, row._meta.pk)
    found = said()
    assert len(found) == 2
    assert f"{model._meta.db_table} {by_hand.OTHER} was added by hand: no line of the ledger made it." in found
    assert any(one.startswith(f"{model._meta.db_table} {row.pk} was deleted by hand") for one in found)


SPOILT = [
    (model, field)
    for model, field in COLUMNS
    if not isinstance(field, models.CharField | models.TextField) or isinstance(field, models.JSONField)
]


@pytest.mark.sqlite
@pytest.mark.parametrize(("model", "field"), SPOILT, ids=name)
def test_a_column_with_nonsense_in_it_is_named_like_any_other(standing: House, model: type[Model], field: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no nonsense into a column")
    row = a_row(model)
    by_hand.spoil(row, field)
    found = said()
    assert len(found) == 1
    assert found[0].startswith(f"{model._meta.db_table} {row.pk} was altered by hand")


@pytest.mark.sqlite
@pytest.mark.parametrize("model", TABLES, ids=name)
def test_a_row_whose_id_is_nonsense_is_named(standing: House, model: type[Model]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no nonsense into a column")
    row = a_row(model)
    by_hand.spoil(row, row._meta.pk)
    found = said()
    assert len(found) == 2
    assert any(one.startswith(f"{model._meta.db_table} !? no value of this column was added by hand") for one in found)
    assert any(one.startswith(f"{model._meta.db_table} {row.pk} was deleted by hand") for one in found)


def test_many_hands_are_all_named(standing: House) -> None:
    rows = [a_row(model) for model in TABLES]
    with rolled_back():
        for row in rows:
            by_hand.delete(row)
        assert {one.split(" was ")[0] for one in said()} == {f"{row._meta.db_table} {row.pk}" for row in rows}
    assert said() == []
