"""Production: every address and secret from the environment, and no start with a missing or weak one."""

from django.core.exceptions import ImproperlyConfigured

from config import env as environment
from config.settings.base import *  # noqa: F403  settings are layered, the order is this file's whole point
from config.storage import storages

env = environment.env
WEAKEST_SECRET = 50  # characters; `manage.py check --deploy` asks for the same


def _required(name: str) -> str:
    value = env.str(name, default="")
    if not value:
        message = f"{name} is not set. Production has no default for it; docs/deploy.md says what it holds."
        raise ImproperlyConfigured(message)
    return str(value)


def _secret() -> str:
    value = _required("SECRET_KEY")
    if len(value) < WEAKEST_SECRET or len(set(value)) < 5 or value.startswith("django-insecure-"):
        message = (
            "SECRET_KEY is weak. Draw one of at least 50 characters, for example with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))'."
        )
        raise ImproperlyConfigured(message)
    return value


DEBUG = False
SECRET_KEY = _secret()
HOME = environment.home()
ALLOWED_HOSTS = _required("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS])
_required("DATABASE_URL")
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60
CELERY_BROKER_URL = _required("REDIS_URL")
MEDIA_ROOT = HOME / "media"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(HOME / "static"))
STORAGES = storages(MEDIA_ROOT)
EXPORT_ROOT = HOME / "exports"
MODELS_ROOT = HOME / "models"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
