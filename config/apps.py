"""Django's entry for the wiring, so that its commands are found."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The commands that start several processes: serve and demo."""

    name = "config"
