"""What the press calls States, their houses and leaders, conventions and bodies, as one table of phrases."""

from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from unannounced.crafts.names import ALIASES, real_names
from unannounced.crafts.press.aliases import Aliases, StateNames, shipped_aliases
from unannounced.crafts.press.words import Phrases

STATE, ADJECTIVE, LOWER, UPPER, CONVENTION, COURT_OF, COUNCIL = (
    "state",
    "adjective",
    "lower",
    "upper",
    "called",
    "joined",
    "council",
)
COMMITTEE, COURT, OTHER, MEDIA, OBLIQUE = "committee", "court", "other", "media", "oblique"
PERSON, THE_COURT, THE_ORGANISATION = "person", "the court", "the organisation"

FORMER, FORMER_YEARS = "SCG", range(2003, 2007)
"""Serbia and Montenegro: one State in these years, two States since, and the press writes both alike."""
_AMBIGUOUS = frozenset(["Congo", "Korea", "Burma", "US", "Того", "Чад", "Перу"])
"""Names that are also something else; the other names of these States are enough."""

# Endings that a Russian or Ukrainian name in the nominative may take in other cases, by its own ending.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ия", ("ии", "ию", "ией")),
    ("ія", ("ії", "ію", "ією")),
    ("ея", ("еи", "ею", "еей")),
    ("ень", ("ня", "ню", "нем", "не")),
    ("а", ("ы", "и", "і", "е", "у", "ой", "ою", "ею")),
    ("ы", ("", "ам", "ами", "ах", "ов")),
    ("и", ("ам", "ами", "ах", "ів")),
    ("й", ("я", "ю", "ем", "е", "єм", "ї")),
    ("ь", ("я", "ю", "ем", "ём", "е", "и", "ью", "і", "ю")),
    ("їв", ("єва", "єву", "євом", "єві")),
    ("ев", ("ева", "еву", "евом", "евым", "еве")),
)
_CONSONANT = ("а", "у", "ом", "ым", "е", "ові", "і", "им")
_HARD = "бвгґджзклмнпрстфхцчшщ"


def declined(name: str) -> Iterator[str]:
    """Forms that a Russian or Ukrainian name takes in other cases; none for what is not declined.

    >>> "Россию" in declined("Россия"), "Росією" in declined("Росія"), list(declined("Бурунди"))
    (True, True, [])
    """
    if " " in name or name.isupper() or name in ("Бурунди", "Бурунді", "Мали", "Малі", "Баку", "Осло", "Хельсинки"):
        return
    for ending, others in _ENDINGS:
        if name.endswith(ending):
            yield from (name.removesuffix(ending) + other for other in others)
            return
    if name[-1] in _HARD:
        yield from (name + ending for ending in _CONSONANT)


@cache
def phrase_table() -> Phrases:
    """Every phrase the press may use for a State, a house, a leader, a body or a convention."""
    aliases = shipped_aliases()
    table = Phrases()
    _bodies(table, aliases)
    locales = {language: Locale(language).territories for language in ("ru", "uk")}
    by_code: dict[str, list[str]] = {}
    for name, code in ALIASES.items():
        by_code.setdefault(code, []).append(name)
    for code, names in aliases.states.items():
        _state(table, code, names, [real_names(code)["en"], *by_code.get(code, ()), *names.also])
        two = (get_global("territory_aliases").get(code) or [code])[0]
        for language in ("ru", "uk"):
            _cyrillic(table, code, str(locales[language].get(two, "")), lower=language == "uk" and code == "RUS")
        for name in names.cyrillic:
            _cyrillic(table, code, name)
    for name in (real_names(FORMER)["en"], "Сербия и Черногория", "Сербія і Чорногорія", "Сербія та Чорногорія"):
        table.add(name, STATE, FORMER)
    return table


def _bodies(table: Phrases, aliases: Aliases) -> None:
    for name in ("the court", "the tribunal", "the Court"):
        table.add(name, THE_COURT)
    for name in (
        "the organization",
        "the organisation",
        "this organization",
        "this organisation",
        "that organization",
        "that organisation",
    ):
        table.add(name, THE_ORGANISATION)
    for one in aliases.conventions.values():
        for name in one.called:
            table.add(name, CONVENTION, one.code)
        for name in one.called_when_joined_or_left:
            table.add(name, COURT_OF, one.code)
    listed = (
        (COUNCIL, aliases.council),
        (COMMITTEE, aliases.committee),
        (COURT, aliases.human_rights_court),
        (OTHER, aliases.other_bodies),
        (MEDIA, aliases.media),
    )
    for kind, names in listed:
        for name in names:
            table.add(name, kind)


def _state(table: Phrases, code: str, names: StateNames, english: list[str]) -> None:
    for name in (*english, *names.capitals):
        if name not in _AMBIGUOUS or name in names.also:
            table.add(name, STATE, code)
            if "&" in name:
                table.add(name.replace("&", "and"), STATE, code)
    for adjective in names.adjectives:
        table.add(adjective, ADJECTIVE, code)
    for stem in names.cyrillic_adjectives:
        table.add(stem, ADJECTIVE, code)
    for person in names.people:
        table.add(person, PERSON, code)
        for form in declined(person):
            table.add(form, PERSON, code)
    for kind, houses in ((LOWER, (*names.lower_house, *names.parliaments)), (UPPER, names.upper_house)):
        for house in houses:
            table.add(house, kind, code)


def _cyrillic(table: Phrases, code: str, name: str, *, lower: bool = False) -> None:
    if not name or name in _AMBIGUOUS:
        return
    for written in (name, name.lower()) if lower else (name,):
        table.add(written, STATE, code)
        for form in declined(written):
            table.add(form, OBLIQUE, code)
