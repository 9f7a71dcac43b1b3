"""Need to know: somebody who need not know gets the same answer as if the hidden visit did not exist."""

import random
import statistics
import time
from typing import Any

import pytest
from django import forms

from tests.checklists import entered
from tests.committee import committee_of
from tests.rooms.office.sameness import (
    ALONGSIDE,
    EVERY,
    OF_COMMUNICATIONS,
    Answer,
    Page,
    absent,
    ask,
    client_of,
    ids_of,
    masked,
    pages,
    run_command,
    told_by,
    watched,
)
from tests.world import TODAY, World, an_edition, hidden, requested, statement, transmitted
from unannounced.cli.cooperation import CELLS
from unannounced.cli.main import COMMANDS
from unannounced.records.ledger.linking import link_all
from unannounced.rooms.office import finding
from unannounced.rooms.office.acts.registry import REGISTRY
from unannounced.rooms.office.acts.urls import urlpatterns as _acts  # noqa: F401  (the forms enter themselves)

pytestmark = pytest.mark.django_db

OPENED = {"entry", "blob", "pseudonym", "attachment"}
"""Of a notebook that was opened: test_notebook_hidden asks for real ones as everybody who may not see them."""

UNKNOWING = ("ines", "henrik", "jonas", "ruth", "piet", "rosa")
HIDEABLE = {
    "visit",
    "report",
    "paragraph",
    "item",
    "reading",
    "measurement",
    "invitation",
    "device",
    "point",
    "procedure",
} | OPENED
HIDEABLE |= {"remark", "suggestion"} | set(OF_COMMUNICATIONS)
SHOWN = {
    "session",
    "election",
    "candidate",
    "term",
    "rule",
    "place",
    "source",
    "table",
    "code",
    "request",
    "statement",
    "factor",
    "checklist",
    "person",
    "batch",
    "document",
    "token",
    "feed_key",
    "counted",
}
"""Parameters that name something no visit hides."""

NARROWED = (("register", "invented"), ("follow-up", "not_transmitted"))
"""What every page that looks for it is narrowed by: one that does not gives the same answer as without."""

CERTAINLY_NARROWED = {f"/{page}/?register=invented" for page in ("states", "visits", "archive", "items")}
CERTAINLY_NARROWED |= {f"/{page}/?follow-up=not_transmitted" for page in ("items", "unanswered")}
"""Some of those, so that a harness that has become blind is noticed."""

WITH_NUMBERS = {("piet", "ledger"), ("piet", "home")}
"""Auditors see the numbers of lines by their role (ARCHITECTURE, section 2); what a line says is withheld."""

ON_THE_SERVER = {
    "demo": "builds and serves an installation",
    "serve": "starts the rooms",
    "prepare": "makes tables",
    "carry": "carries parcels; says nothing of visits",
    "take-in": "takes parcels in; names digests and devices alone",
    "give": "packs parcels; names digests alone",
    "work": "links lines without a word",
    "verify": "for whoever holds the server: counts lines and rows",
    "index": "indexes what is there, and counts lines, entries or reports",
    "portal": "writes what is public already; names files and addresses of the portal alone",
    "show-archived": "archived reports have no visit that could hide them; counted in test_show_archived",
    "checkpoint": "for whoever holds the server: counts lines",
    "session": "writes alone",
    "elect": "writes alone",
    "edition": "writes alone; what it holds is counted in test_publications",
    "account": "people, not visits",
    "import-reports": "writes alone; the archive is of no visit",
    "enter-mail": "writes alone, for keepers of the register, who are asked for before a file is opened",
    "enter-handed-over": "the same",
    "facts": "treaty facts alone",
    "law": "treaty facts alone; what it imports is public",
    "acts": "prints the forms there are",
    "read": "reads files alone; asks no room",
    "standards": "reads a table of measurements from a file; asks no room",
    "places": "the register of places, which no visit hides; match reads files alone",
    "checklists": "the mechanism's own forms, which no visit hides; says nothing of the visits that use them",
    "topics": "for whoever holds the server: learns words from decisions, counts them, and prints no item",
}


TRIED = {
    "list",
    "show",
    "act",
    "act-many",
    "road-map",
    "standing",
    "cooperation",
    "figures",
    "calendar",
    "search",
    "measurements",
    "notebook",
    "prove-original",
}
"""Commands that are asked below, with a hidden visit and without one."""


