"""What conventions are called in the reader's language, and the sentences of the law files."""

from functools import cache

from django.utils.translation import get_language

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.treaty.conventions import Clause, Convention, Words


def full_name(code: str) -> str:
    """The full name of a convention; a code without a file is shown as it is, never hidden."""
    found = shipped_conventions().get(code)
    return found.name(_language()) if found else code


def short_name(code: str) -> str:
    """A name short enough for a sentence or a line of a list; never the bare "Convention against Torture"."""
    found = shipped_conventions().get(code)
    return found.short_name(_language()) if found else code


def in_words(clause: Clause) -> str:
    """What a clause says, in the reader's language."""
    return in_language(clause.words)


def in_language(words: Words) -> str:
    """Words of a law file in the reader's language; in English where it has none in that."""
    return words.get(_language()) or words.get("en", "")


def translated(english: str) -> str:
    """A sentence of a law file in the reader's language; ``english`` itself where none of them says it."""
    return _catalogue(_language()).get(english, english)


def _language() -> str:
    return (get_language() or "en").split("-")[0]


@cache
def _catalogue(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for convention in shipped_conventions().values():
        for words in _all_words(convention):
            if language in words:
                found[words["en"]] = words[language]
    return found


def _all_words(convention: Convention) -> list[dict[str, str]]:
    clauses = [convention.leaving.clause, convention.open_to, convention.reservations, *convention.stays]
    clauses += [one.clause for one in convention.competences] + [one.clause for one in convention.coverage]
    clauses += [one.clause for one in convention.often_said]
    named = [convention.names, convention.short, convention.depositary, *(clause.words for clause in clauses)]
    return [dict(words) for words in named if words]
