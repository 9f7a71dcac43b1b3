"""Reading pages with Django's test client: every middleware, the database, the template; no network."""

from importlib import import_module
from time import perf_counter

from django.conf import settings
from django.test import Client


def browser() -> Client:
    """A client that asks for the host a room answers to, in a process that is set up as the room is when served."""
    import_module(settings.WSGI_APPLICATION.rpartition(".")[0])
    return Client(headers={"host": "localhost", "accept-language": "en"})


def milliseconds(client: Client, path: str, times: int) -> list[float]:
    """How long the server takes for ``path``, each time; once before to warm up."""
    took = []
    for turn in range(times + 1):
        begun = perf_counter()
        answer = client.get(path)
        seconds = perf_counter() - begun
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
        if turn:
            took.append(1000 * seconds)
    return took


def joining(words: list[str], times: int) -> list[float]:
    """How long it takes to join ``words`` into one text, each time."""
    took = []
    for _ in range(times):
        begun = perf_counter()
        "\n".join(words)
        took.append(1000 * (perf_counter() - begun))
    return took
