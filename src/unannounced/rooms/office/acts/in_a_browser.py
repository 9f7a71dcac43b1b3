"""What acts have in common whose fields a browser fills: nobody types what is sealed or follows from a secret."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid4

from unannounced.duties.decision import Decision, Refused
from unannounced.duties.words import say
from unannounced.records.accounts.queries import Viewer


class InABrowser:
    """An act that a page hands in for its own script; before an ``ActForm`` among the bases.

    No page offers it beside its other acts, and its own page says ``where`` it is done instead of showing a form.
    """

    where: ClassVar[str]
    instead: ClassVar[str] = say(
        "Go there, with JavaScript; or seal with a program of your own and give the fields to the command."
    )

    @classmethod
    def suits(cls, subject: Any) -> bool:
        """The page where it is done has a form of its own for it."""
        return False

    @classmethod
    def foretold(cls, subject: Any, viewer: Viewer, today: date) -> Decision | None:
        """Not here."""
        return Refused(cls.where, cls.cited(), cls.instead)  # type: ignore[attr-defined]

    def clean_key(self) -> UUID:
        """Sent twice it is kept once by what is in it, or the newest counts."""
        return uuid4()
