"""What the values are called by which a search is narrowed down, in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext

from unannounced.duties.dialogue import POSITION_WORDS
from unannounced.duties.dialogue import WORDS as FOLLOW_UP_WORDS
from unannounced.duties.registering import KINDS as PLACE_WORDS
from unannounced.duties.reporting import ITEM_WORDS
from unannounced.duties.words import say
from unannounced.records.shelf import queries
from unannounced.rooms.portal.figures.topics import named
from unannounced.rooms.portal.narrowing import OTHERS, OWN
from unannounced.rooms.portal.showing import mechanism, name_in
from unannounced.rooms.portal.words import called

_KINDS: dict[str, str] = {
    "report": say("report"),
    "paragraph": say("paragraph"),
    **{kind.value: word for kind, word in ITEM_WORDS.items()},
    "response": say("response of the State"),
    "statement": say("public statement"),
    "page": say("page"),
}
_POSITIONS = {position.value: word for position, word in POSITION_WORDS.items()}
_FOLLOW_UPS = {status.value: word for status, word in FOLLOW_UP_WORDS.items()}


def value_in_words(field: str, value: str, states: Mapping[str, str]) -> str:
    """What ``value`` of a field of the question is called; a value without a word is shown as it is, never hidden."""
    match field:
        case "states":
            return states.get(value, value)
        case "bodies":
            return body_in_words(value)
        case "topics":
            return named(value)
        case "languages":
            return language_in_words(value)
        case "kinds":
            return kind_in_words(value)
        case "place_kinds":
            return capfirst(gettext(called(PLACE_WORDS, value)))
        case "positions":
            return capfirst(gettext(called(_POSITIONS, value)))
        case "followups":
            return capfirst(gettext(called(_FOLLOW_UPS, value)))
        case _:
            return value


def kind_in_words(kind: str) -> str:
    """What was found, by its kind."""
    return capfirst(gettext(called(_KINDS, kind)))


def body_in_words(body: str) -> str:
    """Who made a report: this mechanism, every other body, or a body by name."""
    if body in ("", OWN):
        return mechanism().short
    return gettext("Other bodies") if body == OTHERS else body


def language_in_words(code: str) -> str:
    """The name of a language; its code where it has none here."""
    if not code:
        return gettext("Language not known")
    try:
        return capfirst(str(get_language_info(code)["name_translated"]))
    except KeyError:
        return code


def names_of_states(*, invented: bool) -> dict[str, str]:
    """The States of the reports of a register by code, in the reader's language; one query."""
    held: Iterable[tuple[str, dict[str, str]]] = queries.places(queries.reports(invented=invented)).items()
    return {code: name_in(names, code) for code, names in held}
