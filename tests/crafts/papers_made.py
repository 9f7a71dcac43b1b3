"""Papers of an office and PDF that say who made them, when and where, wherever their formats let them.

Word, Excel and PDF are made by the libraries of their formats, and what those do not write is written in; presentations
and OpenDocument by hand.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx
import openpyxl
import typst
from docx.shared import Cm
from openpyxl.comments import Comment

from tests.crafts.pictures_made import SAID, drawn, exif, saved

TEXT = "They beat me on the stairs."
WHO, LOGIN, WHEN = "Olena Koval", "okoval", "2019-07-23"
DAY = datetime.datetime(2019, 7, 23, 4, 5, 6)  # noqa: DTZ001 — as the libraries take it
HOME = rf"C:\Users\{LOGIN}\Desktop"
TRACES = tuple(one.encode() for one in (WHO, "Koval", LOGIN, WHEN, "20190723", "2019/07/23", "00ABCDEF", "LaserJet"))
"""What none of them may say any more, besides what the picture in it said."""
PICTURE = saved(drawn(), "JPEG", exif=exif(), comment=SAID)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: Mapping[str, bytes | str], stored: str = "") -> bytes:
    """A ZIP with times, comments and extra fields of its entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2019, 7, 23, 4, 5, 6))
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            entry.comment, entry.extra = WHO.encode(), b"UT\5\0\1" + b"\x5d\x36\x87\x12"
            out.writestr(entry, content, compresslevel=1)
        out.comment = WHO.encode()
    return file.getvalue()


