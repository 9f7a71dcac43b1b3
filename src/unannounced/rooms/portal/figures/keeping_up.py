"""The figures follow the shelf: what is new is read, everything is counted, and the files are put in their place."""

import hashlib
from collections.abc import Callable, Iterator

from unannounced.crafts.searching import alone
from unannounced.records.shelf.models import ShelvedReport
from unannounced.rooms.portal.figures import kept, mentions
from unannounced.rooms.portal.figures.rows import VERSION, Beside, Kept, beside, read
from unannounced.rooms.portal.figures.summing import counted

Progress = Callable[[int, int], None]


def bring_up_to_date(progress: Progress | None = None) -> int:
    """Count again where the shelf is another one than that of the figures; how many reports were new to them."""
    with alone(kept.folder()):
        return _count(progress, again=False)


def build_again(progress: Progress | None = None) -> int:
    """Read every report again and count; how many there are."""
    with alone(kept.folder()):
        return _count(progress, again=True)


def _count(progress: Progress | None, *, again: bool) -> int:
    held = beside()
    reports = list(ShelvedReport.objects.filter(newest=True).order_by("pk"))
    digests = {report.pk: held.digest(report) for report in reports}
    shelved = hashlib.sha256("\n".join([str(VERSION), *digests.values()]).encode()).hexdigest()
    mentions.follow(again=again)
    if not again and kept.shelf() == shelved and _whole(reports):
        return 0
    known = {} if again else kept.rows()
    new = [report for report in reports if digests[report.pk] not in known]
    known |= {one["digest"]: one for one in _told(new, held, progress)}
    rows = [known[digest] for digest in digests.values()]
    kept.keep(shelved, rows, {name: one.as_json() for name, one in counted(rows).items()})
    return len(new)


def _whole(reports: list[ShelvedReport]) -> bool:
    """Whether every file that must be there can be read."""
    registers = {"invented" if report.invented else "real" for report in reports}
    return all(kept.scope(f"{register}-all") for register in registers)


def _told(new: list[ShelvedReport], held: Beside, progress: Progress | None) -> Iterator[Kept]:
    for done, one in enumerate(read(new, held), start=1):
        yield one
        if progress:
            progress(done, len(new))
