"""``unannounced``: find the command, put it into its room, turn every known failure into one line."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from unannounced import __version__

DONE, FAILED, REFUSED = 0, 1, 2
FOLDERS = ("checklists", "demo", "law", "measurements", "notebook", "places", "portal", "standards", "topics")
"""Commands of which each has a folder of its own."""

COMMANDS = {
    "demo": "build the worked case and start every room",
    "serve": "start every room, the worker and the courier; or one room",
    "prepare": "make the folders, keys and tables of the rooms",
    "carry": "the courier: carry parcels between the office and every other room",
    "take-in": "take parcels in from standard input or a file",
    "give": "pack what a room has for another, and note what it answers",
    "work": "the worker: link the ledger every second",
    "index": "bring the full-text index of a room up to date",
    "portal": "the portal elsewhere: as files, or as a copy that is only read",
    "verify": "check that nothing was altered, deleted or added by hand",
    "prove-original": "prove which words stood in a published paragraph, and check such a proof",
    "checkpoint": "write the head of the chain to a file, to be kept elsewhere",
    "import-reports": "take reports in from files, propose topics and repetitions",
    "show-archived": "show every archived report that may be shown on the portal",
    "act": "do an act of the office by command",
    "act-many": "do an act on many items at once by command",
    "acts": "list the acts, and the fields each takes",
    "list": "list States, visits, reports or items that somebody may see",
    "show": "show a visit, report or item that somebody may see",
    "road-map": "print the road map of a State: what is open, and what to press next",
    "standing": "say whether a State is bound on a day, and why",
    "law": "ask the law: who is bound, by what, since when, until when",
    "search": "search every word that somebody may read",
    "cooperation": "count how a State cooperated over the years",
    "figures": "print the figures of a period: every table of a general report",
    "calendar": "write what is due as a calendar file",
    "edition": "make an edition of the register for the portal",
    "session": "open a session of the committee",
    "elect": "enter that a member was elected in respect of a State",
    "account": "make accounts, give and end mandates, list people",
    "read": "print the items of reports, one JSON object a line",
    "checklists": "check-lists as XLSForm: look at a workbook, enter it, list those there are",
    "standards": "standards of detention: list them, show one, evaluate measurements by all of them",
    "topics": "the topics of items: list them, learn them, test how well, give them to texts",
    "measurements": "what was measured on visits: take tables in, print what the standards say",
    "notebook": "the notebook of a visit: list its entries, open what devices brought",
    "enter-mail": "enter the mails of a mailbox as communications",
    "enter-handed-over": "enter communications that a lawyer or an organisation handed over at once",
    "facts": "enter the shipped treaty facts into the register",
    "places": "places of detention: take registers in, look at them, match them with each other",
}


def parser(only: str = "") -> argparse.ArgumentParser:
    """The parser of every command, for the command line and for the reference; of the others than ``only`` the name.

    What a command needs is loaded with its module, so a command does not wait for what the others need.
    """
    top = argparse.ArgumentParser(
        prog="unannounced",
        description="The open system of record for those who prevent torture by visiting places of detention.",
        epilog="exit codes: 0 done, 1 failed, 2 refused by a rule or partly",
    )
    top.add_argument("--version", action="version", version=f"unannounced {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for word, summary in COMMANDS.items():
        if only and word != only:
            commands.add_parser(word, help=summary, add_help=False)
            continue
        module = importlib.import_module(f"unannounced.cli.{module_of(word)}")
        command = commands.add_parser(
            word,
            help=summary,
            description=module.__doc__,
            epilog=f"example: {module.EXAMPLE}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(command)
        command.set_defaults(module=module)
    return top


def module_of(word: str) -> str:
    """The module of a command: ``take-in`` → ``take_in``, ``demo`` → ``demo.command``."""
    return f"{word}.command" if word in FOLDERS else word.replace("-", "_")


def enter(room: str, *, unprepared: bool = False, reading: bool = False) -> None:
    """Put this process into ``room``: from here on it has that room's settings and database, and no other.

    Raises ``InstallationProblem`` if the database is missing, older, newer or read-only, unless the
    command can do ``unprepared``; one that only reads may find it read-only.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = f"unannounced.rooms.{room}.settings"
    import django

    django.setup()
    if not unprepared:
        from unannounced.rooms.web.readiness import check_database

        check_database(reading=reading)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Known failures print one line that says what to do."""
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments))
    except KeyboardInterrupt:  # also while modules are still being loaded
        return _failed("Stopped. What was done before stands; repeating the command is welcome.")


def _run(words: list[str]) -> int:
    from unannounced.cli import speaking
    from unannounced.duties.decision import RefusedByRule
    from unannounced.rooms.web.installation import InstallationProblem

    try:
        asked = parser(words[0] if words and words[0] in COMMANDS else "").parse_args(words)
        return int(asked.module.run(asked))
    except KeyboardInterrupt:
        raise  # before what is below loads modules, of which one may be half loaded
    except InstallationProblem as problem:
        return _failed(str(problem))
    except RefusedByRule as refused:
        speaking.print_refusal(refused.refusal)
        return REFUSED
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except _known() as problem:
        return _failed(_sentence(problem))


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED


def _known() -> tuple[type[BaseException], ...]:
    """The failures that are somebody's to mend, not a fault of the program."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from unannounced.cli.speaking import CommandProblem

    return (CommandProblem, DatabaseError, OSError, ImproperlyConfigured)


def _sentence(problem: BaseException) -> str:
    from django.db import DatabaseError

    from unannounced.rooms.web.middleware import sentence_of

    return sentence_of(problem) if isinstance(problem, DatabaseError) else str(problem)


if __name__ == "__main__":
    sys.exit(main())
