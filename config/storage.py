"""Where files lie: a folder of this machine, or a bucket that every machine of the installation reaches."""

from pathlib import Path
from typing import Any

from config.env import env

IN_MEMORY = 8 * 1024 * 1024  # bytes of an object that are read into memory; larger ones go through a file


def storages(media_root: Path) -> dict[str, Any]:
    """Django's STORAGES: the bucket when ARISTARCH_S3_BUCKET names one, else the folder."""
    return {
        "default": _bucket()
        or {
            "BACKEND": "curation.storage.DurableStorage",
            "OPTIONS": {"location": media_root},
        },
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
    }


def _bucket() -> dict[str, Any] | None:
    name = env.str("ARISTARCH_S3_BUCKET", default="")
    if not name:
        return None
    endpoint = env.str("ARISTARCH_S3_ENDPOINT", default="")
    options = {
        "bucket_name": name,
        "location": env.str("ARISTARCH_S3_PREFIX", default=""),
        "endpoint_url": endpoint or None,
        "region_name": env.str("ARISTARCH_S3_REGION", default="") or None,
        # Without keys boto3 looks where it always does: a role of the machine, ~/.aws.
        "access_key": env.str("ARISTARCH_S3_ACCESS_KEY", default="") or None,
        "secret_key": env.str("ARISTARCH_S3_SECRET_KEY", default="") or None,
        # Servers of one's own seldom have a host name for each bucket.
        "addressing_style": "path" if endpoint else "auto",
        "signature_version": "s3v4",
        "file_overwrite": True,
        "max_memory_size": IN_MEMORY,
    }
    return {"BACKEND": "curation.object_storage.ObjectStorage", "OPTIONS": options}
