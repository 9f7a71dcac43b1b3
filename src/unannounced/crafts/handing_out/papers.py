"""Items as a Word file, a section each; and the answers between its marks, read back from the text of any file.

The marks are ``[item …]``, ``[claim]``, ``[answer]`` and ``[end]``: whoever answers writes between them.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from unannounced.crafts.handing_out.references import REFERENCE, reference
from unannounced.crafts.handing_out.values import Back, Claims, Fault, Out, claim_in, no_claim
from unannounced.duties.words import Sentence, say

_ITEM = re.compile(r"\[item\s+" + REFERENCE.pattern + r"\s*\]", re.IGNORECASE)
_SAID = re.compile(r"\[claim\](.*?)\[answer\](.*?)\[end\]", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"\[end\]", re.IGNORECASE)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Said:
    """The words of the file that are not the items': its title, how to fill it in, the claims, and who answers."""

    title: str
    how: Sequence[str]
    claims: Sequence[str]


def as_paper(report: str, said: Said, items: Sequence[Out]) -> bytes:
    """The items of one ministry as a Word file (DOCX); the same bytes for the same items."""
    body = [_paragraph(said.title, "Title"), *(_paragraph(line) for line in said.how)]
    body += [_paragraph(one, "ListBullet") for one in said.claims]
    for one in items:
        head = f"{one.number} · {one.kind}" + (f" · {one.due}" if one.due else "")
        body += [_paragraph(head, "Heading1"), *(_paragraph(line, "Quote") for line in one.text.split("\n"))]
        body += [_paragraph(f"[item {reference(report, one.item)}]", "Mark"), _paragraph("[claim]", "Mark")]
        body += [_paragraph(one.claim), _paragraph("[answer]", "Mark")]
        body += [*(_paragraph(line) for line in one.answer.split("\n")), _paragraph("[end]", "Mark")]
    document = f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}{_PAGE}</w:body></w:document>'
    return _packed({**_PARTS, "word/document.xml": document})


def _paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    words = escape(_NOT_IN_XML.sub("", text))
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def _packed(parts: dict[str, str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            head = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            head.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(head, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
    return whole.getvalue()


def _style(name: str, called: str, look: str, *, based: bool = True) -> str:
    on = '<w:basedOn w:val="Normal"/>' if based else ""
    default = "" if based else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{called}"/>{on}<w:qFormat/>{look}'
        "</w:style>"
    )


_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
    'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
_STYLES = (
    _style(
        "Normal", "Normal", '<w:pPr><w:spacing w:after="120"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr>', based=False
    ),
    _style("Title", "Title", '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'),
    _style(
        "Heading1",
        "heading 1",
        '<w:pPr><w:keepNext/><w:spacing w:before="360"/><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="26"/></w:rPr>',
    ),
    _style("Quote", "Quote", '<w:pPr><w:keepNext/><w:ind w:left="567"/></w:pPr><w:rPr><w:i/></w:rPr>'),
    _style("ListBullet", "List Bullet", '<w:pPr><w:ind w:left="567"/></w:pPr>'),
    _style("Mark", "Mark", '<w:pPr><w:keepNext/></w:pPr><w:rPr><w:color w:val="595959"/><w:sz w:val="18"/></w:rPr>'),
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "word/styles.xml": f'<w:styles xmlns:w="{_W}">{"".join(_STYLES)}</w:styles>',
}


# Read back


def from_text(text: str, claims: Claims) -> tuple[Sequence[Back], Sequence[Fault]]:
    """The answers between the marks of a text, and what cannot be taken."""
    found: list[Back] = []
    faults: list[Fault] = []
    marks = list(_ITEM.finditer(text))
    begins = 0
    for number, mark in enumerate(marks):
        stop = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        block = text[mark.end() : stop]
        place = _heading(text[begins : mark.start()]) or f"{number + 1}"
        said = _SAID.search(block)
        if said is None:
            faults.append(_without_marks(place))
        elif (claim := claim_in(said[1], claims)) is None:
            faults.append(no_claim(place, " ".join(said[1].split())))
        else:
            answer = "\n".join(line.strip() for line in said[2].strip().splitlines())
            found.append(Back(place, mark[1].lower(), mark[2].lower(), text[begins : mark.start()], claim, answer, ""))
        ended = _END.search(text, mark.end(), stop)
        begins = ended.end() if ended else stop
    return found, faults


def _heading(before: str) -> str:
    """The first line of the section, by which somebody finds it in the file."""
    return next((line.strip()[:60] for line in before.strip().splitlines() if line.strip()), "")


def _without_marks(place: str) -> Fault:
    return Fault(
        place,
        Sentence(say("The section has lost its marks: [claim], [answer] and [end] have to stand in it in this order.")),
        Sentence(say("Put the marks back where they stood, or write the answer on the page of the item.")),
    )
