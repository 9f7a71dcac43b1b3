"""What the head of a report says of it: symbol, State, day, title, who made it, and whether it is public."""

import re
from collections.abc import Mapping
from datetime import date

from unannounced.crafts.names import code_of, real_names
from unannounced.crafts.reading.cleaning import Clean, one_line
from unannounced.crafts.reading.languages import language_of
from unannounced.crafts.reading.states import spanish_code_of
from unannounced.crafts.reading.values import About

UNIVERSAL_REVIEW = "Working Group on the Universal Periodic Review"
REVIEWS = frozenset(
    {
        UNIVERSAL_REVIEW,
        "Groupe de travail sur l’Examen périodique universel",
        "Grupo de Trabajo sobre el Examen Periódico Universal",
    }
)
"""The body that reviews States by States, in each language."""
_BODIES = (
    (UNIVERSAL_REVIEW, r"\bUniversal ?Periodic Review\b"),
    ("Groupe de travail sur l’Examen périodique universel", r"\bExamen périodique universel\b"),
    ("Grupo de Trabajo sobre el Examen Periódico Universal", r"\bExamen Periódico Universal\b"),
    (
        "European Committee for the Prevention of Torture and Inhuman or Degrading Treatment or Punishment",
        r"European Committee for the Prevention of Torture|\bCPT/Inf\b",
    ),
    (
        "Comité européen pour la prévention de la torture et des peines ou traitements inhumains ou dégradants",
        r"Comité européen pour la prévention de la torture",
    ),
    (
        "Subcommittee on Prevention of Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment",
        r"Subcommittee on (?:the )?Prevention of Torture|\bCAT/OP/",
    ),
    (
        "Sous-Comité pour la prévention de la torture et autres peines ou traitements cruels, inhumains ou dégradants",
        r"Sous-Comité pour la prévention de la torture",
    ),
    (
        "Subcomité para la Prevención de la Tortura y Otros Tratos o Penas Crueles, Inhumanos o Degradantes",
        r"Subcomité para la Prevención de la Tortura",
    ),
    ("National Preventive Mechanism", r"National (?:Preventive|Prevention) Mechanism"),
    ("Mécanisme national de prévention", r"Mécanisme national de prévention"),
    ("Mecanismo Nacional de Prevención", r"Mecanismo Nacional de Prevención"),
    (
        "Contrôleur général des lieux de privation de liberté",
        r"Contrôleure? générale? des lieux de privation de liberté",
    ),
    ("Nationale Stelle zur Verhütung von Folter", r"Nationale Stelle zur Verhütung von Folter"),
    ("Nationale Kommission zur Verhütung von Folter", r"Nationale Kommission zur Verhütung von Folter"),
)
_HEAD = 6000
_RUNNING = 3
_CONTENTS = re.compile(
    r"^\s*(?:CONTENTS|Contents|TABLE OF CONTENTS|TABLE DES MATIÈRES|Table des matières|Sommaire)\b", re.MULTILINE
)
_CONTENTS_INLINE = re.compile(r"\b(?:CONTENTS|Contents)\s+Paragraphs\b")
SYMBOL = re.compile(
    r"(?<![\w/])(?:CPT(?: ?/ ?Inf)?(?:/[EFC])? ?\((?:\d{4}|\d\d)\) ?\d{1,3}(?:-part ?\d{1,2})?"
    r"|(?:A/HRC|A|CAT/OP|CAT/C|CAT|CCPR/C|CED/C|E/CN\.4)"
    r"(?: ?/ ?(?!RES\b)(?:[A-Z]{2,4}|[A-Z]{1,3}\.?\d{1,4}|R\.\d+|Add\. ?\d+|Rev\. ?\d+|Corr\. ?\d+|WG\.\d|L\.\d+"
    r"|ROSPT|CSPRO|\d{1,4}(?:-\d)?)){1,6})(?![\w/])(?!\.\d)"
)
_OF_ANOTHER = re.compile(r"\b(?:issued|resolutions?|decisions?|see|replaces)\b[^;]{0,60}$", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier enero",
            "february février fevrier febrero",
            "march mars marzo",
            "april avril abril",
            "may mai mayo",
            "june juin junio",
            "july juillet julio",
            "august août aout agosto",
            "september septembre septiembre",
            "october octobre octubre",
            "november novembre noviembre",
            "december décembre decembre diciembre",
        ),
        1,
    )
    for name in names.split()
}
_OWN_SYMBOL = re.compile(
    r"^ ?((?=[^\n]*\d)[A-ZÀ-Þ][A-ZÀ-Þ0-9.]{1,11}(?:[/-][A-ZÀ-Þ0-9][\w.]{0,11}){1,5})(?: of [^\n]{6,30})? ?$",
    re.MULTILINE,
)
"""A symbol of a body whose symbols are not known here: alone on a line of the head, as "NPM/2024/7"."""
_DAY = re.compile(r"(?<![\d/.])(\d{1,2})(?:er|st|nd|rd|th|º)? (?:de )?([^\W\d_]{3,10}),? (?:de )?((?:19|20)\d\d)(?!\d)")
_IN_A_SPAN = re.compile(
    r"(?:\b(?:from|to|until|between|and|du|au|et|del|al|y|on|of|held|le \d+|dated)|[-–])"
    r"\s*(?:\d{1,2}\s?(?:\w+ )?(?:to|-|–|au) ?)?$",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\bDistr[.:\s]{0,4}(?:General\s+Assembly\s*)?+(?:General|Générale?)\b", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:\d+ )?(?:Annual |ANNUAL )?(?:Report|REPORT|Rapport|RAPPORT|Informe|INFORME|Views on conclusions)\b.*",
    re.MULTILINE,
)
_TITLE_INLINE = re.compile(
    r"\b(?:Report (?:of|to|on)|Rapport (?:de|du|au|relatif)|Informe (?:de|del|al|sobre)) [^*]{5,260}?(?=\s*\*|\s{2,}|$)"
)
_VISIT_TO = re.compile(
    r"\b(?:visits? (?:\w+ ){0,3}?to|visites? (?:\w+ ){0,4}?(?:en|au|aux|à)|Government of"
    r"|Gouvernement (?:de la|de|du|des)"
    r"|National Prevent(?:ive|ion) Mechanism (?:of|in|for)"
    r"|Mécanisme national de prévention (?:de la|de|du|des|d['’])|Gobierno (?:de la|del|de)"
    r"|visitas? (?:\w+ ){0,4}?a|review of|mission to"
    r"|rapport sur)\s+(?=([^,;:*\n.]{3,80}))",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"\b(?:[Rr]eview|[Dd]elegation) of "
    r"((?:the )?[A-ZÀ-Þ][\w’'()-]*(?: (?:of|the|and|[A-ZÀ-Þ(][\w’'()-]*)){0,8}) (?:was|were)\b"
)


