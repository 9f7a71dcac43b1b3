"""``python -m bench.inside ROOM MODULE [WORD…]``: enter the room, do what the module does, print it as JSON."""

import importlib
import json
import sys

from unannounced.cli.main import enter


def main(room: str, module: str, *words: str) -> None:
    """Enter ``room`` first: models can be imported only then."""
    enter(room)
    answer = importlib.import_module(f"bench.inside.{module}").main(*words)
    if answer is not None:
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
