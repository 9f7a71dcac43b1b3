"""States: code, names, and whether they are invented."""

from django.db import models

from unannounced.records.ledger.models import Kept


class State(Kept):
    """A State. Its ISO 3166-1 alpha-3 code is an attribute; codes XXA to XXZ are free for invented ones."""

    code = models.CharField(max_length=3)
    names = models.JSONField(help_text="language → name")
    invented = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="each_state_has_its_own_code"),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Z]{3}$"), name="a_state_code_is_three_capital_letters"
            ),
            models.CheckConstraint(
                condition=models.Q(invented=True, code__gte="XXA", code__lte="XXZ")
                | models.Q(invented=False) & ~models.Q(code__gte="XXA", code__lte="XXZ"),
                name="invented_states_and_no_others_have_codes_xxa_to_xxz",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name()} ({self.code})"

    def name(self, language: str = "en") -> str:
        """The name in ``language``; English, then the code, where there is none."""
        return str(self.names.get(language) or self.names.get("en") or self.code)
