"""What stands on the shelf, told in a word: for tags of answers, and for files that were made from it."""

import hashlib

from django.db.models import Count, Max

from unannounced.records.parcels.models import Direction, Parcel


def mark_of_the_shelf() -> str:
    """A word that is another one whenever something came; one look at an index, whatever the shelf holds."""
    held = Parcel.objects.filter(direction=Direction.IN).aggregate(count=Count("digest"), last=Max("digest"))
    return f"{held['count']}-{held['last'] or ''}"


def digest_of_the_shelf() -> str:
    """SHA-256 over the digests of everything that was taken in: two shelves with the same one hold the same."""
    told = hashlib.sha256()
    known = Parcel.objects.filter(direction=Direction.IN).order_by("digest").values_list("digest", flat=True)
    for digest in known.iterator(2_000):
        told.update(digest.encode())
    return told.hexdigest()
