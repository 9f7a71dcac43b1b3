"""Whole invented reports of the families met in practice, on invented States and places, with what they ask for marked.

In ``made/*.txt`` a line that begins with "# " is a heading, and ``[[R …]]`` marks an item: R recommendation, C comment,
Q request, I immediate observation, V voluntary commitment. None is copied from a report.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from unannounced.crafts.reading import ReadParagraph
from unannounced.duties.reporting import ItemKind

_FOLDER = Path(__file__).parent / "made"
_KINDS = {
    "R": ItemKind.RECOMMENDATION,
    "C": ItemKind.COMMENT,
    "Q": ItemKind.REQUEST,
    "I": ItemKind.IMMEDIATE_OBSERVATION,
    "V": ItemKind.COMMITMENT,
}
_MARKED = re.compile(r"\[\[([RCQIV]) (.*?)\]\]")
_CPT = "European Committee for the Prevention of Torture and Inhuman or Degrading Treatment or Punishment"
_CPT_FR = "Comité européen pour la prévention de la torture et des peines ou traitements inhumains ou dégradants"
_BODIES = {
    "committee_en": _CPT,
    "committee_second_en": _CPT,
    "committee_fr": _CPT_FR,
    "subcommittee_en": "Subcommittee on Prevention of Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment",
    "mechanism_en": "National Preventive Mechanism",
    "mechanism_fr": "Mécanisme national de prévention",
    "several_fr": "",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item that a careful reader finds."""

    kind: ItemKind
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """An invented report: who made it, its text as a file would hold it, its paragraphs each with what they ask for."""

    name: str
    body: str
    text: str
    paragraphs: tuple[tuple[ReadParagraph, tuple[Wanted, ...]], ...]


def reports_made() -> tuple[Made, ...]:
    """Every invented report, by name."""
    return tuple(made(name) for name in _BODIES)


def made(name: str) -> Made:
    """The invented report called ``name``, such as "committee_en"."""
    chapter = ""
    paragraphs: list[tuple[ReadParagraph, tuple[Wanted, ...]]] = []
    lines: list[str] = []
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        plain = _MARKED.sub(r"\2", line).removeprefix("# ")
        lines.append(plain)
        chapter = plain if line.startswith("# ") else chapter
        number, _, words = plain.partition(". ")
        if number.isdigit() and not line.startswith("# "):
            wanted = tuple(Wanted(_KINDS[kind], text.strip()) for kind, text in _MARKED.findall(line))
            paragraphs.append((ReadParagraph(int(number), chapter, words), wanted))
    return Made(name, _BODIES[name], "\n".join(lines) + "\n", tuple(paragraphs))
