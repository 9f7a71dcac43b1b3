"""What an entry proposes to note elsewhere, ready to be noted by somebody: nothing is noted by itself."""

from collections.abc import Mapping
from typing import Any

from unannounced.duties.admitting import Hindrance
from unannounced.records.notebooks.models import Entry

REFUSED_AS: Mapping[str, Hindrance] = {
    "place": Hindrance.REFUSED_ENTRY,
    "part_of_place": Hindrance.REFUSED_PART,
    "person": Hindrance.REFUSED_PERSON,
    "private_interview": Hindrance.REFUSED_PRIVACY,
    "registers": Hindrance.REFUSED_RECORDS,
    "medical_files": Hindrance.REFUSED_RECORDS,
    "photographs": Hindrance.REFUSED_EQUIPMENT,
}
"""What the app calls what was refused, and the hindrance that it is."""


def hindrance_of(entry: Entry) -> dict[str, object]:
    """What an entry on access says, by the fields of a hindrance: the first thing refused, else the waiting."""
    said: Mapping[str, Any] = entry.details
    refused = [*(said.get("refused") or ())]
    known = [REFUSED_AS[one] for one in refused if one in REFUSED_AS]
    known += [Hindrance(one) for one in refused if one in [*Hindrance]]
    words = [one for one in refused if one not in REFUSED_AS and one not in [*Hindrance]]
    return {
        "hindrance": (known or [Hindrance.REFUSED_INFORMATION if words else Hindrance.WAITED])[0],
        "day": entry.noted_on,
        "at_time": said.get("arrived") or "",
        "minutes": said.get("minutes"),
        "who": said.get("who") or "",
        "why": "\n".join(filter(None, [said.get("why") or "", ", ".join(words), entry.text])),
    }
