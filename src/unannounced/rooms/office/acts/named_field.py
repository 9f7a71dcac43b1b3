"""Things named in a form by their addresses or ids, one on each line, as far as somebody sees them."""

import re
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

Found = TypeVar("Found", bound=Model)
_ID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def found_in(text: str, seen: Callable[[list[UUID]], list[Found]]) -> list[Found]:
    """What the lines of ``text`` name, each once; hidden and absent are one answer, for neither is ``seen``."""
    lines = [one.strip() for one in text.splitlines() if one.strip()]
    keys = [_id_in(line) for line in lines]
    found = seen([key for key in keys if key is not None])
    held = {one.pk for one in found}
    for line, key in zip(lines, keys, strict=True):
        if key not in held:
            problem = _("“%(line)s” names nothing here that you can read. Copy its address from its page.")
            raise forms.ValidationError(problem % {"line": line[:120]})
    return found


def _id_in(line: str) -> UUID | None:
    """The last id in an address, or an id alone."""
    found = _ID.findall(line)
    return UUID(found[-1]) if found else None
