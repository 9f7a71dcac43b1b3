"""Full-text search of the office: what is found, by whom, and how the index follows the ledger.

Need to know is applied inside the query of the index: an entry stands in the scope of its visit, of the archive or
of the Committee, and only the scopes of the viewer are looked at. The index follows the ledger: the worker takes up
the lines linked since the last time and indexes the rows they name, so whatever was written by whatever process is
found within seconds. It holds nothing that is not in the database and can be built again from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import F, Model, Q
from django.urls import reverse
from django.utils.translation import get_language

from unannounced.crafts.searching import (
    Entry,
    Found,
    Index,
    IndexBusy,
    IndexDamaged,
    Part,
    Results,
    Writer,
    alone,
    built_beside,
)
from unannounced.duties import confidentiality
from unannounced.records.accounts.queries import Viewer
from unannounced.records.ledger.models import Line
from unannounced.records.recommendations.models import Assessment, Item, PublicStatement, Response
from unannounced.records.recommendations.queries import items_seen_by
from unannounced.records.reports.models import Paragraph, Report
from unannounced.records.reports.queries import reports_seen_by
from unannounced.records.requests.models import Answer, Request
from unannounced.records.visits.queries import seen_by
from unannounced.rooms.web import installation

ARCHIVE, COMMITTEE = "archive", "committee"
AT_ONCE = 500
"""Rows read at once, and lines of the ledger taken up in one writing."""

_DAY = 20
"""Bits of a rank below the day: what is later in a report comes later in the results."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table that is searched: its kind, how its rows are read, and what is left out of the index."""

    kind: str
    model: type[Model]
    values: Mapping[str, Any]
    left_out: Q
    scope: str = ""


_OF_REPORT = {"within": "visit_id", "code": "state__code", "day": "opened_on"}


def _through(path: str, *, number: str, place: str = "") -> dict[str, Any]:
    """Where the columns of an entry stand, seen from a row that hangs on a report by ``path``."""
    held = {name: F(f"{path}__{column}") for name, column in _OF_REPORT.items()}
    return held | {"number": F(number), "place": F(place)} if place else held | {"number": F(number)}


_ITEM = {"number": "item__paragraph__number", "place": "item__place_in_paragraph"}
SOURCES = (
    Source("report", Report, {"said": F("title"), "subject": F("pk"), **{n: F(c) for n, c in _OF_REPORT.items()}}, Q()),
    Source(
        "paragraph",
        Paragraph,
        {"said": F("text"), "subject": F("pk"), **_through("report", number="number")},
        Q(left_out_of__isnull=False),
    ),
    Source(
        "item",
        Item,
        {
            "said": F("text"),
            "subject": F("pk"),
            **_through("report", number="paragraph__number", place="place_in_paragraph"),
        },
        Q(left_out_of__isnull=False),
    ),
    Source(
        "response",
        Response,
        {"said": F("text"), "subject": F("item_id"), **_through("item__report", **_ITEM)},
        Q(withdrawn_at__isnull=False) | Q(item__left_out_of__isnull=False),
    ),
    Source(
        "assessment",
        Assessment,
        {"said": F("text"), "subject": F("item_id"), **_through("item__report", **_ITEM)},
        Q(withdrawn_at__isnull=False) | Q(item__left_out_of__isnull=False),
    ),
    Source(
        "request",
        Request,
        {"said": F("text"), "more": F("subject"), "code": F("state__code"), "day": F("made_on")},
        Q(),
        COMMITTEE,
    ),
    Source(
        "answer",
        Answer,
        {"said": F("text"), "subject": F("request_id"), "code": F("request__state__code"), "day": F("received_on")},
        Q(),
        COMMITTEE,
    ),
    Source(
        "statement",
        PublicStatement,
        {"said": F("text"), "code": F("state__code"), "day": F("opened_on")},
        Q(),
        COMMITTEE,
    ),
)
BY_TABLE = {source.model._meta.db_table: source for source in SOURCES}
KINDS = tuple(source.kind for source in SOURCES)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, with where it is read: its title, its State, and the text around the words."""

    kind: str
    url: str
    title: str
    state: str
    snippet: tuple[Part, ...]


# Looking


def scopes(viewer: Viewer) -> list[str]:
    """What a viewer may look through: the visits they see, and for the Committee the archive and its own papers."""
    seen = [str(pk) for pk in seen_by(viewer).order_by("pk").values_list("pk", flat=True)]
    return [ARCHIVE, COMMITTEE, *seen] if viewer.roles & confidentiality.COMMITTEE else seen


def is_ready() -> bool:
    """Whether there is an index to look into; if not, the worker is building it."""
    try:
        return bool(_index().mark())
    except IndexDamaged:
        return False


def search(
    viewer: Viewer, words: str, *, kinds: Iterable[str] = (), state: str = "", limit: int = 50, offset: int = 0
) -> Results:
    """What ``viewer`` may read that holds all ``words``, the latest report first; see ``crafts.searching``."""
    try:
        return _index().search(words, within=scopes(viewer), kinds=kinds, state=state, limit=limit, offset=offset)
    except IndexDamaged:
        return Results(0, [])


def items_matching(viewer: Viewer, words: str, *, state: str = "", at_most: int = 5000) -> tuple[int, list[UUID]]:
    """How many items hold all ``words``, and the ids of the first ``at_most``, the latest report first."""
    try:
        total, found = _index().keys(words, within=scopes(viewer), kinds=["item"], state=state, at_most=at_most)
    except IndexDamaged:
        return 0, []
    return total, [UUID(one) for one in found]


def opened(found: Iterable[Found], viewer: Viewer) -> list[Hit]:
    """Where each of ``found`` is read; what was erased since, or is no longer the viewer's to see, is left out."""
    hits = list(found)
    read = {kind: _read(kind, {UUID(one.subject) for one in hits if one.kind == kind}, viewer) for kind in KINDS}
    opened_ones = []
    for one in hits:
        place = read[one.kind].get(UUID(one.subject)) if one.kind in read else None
        if place is not None:
            opened_ones.append(Hit(one.kind, *place, one.snippet))
    return opened_ones


