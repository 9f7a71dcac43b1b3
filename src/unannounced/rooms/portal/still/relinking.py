"""Making a page stand without a server: its links become relative, and its forms words."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, override

from unannounced.rooms.portal.still.naming import NEEDED, Names, between, plain

_FORM = re.compile(r"<form\b([^>]*)>.*?</form>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\s)([\w:-]+)="([^"]*)"')
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_LINKS = frozenset({"href", "src", "xlink:href", "action", "formaction", "poster", "cite"})
_HERE = re.compile(r"^(?:#|data:|mailto:|tel:|javascript:|$)")


@dataclass(slots=True)
class Page:
    """A page on its way into a still: what it links to is gathered in ``links``, without fragments."""

    names: Names
    origin: str
    address: str
    language: str
    missing: Collection[str] = ()
    links: set[str] = field(default_factory=set)

    @property
    def path(self) -> str:
        """Where the page stands."""
        return self.names.path(self.address, self.language)

    def written(self, text: str, *, is_page: bool) -> str:
        """``text`` as it stands in the still."""
        if not is_page:
            return self._linked(text)
        written, last = list[str](), 0
        with override(self.language):
            for form in _FORM.finditer(text):
                written += [self._linked(text[last : form.start()]), self._form(form)]
                last = form.end()
        return "".join((*written, self._linked(text[last:])))

    def _linked(self, text: str) -> str:
        return _TAG.sub(lambda tag: _ATTRIBUTE.sub(self._attribute, tag[0]), text)

    def link(self, said: str) -> str:
        """The link that stands where the page says ``said``; what another host holds stays as it is."""
        if _HERE.match(said):
            return said
        full = urljoin(f"{self.origin}{self.address}", said)
        if not full.startswith(f"{self.origin}/"):
            return said
        address, fragment = plain(full.removeprefix(self.origin)), urlsplit(full).fragment
        if address in self.missing or not self.names.stands(address):
            self.links.add(NEEDED)
            return between(self.path, self.names.path(NEEDED, self.language))
        self.links.add(address)
        there = self.names.path(address, self.language)
        if there == self.path and fragment:
            return f"#{fragment}"
        return between(self.path, there) + (f"#{fragment}" if fragment else "")

    def _attribute(self, found: re.Match[str]) -> str:
        before, name, value = found.groups()
        said = unescape(value)
        if name not in _LINKS and not (said.startswith("/") and not said.startswith("//")):
            return found[0]
        return f'{before}{name}="{escape(self.link(said))}"'

    def _form(self, found: re.Match[str]) -> str:
        if 'method="dialog"' in found[1]:
            return found[0]
        if 'action="/language/"' in found[1]:
            return self._languages()
        there = escape(self.link(NEEDED))
        said = escape(gettext("This needs a server: what works in this copy, and a way to every report"))
        return f'<p class="needs-a-server"><a href="{there}">{said}</a></p>'

    def _languages(self) -> str:
        """Links to the same page in the other languages, where it exists in them."""
        if self.names.is_shared(self.address) or len(self.names.languages) == 1:
            return ""
        links = [self._in(code) for code in self.names.languages if code != self.language]
        return f'<nav class="language" aria-label="{escape(gettext("Language"))}">{" ".join(links)}</nav>'

    def _in(self, code: str) -> str:
        """A link to this page in another language, named in that language."""
        there = escape(between(self.path, self.names.path(self.address, code)))
        name = escape(str(LANG_INFO[code]["name_local"]).capitalize())
        return f'<a lang="{code}" hreflang="{code}" href="{there}">{name}</a>'


def elsewhere(page: Page, location: str) -> str:
    """A page that leads on to where an address has moved."""
    there = escape(page.link(location))
    with override(page.language):
        said = escape(gettext("This page is at another address"))
    return (
        f'<!doctype html>\n<html lang="{page.language}"><head><meta charset="utf-8"><title>{said}</title>'
        f'<meta http-equiv="refresh" content="0; url={there}"></head>'
        f'<body><p><a href="{there}">{said}</a></p></body></html>\n'
    )
