"""Whether a recommendation says who is to do what, and how one will see that it was done.

The rule follows the "Double-SMART" of the Association for the Prevention of Torture (practice): specific, measurable,
time-bound. It points at words a person should look at; it forbids nothing. English and French.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from unannounced.duties.words import say


class Vagueness(StrEnum):
    """What a recommendation does not say."""

    NO_AUTHORITY = "no_authority"
    NO_DOING = "no_doing"
    NO_DAY = "no_day"
    NO_MEASURE = "no_measure"


SENTENCES: dict[Vagueness, str] = {
    Vagueness.NO_AUTHORITY: say("“{words}” names no authority that could act: specific."),
    Vagueness.NO_DOING: say("No word says what is to be done: specific."),
    Vagueness.NO_DAY: say("“{words}” says no time: time-bound."),
    Vagueness.NO_MEASURE: say("“{words}” cannot be measured: measurable."),
}


@dataclass(frozen=True, slots=True)
class Vague:
    """What is missing, and the words that stand instead, if any do."""

    what: Vagueness
    words: str = ""


_NOBODY = re.compile(
    r"\s*(?:(?:the|all|relevant|competent|national|responsible|state|concerned|other)\s+)*"
    r"(?:authorit(?:y|ies)|state|government|country|everyone|all)"
    r"(?:\s+(?:concerned|in charge))?\s*"
    r"|\s*(?:les?\s+|l['’]|toutes?\s+les\s+)?(?:autorités?|état|gouvernement|pays)(?:\s+\w+){0,2}\s*",
    re.IGNORECASE,
)
_DOING = (
    r"abolish|adopt|allocat|allow|amend|appoint|arrange|bring|build|carry out|ceas|chang|clos|complet|conduct|construct"
    r"|creat|deliver|demolish|dismantl|display|draw up|eliminat|employ|enabl|enact|end\b|ends\b|ended\b|enlarg|ensur"
    r"|equip|establish|examin|extend|fit\b|fitted|fill|fix|forbid|fund|give|given|grant|guarante|held\b|hire|hold"
    r"|implement|increas|inform|inspect|instal|instruct|introduc|investigat|issue|keep|kept|limit|made\b|maintain|make"
    r"|mend|move|notif|offer|open|pay\b|permit|plac|prevent|prohibit|protect|provid|publish|put\b|raise|reassess|record"
    r"|recruit|reduc|refurbish|register|reimburs|remov|renovat|repair|replac|repeal|report\b|restor|restrict|revis"
    r"|screen|separat|serve|set up|stop|supply|suppl(?:y|ied)|suspend|take out|taken out|tak(?:e|en) out|train|transfer"
    r"|translat|transmit|treat|unblock|vaccinat|withdraw|withdrawn|writ"
    r"|accord|achev|adopt|aménag|augment|autoris|cess|créer|dispens|dot(?:er|é)|élimin|embauch|enregistr|équip|établi"
    r"|examin|ferm|form(?:er|é)|fourni|garant|inform|install|instaur|interdi|limit|mett(?:re|ez)|mise?s?\b|modifi|nomm"
    r"|organis|ouvr|permett|prévoi|procéd|protég|publi|recrut|rédui|remplac|répar|rénov|respect|retir|sépar|supprim"
    r"|transfér|transmett|traduir|veill"
)
_DOES = re.compile(rf"\b(?:{_DOING})", re.IGNORECASE)
_NO_DAY = re.compile(
    r"(?<!\w)(?:as soon as (?:possible|practicable)|at the earliest (?:opportunity|convenience)|in due (?:course|time)"
    r"|in the (?:near|foreseeable) future|in good time|soon|dès que possible|dans les meilleurs délais"
    r"|en temps (?:utile|voulu)|prochainement|rapidement|sous peu)(?!\w)",
    re.IGNORECASE,
)
_NO_MEASURE = re.compile(
    r"(?<!\w)(?:(?:in)?appropriate(?:ly)?|adequate(?:ly)?|sufficient(?:ly)?|suitabl[ey]|satisfactor(?:y|ily)|proper(?:ly)?"
    r"|reasonabl[ey]|where (?:necessary|possible|appropriate)|if (?:necessary|possible)|as far as possible"
    r"|take (?:all )?(?:the )?(?:necessary |appropriate )?(?:steps|measures|action)"
    r"|(?:make|step up) (?:further )?efforts?"
    r"|improv(?:e|es|ed|ing)|strengthen(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)|promot(?:e|es|ed|ing)|consider(?:s|ing)?"
    r"|pay (?:particular |special )?attention|endeavour"
    r"|appropriée?s?|adéquate?s?|suffisante?s?|convenables?|satisfaisante?s?|raisonnables?|si (?:nécessaire|possible)"
    r"|le cas échéant|dans la mesure du possible|prendre (?:toutes )?(?:les |des )?mesures|amélior(?:er|ée?s?|ant)"
    r"|renforc(?:er|ée?s?|ant)|promouvoir|envisager|s['’]efforcer)(?!\w)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\d|(?<!\w)(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|every|each|all|no|none|never|half|daily|weekly"
    r"|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|chaque|tous|toutes|aucune?|jamais)(?!\w)",
    re.IGNORECASE,
)


def vague(text: str, addressee: str) -> Iterator[Vague]:
    """What a recommendation to ``addressee`` leaves open, each with the words that show it.

    A word such as "improve" is no harm where a number says by how much. No addressee at all is another check's.

    >>> [one.what.value for one in vague("Improve the cells as soon as possible.", "the authorities")]
    ['no_authority', 'no_doing', 'no_day', 'no_measure']
    >>> list(vague("Provide each person with at least 4 m² by 1 March 2027.", "Ministry of Justice"))
    []
    """
    if addressee and _NOBODY.fullmatch(addressee):
        yield Vague(Vagueness.NO_AUTHORITY, addressee.strip())
    if not _DOES.search(text):
        yield Vague(Vagueness.NO_DOING)
    if found := _NO_DAY.search(text):
        yield Vague(Vagueness.NO_DAY, found[0])
    if (found := _NO_MEASURE.search(text)) and not _MEASURE.search(text):
        yield Vague(Vagueness.NO_MEASURE, found[0])
