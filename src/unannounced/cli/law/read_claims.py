"""Find the statements of treaty law in plain texts (English; Russian and Ukrainian), and hold each against the record.

Each statement keeps its words, who said it and whom it is told through. Where the words leave open which convention is
meant, that is asked and never guessed. A text that does not say its day is taken to be of the newest step towards
leaving that it reports; --said-on says otherwise. A file that cannot be read is named, the others are read, and then
the exit code is 2.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from unannounced.cli import main
from unannounced.cli.law import asking
from unannounced.crafts.law import shapes
from unannounced.crafts.press.reading import claims_in
from unannounced.duties.treaty.checking import check
from unannounced.duties.treaty.claims import VERDICT_WORDS, Said
from unannounced.duties.treaty.dating import dated
from unannounced.duties.treaty.findings import Finding
from unannounced.duties.treaty.law import Law

EXAMPLE = "unannounced law read-claims article.txt --said-on 2025-09-29 --json"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LARGEST = 4 * 1024 * 1024
"""Bytes; an article is a thousandth of it."""


def arguments(command: argparse.ArgumentParser) -> None:
    """Which texts, and when they were written."""
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help="plain text, UTF-8")
    command.add_argument("--said-on", type=asking.day, metavar="DAY", help="the day of the texts, where known")


def run(asked: argparse.Namespace, law: Law) -> int:
    """Verdict, ground and quotation of each statement, file by file."""
    found: list[tuple[Said, Finding, bool]] = []
    worst = main.DONE
    for file in asked.files:
        text = _text(file)
        if text is None:
            worst = main.REFUSED
            continue
        heard = claims_in(text, said_on=asked.said_on, file=file.name)
        latest = max(map(int, _YEAR.findall(text)), default=None)
        for before, said in zip(heard, dated(law, heard, latest_year=latest), strict=True):
            inferred = before.claim.said_on is None and said.claim.said_on is not None
            found.append((said, check(law, said.claim, today=asking.today()), inferred))
    if asked.json:
        asking.show_json([shapes.said(said, finding, day_inferred=inferred) for said, finding, inferred in found])
        return worst
    for line in _lines(found):
        print(line)
    if not found and worst == main.DONE:
        print("No statement of treaty law was found.", file=sys.stderr)
    return worst


def _text(file: Path) -> str | None:
    """The text of a file; a file that is none is named on standard error."""
    try:
        if file.stat().st_size > LARGEST:
            why = "It is larger than 4 MB. Give the article alone."
        else:
            return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        why = "It is not UTF-8 text. Save it as plain text."
    except OSError as problem:
        why = f"It cannot be read: {problem.strerror or 'unknown reason'}. Check the name."
    print(f"{file.name}: {why}", file=sys.stderr)
    return None


def _lines(found: list[tuple[Said, Finding, bool]]) -> Iterator[str]:
    for said, finding, inferred in found:
        who = said.said_by or "the text itself"
        via = f", via {said.via}" if said.via else ""
        yield f"{said.file}: {VERDICT_WORDS[finding.verdict]} ({finding.verdict.value})"
        yield f"    “{' '.join(said.quote.split())}”"
        when = f", {said.claim.said_on}" if said.claim.said_on else ""
        when += " (taken from the newest step it reports)" if inferred else ""
        yield f"    said by {who}{via}{when}"
        rule = f" ({finding.article}; {finding.confidence.value})" if finding.article else ""
        yield f"    {finding.why}{rule}"
