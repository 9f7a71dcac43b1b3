"""The small pieces of a Word file as XML: escaped words, runs, fields, controls and parts in a ZIP without a clock."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day every part of the ZIP bears, so that the same report is the same bytes."""

_NEVER_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(words: str) -> str:
    """``words`` with line ends alike and without signs that XML cannot hold."""
    if "\r" in words:
        words = words.replace("\r\n", "\n").replace("\r", "\n")
    return _NEVER_IN_XML.sub("", words)


def escaped(words: str) -> str:
    """``words`` as they stand in XML, in text and in attributes."""
    said = plain(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return said.replace('"', "&quot;")


def run(words: str, properties: str = "") -> str:
    """A run of words; line ends and tabs become Word's own."""
    if not words:
        return ""
    pieces = []
    for piece in re.split("([\n\t])", plain(words)):
        if piece == "\n":
            pieces.append("<w:br/>")
        elif piece == "\t":
            pieces.append("<w:tab/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escaped(piece)}</w:t>')
    return f"<w:r>{of_run(properties)}{''.join(pieces)}</w:r>"


def of_run(properties: str) -> str:
    """Properties of a run, if there are any."""
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def field(code: str, shown: str, properties: str = "") -> str:
    """A field with what it showed last."""
    return f'<w:fldSimple w:instr=" {escaped(code)} ">{run(shown, properties)}</w:fldSimple>'


def paragraph(inside: str, style: str, properties: str = "") -> str:
    """A paragraph in a style, given by its id."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def control(inside: str, *, tag: str, alias: str, number: int, more: str = "") -> str:
    """A content control."""
    said = f'<w:alias w:val="{escaped(alias)}"/><w:tag w:val="{escaped(tag)}"/><w:id w:val="{number}"/>'
    return f"<w:sdt><w:sdtPr>{said}{more}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def relations(of: Iterable[tuple[str, str, str]]) -> str:
    """A part that names others: for each its id, its kind (the end of an address, or all of it) and its target."""
    told = "".join(
        f'<Relationship Id="{identity}" Type="{kind if ":" in kind else f"{R}/{kind}"}" Target="{target}"/>'
        for identity, kind, target in of
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


def zipped(parts: Mapping[str, str]) -> bytes:
    """The parts as one file, the same bytes for the same parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name, told in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            file.writestr(entry, told.encode("utf-8"))
    return written.getvalue()
