"""Languages that people work in, by their codes (ISO 639): what they are called, as far as that is known."""

from collections.abc import Iterable

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_NAMES = {code: info["name"] for code, info in LANG_INFO.items() if "name" in info and "-" not in code}


def language_name(code: str) -> str:
    """The name of a language for the reader; its code where no name is known.

    >>> language_name("qqx")
    'qqx'
    """
    name = _NAMES.get(code)
    if name is None:
        return code
    return _(name) if (get_language() or "en") != "en" else name


def language_words(codes: Iterable[str]) -> str:
    """The languages one after the other."""
    return ", ".join(language_name(one) for one in codes)
