"""Sealing for a device without scripts: in memory, at once, and nothing of it is kept but what is sealed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unannounced.crafts import cleaning, padding, sealing
from unannounced.crafts.handing_over import decoded
from unannounced.crafts.packing import digest_of
from unannounced.crafts.receipt_words import Receipt
from unannounced.duties.posting import Sealed
from unannounced.records.letterbox.models import Answer, OfficeKey

LETTER, WHO, ANSWER = "unannounced-communication/1", "unannounced-who/1", "unannounced-answer/1"
CUSTODY = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file as it came in a form."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter with its files, all sealed."""

    letter: Sealed
    files: tuple[bytes, ...]


def posted(
    said: Mapping[str, Any], files: Sequence[Uploaded], *, receipt: Receipt, language: str, key: OfficeKey
) -> Posted:
    """What was written into the form, sealed to the office's key (docs/intake-protocol.md)."""
    told, sealed_files = [], []
    for file in files:
        clean = cleaning.cleaned(file.content)
        sealed = sealing.seal(padding.pad(clean.content), to=key.recipient)
        sealed_files.append(sealed)
        told.append(
            {
                "digest": digest_of(sealed),
                "name": file.name,
                "type": file.type,
                "size": len(clean.content),
                "cleaned": clean.cleaned,
            }
        )
    letter = {
        "format": LETTER,
        "recipient": sealing.recipient_of(receipt.identity),
        "language": language,
        "text": said["text"],
        "place": said["place"],
        "told": said["told"],
        "for": said["for_whom"],
        "in_custody": CUSTODY.get(said["in_custody"]),
        "ways": said["ways"],
        "fears": said["fears"] or "unknown",
        "scripts": False,
        "files": told,
    }
    who = {"format": WHO, "name": said["name"], "reach": said["reach"]}
    return Posted(Sealed(key.version, _sealed(letter, key), _sealed(who, key)), tuple(sealed_files))


def _sealed(said: Mapping[str, object], key: OfficeKey) -> bytes:
    return sealing.seal(padding.pad(json.dumps(said, ensure_ascii=False).encode()), to=key.recipient)


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer in clear, for the page that shows it and nothing else; ``text`` is empty where it cannot be read."""

    number: int
    text: str
    written_on: str
    language: str


def opened(answer: Answer, receipt: Receipt) -> Opened:
    """An answer, opened with what follows from the words."""
    try:
        clear = padding.unpad(sealing.open_sealed(decoded(answer.sealed), receipt.identity))
        said = json.loads(clear)
        if said["format"] != ANSWER:
            raise ValueError("of another format")
        return Opened(answer.number, str(said["text"]), str(said.get("written_on", "")), str(said.get("language", "")))
    except (sealing.NotOpened, padding.NotPadded, ValueError, KeyError, TypeError):
        return Opened(answer.number, "", "", "")
