"""Filters that say in which language the words of a document are.

``{% load speech_words %}`` in every template of the portal that shows words of a document::

    <p{{ one.text|speech:one.language }}>{{ one.text }}</p>       <p lang="en" dir="ltr">… on a page in French
    {% blocktranslate with title=report.title|spoken:report.language %}…{{ title }}…
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from unannounced.rooms.portal.margin import spoken as attributes
from unannounced.rooms.portal.speech import apart

register = template.Library()


@register.filter
def speech(text: object, language: object = "") -> SafeString:
    """The attributes of an element with ``text``; none where it is in the language of the page.

    Without ``language`` it is told by the words.
    """
    return attributes(apart(str(text or ""), str(language or "")))


@register.filter
def spoken(text: object, language: object = "") -> SafeString | str:
    """``text`` for a place within a sentence of the page: in an element of its own where it is in another language."""
    found = speech(text, language)
    return format_html("<span{}>{}</span>", found, text) if found else str(text or "")
