"""Which State a cell names: a code of two or three letters, a name, or an invented code from XXA to XXZ."""

import re
from collections.abc import Callable
from functools import cache

from babel.core import get_global

from unannounced.crafts.names import code_of, every_real_code, real_names
from unannounced.crafts.registers.cells import Bad, Reading, Strange
from unannounced.crafts.registers.meanings import Column, Mapping
from unannounced.crafts.registers.tables import Cell
from unannounced.duties.words import say

_INVENTED = re.compile(r"XX[A-Z]")
NO_STATE = say("No State is called so.")
NAME_STATE = say("Correct the cell, or add the word to the mapping with the code of the State.")


@cache
def _by_two_letters() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    return {aliases[code][0]: code for code in every_real_code() if code in aliases}


def state_named(said: str) -> str:
    """The code of three letters of the State that ``said`` means; "" if none.

    >>> state_named("ita"), state_named("IE"), state_named("Türkiye"), state_named("XXA"), state_named("Bresk")
    ('ITA', 'IRL', 'TUR', 'XXA', '')
    """
    code = said.upper()
    if _INVENTED.fullmatch(code) or (len(code) == 3 and code in every_real_code()):
        return code
    if len(code) == 2 and code in _by_two_letters():
        return _by_two_letters()[code]
    return code_of(said)


def state_of(reading: Reading, column: Column, mapping: Mapping) -> Callable[[Cell], object]:
    """A reader of States: a code, that of the mapping where the cell is empty, or ``Bad``."""

    def read(cell: Cell) -> object:
        said = reading.said(cell, column)
        if not said:
            return mapping.state or Bad(say("The row does not say in which State the place is."), NAME_STATE)
        word = reading.word(said, column)
        code = state_named(word.text if isinstance(word, Strange) else word)
        return code or Bad(NO_STATE, NAME_STATE)

    return read


def name_of(code: str) -> str:
    """The English name of a State, for messages; its code if it is invented."""
    return real_names(code)["en"] if code in every_real_code() else code
