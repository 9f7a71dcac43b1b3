"""Names of States in each language, from the Unicode locale data."""

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
