"""The words of the table, in English and French: what columns are called, and what stands in them.

All in small letters, without accents and signs (``plain``); the first word of each is the one that is proposed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel import Locale

from unannounced.duties.identity import folded
from unannounced.duties.receiving import Risk, Told, Way

_SIGNS: Final = re.compile(r"[\W_]+")


def plain(said: str) -> str:
    """Words as they are compared: without case, accents and signs.

    >>> plain("  Pièces_jointes : "), plain("L’isolement")
    ('pieces jointes', 'l isolement')
    """
    return " ".join(_SIGNS.sub(" ", folded(said)).split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a column mean, and those that are proposed where one is not known."""

    by_word: Mapping[str, str]
    proposed: str

    def meaning(self, said: str) -> str:
        """What a word means; "" if it is not known.

        >>> TOLD.meaning("Isolement"), TOLD.meaning("Solitary confinement"), TOLD.meaning("noise")
        ('isolation', 'isolation', '')
        """
        return self.by_word.get(plain(said), "")


def _vocabulary(words: Mapping[str, str]) -> Vocabulary:
    by_word = {plain(one): str(meant) for meant, said in words.items() for one in (meant, *said.split(";"))}
    return Vocabulary(by_word, ", ".join(said.split(";")[0] for said in words.values()))


_COLUMNS: Final[Mapping[str, str]] = {
    "reference": "reference; ref; our reference; your reference; number; no; file number; reference du dossier;"
    " notre reference; numero; n; dossier",
    "text": "text; letter; what happened; account; communication; message; texte; lettre; recit; ce qui s est passe",
    "name": "name; who; author; full name; nom; nom et prenom; auteur; qui",
    "reach": "reach; how to reach; contact details; address; joindre; comment joindre; coordonnees; adresse",
    "language": "language; langue",
    "place": "place; place of detention; prison; lieu; lieu de detention; etablissement",
    "told": "told; about; subject; kinds; what it tells of; concerne; objet; sujet; motif; motifs",
    "for": "for; for whom; on behalf of; pour; pour qui; au nom de",
    "in_custody": "in custody; custody; detained; held; en detention; detenu; detenue; detention",
    "ways": "ways; ways to answer; answer by; how to answer; voies; moyens; reponse par; comment repondre",
    "fears": "fears; fear; risk; risk of reprisal; craintes; crainte; risque; risque de represailles",
    "written_on": "written on; date; day; written; date of letter; ecrit le; ecrite le; jour; date de la lettre",
    "consent": "consent; agreed; agrees; consents; consentement; accord; d accord",
    "attachments": "attachments; files; annexes; enclosures; pieces jointes; piece jointe; fichiers; fichier;"
    " attachment; file",
}
NEEDED: Final = ("text", "consent")

TOLD: Final = _vocabulary(
    {
        Told.DEATH: "death; a death; deces; un deces; mort",
        Told.SUICIDE: "suicide; a suicide or the danger of one; danger of suicide; un suicide ou un risque de suicide;"
        " risque de suicide; un suicide; a suicide",
        Told.DISAPPEARANCE: "disappearance; a disappearance; disparition; une disparition",
        Told.REMOVAL: "removal; an imminent transfer or expulsion; expulsion; transfer; deportation; transferement;"
        " un transferement ou une expulsion imminents; transfert; eloignement",
        Told.VIOLENCE: "violence; violence or threats; threats; violences; des violences ou des menaces; menaces",
        Told.REPRISAL: "reprisal; a reprisal; reprisals; represailles; des represailles",
        Told.HEALTH: "health; health and its care; health care; sante; la sante et les soins; soins",
        Told.ISOLATION: "isolation; solitary confinement; isolement; l isolement",
        Told.CONDITIONS: "conditions; material conditions; les conditions materielles; conditions materielles",
        Told.CONTACT: "contact; contact with the outside world; contacts; les contacts avec le monde exterieur",
        Told.PROCEDURE: "procedure; a procedure or a decision; decision; une procedure ou une decision",
        Told.OTHER: "other; something else; autre; autre chose",
    }
)
WAYS: Final = _vocabulary(
    {
        Way.RECEIPT: "receipt; sealed for whoever has the words of the receipt; recu;"
        " scellee pour qui possede les mots du recu",
        Way.LAWYER: "lawyer; through their lawyer; avocat; avocate; par son avocat; par l avocat",
        Way.RELATIVE: "relative; through a relative; family; proche; par un proche; famille",
        Way.VISIT: "visit; in person; in person when the place is visited for other reasons; visite; en personne;"
        " en personne lorsque le lieu est visite pour d autres raisons",
        Way.TELEPHONE: "telephone; by telephone; phone; par telephone",
        Way.POST: "post; by post; mail; courrier; par courrier postal; poste; par la poste",
    }
)
FEARS: Final = _vocabulary(
    {
        Risk.UNKNOWN: "unknown; not known; inconnu; on ne sait pas; inconnue",
        Risk.NONE_SEEN: "none seen; none is seen; none; no; aucun; aucune; non; aucun n a ete constate",
        Risk.FEARED: "feared; yes; oui; a craindre; craint; crainte; redoute",
        Risk.HAPPENED: "happened; a reprisal happened; represailles subies; il y a eu des represailles; subies",
    }
)
FOR: Final = _vocabulary(
    {
        "self": "self; themselves; themself; myself; own; soi; soi meme; lui meme; elle meme; moi; moi meme",
        "other": "other; another; another person; someone else; somebody else; autre; autrui; une autre personne;"
        " quelqu un d autre",
    }
)
YES_OR_NO: Final = _vocabulary(
    {
        "yes": "yes; y; true; oui; o; vrai",
        "no": "no; n; false; non; faux",
        "unknown": "unknown; not known; inconnu; on ne sait pas",
    }
)
COLUMNS: Final = _vocabulary(_COLUMNS)
IN_FRENCH: Final = frozenset(
    ("texte", "lettre", "recit", "langue", "lieu", "concerne", "pour", "voies", "craintes", "accord", "consentement")
)
"""Heads that no table in English has; where one stands, the day comes before the month."""


def language_of(said: str) -> str:
    """The code of a language by its code, or by its name in English, in French or in itself; "" if it is not known.

    >>> language_of("Ukrainien"), language_of("TR"), language_of("русский"), language_of("fr-FR"), language_of("Bresk")
    ('uk', 'tr', 'ru', 'fr', '')
    """
    named = _languages().get(plain(said))
    return named or _languages().get(plain(re.split("[-_]", said, maxsplit=1)[0]), "")


@cache
def _languages() -> dict[str, str]:
    codes = [str(code) for code in Locale("en").languages if "_" not in str(code)]
    found = {plain(str(Locale(at).languages.get(code, code))): code for at in ("fr", "en") for code in codes}
    own = {plain(Locale(code).get_language_name(code) or code): code for code in _KNOWN}
    return {**found, **own, **{code: code for code in codes}}


_KNOWN: Final = ("en", "fr", "ru", "uk", "tr", "ar", "de", "it", "es", "pt", "pl", "ro", "ka", "hy", "az", "be", "fa")
