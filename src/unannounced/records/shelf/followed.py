"""What parcels say after a publication: what became of its items, and checkpoints over everything that is public."""

from typing import Any

from unannounced.crafts.packing import Packed
from unannounced.duties.checkpointing import PUBLIC_KINDS, follows, is_digest
from unannounced.duties.dialogue import FollowUp
from unannounced.records.parcels.actions import ParcelWaits
from unannounced.records.parcels.models import Direction, Parcel
from unannounced.records.shelf.content import Said
from unannounced.records.shelf.models import ShelvedLeaf

LONGEST_TREE = 2_147_483_647


def follow_up_of(said: Said, packed: Packed) -> tuple[str, int, list[dict[str, Any]]]:
    """The report, the number of the edition, and its rows: none where nothing is said of any item any more."""
    slug, edition = said.inner("report").text("slug", 80), said.number("edition")
    plain = {
        "report_slug": slug,
        "edition": edition,
        "made_on": said.day("made_on"),
        "parcel_digest": packed.digest,
    }
    return slug, edition, [{**plain, **_item(Said(one))} for one in said.rows("items")]


def _item(said: Said) -> dict[str, Any]:
    return {
        "number": said.text("number", 60),
        "status": FollowUp(said.text("status", 30)).value,
        "day": said.day_or_none("day"),
    }


def checkpoint_row(said: Said) -> dict[str, Any]:
    """The columns of a checkpoint, but for its leaves and the digest of its parcel."""
    root = said.text("root", 64)
    if not is_digest(root):
        raise ValueError("“root” is no digest")
    return {"size": tree_size(said), "root": root, "made_on": said.day("made_on")}


def tree_size(said: Said) -> int:
    """How many publications a checkpoint is over."""
    value = said.content["size"]
    if type(value) is not int or not 1 <= value <= LONGEST_TREE:
        raise ValueError("“size” is no number of publications")
    return value


def leaves_of(said: Said) -> list[str]:
    """The digests that a checkpoint adds."""
    leaves = said.texts("leaves")
    if not leaves or not all(is_digest(one) for one in leaves):
        raise ValueError("“leaves” are no digests")
    return leaves


def leaves_that_fit(said: Said, digest: str) -> list[ShelvedLeaf]:
    """The leaves a checkpoint adds to those shelved; refused where they do not make its root, waits where it is early.

    It is early where the checkpoint before it, or a publication that it is over, has not come yet.
    """
    row, added = checkpoint_row(said), leaves_of(said)
    begins = row["size"] - len(added)
    held = list(ShelvedLeaf.objects.order_by("position").values_list("digest", flat=True))
    if len(held) < begins:
        raise ParcelWaits(f"Parcel {digest[:12]} (checkpoint) waits for the checkpoint before it.")
    if not follows(held, added, size=row["size"], root=row["root"]):
        raise ValueError("it does not fit the checkpoints before it")
    here = Parcel.objects.filter(direction=Direction.IN, kind__in=PUBLIC_KINDS, digest__in=added)
    if here.values("digest").distinct().count() < len(set(added)):
        raise ParcelWaits(f"Parcel {digest[:12]} (checkpoint) waits for a publication that it is over.")
    return [ShelvedLeaf(position=begins + place, digest=one) for place, one in enumerate(added)]
