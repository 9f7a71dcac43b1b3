"""Counting what a page asks the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.figures import REPEATS


def queries(client: Client, path: str) -> list[int]:
    """How many queries ``path`` takes, each time; once before, so that nothing is made for the first time."""
    counts = []
    client.get(path)
    for _ in range(REPEATS):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, path
        counts.append(len(asked))
    return counts
