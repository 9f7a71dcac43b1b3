"""An office with a made-up archive: who has it open, and which items a page lists."""

import re
from uuid import UUID

from django.test import Client

from tests.rooms.office.sameness import ask

CHOSEN = re.compile(r'name="item" value="([0-9a-f-]{36})"')


def page_of(client: Client, path: str) -> str:
    """The words of a page that opens."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def listed(client: Client, path: str) -> list[UUID]:
    """The items that a list shows, in its order."""
    return [UUID(one) for one in CHOSEN.findall(page_of(client, path))]


def every(client: Client, path: str) -> list[UUID]:
    """The items of all pages of a list, in its order."""
    found: list[UUID] = []
    mark = "&" if "?" in path else "?"
    for number in range(1, 100):
        page = page_of(client, f"{path}{mark}page={number}")
        found += [UUID(one) for one in CHOSEN.findall(page)]
        if 'rel="next"' not in page:
            return found
    raise AssertionError(f"{path} has no end")


def queries_of(client: Client, path: str) -> int:
    """How often a page asks the database."""
    client.get(path)
    return len(ask(client, path).sql)
