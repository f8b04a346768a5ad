"""A laptop: embedded servers unless the environment names others, everything under ARISTARCH_HOME."""

import os

from config import env as environment
from config import services
from config.settings.base import *  # noqa: F403  settings are layered, the order is this file's whole point
from config.storage import storages

env = environment.env
HOME = environment.home()
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or services.generated_secret(HOME)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

if "DATABASE_URL" not in os.environ and "ARISTARCH_WITHOUT_DATABASE" not in os.environ:
    os.environ["DATABASE_URL"] = services.postgres_url(HOME)
    os.environ["ARISTARCH_EMBEDDED_DATABASE"] = "1"  # config/first_use.py may migrate it unasked
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///unused")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60

CELERY_BROKER_URL = env.str("REDIS_URL", default="") or services.redis_url(HOME)
MEDIA_ROOT = HOME / "media"
STATIC_ROOT = HOME / "static"
STORAGES = storages(MEDIA_ROOT)
WHITENOISE_USE_FINDERS = True
EXPORT_ROOT = HOME / "exports"
MODELS_ROOT = HOME / "models"
