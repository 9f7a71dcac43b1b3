"""An invented State, of which an invented register speaks."""

from django.utils import timezone

from unannounced.records.accounts.models import Person
from unannounced.records.states.actions import enter_states


def main(code: str) -> str:
    """Enter the State."""
    maud = Person.objects.get(login="maud")
    enter_states({code: {"en": "Bresk", "fr": "Bresk"}}, invented=True, by=maud.pk, at=timezone.now())
    return code
