"""What the portal calls conventions, bodies, depositaries and themes: named in every language in which it speaks."""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.crafts.law.reported import shipped_reports
from unannounced.crafts.law.routes import shipped_plain_words, shipped_routes
from unannounced.crafts.profiles import SHIPPED, shipped_profile
from unannounced.crafts.topics import shipped
from unannounced.duties.treaty.conventions import Clause, Convention

ALPHABETS = {"uk": "[\u0400-\u04ff]", "ru": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]"}
OF_ANOTHER = {"uk": "[ыэъёЫЭЪЁ]", "ru": "[іїєґІЇЄҐ]", "ar": "\\b[a-z]{4}"}
"""Letters that no word of the language has; in Arabic, words that were left in English."""
Named = Iterator[tuple[str, Mapping[str, str]]]


def of_conventions() -> Named:
    for one in shipped_conventions().values():
        yield one.code, one.names
        yield one.code, one.short
        yield one.code, one.depositary
        if one.body:
            yield f"body of {one.code}", one.body.names


def of_clauses() -> Named:
    for one in shipped_conventions().values():
        for clause in _clauses(one):
            if clause.words:
                yield f"{one.code}, {clause.article}", clause.words
        for stake in one.at_stake:
            for words in (stake.what, stake.pending, stake.after):
                yield f"{one.code}, {stake.clause.article}", words


def _clauses(one: Convention) -> list[Clause]:
    found = [one.open_to, one.entry, one.succession, one.leaving.clause, one.reservations, *one.stays]
    found += [part.clause for part in (*one.beforehand, *one.often_said, *one.competences, *one.coverage)]
    return found


def of_themes() -> Named:
    for one in shipped().topics:
        yield one.id, one.names
        yield one.id, one.description


def of_what_was_reported() -> Named:
    for one in shipped_reports():
        yield one.id, one.words
        for told in one.told:
            yield from ((one.id, words) for words in (told.said_by, told.via, told.article.outlet) if words)


def of_routes() -> Named:
    for code, one in shipped_routes().items():
        for words in (one.names, one.treaty, one.who, *one.words.values()):
            yield code, words
    words = shipped_plain_words()
    yield from (*words.reasons.items(), *words.confidences.items())


def of_mechanisms() -> Named:
    for kind in SHIPPED:
        yield kind, {language: said["name"] for language, said in shipped_profile(kind).said_in.items()}


@pytest.mark.parametrize("language", ALPHABETS)
@pytest.mark.parametrize(
    "named", [of_conventions, of_clauses, of_themes, of_what_was_reported, of_routes, of_mechanisms]
)
def test_what_the_portal_names_has_a_name_in_each_of_its_languages(named: Callable[[], Named], language: str) -> None:
    said = list(named())
    assert said
    missing = [f"{what}: {words.get('en')}" for what, words in said if language not in words]
    assert missing == []
    strange = [words[language] for _, words in said if not re.search(ALPHABETS[language], words[language])]
    assert strange == []
    plain = [re.sub(r"{\w+}", "", words[language]) for _, words in said]
    assert [one for one in plain if re.search(OF_ANOTHER[language], one)] == []
