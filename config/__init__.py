"""Wiring only; nothing imports this package. The Celery app is loaded so that any process can publish by name."""

from workers.celery import app as celery_app

__all__ = ["celery_app"]
