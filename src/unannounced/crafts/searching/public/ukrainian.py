"""A light stemmer for Ukrainian, for which the library has none: it takes off what cases, numbers and persons add.

Words come folded: ї is і, ґ is г, the apostrophe is gone. What is left of a word is no root, only what its forms share.
"""

from functools import lru_cache

LEAST = 3  # letters of a stem
_SHORTEST = 5  # a word with fewer letters stays as it is

_REFLEXIVE = ("ся", "сь")
_OF_ADJECTIVES = "ого ому ими іми им іх их ою ею ій ої єю ьою ий ім а я у ю е є і о"
_OF_NOUNS = """ами ями ах ях ам ям ів ев єв ові еві єві ом ем єм ою ею єю ия ія иі ю ень ості істю остями остей
остям остях ість ння нню нням нні ннями ннях ньому и й ь"""
_OF_VERBS = """ти ть ає яє ують юють уть ють ать ять имо емо ємо ите ете єте иш еш єш ив ила ило или ала ало али
яла яло яли ував увала увало ували увати ювати ено ано ування уванню уванням уванні увань юванням юванню юванні
ювання ювань ань"""
_ENDINGS = sorted(set(f"{_OF_ADJECTIVES} {_OF_NOUNS} {_OF_VERBS}".split()), key=lambda ending: (-len(ending), ending))


@lru_cache(maxsize=2**15)
def stem(word: str) -> str:
    """What the forms of a folded ``word`` have in common, nearly.

    >>> stem("затримання") == stem("затриманням"), stem("камери") == stem("камерах")
    (True, True)
    """
    bare = word
    if bare.endswith(_REFLEXIVE) and len(bare) > _SHORTEST + 1:
        bare = bare[:-2]
    if len(bare) >= _SHORTEST:
        bare = _without_ending(bare)
    if bare.endswith("нн") and len(bare) > LEAST + 1:
        bare = bare[:-1]
    return _without_softness(bare)


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST:
            return _without_vowels(word[: -len(ending)])
    return word


def _without_vowels(word: str) -> str:
    """Without the і of поліція, which some of its endings leave on."""
    bare = word.rstrip("аеиіоуюяє")
    return bare if len(bare) >= LEAST else word


def _without_softness(word: str) -> str:
    """Closed syllables have і where open ones have о: of the last vowel they are taken as one."""
    word = word.rstrip("ь") if len(word) > LEAST else word
    if len(word) >= LEAST and word[-2] == "і" and word[-1] not in "аеиіоуюяє":
        return f"{word[:-2]}о{word[-1]}"
    return word
