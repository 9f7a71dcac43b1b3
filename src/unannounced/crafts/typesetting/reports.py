"""A report as PDF: title page, contents, numbered paragraphs, items marked in the text and listed once (report.typ).

Tagged PDF/A-2a and PDF/UA-1, with bookmarks; references and citations are links. The same bytes for the same report.
"""

from itertools import groupby
from typing import Any

from unannounced.crafts.typesetting.drawing import drawn
from unannounced.crafts.typesetting.look import Look
from unannounced.crafts.typesetting.pieces import Block, Drawn, Piece, in_order, printable, standards_cited
from unannounced.crafts.typesetting.words import Words, direction, words_of
from unannounced.duties.laying_out import Listed, SetItem, SetOut, appendix


def typeset(setout: SetOut, look: Look) -> bytes:
    """The report as PDF. ``NotDrawn`` where no font has a character of it."""
    return drawn("report.typ", "report", values_of(setout, look), look, setout.day)


def values_of(setout: SetOut, look: Look) -> dict[str, Any]:
    """What the template draws: every word of the report, in the order in which it stands."""
    words = words_of(setout.language)
    return {
        "look": drawn_look(look, setout.mechanism),
        "words": {key: words[key] for key in _SAID},
        "language": setout.language.partition("-")[0].lower(),
        "direction": direction(setout.language),
        "mechanism": printable(setout.mechanism),
        "state": printable(setout.state),
        "title": printable(setout.title),
        "visit": printable(setout.visit),
        "marking": printable(setout.marking),
        "head": on_every_page(setout, look),
        "imprint": imprint(setout, words),
        "parts": [_part(one, words) for one in in_order(setout)],
        "appendix": _appendix(setout, words),
        "standards": [{"id": one, "words": said, "paragraphs": where} for one, said, where in standards_cited(setout)],
    }


CLOSE = 150
"""Characters, about two lines: marks of items that begin nearer would stand on each other in the margin."""

_SAID = ("contents", "page", "items_heading", "items_intro", "no_items", "standards_heading", "cited_in")


def drawn_look(look: Look, mechanism: str) -> dict[str, Any]:
    """The look as a template takes it."""
    return {
        "logo": look.logo,
        "logo_says": look.logo_says or printable(mechanism),
        "logo_width": look.logo_width,
        "paper": look.paper,
        "margins": look.margins,
        "serif": look.serif,
        "sans": look.sans,
        "size": look.size,
        "colours": look.colours,
        "marks": look.marks,
    }


def on_every_page(setout: SetOut, look: Look) -> dict[str, str]:
    """The words of head and foot; the marking is on every page even if the look forgets it."""
    facts = {
        "mechanism": setout.mechanism,
        "short": setout.short,
        "state": setout.state,
        "title": setout.title,
        "symbol": setout.symbol,
        "marking": setout.marking,
    }
    start, end, foot = (
        printable(look.words[one].format(**facts)).strip() for one in ("head_start", "head_end", "foot_start")
    )
    if setout.marking and setout.marking not in foot:
        foot = f"{foot} · {printable(setout.marking)}" if foot else printable(setout.marking)
    return {"start": start, "end": end, "foot": foot}


def imprint(setout: SetOut, words: Words) -> list[str]:
    """The lines at the foot of the title page: symbol, day, and draft or version."""
    version = words["draft"] if setout.version == 0 else words["version"].format(version=setout.version)
    day = words.day(setout.day) if setout.day else ""
    return [printable(line) for line in (setout.symbol, day, version if setout.version != 1 else "") if line]


def mark_of(item: SetItem, words: Words) -> str:
    """What stands beside an item in the margin."""
    return f"{words.kind(item.kind)} {item.number}"


def _part(one: Drawn, words: Words) -> dict[str, Any]:
    blocks = [_block(block, words) for block in one.blocks] or [[]]
    return {
        "n": one.paragraph.number,
        "h": [[heading.level, heading.text] for heading in one.headings],
        "b": blocks,
        "a": [_block(block, words) for block in one.after],
    }


def _block(block: Block, words: Words) -> list[Any]:
    """The pieces as the template takes them; items that begin close to each other share one place in the margin."""
    pieces: list[Any] = []
    marks: list[list[str]] | None = None
    since = 0
    for piece in block:
        drawn = _piece(piece)
        if piece.item is not None and piece.begins:
            if marks is None or since > CLOSE:
                marks = drawn["m"] = []
                since = 0
            marks.append([piece.item.kind.value, mark_of(piece.item, words)])
        pieces.append(drawn)
        since = CLOSE + 1 if piece.text == "\n" else since + len(piece.text)
    return pieces


def _piece(piece: Piece) -> Any:
    if piece.item is None and not piece.paragraph and not piece.standard:
        return piece.text
    drawn: dict[str, Any] = {"t": piece.text}
    if piece.item is not None:
        drawn["i"] = 1
    if piece.paragraph:
        drawn["p"] = piece.paragraph
    elif piece.standard:
        drawn["s"] = piece.standard
    return drawn


def _appendix(setout: SetOut, words: Words) -> list[dict[str, Any]]:
    groups = []
    for heading, kinds in groupby(appendix(setout.paragraphs), key=lambda one: one[0]):
        for number, (_, kind, listed) in enumerate(kinds):
            shown = (printable(heading) or words["no_heading"]) if number == 0 else None
            groups.append(
                {"heading": shown, "kind": words.many(kind), "items": [_listed(one, words) for one in listed]}
            )
    return groups


def _listed(one: Listed, words: Words) -> dict[str, Any]:
    item = one.item
    return {
        "number": item.number,
        "text": printable(" ".join(item.text.split())),
        "paragraph": one.paragraph.number,
        "lines": [line for line in (addressed(item, words), words.months(item)) if line],
        "responses": [[words.response(answer), printable(answer.text)] for answer in item.responses],
    }


def addressed(item: SetItem, words: Words) -> str:
    """To whom an item is addressed, in a line; empty if to nobody by name."""
    return f"{words['addressee']} {printable(item.addressee)}" if item.addressee else ""
