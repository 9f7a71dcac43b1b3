"""Who is to act: the authority that an item, or the heading it stands under, names."""

import re

from unannounced.crafts.reading.sentences import has_any

_NAME = r"(?:[A-ZÀ-Þ][\w’'.-]*|No\.? ?\d+|n° ?\d+)"
_OF = rf"(?: (?:of|for|at|in) (?:the )?{_NAME}(?:(?: (?:of|and|for|the))* {_NAME}){{0,5}})"
_HEAD = (
    r"(?:authorit(?:y|ies)|States? [Pp]art(?:y|ies)|State(?= (?:must|should|shall|to|has|is)\b)|[Gg]overnment"
    r"|Ministr(?:y|ies)|[Mm]inisters?|Parliament|legislator"
    r"|Chief of (?:the )?Police|[Mm]anagement|[Gg]overnors?|[Dd]irectors?|[Dd]irectorate|[Aa]dministration"
    r"|(?:Prison|Police|Probation|Penitentiary|Immigration|Border|Migration|Security|Prosecution|Health)(?: and"
    r" \w+)? Service"
    r"|[Pp]rosecutor(?:s|ial authorities)?(?:[’']s? Office)?|Prosecutor[ -]General(?:[’']s Office)?|[Dd]epartment"
    r"|[Ii]nspectorates?"
    r"|Agency|municipality|judiciary|Commissioner of \w+|[Hh]eads? of \w+|NPM|[Nn]ational [Pp]reventive [Mm]echanism)"
)
_FRENCH_HEAD = (
    r"(?:autorités(?: (?:nationales|compétentes|concernées|françaises|[a-zé’'-]{4,20}s))?|[Mm]inistères?|[Mm]inistres?"
    r"|[Gg]ouvernement|[ÉE]tats? [Pp]artie?s?|[Dd]irect(?:ion|eur|rice|ions|eurs)|[Aa]dministration(?: pénitentiaire)?"
    r"|[Pp]arquet|[Pp]rocureurs?|[Pp]arlement|[Ll]égislateur|[Pp]réfets?|chef du centre|[Aa]gence régionale de santé"
    r"|[Cc]hef(?:fe)?s? d['’]établissement|services? (?:pénitentiaires?|de police))"
)
_FRENCH_OF = (
    rf"(?: (?:de la |de l['’]|du |des |de |d['’])(?:{_NAME}|établissement|maison|centre|hôpital|police|prison|santé"
    rf"|justice|intérieur)"
    rf"(?:(?: (?:de|du|des|la|le|les|et|d['’]arrêt|pénitentiaire|hospitalier|spécialisé|rétention|police))*(?: "
    rf"|['’]){_NAME}){{0,4}})"
)
ENGLISH = (
    rf"(?:(?!that |which |who |whether |if |when |said |should |must |to |is |are |was |were )[\w’'-]+"
    rf" ){{0,4}}?{_HEAD}(?:{_OF}){{0,2}}"
)
FRENCH = rf"{_FRENCH_HEAD}(?:{_FRENCH_OF})?(?: d['’]{_NAME})?"
_BOTH = rf"(?:{ENGLISH}(?:,? and (?:the )?{ENGLISH})?|{FRENCH}(?: et (?:l[ea] |l['’]|les )?{FRENCH})?)"
_ARTICLE = r"(?:the |all |all the |both the |aux |au |à la |à l['’]|les |le |la |l['’]|The |All |Les |Le |La |L['’])"
_SHOULD = r"(?:should|must|needs? to|ought to|shall|devrai(?:t|ent)|doit|doivent)"
_TO_IT = re.compile(
    r"\b(?:recommends? (?:once again )?to|recommends? that|calls? (?:up)?on|calls? for|urges?|invites?|encourages?"
    r"|requests?(?: that)?|asks?"
    r"|appeals? to|exhorts?|trusts? that|hopes? that|confident that|suggests? that|expects?(?: that)?|reminds?"
    r"|advises?(?: that)?"
    r"|recommand(?:e|ent)(?: que)?|appelle(?:nt)?|exhorte(?:nt)?|invite(?:nt)?|encourage(?:nt)?|demande(?:nt)?"
    r"|engage(?:nt)?|espère que"
    r"|veut croire que|prie|requested|asked|called upon|urged|demandé)"
    rf",?(?: [\w-]+,)? {_ARTICLE}(?P<who>{_BOTH})(?![\w-])"
)
_SUBJECT = re.compile(
    rf"(?:^|[,;:] |\bthat |\bque |\bqu['’])(?:{_ARTICLE})?(?P<who>{_BOTH})(?: (?:\w+ ){{0,2}}?)?(?: ?{_SHOULD}\b|"
    rf" (?:is|are) (?:\w+ )?"
    r"(?:urged|called upon|recommended|requested|invited|encouraged)"
    r"| (?:est|sont) (?:\w+ )?(?:invit|encourag|appel|pri|exhort)ée?s?\b)"
)
_BY_THAT = re.compile(
    rf"\bthat {_ARTICLE}?(?P<who>{_BOTH}) (?:\w+ )?(?:take|ensure|provide|adopt|make|put|end|bring|inform)\b"
)
_OF_ENTRY = re.compile(
    rf"{_ARTICLE}(?P<who>{_BOTH})(?: to(?= [a-z])"
    r"| (?:à|de)(?= (?:ne pas |s['’]|se )?[a-zé]{2,18}(?:er|ir|re|oir)\b))"
)
_LABEL = re.compile(
    r"(?:[IVX\d.]{1,6}\s*)?(?:Recomm[ea]ndations? )?(?:(?:[Tt]o|TO) (?:the |THE )?|[Àà] la |[Àà] l['’]|[Aa]ux? |AUX?"
    r" |À L['’]"
    r"|À LA |Al? (?:la |las |los )?|Addressed to (?:the )?|Addressee: |Destinataire ?:"
    r" )(?P<who>[^.:;–]{3,150}?)\s?(?P<colon>:?)\s*$"
)
_AUTHORITY = re.compile(_BOTH)
_OPENING = re.compile(r"(?P<label>(?:To the|To|Au|Aux|À la|À l['’]) ?[^.:;–]{3,120}?) ?:\s")
_LONGEST = 200
_STEMS = (
    *("uthorit", "arty", "overnment", "inist", "arliament", "anagement", "overnor", "irect", "dministration", "ervice"),
    *("rosecut", "epartment", "nspectorate", "gency", "autorités", "ouvernement", "arquet", "rocureur", "réfet"),
    *("égislateur", "partie", "chef", "municipality", "udiciary", "ead of", "heads of", "hief of", "Commissioner of"),
)


