"""What of the mechanism's own convention still binds a State that has left, as the file of the convention says it."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unannounced.crafts.law.conventions import shipped_conventions


def asked() -> str:
    """What to write where somebody is asked what still binds a State that has left, or may have."""
    rules = shipped_conventions().get(settings.MECHANISM.convention)
    language = get_language() or "en"
    clauses = [
        f"{one.words.get(language, one.words.get('en', ''))} ({one.article})" for one in (rules.stays if rules else ())
    ]
    first = _("The State is no longer bound, or may not be: say on what the statement rests. It stands in the reasons.")
    return " ".join([first, *clauses])
