"""A report as one page of HTML that stands alone: no script, nobody else's file, readable for everybody.

Anchors last as long as the numbers: ``#p-12`` is paragraph 12, ``#i-12.1`` its first item in the text, and
``#l-12.1`` the same item in the list.
"""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib import resources
from itertools import groupby

from unannounced.crafts.typesetting.look import KINDS, Look
from unannounced.crafts.typesetting.pieces import Block, Heading, Piece, in_order, printable, standards_cited
from unannounced.crafts.typesetting.reports import addressed, imprint, mark_of
from unannounced.crafts.typesetting.words import Words, direction, words_of
from unannounced.duties.laying_out import Listed, SetItem, SetOut, appendix

DEEPEST = 6
"""The deepest heading HTML has; the title is the first."""
PIXELS = 96 / 25.4
"""Of CSS in a millimetre."""


def as_html(setout: SetOut, look: Look) -> bytes:
    """The report as a page, in UTF-8; the same bytes for the same report."""
    return "".join(_page(setout, look)).encode()


def _page(setout: SetOut, look: Look) -> Iterator[str]:
    words = words_of(setout.language)
    drawn = list(in_order(setout))
    headings = [heading for one in drawn for heading in one.headings]
    has_standards = bool(standards_cited(setout))
    yield from _head(setout, look)
    yield f'<body>\n<a class="skip" href="#text"{_own(setout, words)}>{escape(words["skip"])}</a>\n'
    yield from _title(setout, look, words)
    yield from _contents(headings, words, setout, has_standards=has_standards)
    yield '<main id="text" tabindex="-1">\n'
    for one in drawn:
        for heading in one.headings:
            level = min(heading.level + 1, DEEPEST)
            yield f'<h{level} id="h-{heading.place}">{escape(heading.text)}</h{level}>\n'
        number = one.paragraph.number
        yield f'<div class="paragraph" id="p-{number}"><a class="number" href="#p-{number}">{number}.</a>\n'
        yield from (_block(block, words) for block in (*one.blocks, *one.after))
        yield "</div>\n"
    yield from _appendix(setout, words)
    yield from _standards(setout, words)
    yield f"</main>\n<footer>{_foot(setout, words)}</footer>\n</body>\n</html>\n"


def _head(setout: SetOut, look: Look) -> Iterator[str]:
    style = _style(look)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    language = escape(setout.language, quote=True)
    yield f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction(setout.language)}">\n<head>\n'
    yield '<meta charset="utf-8">\n<meta name="referrer" content="no-referrer">\n'
    yield (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_said(setout.title)}</title>\n<style>{style}</style>\n</head>\n"


def _title(setout: SetOut, look: Look, words: Words) -> Iterator[str]:
    yield "<header>\n"
    if look.logo:
        data = base64.b64encode(look.logo.encode()).decode()
        says = escape(look.logo_says or setout.mechanism, quote=True)
        width = round(look.logo_width * PIXELS)
        yield f'<img src="data:image/svg+xml;base64,{data}" alt="{says}" width="{width}">\n'
    yield f"<p>{_said(setout.mechanism)}</p>\n<p>{_said(setout.state)}</p>\n<h1>{_said(setout.title)}</h1>\n"
    if setout.visit:
        yield f"<p>{_said(setout.visit)}</p>\n"
    if setout.marking:
        yield f'<p class="marking">{_said(setout.marking)}</p>\n'
    yield "".join(f'<p class="muted">{escape(line)}</p>\n' for line in imprint(setout, words))
    yield "</header>\n"


def _contents(headings: list[Heading], words: Words, setout: SetOut, *, has_standards: bool) -> Iterator[str]:
    own = _own(setout, words)
    yield f'<nav aria-labelledby="contents"><h2 id="contents"{own}>{escape(words["contents"])}</h2>\n<ol>\n'
    listed = [one for one in headings if one.level <= 2]
    for place, heading in enumerate(listed):
        under = listed[place + 1].level if place + 1 < len(listed) else 1
        yield f'<li><a href="#h-{heading.place}">{escape(heading.text)}</a>'
        yield "\n<ol>\n" if under > heading.level else "</li>\n" + "</ol></li>\n" * (heading.level - under)
    yield f'<li><a href="#items"{own}>{escape(words["items_heading"])}</a></li>\n'
    if has_standards:
        yield f'<li><a href="#standards"{own}>{escape(words["standards_heading"])}</a></li>\n'
    yield "</ol></nav>\n"


