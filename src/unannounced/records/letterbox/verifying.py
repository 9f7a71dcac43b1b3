"""Verification of the intake room: parcels fit their digests, and the letterbox is what they say.

Parts on their way in and spent work are not compared; whose bytes were dropped since the office has them neither.
"""

import json
from hashlib import sha256

from unannounced.crafts import packing
from unannounced.duties.words import Sentence
from unannounced.records.letterbox.models import Answer, File, Letter
from unannounced.records.parcels.comparing import Here, Marks, Means, compared


def verify() -> tuple[int, list[Sentence]]:
    """How many parcels there are, and what in this room was altered, deleted or added by hand."""
    return compared(MEANS, HERE)


# What parcels say


def _of_letter(content: bytes) -> tuple[str, str]:
    line, _, sealed = content.partition(b"\n")
    said = json.loads(line)
    return packing.digest_of(sealed), f"{said['conversation']} {said['came_on']}"


def _of_file(content: bytes) -> tuple[str, str]:
    said = json.loads(content.partition(b"\n")[0])
    return f"{said['conversation']} {said['digest']}", str(said["size"])


def _of_answer(content: bytes) -> tuple[str, str]:
    said = json.loads(content)
    return f"{said['conversation']} {said['number']}", sha256(said["sealed"].encode()).hexdigest()


MEANS: Means = {
    "communication": ("letterbox_letter", _of_letter),
    "communication-file": ("letterbox_file", _of_file),
    "answer": ("letterbox_answer", _of_answer),
}


# What lies here


def _letters() -> Marks:
    rows = Letter.objects.filter(parcel__isnull=False).values_list("digest", "conversation", "came_on")
    return {digest: f"{conversation} {came_on}" for digest, conversation, came_on in rows.iterator()}


def _files() -> Marks:
    rows = File.objects.filter(parcel__isnull=False).values_list("conversation", "digest", "size")
    return {f"{conversation} {digest}": str(size) for conversation, digest, size in rows.iterator()}


def _answers() -> Marks:
    rows = Answer.objects.values_list("conversation", "number", "sealed")
    return {
        f"{conversation} {number}": sha256(sealed.encode()).hexdigest()
        for conversation, number, sealed in rows.iterator()
    }


HERE: Here = {
    "letterbox_letter": _letters,
    "letterbox_file": _files,
    "letterbox_answer": _answers,
}
