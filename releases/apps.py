"""Django's entry for this room."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """The room's name for Django."""

    name = "releases"