def known_values(world: World) -> dict[str, Any]:
    """Something visible to everybody for each parameter that a page may have."""
    return {
        "code": "XXB",
        "rule": "CPT-IMM-06",
        "counted": "visits",
        "place": world.places["XXB"].pk,  # measured on the hidden visit too
        "source": an_edition(world, TODAY, {"K": {"name": "Kestrel Prison"}}).pk,
        "request": requested(world).pk,
        "statement": statement(world).pk,
        "factor": absent(),
        "checklist": entered(world).pk,  # every version is everybody's who may know of visits
        "person": world.people["ana"].pk,  # who can go on visits: their visits are those that the viewer sees
        "document": absent(),  # of an answer to a request: test_requests compares hidden and absent
        "token": absent(),  # opens nothing here: test_calendar_feed compares what keys tell
        "feed_key": absent(),
        **committee_of(world),
        "batch": absent(),  # seen by whoever laid it alone: test_take_in_page compares hidden and absent
        "table": absent(),  # seen by whoever laid it alone: test_register_take_in compares hidden and absent
    }


def nothing() -> dict[str, Any]:
    """Values for the parameters of a page that name nothing."""
    return {**dict.fromkeys(HIDEABLE, absent()), **ALONGSIDE}


def hideable_pages() -> list[Page]:
    return [page for page in pages() if set(page.parameters) & HIDEABLE]


def test_every_parameter_of_every_page_is_known_to_the_harness() -> None:
    unknown = {page.route for page in pages() if set(page.parameters) - HIDEABLE - SHOWN - set(ALONGSIDE)}
    assert not unknown, f"say in HIDEABLE or SHOWN what these parameters name: {unknown}"


def test_the_harness_finds_a_page_that_is_added_later() -> None:
    routes = {page.route for page in pages()}
    assert "visits/<uuid:visit>/" in routes
    assert len([page for page in pages() if "visit" in page.parameters]) > len(["read", "note", "draw"])


@pytest.mark.parametrize("key", UNKNOWING)
def test_a_hidden_thing_is_answered_like_an_absent_one_at_every_address(world: World, key: str) -> None:
    chain, client = hidden(world), client_of(world, key)
    ask(client, "/states/")  # the first request of a session writes it
    for page in hideable_pages():
        there, nowhere = page.path(ids_of(chain)), page.path(nothing())
        for data in (None, {"text": "x", "key": str(chain.visit.pk)}):
            held, empty = ask(client, there, data=data), ask(client, nowhere, data=data)
            told = told_by(held, empty)
            assert not told, f"{page.name} tells {key} that something is there: {told}"
            assert held.status == 404


def everything(world: World, key: str, values: dict[str, Any]) -> dict[str, Answer]:
    """The answer of every page that can be asked for without naming something under a visit."""
    client = client_of(world, key)
    ask(client, "/states/")
    answers = {}
    for page in pages():
        if set(page.parameters) & HIDEABLE or page.name in {"sign_out", "passkey_begin", "passkey_complete"}:
            continue
        path = page.path(values)
        with watched() as looked_for:
            answers[f"{page.name} {path}"] = ask(client, path)
        for name, value in NARROWED:
            if {name, EVERY} & looked_for:
                answers[f"{page.name} {path}?{name}={value}"] = ask(client, f"{path}?{name}={value}")
    return answers


@pytest.mark.parametrize("key", UNKNOWING)
def test_a_hidden_visit_changes_nothing_in_any_list_count_or_export(world: World, key: str) -> None:
    chain, values = transmitted(world), known_values(world)
    visible = {f"{page.name} {page.path(ids_of(chain))}": page for page in hideable_pages()}
    before = everything(world, key, values)
    assert {name.split()[1] for name in before} >= CERTAINLY_NARROWED
    shown = {name: ask(client_of(world, key), page.path(ids_of(chain))) for name, page in visible.items()}
    hidden(world)
    for name, answer in everything(world, key, values).items():
        if (key, name.split()[0]) not in WITH_NUMBERS:
            told = told_by(answer, before[name])
            assert not told, f"{name} tells {key} of the hidden visit: {told}"
        assert "Zanzibarite" not in answer.body
    for name, page in visible.items():
        told = told_by(ask(client_of(world, key), page.path(ids_of(chain))), shown[name])
        assert not told, f"{name} tells {key}: {told}"


