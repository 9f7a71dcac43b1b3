"""Checkpoints over what is public, for anyone to keep: made within the act that makes something public.

A checkpoint tells of publications alone. What is under an embargo is no leaf before it is out, and the next checkpoint
has it then; nothing of the ledger is in one.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from unannounced.crafts.packing import digest_of
from unannounced.duties import chain
from unannounced.duties.checkpointing import PUBLIC_KINDS, root_of
from unannounced.records.ledger.actions import LineDraft
from unannounced.records.parcels.actions import frozen
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.publications.models import PublicCheckpoint, PublicLeaf

PORTAL = "portal"
VERSION = 1
_AFTER = timedelta(microseconds=1)


def make_checkpoint(line: LineDraft, at: datetime) -> PublicCheckpoint | None:
    """Freeze a checkpoint over everything that is public ``at``, within the act of ``line``; None if nothing is new.

    The parcels of what is new are kept before. Its own parcel is made a moment later than they and than the checkpoint
    before it, so that the courier carries them in this order.
    """
    held = list(PublicLeaf.objects.order_by("position").values_list("digest", flat=True))
    added = list(_new_leaves(frozenset(held), at))
    if not added:
        return None
    size, root = len(held) + len(added), root_of([*held, *added])
    content = chain.canonical({"size": size, "root": root, "made_on": at.date(), "leaves": added})
    parcel = frozen("checkpoint", VERSION, content, digest_of(content), to_room=PORTAL, at=_moment(at))
    line.keep(parcel)
    made = line.keep(PublicCheckpoint(size=size, root=root, made_on=at.date(), parcel=parcel))
    line.keep_all(
        [PublicLeaf(position=len(held) + n, digest=digest, checkpoint=made) for n, digest in enumerate(added)]
    )
    return made


def _new_leaves(held: frozenset[str], at: datetime) -> Iterator[str]:
    """The digests of what became public since, in the order in which it did; each stands once, whatever repeats it."""
    out = Parcel.objects.filter(
        Q(not_before__isnull=True) | Q(not_before__lte=at),
        direction=Direction.OUT,
        room=PORTAL,
        kind__in=PUBLIC_KINDS,
    ).annotate(public_at=Coalesce("not_before", "made_at"))
    for digest in out.order_by("public_at", "made_at", "digest").values_list("digest", flat=True):
        if digest not in held:
            yield digest


def _moment(at: datetime) -> datetime:
    last = PublicCheckpoint.objects.order_by("-size").values_list("parcel__made_at", flat=True).first()
    return max(at, last or at) + _AFTER


def newest_checkpoint() -> PublicCheckpoint | None:
    """The last checkpoint that left, if one did."""
    return PublicCheckpoint.objects.order_by("-size").first()
