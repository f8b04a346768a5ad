"""Settings shared by every deployment; what differs is in dev.py, test.py and production.py."""

from pathlib import Path

from csp.constants import NONE, SELF

from config.env import ROOT, env

HOME = Path()  # each deployment sets it

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "axes",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "curation",
    "annotations",
    "releases",
    "workers",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "curation.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Ten wrong passwords lock the pair of account and address for a quarter of an hour: slow for a guesser,
# bearable for a person, and nobody can lock somebody else out from another address.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
# What both sign-in forms hand to authenticate(); the default, "email", would count failures of nobody.
AXES_USERNAME_FORM_FIELD = "username"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "frontend" / "dist"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
# Vite writes its bundle here with hashed names; the folder may be absent before the first build.
STATICFILES_DIRS = [path for path in [ROOT / "frontend" / "dist"] if path.exists()]

DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024  # one tus chunk plus its headers
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "curation.api.paging.CursorPages",
    "EXCEPTION_HANDLER": "curation.api.problems.handle",
    "DEFAULT_THROTTLE_RATES": {"sign_in": "30/min"},
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Aristarch",
    "DESCRIPTION": "Curate, review, freeze and publish instance-level image-retrieval benchmarks.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",  # from the wheel: no page of ours asks a foreign host
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Fields of one name with different choices would otherwise get names made of hashes.
    "ENUM_NAME_OVERRIDES": {
        "ObjectState": "curation.models.object.Object.State",
        "JobState": "curation.jobs.Job.State",
        "DistractorSetState": "curation.models.distractor_set.DistractorSet.State",
        "DistractorShardState": "curation.models.distractor_set.DistractorShard.State",
        "UploadState": "curation.api.uploads.STATES",
        "EvidenceKind": "curation.models.evidence.Evidence.Kind",
        "EvidenceVerdict": "curation.models.evidence.Evidence.Verdict",
        "NeighbourVerdict": "curation.models.neighbour.Verdict",
        "ImageRole": "curation.models.image.Image.Role",
        "MemberRole": "curation.models.benchmark.Role",
        "Origin": "curation.models.image.Origin",
        "WithdrawalKind": "releases.models.withdrawal.Withdrawal.Kind",
        "DistractorMark": "annotations.models.distractor_look.DistractorMark.Says",
    },
}

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin"],  # unfold's Alpine needs eval; the admin is for staff only
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "blob:", "data:"],
        "style-src": [SELF, "'unsafe-inline'"],  # Mantine sets its variables in a style element
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Media is never served by address: every byte goes through a permission check (curation/api/media.py).
# With a reverse proxy in front, MEDIA_ACCEL_PREFIX names its internal location and the proxy sends the bytes.
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", default="")
MEDIA_LINK_SECONDS = 3600

# Jobs: soft limit < hard limit < lease < visibility timeout, so that no healthy task is delivered twice.
JOB_LEASE_SECONDS = 60
JOB_MAX_ATTEMPTS = 4
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 3300
CELERY_TASK_TIME_LIMIT = 3500
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_throttle": 1,
    # A publisher asks once and goes on: nobody waits for a broker that is away.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 2,
}
CELERY_TASK_DEFAULT_QUEUE = "cpu"
# A shard takes minutes: in a queue of its own it never stands before the check that a collector waits for.
BULK = {"queue": "bulk"}
CELERY_TASK_ROUTES = {
    "clutter.count": {"queue": "gpu"},
    "distractors.plan": BULK,
    "distractors.shard": BULK,
    "distractors.index": BULK,
    "distractors.compare": BULK,
    "mining.score": BULK,
    "mining.threshold": BULK,
    "mining.rescore": BULK,
    "mining.select": BULK,
}
CELERY_TASK_PUBLISH_RETRY = False  # the Job row is the record; a lost hint is published again by the reaper

# Models: names of retrieval's registries, and where checkpoints lie (fetch_models puts them there).
# How many threads write one export; hashing and the disk leave the interpreter free.
EXPORT_WORKERS = env.int("ARISTARCH_EXPORT_WORKERS", default=2)
# The line of the maintainers' minisign key that release pages show for verification.
RELEASE_PUBLIC_KEY = env.str("ARISTARCH_RELEASE_PUBLIC_KEY", default="")
# How many distractors of each set are compared closely with one picture; a comparison takes 60 ms of a core.
DISTRACTOR_CANDIDATES = env.int("ARISTARCH_DISTRACTOR_CANDIDATES", default=4)
# Memory in gigabytes that an index of distractors may take; 0: half of what the machine has.
INDEX_MEMORY_GB = env.float("ARISTARCH_INDEX_MEMORY_GB", default=0.0)
# Address of a Milvus server that holds the descriptors of distractors beyond one machine; empty: FAISS here.
MILVUS_URI = env.str("MILVUS_URI", default="")
DEVICE = env.str("ARISTARCH_DEVICE", default="auto")
ENCODER = env.str("ARISTARCH_ENCODER", default="default")
SEGMENTER = env.str("ARISTARCH_SEGMENTER", default="felzenszwalb")
SAM_CHECKPOINT = env.str("ARISTARCH_SAM_CHECKPOINT", default="")
SAM_MODEL = env.str("ARISTARCH_SAM_MODEL", default="vit_h")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"aristarch": {"level": "INFO"}},
}
