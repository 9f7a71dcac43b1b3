"""One invented report in every format, and Word files and pages made by hand for what goes wrong in them."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.crafts.papers import pdf

HEAD = (
    "A/HRC/91/7",
    "5 October 2029",
    "Report of the Working Group on the Universal Periodic Review",
    "Bresk",
)
BODY: tuple[tuple[str, str], ...] = (
    ("heading", "I. Summary of the proceedings"),
    ("paragraph", "The review of Bresk was held on 7 May 2029. Its delegation answered."),
    ("paragraph", "The delegation said that Bresk holds 1,200 persons in its detention centres."),
    ("heading", "II. Conclusions and/or recommendations"),
    ("paragraph", "The recommendations listed below enjoy the support of Bresk:"),
    ("item", "Ratify the Optional Protocol to the Convention against Torture (Norway, Viet Nam);"),
    ("item", "Give the national preventive mechanism a budget of its own (France);"),
    ("paragraph", "The recommendations below did not enjoy the support of Bresk:"),
    ("item", "Close the prison on the island of Sarn (Germany);"),
    ("paragraph", "All conclusions contained in the present report reflect the position of the submitting States."),
)
"""What the report says, without the numbers: 1 to 5 for paragraphs, 3.1 for items."""


def numbered() -> list[tuple[str, str, str]]:
    """The body as (kind, number, words)."""
    found: list[tuple[str, str, str]] = []
    paragraph = item = 0
    for kind, words in BODY:
        if kind == "paragraph":
            paragraph, item = paragraph + 1, 0
        item += kind == "item"
        number = {"heading": "", "paragraph": f"{paragraph}.", "item": f"{paragraph}.{item}."}[kind]
        found.append((kind, number, words))
    return found


def lines() -> list[str]:
    """The report as lines of text."""
    return [*HEAD, *(f"{number} {words}".strip() for _, number, words in numbered())]


def as_text() -> bytes:
    """The report as plain text."""
    return "\n".join(lines()).encode()


def as_pdf() -> bytes:
    """The report as a PDF file."""
    return pdf([lines()])


def as_html() -> bytes:
    """The report as a page in which the browser counts the paragraphs."""
    told = "".join(f"<p>{line}</p>\n" for line in HEAD)
    start = 1
    for kind, number, words in numbered():
        match kind:
            case "heading":
                told += f"<h2>{words}</h2>\n"
            case "paragraph":
                told += f"<ol start='{start}'><li><p>{words}</p></li></ol>\n"
                start += 1
            case _:
                told += f"<p>{number} {words}</p>\n"
    return f"<!DOCTYPE html><html><head><title>Bresk</title></head><body><nav>Home</nav><main>{told}</main></body></html>".encode()


def as_markdown() -> bytes:
    """The report in Markdown."""
    told = "\n\n".join(HEAD)
    for kind, number, words in numbered():
        told += f"\n\n## {words}" if kind == "heading" else f"\n\n{number} *{words}*"
    return told.encode()


def as_docx() -> bytes:
    """The report as Word keeps it: no number of a paragraph or an item stands in the text."""
    document = docx.Document()
    put_list(document, 77, [("decimal", "%1."), ("decimal", "%1.%2.")])
    document.sections[0].header.paragraphs[0].text = HEAD[0]
    for line in HEAD[1:]:
        document.add_paragraph(line)
    for kind, words in BODY:
        if kind == "heading":
            document.add_heading(words, 1)
        else:
            in_list(document.add_paragraph(words), 77, 1 if kind == "item" else 0)
    return saved(document)


def put_list(document: Any, number: int, levels: Sequence[tuple[str, str]]) -> None:
    """Define a list in a Word document: for each level the form of its numbers, and what is shown around them."""
    told = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shape}"/></w:lvl>'
        for place, (form, shape) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    definition = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{told}</w:abstractNum>'
    root.insert(0, parse_xml(definition))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def in_list(paragraph: Any, number: int, level: int) -> None:
    """Put a paragraph into a list."""
    properties = paragraph._p.get_or_add_pPr()
    told = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties.append(parse_xml(told))


def saved(document: Any) -> bytes:
    """The bytes of a Word document."""
    written = BytesIO()
    document.save(written)
    return written.getvalue()


# Word files by hand

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def word_file(body: str, others: Mapping[str, str] | None = None, *, main: str = "document.xml") -> bytes:
    """A Word file with this XML as its body; ``others`` are its other parts, such as "numbering.xml"."""
    others = others or {}
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("_rels/.rels", _RELATIONS.format(_relation("officeDocument", f"word/{main}")))
        file.writestr(f"word/{main}", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        relations = "".join(_relation(part.rstrip("0123456789.xml"), part) for part in others)
        file.writestr(f"word/_rels/{main}.rels", _RELATIONS.format(relations))
        for part, told in others.items():
            root = {"numbering.xml": "numbering", "styles.xml": "styles"}.get(part, "part")
            file.writestr(f"word/{part}", f"<w:{root} {_SPACES}>{told}</w:{root}>")
    return written.getvalue()


def _relation(kind: str, target: str) -> str:
    return f'<Relationship Id="{target}" Type="{_KIND}/{kind}" Target="{target}"/>'


def par(words: str = "", properties: str = "") -> str:
    """A paragraph of Word: its words as they are, or as runs where they hold marks."""
    runs = words if words.startswith("<") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def run(words: str) -> str:
    """A run of words."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, number: int = 1, level: int = 0) -> str:
    """A paragraph in a list."""
    return par(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(place: int, form: str, shape: str, more: str = "", start: int = 1) -> str:
    """A level of a list."""
    said = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{shape}"/>'
    return f'<w:lvl w:ilvl="{place}">{said}</w:lvl>'


def definition(levels: str, number: int = 1) -> str:
    """How a list counts."""
    return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'


def list_of(defined: int = 1, number: int = 1, more: str = "") -> str:
    """A list that counts as defined."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{defined}"/>{more}</w:num>'
