"""What of a document is found by its name in every language of the portal: a public statement, and each correction."""

from collections.abc import Iterator
from typing import cast

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from unannounced.crafts.searching.public.index import Entry
from unannounced.records.shelf.models import ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.finding.entries import PAGE, RENDERED, STATEMENT, About, apart, edition_of, register
from unannounced.rooms.portal.showing import name_in

Document = ShelvedReport | ShelvedResponse | ShelvedStatement


def of(document: Document) -> Iterator[Entry]:
    """The name of a statement, and for each version that corrected a document the page of what it changed."""
    if isinstance(document, ShelvedStatement):
        yield from _named(document)
    if document.version > 1:
        versions = type(document)._base_manager.filter(slug=document.slug).order_by("version")
        for later in list(versions)[1:]:
            yield from _changed(cast(Document, later), document)


def _named(statement: ShelvedStatement) -> Iterator[Entry]:
    """A public statement by the State that it is on, which its words need not name."""
    about, address = _about(statement, statement), reverse("statement", args=[statement.slug])
    for language in _languages():
        with override(language):
            state = name_in(statement.state_names, statement.state_code)
            title = gettext("Public statement on {name}").format(name=state)
        key, facets = _in(f"statements:{statement.slug}/0/0", language)
        text, names = f"{title}, {statement.symbol}", (title, statement.symbol)
        yield about.entry(key, STATEMENT, text, address, language=language, facets=facets, names=names)


def _changed(later: Document, newest: Document) -> Iterator[Entry]:
    kind, name = _ADDRESSES[type(later)]
    about, address = _about(later, newest), reverse(name, args=[later.slug, later.version])
    because = later.because if isinstance(later, ShelvedReport) else ""
    for language in _languages():
        with override(language):
            sentence = gettext("%(symbol)s: what version %(version)s changed")
            title = sentence % {"symbol": later.symbol, "version": later.version}
        key, facets = _in(f"{kind}:{later.slug}/0/{later.version}", language)
        text = f"{title}\n\n{because}".strip()
        yield about.entry(
            key, PAGE, text, address, language=language, facets=facets, title=title, names=(title,), light=True
        )


_ADDRESSES: dict[type[Document], tuple[str, str]] = {
    ShelvedReport: ("reports", "changes"),
    ShelvedResponse: ("responses", "response_changes"),
    ShelvedStatement: ("statements", "statement_changes"),
}
"""Of each kind of document how its keys begin, and the address of what a version of it changed."""


def _about(one: Document, newest: Document) -> About:
    """About one version, as long as the ``newest`` is the newest."""
    kind, _ = _ADDRESSES[type(one)]
    day = one.version_on
    return About(
        group=f"{kind}/{one.slug}",
        slug=one.slug,
        symbol=one.symbol,
        title="",
        day=day.toordinal(),
        date=day.isoformat(),
        state=one.state_code,
        body="",
        language="",
        facets={"register": (register(invented=one.invented),), "state": (one.state_code,)},
        apart=apart(one.slug),
        edition=edition_of(newest.parcel_digest),
        came=day.toordinal(),
    )


def _in(key: str, language: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The key in a language, and the facet of what stands here in more than one."""
    first = _languages()[0]
    return (key, {}) if language == first else (f"{key}~{language}", dict(RENDERED))


def _languages() -> tuple[str, ...]:
    return tuple(dict.fromkeys(("en", *(code for code, _ in settings.LANGUAGES))))
