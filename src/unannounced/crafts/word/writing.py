"""A report as a Word file with real styles, numbers, references and remarks, so that it can come back with its changes.

``write`` gives the same bytes for the same report. What the program draws from the paragraphs (front, contents,
appendix, standards) is written in styles of its own and is not read again by ``coming_back``.
"""

from collections.abc import Iterator

from unannounced.crafts.typesetting.look import Look, shipped_look
from unannounced.crafts.typesetting.words import Words, direction, words_of
from unannounced.crafts.word.body import Body, anchor
from unannounced.crafts.word.frame import content_types, core, custom, fonts, margins, of_program, running, settings
from unannounced.crafts.word.marking_up import (
    HEAD,
    SPACES,
    control,
    escaped,
    paragraph,
    relations,
    run,
    zipped,
)
from unannounced.crafts.word.marks import listed_tag, style_id
from unannounced.crafts.word.styles import LEVELS, numbering, styles
from unannounced.duties.laying_out import Answered, Listed, Remark, SetItem, SetOut, appendix, cited

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"


def write(report: SetOut, look: Look | None = None) -> bytes:
    """The report as DOCX. A draft (version 0) notes the changes that are made in it."""
    look = look or shipped_look()
    rtl = direction(report.language) == "rtl"
    words = words_of(report.language)
    body = Body(report, words, "<w:rtl/>" if rtl else "")
    text = body.written()
    after = _appendix(body) + _standards(body)
    front = _front(body) + _contents(body)
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        f"{margins(look)}{'<w:bidi/>' if rtl else ''}</w:sectPr>"
    )
    parts = {
        "[Content_Types].xml": content_types(remarks=bool(body.remarks)),
        "_rels/.rels": relations(
            [
                ("rId1", "officeDocument", "word/document.xml"),
                ("rId2", f"{_PACKAGE}/core-properties", "docProps/core.xml"),
                ("rId3", "extended-properties", "docProps/app.xml"),
                ("rId4", "custom-properties", "docProps/custom.xml"),
            ]
        ),
        "docProps/core.xml": core(report),
        "docProps/app.xml": of_program(),
        "docProps/custom.xml": custom(report),
        "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{front}{text}{after}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _named(remarks=bool(body.remarks)),
        "word/styles.xml": styles(report.language, look, right_to_left=rtl),
        "word/numbering.xml": numbering(body.starts),
        "word/settings.xml": settings(report, draft=report.version == 0),
        "word/fontTable.xml": fonts(look),
        **running(report, words, look, body.rtl),
    }
    if body.remarks:
        parts["word/comments.xml"] = _comments(body.remarks)
    return zipped(parts)


def _named(*, remarks: bool) -> str:
    parts = ["styles", "numbering", "settings", "fontTable", "header", "footer"]
    targets = [(f"rId{place}", kind, _file(kind)) for place, kind in enumerate(parts, start=1)]
    return relations([*targets, *([("rId7", "comments", "comments.xml")] if remarks else [])])


def _file(kind: str) -> str:
    return f"{kind}1.xml" if kind in ("header", "footer") else f"{kind}.xml"


def _front(body: Body) -> str:
    """The title page: who reports on which State and visit, under which symbol and marking."""
    report, words = body.report, body.words
    standing = report.symbol or (words["version"].format(version=report.version) if report.version else words["draft"])
    lines = [
        (report.mechanism, "Report front"),
        (report.marking, "Report front"),
        (report.title, "Title"),
        (report.state, "Subtitle"),
        (report.visit, "Subtitle"),
        (standing, "Report front"),
        (words.day(report.day) if report.day else "", "Report front"),
    ]
    left_over = body.left_over()
    return "".join(
        paragraph(run(said, body.rtl) + (left_over if style == "Title" else ""), style_id(style))
        for said, style in lines
        if said or style == "Title"
    )


def _contents(body: Body) -> str:
    """The contents: a field that Word fills with the numbers of pages when it is opened."""
    if not body.headings:
        return ""
    lines = list(_lines_of_contents(body))
    begins = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    ends = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:br w:type="page"/></w:r></w:p>'
    told = [paragraph((begins if place == 0 else "") + inside, style) for place, (inside, style) in enumerate(lines)]
    head = paragraph(run(body.words["contents"], body.rtl), "TOCHeading")
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{body.number()}"/>{gallery}</w:sdtPr><w:sdtContent>'
        f"{head}{''.join(told)}{ends}</w:sdtContent></w:sdt>"
    )


