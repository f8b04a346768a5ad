"""Django's entry for this room."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    """The room's name for Django."""

    name = "curation"
