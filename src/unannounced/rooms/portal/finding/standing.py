"""What the index found, less what no longer stands on the shelf: a correction counts from the moment it is there.

The index follows the shelf a little later. In between its entries of an older version are passed over. And what was
found in two languages is one result.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import connection
from django.utils.translation import get_language

from unannounced.crafts.searching.public.index import Held
from unannounced.crafts.searching.public.marking import Marker
from unannounced.records.shelf.models import ShelvedRegister, ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.finding.answers import Hit, hit_of
from unannounced.rooms.portal.finding.entries import edition_of

_MODELS: Mapping[str, type[ShelvedReport] | type[ShelvedResponse] | type[ShelvedStatement]] = {
    "reports": ShelvedReport,
    "responses": ShelvedResponse,
    "statements": ShelvedStatement,
}


def hits_of(found: Sequence[tuple[float, Held]], marker: Marker) -> list[Hit]:
    """What a page shows of what was found: what still stands, each thing once.

    In the reader's language, else as it was written, else in that in which it was found.
    """
    there, here = {one.key for one in standing([one for _, one in found])}, language_here()
    chosen: dict[str, tuple[float, Held]] = {}
    for score, one in found:
        if one.key in there:
            first, held = chosen.setdefault(one.key.partition("~")[0], (score, one))
            if held is not one and _suits(one, here) > _suits(held, here):
                chosen[one.key.partition("~")[0]] = (first, one)
    return [hit_of(one, marker.snippet(one.text, one.language), score) for score, one in chosen.values()]


def _suits(one: Held, language: str) -> tuple[bool, bool]:
    return one.language == language, "~" not in one.key


def language_here() -> str:
    """The code of the reader's language."""
    return (get_language() or "en").split("-")[0]


def standing(found: Sequence[Held]) -> list[Held]:
    """Those of ``found`` that the shelf still has as they were indexed; a query for each kind of document in it.

    What says of no version that it was written from, as law does, stands.
    """
    slugs: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.shown.get("edition"):
            slugs[_kind(one)].add(str(one.shown["slug"]))
    now = {(kind, slug): edition for kind, some in slugs.items() for slug, edition in _editions(kind, some)}
    return [
        one
        for one in found
        if not one.shown.get("edition") or now.get((_kind(one), str(one.shown["slug"]))) == one.shown["edition"]
    ]


def _kind(one: Held) -> str:
    """The kind of document an entry is of, as its key begins."""
    kind, apart, _ = one.key.partition(":")
    return kind if apart else "reports"


def _editions(kind: str, slugs: set[str]) -> list[tuple[str, str]]:
    if kind == "places":
        shown = ShelvedRegister.objects.filter(state_code__in=slugs).values_list("state_code", "parcel_digest")
        return [(code, edition_of(digest)) for code, digest in shown]
    table, marks = _MODELS[kind]._meta.db_table, ", ".join(["%s"] * len(slugs))
    with connection.cursor() as cursor:  # written here: to have it written takes longer than to ask it
        cursor.execute(f"SELECT slug, parcel_digest FROM {table} WHERE newest AND slug IN ({marks})", list(slugs))  # noqa: S608
        return [(slug, edition_of(digest)) for slug, digest in cursor.fetchall()]
