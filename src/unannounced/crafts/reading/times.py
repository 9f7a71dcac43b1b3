"""Until when: the words of an item that set a time, and how many whole months they give."""

import re

from unannounced.crafts.reading.sentences import has_any
from unannounced.duties.reporting import LONGEST_TIME

_NUMBERS = {
    word: number
    for number, words in {
        1: "one a un une uno одного один місяця месяца",
        2: "two deux dos двух двох",
        3: "three trois tres трёх трех трьох",
        4: "four quatre cuatro четырёх четырех чотирьох",
        5: "five cinq cinco пяти",
        6: "six seis шести",
        7: "seven sept siete семи",
        8: "eight huit ocho восьми",
        9: "nine neuf nueve девяти",
        10: "ten dix diez десяти",
        12: "twelve douze doce двенадцати дванадцяти",
        15: "fifteen quinze quince",
        18: "eighteen dix-huit dieciocho",
        24: "twenty-four vingt-quatre",
        30: "thirty trente treinta",
        60: "sixty soixante sesenta",
        90: "ninety quatre-vingt-dix noventa",
    }.items()
    for word in words.split()
}
_NUMBER = r"(?P<number>\d{1,3}|[a-zà-ÿ-]{1,12}|[а-яёіїє]{3,12})"
_UNIT = (
    r"(?P<unit>days?|weeks?|months?|years?|jours?|semaines?|mois|ans?|années?|días|semanas|mes(?:es)?|años?"
    r"|дн(?:ей|я|ів)|недел\w+|тижн\w+|месяц\w*|місяц\w*|лет|года|років|року)"
)
_FROM = (
    r"(?: (?:of|from|after|following|as from|as of|à compter|de|suivant|à partir|contados)(?: de| du)?(?: the| la|"
    r" le| su)?(?: date of(?: the)?)?"
    r"(?: receipt| transmission| reception| réception| publication| receiving| recepción)(?:(?: of| du| de)?(?: the|"
    r" this)?(?: present)?"
    r"(?: report| rapport| letter| lettre| informe))?)?"
)
_SPAN = re.compile(
    rf"\b(?:within|in no more than|dans (?:un délai|le délai|une période)(?: maximal| maximum)? d(?:e|['’](?=un))"
    rf"|dans les|sous|d['’]ici(?: à)?|en (?:el|un) plazo"
    rf"(?: máximo)? de|dentro de|в течение|протягом|упродовж) ?(?:a (?:period|maximum) of |the next |no more than "
    rf"|at most |prochains? |un )?"
    rf"{_NUMBER}(?: \(\d{{1,3}}\))? (?:calendar |working |prochains? )?{_UNIT}\b{_FROM}"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|janvier|février|mars"
    r"|avril|mai|juin"
    r"|juillet|août|septembre|octobre|novembre|décembre)"
)
_BY = re.compile(
    r"\b(?:by|before|no later than|not later than|at the latest by|avant(?: le)?|au plus tard(?: le)?|d['’]ici(?: au"
    r"| le| à| la)?|antes del?)"
    rf" (?:the |la )?(?:(?:end|beginning|middle|first half|second half|fin|début) (?:of |de |d['’]|du mois de"
    rf" )?(?:the year |l['’]année )?)?"
    rf"(?:(?:\d{{1,2}}(?:er|st|nd|rd|th)? )?{_MONTH} )?(?:of )?(?:19|20)\d\d\b"
)
_AT_ONCE = re.compile(
    r"\b(?:as a matter of (?:the utmost |great |some )?(?:urgency|priority)|without (?:any )?further delay|as soon"
    r" as (?:practically )?possible"
    r"|at the earliest (?:opportunity|convenience)|with(?:out)? immediate effect|with immediate effect|forthwith"
    r"|sans plus (?:attendre|tarder)"
    r"|sans (?:autre|nouveau) délai|dans les (?:meilleurs|plus brefs) délais|au plus vite|de toute urgence|en"
    r" priorité|dès que possible"
    r"|sin más demora|lo antes posible|безотлагательно|незамедлительно|невідкладно)\b"
    r"|(?<=[,(] )(?:without delay|immediately|urgently|sans délai|immédiatement|sin demora)(?=[,)])"
    r"|\b(?:without delay|immediately|sans délai|sans tarder|immédiatement|sin demora)(?=[.;]?$)"
    r"|(?<=to )immediately(?= [a-z])|\b(?:urgent|immediate) (?=steps|measures|action)|(?<=take )(?:urgent"
    r"|immediate)(?= )"
)
_OF_PERSONS = re.compile(
    r"\b(?:is|are|be|was|were|soit|soient|être) (?:\w+ ){0,3}(?:answered|examined|brought|seen|notified|informed"
    r"|heard|reviewed|decided|screened|offered"
    r"|interviewed|examinée?s?|informée?s?|entendue?s?|présentée?s?|vue?s?)\b[^,;.]{0,60}$"
)
_SPAN_STEMS = (
    "within ",
    "no more than ",
    "délai",
    "dans les ",
    "sous ",
    "ici ",
    "plazo",
    "dentro",
    "течение",
    "ротягом",
    "упродовж",
)
_BY_STEMS = ("by ", "before ", "later than", "avant ", "tard ", "ici ", "antes ", "By ")
_AT_ONCE_STEMS = (
    *(
        "urgen",
        "priorit",
        "delay",
        "possible",
        "earliest",
        "mmediate",
        "mmédiate",
        "orthwith",
        "attendre",
        "tarder",
        "élai",
        " vite",
    ),
    *("demora", "antes", "отлагательно", "амедлительно", "евідкладно"),
)
_LONGEST = 120


def time_in(text: str) -> tuple[str, int | None]:
    """The words that set a time, as printed, and the whole months; ("", None) if none do.

    >>> time_in("The CPT requests the authorities to reply within three months of the receipt of this report.")
    ('within three months of the receipt of this report', 3)
    >>> time_in("Each person should be examined by a doctor within 24 hours.")
    ('', None)
    """
    if has_any(text, _SPAN_STEMS):
        for span in _SPAN.finditer(text):
            number = _number(span["number"])
            if number and not _of_persons(text, span.start(), span.end()):
                return span[0][:_LONGEST], _months(number, span["unit"])
    found = _BY.search(text) if (" 20" in text or " 19" in text) and has_any(text, _BY_STEMS) else None
    if found is None and has_any(text, _AT_ONCE_STEMS):
        found = _AT_ONCE.search(text)
    return (found[0].strip()[:_LONGEST], None) if found else ("", None)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word.casefold(), 0)


def _months(number: int, unit: str) -> int | None:
    unit = unit.casefold()
    if unit[0] in "dswjnднт" or unit.startswith(("días", "sem")):
        return None
    each = 1 if unit.startswith(("mo", "mes", "месяц", "місяц")) else 12
    return number * each if number * each <= LONGEST_TIME else None


def _of_persons(text: str, start: int, end: int) -> bool:
    """Whether the time is one that the item demands for persons, not one for doing what it demands."""
    return _OF_PERSONS.search(text[max(0, start - 120) : start]) is not None and text[end : end + 1] != ","
