"""In which language the words of a document are, where that is not the language of the page (WCAG 3.1.2).

A report says it; of a response, a statement and a note it is told by their words. A voice that reads the page changes
with it, and letters stand in their own direction.
"""

from django.utils.translation import get_language

from unannounced.crafts.searching.public.detecting import language_of


def apart(text: str, language: str = "") -> str:
    """The language of ``text``, said or told by its words; empty where it is that of the page, or not to be told."""
    found = language or language_of(text)
    return "" if found.partition("-")[0] == (get_language() or "en").partition("-")[0] else found


def told_apart(text: str, otherwise: str = "") -> str:
    """The same of a text that may be in another language than what it stands beside: told by its words first."""
    return apart(text, language_of(text) or otherwise)