def test_an_auditor_sees_that_a_line_stands_but_not_what_a_hidden_visit_holds(world: World) -> None:
    client = client_of(world, "piet")
    before = ask(client, "/ledger/").body
    hidden(world)
    after = ask(client, "/ledger/").body
    assert after.count("withheld until its visit is notified") > 5
    assert after.count("plan a visit") == before.count("plan a visit")
    assert after.count("note an entry") == before.count("note an entry")


def test_the_delegation_itself_sees_the_visit_everywhere(world: World) -> None:
    chain = hidden(world)
    assert ask(client_of(world, "ana"), f"/visits/{chain.visit.pk}/").status == 200
    assert "Zanzibarite" in ask(client_of(world, "tomas"), f"/reports/{chain.report.pk}/").body


def test_a_hidden_thing_chosen_in_a_form_is_answered_like_an_absent_one(world: World) -> None:
    chain, visible, secret = transmitted(world), known_values(world), None
    secret = hidden(world)
    held = {"Entry": secret.entries[0].pk, "Finding": secret.finding.pk, "Paragraph": secret.paragraph.pk}
    client = client_of(world, "ines")
    for (word, name), form_class in REGISTRY.items():
        subject = {**ids_of(chain), "state": "XXB", **visible}[word]
        page = next(page for page in pages() if page.name == f"{word}-{name}")
        path = page.path({word: subject, "code": subject})
        for field, declared in form_class.base_fields.items():
            if isinstance(declared, forms.ModelChoiceField):
                for pk in held.values():
                    there = ask(client, path, data={field: str(pk)})
                    nowhere = ask(client, path, data={field: str(absent())})
                    told = told_by(there, nowhere)
                    assert not told, f"{name}.{field} tells that something is there: {told}"


def test_every_command_is_known_to_the_harness() -> None:
    assert set(COMMANDS) == set(ON_THE_SERVER) | TRIED


@pytest.mark.parametrize("key", UNKNOWING)
def test_a_hidden_visit_changes_nothing_in_any_command(world: World, key: str) -> None:
    transmitted(world)
    asked = [
        ["list", what, "--as", key, *more]
        for what in ("states", "visits", "reports", "items", "requests")
        for more in ([], ["--json"], ["--state", "XXB"], ["--invented"], ["--follow-up", "not_transmitted"])
    ]
    asked.append(["standing", "XXB"])
    asked += [["cooperation", "XXB", "--as", key, "--json"], ["calendar", "--as", key]]
    asked += [["cooperation", "XXB", "--as", key, "--year", str(TODAY.year), "--cell", cell] for cell in CELLS]
    asked += [["road-map", "XXB", "--as", key], ["list", "items", "--as", key, "--invented", "--csv"]]
    asked += [["list", "items", "--as", key, "--state", "XXB", "--words", "windows", "--sort", "due"]]
    asked.append(["prove-original", f"TEST/Inf ({TODAY.year}) 1", "1", "--as", key])
    asked += [["search", words, "--as", key, "--json"] for words in ("Zanzibarite", "windows")]
    for days in ([], ["--from", f"{TODAY.year - 2}-01-01", "--to", TODAY.isoformat()]):
        for more in ([], ["--public"], ["--json"], ["items", "--row", "total", "--column", "items"]):
            asked.append(["figures", *more, *days, "--invented", "--as", key])
    for place in (["--place", "Bresk Prison"], ["--place", "Bresk Prison", "--all", "--json"]):
        asked.append(["measurements", "list", *place, "--as", key])
    finding.build_again()
    before = [run_command(arguments) for arguments in asked]
    chain = hidden(world)
    link_all()
    finding.index_new()
    assert [run_command(arguments) for arguments in asked] == before
    for what, pk in (("visit", chain.visit.pk), ("report", chain.report.pk), ("item", chain.item.pk)):
        there = run_command(["show", what, str(pk), "--as", key])
        assert there == run_command(["show", what, str(absent()), "--as", key])
        assert there[0] == 1
    for what in (["list"], ["import", __file__, "--dry-run"]):
        there = run_command(["measurements", *what, "--visit", str(chain.visit.pk), "--as", key])
        assert there == run_command(["measurements", *what, "--visit", str(absent()), "--as", key])
    for what in ("list", "open"):
        there = run_command(["notebook", what, str(chain.visit.pk), "--as", key])
        assert there == run_command(["notebook", what, str(absent()), "--as", key])
        assert there[0] == 1
    for many in (
        "register-response",
        "assess",
        "set-time",
        "withdraw",
        "accept-reading",
        "decide-topic",
        "decide-repeat",
    ):
        there = run_command(["act-many", many, "--as", key, "--ids", str(chain.item.pk), "--set", "text=x"])
        assert there == run_command(["act-many", many, "--as", key, "--ids", str(absent()), "--set", "text=x"])
    for (word, name), _form in REGISTRY.items():
        if word in HIDEABLE:
            pk = ids_of(chain)[word]
            there = run_command(["act", word, name, str(pk), "--as", key, "--set", "text=x"])
            assert there == run_command(["act", word, name, str(absent()), "--as", key, "--set", "text=x"])


