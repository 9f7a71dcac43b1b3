"""The names of languages as those who read them call them."""

from django.utils.text import capfirst
from django.utils.translation import get_language_info


def name_of(code: str) -> str:
    """A language by its own name; by its code where its name is not known.

    >>> name_of("fr"), name_of("xx")
    ('Français', 'xx')
    """
    try:
        return str(capfirst(get_language_info(code)["name_local"]))
    except KeyError:
        return code
