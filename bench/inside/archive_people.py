"""Somebody who takes reports in: a login with a mandate, past the door."""

from datetime import timedelta

from django.utils import timezone

from unannounced.duties.confidentiality import Role
from unannounced.records.accounts.actions import give_mandate, make_account
from unannounced.records.accounts.queries import viewer_of


def main(login: str, role: str) -> str:
    """Make the account and give the mandate."""
    at = timezone.now()
    begins = at.date() - timedelta(days=1)
    rosa = make_account("rosa", "Rosa", password=None, by=None, at=at)
    give_mandate(rosa, Role.ADMINISTRATOR, begins=begins, ends=None, by=viewer_of(rosa, begins), at=at)
    by = viewer_of(rosa, at.date())
    person = make_account(login, login.title(), password=None, by=by, at=at)
    give_mandate(person, Role(role), begins=begins, ends=None, by=by, at=at)
    return login
