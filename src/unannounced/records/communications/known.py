"""What comes in bulk is known again: the same mail, or the same row that was handed over, is entered once.

Its id follows from what it holds and from a key of the office. So whoever finds the database and has a copy of a mail
cannot tell whether it came here, also where the communication was erased and its line alone is left.
"""

import hmac
from collections.abc import Collection, Iterable
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from unannounced.records.accounts.queries import Viewer
from unannounced.records.communications.models import Communication
from unannounced.records.communications.queries import keeping_condition

_LABEL = b"unannounced communication entered once "


def key_of(kind: str, parts: Iterable[bytes]) -> UUID:
    """The id of a communication that holds these parts, in their order."""
    whole = sha256()
    for part in parts:
        whole.update(sha256(part).digest())
    found = hmac.digest(settings.LEDGER_KEY, _LABEL + kind.encode() + b" " + whole.digest(), "sha256")
    return UUID(bytes=found[:16], version=4)


def here_already(keys: Collection[UUID], viewer: Viewer) -> set[UUID]:
    """Those that were entered before, for keepers: by whomever, and also if it was erased since or is not theirs.

    Who asks has the thing itself in hand; that it came is all they learn.
    """
    held = Communication.objects.filter(keeping_condition(viewer), pk__in=keys)
    return set(held.values_list("pk", flat=True))
