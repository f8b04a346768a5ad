"""Django's entry for this room."""

from django.apps import AppConfig


class WorkersConfig(AppConfig):
    """The room's name for Django."""

    name = "workers"
