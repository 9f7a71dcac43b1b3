"""What an ODK client brings: sealed to the key of the visit at the door, kept once, welcome as often as it comes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unannounced.crafts import sealing
from unannounced.crafts.forming.instances import Instance, Memory, media_of, read_instance
from unannounced.duties.bringing import Blob, Brought, Door
from unannounced.records.satchel.actions import keep_of_odk
from unannounced.records.satchel.models import Invited, OdkMark
from unannounced.rooms.field.openrosa.door import answered, for_odk, said
from unannounced.rooms.field.openrosa.parts import Parts, read_parts

NOBODY = "00000000-0000-0000-0000-000000000000"
"""For the member: the field room knows no names; the office knows for whom the invitation was made."""
FILLED_TO = 512
SOURCE = "check-list"


@dataclass(slots=True)
class Taking:
    """What is to be written of one bringing: sealed blobs, and the marks by which they are known again."""

    invited: Invited
    at: datetime
    memory: Memory
    known: Mapping[str, OdkMark]
    brought: list[Brought] = field(default_factory=list)
    marks: list[OdkMark] = field(default_factory=list)

    def seal(self, clear: bytes) -> Blob:
        """Seal bytes to the key of the visit; the blob that is kept."""
        sealed = sealing.seal(clear, to=self.invited.recipient)
        blob = Blob(str(self.invited.device), 0, hashlib.sha256(sealed).hexdigest(), len(sealed), "")
        self.brought.append(Brought(blob, sealed, Door.OPENROSA))
        return blob

    def note(self, mark: str, said_of_it: Mapping[str, Any], *, is_entry: bool = False) -> None:
        """Note a mark."""
        self.marks.append(
            OdkMark(
                device=self.invited.device,
                instance=self.memory.instance,
                mark=mark,
                is_entry=is_entry,
                kept=self.memory.locked(said_of_it),
                came_at=self.at,
            )
        )


@require_http_methods(["HEAD", "POST"])
@for_odk
def submission(request: HttpRequest, invited: Invited) -> HttpResponse:
    """HEAD says how much may come at once; POST takes an instance with its files, or some of them."""
    where = request.build_absolute_uri(reverse("openrosa_submission", args=[invited.device]))
    if request.method == "HEAD":
        answer = answered("", 204)
    else:
        parts = read_parts(request)
        _take(invited, parts, read_instance(parts.instance), timezone.now())
        answer = said(_("It has come, and was sealed to the key of the visit."), 201, "submit_success")
    answer["Location"] = where
    return answer


def _take(invited: Invited, parts: Parts, instance: Instance, at: datetime) -> None:
    """Seal and keep what is not kept yet; once more where the same came at the same moment by another connection."""
    for last_time in (False, True):
        memory = Memory(invited.device, instance.instance_id)
        held = OdkMark.objects.filter(device=invited.device, instance=memory.instance).order_by("came_at", "pk")
        taking = Taking(invited, at, memory, {one.mark: one for one in held})
        _take_files(taking, parts)
        _take_entry(taking, parts, instance)
        if not taking.brought:
            return
        try:
            keep_of_odk(taking.brought, taking.marks, at=at)
        except IntegrityError:
            if last_time:
                raise
        else:
            return


def _take_files(taking: Taking, parts: Parts) -> None:
    for name, content in parts.files.items():
        mark = taking.memory.mark(b"file", name.encode(), hashlib.sha256(content).digest())
        if mark in taking.known or any(one.mark == mark for one in taking.marks):
            continue
        blob = taking.seal(content)
        attachment = {
            "digest": blob.digest,
            "clear_digest": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "type": media_of(name),
            "name": name[-200:],
            "role": "original",
            "of": None,
        }
        taking.note(mark, attachment)


def _take_entry(taking: Taking, parts: Parts, instance: Instance) -> None:
    """The entry, unless the same was made before; one that comes with more files corrects the one before it."""
    memory = taking.memory
    attachments = _attachments(taking)
    xml = memory.mark(b"xml", parts.instance)
    digests = [one["digest"].encode() for one in attachments]
    mark = memory.mark(b"entry", parts.instance, str(parts.more_to_come).encode(), *digests)
    before = [memory.opened(one.kept) for one in taking.known.values() if one.is_entry]
    same_words = [one for one in before if one.get("xml") == xml]
    if mark in taking.known or (parts.more_to_come and same_words):
        return
    if same_words and not same_words[-1]["unfinished"] and same_words[-1]["digests"] == [d.decode() for d in digests]:
        return
    last = same_words[-1]["id"] if same_words else None
    entry_id = str(instance.later_id(mark) if same_words else instance.entry_id)
    entry = _entry(taking, instance, entry_id, last, attachments, unfinished=parts.more_to_come)
    taking.seal(_filled_up(entry))
    remembered = {
        "id": entry_id,
        "xml": xml,
        "unfinished": parts.more_to_come,
        "digests": [one["digest"] for one in attachments],
    }
    taking.note(mark, remembered, is_entry=True)


def _attachments(taking: Taking) -> list[dict[str, Any]]:
    """Every file of the instance that has come, in the order of their names."""
    files = [one for one in [*taking.known.values(), *taking.marks] if not one.is_entry]
    opened = [taking.memory.opened(one.kept) for one in files]
    return sorted((one for one in opened if one), key=lambda one: (one["name"], one["digest"]))


def _entry(
    taking: Taking,
    instance: Instance,
    entry_id: str,
    corrects: str | None,
    attachments: list[dict[str, Any]],
    *,
    unfinished: bool,
) -> dict[str, Any]:
    """The entry as docs/field-protocol.md has it."""
    one = next((row for row in taking.invited.checklists if row["form_id"] == instance.form_id), None)
    return {
        "format": "unannounced-entry/1",
        "id": entry_id,
        "kind": "observation",
        "form": "checklist",
        "text": one["title"] if one else instance.form_id,
        "source": SOURCE,
        "noted_on": instance.day or taking.at.date().isoformat(),
        "noted_at": instance.moment or None,
        "zone": "UTC",
        "place": None,
        "place_said": "",
        "corrects": corrects,
        "unfinished": unfinished,
        "member": NOBODY,
        "device": str(taking.invited.device),
        "details": {
            "checklist": (one or {}).get("id", ""),
            "form_id": instance.form_id,
            "version": instance.version,
            "instance": instance.text,
        },
        "attachments": attachments,
    }


def _filled_up(entry: Mapping[str, Any]) -> bytes:
    """JSON in UTF-8, filled up with blanks to a multiple of 512 bytes."""
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b" " * (-len(text) % FILLED_TO)
