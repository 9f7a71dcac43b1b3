"""Make the folders, keys and tables of the rooms. Repeating it is welcome; it changes what is older."""

import argparse
import subprocess
import sys

from unannounced.cli import main
from unannounced.rooms.web import installation

EXAMPLE = "unannounced prepare"


def arguments(command: argparse.ArgumentParser) -> None:
    """``--room`` prepares one room alone."""
    command.add_argument("--room", choices=installation.ROOMS, help="one room alone (default: all)")


def run(asked: argparse.Namespace) -> int:
    """Prepare in a process for each room: no process opens two databases."""
    installation.check_rooms_apart()
    if asked.room:
        prepare_here(asked.room)
        return main.DONE
    for room in installation.ROOMS:
        done = subprocess.run([sys.executable, "-m", "unannounced.cli.main", "prepare", "--room", room], check=False)
        if done.returncode:
            return main.FAILED
    return main.DONE


def prepare_here(room: str) -> None:
    """Make the tables of ``room`` in this process."""
    installation.folder(room).mkdir(parents=True, exist_ok=True, mode=0o700)
    main.enter(room, unprepared=True)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if room == "office":
        from unannounced.records.places.reckoning import reckon_missing

        reckon_missing()
