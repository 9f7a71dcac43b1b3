"""The words of a demand: without case, accents and endings, each counting as much as it says of what is demanded."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from unannounced.crafts.searching.words import forms


def these(words: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(words.split())


MOST_WORDS = 400
"""Words of a text that count; an item that is longer is a chapter."""

_WORD = re.compile(r"[^\W_]+")

LITTLE_WORDS = {
    "en": these(
    "the of to and with on for that in by all its from as is are be an at or it should any"
),
    "fr": these(
    "le la les des du et de aux au pour que dans sur par leur ses en une un est devrait toute l d"
),
    "es": these(
    "el la los las de del que y en para por con una un sus se al debe"
),
    "pt": these(
    "o a os as de do da dos das e que em para por com uma um no na"
),
    "it": these(
    "il la i gli le di del della dei e che in per con una un nei al"
),
    "de": these(
    "der die das und in zu von den mit für ist dem des sollte sollten alle im eine"
),
    "nl": these(
    "de het een en van te in op voor met dat zijn aan alle"
),
}  # fmt: skip

_NOTHING = these(
    "the a an of to and or with on for that in by all its from as is are be at it should this these those their "
    "his her which who whom whose any also so such than then there thereto other others more most well into upon "
    "within between both each has have had been being was were will would can could may might must do does did "
    "not no if inter alia particular including include includes especially specifically view order light regard "
    "respect line accordance respecting regards regarding concerning related relating relation i ii iii iv le la "
    "les des du et de d l aux au pour que qu qui dans sur par leur leurs ses son sa ce ces cet cette en une un "
    "est sont soit soient etre ont afin ainsi notamment compris y particulier autres autre tout toute tous toutes "
    "plus tant vue dont se s ne pas il elle ils elles ou agissant concerne matiere cadre"
)
_FORMULAS = these(
    "continue continues continued continuing further furthering effort efforts measure measures take takes taking "
    "taken step steps ensure ensuring ensured ensures make making necessary appropriate effective effectively "
    "efficient adequate concrete additional consider considering possibility pursue intensify strengthen "
    "strengthening reinforce enhance enhancing promote promotion promoting recommend recommends recommended "
    "recommendation recommendations encourage encouraged encourages invited invite calls call state states "
    "government authorities committee national international human rights right country full fully implement "
    "implementation implementing provide providing adopt adopting adoption work working soon possible earliest "
    "opportunity priority matter urgent urgently immediate immediately promptly without delay aimed aiming aim "
    "area areas field level levels action actions policy policies programme programmes increase increasing up "
    "maintain redouble expedite accelerate speed process towards accordance compliance issue issues address "
    "addressing improve improving practices practice continuer poursuivre mesure mesures prendre prises "
    "necessaire necessaires approprie appropriees assurer garantir veiller faire veille recommande recommander "
    "recommandation recommandations autorites comite etat etats gouvernement nationale nationaux internationale "
    "internationaux droits droit homme humains mettre oeuvre adopter envisager possibilite renforcer intensifier "
    "promouvoir plein pleinement efficace efficaces bref delai delais plus politique politiques domaine niveau "
    "ameliorer accelerer urgence"
)


class Word(NamedTuple):
    """A word as it stands in the text, from ``start`` to ``end``, and without case and accents."""

    plain: str
    start: int
    end: int


def tidied(text: str) -> str:
    """``text`` with single spaces and accents joined to their letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def words_in(text: str) -> list[Word]:
    """The words of a tidied text in their order; hyphens and apostrophes part words.

    >>> [word.plain for word in words_in("l’accès à un Médecin")]
    ['l', 'acces', 'a', 'un', 'medecin']
    """
    return [Word(plain(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)][:MOST_WORDS]


@lru_cache(maxsize=2**16)
def plain(word: str) -> str:
    """``word`` without case and accents.

    >>> plain("Détenus")
    'detenus'
    """
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("œ", "oe")


_PLACES = {code: 16 * at for at, code in enumerate(LITTLE_WORDS)}
"""Where the count of each language stands in a number that counts all of them at once."""


@lru_cache(maxsize=2**16)
def _languages_of(word: str) -> int:
    return sum(1 << _PLACES[code] for code, little in LITTLE_WORDS.items() if word in little)


def language_of(words: list[Word]) -> str:
    """The code of the language that the little words are of; "other" for another script, "" if it stays open."""
    counted_once = sum([_languages_of(word.plain) for word in words])
    counts = {code: counted_once >> place & 0xFFFF for code, place in _PLACES.items()}
    best = max(counts.values())
    likely = [code for code, count in counts.items() if count == best > 0]
    if len(likely) == 1 and 8 * best >= len(words):
        return likely[0]
    return "" if all(word.plain.isascii() for word in words) else "other"


@lru_cache(maxsize=2**16)
def counted(word: str, language: str) -> tuple[str, float]:
    """The stem of a plain word, and how much it counts: nothing, a little (a formula), or fully.

    >>> counted("lawyers", "en"), counted("efforts", "en"), counted("the", "en")
    (('lawyer', 1.0), ('effort', 0.25), ('', 0.0))
    """
    if word in _NOTHING or (len(word) < 3 and not word.isdigit()):
        return "", 0.0
    form = forms(word)
    return (form.french if language == "fr" else form.english), 0.25 if word in _FORMULAS else 1.0


def is_content(word: str) -> bool:
    """Whether a plain word says something by itself."""
    return len(word) > 2 and word not in _NOTHING
