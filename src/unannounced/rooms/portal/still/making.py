"""Making a still: from the first page along every link, by several processes, each address once."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import PurePosixPath
from typing import IO, Any

from django.contrib.staticfiles.finders import get_finders
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from unannounced import __version__
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal.standing_here import digest_of_the_shelf
from unannounced.rooms.portal.still import asking, keeping, relinking
from unannounced.rooms.portal.still.keeping import Kept, Still
from unannounced.rooms.portal.still.naming import NEEDED, Names
from unannounced.rooms.portal.still.wanted import Wanted, begin

Progress = Callable[[int, int], None]
_MOVED = frozenset({301, 302, 303, 307, 308})
_SOURCES = ("web/", "portal/")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one address: its files, how many of them were written, its links; or what was wrong."""

    address: str
    files: dict[str, Kept] = field(default_factory=dict)
    written: int = 0
    links: frozenset[str] | None = frozenset()
    problem: int = 0


@dataclass(slots=True)
class Made:
    """What became of a still."""

    files: int = 0
    written: int = 0
    removed: int = 0
    size: int = 0
    missing: list[str] = field(default_factory=list)
    """Addresses that a page links to and that are not there: the links lead to what works in the copy instead."""


def make(wanted: Wanted, progress: Progress | None = None, *, again: bool = False) -> Made:
    """Make the still, or bring it up to date; raises ``NoStill`` where the folder holds something else.

    One that was made of the same shelf, day and program is left as it is, unless it is wanted ``again``.
    """
    still = keeping.opened(wanted.folder, _stamp(wanted))
    if still.whole and not again and still.all_there():
        still.files = still.held
        return _told(still, Made(missing=sorted(still.missing)))
    done = {} if again else {one.address: one for one in map(_journaled, keeping.journal_of(still))}
    made = Made()
    with keeping.begin_journal(still, go_on=bool(done)) as journal, _workers(wanted) as work:
        first = filter(Names(wanted.languages, wanted.only, {}).stands, seeds())
        before = frozenset(one.address for one in work(_page, sorted(still.missing)) if one.problem)
        linked = _along_every_link(partial(work, partial(_page, missing=before)), done, first, journal, progress)
        still.missing = before | {address for address, one in done.items() if one.problem and address in linked}
        new = still.missing - before
        to_mend = [one.address for one in done.values() if new and (one.links is None or one.links & new)]
        for one in work(partial(_page, missing=still.missing), to_mend):
            done[one.address] = one
    for one in done.values():
        still.files.update(one.files)
        made.written += one.written
    made.written += _sources(still)
    made.missing = sorted(still.missing)
    made.removed = still.remove_others()
    still.close()
    return _told(still, made)


def _told(still: Still, made: Made) -> Made:
    made.files, made.size = len(still.files), sum(one.size for one in still.files.values())
    return made


def _along_every_link(
    work: Callable[[Iterable[str]], Iterable[Done]],
    done: dict[str, Done],
    first: Iterable[str],
    journal: IO[str],
    progress: Progress | None,
) -> set[str]:
    """Make every address that a page links to, wave by wave, and note each in the journal; what is linked to."""
    linked = set[str]().union(*(one.links or () for one in done.values()))
    waiting = sorted(linked.union(first) - done.keys())
    while waiting:
        for one in work(waiting):
            done[one.address] = one
            new = (one.links or frozenset()) - linked
            linked |= new
            journal.write(_line(one, new))
            if progress and len(done) % 50 == 0:
                progress(len(done), len(linked))
        journal.flush()
        waiting = sorted(linked - done.keys())
    if progress:
        progress(len(done), len(done))
    return linked


def seeds() -> list[str]:
    """The addresses to begin with: all that have no parameter in them, and the page of what works in a copy."""
    return sorted({NEEDED, *_plain(get_resolver(), "/")})


