"""Laying files before the office, and what becomes of them until they are taken in. Technical: no line is written.

What is taken in has its line in the ledger; a batch is only the way there and is forgotten afterwards.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from unannounced.duties.confidentiality import Act
from unannounced.records.accounts.queries import Viewer, permit
from unannounced.records.archive.models import Batch, BatchStage, Laid

REFUSED = "refused"
"""The outcome of a file that nothing came of, beside those of ``Taken``."""


def open_batch(*, state_code: str = "", by: Viewer, at: datetime) -> Batch:
    """An empty batch of ``by``; nothing is read before ``begin_reading``."""
    permit(Act.TAKE_IN_REPORTS, by)
    return Batch.objects.create(laid_by_id=by.pk, laid_at=at, stage=BatchStage.STOPPED, state_code=state_code)


def lay(batch: Batch, place: int, file_name: str, content: bytes, given: Mapping[str, Any]) -> Laid:
    """Keep one file of a batch until it is taken in; ``given`` is what is known of it beforehand."""
    return Laid.objects.create(
        batch=batch,
        place=place,
        file_name=file_name[-200:],
        size=len(content),
        content=content,
        said={"given": dict(given)},
    )


def lay_refused(batch: Batch, place: int, file_name: str, size: int, why: Mapping[str, Any]) -> Laid:
    """Name a file that is refused before it is read; its bytes are not kept."""
    return Laid.objects.create(
        batch=batch,
        place=place,
        file_name=file_name[-200:],
        size=size,
        content=b"",
        outcome=REFUSED,
        said={"refused": dict(why)},
    )


def begin(batch: Batch, stage: BatchStage, *, seen: tuple[BatchStage, ...]) -> bool:
    """Bring a batch to ``stage`` if it is at one of ``seen``; whether it was."""
    changed = Batch.objects.filter(pk=batch.pk, stage__in=seen).update(stage=stage)
    batch.refresh_from_db()
    return bool(changed)


def note_read(laid: Laid, said: Mapping[str, Any]) -> None:
    """Keep what was read in a file; what was given with it meanwhile stays."""
    with transaction.atomic():
        held = Laid.objects.select_for_update(no_key=True).only("said").filter(pk=laid.pk).first()
        if held is None or held.said.get("given") != laid.said.get("given"):
            return
        Laid.objects.filter(pk=laid.pk, outcome="").update(said={**said, "given": held.said.get("given", {})})


def note_outcome(laid: Laid, outcome: str, said: Mapping[str, Any]) -> None:
    """Keep what became of a file, and forget its bytes: what was taken in is a rendition now."""
    Laid.objects.filter(pk=laid.pk).update(said={**laid.said, **said}, outcome=outcome, content=b"")


def give(laid: Laid, given: Mapping[str, Any], *, chosen: bool) -> bool:
    """Keep what somebody says of a file, and whether it is to be taken in; whether it has to be read again."""
    again = bool(laid.said.get("given") != dict(given))
    said = {"given": dict(given)} if again else laid.said
    Laid.objects.filter(pk=laid.pk, outcome="").update(said=said, chosen=chosen)
    return again


def forget(batch: Batch) -> None:
    """Remove a batch and the bytes of its files; what was taken in stays."""
    with transaction.atomic():
        Laid.objects.filter(batch=batch).delete()
        Batch.objects.filter(pk=batch.pk).delete()


def forget_old(*, before: datetime) -> int:
    """Remove the batches that were laid before a moment; how many there were."""
    old = list(Batch.objects.filter(laid_at__lt=before))
    for batch in old:
        forget(batch)
    return len(old)
