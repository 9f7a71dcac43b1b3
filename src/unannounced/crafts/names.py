"""Names of States in each language, from the Unicode locale data; and which State a name means."""

import re
import unicodedata
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

NAMES_WITHOUT_CODE = {
    "XKX": {"en": "Kosovo", "fr": "Kosovo"},
    "YUG": {"en": "Yugoslavia", "fr": "Yougoslavie"},
    "SCG": {"en": "Serbia and Montenegro", "fr": "Serbie-et-Monténégro"},
    "EUR": {"en": "European Union", "fr": "Union européenne"},
}


def real_names(code: str) -> dict[str, str]:
    """The names of a State by its ISO 3166-1 alpha-3 code, from the Unicode locale data; the code if unknown."""
    if code in NAMES_WITHOUT_CODE:
        return NAMES_WITHOUT_CODE[code]
    alpha2 = (get_global("territory_aliases").get(code) or [code])[0]
    return {language: str(Locale(language).territories.get(alpha2, code)) for language in ("en", "fr")}


@lru_cache(maxsize=4096)
def name_in(code: str, language: str) -> str:
    """The name of a State in any language of the Unicode locale data: for pages in more languages than the register.

    In English where that language has none: a State that is no more.

    >>> name_in("UKR", "uk")
    'Україна'
    """
    said = NAMES_WITHOUT_CODE.get(code, {})
    alpha2 = {"EUR": "EU", "XKX": "XK"}.get(
        code, "" if said else (get_global("territory_aliases").get(code) or [code])[0]
    )
    return said.get(language) or str(Locale(language).territories.get(alpha2) or real_names(code)["en"])


@cache
def every_real_code() -> tuple[str, ...]:
    """The ISO 3166-1 alpha-3 code of every State and territory of today that has a name, in order."""
    aliases = get_global("territory_aliases")
    real = {code for code in aliases if len(code) == 3 and code.isalpha() and not _NO_STATE.fullmatch(code)}
    return tuple(sorted(code for code in real | {"XKX"} if real_names(code)["en"] != code))


