"""How the index of words follows the shelf: what changed is dropped and written anew, in one commit.

The index notes of each document the digest it was written from. So it knows by itself what is new, what was corrected
and what is gone, and an index of another shelf becomes one of this.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from django.db.models import TextField
from django.db.models.functions import Cast

from unannounced.crafts.searching import IndexDamaged, alone
from unannounced.crafts.searching.public.index import Entry, PublicIndex, Writer, built_beside, check_version
from unannounced.crafts.searching.public.suggesting import Gathered, Suggestions
from unannounced.records.shelf.first_days import made_from
from unannounced.records.shelf.models import (
    ShelvedFollowUp,
    ShelvedParagraph,
    ShelvedReport,
    ShelvedResponse,
    ShelvedStatement,
)
from unannounced.rooms.portal.finding import corrections, law_pages, named_pages
from unannounced.rooms.portal.finding.entries import (
    Row,
    of_report,
    of_response,
    of_statement,
    register,
    with_topics,
)
from unannounced.rooms.web.installation import search_folder

MANY = 200
"""From so many new documents on, half of all, the whole is built beside rather than brought up to date."""
TOGETHER = 20
SHOWN_EVERY = 20

Progress = Callable[[int, int], None]
Followed = Mapping[str, Mapping[str, str]]

_held: dict[Path, PublicIndex] = {}


class NotReady(Exception):
    """There is no index that can be looked into; the next parcels taken in, or a command, will build it."""


def to_read() -> PublicIndex:
    """The index, opened once in a process; looking never makes one. Raises ``NotReady``."""
    folder = search_folder("portal")
    try:
        if not (folder / "meta.json").exists():
            raise NotReady
        check_version(folder)
        index = _held.get(folder)
        if index is None:
            index = PublicIndex(folder)
            if not index.manifest():
                raise NotReady
            _held[folder] = index
        return index
    except (IndexDamaged, OSError) as damaged:  # OSError: it is being put in its place at this moment
        forget()
        raise NotReady from damaged
    except NotReady:
        forget()
        raise


def forget() -> None:
    """Open the index anew the next time."""
    _held.pop(search_folder("portal"), None)


def index_new(progress: Progress | None = None) -> int:
    """Index what came to the shelf since the last time; how many documents were taken up.

    An index that is not there, damaged or of another version is built again. Whoever else is writing is waited for.
    """
    folder = search_folder("portal")
    with alone(folder):
        try:
            index = PublicIndex(folder)
            noted = index.manifest()
        except IndexDamaged:
            return _build_again(folder, progress)
        now = manifest()
        changed = {group for group, digest in now.items() if noted.get(group) != digest}
        gone = noted.keys() - now.keys()
        if not noted or (len(changed) > MANY and len(changed) > len(now) // 2):
            return _build_again(folder, progress)
        if not changed and not gone:
            return 0
        gathered = Gathered()
        with index.write() as writer:
            for group in (changed & noted.keys()) | gone:
                writer.drop(group)
            new = _write(writer, changed, gathered, progress)
            writer.note(now)
        Suggestions.add_to(folder, gathered)
        return new


def build_again(progress: Progress | None = None) -> int:
    """Build the whole index from the shelf; how many documents it holds."""
    folder = search_folder("portal")
    with alone(folder):
        return _build_again(folder, progress)


def _build_again(folder: Path, progress: Progress | None) -> int:
    """Build it beside the one there is, so that search goes on, and put it in its place when it is whole."""
    now = manifest()
    with built_beside(folder) as index:
        gathered = Gathered(sparing=_sparing())
        with index.write(much=True) as writer:
            count = _write(writer, now.keys(), gathered, progress)
            writer.note(now)
        Suggestions.make(index.folder, gathered)
    return count


def _sparing() -> int:
    """Of how many entries one is looked at for suggestions."""
    return 1 + ShelvedParagraph.objects.count() // 8_000


_MADE = ("slug", "parcel_digest", "version", "published_on")


def manifest() -> dict[str, str]:
    """Of each document on the shelf, and of each group of pages, what its entries are made from."""
    followed = hashes_of_follow_up()
    reports = {slug: made_from(*one) for slug, *one in ShelvedReport.objects.filter(newest=True).values_list(*_MADE)}
    found = {f"reports/{slug}": f"{digest}{followed.get(slug, '')}" for slug, digest in reports.items()}
    responses = ShelvedResponse.objects.filter(newest=True).values_list("report_slug", *_MADE)
    found |= {f"responses/{slug}": f"{made_from(*one)}{reports.get(of, '')}" for of, slug, *one in responses}
    statements = ShelvedStatement.objects.filter(newest=True).values_list(*_MADE)
    found |= {f"statements/{slug}": made_from(*one) for slug, *one in statements}
    return {**found, **named_pages.groups(), law_pages.GROUP: law_pages.edition()}


def hashes_of_follow_up() -> dict[str, str]:
    """For each report with follow-up what is known of it, as a digest."""
    hashes: dict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
    rows = ShelvedFollowUp.objects.order_by("report_slug", "number").values_list("report_slug", "number", "status")
    for slug, number, status in rows:
        hashes[slug].update(f"{number}\t{status}\n".encode())
    return {slug: f" {one.hexdigest()[:16]}" for slug, one in hashes.items()}


def _write(writer: Writer, groups: Iterable[str], gathered: Gathered, progress: Progress | None) -> int:
    """Put the documents of ``groups`` into the index; how many there were, without pages."""
    wanted = set(groups)
    slugs = {kind: {one.partition("/")[2] for one in wanted if one.startswith(f"{kind}/")} for kind in _KINDS}
    of, done = sum(len(one) for one in slugs.values()), 0
    for kind, entries_of in _KINDS.items():
        for invented, entries in entries_of(slugs[kind]):
            for entry in entries:
                writer.put(entry)
                gathered.look_at(entry.text, entry.language, register(invented=invented), entry.shown)
            done += 1
            if progress and (done % SHOWN_EVERY == 0 or done == of):
                progress(done, of)
    for group in sorted(one for one in wanted if one.startswith("pages/")):
        for entry in law_pages.of_law() if group == law_pages.GROUP else named_pages.of_group(group):
            writer.put(entry)
            if not group.startswith(named_pages.PLACES):  # as many as a State has, and seldom what is looked for
                gathered.look_at("", entry.language, entry.facets["register"][0], entry.shown)
    return done


Documents = Iterator[tuple[bool, Iterator[Entry]]]


def _reports(slugs: set[str]) -> Documents:
    """Each report with its entries; never all of them in memory."""
    newest = ShelvedReport.objects.filter(newest=True)
    ids = [pk for pk, slug in newest.order_by("pk").values_list("pk", "slug") if slug in slugs]
    for at in range(0, len(ids), TOGETHER):
        some = {one.pk: one for one in ShelvedReport.objects.filter(pk__in=ids[at : at + TOGETHER])}
        followed = follow_up_of(one.slug for one in some.values())
        rows = rows_of(some)
        for pk, report in some.items():
            entries = of_report(report, rows.get(pk, []), followed.get(report.slug, {}))
            yield report.invented, chain(entries, corrections.of(report))


def rows_of(some: Iterable[int]) -> dict[int, list[Row]]:
    """The paragraphs of some reports, by report and number: one query."""
    found: dict[int, list[Row]] = defaultdict(list)
    held = ShelvedParagraph.objects.filter(report_id__in=list(some)).order_by("report_id", "number")
    written = held.annotate(said=Cast("items", TextField()), also=Cast("renditions", TextField()))
    named = ("report_id", "number", "printed", "chapter", "text", "said", "also")
    for report, number, printed, chapter, text, items, renditions in written.values_list(*named).iterator(2000):
        read = json.loads(items) if items != "[]" else []
        found[report].append(
            (number, printed, chapter, text, read, json.loads(renditions) if renditions != "{}" else {})
        )
    with_topics([item for rows in found.values() for row in rows for item in row[4]])
    return found


def follow_up_of(slugs: Iterable[str]) -> Followed:
    """What became of the items of some reports, by report and number: one query."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = ShelvedFollowUp.objects.filter(report_slug__in=list(slugs)).values_list("report_slug", "number", "status")
    for slug, number, status in rows:
        found[slug][number] = status
    return found


def _responses(slugs: set[str]) -> Documents:
    for response in ShelvedResponse.objects.filter(newest=True).order_by("pk").iterator(200):
        if response.slug in slugs:
            entries = of_response(response, _said_with_items(response.report_slug))
            yield response.invented, chain(entries, corrections.of(response))


def _said_with_items(slug: str) -> list[str]:
    items = ShelvedParagraph.objects.filter(report__slug=slug, report__newest=True).values_list("items", flat=True)
    return [
        str(response.get("text") or "") for held in items for item in held for response in item.get("responses") or ()
    ]


def _statements(slugs: set[str]) -> Documents:
    for statement in ShelvedStatement.objects.filter(newest=True).order_by("pk").iterator(200):
        if statement.slug in slugs:
            yield statement.invented, chain(of_statement(statement), corrections.of(statement))


_KINDS = {"reports": _reports, "responses": _responses, "statements": _statements}