def _block(block: Block, words: Words) -> str:
    """A block as a paragraph of HTML; the words of one item stand together in one element with its mark."""
    pieces = [
        _of_item(item, list(run), words) if item else "".join(map(_piece, run))
        for item, run in groupby(block, key=lambda piece: piece.item)
    ]
    return f"<p>{''.join(pieces)}</p>\n"


def _of_item(item: SetItem, run: list[Piece], words: Words) -> str:
    said = "".join(map(_piece, run))
    kind = item.kind.value
    if not any(piece.begins for piece in run):
        return f'<span class="item {kind}">{said}</span>'
    mark = f'<span class="mark">{escape(mark_of(item, words))}</span>'
    return f'<span class="item {kind}" id="i-{escape(item.number, quote=True)}">{mark} {said}</span>'


def _piece(piece: Piece) -> str:
    if piece.text == "\n":
        return "<br>"
    if piece.paragraph:
        return f'<a href="#p-{piece.paragraph}">{escape(piece.text)}</a>'
    if piece.standard:
        return f'<a href="#s-{piece.standard}">{escape(piece.text)}</a>'
    return escape(piece.text)


def _appendix(setout: SetOut, words: Words) -> Iterator[str]:
    own, groups = _own(setout, words), appendix(setout.paragraphs)
    yield f'<section aria-labelledby="items"><h2 id="items"{own}>{escape(words["items_heading"])}</h2>\n'
    yield f"<p{own}>{escape(words['items_intro' if groups else 'no_items'])}</p>\n"
    for heading, kinds in groupby(groups, key=lambda one: one[0]):
        yield f"<h3>{_said(heading)}</h3>\n" if heading else f"<h3{own}>{escape(words['no_heading'])}</h3>\n"
        for _, kind, listed in kinds:
            yield f'<h4{own}>{escape(words.many(kind))}</h4>\n<ul class="listed">\n'
            yield from (_listed(one, words, own) for one in listed)
            yield "</ul>\n"
    yield "</section>\n"


def _listed(one: Listed, words: Words, own: str) -> str:
    item, number = one.item, one.paragraph.number
    lines = [line for line in (addressed(item, words), words.months(item)) if line]
    return "".join(
        (
            f'<li id="l-{escape(item.number, quote=True)}"><span class="number">{_said(item.number)}</span> ',
            f'<p>{_lines(item.text)} (<a href="#p-{number}">§\u202f{number}</a>)</p>\n',
            *(f'<p class="muted"{own}>{escape(line)}</p>\n' for line in lines),
            *(
                f'<div class="response"><p class="muted"{own}>{escape(words.response(answer))}</p>'
                f"<p>{_lines(answer.text)}</p></div>\n"
                for answer in item.responses
            ),
            "</li>\n",
        )
    )


def _standards(setout: SetOut, words: Words) -> Iterator[str]:
    cited = standards_cited(setout)
    if not cited:
        return
    own = _own(setout, words)
    heading = escape(words["standards_heading"])
    yield f'<section aria-labelledby="standards"><h2 id="standards"{own}>{heading}</h2>\n<dl>\n'
    for standard, said, where in cited:
        links = ", ".join(f'<a href="#p-{number}">§\u202f{number}</a>' for number in where)
        yield f'<dt id="s-{standard}">{standard}</dt>\n<dd>{escape(said)} '
        yield f'<span class="muted"{own}>({escape(words["cited_in"])} {links})</span></dd>\n'
    yield "</dl></section>\n"


def _foot(setout: SetOut, words: Words) -> str:
    says = [_said(one) for one in (setout.mechanism, setout.symbol, setout.marking) if one]
    top = f'<p class="top"{_own(setout, words)}><a href="#contents">{escape(words["to_top"])}</a></p>'
    return f"<p>{' · '.join(says)}</p>{top}"


def _own(setout: SetOut, words: Words) -> str:
    """The language of the program's words, where the report is in another for which it has none."""
    same = words.language == setout.language.partition("-")[0].lower()
    return "" if same else f' lang="{words.language}" dir="{direction(words.language)}"'


def _said(text: str) -> str:
    return escape(printable(text))


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in printable(text).split("\n"))


def _style(look: Look) -> str:
    style = _sheet()
    for key, colour in (*look.colours.items(), *look.marks.items()):
        style = style.replace(f": {key.upper()};", f": {colour};")
    marks = "\n".join(f".{one} > .mark {{ color: var(--{one}); }}" for one in KINDS)
    return style.replace("MARKS", marks).replace("SERIF", look.serif).replace("SANS", look.sans)


@cache
def _sheet() -> str:
    return resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
