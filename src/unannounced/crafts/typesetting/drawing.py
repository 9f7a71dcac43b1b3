"""Drawing on paper by typst: a template of the program and values as JSON, never a text that could be a command."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources
from typing import Any

import typst

from unannounced.crafts.typesetting.letters import STANDARDS, NotDrawn
from unannounced.crafts.typesetting.look import Look, fonts_of

NO_DAY = date(1970, 1, 1)
"""The moment a file gives as its own where the paper bears no day; PDF/A asks for one."""

_UNDRAWN = re.compile(r"the text `\"(?P<text>.*?)\"` could not be displayed", re.DOTALL)


def drawn(template: str, name: str, values: Mapping[str, Any], look: Look, day: date | None) -> bytes:
    """``template`` with ``values`` under ``name`` as PDF/A-2a and PDF/UA-1: the same bytes for the same values.

    ``NotDrawn`` where neither a font of the program nor one of ``look`` has a character.
    """
    try:
        return bytes(
            typst.compile(
                _template(template),
                format="pdf",
                font_paths=fonts_of(look),
                sys_inputs={name: json.dumps(values, ensure_ascii=False)},
                pdf_standards=STANDARDS,
                timestamp=datetime.combine(day or NO_DAY, time(), UTC),
            )
        )
    except typst.TypstError as problem:
        undrawn = _UNDRAWN.search(str(problem))
        if undrawn is None:
            raise
        raise NotDrawn(undrawn["text"]) from problem


@cache
def _template(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()
