"""What words of names and addresses mean: the shipped lists, read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST = 5
"""Words of the longest form."""
SLIPPED = 6
"""Letters a word must have to be known with one slip in it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a form says; ``own`` is set where it is a longer or shorter way to write a name."""

    kinds: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    marks: frozenset[tuple[str, str]] = frozenset()
    own: tuple[str, ...] = ()
    empty: bool = False
    part: bool = False

    def and_also(self, other: "Meaning") -> "Meaning":
        """Both meanings of one form."""
        return Meaning(
            self.kinds | other.kinds,
            self.families | other.families,
            self.levels | other.levels,
            self.marks | other.marks,
            self.own or other.own,
            self.empty and other.empty,
            self.part or other.part,
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms by their levelled words; ``longer`` and ``streets`` by single words.

    ``surely`` never are names; ``sorts`` are single words for sorts of place, long enough to be known with a slip.
    """

    forms: Mapping[str, Meaning]
    longer: Mapping[str, str]
    streets: Mapping[str, str]
    surely: frozenset[str] = field(default_factory=frozenset)
    sorts: tuple[str, ...] = ()

    def slipped(self, word: str) -> Meaning | None:
        """What ``word`` says if it is a word for a sort of place with one slip of the pen: “Procsesing”."""
        if len(word) < SLIPPED:
            return None
        found = process.extractOne(word, self.sorts, scorer=OSA.distance, score_cutoff=1)
        return self.forms[found[0]] if found and found[0][0] == word[0] else None


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """The lists of ``words.yaml``."""
    text = files("unannounced.crafts.matching").joinpath("words.yaml").read_text(encoding="utf-8")
    return read_lexicon(yaml.safe_load(text))


def read_lexicon(told: Mapping[str, Any]) -> Lexicon:
    """The lists as they are looked up."""
    forms: dict[str, Meaning] = {}
    _add(forms, told["shells"], Meaning())
    _add(forms, told["parts"], Meaning(part=True))
    for family, kinds in told["kinds"].items():
        for kind, written in kinds.items():
            _add(forms, written, Meaning(kinds=frozenset({kind}), families=frozenset({family})))
    for one, written in told["levels"].items():
        _add(forms, written, Meaning(levels=frozenset({one})))
    for slot, values in told["marks"].items():
        for value, written in values.items():
            _add(forms, written, Meaning(marks=frozenset({(slot, value)})))
    for number, written in told["numbers"].items():
        _add(forms, written, Meaning(marks=frozenset({("number", str(number))})))
    surely = frozenset(form for form, one in forms.items() if one.kinds or one.levels)
    sorts = tuple(form for form, one in forms.items() if not one.marks and len(form) >= SLIPPED and " " not in form)
    longer: dict[str, str] = {}
    for word, written in told["longer"].items():
        for form in _levelled(written):
            longer[form] = word
            forms.setdefault(form, Meaning(own=(word,)))
    for form in _levelled(told["empty"]):
        forms.setdefault(form, Meaning(empty=True))
    streets = {form: word for word, written in told["streets"].items() for form in _levelled(written)}
    return Lexicon(forms, longer, streets, surely, sorts)


def _add(forms: dict[str, Meaning], written: Iterable[str], meaning: Meaning) -> None:
    for form in _levelled(written):
        before = forms.get(form)
        forms[form] = replace(meaning) if before is None else before.and_also(meaning)


def _levelled(written: Iterable[object]) -> list[str]:
    from unannounced.crafts.matching.wording import level

    return [form for form in (level(str(one)) for one in written) if form]
