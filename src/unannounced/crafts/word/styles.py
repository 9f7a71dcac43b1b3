"""The styles and the numbering of a report in Word: real ones, so that a writer changes the look in one place."""

from collections.abc import Mapping, Sequence

from unannounced.crafts.typesetting.look import Look
from unannounced.crafts.word.marking_up import HEAD, SPACES, escaped
from unannounced.crafts.word.marks import CONTINUED, KIND_STYLES, REPORT_PARAGRAPH, SET_AFTER, style_id
from unannounced.duties.reporting import ItemKind

LEVELS = 6
"""Levels of headings."""
INDENT = 680
"""Twentieths of a point before the words of a numbered paragraph; its number hangs there."""
WIDE = 900
"""The same before the words of an item in the appendix, whose number is longer."""

_LOCALES = {
    "en": "en-GB",
    "fr": "fr-FR",
    "de": "de-DE",
    "es": "es-ES",
    "it": "it-IT",
    "pt": "pt-PT",
    "ru": "ru-RU",
    "uk": "uk-UA",
    "tr": "tr-TR",
    "el": "el-GR",
    "ar": "ar-SA",
    "he": "he-IL",
    "fa": "fa-IR",
}
_FORCE = {
    ItemKind.RECOMMENDATION: "<w:b/><w:bCs/>",
    ItemKind.COMMENT: "<w:b/><w:bCs/><w:i/><w:iCs/>",
    ItemKind.REQUEST: "<w:i/><w:iCs/>",
    ItemKind.IMMEDIATE_OBSERVATION: '<w:b/><w:bCs/>{colour}<w:u w:val="single"/>',
    ItemKind.COMMITMENT: '{colour}<w:u w:val="dotted"/>',
}
"""What tells the kinds apart without colour."""


def locale(language: str) -> str:
    """The language as Word names it.

    >>> locale("fr"), locale("fr-CH"), locale("sq")
    ('fr-FR', 'fr-CH', 'sq')
    """
    return _LOCALES.get(language, language or "en-GB")


def styles(language: str, look: Look, *, right_to_left: bool) -> str:
    """``word/styles.xml``."""
    bidi = "<w:bidi/>" if right_to_left else ""
    rtl = "<w:rtl/>" if right_to_left else ""
    size = round(look.size / 5)
    spoken = f'<w:lang w:val="{escaped(locale(language))}" w:bidi="{escaped(locale(language)) if rtl else "ar-SA"}"/>'
    fonts = f'<w:rFonts w:ascii="{escaped(look.serif)}" w:hAnsi="{escaped(look.serif)}" w:cs="Noto Naskh Arabic"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{rtl}{spoken}'
        f'</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{bidi}<w:spacing w:after="140" w:line="288" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    told = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        '<w:name w:val="No List"/><w:semiHidden/></w:style>'
        f"{_headings(look)}{_paragraphs(look)}{_characters(look.colours, look.marks)}"
    )
    return f"{HEAD}<w:styles {SPACES}>{defaults}{told}</w:styles>"


def _style(name: str, pieces: tuple[str, str] = ("", ""), *, based_on: str = "Normal", then: str = "") -> str:
    """A style of paragraphs: what it says of the paragraph and of its runs."""
    following = f'<w:next w:val="{then}"/>' if then else ""
    of_paragraph = f"<w:pPr>{pieces[0]}</w:pPr>" if pieces[0] else ""
    of_runs = f"<w:rPr>{pieces[1]}</w:rPr>" if pieces[1] else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"><w:name w:val="{_known_to_word(name)}"/>'
        f'<w:basedOn w:val="{based_on}"/>{following}<w:qFormat/>{of_paragraph}{of_runs}</w:style>'
    )


def _known_to_word(name: str) -> str:
    """The name of a style as Word keeps it: its own ones small."""
    own = name.startswith(("Heading ", "TOC ")) and name[-1].isdigit()
    return name.lower() if own or name in ("Header", "Footer") else name


