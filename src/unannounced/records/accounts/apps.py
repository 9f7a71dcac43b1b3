"""The record as a Django app."""

from django.apps import AppConfig


class Record(AppConfig):
    """People, their mandates and roles, and their second factors."""

    name = "unannounced.records.accounts"
    label = "accounts"
