"""In which language of the corpus a paragraph is written: told by its script and by the small words of a language."""

import re

LOOKED_AT = 400
"""Characters of a paragraph that are looked at."""
ENOUGH = 2
"""Different small words that must stand there, unless the whole text has few words."""

_SMALL = {
    "en": "the of and to in that for with on by was were be is are as from which not had should it this at or have has",
    "fr": "le la les des et du dans une est pour que qui sur par au aux avec ce cette ont été sont pas leur ces se",
    "es": "el los las del y en que una por con para se su al como es no han sido más este esta entre sobre lo",
    "de": "der die das und den von mit ist im des dem nicht eine ein für auf werden wurde sich auch zu bei einer",
    "it": "il di che la e in del della per gli con una delle dei nel sono alla al è non da si le più anche",
    "pt": "o os as do da dos das e em que uma para com não por ao na no foi são se mais pela pelo",
    "ro": "și în de la cu din pentru care nu este au pe o unei sau prin fost cele al ale sunt să",
    "nl": "de het een van en in dat op voor met niet zijn is te door aan werd wordt bij ook deze",
    "tr": "ve bir bu için ile olarak olan da de tarafından daha gibi veya ancak sonra kadar her ise edilen",
    "ru": "и в на не с по что для из к о от как при а или были было его они также это которые",
    "uk": "і в у на не з що та до для за від як про або були було їх при є й також які це",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_MORE = (
    "been but they their them there here who when where what such also any all can may will would could than then its "
    "into out our you your she her his him did does do so if no nor only other some those these very more most while "
    "sans sous mais dont elle elles ils nous vous lui tout tous toute cet comme avait avaient était étaient"
)
SMALL_WORDS = frozenset().union(*_WORDS.values())
"""Words that say nothing of what a text is about."""
SAY_LITTLE = SMALL_WORDS.union(_MORE.split())
"""These, and words that nobody is offered to look for alone."""
_ARABIC, _GREEK = re.compile("[\u0620-\u064a]"), re.compile("[\u0370-\u03ff]")
_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-zÀ-ɏ]")
_UKRAINIAN, _RUSSIAN = re.compile("[іїєґІЇЄҐ]"), re.compile("[ыэъёЫЭЪЁ]")


def language_of(text: str) -> str:
    """The code of the language of ``text``; "" where it cannot be told.

    >>> language_of("The cells were seen at night."), language_of("Les cellules ont été vues la nuit.")
    ('en', 'fr')
    >>> language_of("Камери оглянули вночі, і світла не було."), language_of("CPT/Inf 12")
    ('uk', '')
    """
    head = text[:LOOKED_AT]
    if not head.isascii():
        script = _by_script(head)
        if script is not None:
            return script
    return _by_small_words(head)


def _by_script(head: str) -> str | None:
    """Told by its letters; None where those are shared by several languages."""
    counts = {name: len(letters.findall(head)) for name, letters in _SCRIPTS.items()}
    most = max(counts, key=lambda name: counts[name])
    if most == "latin" or not counts[most]:
        return None
    if most in ("ar", "el"):
        return most
    ukrainian, russian = len(_UKRAINIAN.findall(head)), len(_RUSSIAN.findall(head))
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    return _by_small_words(head) or "ru"


_SCRIPTS = {"ar": _ARABIC, "el": _GREEK, "cyrillic": _CYRILLIC, "latin": _LATIN}


def _by_small_words(head: str) -> str:
    """The language of most of the small words that stand there."""
    words = set(head.lower().split())
    best, second, language = 0, 0, ""
    for code, small in _WORDS.items():
        count = len(words & small)
        if count > best:
            best, second, language = count, best, code
        elif count > second:
            second = count
    return language if best > second and (best >= ENOUGH or len(words) <= 4) else ""
