"""Since when a document is here: a correction makes no document newer than its first version was."""

from datetime import date


def made_from(parcel_digest: str, version: int, published_on: date) -> str:
    """What is written of a document from its row rests on its parcel; a correction also on the day of the first.

    >>> made_from("5f0e", 1, date(2026, 9, 15)), made_from("77aa", 2, date(2026, 9, 15))
    ('5f0e', '77aa since 2026-09-15')
    """
    return parcel_digest if version == 1 else f"{parcel_digest} since {published_on.isoformat()}"
