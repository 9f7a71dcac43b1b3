"""The portal elsewhere: as files that any web server or archive can hold, or as a copy that another machine serves."""

import argparse

from unannounced.cli.sub_commands import asked_for, sub_commands

EXAMPLE = "unannounced portal export /srv/www/portal"
COMMANDS = {
    "export": "every page as a file, for any web server or archive",
    "copy": "a copy that another process or machine serves and cannot change",
}


def arguments(command: argparse.ArgumentParser) -> None:
    """A command of the portal, with its own arguments."""
    for _word, _one in sub_commands(command, "portal", COMMANDS):
        pass


def run(asked: argparse.Namespace) -> int:
    """Do what was asked for."""
    return int(asked_for(asked, "portal").run(asked))
