"""The States at the end of an item: "(France, Bolivia (Plurinational State of))" → who made it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global

from unannounced.crafts.names import code_of

_LONGEST = 1500
_APART = 4
_PARTS = re.compile(r"\s*[,;]\s*|\s+/\s+")
_AND = re.compile(r"\s+(?:and|et|y|e|&)\s+|\s*/\s*")
_FORM = re.compile(
    r"(?:(?:State|Kingdom|Republic|Commonwealth|État|Royaume|République|Estado|Reino|República) (?:of|de|du|del|d['’])"
    r" ?(?:the |la |l['’])?)?"
    r"(?P<name>[^()]{3,60}?)"
    r"(?: ?\([^()\d]{0,20}(?:State|Kingdom|Republic|Commonwealth|[ÉE]tat|Royaume|République|Estado|Reino|República)s?"
    r"\b[^()\d]{0,40}\)| ?\((?:[Tt]he|la|le|les|el|los)\))?"
)
_ENDS_NAMES = re.compile(r"[;.]\s|[;.]?\s{0,4}\Z")
_ENDS_NAMES_WITHIN = re.compile(r"[;.]\s")
_WORD_STARTS = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ]")
_LONGEST_NAME = 60
_BRACKETS = re.compile(r"[()\[\]]")
_BETWEEN = re.compile(r"[\s,;]*")
_NAME = re.compile(
    r"(?:the |The )?[A-ZÀ-Þ][\w.’'-]*(?: (?:of|the|and|de|del|du|des|la|las|los|et|y|d’|l’)| [A-ZÀ-Þ(][\w.’'()-]*){0,9}"
)
_SPANISH = {
    "BOL": "Bolivia (Estado Plurinacional de)|Estado Plurinacional de Bolivia",
    "COD": "República Democrática del Congo",
    "COG": "Congo",
    "CIV": "Costa de Marfil",
    "CZE": "República Checa",
    "GBR": "Reino Unido de Gran Bretaña e Irlanda del Norte",
    "IRN": "Irán (República Islámica del)|República Islámica del Irán",
    "KOR": "República de Corea",
    "LAO": "República Democrática Popular Lao",
    "MDA": "República de Moldova",
    "MKD": "ex República Yugoslava de Macedonia",
    "PRK": "República Popular Democrática de Corea",
    "PSE": "Estado de Palestina|Palestina",
    "RUS": "Federación de Rusia",
    "SYR": "República Árabe Siria",
    "TZA": "República Unida de Tanzanía",
    "USA": "Estados Unidos de América",
    "VAT": "Santa Sede",
    "VEN": "Venezuela (República Bolivariana de)|República Bolivariana de Venezuela",
    "VNM": "Viet Nam",
}
_ASIDE = re.compile(
    r"^(?:and|et|by|from|made by|recommended by|recommendations? (?:of|from|by|made by))\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Closing:
    """Parentheses in a text with their place, and the names in them; ``known`` of these are States."""

    start: int
    end: int
    names: tuple[str, ...]
    known: int


def closings(text: str, extra: Mapping[str, str]) -> list[Closing]:
    """The outermost parentheses or brackets that hold nothing but what may be names, in running order.

    ``extra`` maps codes to further names that count as known. Reads ``text`` once, whatever it holds.
    """
    found: list[Closing] = []
    depth, start = 0, 0
    for place in (one.start() for one in _BRACKETS.finditer(text)):
        if text[place] in "([":
            if depth == 1 and (torn := _never_closed(text, start, place, extra)):
                _add(found, torn, text)
                depth = 0
            if depth == 0 or place - start > _LONGEST:
                depth, start = 0, place
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and place - start <= _LONGEST:
                names, known = names_in(text[start + 1 : place], extra)
                if names:
                    _add(found, Closing(start, place + 1, names, known), text)
        elif torn := _never_opened(text, place, extra):
            _add(found, torn, text)
    if depth and (torn := _never_closed(text, start, len(text), extra)):
        _add(found, torn, text)
    return found


def _never_closed(text: str, start: int, stop: int, extra: Mapping[str, str]) -> Closing | None:
    """The States after a parenthesis at ``start`` that a semicolon or point ends instead of its other half."""
    ends = _ENDS_NAMES if stop == len(text) else _ENDS_NAMES_WITHIN
    end = ends.search(text, start + 1, min(stop, start + _LONGEST))
    names, known = names_in(text[start + 1 : end.start()], extra) if end else ((), 0)
    return Closing(start, end.start(), names, known) if end and names and known == len(names) else None


def _never_opened(text: str, end: int, extra: Mapping[str, str]) -> Closing | None:
    """The States before a parenthesis that closes at ``end`` what none has opened."""
    begin, closed = max(0, end - _LONGEST_NAME), end + 1
    found: list[str] = []
    while True:
        words = list(_WORD_STARTS.finditer(text, begin, end))
        start = next((one.start() for one in words if is_state(_tidy(text[one.start() : end]), extra)), None)
        if start is None:
            break
        found.insert(0, _tidy(text[start:end]))
        end_of_last = text[begin:start].rstrip()
        if not end_of_last.endswith(","):
            return Closing(start, closed, tuple(found), len(found))
        end = begin + len(end_of_last) - 1
        begin = max(0, end - _LONGEST_NAME)
    return None


def _add(found: list[Closing], one: Closing, text: str) -> None:
    """Put it after the others; "(Spain) (Togo)" is one."""
    last = found[-1] if found else None
    near = last is not None and one.start - last.end <= _APART and _BETWEEN.fullmatch(text, last.end, one.start)
    if last and near and last.known == len(last.names) and one.known == len(one.names):
        names = tuple(dict.fromkeys(last.names + one.names))
        found[-1] = Closing(last.start, one.end, names, len(names))
    else:
        found.append(one)


def names_in(text: str, extra: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """The names that ``text`` lists, as printed, and how many of them are States; none if it holds anything else.

    >>> names_in("the Netherlands, Bolivia (Plurinational State of) and Bresk", {"XXB": "Bresk"})
    (('Netherlands', 'Bolivia (Plurinational State of)', 'Bresk'), 3)
    >>> names_in("see paragraph 3", {})
    ((), 0)
    """
    names: list[str] = []
    known = 0
    for part in _PARTS.split(" ".join(text.split())):
        for name, is_state in _apart(_tidy(part), extra):
            if not is_state and not _NAME.fullmatch(name):
                return (), 0
            names.append(name)
            known += is_state
    return tuple(dict.fromkeys(names)), known


def _apart(part: str, extra: Mapping[str, str]) -> list[tuple[str, bool]]:
    """The names in a part between commas: one, or several with "and" between them, each with whether it is a State."""
    if not part:
        return []
    if is_state(part, extra):
        return [(part, True)]
    pieces = _AND.split(part)
    for cut in range(1, len(pieces)):
        found = list(_AND.finditer(part))[cut - 1]
        first, rest = _tidy(part[: found.start()]), _tidy(part[found.end() :])
        if is_state(first, extra):
            return [(first, True), *_apart(rest, extra)]
    return [(part, False)]


def is_state(name: str, extra: Mapping[str, str]) -> bool:
    """Whether ``name`` is that of a State, with its form or without.

    >>> is_state("Netherlands (Kingdom of the)", {}), is_state("Bolivie (État plurinational de)", {})
    (True, True)
    >>> is_state("État de Palestine", {}), is_state("Norway (second report)", {})
    (True, False)
    """
    if code_of(name) or spanish_code_of(name):
        return True
    plain = name.casefold()
    if any(plain == one.casefold() for one in extra.values()):
        return True
    long = _FORM.fullmatch(name)
    return long is not None and long["name"] != name and is_state(long["name"], extra)


def spanish_code_of(name: str) -> str:
    """The ISO 3166-1 alpha-3 code of the State called ``name`` in Spanish; "" if none is.

    >>> spanish_code_of("Noruega"), spanish_code_of("Bolivia (Estado Plurinacional de)"), spanish_code_of("Bresk")
    ('NOR', 'BOL', '')
    """
    return _spanish().get(_plainly(name), "")


@cache
def _spanish() -> dict[str, str]:
    names = Locale("es").territories
    codes = {
        _plainly(str(names.get(two[0], ""))): code
        for code, two in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha()
    }
    codes |= {_plainly(name): code for code, called in _SPANISH.items() for name in called.split("|")}
    codes.pop("", None)
    return codes


def _plainly(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(one for one in apart if one.isalnum() or one == " ")
    return " ".join(word for word in plain.split() if word not in ("el", "la", "los", "las"))


def _tidy(name: str) -> str:
    name = _ASIDE.sub("", name.strip(" .,;:*"))
    return name[4:] if name[:4].casefold() == "the " and code_of(name[4:]) else name