ALIASES = {
    "Bolivia (Plurinational State of)": "BOL",
    "Plurinational State of Bolivia": "BOL",
    "Bosnia and Herzegovina": "BIH",
    "Britain": "GBR",
    "Brunei Darussalam": "BRN",
    "Burma": "MMR",
    "Myanmar": "MMR",
    "Cabo Verde": "CPV",
    "Congo": "COG",
    "Republic of Congo": "COG",
    "Democratic Republic of Congo": "COD",
    "DRC": "COD",
    "Zaire": "COD",
    "Czech Republic": "CZE",
    "East Timor": "TLS",
    "European Community": "EUR",
    "Guinea Bissau": "GNB",
    "Holy See": "VAT",
    "Saint-Siège": "VAT",
    "Iran (Islamic Republic of)": "IRN",
    "Islamic Republic of Iran": "IRN",
    "Iran (République islamique d')": "IRN",
    "Ivory Coast": "CIV",
    "DPRK": "PRK",
    "Democratic People's Republic of Korea": "PRK",
    "République populaire démocratique de Corée": "PRK",
    "Republic of Korea": "KOR",
    "Korea": "KOR",
    "Korea (Republic of)": "KOR",
    "République de Corée": "KOR",
    "Kyrgyz Republic": "KGZ",
    "Kirghizistan": "KGZ",
    "Lao People's Democratic Republic": "LAO",
    "Lao PDR": "LAO",
    "République démocratique populaire lao": "LAO",
    "Libyan Arab Jamahiriya": "LBY",
    "Great Socialist People's Libyan Arab Jamahiriya": "LBY",
    "State of Libya": "LBY",
    "The former Yugoslav Republic of Macedonia": "MKD",
    "former Yugoslav Republic of Macedonia": "MKD",
    "L'ex-République yougoslave de Macédoine": "MKD",
    "FYROM": "MKD",
    "Macedonia": "MKD",
    "Micronesia (Federated States of)": "FSM",
    "Federated States of Micronesia": "FSM",
    "Moldova (Republic of)": "MDA",
    "République de Moldova": "MDA",
    "Occupied Palestinian Territory": "PSE",
    "Palestine": "PSE",
    "State of Palestine": "PSE",
    "Russian Federation": "RUS",
    "Fédération de Russie": "RUS",
    "Sao Tome and Principe": "STP",
    "Slovak Republic": "SVK",
    "Swaziland": "SWZ",
    "Syrian Arab Republic": "SYR",
    "République arabe syrienne": "SYR",
    "Tanzania (United Republic of)": "TZA",
    "United Republic of Tanzania": "TZA",
    "République-Unie de Tanzanie": "TZA",
    "Timor Leste": "TLS",
    "Turkey": "TUR",
    "Turquie": "TUR",
    "UAE": "ARE",
    "UK": "GBR",
    "Great Britain": "GBR",
    "United Kingdom of Great Britain and Northern Ireland": "GBR",
    "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord": "GBR",
    "US": "USA",
    "USA": "USA",
    "United States of America": "USA",
    "États-Unis d'Amérique": "USA",
    "Venezuela (Bolivarian Republic of)": "VEN",
    "Bolivarian Republic of Venezuela": "VEN",
    "Viet Nam": "VNM",
}
"""Names of States, long and former ones, as documents of the United Nations and the Council of Europe write them."""
_NO_STATE = re.compile("ANT|ASC|BUR|CPT|DDR|DGA|FXX|NTZ|QUU|SCG|SUN|TAA|TMP|XAA|XBB|XKK|YMD|YUG|ZAR|ZZZ")
"""Codes of former States and of what is none."""
_LONG = ("federal republic of", "islamic republic of", "kingdom of", "principality of", "republic of", "sultanate of")
_AND = re.compile(r"\b(?:and|et)\b|&")


def code_of(name: str) -> str:
    """The ISO 3166-1 alpha-3 code of the State called ``name`` in English or French; "" if no State is called so.

    Case, accents, points, articles and forms of State such as "Republic of" do not count.

    >>> code_of("Côte d'Ivoire"), code_of("the Republic of Slovenia"), code_of("BOLIVIA (PLURINATIONAL STATE OF)")
    ('CIV', 'SVN', 'BOL')
    >>> code_of("Bresk")
    ''
    """
    known, plain = _codes(), _plainly(name)
    if plain in known:
        return known[plain]
    for form in _LONG:
        if plain.startswith(form):
            return known.get(_plainly(plain[len(form) :]), "")
    return ""


def aliases_of(code: str) -> tuple[str, ...]:
    """Other names of a State, long and former ones: in English and French alike.

    >>> aliases_of("CIV")
    ('Ivory Coast',)
    """
    return tuple(name for name, of in ALIASES.items() if of == code)


@cache
def _codes() -> dict[str, str]:
    codes = {_plainly(name): code for name, code in ALIASES.items()}
    for code, two in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and not _NO_STATE.fullmatch(code):
            for language in ("en", "fr"):
                name = str(Locale(language).territories.get(two[0], ""))
                codes.setdefault(_plainly(name), code)
                codes.setdefault(_plainly(re.sub(r"\bSt\b\.?", "Saint", name)), code)
    for code, names in NAMES_WITHOUT_CODE.items():
        for name in names.values():
            codes.setdefault(_plainly(name), code)
    codes.pop("", None)
    return codes


@lru_cache(maxsize=4096)
def _plainly(name: str) -> str:
    """``name`` in small letters without accents, signs and articles, "and" as a sign of its own.

    >>> _plainly("The Saint Kitts & Nevis")
    'saint kitts + nevis'
    """
    apart = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    words = re.findall(r"[a-z0-9]+|\+", _AND.sub("+", letters))
    return " ".join(word for word in words if word not in ("the", "le", "la", "les", "l"))
