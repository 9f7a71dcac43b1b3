"""What passes between the office and the liaison room, read strictly and written in one way (liaison-protocol.md)."""

from unannounced.crafts.passing.responses import GivenAnswer, GivenResponse, Requested, read_response
from unannounced.crafts.passing.strictly import NotAsAgreed
from unannounced.crafts.passing.transmissions import (
    Asked,
    Due,
    File,
    Paragraph,
    Received,
    Transmitted,
    read_transmission,
)

__all__ = [
    "Asked",
    "Due",
    "File",
    "GivenAnswer",
    "GivenResponse",
    "NotAsAgreed",
    "Paragraph",
    "Received",
    "Requested",
    "Transmitted",
    "read_response",
    "read_transmission",
]