def written_in(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    parts = unpacked(content)
    return packed(parts | {name: change(parts[name].decode()).encode()})


def letter() -> bytes:
    """A Word file with a comment, a tracked change, a picture, and all that Word keeps of those who wrote."""
    paper = docx.Document()
    said = paper.add_paragraph(TEXT)
    paper.add_comment(said.runs, text="Ask the doctor.", author=WHO, initials="OKo")
    paper.add_picture(io.BytesIO(PICTURE), width=Cm(3))
    about = paper.core_properties
    about.author, about.last_modified_by, about.created, about.modified = WHO, WHO, DAY, DAY
    file = io.BytesIO()
    paper.save(file)
    tracked = f'<w:ins w:id="90" w:author="{WHO}" w:date="{WHEN}T04:05:06Z"><w:r w:rsidR="00ABCDEF"><w:t>Added.</w:t></w:r></w:ins>'
    content = written_in(
        file.getvalue(),
        "word/document.xml",
        lambda text: re.sub(r"</w:p>", tracked + "</w:p>", text, count=1).replace(
            "<w:p>", '<w:p w:rsidR="00ABCDEF">', 1
        ),
    )
    kept = (
        '<w:attachedTemplate r:id="rIdT"/><w:rsids><w:rsidRoot w:val="00ABCDEF"/><w:rsid w:val="00ABCDEF"/></w:rsids>'
    )
    content = written_in(content, "word/settings.xml", lambda text: text.replace("<w:zoom", kept + "<w:zoom", 1))
    parts = unpacked(content)
    template = f'<Relationship Id="rIdT" Type="{RELATION}/attachedTemplate" Target="file:///{HOME}\\t.dotx" TargetMode="External"/>'
    relations = f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{template}</Relationships>'
    people = f'{HEAD}<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="{WHO}"/></w15:people>'
    to_people = '<Relationship Id="rIdP" Type="http://schemas.microsoft.com/office/2011/relationships/people" Target="people.xml"/>'
    linked = parts["word/_rels/document.xml.rels"].decode().replace("</Relationships>", to_people + "</Relationships>")
    kinds = parts["[Content_Types].xml"].decode()
    person = '<Override PartName="/word/people.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml"/>'
    return packed(
        parts
        | {
            "word/_rels/settings.xml.rels": relations,
            "word/people.xml": people,
            "word/_rels/document.xml.rels": linked,
            "[Content_Types].xml": kinds.replace("</Types>", person + "</Types>"),
        }
    )


def table() -> bytes:
    """An Excel file with a comment, a path, a printer, and who holds it."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"] = TEXT, 17
    book.active["A1"].comment = Comment(f"{WHO}:\nAsk the doctor.", WHO)
    book.properties.creator = book.properties.lastModifiedBy = WHO
    book.properties.created = book.properties.modified = DAY
    file = io.BytesIO()
    book.save(file)
    sharing = f'<fileVersion appName="xl" rupBuild="9303"/><fileSharing userName="{WHO}"/>'
    path = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15">'
        f'<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="{HOME}\\"/></mc:Choice></mc:AlternateContent>'
    )
    content = written_in(
        file.getvalue(),
        "xl/workbook.xml",
        lambda text: re.sub(r"(<workbook [^>]*>)", r"\1" + sharing.replace("\\", r"\\"), text, count=1).replace(
            "<bookViews", path + "<bookViews", 1
        ),
    )
    parts = unpacked(content)
    printer = (
        f'<Relationship Id="rIdPr" Type="{RELATION}/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
    )
    links = (
        parts["xl/worksheets/_rels/sheet1.xml.rels"].decode().replace("</Relationships>", printer + "</Relationships>")
    )
    setup = f'<pageSetup xmlns:r="{RELATION}" orientation="portrait" r:id="rIdPr"/><legacyDrawing'
    kinds = parts["[Content_Types].xml"].decode()
    binary = '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
    return packed(
        parts
        | {
            "xl/worksheets/_rels/sheet1.xml.rels": links,
            "xl/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"].decode().replace("<legacyDrawing", setup, 1),
            "xl/printerSettings/printerSettings1.bin": b"\\\\bresk\\LaserJet",
            "[Content_Types].xml": re.sub(r"(<Types [^>]*>)", r"\1" + binary, kinds, count=1),
        }
    )


def slides() -> bytes:
    """Presentations as PowerPoint packs them: a slide with a picture, a comment, who commented, and a thumbnail."""
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"

    def related(*said: tuple[str, str]) -> str:
        inside = "".join(
            f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(said, 1)
        )
        return f'{HEAD}<Relationships xmlns="{relations}">{inside}</Relationships>'

    about = f'{HEAD}<cp:coreProperties xmlns:cp="{relations}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{WHO}</dc:creator></cp:coreProperties>'
    named = f'<p:pic><p:nvPicPr><p:cNvPr id="4" name="{HOME}\\IMG_20190723.jpg" descr="IMG_20190723.jpg"/></p:nvPicPr></p:pic>'
    return packed(
        {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
            "_rels/.rels": related(
                (f"{RELATION}/officeDocument", "ppt/presentation.xml"),
                (f"{relations}/metadata/core-properties", "docProps/core.xml"),
                (f"{relations}/metadata/thumbnail", "docProps/thumbnail.jpeg"),
            ),
            "docProps/core.xml": about,
            "docProps/thumbnail.jpeg": PICTURE,
            "ppt/presentation.xml": f"{HEAD}<p:presentation {p}/>",
            "ppt/slides/slide1.xml": f"{HEAD}<p:sld {p}><p:cSld>{named}<a:t>{TEXT}</a:t></p:cSld></p:sld>",
            "ppt/commentAuthors.xml": f'{HEAD}<p:cmAuthorLst {p}><p:cmAuthor id="1" name="{WHO}" initials="OKo" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>',
            "ppt/comments/comment1.xml": f'{HEAD}<p:cmLst {p}><p:cm authorId="1" dt="{WHEN}T04:05:06" idx="1"><p:text>Ask the doctor.</p:text></p:cm></p:cmLst>',
            "ppt/media/image1.jpeg": PICTURE,
        }
    )


def odt(kind: str = "text") -> bytes:
    """A text, a table or a presentation of OpenDocument, with a comment, a tracked change, a printer and an earlier version."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
        'xmlns:officeooo="http://openoffice.org/2009/office" xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    )
    said = f"<dc:creator>{WHO}</dc:creator><dc:date>{WHEN}T04:05:06</dc:date>"
    body = (
        f'<office:{kind}><text:tracked-changes><text:changed-region text:id="ct1"><text:insertion><office:change-info>{said}'
        f"</office:change-info></text:insertion></text:changed-region></text:tracked-changes><text:p>{TEXT}"
        f"<office:annotation>{said}<meta:creator-initials>OKo</meta:creator-initials><text:p>Ask the doctor.</text:p></office:annotation>"
        f'<text:a xlink:href="file:///C:/Users/{LOGIN}/Desktop/list.odt">list</text:a>'
        f'<draw:frame draw:name="IMG_20190723.jpg"><draw:image xlink:href="Pictures/1.jpg"/></draw:frame></text:p></office:{kind}>'
    )
    styles = '<office:automatic-styles><style:style style:name="P1"><style:text-properties officeooo:rsid="00ABCDEF"/></style:style></office:automatic-styles>'
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type=""/>'
        for name in (
            "/",
            "content.xml",
            "meta.xml",
            "settings.xml",
            "Thumbnails/thumbnail.png",
            "Pictures/1.jpg",
            "Versions/Version1",
        )
    )
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{'spreadsheet' if kind == 'table' else kind}",
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><!-- {WHO} --><office:document-content {names}>{styles}<office:body>{body}</office:body></office:document-content>',
            "meta.xml": f"<office:document-meta {names}><office:meta><meta:initial-creator>{WHO}</meta:initial-creator></office:meta></office:document-meta>",
            "settings.xml": f'<office:document-settings {names}><office:settings><config:config-item config:name="PrinterName" config:type="string">LaserJet</config:config-item></office:settings></office:document-settings>',
            "Thumbnails/thumbnail.png": saved(drawn(), "PNG"),
            "Pictures/1.jpg": PICTURE,
            "Versions/Version1": WHO,
            "META-INF/manifest.xml": f"<manifest:manifest {names}>{listed}</manifest:manifest>",
        },
        stored="mimetype",
    )


