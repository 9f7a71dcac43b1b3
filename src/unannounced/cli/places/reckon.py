"""Reckon again what holds of every place, from all that is kept. Acts do it for what they touch; this mends a doubt."""

import argparse

from unannounced.cli import main

EXAMPLE = "unannounced places reckon"


def arguments(command: argparse.ArgumentParser) -> None:
    """Nothing to say."""


def run(asked: argparse.Namespace) -> int:
    """Reckon, and say how many places there are."""
    main.enter("office")
    from django.db import transaction

    from unannounced.records.places.reckoning import reckon_all

    with transaction.atomic():
        count = reckon_all()
    print(f"What holds now was reckoned of {count} places.")
    return main.DONE