def addressee_in(text: str) -> str:
    """The authority that is to act as ``text`` names it, without its article; "" if it names none.

    >>> addressee_in("The CPT recommends that the authorities of Bresk take the cells out of service.")
    'authorities of Bresk'
    >>> addressee_in("the Ministry of Justice to draw up a strategy against overcrowding")
    'Ministry of Justice'
    """
    opening = text[:600]
    if not has_any(opening, _STEMS):
        return ""
    found = _TO_IT.search(opening) or _OF_ENTRY.match(opening) or _SUBJECT.search(opening) or _BY_THAT.search(opening)
    return _tidy(found["who"]) if found else ""


def named_by_heading(heading: str) -> str:
    """The addressee that a heading such as "To the Ministry of Justice:" names; "" if it names none.

    >>> named_by_heading("6. Recommendations"), named_by_heading("To the Ministry of Justice:")
    ('', 'Ministry of Justice')
    """
    found = _LABEL.match(heading[:_LONGEST])
    if found is None or not (
        found["colon"] or _AUTHORITY.match(found["who"].title() if found["who"].isupper() else found["who"])
    ):
        return ""
    return _tidy(found["who"])


def authority_in_label(label: str) -> str:
    """The addressee in a label inside a text, "To the Ministry of Justice"; "" if it names no authority.

    >>> authority_in_label("To the Police"), authority_in_label("To this end")
    ('Police', '')
    """
    found = _LABEL.match(label[:_LONGEST])
    who = _tidy(found["who"]) if found else ""
    return who if who[:1].isupper() or _AUTHORITY.match(who) else ""


def opening_label(text: str) -> tuple[str, int]:
    """The words "To the …" that open ``text`` up to a colon, and where what follows them begins; ("", 0) if none."""
    found = _OPENING.match(text)
    return (found["label"], found.end()) if found and named_by_heading(f"{found['label']}:") else ("", 0)


def _tidy(who: str) -> str:
    who = re.sub(r"^(?:the|all|all the|both the|relevant)\s(?=the\s)", "", who.strip(" ,"))
    return _without_article(who)[:_LONGEST].rstrip(" ,")


def _without_article(who: str) -> str:
    return re.sub(r"^(?:the |les |le |la |l['’]|all |that )", "", who, flags=re.IGNORECASE)
