"""The public tree as it stands on the shelf: its leaves in order, and proofs over the newest checkpoint."""

from collections.abc import Iterator
from threading import Lock

from unannounced.duties.checkpointing import PUBLIC_KINDS
from unannounced.duties.proving import Tree
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.shelf.models import ShelvedCheckpoint, ShelvedLeaf

_held: dict[str, Tree] = {}
_reading = Lock()


def latest() -> ShelvedCheckpoint | None:
    """The checkpoint over most publications; None before the first."""
    return ShelvedCheckpoint.objects.order_by("-size").first()


def position_of(digest: str, size: int) -> int | None:
    """At which place of the first ``size`` a publication stands, from 0; None: at none."""
    found = ShelvedLeaf.objects.filter(digest=digest, position__lt=size).order_by("position")
    return found.values_list("position", flat=True).first()


def bytes_of(digest: str) -> bytes | None:
    """The bytes of a document by the digest that is its leaf, whatever came after it; one query. None: not here."""
    came = Parcel.objects.filter(direction=Direction.IN, kind__in=PUBLIC_KINDS, digest=digest)
    held = came.values_list("content", flat=True).first()
    return None if held is None else bytes(held)


def tree_of(checkpoint: ShelvedCheckpoint) -> Tree:
    """The tree of a checkpoint; two queries the first time, and then none so long as it is the newest."""
    held = _held.get(checkpoint.root)
    if held is not None:
        return held
    with _reading:
        tree = Tree(list(leaves(0, checkpoint.size)))
        _held.clear()
        _held[checkpoint.root] = tree
    return tree


def leaves(begins: int, ends: int) -> Iterator[str]:
    """The digests of the publications from ``begins`` to before ``ends``, in their order."""
    held = ShelvedLeaf.objects.filter(position__gte=begins, position__lt=ends).order_by("position")
    return held.values_list("digest", flat=True).iterator(2_000)
