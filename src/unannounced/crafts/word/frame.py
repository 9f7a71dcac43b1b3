"""What surrounds the text in a Word file: page, head and foot, fonts, settings and properties, none with a clock."""

from unannounced.crafts.typesetting.look import Look
from unannounced.crafts.typesetting.words import Words
from unannounced.crafts.word.marking_up import HEAD, SPACES, escaped, field, paragraph, run
from unannounced.crafts.word.marks import LANGUAGE_PROPERTY, LEFT_PROPERTY, REPORT_PROPERTY, key
from unannounced.crafts.word.styles import locale
from unannounced.duties.coming_back import SIGNS_OF_AN_ID
from unannounced.duties.laying_out import SetOut

_TYPES = "application/vnd.openxmlformats-officedocument"
_PARTS = {
    "word/document.xml": f"{_TYPES}.wordprocessingml.document.main+xml",
    "word/styles.xml": f"{_TYPES}.wordprocessingml.styles+xml",
    "word/numbering.xml": f"{_TYPES}.wordprocessingml.numbering+xml",
    "word/settings.xml": f"{_TYPES}.wordprocessingml.settings+xml",
    "word/fontTable.xml": f"{_TYPES}.wordprocessingml.fontTable+xml",
    "word/header1.xml": f"{_TYPES}.wordprocessingml.header+xml",
    "word/footer1.xml": f"{_TYPES}.wordprocessingml.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_TYPES}.extended-properties+xml",
    "docProps/custom.xml": f"{_TYPES}.custom-properties+xml",
}
_COMMENTS = {"word/comments.xml": f"{_TYPES}.wordprocessingml.comments+xml"}
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_NUMBER_OF_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SIZES = {"a4": (11906, 16838), "us-letter": (12240, 15840)}
_SIGNS_IN_ONE = 25
"""A property holds 255 signs at most."""
_SIDE = 1276
_MILLIMETRES = 56.7  # twentieths of a point


def content_types(*, remarks: bool) -> str:
    """``[Content_Types].xml``."""
    parts = _PARTS | (_COMMENTS if remarks else {})
    told = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    usual = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{usual}{told}</Types>'


def core(report: SetOut) -> str:
    """``docProps/core.xml``: title, author, language, and the day of the report if it has one."""
    day = ""
    if report.day:
        stamp = f'xsi:type="dcterms:W3CDTF">{report.day.isoformat()}T00:00:00Z'
        day = f"<dcterms:created {stamp}</dcterms:created><dcterms:modified {stamp}</dcterms:modified>"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(report.title)}</dc:title><dc:creator>{escaped(report.mechanism)}</dc:creator>"
        f"<dc:identifier>{escaped(report.symbol)}</dc:identifier><dc:language>{escaped(locale(report.language))}"
        f"</dc:language>{day}</cp:coreProperties>"
    )


def of_program() -> str:
    """``docProps/app.xml``."""
    return f'{HEAD}<Properties xmlns="{_EXTENDED}"><Application>Unannounced</Application></Properties>'


def custom(report: SetOut) -> str:
    """``docProps/custom.xml``: which report it is, so that it is not taken for another when it comes back."""
    said = {REPORT_PROPERTY: report.id, LANGUAGE_PROPERTY: report.language}
    signs = [key(one.id)[:SIGNS_OF_AN_ID] for one in report.paragraphs]
    for place in range(0, len(signs), _SIGNS_IN_ONE):
        said[f"{LEFT_PROPERTY} {place // _SIGNS_IN_ONE + 1}"] = " ".join(signs[place : place + _SIGNS_IN_ONE])
    told = "".join(
        f'<property fmtid="{_NUMBER_OF_CUSTOM}" pid="{place}" name="{name}">'
        f"<vt:lpwstr>{escaped(words)}</vt:lpwstr></property>"
        for place, (name, words) in enumerate(said.items(), start=2)
    )
    return f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{told}</Properties>'


def settings(report: SetOut, *, draft: bool) -> str:
    """``word/settings.xml``: in a draft changes are noted as they are made."""
    tracked = "<w:trackRevisions/>" if draft else ""
    setting = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    mode = f"<w:compat><w:compatSetting {setting}/></w:compat>"
    spoken = f'<w:themeFontLang w:val="{escaped(locale(report.language))}"/>'
    return f'{HEAD}<w:settings {SPACES}>{tracked}<w:defaultTabStop w:val="680"/>{mode}{spoken}</w:settings>'


def fonts(look: Look) -> str:
    """``word/fontTable.xml``: what stands in for a font that the machine of the reader does not have."""
    told = (
        f'<w:font w:name="{escaped(look.serif)}"><w:altName w:val="Cambria"/><w:family w:val="roman"/></w:font>'
        f'<w:font w:name="{escaped(look.sans)}"><w:altName w:val="Calibri"/><w:family w:val="swiss"/></w:font>'
        '<w:font w:name="Noto Naskh Arabic"><w:altName w:val="Times New Roman"/><w:family w:val="roman"/></w:font>'
    )
    return f"{HEAD}<w:fonts {SPACES}>{told}</w:fonts>"


def margins(look: Look) -> str:
    """The paper and its margins, as a section says them."""
    width, height = _SIZES.get(look.paper, _SIZES["a4"])
    top, bottom = (round(look.margins[side] * _MILLIMETRES) for side in ("top", "bottom"))
    return (
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" w:right="{_SIDE}" w:bottom="{bottom}"'
        f' w:left="{_SIDE}" w:header="{top // 2}" w:footer="{bottom // 2}" w:gutter="0"/>'
    )


def running(report: SetOut, words: Words, look: Look, rtl: str) -> dict[str, str]:
    """The head and the foot of each page: marking and symbol always, besides what the look says, and the page."""
    facts = {
        "mechanism": report.mechanism,
        "short": report.short,
        "state": report.state,
        "title": report.title,
        "symbol": report.symbol,
        "marking": report.marking,
    }
    said = {place: words_of_look.format(**facts).strip() for place, words_of_look in look.words.items()}
    head = [said.get("head_start", ""), said.get("head_end", "")]
    start = said.get("foot_start", "")
    for must in (report.marking, report.symbol):
        if must and not any(must in one for one in (*head, start)):
            start = f"{start} {must}".strip()
    before, between, after = _around(words["page"])
    page = (
        f"{run(before, rtl)}{field('PAGE', '1', rtl)}{run(between, rtl)}{field('NUMPAGES', '1', rtl)}{run(after, rtl)}"
    )
    heading = paragraph(run(f"{head[0]}\t{head[1]}", rtl), "Header")
    foot = paragraph(f"{run(start, rtl)}{run(chr(9), rtl)}{page}", "Footer")
    return {
        "word/header1.xml": f"{HEAD}<w:hdr {SPACES}>{heading}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {SPACES}>{foot}</w:ftr>",
    }


def _around(sentence: str) -> tuple[str, str, str]:
    """What stands before, between and after the number of the page and of all pages.

    >>> _around("Page {page} of {pages}")
    ('Page ', ' of ', '')
    """
    before, _, rest = sentence.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after
