"""The choice of entries among the thousands of a notebook: narrowed, leafed through, and what was chosen stays chosen.

Without a script: the buttons that show other entries post the whole form, so that nothing typed is lost.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from unannounced.records.accounts.queries import Viewer
from unannounced.records.notebooks.queries import entries_of
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.pages.choosing import ON_A_PAGE
from unannounced.rooms.office.pages.notebook_filters import NAMES, Asked, asked_for, filters_of, narrowed

LOOK, LEAF, PAGE = "look", "leaf", "page"
"""The buttons that show other entries: those like this, and another page of them; and the page that is shown."""
AT_HAND = ("words", "day", "place", "kind", "source")
"""The filters that are always shown; another one is there where the address asks for it."""
OPEN_UP_TO = 10
"""So many entries chosen on other pages are shown at once; more of them by opening them up."""


class EntriesInput(forms.CheckboxSelectMultiple):
    """Entries to tick: those chosen that lie elsewhere, the filters, and fifty of the entries that these leave."""

    visit: Visit
    viewer: Viewer
    asked: Asked
    page: str

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Six queries, however many entries there are."""
        every, chosen = entries_of(self.visit, self.viewer), _ids(value)
        page = Paginator(narrowed(every, self.asked, self.visit), ON_A_PAGE).get_page(self.page)
        here = {one.pk for one in page.object_list}
        elsewhere = list(every.filter(pk__in=chosen - here)) if chosen - here else []
        shown = [one for one in filters_of(self.asked, every) if one.name in AT_HAND or one.value]
        context = {
            "name": name,
            "id": (attrs or {}).get("id", name),
            "page": page,
            "rows": [(one, one.pk in chosen) for one in page.object_list],
            "elsewhere": elsewhere,
            "open": len(elsewhere) <= OPEN_UP_TO,
            "filters": shown,
            "narrows": self.asked.any,
        }
        return SafeString(render_to_string("office/pieces/entries_choice.html", context))


def _ids(value: Any) -> set[UUID]:
    """The ids among what came as such: what is none names no entry."""
    found = set()
    for one in value or ():
        try:
            found.add(UUID(str(one)))
        except ValueError:
            continue
    return found


class EntriesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no such thing at runtime
    """Entries of one notebook; ``among`` says of which."""

    def among(self, visit: Visit, viewer: Viewer, said: Mapping[str, Any]) -> None:
        """Let entries of ``visit`` be chosen; ``said`` is the address or the form, which says what of them is shown."""
        self.queryset = entries_of(visit, viewer)
        if isinstance(self.widget, EntriesInput):
            self.widget.visit, self.widget.viewer = visit, viewer
            self.widget.asked = asked_for({name: str(said.get(name) or "") for name in NAMES})
            self.widget.page = str(said.get(LEAF) or ("1" if LOOK in said else said.get(PAGE) or "1"))


def entries_field(label: Any) -> EntriesField:
    """Some entries of a notebook; ``prepare`` says of which."""
    return EntriesField(
        queryset=None,
        label=label,
        required=False,
        widget=EntriesInput(),
        error_messages={"invalid_choice": _("Choose from the list."), "invalid_pk_value": _("Choose from the list.")},
    )
