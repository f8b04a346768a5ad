"""The Celery app. It imports no task: workers do (`include`), everybody else publishes by name."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
app = Celery("aristarch")
app.config_from_object("django.conf:settings", namespace="CELERY")
