"""A browser that is signed in to the office as somebody."""

from django.test import Client

from bench.inside.reading import browser
from unannounced.records.accounts.models import Person
from unannounced.rooms.office.doors import PERSON


def client_of(login: str) -> Client:
    """Past the door as ``login``, as if both steps had been done."""
    client = browser()
    session = client.session
    session[PERSON] = str(Person.objects.get(login=login).pk)
    session.save()
    client.cookies["office_session"] = session.session_key
    return client
