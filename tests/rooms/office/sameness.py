"""The harness of need to know: finds every page and command by itself, asks each as every role, compares.

A page with a parameter, or a command, that the harness does not know fails the test that lists them:
nothing new escapes.
"""

import contextlib
import difflib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.db.models import Model
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import Chain, World
from unannounced.records.committee.models import AgendaPoint, WrittenProcedure
from unannounced.records.keyrings.models import Device, Invitation
from unannounced.records.reports.models import Remark, Suggestion
from unannounced.rooms.office.doors import PERSON

TOKEN = re.compile(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"|name="(csrfmiddlewaretoken|key)"[^>]*value="[^"]*"')
ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
NUMBER = re.compile(r"(csrftoken|office_csrf|office_session)=[^;]+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+00:00)?")
SESSION = re.compile(r"(\"session_key\" = |\"session_data\" = )'[^']*'")
CURSOR = re.compile(r"_django_curs_\w+")
EVERY = "*"
SIGNED = re.compile(r"<id>:[\w-]+")


@dataclass(frozen=True, slots=True)
class Page:
    """An address of the office: its route, name, and the names of its parameters."""

    name: str
    route: str
    parameters: tuple[str, ...]

    def path(self, values: dict[str, Any]) -> str:
        """The address with its parameters filled in."""
        filled = self.route
        for parameter in self.parameters:
            filled = re.sub(rf"<(\w+:)?{parameter}>", str(values[parameter]), filled)
        return "/" + filled


def pages() -> list[Page]:
    """Every address of the office, found in its URL configuration."""
    return list(_flat(get_resolver("unannounced.rooms.office.urls").url_patterns, ""))


def _flat(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Page]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _flat(pattern.url_patterns, route)
        else:
            yield Page(pattern.name or route, route, tuple(pattern.pattern.converters))


ALONGSIDE: dict[str, Any] = {"number": 1, "page": 1, "document": UUID(int=1), "letter": UUID(int=5)}
"""Parameters that count the parts of what another one names: the same for what is hidden and what is absent."""


OPENED: dict[str, Any] = {"blob": UUID(int=2), "pseudonym": UUID(int=3), "attachment": UUID(int=4)}
"""What there is of a notebook only once it is opened: test_notebook_hidden opens one and asks for them."""

OF_COMMUNICATIONS: dict[str, Any] = {
    name: UUID(int=number)
    for number, name in enumerate(
        (
            "communication",
            "piece",
            "assignment",
            "held",
            "keeper",
            "nameable",
            "intake_key",
            "reprisal",
            "entrusted",
            "call",
            "part",
        ),
        101,
    )
}
"""What no visit hides and its own rules do: test_communications_hidden asks for real ones."""


def ids_of(chain: Chain) -> dict[str, Any]:
    """What stands for each parameter that names something under a visit."""
    return {
        "visit": chain.visit.pk,
        "report": chain.report.pk,
        "paragraph": chain.paragraph.pk,
        "remark": first_of(Remark, paragraph=chain.paragraph),
        "suggestion": first_of(Suggestion, paragraph=chain.paragraph),
        "item": chain.item.pk,
        "reading": chain.item.pk,
        "measurement": chain.measured.pk,
        "invitation": first_of(Invitation, visit=chain.visit),
        "device": first_of(Device, invitation__visit=chain.visit),
        "entry": chain.entries[0].pk,
        "point": first_of(AgendaPoint, within=chain.visit.pk),
        "procedure": first_of(WrittenProcedure, within=chain.visit.pk),
        **OPENED,
        **OF_COMMUNICATIONS,
        **ALONGSIDE,
    }


def first_of(model: type[Model], **under: Any) -> Any:
    """The id of something that hangs on a visit; one that names nothing where nothing hangs there."""
    found = model._default_manager.filter(**under).order_by("pk").first()
    return found.pk if found else absent()


def client_of(world: World, key: str) -> Client:
    """A browser signed in as somebody of the cast."""
    client = Client()
    session = client.session
    session[PERSON] = str(world.people[key].pk)
    session.save()
    client.cookies["office_session"] = session.session_key
    return client


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody can learn from an answer, its tokens masked: status, headers, body, SQL."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    sql: tuple[str, ...]


class Watched(QueryDict):
    """What stands behind the question mark of an address, and which names of it were looked for."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.looked_for: set[str] = set()

    def __getitem__(self, name: str) -> str | list[object]:
        self.looked_for.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.looked_for.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> list[str]:
        """As ever, but noted."""
        self.looked_for.add(name)
        return super().getlist(name, default)

    def lists(self) -> Iterator[tuple[str, list[object]]]:
        """As ever; whoever takes all there is looks for every name."""
        self.looked_for.add(EVERY)
        return super().lists()

    def __iter__(self) -> Iterator[str]:
        self.looked_for.add(EVERY)
        return super().__iter__()


@contextlib.contextmanager
def watched() -> Iterator[set[str]]:
    """The names that pages look for behind the question mark while this lasts, ``EVERY`` if they take all there is."""
    looked_for: set[str] = set()

    def asked(request: WSGIRequest) -> Watched:
        given = Watched(request.META.get("QUERY_STRING", ""))
        given.looked_for = looked_for
        return given

    with mock.patch.object(WSGIRequest, "GET", property(asked, lambda request, value: None)):
        yield looked_for


def told_by(one: Answer, other: Answer) -> list[str]:
    """What differs between two answers, line by line: what somebody could learn from them."""
    left = [str(one.status), *map(str, one.headers), *one.body.splitlines(), *one.sql]
    right = [str(other.status), *map(str, other.headers), *other.body.splitlines(), *other.sql]
    return list(difflib.unified_diff(left, right, n=0, lineterm=""))[2:]


def masked(text: str) -> str:
    """``text`` without what differs in every answer: tokens and the ids that were asked for."""
    return SIGNED.sub("<signed>", ID.sub("<id>", NUMBER.sub(r"\1=<token>", TOKEN.sub("<token>", text))))


def ask(client: Client, path: str, *, data: dict[str, Any] | None = None) -> Answer:
    """The answer to a GET, or to a POST of ``data``."""
    connection.queries_log.clear()  # it holds 9,000, and there are many pages
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path) if data is None else client.post(path, data)
    body = b"".join(response) if response.streaming else response.content
    headers = sorted((name, masked(value)) for name, value in response.headers.items() if name != "Content-Length")
    return Answer(
        response.status_code,
        tuple(headers),
        masked(body.decode(errors="replace")),
        tuple(
            CURSOR.sub("<cursor>", MOMENT.sub("<moment>", SESSION.sub(r"\1<session>", masked(query["sql"]))))
            for query in queries
        ),
    )


def run_command(arguments: list[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command, in this process."""
    from unannounced.cli.main import main

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, masked(out.getvalue()), masked(err.getvalue())


def absent() -> UUID:
    """An id that names nothing."""
    return uuid4()