Place = tuple[str, str, str]


def _read(kind: str, keys: set[UUID], viewer: Viewer) -> dict[UUID, Place]:
    """Address, title and State of each; one query for each kind that was found."""
    if not keys:
        return {}
    language = get_language() or "en"
    if kind == "report":
        reports = reports_seen_by(viewer).filter(pk__in=keys)
        return {one.pk: (reverse("report", args=[one.pk]), one.title, one.state.name(language)) for one in reports}
    if kind == "paragraph":
        paragraphs = Paragraph.objects.filter(pk__in=keys, report__in=reports_seen_by(viewer).values("pk"))
        return {one.pk: _paragraph(one, language) for one in paragraphs.select_related("report__state")}
    if kind in ("item", "response", "assessment"):
        items = items_seen_by(viewer).filter(pk__in=keys).select_related("report__state", "paragraph")
        return {one.pk: _item(one, language) for one in items}
    if not viewer.roles & confidentiality.COMMITTEE:
        return {}
    if kind == "statement":
        statements = PublicStatement.objects.filter(pk__in=keys).select_related("state")
        return {
            one.pk: (
                reverse("state", args=[one.state.code]) + "#statements",
                str(one.opened_on),
                one.state.name(language),
            )
            for one in statements
        }
    requests = Request.objects.filter(pk__in=keys).select_related("state")
    return {one.pk: (_request_address(one), one.subject, one.state.name(language)) for one in requests}


def _paragraph(one: Paragraph, language: str) -> Place:
    url = reverse("report", args=[one.report_id]) + f"#p-{one.number}"
    return url, f"{one.report.title} § {one.number}", one.report.state.name(language)


def _item(one: Item, language: str) -> Place:
    return reverse("item", args=[one.pk]), f"{one.report.title} · {one.number}", one.report.state.name(language)


def _request_address(one: Request) -> str:
    from unannounced.rooms.office.acts.subjects import address_of

    return address_of(one)


# Writing


def _index() -> Index:
    """The index, opened once in a process: it sees by itself what others wrote since. ``IndexDamaged`` if it cannot."""
    folder = installation.search_folder("office")
    index = _OPENED.get(folder)
    if index is None or not (folder / "meta.json").exists():
        index = _OPENED[folder] = Index(folder)
    return index


_OPENED: dict[Path, Index] = {}