def about(cleaned: Clean, body: str, first: int, known: Mapping[str, str]) -> About:
    """What stands before the first paragraph, at ``first``, and in what repeats on the pages."""
    head = _head(cleaned.text, first)
    symbol = _symbol(head, cleaned)
    printed, code = _state(head, body[first : first + 3000], known)
    return About(
        symbol=symbol,
        state_name=printed,
        state_code=code,
        dated_on=_dated(head),
        title=_title(head, printed),
        body=next(
            (name for name, words in _BODIES if re.search(words, f"{one_line(head)} {symbol}", re.IGNORECASE)), ""
        ),
        public=symbol.startswith("CPT/Inf") or _PUBLIC.search(head) is not None,
        language=language_of(body[first:] or body),
    )


def _head(text: str, first: int) -> str:
    head = text[: min(first, _HEAD)]
    ends = [found.start() for found in (_CONTENTS.search(head), _CONTENTS_INLINE.search(head)) if found]
    return head[: min(ends)] if ends and min(ends) > 40 else head


def _symbol(head: str, cleaned: Clean) -> str:
    """The symbol at the head or in the running heads; never one that the head only cites."""
    running = [(SYMBOL.search(line), times) for line, times in cleaned.furniture.items()]
    repeated = {found[0]: times for found, times in running if found}
    best = max(repeated, key=lambda symbol: repeated[symbol], default="")
    if best and repeated[best] >= _RUNNING:
        return _tidy(best)
    for found in SYMBOL.finditer(head):
        if not _OF_ANOTHER.search(head[max(0, found.start() - 80) : found.start()]):
            return _tidy(found[0])
    own = None if best else _OWN_SYMBOL.search(head)
    return own[1] if own else _tidy(best)


