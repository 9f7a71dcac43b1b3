"""The house rules: each holds, and each catches the one who goes against it."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture import house as rules
from tests.architecture.conftest import House

pytestmark = pytest.mark.sqlite  # starts rooms in homes of their own: once is enough

OnSource = Callable[[str, str], rules.Found]

# rule → the folders or modules it holds for
SCOPES: dict[OnSource, tuple[str, ...]] = {
    rules.actions_without_a_line: ("records/*/actions.py",),
    rules.writes_outside_actions: ("records", "rooms", "cli", "crafts", "duties"),
    rules.foreign_keys_that_do_not_protect: ("records",),
    rules.foreign_keys_at_all: ("records/ledger",),
    rules.constraints_that_are_no_sentence: ("records",),
    rules.names_with_refused_words: ("duties", "records"),
    rules.too_long: ("",),
    rules.signals_and_admin: ("",),
    rules.clocks_and_files: ("duties",),
    rules.broad_excepts: ("",),
}

# rule → where somebody goes against it, how, and what of it the rule names
BAD = [
    (
        rules.actions_without_a_line,
        "records/visits/actions.py",
        "def plan(state, at, *, by):\n    with act('plan', by=by, at=at) as line:\n        line.keep(Visit())",
        "plan takes no keyword-only `at`",
    ),
    (
        rules.actions_without_a_line,
        "records/visits/actions.py",
        "def plan(state, *, by, at):\n    Visit(state=state).save()",
        "plan has no `with act(…)`",
    ),
    (
        rules.actions_without_a_line,
        "records/visits/actions.py",
        "def plan(state, *, by, at):\n    _plan(state)\n\ndef _plan(state):\n    react(state)",
        "plan has no `with act(…)`",
    ),
    (rules.writes_outside_actions, "records/visits/queries.py", "visit.save()", ".save(…)"),
    (rules.writes_outside_actions, "rooms/office/pages/visit.py", "Visit.objects.create(state=state)", ".create(…)"),
    (rules.writes_outside_actions, "rooms/office/pages/visit.py", "seen.filter(pk=1).update(stage='x')", ".update(…)"),
    (rules.writes_outside_actions, "cli/act.py", "Visit.objects.all().delete()", ".delete(…)"),
    (rules.writes_outside_actions, "cli/act.py", "Visit.objects.bulk_create(new)", ".bulk_create(…)"),
    (rules.writes_outside_actions, "cli/act.py", "cursor.execute('DELETE FROM visits_visit')", ".execute(…)"),
    (rules.writes_outside_actions, "cli/act.py", "cursor.execute(sql)", ".execute(…)"),
    (rules.writes_outside_actions, "records/visits/batching.py", "visit.save()", ".save(…)"),
    (rules.writes_outside_actions, "records/archive/batching.py", "laid.save()", None),
    (rules.writes_outside_actions, "cli/act.py", "cursor.execute(f'SELECT {x}'); seen.update(more)", None),
    (
        rules.foreign_keys_that_do_not_protect,
        "records/visits/models.py",
        "class Visit:\n    state = models.ForeignKey(State, on_delete=models.CASCADE)",
        "CASCADE",
    ),
    (
        rules.foreign_keys_that_do_not_protect,
        "records/visits/models.py",
        "class Visit:\n    state = models.OneToOneField(State, models.SET_NULL, null=True)",
        "a OneToOneField without on_delete=models.PROTECT",
    ),
    (
        rules.foreign_keys_that_do_not_protect,
        "records/visits/models.py",
        "class Visit:\n    places = models.ManyToManyField(Place)",
        "a ManyToManyField",
    ),
    (
        rules.foreign_keys_at_all,
        "records/ledger/models.py",
        "class Line:\n    by = models.ForeignKey(Person, on_delete=models.PROTECT)",
        "a ForeignKey in the ledger",
    ),
    (
        rules.constraints_that_are_no_sentence,
        "records/visits/models.py",
        "models.UniqueConstraint(fields=['code'], name='unique_code')",
        "“unique_code” is no sentence",
    ),
    (
        rules.constraints_that_are_no_sentence,
        "records/visits/models.py",
        "models.CheckConstraint(condition=sound)",
        "“” is no sentence",
    ),
    (rules.names_with_refused_words, "duties/noting.py", "class PrisonerCount:\n    pass", "says “prisoner”"),
    (rules.names_with_refused_words, "records/places/models.py", "class Place:\n    site_kind = 1", "says “site”"),
    (rules.names_with_refused_words, "records/places/models.py", "facilities: int = 1", "says “facility”"),
    (rules.names_with_refused_words, "duties/reporting.py", "def approve(report): ...", "says “approve”"),
    (rules.names_with_refused_words, "duties/reporting.py", "def adopt(audit): ...", "says “audit”"),
    (rules.names_with_refused_words, "duties/reporting.py", "class Auditor: ...", None),
    (rules.too_long, "crafts/packing.py", "x = 1\n" * 401, "401 lines"),
    (rules.too_long, "crafts/packing.py", "def pack():\n" + "    x = 1\n" * 60, "pack has 61 lines"),
    (rules.signals_and_admin, "records/visits/apps.py", "from django.db.models.signals import post_save", "post_save"),
    (rules.signals_and_admin, "records/visits/apps.py", "from django.db.models import signals", "signals"),
    (rules.signals_and_admin, "records/visits/apps.py", "from django.dispatch import receiver", "receiver"),
    (rules.signals_and_admin, "records/visits/admin.py", "from django.contrib import admin", "admin"),
    (rules.clocks_and_files, "duties/noting.py", "today = date.today()", "today(…)"),
    (rules.clocks_and_files, "duties/noting.py", "at = datetime.now(UTC)", "now(…)"),
    (rules.clocks_and_files, "duties/noting.py", "rules = open('rules.toml')", "open(…)"),
    (
        rules.broad_excepts,
        "records/visits/actions.py",
        "try:\n    go()\nexcept Exception:\n    pass",
        "except Exception",
    ),
    (rules.broad_excepts, "cli/act.py", "try:\n    go()\nexcept (OSError, Exception):\n    pass", "Exception"),
    (rules.broad_excepts, "cli/act.py", "try:\n    go()\nexcept:\n    pass", "except everything"),
    (rules.broad_excepts, "rooms/office/pages/home.py", "try:\n    go()\nexcept Exception:\n    pass", None),
]


def in_scope(scope: str) -> list[tuple[str, str]]:
    """The modules a scope names: a folder, or one module of every record."""
    if "*" not in scope:
        return list(rules.sources(scope))
    return [(where, text) for where, text in rules.sources(scope.split("/")[0]) if Path(where).match(scope)]


@pytest.mark.parametrize("rule", SCOPES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rule_on(rule: OnSource) -> None:
    modules = [module for scope in SCOPES[rule] for module in in_scope(scope)]
    assert modules
    assert [found for where, text in modules for found in rule(where, text)] == []


@pytest.mark.parametrize(("rule", "where", "text", "named"), BAD, ids=[f"{one[0].__name__}-{one[3]}" for one in BAD])
def test_one_who_goes_against_a_rule_is_named_by(rule: OnSource, where: str, text: str, named: str | None) -> None:
    found = list(rule(where, text))
    if named is None:
        assert found == []
    else:
        assert any(one.startswith(where) and named in one for one in found)


def test_each_rule_on_source_has_a_bad_example() -> None:
    assert {rule for rule, *_ in BAD} == SCOPES.keys()


def test_an_act_written_by_a_private_step_of_the_module_counts() -> None:
    text = (
        "def end(v, *, by, at):\n    _step(v)\n\ndef _step(v):\n    with act('end', by=1, at=2) as line:\n        pass"
    )
    assert list(rules.actions_without_a_line("records/visits/actions.py", text)) == []


def test_what_is_excused_from_a_line_is_still_there() -> None:
    there = {
        f"{where.split('/')[1]}.{node}" for where, text in in_scope("records/*/actions.py") for node in _named(text)
    }
    named = {name for name in rules.NO_LINE if not name.endswith("*")}
    assert named <= there


def _named(text: str) -> list[str]:
    return re.findall(r"^def (\w+)", text, re.MULTILINE)


def test_the_ledger_answers_for_every_table_of_the_office() -> None:
    kept = [model for model in apps.get_models() if model.__module__.startswith("unannounced.records.")]
    assert len(kept) > 20
    assert list(rules.tables_without_salt(kept)) == []


@isolate_apps("unannounced.records.visits")
def test_a_table_without_salt_is_named() -> None:
    class Rumour(models.Model):
        text = models.TextField()

        class Meta:
            app_label = "visits"

        def __str__(self) -> str:
            return self.text

    assert list(rules.tables_without_salt([Rumour])) == ["visits.Rumour has no salt"]


def _addresses(patterns: list[URLPattern | URLResolver]) -> list[str]:
    found: list[str] = []
    for one in patterns:
        found.append(str(one.pattern))
        found += _addresses(one.url_patterns) if isinstance(one, URLResolver) else []
    return found


def test_no_address_of_a_page_says_a_refused_word() -> None:
    office = _addresses(get_resolver("unannounced.rooms.office.urls").url_patterns)
    portal = re.findall(r'path\(\s*"([^"]*)"', (rules.PACKAGE / "rooms/portal/urls.py").read_text())
    field = re.findall(r'path\(\s*"([^"]*)"', (rules.PACKAGE / "rooms/field/urls.py").read_text())
    liaison = re.findall(r'path\(\s*"([^"]*)"', (rules.PACKAGE / "rooms/liaison/urls.py").read_text())
    assert len(office) > 30
    assert len(portal) > 5
    assert len(field) > 5
    assert len(liaison) > 5
    assert list(rules.addresses_with_refused_words([*office, *portal, *field, *liaison])) == []


def test_an_address_with_a_refused_word_is_named() -> None:
    found = list(rules.addresses_with_refused_words(["reports/<uuid:report>/send-to-government/", "visits/"]))
    assert len(found) == 2


def test_no_file_is_named_for_being_useful() -> None:
    files = [path.name for path in rules.SOURCE.rglob("*") if path.suffix in {".py", ".js", ".css"}]
    assert list(rules.refused_file_names(files)) == []


def test_a_file_named_for_being_useful_is_named() -> None:
    assert list(rules.refused_file_names(["packing.py", "utils.py", "helpers.js"])) == ["utils.py", "helpers.js"]


# Migrations


@pytest.mark.parametrize("room", ["office", "portal", "field", "liaison", "intake"])
def test_migrations_are_complete(house: House, room: str) -> None:
    said = house.python("-m", "django", "makemigrations", "--check", "--dry-run", room=room)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(
    ("room", "where"),
    [("office", "places"), ("portal", "shelf"), ("field", "satchel"), ("liaison", "desk"), ("intake", "letterbox")],
)
def test_a_field_without_a_migration_is_named(copied_house: House, room: str, where: str) -> None:
    table = {"places": "Place", "shelf": "ShelvedState", "satchel": "Held", "desk": "Laid", "letterbox": "Letter"}[
        where
    ]
    line = f"{table}.add_to_class('floors', models.IntegerField(default=0))"
    with copied_house.with_line(f"records/{where}/models.py", line):
        said = copied_house.python("-m", "django", "makemigrations", "--check", "--dry-run", room=room)
    assert said.returncode == 1
    assert "floors" in said.stdout


# Rooms

START = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.conf import settings
from django.db import connection
from django.urls import get_resolver
def load(patterns):
    for one in patterns:
        load(getattr(one, "url_patterns", []))
load(get_resolver().url_patterns)
call_command("migrate", verbosity=0)
tables = connection.introspection.table_names()
modules = [name for name in sys.modules if name.startswith("unannounced.")]
print(json.dumps({"modules": modules, "tables": tables, "records": settings.RECORDS}))
"""
TECHNICAL = {
    "office": {"django_migrations", "django_session"},
    "portal": {"django_migrations"},
    "field": {"django_migrations"},
    "liaison": {"django_migrations", "django_session"},
    "intake": {"django_migrations"},
}


