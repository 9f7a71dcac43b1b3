"""List the acts of the office and the fields each takes."""

import argparse

from unannounced.cli import main, speaking

EXAMPLE = "unannounced acts --json"


def arguments(command: argparse.ArgumentParser) -> None:
    """As a table or as JSON."""
    command.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """One row for each act on each kind of thing."""
    main.enter("office", unprepared=True)
    from unannounced.rooms.office.acts import urls  # noqa: F401  (the forms enter themselves)
    from unannounced.rooms.office.acts.registry import REGISTRY

    rows = [
        {
            "kind": word,
            "act": name,
            "what": str(form.verb),
            "rule": form.cited(),
            "fields": ", ".join(field for field in form.base_fields if field != "key") or "–",
        }
        for (word, name), form in REGISTRY.items()
    ]
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE
