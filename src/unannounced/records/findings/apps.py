"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Conclusions, and the entries they rest on."""

    name = "unannounced.records.findings"
    label = "findings"

    def ready(self) -> None:
        """Where a communication is erased, its link to a finding is too."""
        from unannounced.records.communications.erasing import HANGING
        from unannounced.records.findings.queries import told_by

        HANGING.append(told_by)
