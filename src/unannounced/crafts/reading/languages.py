"""In which language a text is written, by its script and its commonest small words.

A table of words does here what a trained model would: reports are long, and their languages few. It loads nothing and
takes a sample, so it costs no time; a text with too few words, or between two languages, has none.
"""

import re
from collections import Counter

_WORDS = {
    "en": "the of and to in that for was were with by on be is are had which has not have this from been should",
    "fr": "de la les et des le à en que du dans une par pour au un sur ont qui est aux ne avec été sont",
    "es": "de la que el en los y las del se por con una para un su al no como más sus han fue lo",
    "pt": "de a que o e do da em os no se na por mais as dos como ao das uma um para não são foi pelo",
    "it": "di che e la il in per del della un con non una dei le sono nel alla si da delle gli è ai al",
    "ro": "de și în la a că cu pe din pentru care este o sunt au fost nu se ale prin să sau unui al",
    "de": "der die und in den von zu das mit des dem für auf ist eine im nicht sich werden wurde ein als bei sind",
    "nl": "de het een van en in is dat op te zijn voor met die niet door aan werd er worden om als bij ook",
    "sv": "och att det som en på är av för med den till har inte de om ett han var vid skall eller från",
    "da": "og at det er en til af på for med den som de har ikke der et fra ved blev eller skal om var",
    "nb": "og i det er at en på til av som for med har de den ikke et fra ble seg ved var eller kan",
    "fi": "ja on ei että se oli ovat myös joka tai kun mutta sekä niiden sen ole voi kuin ollut jos",
    "et": "ja on ei et see oli ka mis või kui ning nende selle ole olid mida aga tuleb kes kõik",
    "lv": "un ir ka ar no par uz tika lai kas vai tiek bija arī pie nav pēc kā to bet",
    "lt": "ir kad yra su buvo iš į kaip ar dėl tai apie už jų taip pat nuo kurie būti gali",
    "pl": "w i z na do się nie że o jest od przez oraz dla w po są które za był ich jak może",
    "cs": "a v se na je že s z do o by k za pro ve jsou byl které jako nebo jejich bylo při podle",
    "sk": "a v sa na je že s z do o by k za pre vo sú bol ktoré ako alebo ich bolo pri podľa",
    "hr": "i u je na se da za su od s o iz kao koji nije bi ili te biti prema što koje sve kod",
    "sl": "in v je na se da za so od z o pri ki kot ne bi ali tudi ni pa po lahko iz bil",
    "hu": "a az és hogy nem is egy meg volt van azt ezt csak mint már vagy el kell ha sem",
    "tr": "ve bir bu için ile olarak da de olan gibi en daha çok kadar sonra göre olduğu her ya ise",
    "sq": "e të në dhe i një për me që nga se është më janë si ka do nuk kjo ose prej duke",
    "ru": "и в на не что с по к о от для из был было были за его это а также или которые при",
    "uk": "і в на не що з до та у про від для був було за його це а також або які при та щодо",
    "bg": "и в на не че с по за от се да е са като които или към със са при това бяха беше",
    "sr": "и у је на се да за су од са о из као који није би или те бити према што које",
    "mk": "и во на не дека со по за од се да е се како кои или кон беше при ова биле",
    "be": "і ў на не што з па да аб ад для быў была за яго гэта а таксама або якія пры",
}
_SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("fa", re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_SAMPLES = 3
_SAMPLE = 1500
_LEAST = 0.12
_LEAST_WORDS = 20
_AHEAD = 1.15
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in _WORDS.items():
    for _word in set(_words.split()):
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of ``text``; "" if it is too short, of several languages, or unknown.

    >>> language_of("The delegation was informed that the persons in the cells had been held for days. " * 3)
    'en'
    >>> language_of("A/HRC/8/27")
    ''
    """
    sample = _sample(text)
    letters = sum(map(str.isalpha, sample))
    if not sample.isascii():
        for language, script in _SCRIPTS:
            share = 0.03 if language in ("fa", "ja") else 0.4
            if len(script.findall(sample)) > share * max(letters, 40):
                return language
    words = _WORD.findall(sample.casefold())
    seen = Counter(language for word in words for language in _LANGUAGES.get(word, ()))
    best = seen.most_common(2)
    if len(words) < _LEAST_WORDS or not best or best[0][1] < _LEAST * len(words):
        return ""
    return best[0][0] if len(best) < 2 or best[0][1] >= _AHEAD * best[1][1] else ""


def _sample(text: str) -> str:
    """Pieces of the text from its first third, its middle and its last third; the whole if it is short."""
    if len(text) <= _SAMPLES * _SAMPLE:
        return text
    places = [len(text) * part // (2 * _SAMPLES) for part in range(1, 2 * _SAMPLES, 2)]
    return " ".join(text[place : place + _SAMPLE] for place in places)