def _headings(look: Look) -> str:
    sans = f'<w:rFonts w:ascii="{escaped(look.sans)}" w:hAnsi="{escaped(look.sans)}"/>'
    ink = _colour(look.colours["ink"])
    told = []
    for level in range(1, LEVELS + 1):
        size = max(32 - 4 * level + 4, round(look.size / 5))
        of_paragraph = f'<w:keepNext/><w:keepLines/><w:spacing w:before="{400 - 40 * level}" w:after="120"/>'
        of_paragraph += f'<w:outlineLvl w:val="{level - 1}"/>'
        of_runs = f'{sans}<w:b/><w:bCs/>{ink}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        told.append(_style(f"Heading {level}", (of_paragraph, of_runs), then=style_id(REPORT_PARAGRAPH)))
    return "".join(told)


def _paragraphs(look: Look) -> str:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    inside, hanging = f'<w:ind w:left="{INDENT}"/>', f'<w:ind w:left="{INDENT}" w:hanging="{INDENT}"/>'
    muted, bold = _colour(look.colours["muted"]), "<w:b/><w:bCs/>"
    aside = "<w:keepNext/>"
    large = '<w:b/><w:bCs/><w:sz w:val="48"/><w:szCs w:val="48"/>'
    contents = "".join(
        _style(f"TOC {level}", (f'<w:spacing w:after="60"/><w:ind w:left="{220 * (level - 1)}"/>', ""))
        for level in range(1, LEVELS + 1)
    )
    return (
        _style("Title", ('<w:spacing w:before="2400" w:after="240"/>', large), then=style_id("Subtitle"))
        + _style("Subtitle", ('<w:spacing w:after="240"/>', '<w:sz w:val="28"/><w:szCs w:val="28"/>'))
        + _style("Report front", ("", muted))
        + _style(REPORT_PARAGRAPH, (f"{numbered}{hanging}", ""))
        + _style(CONTINUED, (inside, ""))
        + _style(SET_AFTER, (inside, ""), then=style_id(REPORT_PARAGRAPH))
        + _style("TOC Heading", ('<w:pageBreakBefore/><w:spacing w:after="240"/>', bold))
        + contents
        + _style("Header", ('<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>', muted))
        + _style("Footer", ('<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>', muted))
        + _style("Appendix title", (f'{aside}<w:pageBreakBefore/><w:outlineLvl w:val="0"/>', bold))
        + _style("Appendix heading", (f'{aside}<w:spacing w:before="320"/><w:outlineLvl w:val="1"/>', bold))
        + _style("Appendix kind", (aside, "<w:i/><w:iCs/>"))
        + _style("Appendix item", (f'<w:ind w:left="{WIDE}" w:hanging="{WIDE}"/>', ""))
        + _style("Appendix note", (f'<w:ind w:left="{WIDE}"/>', muted))
        + _style("Standard cited", ("<w:keepLines/>", ""))
        + _style("annotation text", ("", '<w:sz w:val="20"/><w:szCs w:val="20"/>'))
    )


def _characters(colours: Mapping[str, str], marks: Mapping[str, str]) -> str:
    kinds = {name: _FORCE[kind].format(colour=_colour(marks[kind.value])) for kind, name in KIND_STYLES.items()}
    others = {
        "Hyperlink": _colour(colours["link"]),
        "annotation reference": '<w:sz w:val="16"/><w:szCs w:val="16"/>',
    }
    return "".join(
        f'<w:style w:type="character" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{said}</w:rPr></w:style>'
        for name, said in {**kinds, **others}.items()
    )


def _colour(said: str) -> str:
    return f'<w:color w:val="{escaped(said.lstrip("#"))}"/>'


def numbering(starts: Sequence[int]) -> str:
    """``word/numbering.xml``: one list through the whole report; ``starts`` are where it begins, and begins anew.

    List 1 begins at the first of them, list 2 at the second: a report with a gap in its numbers keeps the gap.
    """
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="{style_id(REPORT_PARAGRAPH)}"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{INDENT}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
    )
    lists = "".join(
        f'<w:num w:numId="{place}"><w:abstractNumId w:val="1"/>{_starting(start, first=place == 1)}</w:num>'
        for place, start in enumerate(starts or (1,), start=1)
    )
    defined = f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{level}</w:abstractNum>'
    return f"{HEAD}<w:numbering {SPACES}>{defined}{lists}</w:numbering>"


def _starting(start: int, *, first: bool) -> str:
    if first and start == 1:
        return ""
    return f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