def _plain(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _plain(one, route)
        elif isinstance(one, URLPattern) and "<" not in route:
            yield route


def endings() -> dict[str, str]:
    """How the file that a report came in ends, by its address, which has no ending."""
    found: dict[str, str] = {}
    held = ShelvedReport.objects.exclude(original_digest="").values_list("slug", "version", "newest", "original_name")
    for slug, version, newest, name in held:
        ending = PurePosixPath(name).suffix
        if _ENDING.fullmatch(ending):
            found[reverse("version_original", args=[slug, version])] = ending
            if newest:
                found[reverse("original", args=[slug])] = ending
    return found


def _stamp(wanted: Wanted) -> dict[str, Any]:
    """What a still is made of: another word for any of it, and every page is looked at again."""
    return {
        "program": __version__,
        "shelf": digest_of_the_shelf(),
        "day": wanted.day.isoformat(),
        "languages": list(wanted.languages),
        "origin": wanted.origin,
        "only": sorted(wanted.only),
    }


def _sources(still: Still) -> int:
    """Put style sheets, fonts and scripts beside the pages; how many were written."""
    written = 0
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name.startswith(_SOURCES):
                with storage.open(name) as file:
                    path = f"static/{PurePosixPath(name)}"
                    still.files[path], new = still.write(path, f"/{path}", file.read())
                    written += new
    return written


def _line(done: Done, new: Iterable[str]) -> str:
    files = {path: [kept.digest, kept.size] for path, kept in done.files.items()}
    return json.dumps({"a": done.address, "f": files, "l": sorted(new), "p": done.problem}) + "\n"


def _journaled(said: Mapping[str, Any]) -> Done:
    """An address done by an earlier run. What it links to is known in part: made again if a link is missing."""
    files = {path: Kept(said["a"], digest, size) for path, (digest, size) in said["f"].items()}
    return Done(said["a"], files, 0, frozenset(said["l"]) or None, said["p"])


# The processes

Work = Callable[[Callable[[str], Done], Iterable[str]], Iterable[Done]]


@dataclass(frozen=True, slots=True)
class _Bench:
    """What each process needs at hand."""

    wanted: Wanted
    names: Names
    portal: asking.Portal
    still: Still


_bench: list[_Bench] = []


@contextmanager
def _workers(wanted: Wanted) -> Iterator[Work]:
    """So many processes as wanted; with one, the work is done in this."""
    if wanted.workers == 1:
        with asking.at_noon_of(wanted.day):
            sit_down(wanted)
            yield map
            _bench.clear()
        return
    pool = ProcessPoolExecutor(wanted.workers, get_context("spawn"), begin, (wanted,))
    try:
        yield lambda page, addresses: pool.map(page, addresses, chunksize=8)
    finally:
        pool.shutdown(cancel_futures=True)


def sit_down(wanted: Wanted) -> None:
    """Let this process have at hand what it needs to make pages."""
    names = Names(wanted.languages, wanted.only, endings())
    _bench[:] = [_Bench(wanted, names, asking.Portal(wanted.origin), keeping.opened(wanted.folder, {}))]


def _page(address: str, missing: frozenset[str] = frozenset()) -> Done:
    """Make one address in every language it stands in."""
    bench, files, written, links = _bench[0], dict[str, Kept](), 0, set[str]()
    shared = bench.names.is_shared(address)
    for language in bench.wanted.languages[:1] if shared else bench.wanted.languages:
        answer = bench.portal.ask(address, language)
        page = relinking.Page(bench.names, bench.wanted.origin, address, language, missing)
        content = _content(page, answer)
        if content is None:
            return Done(address, problem=answer.status)
        files[page.path], new = bench.still.write(page.path, address, content)
        written += new
        links |= page.links
    return Done(address, files, written, frozenset(links))


def _content(page: relinking.Page, answer: asking.Answer) -> bytes | None:
    """What stands in the file of a page; None where the address is not there."""
    if answer.status in _MOVED:
        return relinking.elsewhere(page, answer.elsewhere).encode()
    if answer.status != 200:
        return None
    if answer.media.startswith("text/html"):
        return page.written(answer.content.decode(), is_page=True).encode()
    if answer.media.startswith(("image/svg", "application/atom")):
        return page.written(answer.content.decode(), is_page=False).encode()
    return answer.content