def _lines_of_contents(body: Body) -> Iterator[tuple[str, str]]:
    for level, said, name in body.headings:
        if level <= 3:
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{run(said, body.rtl)}</w:hyperlink>'
            yield link, f"TOC{min(level, LEVELS)}"


def _appendix(body: Body) -> str:
    """The items of the report, each exactly once, with the paragraph it stands in."""
    words = body.words
    told = [
        body.heading(1, words["items_heading"], style_id("Appendix title")),
        paragraph(run(words["items_intro"], body.rtl), style_id("Appendix note")),
    ]
    listed = appendix(body.report.paragraphs)
    if not listed:
        told[1:] = [paragraph(run(words["no_items"], body.rtl), style_id("Appendix note"))]
    before = None
    for heading, kind, lines in listed:
        if heading != before:
            shown = heading or words["no_heading"]
            told.append(paragraph(run(shown, body.rtl), style_id("Appendix heading")))
        before = heading
        told.append(paragraph(run(words.many(kind), body.rtl), style_id("Appendix kind")))
        told += [piece for line in lines for piece in _listed(body, line)]
    return _locked(body, "".join(told), words["items_heading"])


def _listed(body: Body, line: Listed) -> Iterator[str]:
    item, words = line.item, body.words
    said = control(
        run(item.text, body.rtl),
        tag=listed_tag(item.id),
        alias=f"{words.kind(item.kind)} {item.number}",
        number=body.number(),
    )
    where = f"{run(' (§', body.rtl)}{body.reference(line.paragraph.number, body.rtl)}{run(')', body.rtl)}"
    number = run(f"{item.number}\t", f"<w:b/><w:bCs/>{body.rtl}")
    yield paragraph(f"{number}{said}{where}", style_id("Appendix item"))
    yield from (paragraph(run(note, body.rtl), style_id("Appendix note")) for note in _notes(item, words))


def _notes(item: SetItem, words: Words) -> Iterator[str]:
    if item.addressee:
        yield f"{words['addressee']} {item.addressee}"
    if item.months is not None:
        yield words.months(item)
    yield from (_response(answered, words) for answered in item.responses)


def _response(answered: Answered, words: Words) -> str:
    return f"{words.response(answered)} {answered.text}"


def _standards(body: Body) -> str:
    """The words of each standard that is cited, where the citations lead."""
    found = dict.fromkeys(standard for one in body.report.paragraphs for standard in cited(one.text))
    found |= dict.fromkeys(
        one for paragraph in body.report.paragraphs for item in paragraph.items for one in cited(item.text)
    )
    if not found:
        return ""
    told = [body.heading(1, body.words["standards_heading"], style_id("Appendix title"))]
    for standard in found:
        begins, ends = body.marked(anchor(standard))
        name = run(f"[{standard}]", f"<w:b/><w:bCs/>{body.rtl}")
        said = body.report.standards.get(standard, "")
        told.append(paragraph(f"{begins}{name}{ends}{run(f' {said}', body.rtl)}", style_id("Standard cited")))
    return _locked(body, "".join(told), body.words["standards_heading"])


def _locked(body: Body, inside: str, alias: str) -> str:
    """What is drawn from the paragraphs and cannot be typed into: what is to change is changed there."""
    lock = '<w:lock w:val="sdtContentLocked"/>'
    return control(inside, tag="drawn", alias=alias, number=body.number(), more=lock)


def _comments(remarks: list[Remark]) -> str:
    told = "".join(
        f'<w:comment w:id="{number}" w:author="{escaped(one.by)}" w:date="{escaped(one.at[:19])}Z"'
        f' w:initials="{escaped("".join(part[0] for part in one.by.split()))}">'
        + "".join(paragraph(run(line), "AnnotationText") for line in one.text.split("\n"))
        + "</w:comment>"
        for number, one in enumerate(remarks)
    )
    return f"{HEAD}<w:comments {SPACES}>{told}</w:comments>"
