"""Do an act on many items at once by command: the same form, the same rules, the same refusals as the page.

The acts are register-response, assess, set-time, withdraw, accept-reading, decide-topic and decide-repeat. Which items:
by the filters of `unannounced list items`, or by their ids. If a rule refuses any of them, nothing is changed unless
--skip-refused leaves them out.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from unannounced.cli import act, item_words, main, speaking
from unannounced.cli.speaking import CommandProblem
from unannounced.duties.decision import Refused

if TYPE_CHECKING:
    from unannounced.records.accounts.queries import Viewer
    from unannounced.records.recommendations.queries import Thread

EXAMPLE = "unannounced act-many set-time --as maud --state XXB --position pending --set months=12 --dry-run"
ACTS = (
    "register-response",
    "assess",
    "set-time",
    "withdraw",
    "accept-reading",
    "decide-topic",
    "decide-repeat",
)


def arguments(command: argparse.ArgumentParser) -> None:
    """Which act, as whom, on which items, with what."""
    command.add_argument("act", choices=ACTS, metavar="ACT", help=", ".join(ACTS))
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
    command.add_argument("--ids", nargs="+", default=[], metavar="ID", help="the items, by their ids")
    command.add_argument("--state", metavar="CODE", help="items to one State")
    command.add_argument("--invented", action="store_true", help="items to invented States")
    item_words.add_filters(command)
    command.add_argument("--set", dest="fields", action="append", default=[], metavar="FIELD=VALUE")
    command.add_argument("--file", dest="files", action="append", default=[], metavar="FIELD=PATH", help="a document")
    command.add_argument("--dry-run", action="store_true", help="say what would be done; change nothing")
    command.add_argument("--skip-refused", action="store_true", help="leave out the items that a rule refuses")
    command.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """Choose the items, ask the rules, and do it to all of them or to none."""
    main.enter("office")
    from unannounced.rooms.office.acts import on_many_readings  # noqa: F401  (it enters its forms)
    from unannounced.rooms.office.acts.on_many import MANY

    at = speaking.now()
    viewer = speaking.as_viewer(asked.person, at.date())
    threads = _threads(asked, viewer, at.date())
    empty = MANY[asked.act](viewer=viewer, today=at.date())
    form = MANY[asked.act](
        act.data_of([*asked.fields, f"key={empty.new_key()}"]),
        act.files_of(asked.files),
        viewer=viewer,
        today=at.date(),
    )
    if not form.is_valid():
        raise CommandProblem(act.problems_of(form.errors.get_json_data()))
    refused = form.refused(threads, form.cleaned_data, at=at)
    _print_refused(threads, refused)
    going = [thread for thread in threads if thread.item.pk not in refused]
    if (refused and not asked.skip_refused) or not going:
        print(f"Nothing was changed: {len(refused)} of {len(threads)} items are refused.", file=sys.stderr)
        return main.REFUSED
    count = len(going) if asked.dry_run else _carried_out(form, going, viewer, at)
    _print_done(asked, count, len(refused))
    return main.REFUSED if refused else main.DONE


def _threads(asked: argparse.Namespace, viewer: "Viewer", today: date) -> "list[Thread]":
    """The items that are meant; those that are hidden are left out exactly like those that do not exist."""
    from unannounced.records.recommendations.queries import items_seen_by
    from unannounced.rooms.office.acts.on_many import MOST_AT_ONCE
    from unannounced.rooms.office.pages.item_paging import threads_of
    from unannounced.rooms.office.pages.many import ids_in, in_order

    filters = item_words.filters_of(asked)
    if asked.ids:
        keys = in_order(items_seen_by(viewer).filter(pk__in=ids_in(asked.ids)), filters.sort, today=today)
    elif filters.narrowing:
        keys = in_order(item_words.items_of(filters, viewer, today, whole=True).items, filters.sort, today=today)
    else:
        raise CommandProblem("Say which items: by --ids, or by filters such as --state XXB --follow-up overdue.")
    if not keys:
        raise CommandProblem("There is no such item. `unannounced list items` prints those you may see.")
    if len(keys) > MOST_AT_ONCE:
        raise CommandProblem(f"More than {MOST_AT_ONCE} items are meant. Narrow them down and act in parts.")
    return threads_of(keys, today=today)


def _print_refused(threads: "Sequence[Thread]", refused: Mapping[UUID, Refused]) -> None:
    for thread in threads:
        if thread.item.pk in refused:
            print(f"{thread.item.pk} ({thread.number}): ", end="", file=sys.stderr)
            speaking.print_refusal(refused[thread.item.pk])


def _carried_out(form: Any, going: "Sequence[Thread]", viewer: "Viewer", at: datetime) -> int:
    from unannounced.records.ledger.actions import BY_COMMAND, KeptOtherwise, SomebodyWasFirst, acting

    try:
        with acting(BY_COMMAND):
            return int(form.carry_out(going, by=viewer, at=at))
    except SomebodyWasFirst as first:
        raise CommandProblem(
            "Somebody was first: it is no longer as you saw it. Nothing was changed; look again."
        ) from first
    except KeptOtherwise as kept:
        raise CommandProblem("This is kept already with other words or for other items. Nothing was changed.") from kept


def _print_done(asked: argparse.Namespace, count: int, refused: int) -> None:
    done = {"done": asked.act, "items": count, "refused": refused, "dry_run": asked.dry_run}
    if asked.json:
        print(json.dumps(done))
    elif asked.dry_run:
        print(f"Would be done to {count} items: {asked.act}. Nothing was changed.")
    else:
        print(f"Done to {count} items: {asked.act}. {refused} refused.")