def started(house: House, room: str) -> dict[str, list[str]]:
    """The modules, tables and records of a room that was started alone, in a process of its own."""
    said = house.python("-c", START, room=room)
    assert said.returncode == 0, said.stderr
    found: dict[str, list[str]] = json.loads(said.stdout)
    return found


@pytest.mark.parametrize("room", ["office", "portal", "field", "liaison", "intake"])
def test_a_room_starts_alone_with_its_own_modules_and_tables(house: House, room: str) -> None:
    alone = started(house, room)
    assert f"unannounced.rooms.{room}.urls" in alone["modules"]
    assert list(rules.strangers(room, alone["modules"], alone["records"])) == []
    assert list(rules.foreign_tables(alone["tables"], alone["records"], TECHNICAL[room])) == []


def test_the_portal_keeps_nothing_but_parcels_and_the_shelf(house: House) -> None:
    assert started(house, "portal")["records"] == ["parcels", "shelf"]


def test_the_field_room_keeps_nothing_but_parcels_and_the_satchel(house: House) -> None:
    assert started(house, "field")["records"] == ["parcels", "satchel"]


def test_the_intake_room_keeps_nothing_but_parcels_and_the_letterbox(house: House) -> None:
    assert started(house, "intake")["records"] == ["parcels", "letterbox"]


