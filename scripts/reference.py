"""Write ``docs/reference/`` from the code itself, or with ``--check`` say what in it is no longer so.

Life cycles, standings, commands, acts and the data dictionary. Each room is looked at in a process of its own,
in an empty home, so that nothing of this machine and of no installation gets into the pages.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from importlib import util
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDER = REPOSITORY / "docs" / "reference"
SOURCE = REPOSITORY / "src"
ROOMS = ("office", "portal", "field", "liaison", "intake")
WIDTH = "100"
WRITTEN = "<!-- Written by scripts/reference.py from the code; change the code, then run `make docs`. -->\n"
ANY_DAY = date(2026, 1, 15)


def pages() -> dict[str, str]:
    """Every page by its name, as it should be."""
    seen = {room: _look_into(room) for room in ROOMS}
    return {
        "acts.md": acts(seen["office"]["acts"]),
        "commands.md": commands(seen["office"]["commands"]),
        "data-dictionary.md": data_dictionary({room: found["tables"] for room, found in seen.items()}),
        "law-cases.md": law_cases(),
        "law-json.md": law_json(seen["portal"]["interface"]),
        "life-cycles.md": life_cycles(),
        "standings.md": standings(),
    }


def stale(folder: Path = FOLDER) -> list[str]:
    """The names of the pages that are missing or no longer so, and of files that nothing writes."""
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def write(folder: Path = FOLDER) -> None:
    """Write every page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


# Pages


def law_cases() -> str:
    """The cases of the law, written by the script beside this one."""
    return str(_beside("cases").law_cases(WRITTEN))


def law_json(interface: Mapping[str, Any]) -> str:
    """The shapes of the law as JSON, written by the script beside this one from the description of the interface."""
    return str(_beside("law_json").law_json(WRITTEN, interface))


def _beside(name: str) -> Any:
    """The script ``name`` beside this one."""
    place = util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if place is None or place.loader is None:
        raise FileNotFoundError(f"{name}.py")
    module = util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


def life_cycles() -> str:
    """The stages of what goes a way, drawn from the tables the rules use; and what is computed instead."""
    from unannounced.duties import (
        corresponding,
        dialogue,
        electing,
        protecting,
        reporting,
        requesting,
        sitting,
        stating,
        visiting,
    )

    return _page(
        "Life cycles",
        "The tables `NEXT` in the duties are the whole of it: what is not drawn here, no action does.",
        "## A visit",
        _diagram(visiting.NEXT, visiting.STAGE_WORDS),
        "## A report",
        _diagram(reporting.NEXT, reporting.WORDS),
        "## A decision in writing",
        _diagram(sitting.NEXT, sitting.WRITTEN_WORDS),
        "## An election",
        _diagram(electing.NEXT, electing.STAGE_WORDS),
        "## A public statement",
        _diagram(stating.NEXT, stating.WORDS),
        "## A communication",
        _diagram(corresponding.NEXT, corresponding.STAGE_WORDS),
        "## A case of reprisal",
        _diagram(protecting.NEXT, protecting.STAGE_WORDS),
        "## Computed, never stored",
        "An item has no stage: its follow-up is computed from responses, assessments and the day.",
        _table(("follow-up", "in words"), ((word.value, said) for word, said in dialogue.WORDS.items())),
        "Nor has a request for information: whether it is answered is computed from its answers and the day.",
        _table(("request", "in words"), ((word.value, said) for word, said in requesting.WORDS.items())),
    )