def _tidy(symbol: str) -> str:
    """A symbol without spaces that do not belong there.

    >>> _tidy("A/HRC/ 8/29"), _tidy("CPT/Inf(2013)41")
    ('A/HRC/8/29', 'CPT/Inf (2013) 41')
    """
    symbol = re.sub(r"\s*/\s*", "/", symbol)
    symbol = re.sub(r"\s+(?=\d+$)", "", symbol) if not symbol.startswith("CPT") else symbol
    return re.sub(r"^(CPT(?:/Inf)?(?:/[EFC])?) ?\((\d+)\) ?", r"\1 (\2) ", symbol)


def _dated(head: str) -> date | None:
    """The day in the head that is none of a visit, a session or a meeting."""
    head = one_line(head)
    for found in _DAY.finditer(head):
        month = _MONTHS.get(found[2].casefold())
        if month and not _IN_A_SPAN.search(head[max(0, found.start() - 24) : found.start()]):
            try:
                return date(int(found[3]), month, int(found[1]))
            except ValueError:
                continue
    return None


def _title(head: str, state: str) -> str:
    found = _TITLE.search(head)
    if found:
        lines = [found[0]]
        for line in head[found.end() :].strip("\n").split("\n")[:6]:
            if _without_article(line.strip(" *.")).casefold() == state.casefold() or _ends_title(line):
                break
            lines.append(line)
        title = one_line(" ".join(lines))
    else:
        inline = _TITLE_INLINE.search(one_line(head))
        title = inline[0] if inline else ""
    title = re.sub(r"[\s*.]+$", "", title).replace("UniversalPeriodic", "Universal Periodic")
    if state and state.casefold() not in title.casefold() and title:
        title = f"{title}: {state}"
    return title if len(title) <= 300 else title[:299].rstrip() + "…"


def _ends_title(line: str) -> bool:
    return _OWN_SYMBOL.match(line) is not None or bool(
        re.match(r"\s*(?:[*.]|Previously|Strasbourg|Contents|CONTENTS|The Government of|Distr|Original|\d)|_{3}", line)
    )


def _state(head: str, opening: str, known: Mapping[str, str]) -> tuple[str, str]:
    """The name of the State as printed and its code: by its own line, by "visit to", or by the first paragraphs."""
    for line in reversed(head.split("\n")):
        name = line.strip(" *.\t")
        code = _code(name, known)
        if code and not re.fullmatch(r"[A-Z]{2,3}", name):
            return _printed(name, code, known), code
    after = re.search(
        r"(?:Periodic\s+Review|périodique\s+universel|Periódico\s+Universal)[\s*]+(.{3,120})", one_line(head)
    )
    candidates = [after[1]] if after else []
    candidates += [found[1] for found in _VISIT_TO.finditer(one_line(head))]
    candidates += [found[1] for found in _REVIEWED.finditer(one_line(opening))]
    for words in candidates:
        name = _longest(words, known)
        if name:
            code = _code(name, known)
            return _printed(name, code, known), code
    named = _REVIEWED.search(one_line(opening))
    if named:
        return _without_article(named[1])[:120], ""
    return "", ""


def _longest(words: str, known: Mapping[str, str]) -> str:
    parts = words.split()[:9]
    return next((name for n in range(len(parts), 0, -1) if _code(name := " ".join(parts[:n]).strip("*,. "), known)), "")


def _code(name: str, known: Mapping[str, str]) -> str:
    plain = _without_article(name).casefold()
    invented = next((code for code, called in known.items() if called.casefold() == plain), "")
    return invented or (code_of(name) or spanish_code_of(name) if plain else "")


def _printed(name: str, code: str, known: Mapping[str, str]) -> str:
    name = _without_article(name)
    return (known.get(code) or real_names(code)["en"]) if name.isupper() else name


def _without_article(name: str) -> str:
    return re.sub(r"^(?:the|la|le|les) |^l[’']", "", name.strip(), flags=re.IGNORECASE)
