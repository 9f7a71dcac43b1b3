"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What was done: append-only lines, sealed, chained and checked; no foreign keys."""

    name = "unannounced.records.ledger"
    label = "ledger"
