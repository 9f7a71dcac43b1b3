"""Whether a sentence asserts something at all, or asks, supposes, plans, wishes or denies it."""

import re

from unannounced.crafts.press.mentions import S

_SUPPOSED = re.compile(
    r"\b(?:if|whether|unless|suppos\w+|hypothetical\w*|imagin\w+|in case|in the event|provided that"
    r"|should \S+ (?:leave|withdraw|quit)|as if|as though"
    r"|если|ли|якщо|якби|чи)\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(rf"(?:had|should|were) {S} ", re.IGNORECASE)
"""Had Russia ratified …"""
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|false|falsely|untrue|not true|fake|rumou?rs?|myth|hoax|mistakenly|incorrectly|wrongly"
    r"|erroneously|misleading\w*|no evidence|disput(?:e|es|ed)|doubt\w*|contrary to|disinformation|опроверг\w*"
    r"|ложн\w*|фейк\w*|неправд\w*|спростув\w*|хибн\w*)\b",
    re.IGNORECASE,
)
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
    return not (_SUPPOSED.search(words, 0, start) or _DENIED.search(words) or _INVERTED.match(words))


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