def _diagram(following: Mapping[Any, Sequence[Any]], words: Mapping[Any, str]) -> str:
    """A life cycle as a mermaid diagram; it begins where the table begins."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {stage.value} : {words[stage]}" for stage in following]
    lines.append(f"    [*] --> {next(iter(following)).value}")
    for stage, later in following.items():
        lines += [f"    {stage.value} --> {to.value if isinstance(to, StrEnum) else to}" for to in later or ("[*]",)]
    return "\n".join([*lines, "```"])


def standings() -> str:
    """The words of standing and confidence, and the rules of each treaty with a worked day."""
    from unannounced.crafts.law.conventions import shipped_conventions
    from unannounced.duties.treaty import acts as register
    from unannounced.duties.treaty.standing import BOUND, WORDS

    kinds = {
        "signing": register.SIGNING,
        "consenting": register.CONSENTING,
        "leaving": register.LEAVING,
        "declaring; leaves the standing as it is": register.DECLARING,
        "within the State; changes nothing under the treaty": register.DOMESTIC,
        "repeats a computed result; never used": register.CROSS_CHECK,
        "about the treaty, without a State": register.GENERAL,
        "about the Committee and a State": register.COMMITTEE,
    }
    return _page(
        "Standings",
        "A standing is computed from the acts of a State on a day, each time, and never stored.",
        _table(
            ("standing", "in words", "bound"),
            ((word.value, said, "yes" if word in BOUND else "no") for word, said in WORDS.items()),
        ),
        "## Conventions",
        f"The worked days: an instrument deposited, or a notice received, on {ANY_DAY}.",
        _table(
            (
                "convention",
                "in force since",
                "joining",
                "deposit: in force",
                "leaving",
                "notice: first day out",
                "note",
            ),
            map(_convention, shipped_conventions().values()),
        ),
        "## Acts in the register",
        _table(("act", "what it does"), ((act, what) for what, listed in kinds.items() for act in sorted(listed))),
        "## Confidence",
        "The surest first. An answer is as sure as the weakest fact it rests on.",
        _table(("confidence", "in words"), ((word.value, said) for word, said in register.WORDS.items())),
    )


def _convention(one: Any) -> tuple[object, ...]:
    """The row of a convention."""
    leaving = one.leaving
    notes = [leaving.clause.words["en"]] if leaving.clause.words else []
    if leaving.possible.value == "disputed":
        notes.append("The day out is the earliest there could be.")
    if leaving.names_later_day:
        notes.append("A notice may name a later day.")
    if leaving.to_end_of_day:
        notes.append("The State is inside to the end of that day.")
    if leaving.after_years:
        notes.append(f"Only after {leaving.after_years} years as Party.")
    if one.succession_dates_back:
        notes.append("Succession dates back to independence.")
    if one.ends_with:
        notes.append(f"Ends with {one.ends_with.convention}: {one.ends_with.clause.article}.")
    if one.follows:
        notes.append(f"Binds every Party to {one.follows.convention}.")
    out = leaving.clause.period.after(ANY_DAY) if leaving.clause.period else "none"
    since = f"{one.general.day} ({one.general.confidence.value})"
    in_force = one.entry.period.after(ANY_DAY) if one.entry.period else "none"
    return one.code, since, one.entry.article, in_force, leaving.clause.article, out, " ".join(notes)


def commands(helps: Mapping[str, str]) -> str:
    """The help of every command, as the command line prints it."""
    parts = [f"## {name}\n\n```text\n{text.rstrip()}\n```" for name, text in helps.items()]
    return _page("Commands", "Each as `unannounced COMMAND --help` prints it.", *parts)


def acts(found: Sequence[Mapping[str, Any]]) -> str:
    """The acts of the office: a form, a page and a command each."""
    rows = [
        (
            one["act"],
            one["what"],
            one["page"],
            ", ".join(one["fields"]) or "–",
            one["rule"],
            one["who"],
        )
        for one in found
    ]
    return _page(
        "Acts",
        "What can be done in the office. Each act is a page and a command, "
        "`unannounced act KIND ACT ID --as PERSON --set FIELD=VALUE`; the same form and the same rules serve both.",
        "Fields in brackets may be left out. A vote takes besides a field `ballot-LOGIN` for each member in office. "
        "The rules are cited as the shipped profile of the CPT cites them.",
        _table(("kind and act", "what", "page", "fields", "rule", "who may"), sorted(rows)),
    )


def data_dictionary(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Every table with its columns and constraints, and the rooms that have it."""
    rooms: dict[str, list[str]] = {}
    described: dict[str, Mapping[str, Any]] = {}
    for room, found in tables.items():
        for table in found:
            rooms.setdefault(table["name"], []).append(room)
            described[table["name"]] = table
    return _page(
        "Data dictionary",
        "The tables of every room; each room has one database, and no table is shared. Types are Django's: "
        "the same on SQLite and on PostgreSQL.",
        _table(("table", "room"), ((f"[{name}](#{name})", ", ".join(rooms[name])) for name in sorted(rooms))),
        *(_described(described[name], rooms[name]) for name in sorted(rooms)),
    )


