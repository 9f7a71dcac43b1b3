"""Prove which words stood in a published paragraph before others were put in their place, and check such a proof.

With --as, print what opens the commitment in the publication, and the original words: to somebody who may see the
report. With --check, whoever was given both compares them with the JSON file of the publication, from anywhere.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from unannounced.cli import main, speaking

EXAMPLE = 'unannounced prove-original "CPT/Inf (2026) 4" 12 --as maud'


def arguments(command: argparse.ArgumentParser) -> None:
    """Which paragraph, as whom; or what to check."""
    command.add_argument("symbol", help="the symbol of the publication")
    command.add_argument("paragraph", type=int, help="the number of the paragraph")
    command.add_argument("--as", dest="person", metavar="PERSON", help="print opening and original words")
    command.add_argument("--check", type=Path, metavar="FILE", help="the JSON file of the publication")
    command.add_argument("--opening", help="with --check: what opens the commitment")
    command.add_argument("--text", type=Path, metavar="FILE", help="with --check: the words said to be the original")
    command.add_argument("--json", action="store_true")


def run(asked: argparse.Namespace) -> int:
    """Print a proof, or check one."""
    if asked.check:
        return _check(asked)
    if not asked.person:
        raise speaking.CommandProblem(
            "Say as whom: --as PERSON; or check a proof: --check FILE --opening … --text FILE."
        )
    return _prove(asked)


def _prove(asked: argparse.Namespace) -> int:
    main.enter("office")
    from unannounced.duties import publishing
    from unannounced.records.ledger.actions import note_readings
    from unannounced.records.publications.models import Publication
    from unannounced.records.reports.models import Paragraph
    from unannounced.records.reports.queries import reports_seen_by

    now = speaking.now()
    viewer = speaking.as_viewer(asked.person, now.date())
    found = Publication.objects.filter(symbol=asked.symbol, report__in=reports_seen_by(viewer))
    newest = found.select_related("parcel").order_by("-version").first()
    if newest is None:
        raise speaking.CommandProblem(f"No publication with the symbol {asked.symbol} can be seen by {asked.person}.")
    said = _paragraph(json.loads(bytes(newest.parcel.content)), asked.paragraph)
    committed = _committed(said, asked.paragraph)
    held = Paragraph.objects.get(report=newest.report_id, pk=said["id"])
    if committed != publishing.commitment(held.salt, held.text):
        raise speaking.CommandProblem(
            f"Paragraph {asked.paragraph} is not what it was when it was published. Run: unannounced verify"
        )
    note_readings([newest.report], by=viewer.pk, at=now)
    _print({"opening": publishing.opening(held.salt), "original": held.text}, as_json=asked.json)
    return main.DONE


def _print(proof: dict[str, str], *, as_json: bool) -> None:
    print(json.dumps(proof, ensure_ascii=False) if as_json else f"{proof['opening']}\n\n{proof['original']}")


def _check(asked: argparse.Namespace) -> int:
    from unannounced.duties import publishing

    if not (asked.opening and asked.text):
        raise speaking.CommandProblem("Give what was handed over as well: --opening … --text FILE.")
    publication = _read(asked.check)
    if publication.get("symbol") != asked.symbol:
        raise speaking.CommandProblem(f"{asked.check.name} is not the publication {asked.symbol}.")
    committed = _committed(_paragraph(publication, asked.paragraph), asked.paragraph)
    text = _text(asked.text)
    if any(publishing.is_original(committed, asked.opening.strip(), one) for one in (text, text.rstrip("\n"))):
        print(f"These are the original words of paragraph {asked.paragraph} of {asked.symbol}.")
        return main.DONE
    raise speaking.CommandProblem(f"These are not the original words of paragraph {asked.paragraph} of {asked.symbol}.")


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise speaking.CommandProblem(f"{path.name} cannot be read as a text: {problem}") from problem


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(_text(path))
    except ValueError as problem:
        raise speaking.CommandProblem(f"{path.name} is no JSON file of a publication: {problem}") from problem
    if not isinstance(read, dict):
        raise speaking.CommandProblem(f"{path.name} is no JSON file of a publication.")
    return read


def _paragraph(publication: dict[str, Any], number: int) -> dict[str, Any]:
    listed = publication.get("paragraphs")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and one.get("number") == number:
            return one
    raise speaking.CommandProblem(f"The publication has no paragraph {number}.")


def _committed(paragraph: dict[str, Any], number: int) -> str:
    committed = paragraph.get("original")
    if not committed:
        raise speaking.CommandProblem(f"Paragraph {number} stands as it was written: nothing was put in its place.")
    return str(committed)
