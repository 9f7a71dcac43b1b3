"""List the versions of check-lists that were entered."""

import argparse

from unannounced.cli import main, speaking

EXAMPLE = "unannounced checklists list --as maud"


def arguments(command: argparse.ArgumentParser) -> None:
    """As whom."""
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who asks")
    command.add_argument("--json", action="store_true", help="print JSON, one object a line")


def run(asked: argparse.Namespace) -> int:
    """Print a row for each version."""
    main.enter("office")
    from unannounced.records.checklists.queries import checklists_seen_by, in_lists

    viewer = speaking.as_viewer(asked.person, speaking.now().date())
    rows = [
        {
            "id": one.pk,
            "form": one.form_id,
            "version": one.version,
            "questions": one.questions,
            "stands": "withdrawn" if one.withdrawn_at else "in use",
            "title": one.title,
        }
        for one in in_lists(checklists_seen_by(viewer))
    ]
    speaking.print_rows(rows, as_json=asked.json)
    return main.DONE