def _described(table: Mapping[str, Any], rooms: Sequence[str]) -> str:
    parts = [
        f"## {table['name']}",
        f"{table['about']} Room: {', '.join(rooms)}.",
        _table(("column", "type", "null", "refers to", "note"), table["columns"]),
    ]
    if table["rules"]:
        parts.append("\n".join(f"- {kind}: `{name}`{more}" for kind, name, more in table["rules"]))
    return "\n\n".join(parts)


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", WRITTEN.rstrip(), *parts]) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown; what would end a cell is written so that it does not."""
    lines = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in [head, *rows]]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# Looking into a room, in a process of its own


def _look_into(room: str) -> dict[str, Any]:
    """What ``python reference.py --room ROOM`` found there."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("UNANNOUNCED_", "DJANGO_"))}
    with tempfile.TemporaryDirectory() as home:
        said = subprocess.run(
            [sys.executable, __file__, "--room", room],
            check=True,
            stdout=subprocess.PIPE,
            env=mine
            | {
                "COLUMNS": WIDTH,
                "NO_COLOR": "1",
                "DJANGO_SETTINGS_MODULE": f"unannounced.rooms.{room}.settings",
                "PYTHONPATH": str(SOURCE),
                "UNANNOUNCED_HOME": home,
            },
        )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def _found_in(room: str) -> dict[str, Any]:
    import django

    django.setup()
    found: dict[str, Any] = {"tables": list(_tables())}
    if room == "office":
        found |= {"acts": list(_acts()), "commands": dict(_commands())}
    if room == "portal":
        found["interface"] = _interface()
    return found


def _interface() -> dict[str, Any]:
    from unannounced.rooms.portal.api.openapi import document

    return document()


def _tables() -> Iterator[dict[str, Any]]:
    from django.apps import apps

    for model in apps.get_models(include_auto_created=True):
        yield {
            "name": model._meta.db_table,
            "about": (model.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " "),
            "columns": [_column(field) for field in model._meta.concrete_fields],
            "rules": [*_constraints(model)],
        }


def _column(field: Any) -> list[str]:
    sort = field.get_internal_type().removesuffix("Field")
    length = f"({field.max_length})" if field.max_length and sort == "Char" else ""
    kept = field.remote_field.model._meta.db_table if field.is_relation else ""
    notes = ["key"] * field.primary_key + [str(field.help_text)] * bool(field.help_text)
    if field.choices:
        notes.append("one of: " + ", ".join(f"`{value}`" for value, _ in field.flatchoices))
    return [f"`{field.column}`", sort + length, "yes" if field.null else "no", kept, "; ".join(notes)]


def _constraints(model: Any) -> Iterator[list[str]]:
    for constraint in model._meta.constraints:
        fields = f" ({', '.join(constraint.fields)})" if getattr(constraint, "fields", ()) else ""
        yield [type(constraint).__name__.removesuffix("Constraint").lower(), constraint.name, fields]
    for index in model._meta.indexes:
        yield ["index", index.name, f" ({', '.join(index.fields)})"]


def _acts() -> Iterator[dict[str, Any]]:
    from unannounced.duties.confidentiality import DELEGATION_ACTS, ROLES, Role
    from unannounced.rooms.office.acts import urls  # noqa: F401  (the forms enter themselves)
    from unannounced.rooms.office.acts.registry import REGISTRY

    for (kind, name), form in REGISTRY.items():
        who = [role.value for role in Role if role in ROLES[form.act]]
        expert = ["expert of the delegation"] * (form.act in DELEGATION_ACTS and Role.EXPERT.value not in who)
        fields = [
            field if held.required else f"[{field}]" for field, held in form.base_fields.items() if field != "key"
        ]
        yield {
            "act": f"`{kind} {name}`",
            "what": str(form.verb),
            "page": f"`/{form.on.route}/{name}/`",
            "fields": fields,
            "rule": form.cited(),
            "who": ", ".join(who + expert),
        }


def _commands() -> Iterator[tuple[str, str]]:
    from unannounced.cli.main import parser

    yield from _helps("unannounced", parser())


def _helps(name: str, command: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """The help of a command, and of the commands below it."""
    yield name, command.format_help()
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from _helps(f"{name} {word}", below)


def main() -> int:
    """Write, or check; 1 if a page is no longer so."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a page is no longer so")
    parser.add_argument("--room", choices=ROOMS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.room:
        print(json.dumps(_found_in(asked.room)))
        return 0
    if not asked.check:
        write()
        return 0
    wrong = stale()
    for name in wrong:
        print(f"docs/reference/{name} is no longer so. Run `make docs`.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
