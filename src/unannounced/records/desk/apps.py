"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """What officers of a State have and write: reports transmitted to it, drafts of answers, responses given."""

    name = "unannounced.records.desk"
    label = "desk"
