"""Need to know: for a report of another State an officer gets the answer of one that does not exist."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.rooms.liaison.desks import Desk, a_file, bring, named, transmission

pytestmark = pytest.mark.django_db

NAMED = {"report", "item", "digest", "laid", "form"}
"""What the addresses of this room name; each is asked for below, with something real of another State."""

TOKENS = re.compile(
    r"csrfmiddlewaretoken\" value=\"[^\"]+\"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
LITERALS = re.compile(r"'[^']*'|\b\d+\b")


def addresses() -> list[tuple[str, str, set[str]]]:
    """Name, route and parameters of every address that names something."""
    found = []
    for one in get_resolver("unannounced.rooms.liaison.urls").url_patterns:
        route = str(one.pattern)
        parameters = set(re.findall(r"<\w+:(\w+)>", route))
        if parameters:
            found.append((str(one.name), route, parameters))
    return found


def filled(route: str, values: dict[str, str]) -> str:
    return "/" + re.sub(r"<\w+:(\w+)>", lambda part: values[part[1]], route)


def asked(client: Client, path: str, data: dict[str, str] | None) -> tuple[Any, ...]:
    """Status, headers, body and SQL of an answer, tokens masked."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(path) if data is None else client.post(path, data)
    headers = sorted((name, TOKENS.sub("…", value)) for name, value in answer.headers.items())
    sql = [LITERALS.sub("?", one["sql"]) for one in queries.captured_queries]
    body = TOKENS.sub("…", b"".join(answer).decode().replace(path, "PATH"))
    return answer.status_code, headers, body, sql


def of_bresk(desk: Desk) -> dict[str, str]:
    """Something real of Bresk for each parameter."""
    from tests.rooms.liaison.desks import NOW
    from unannounced.records.desk.actions import lay

    bring(b"%PDF-1.7 made", "document")
    bring(transmission(serial=2, files=[a_file()]))
    by = desk.officer("goran")
    laid = lay(desk.report(), "a.txt", b"a", media="text/plain", is_document=False, read={}, by=by, at=NOW)
    desk.write("12.1", "Zanzibarite windows open.")
    return {
        "report": named("bresk"),
        "item": named("bresk 12.1"),
        "digest": a_file()["digest"],
        "laid": str(laid.pk),
        "form": "xlsx",
    }


def test_every_parameter_of_every_address_is_known_to_the_harness() -> None:
    unknown = {route for _name, route, parameters in addresses() if parameters - NAMED}
    assert not unknown, f"say in NAMED what these addresses name: {unknown}"
    assert len(addresses()) > 8


@pytest.mark.parametrize("login", ["mirela"])
def test_a_report_of_another_state_is_answered_like_one_that_does_not_exist(
    desk: Desk, at_desk: Callable[[str], Client], login: str
) -> None:
    real, client = of_bresk(desk), at_desk(login)
    nothing = {name: "0" * 64 if name == "digest" else "xlsx" if name == "form" else str(uuid4()) for name in NAMED}
    for name, route, _parameters in addresses():
        for data in (None, {"text": "x", "claim": "accepted", "seen": "0"}):
            held, absent = asked(client, filled(route, real), data), asked(client, filled(route, nothing), data)
            assert held == absent, f"{name} tells {login} that something is there"
            assert held[0] in {404, 405}


def test_what_is_laid_or_asked_beside_another_report_of_ones_own_is_not_there(
    desk: Desk, at_desk: Callable[[str], Client]
) -> None:
    """A real file or item of Bresk, named beside a report that the officer has."""
    real, client = of_bresk(desk), at_desk("mirela")
    own = {**real, "report": named("aldmoor")}
    absent = {**own, "item": str(uuid4()), "laid": str(uuid4()), "digest": "0" * 64}
    for name, route, parameters in addresses():
        if parameters & {"item", "laid", "digest"}:
            there, nowhere = (asked(client, filled(route, values), None) for values in (own, absent))
            assert there == nowhere, f"{name} tells that something is there"
            assert there[0] == 404


def test_no_page_of_an_officer_says_a_word_of_another_states_report(
    desk: Desk, at_desk: Callable[[str], Client]
) -> None:
    client = at_desk("mirela")
    before = [asked(client, path, None)[:3] for path in ("/", f"/reports/{named('aldmoor')}/")]
    of_bresk(desk)
    after = [asked(client, path, None)[:3] for path in ("/", f"/reports/{named('aldmoor')}/")]
    assert before == after
    assert "Bresk" not in "".join(str(one) for one in after)


def test_whoever_has_not_signed_in_learns_nothing_of_any_address(desk: Desk, client: Client) -> None:
    real = of_bresk(desk)
    for _name, route, _parameters in addresses():
        answer = client.get(filled(route, real))
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/sign-in/")


def test_an_officer_whose_appointment_ended_is_shown_the_door(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    from datetime import timedelta

    from tests.rooms.liaison.desks import NOW, TODAY
    from unannounced.records.desk.actions import end_appointment
    from unannounced.records.desk.models import Appointment

    client = at_desk("goran")
    assert client.get("/").status_code == 200
    held = Appointment.objects.get(person=desk.people["goran"])
    end_appointment(held, ends=TODAY - timedelta(days=1), by=desk.rosa, at=NOW)
    answer = client.get(f"/reports/{named('bresk')}/")
    assert answer.status_code == 302
    assert "you are no officer of a State today" in client.get("/sign-in/").content.decode()
