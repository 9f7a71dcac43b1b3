"""The pages of the portal that hold law, as what can be found: each convention, and each clause of it."""

from collections.abc import Iterator
from hashlib import sha256

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.crafts.searching.public.index import Entry
from unannounced.duties.treaty.conventions import Clause, Convention
from unannounced.rooms.portal.finding.entries import PAGE, RENDERED, About, register

GROUP = "pages/law"
FIRST = "en"
"""The language that every convention has a name in."""


def of_law() -> Iterator[Entry]:
    """Every shipped convention; the law is that of real States and stands in their register."""
    for convention in shipped_conventions().values():
        for language in convention.names:
            yield from _of_convention(convention, language)


def edition() -> str:
    """What changes with the shipped law as it is found."""
    return sha256("\n".join(f"{one.key} {one.text} {one.names}" for one in of_law()).encode()).hexdigest()


def _of_convention(convention: Convention, language: str) -> Iterator[Entry]:
    name = convention.short_name(language)
    about = About(
        group=GROUP,
        slug=f"conventions/{convention.code}",
        symbol=name,
        title=convention.name(language),
        day=0,
        date="",
        state="",
        body="",
        language=language,
        facets={"register": (register(invented=False),), **(RENDERED if language != FIRST else {})},
    )
    address = f"/conventions/{convention.code}/"
    key = f"conventions:{convention.code}"
    names = (convention.name(language), name, convention.code)
    text = names[0] if name in names[0] else f"{names[0]} ({name})"
    yield about.entry(f"{key}/0/0~{language}", PAGE, text, address, names=names)
    for place, clause in enumerate(_clauses(convention), start=1):
        if words := clause.words.get(language):
            text = f"{name}, {clause.article}: {words}"
            yield about.entry(
                f"{key}/{place}/0~{language}", PAGE, text, f"{address}#clauses", number=clause.article, order=(place, 0)
            )


def _clauses(convention: Convention) -> list[Clause]:
    found = [convention.open_to, convention.entry, convention.succession, convention.leaving.clause]
    found += [convention.reservations, *convention.stays]
    found += [one.clause for one in convention.competences] + [one.clause for one in convention.coverage]
    return found + [one.clause for one in convention.often_said]