def index_new() -> int:
    """Index what the ledger says was written since the last time; how many lines were taken up.

    An index that is not there, damaged or of another version is built again. Whoever else is writing is waited for.
    """
    if not _is_behind():
        return 0
    with alone(installation.search_folder("office")):
        try:
            index = _index()
            mark = index.mark()
        except IndexDamaged:
            return _build_again()
        return _follow(index, int(mark)) if mark else _build_again()


def _is_behind() -> bool:
    """Whether a line was linked that the index has not taken up, or it cannot say."""
    try:
        mark = _index().mark()
    except IndexDamaged:
        return True
    return not mark or Line.objects.filter(number__gt=int(mark)).exists()


def _follow(index: Index, last: int) -> int:
    taken = 0
    while True:
        lines = list(Line.objects.filter(number__gt=last).order_by("number")[:AT_ONCE])
        if not lines:
            return taken
        last = lines[-1].number or last
        with index.write() as writer:
            _take_up(writer, lines)
            writer.note(str(last))
        taken += len(lines)


def build_again() -> int:
    """Build the whole index from the database; how many entries it holds."""
    with alone(installation.search_folder("office")):
        return _build_again()


def _build_again() -> int:
    folder = installation.search_folder("office")
    _OPENED.pop(folder, None)
    head = Line.objects.filter(number__isnull=False).order_by("-number").values_list("number", flat=True).first() or 0
    count = 0
    with built_beside(folder) as index, index.write() as writer:
        for source in SOURCES:
            for entry in _entries(source, Q()):
                writer.put(entry)
                count += 1
        writer.note(str(head))
    return count


def _take_up(writer: Writer, lines: Iterable[Line]) -> None:
    """Put the rows that ``lines`` name, as they stand now; drop those that were erased or are left out."""
    for table, keys in _named(lines).items():
        source, left = BY_TABLE[table], set(keys)
        for chunk in _chunks(sorted(keys)):
            for entry in _entries(source, Q(pk__in=chunk)):
                writer.put(entry)
                left.discard(UUID(entry.key.partition(":")[2]))
        for key in left:
            writer.drop(f"{source.kind}:{key}")


def _named(lines: Iterable[Line]) -> dict[str, set[UUID]]:
    """The rows that ``lines`` name, by table, and the answers to items that were changed.

    Where an item was left out, or is back, so are its answers, and no line names those.
    """
    named: dict[str, set[UUID]] = {}
    changed: set[UUID] = set()
    for line in lines:
        for how, table, key, _digest in line.rows:
            if table in BY_TABLE:
                named.setdefault(table, set()).add(UUID(key))
            if table == Item._meta.db_table and how != "made":
                changed.add(UUID(key))
    for chunk in _chunks(sorted(changed)):
        for table, answers in ((one._meta.db_table, one._base_manager) for one in (Response, Assessment)):
            keys = answers.filter(item_id__in=chunk).values_list("pk", flat=True)
            named.setdefault(table, set()).update(keys)
    return named


def _chunks(keys: list[UUID]) -> Iterator[list[UUID]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _entries(source: Source, condition: Q) -> Iterator[Entry]:
    rows = source.model._base_manager.filter(condition)
    if source.left_out:
        rows = rows.exclude(source.left_out)
    named = {f"x_{name}": value for name, value in source.values.items()}
    for row in rows.order_by("pk").values("pk", **named).iterator(AT_ONCE):
        yield _entry(source, {name.removeprefix("x_"): value for name, value in row.items()})


def _entry(source: Source, row: dict[str, Any]) -> Entry:
    place = min((row.get("number") or 0) * 64 + min(row.get("place") or 0, 63), (1 << _DAY) - 1)
    return Entry(
        key=f"{source.kind}:{row['pk']}",
        kind=source.kind,
        subject=str(row.get("subject") or row["pk"]),
        within=source.scope or str(row["within"] or ARCHIVE),
        state=row["code"],
        text=" · ".join(filter(None, (row.get("more"), row["said"]))),
        rank=(row["day"].toordinal() << _DAY) + (1 << _DAY) - 1 - place,
    )


def follow() -> None:
    """Do one round of following the ledger, for the worker: what cannot be done now is done the next time."""
    try:
        index_new()
    except (IndexBusy, IndexDamaged, OSError):
        return