def typeset() -> bytes:
    """A PDF as Typst writes it: with XMP, tags and compressed streams."""
    source = f'#set document(title: "{WHO}", author: "{WHO}", date: datetime(year: 2019, month: 7, day: 23))\n= Letter\n{TEXT}'
    made: bytes = typst.compile(source.encode())
    return made


def objects(*said: tuple[int, bytes], root: int = 1, more: bytes = b"") -> bytes:
    """Objects of a PDF with their table and its trailer, as they stand in a file of their own."""
    content, places = b"", {}
    for number, one in said:
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, at) for number, at in places.items())
    trailer = b"trailer\n<</Size 40 /Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (root, more, len(content))
    return content + b"xref\n" + table + trailer


def stream(said: bytes, content: bytes) -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (said, len(content), content)


def by_hand(catalogue: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF with everything: Info, XMP, identifiers, a photograph, a note, a link to a device, a profile of colours, and an earlier version."""
    who = WHO.encode()
    xmp = stream(b"/Type/Metadata/Subtype/XML", b"<x:xmpmeta>" + who + b"</x:xmpmeta>")
    note = (
        b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Ask the doctor.)/T(%s)/M(D:20190723040506Z)/NM(okoval-1)>>"
        % who
    )
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoToR/F(/C/Users/okoval/list.pdf)/D[0/Fit]>>>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 5 0 R/LastModified(D:20190723040506Z)/Metadata 8 0 R"
        b"/PieceInfo<</Word<</Private(%s)>>>>/Annots[9 0 R 10 0 R]"
        b"/Resources<</Font<</F1 6 0 R>>/XObject<</Im1 7 0 R>>/ColorSpace<</CS0[/ICCBased 11 0 R]>>>>>>" % who
    )
    words = stream(
        b"", b"/CS0 cs 0.1 0.1 0.1 sc BT /F1 12 Tf 20 100 Td (%s) Tj ET 48 0 0 36 20 20 cm /Im1 Do" % TEXT.encode()
    )
    old = stream(b"", b"BT /F1 12 Tf 20 100 Td (Earlier: Koval) Tj ET")
    picture = stream(
        b"/Type/XObject/Subtype/Image/Width 48/Height 36/ColorSpace[/ICCBased 11 0 R]/BitsPerComponent 8/Filter/DCTDecode/Metadata 8 0 R",
        PICTURE,
    )
    first = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n" + objects(
        (1, b"<</Type/Catalog/Pages 2 0 R/Metadata 8 0 R %s>>" % catalogue),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, page),
        (4, b"<</Author(%s)/Producer(okoval)/CreationDate(D:20190723040506Z)>>" % who),
        (5, old),
        (6, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
        (7, picture),
        (8, xmp),
        (9, note),
        (10, link),
        (11, stream(b"/N 3", b"profile of okoval")),
        more=b"/Info 4 0 R /ID[<6f6b6f76616c><6f6b6f76616c>] " + trailer,
    )
    return first + objects((5, words), more=b"/Info 4 0 R /Prev 9 " + trailer)


def scan(filters: bytes, picture: bytes) -> bytes:
    """A PDF of one page that shows one picture and nothing else."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 48 36]/Contents 5 0 R/Resources<</XObject<</Im1 7 0 R>>>>>>"
    shown = b"/Type/XObject/Subtype/Image/Width 48/Height 36/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter " + filters
    return b"%PDF-1.6\n" + objects(
        (1, b"<</Type/Catalog/Pages 2 0 R>>"),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, page),
        (5, stream(b"", b"48 0 0 36 0 0 cm /Im1 Do")),
        (7, stream(shown, picture)),
    )
