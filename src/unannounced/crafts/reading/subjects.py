"""Who says a verb: the body that made the report, or somebody it tells of."""

import re
from enum import StrEnum


class Body(StrEnum):
    """Families of bodies; ``ANY`` where the report does not say who made it."""

    EUROPEAN = "european"
    SUBCOMMITTEE = "subcommittee"
    NATIONAL = "national"
    ANY = "any"


_NATIONAL = (
    r"NPM|MNP|[Mm]echanism|National Preventive Mechanism|[Mm]écanisme(?: national de prévention)?|Ombuds(?:man|woman"
    r"|person)"
    r"|Defender|Commissioner|Commission|Inspectorate|Inspector|Provedor\w*|Contrôleure?(?: générale?)?|CGLPL|MNPT|НПМ"
    r"|[Cc]ontrôleurs|Défenseure? des droits|Mecanismo(?: Nacional de Prevención)?|Defensor(?:ía)?(?: del Pueblo)?"
    r"|Уполномоченн(?:ый|ая)|Уповноважен(?:ий|а)|visiting team|monitoring team|inspection team|team|experts|monitors"
    r"|[Dd]elegation|[Dd]élégation|Committee|Comité"
)
_ALONE = r"[Ii]t|[Ww]e|I|[Ii]l|[Ee]lle|[Ii]ls|[Nn]ous|[Мм]ы|[Мм]и|[Оо]н|[Вв]ін"
_NAMES = {
    Body.EUROPEAN: r"CPT|Committee|delegation|Comité|délégation|ЕКПП|КПП|ЄКЗК|КЗК|ЄКПТ|Комитет|Комітет|Comité Europeo",
    Body.SUBCOMMITTEE: (
        r"SPT|Sub-?[Cc]ommittee(?: on Prevention(?: of Torture)?)?|delegation|Sous-[Cc]omité|délégation|Subcomité"
        r"|ППП|ППТ"
        r"|Подкомитет|Підкомітет"
    ),
    Body.NATIONAL: _NATIONAL,
}
_NAMES[Body.ANY] = (
    "|".join(_NAMES.values())
    + r"|Special Rapporteur|Working Group|[Ii]ndependent [Ee]xpert|[Rr]apporteu(?:r|se)(?: [Ss]péciale?)?|Relatora?"
    r" Especial|Grupo"
    r" de Trabajo"
    r"|Group of Experts"
)
_ADVERB = (
    r"(?:[\w-]{2,20}(?:ly|ment|mente)|therefore|also|further|furthermore|moreover|again|once (?:again|more)|thus|hence"
    r"|however|must|has to|would be|would|can only|now|still|likewise|too|reiterates and|(?:would )?(?:also"
    r" )?(?:wish(?:es)?"
    r"|like|feels? (?:obliged|bound"
    r"|compelled)|is (?:obliged|bound|led|compelled)) to|must (?:once )?again|in particular|wishes again to"
    r"|donc|aussi|encore|au besoin|le cas échéant|une (?:nouvelle )?fois(?: (?:encore|de plus))?|de nouveau|à"
    r" nouveau|dès lors|ainsi|en outre"
    r"|toutefois|cependant|par conséquent|en conséquence|dans ce contexte|à cet égard|se doit de|tient à|doit|ne"
    r" peut que"
    r"|souhaite|souhaiterait|también|asimismo|además|por tanto|nuevamente|encarecidamente|enérgicamente|le|lui|leur"
    r"|les|s['’]"
    r"|также|вновь|ещё раз|еще раз|поэтому|настоятельно|снова|также вновь|також|знову|ще раз|тому|наполегливо)"
)
_GAP = rf"(?:,? {_ADVERB}(?! of\b)){{0,5}}(?:,[^,;:.]{{1,110}},| \([^()]{{1,80}}\))?(?:,? {_ADVERB}){{0,4}},? ?$"
_SAYS = {
    body: re.compile(
        rf"(?:(?:^|(?<=[\s(’'–—-]))(?:{names})(?: \([^()]{{1,40}}\)|[^\s.,;:]{{0,2}}\))?|(?:^|(?<=, )|(?<=; )|(?<=:"
        rf" )|(?<=and )|(?<=et ))"
        rf"(?:{_ALONE})){_GAP}"
    )
    for body, names in _NAMES.items()
}
_NAMED = {body: re.compile(rf"(?<![\w-])(?:{names})\b") for body, names in _NAMES.items()}
_PRONOUN = re.compile(rf"(?:{_ALONE})\b")
_HANGING = re.compile(
    r"\b(?:if|when|whenever|what|which|that|as|where|than|because|whether|whose|once|until|whom|like|how|que|ce que"
    r"|comme|si"
    r"|lorsque|dont|où|quand|tel que|lo que|como|cuando|если|когда|что|как|якщо|коли|що|як|Qu|qu|lorsqu|puisqu)"
    r"(?: |['’])(?:the |le |la |l['’]|el |this |our )?$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?!The |This |Our |Its |La |Le |Les |Ce |El |Los |Las |Visiting |National |UN |Public |Chief |General"
    r" )[A-Z][\w’'-]+|rights|control"
    r"|[Tt]heir|[Hh]is|[Hh]er|ethics|medical|government|disciplinary|parliamentary|supervisory|advisory) $"
)
_EXPLAINS = re.compile(r"^(?:It is|It was|C['’]est|Es por|Именно|Саме)\b")
_ALWAYS = re.compile(
    r"\brecomm(?:ends?|ande(?:nt)?),? (?:as a (?:matter of principle|(?:general )?rule)|in general|generally|en"
    r" général|généralement)\b"
    r"|^(?:(?:After|Following|At the end of) (?:each|every)|Whenever|(?:Each|Every) (?:year|time)|As a (?:general"
    r" )?rule"
    r"|In (?:its|his|her|their) (?:annual |periodic |visit )?reports\b|Regularly|Usually|Après chaque|À l['’]issue"
    r" de chaque"
    r"|Chaque (?:année|fois)|En règle générale|Tras cada|После каждого|Після кожного)"
)
_WINDOW = 260


