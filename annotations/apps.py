"""Django's entry for this room."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """The room's name for Django."""

    name = "annotations"