def test_the_liaison_room_keeps_its_own_accounts_and_what_was_carried_to_it(house: House) -> None:
    assert started(house, "liaison")["records"] == ["parcels", "ledger", "states", "accounts", "desk"]


@pytest.mark.parametrize(
    ("room", "stranger"),
    [
        ("portal", "unannounced.rooms.office.apps"),
        ("portal", "unannounced.records.states.apps"),
        ("portal", "unannounced.cli.speaking"),
        ("field", "unannounced.rooms.office.apps"),
        ("field", "unannounced.records.notebooks.apps"),
        ("field", "unannounced.cli.speaking"),
        ("intake", "unannounced.rooms.office.apps"),
        ("intake", "unannounced.records.satchel.apps"),
        ("intake", "unannounced.cli.speaking"),
        ("liaison", "unannounced.rooms.office.apps"),
        ("liaison", "unannounced.records.visits.apps"),
        ("office", "unannounced.records.shelf.apps"),
        ("office", "unannounced.records.satchel.apps"),
        ("office", "unannounced.records.desk.apps"),
        ("office", "unannounced.records.letterbox.apps"),
    ],
)
def test_a_stranger_in_a_room_is_named(copied_house: House, room: str, stranger: str) -> None:
    with copied_house.with_line(f"rooms/{room}/urls.py", f"import {stranger}"):
        alone = started(copied_house, room)
    assert stranger in rules.strangers(room, alone["modules"], alone["records"])


