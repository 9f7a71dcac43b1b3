"""Which earlier reports, paragraphs and recommendations an item goes back to, each as printed."""

import re

from unannounced.crafts.reading.sentences import has_any

_SYMBOL = (
    r"(?:CPT(?: ?/ ?Inf)?(?:/[EFC])? ?\((?:\d{4}|\d\d)\) ?\d{1,3}(?:-part ?\d{1,2})?"
    r"|(?:A/HRC|CAT/OP|CAT/C|CCPR/C|CED/C|CRC/C|E/CN\.4|A)(?:/[A-Za-z0-9.()-]{1,12}){1,5}(?<![.,)]))"
)
_NUMBERS = r"\d{1,3}(?:\.\d{1,2})?(?: ?(?:to|and|-|–|,|et|à|y|bis|ff\.?) ?\d{1,3}(?:\.\d{1,2})?){0,6}"
_PARAGRAPHS = rf"(?:[Pp]aragraphe?s?|[Pp]aras?\.?|[Pp]ár(?:rafos?|r\.)|§§?|пункт\w{{0,2}}|п\.) ?{_NUMBERS}"
_OF = r"(?: (?:of|in|du|de|dans|del)(?: the| le| la)?(?: document| report| rapport| doc\.)? ?)"
_REFERENCE = re.compile(
    rf"{_PARAGRAPHS}{_OF}{_SYMBOL}|{_SYMBOL}(?:,? {_PARAGRAPHS})?"
    r"|(?:[Tt]he |[Ii]ts |[Ll]e |[Ll]['’])?(?:report|rapport)s? (?:on|relati(?:f|ve) à|sur|concerning|drawn up"
    r" after)(?: the| la| its)?"
    rf" (?:(?:19|20)\d\d (?:\w+ )?visit|visite(?: \w+)? (?:de |d['’]|effectuée en )(?:19|20)\d\d)(?:,? {_PARAGRAPHS})?"
    rf"|(?:the )?(?:(?:19|20)\d\d|previous|last|earlier)(?: visit)? report(?:,? {_PARAGRAPHS})?"
    rf"|(?:[Ss]ee(?: also)?|[Cc]f\.|[Vv]oir(?: aussi| également)?|[Vv]éase|см\.),? (?:the"
    rf" )?{_PARAGRAPHS}(?!\d)(?!{_OF}(?:CPT|CAT|A/))(?: (?:above|below|ci-dessus|ci-dessous))?"
    rf"|{_PARAGRAPHS} (?:above|below|ci-dessus|ci-dessous)"
    r"|(?:previous|earlier|long-?standing|précédentes?|antérieures?) recomm[ae]ndations?|recomm[ae]ndations?"
    r" (?:précédentes?|antérieures?|anteriores?)"
    r"|(?:reiterat|repeat|renew)(?:es|s) (?:its|the|this|all its|their) (?:\w+ )?recommendations?"
    r"|(?:réitère|renouvelle|rappelle|répète) (?:sa|ses|la|les) recommandations?|recommendations? made (?:after"
    r"|following|in) (?:the |its )?(?:19|20)\d\d"
    r"(?: visit)?|reitera sus? recomendaci(?:ón|ones)|повторяет свою рекомендацию|повторює свою рекомендацію"
)
_STEMS = (
    *(
        "aragraph",
        "para",
        "Para",
        "§",
        "CPT/Inf",
        "CPT (",
        "/OP/",
        "A/HRC",
        "CAT/",
        "CCPR/",
        "report on",
        "report",
        "rapport",
    ),
    *(
        "revious rec",
        "arlier rec",
        "standing rec",
        "eiterates",
        "epeats",
        "enews",
        "éitère",
        "enouvelle",
        "appelle",
        "épète",
    ),
    *(
        "made after",
        "made following",
        "made in",
        "árrafo",
        "пункт",
        "п. ",
        "eitera ",
        "овторяет",
        "овторює",
        "édente",
        "ntérieur",
    ),
)
_MOST, _LONGEST = 12, 200


def references_in(text: str) -> tuple[str, ...]:
    """What ``text`` refers to, as printed, each once, in running order.

    >>> references_in("be made known to the prosecutor (see paragraph 34 of CPT/Inf (2025) 7).")
    ('paragraph 34 of CPT/Inf (2025) 7',)
    >>> references_in("(cf. CPT/Inf (2025) 7, paragraph 61)")
    ('CPT/Inf (2025) 7, paragraph 61',)
    """
    if not has_any(text, _STEMS):
        return ()
    found = [one[0].strip(" ,(")[:_LONGEST] for one in _REFERENCE.finditer(text)]
    return tuple(dict.fromkeys(found))[:_MOST]
