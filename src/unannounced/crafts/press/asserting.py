"""Whether a sentence asserts something at all, or asks, supposes, plans, wishes or denies it."""

import re

from unannounced.crafts.press.mentions import S

_SUPPOSED = re.compile(
    r"\b(?:if|whether|unless|suppos\w+|hypothetical\w*|imagin\w+|in case|in the event|provided that"
    r"|should \S+ (?:leave|withdraw|quit)|as if|as though|assum\w+|wish(?:es|ed)?|pretend\w*"
    r"|dream(?:s|ed|t)? (?:of|that)"
    r"|wonder\w*|ask(?:s|ed|ing) (?:how|why|when)|in theory|allegedly|supposedly|purportedly"
    r"|если|ли|якщо|якби|чи|будто|якобы|нібито|ніби|буцімто|предположим|припустимо|представьте|уявіть)\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(rf"(?:had|should|were) {S} ", re.IGNORECASE)
"""Had Russia ratified …"""
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|false|falsely|untrue|not true|fake|rumou?rs?|myth|hoax|mistakenly|incorrectly|wrongly"
    r"|erroneously|misleading\w*|no evidence|disput(?:e|es|ed)|doubt\w*|contrary to|disinformation|baseless|unfounded"
    r"|groundless|debunk\w*|bogus|fabricat\w+|refut\w+|pretend\w*|never happened|(?:no|any) proof|not the case"
    r"|far from (?:true|the truth)|nonsense|jok(?:e|es|ed|ing)|satir\w+|parod(?:y|ies)|in (?:the|a|his|her) novel"
    r"|fiction\w*"
    r"|nightmare|scenario|alternat\w+ history|misinformation|propaganda|conspiracy|misreport\w*|invent(?:ed|s)"
    r"|опроверг\w*|ложн\w*|ложь|фейк\w*|неправд\w*|спростув\w*|спростов\w*|хибн\w*|слух\w*|чутк\w*|чуток|вымыс\w*"
    r"|вигадк\w*|выдумк\w*|в романе|у романі|брехн\w*|отрица\w*|заперечу\w*|заперечи\w*|шут(?:к|ит|ил)\w*)\b",
    re.IGNORECASE,
)
_NOT = (
    r"(?:\b(?:not(?! only)|never|neither|nor|cannot|yet to|не(?! только| тільки| лише)|ні|ніколи|никогда)\b"
    r"|\wn['’ʼ]t\b)"
)
_NOT_DONE = re.compile(
    rf"(?:{_NOT}|\b(?:almost|nearly|hardly|barely|refus\w+ to|fail\w+ to|чуть не|едва не|майже|ледь не)\b)"
    r"(?: (?:yet|ever|even|actually|been|fully|be|have|has|had|before|ещё|еще|пока|ще|досі|поки))*\Z",
    re.IGNORECASE,
)
"""Words for *not* right before a verb."""
_NOT_SO = re.compile(
    rf"(?:{_NOT}|\b(?:no one|no-one|nobody|none|few|hardly|nothing|no|cannot|without|нет|немає|никто|ніхто|вряд ли"
    r"|навряд чи|невозможно|неможливо)\b)[^,;]*?"
    r"(?:\b(?:that|believ\w+|thinks?|thought|expect\w*|know\w*|claim\w*|suggest\w*|means?|say|says|said|imply|implies"
    r"|prov\w+|convinced|sure|certain|imagin\w+|recall\w*|remember\w*|accept\w*|agrees?)\b|, (?:что|що|чтобы|щоб)\b)"
    r"[^,;]*\Z",
    re.IGNORECASE,
)
"""Nobody believes that …"""
_BELIEVED = re.compile(
    r"\b(?:thought|thinks?|believ\w+|fear(?:s|ed|ing)?|hop(?:e|es|ed|ing)|guess\w*|suspect(?:s|ed)?|predict\w*|expect\w*"
    r"|feels?|felt|worr(?:y|ies|ied)|convinced|счита\w*|дума\w*|боятся|опаса\w*|надеются|вважа\w*|гада\w*|боїться)\b"
    r"[^,;]*(?:, (?:что|що)\b[^,;]*)?\Z"
    r"|\b(?:reject(?:s|ed|ing)?|dismiss\w*|refus\w+|declin\w+|ridicul\w+|mock\w*)\b[^,;]*?"
    r"\b(?:that|say|admit|confirm|accept|acknowledge)\b[^,;]*\Z",
    re.IGNORECASE,
)
"""Many think that …"""
_TURNED = re.compile(
    r"\b(?:nor|neither|at no (?:time|point|stage)|under no circumstances|in no way|by no means|not once|none of"
    r"|no (?:\w+ )?(?:country|countries|states?|government|member|members)"
    r"|never(?= (?:has|have|had|did|was|were|before))|ни одн\w+|жодн\w+)\b[^,;]*\Z",
    re.IGNORECASE,
)
"""At no time has Russia …"""
_STORY = re.compile(
    r"\W{0,3}(?:(?:just |let us |let's |let’s |now )?(?:imagine|suppose|picture this|assume)"
    r"|what if|(?:in|under) (?:this|that|such a|one|the worst"
    r"|a) (?:\w+ )?(?:scenario|future|case)|представьте|представим|предположим|уявіть|уявімо|припустімо|припустимо)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:but|instead|rather|но|але|однако|зато|проте)\b|[;:—–]", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intend\w*|intention\w*|propos\w+|possib\w+|potential\w*|threat\w*|demand\w*"
    r"|call(?:s|ed|ing)? (?:for|on)|insist\w*|urg(?:e|es|ed|ing)"
    r"|consider\w*|debat\w+|prospect\w*|would|could|might|may|vote on|discuss\w*|request\w*|seek\w*|sought"
    r"|advocat\w+|campaign\w*|referendum|wants?|wanted"
    r"|against|ahead of|pending|aim(?:s|ed|ing)?|mull\w*|rul(?:e|ed|ing) out|warn\w* of|favou?r\w*|support\w*"
    r"|oppos\w+|back(?:s|ed|ing)?|petition\w*|question of|issue of"
    r"|avoid\w*|prevent\w*|halt\w*|stop\w*|draft\w*|bill on|revers\w+|suspend the|process of|readiness|ready to"
    r"|prepar\w+|pledg\w+|promis\w+|vow\w*"
    r"|планиру\w*|намер\w*|собира\w*|может|могла|предлож\w*|требу\w*|призв\w*|угрож\w*|возможн\w*|плану\w*"
    r"|намір\w*|збира\w*|може|вимага\w*|закли\w*|погрож\w*|можлив\w*)\b",
    re.IGNORECASE,
)
_FACTIVE = re.compile(
    r"\b(?:condemn\w*|critici[sz]\w+|deplor\w+|regret\w*|lament\w*|welcom\w+|react\w*|comment\w*|respon\w+"
    r"|justif\w+|explain\w*|defend\w*|confirm\w*|finali[sz]\w+"
    r"|complet\w+|after|following|since|despite|signals?|marks?|marked|means|meant|shows?|demonstrates?|came"
    r"|comes|consequences? of|in light of|because of|due to)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:would|could|might|may)\b", re.IGNORECASE)
