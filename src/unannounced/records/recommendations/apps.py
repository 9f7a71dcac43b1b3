"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """Items by force, the State's responses, our assessments, and public statements."""

    name = "unannounced.records.recommendations"
    label = "recommendations"

    def ready(self) -> None:
        """Say to the committee how the words of a report are read, so that a vote can keep which ones it was on."""
        from unannounced.records.committee.worded import READERS
        from unannounced.records.recommendations.voted_words import digest_of_report

        READERS["reports_report"] = digest_of_report