def family_of(body: str) -> Body:
    """The family of the body that the head of a report names; ANY if it names none that is known here.

    >>> family_of("National Preventive Mechanism").value
    'national'
    """
    if "ubcommittee" in body or "Sous-Comité" in body:
        return Body.SUBCOMMITTEE
    if "European Committee" in body or "Comité européen" in body:
        return Body.EUROPEAN
    if "Preventive Mechanism" in body or "Mécanisme national" in body:
        return Body.NATIONAL
    return Body.ANY


def always_so(sentence: str) -> bool:
    """Whether the sentence tells what the body does as a rule."""
    return _ALWAYS.search(sentence) is not None


def names_body(sentence: str, body: Body) -> bool:
    """Whether the sentence names the body at all."""
    return _NAMED[body].search(sentence) is not None


class Said(StrEnum):
    """How the body is the subject of a verb: by name, by pronoun, or of an earlier verb that is joined to it."""

    NAMED = "named"
    PRONOUN = "pronoun"
    JOINED = "joined"


def said_by(sentence: str, verb: int, body: Body) -> Said | None:
    """How the verb at ``verb`` is said by the body; None if others say it, or the body of itself in passing."""
    before = sentence[max(0, verb - _WINDOW) : verb]
    found = _SAYS[body].search(before)
    if found is None:
        return _joined(sentence, verb, before, body)
    ahead = before[: found.start()]
    if _HANGING.search(ahead[-24:]) and not _EXPLAINS.match(sentence):
        return None
    if _OTHERS.search(ahead[-24:]):
        return None
    return Said.PRONOUN if _PRONOUN.match(found[0]) else Said.NAMED


_AND = re.compile(rf"(?:,? (?:and|but|et|mais|y|и|а|та|і|й)|;)(?:,[^,;:.]{{1,60}},)?(?: {_ADVERB}(?! of\b)){{0,3}} $")
_BARE = re.compile(
    r"(?:recommend|urge|call|appeal|exhort|insist|request|ask|invite|encourage|trust|hope|expect|suggest|advise)\b"
)
_OF_OTHERS = re.compile(
    r"\b(?:which|who|authorities|Government|Minist\w+|director|governor|administration|law|strategy|plan|qui"
    r"|autorités)\b"
)


def _joined(sentence: str, verb: int, before: str, body: Body) -> Said | None:
    """Whether "and" joins the verb to a clause that the body is the subject of."""
    if _BARE.match(sentence, verb) and not before.endswith(("must ", "would ", "to ", "only ")):
        return None
    if not _AND.search(before[-70:]):
        return None
    begins = max(sentence.rfind(sign, 0, verb - 2) for sign in ".;:") + 1
    opening = sentence[begins : min(begins + 90, verb)]
    subject = _NAMED[body].search(opening) or _PRONOUN.match(opening.lstrip())
    if subject is None or _HANGING.search(opening[: subject.start()]):
        return None
    return None if _OF_OTHERS.search(opening[: subject.start()]) else Said.JOINED
