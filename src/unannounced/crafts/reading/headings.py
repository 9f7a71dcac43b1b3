"""Lists under a heading or a label: "Recommendations", "To the Ministry of Justice:", "Recommendation 12:", "R4."."""

import re
from itertools import takewhile

from unannounced.crafts.reading.addressees import authority_in_label, named_by_heading, opening_label
from unannounced.crafts.reading.sentences import has_any, spans_in, word_set

_HEADING = re.compile(
    r"(?:[\dIVXA-H.]{1,8}\s*)?(?:(?:List|Summary|Table) of (?:the |all |our )?|Liste des )?"
    r"(?:(?:Key|Main|Specific|General|Urgent|Final|New|Our|Conclusions and|Observations and|Findings and|Conclusions"
    r" et) )?"
    r"(?:recommendations?|recommandations?|recomendaciones|рекомендации|рекомендації)(?: (?:to|for|of|addressed|aux?"
    r"|à|pour) .{1,80})?\s?:?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:^|(?<=[.:;!?] ))(?P<printed>(?:Recomm[ea]ndation|RECOMM[EA]NDATION|Recomendación|Рекомендация|Рекомендація)"
    r" ?(?:No\.? ?|n° ?|nº ?|№ ?|#)?\d{1,3}(?:\.\d{1,3})?|R ?\d{1,3}(?:\.\d{1,3})?)(?P<sign> ?[.:–—-])?\s+"
    r"(?=(?:\([^()]{1,60}\)\s?:?\s?)?[A-ZÀ-ÞА-ЯІЇЄ“\"«])"
)
_INSIDE = re.compile(
    r"(?<=[.;:!?)”»] )(?:(?:(?:Key |Our |Main |Specific )?(?:Recommendations?|RECOMMENDATIONS?|Recommandations?"
    r"|RECOMMANDATIONS?) ?:? ?)?(?P<label>(?:To the|To|Au|Aux|À la|À l['’]|TO THE) ?[^.:;–]{3,120}?) ?: ?"
    r"|(?:Recommendations?|RECOMMENDATIONS?|Recommandations?|RECOMMANDATIONS?) ?:? (?=[-–•▪] |\(?[1a][.)] ))"
)
_INSIDE_STEMS = (". To ", "; To ", ") To ", "ecommendation", "ecommandation", "RECOMM", " Au", " À ", " TO THE ")
_LABEL_STEMS = ("Recommendation ", "Recommandation ", "RECOMM", "Recomendación ", "Рекомендация ", "Рекомендація ")
_SHORT_LABEL = re.compile(r"R ?\d")
_BULLET = re.compile(r"(?:^|(?<=[\s;]))(?:[-–•▪]|\([a-z]{1,3}\)|[a-z]\)|\(?\d{1,2}\))\s+(?=[A-ZÀ-Þa-zà-ÿА-Я])")
_INFINITIVE = re.compile(r"(?:Ne pas )?(?:[SD]['’]|Se |Ne plus )?[A-ZÀ-Þa-zà-ÿ][a-zà-ÿ]{1,18}(?:er|ir|re|oir)\b")
_IMPERATIVES = word_set(
    "abolish accelerate adapt address adopt allocate allow amend appoint apply approve arrange assess assign assure"
    " avoid ban"
    " build carry cease check clarify close comply conduct consider construct consult continue create cut define"
    " deliver"
    " designate develop devise discontinue display distribute draw eliminate employ enable encourage end enhance ensure"
    " equip establish evaluate examine expand explain extend facilitate fill fit give grant guarantee hire hold"
    " identify"
    " implement improve include increase inform install instruct intensify introduce investigate issue keep limit"
    " maintain"
    " make minimise minimize modify monitor move notify obtain offer open organise organize paint pay perform permit"
    " place"
    " plan prepare prevent prioritise prioritize prohibit promote protect provide publish put raise ratify recruit"
    " reduce"
    " refrain refurbish regulate reinforce relocate remedy remind remove renovate repair repeal replace require respect"
    " restore restrict review revise secure separate set stop strengthen submit supply support suspend take train"
    " transfer"
    " translate treat undertake update upgrade use ventilate withdraw"
)
_SHOULD = re.compile(
    r"[^;:.]{1,120}?\b(?:should|must|shall|needs? to|doit|doivent|devrai(?:t|ent)|debe(?:n|ría)?)\b(?! not be"
    r" (?:construed|interpreted|read))"
)
_THAT = re.compile(r"(?:That|Que|Qu['’])\b")


def heads_recommendations(heading: str) -> bool:
    """Whether what stands under ``heading`` is a list of recommendations.

    >>> heads_recommendations("6. Recommendations"), heads_recommendations("To the Ministry of Justice:")
    (True, True)
    >>> heads_recommendations("B. Prisons")
    False
    """
    heading = heading.strip()
    return _HEADING.fullmatch(heading) is not None or named_by_heading(heading) != ""


def demands(words: str) -> bool:
    """Whether ``words`` begin as a demand does in a list: in the imperative or infinitive, or with "should"."""
    first = words.split(" ", 1)[0].strip(",.;:").casefold()
    return (
        first in _IMPERATIVES
        or _INFINITIVE.match(words) is not None
        or _SHOULD.match(words) is not None
        or _THAT.match(words) is not None
    )


def under_heading(text: str, chapter: str) -> list[tuple[int, int]] | None:
    """Begin and end of each demand, if ``text`` is such a list by its chapter or its opening words; None if not."""
    label, start = opening_label(text) if text[:2] in ("To", "Au", "À ", "À l") else ("", 0)
    if not label and not (chapter and heads_recommendations(chapter)):
        return None
    found = [(a, a + len(text[a:b].rstrip())) for a, b in _spans(text, start, len(text)) if demands(text[a:b])]
    return found if found else ([] if label else None)


def lists_inside(text: str) -> list[tuple[int, int, list[tuple[int, int]], str]]:
    """The lists under a label in mid-text: where label and list begin and end, each demand, and who is to act.

    Where lines were lost, a heading such as "Recommendations" or "To the Police:" stands inside a paragraph.
    """
    if not has_any(text, _INSIDE_STEMS):
        return []
    labels = list(_INSIDE.finditer(text))
    found = []
    for place, one in enumerate(labels):
        who = authority_in_label(one["label"]) if one["label"] else ""
        if one["label"] and not who:
            continue
        stop = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        taken = list(takewhile(lambda span: demands(text[span[0] : span[1]]), _spans(text, one.end(), stop)))
        if taken:
            found.append((one.start(), taken[-1][1], taken, who))
    return found


def _spans(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Begin and end of each entry between two places: by its sign, or by sentences where there are no signs."""
    marks = list(_BULLET.finditer(text, start, stop))
    if not marks:
        return [(start + a, start + b) for a, b in spans_in(text[start:stop])]
    stops = [*(mark.start() for mark in marks[1:]), stop]
    return [
        (mark.end(), mark.end() + len(text[mark.end() : end].rstrip())) for mark, end in zip(marks, stops, strict=True)
    ]


def labels_in(text: str) -> list[tuple[int, int, str]]:
    """Begin and end of each label such as "Recommendation 12:" or "R4." in ``text``, and the label as printed."""
    if not has_any(text, _LABEL_STEMS) and _SHORT_LABEL.search(text) is None:
        return []
    found = []
    for one in _LABEL.finditer(text):
        if one["sign"] or one.start() == 0 or text[max(0, one.start() - 2) : one.start()].strip():
            found.append((one.start(), one.end(), one["printed"]))
    return found