def test_a_table_of_another_room_is_named() -> None:
    found = rules.foreign_tables(["shelf_shelvedstate", "visits_visit"], ["parcels", "shelf"], set())
    assert list(found) == ["visits_visit"]


# Every file


def _files() -> list[Path]:
    """What is or may become part of the repository; without Git, everything but hidden folders."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=rules.REPOSITORY,
            capture_output=True,
            check=True,
        )
        found = [rules.REPOSITORY / name for name in listed.stdout.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [one for part in ("src", "tests", "docs", "scripts") for one in (rules.REPOSITORY / part).rglob("*")]
    return [path for path in found if path.is_file()]


def test_no_file_names_a_package_registry_or_a_path_of_a_machine() -> None:
    found: list[str] = []
    for path in _files():
        if path == Path(rules.__file__) or path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += rules.addresses_of_registries_and_machines(path.relative_to(rules.REPOSITORY).as_posix(), text)
    assert found == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"fetched from https://{rules.REGISTRIES[0]}/", rules.REGISTRIES[0]),
        ("cd /mnt/somewhere && make", "/mnt"),
        ('HOME = "/root/.config"', "/root"),
        ("see /home/ana/notes", "/home/ana"),
        ("https://example.org/work/1 and /working/ and a/root", None),
    ],
)
def test_a_package_registry_or_a_path_of_a_machine_is_named(text: str, named: str | None) -> None:
    found = list(rules.addresses_of_registries_and_machines("README.md", text))
    assert found == ([f"README.md:1: {named}"] if named else [])
