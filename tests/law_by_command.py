"""What the command line answers about the shipped law, as JSON; asked once for each question."""

import contextlib
import io
import json
from functools import cache
from typing import Any


@cache
def by_command(*words: str) -> Any:
    """What ``unannounced law WORDS --from shipped --json`` prints, read."""
    from unannounced.cli.main import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        main(["law", *words, "--from", "shipped", "--json"])
    return json.loads(out.getvalue())