def test_nobody_who_is_not_signed_in_learns_which_addresses_exist(world: World, client: Any) -> None:
    chain = hidden(world)
    for page in hideable_pages():
        held = client.get(page.path(ids_of(chain)))
        nowhere = client.get(page.path(nothing()))
        assert held.status_code == nowhere.status_code == 302
        assert masked(held.headers["Location"]) == masked(nowhere.headers["Location"])


@pytest.mark.slow
def test_hidden_differs_from_absent_in_time_no_more_than_absent_from_absent(world: World) -> None:
    """1,000 interleaved requests: the medians differ by no more than chance splits of the absent ones do."""
    chain, client = hidden(world), client_of(world, "ines")
    address = f"/visits/{chain.visit.pk}/"
    for _warm in range(20):
        client.get(address)
    times: dict[str, list[float]] = {"hidden": [], "absent": []}
    order = ["hidden", "absent"] * 500
    random.Random(5).shuffle(order)
    for kind in order:
        path = address if kind == "hidden" else f"/visits/{absent()}/"
        start = time.perf_counter()
        client.get(path)
        times[kind].append(time.perf_counter() - start)
    difference = abs(statistics.median(times["hidden"]) - statistics.median(times["absent"]))
    chance = _differences_by_chance(times["absent"])
    assert difference <= max(chance) * 1.5, f"{difference:.6f} s against {max(chance):.6f} s by chance"


def _differences_by_chance(times: list[float]) -> list[float]:
    dice, found = random.Random(7), []
    for _split in range(300):
        mixed = dice.sample(times, len(times))
        half = len(mixed) // 2
        found.append(abs(statistics.median(mixed[:half]) - statistics.median(mixed[half:])))
    return found


def test_the_harness_notices_a_page_that_tells(world: World) -> None:
    """Broken on purpose: a page that answers 403 for what is hidden is told apart from 404."""
    held = Answer(403, (), "You may not see this.", ())
    assert held != Answer(404, (), "There is nothing here.", ())


@pytest.mark.parametrize("notified", [False, True])
@pytest.mark.parametrize("tie", ["none", "delegate", "confidant"])
@pytest.mark.parametrize("key", UNKNOWING)
def test_the_query_says_what_the_rule_says(world: World, key: str, tie: str, notified: bool) -> None:
    from tests.world import moment, notify_and_end, plan
    from unannounced.duties.confidentiality import sees_visit
    from unannounced.records.ledger.actions import act
    from unannounced.records.visits.actions import let_know
    from unannounced.records.visits.models import Capacity, Delegate
    from unannounced.records.visits.queries import seen_by

    visit, viewer = plan(world), world.viewers[key]
    at = moment(visit.begins)
    if tie == "delegate":  # past the rules of naming: whose mandate ended since stands there too
        with act("name a delegate", by=world.ana.pk, at=at, within=visit.pk) as line:
            line.keep(Delegate(visit=visit, person=world.people[key], capacity=Capacity.SECRETARIAT))
    if tie == "confidant":
        let_know(visit, world.people[key], by=world.ana, at=at)
    if notified:
        notify_and_end(world, visit)
    rule = sees_visit(
        roles=viewer.roles,
        on_delegation=tie == "delegate",
        let_know=tie == "confidant",
        notified_on=visit.notified_on,
    )
    assert seen_by(viewer).filter(pk=visit.pk).exists() == rule