_NO_DATE = re.compile(r"\b(?:no|exact|a|the) (?:\w+ )?date\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:when|once|until|till|before|after|as soon as|unless|когда|после того|пока|коли|після того|доки)\b",
    re.IGNORECASE,
)


def asserted(words: str, start: int) -> bool:
    """Whether what begins at ``start`` in a sentence is asserted: neither asked nor supposed nor denied.

    >>> asserted("If Russia left , it would end .", 3), asserted("Russia left .", 0), asserted("Has Russia left ?", 4)
    (False, True, False)
    """
    if words.rstrip('”"» ').endswith("?"):
        return False
    if _SUPPOSED.search(words, 0, start) or _DENIED.search(words) or _INVERTED.match(words):
        return False
    before = words[:start].rstrip()
    return not any(one.search(before) for one in (_NOT_DONE, _NOT_SO, _BELIEVED, _TURNED))


def opens_a_story(words: str) -> bool:
    """Whether a sentence bids the reader to imagine what is told from there on.

    >>> opens_a_story("Imagine: France leaves."), opens_a_story("France left.")
    (True, False)
    """
    return bool(_STORY.match(words))


def negated(before: str) -> bool:
    """Whether a verb that goes on with the subject of one before (*has not signed and ratified*) is negated with it.

    >>> negated("Russia has not signed and"), negated("Russia has not signed but"), negated("Russia signed and")
    (True, False, False)
    """
    parts = _BUT.split(before)
    return bool(re.search(_NOT, parts[-1], re.IGNORECASE))


def already(words: str, start: int) -> bool:
    """Whether a verb in the present tells of now, not of a day to come (*once Russia leaves*)."""
    clause = max(words.rfind(mark, 0, start) for mark in (",", ";", ":"))
    return not _NOT_YET.search(words, clause + 1, start) and not _SUPPOSED.search(words)


def planned(words: str, start: int) -> bool:
    """Whether a noun (*the withdrawal*) before which ``words`` run to ``start`` is only planned, demanded or feared."""
    return bool(_PLANNED.search(words[:start]) or _MODAL.search(words, start) or _NO_DATE.search(words))


def taken_for_granted(words: str) -> bool:
    """Whether a sentence speaks of a withdrawal as of something that has happened."""
    return bool(_FACTIVE.search(words))
