"""The storage of an installation of several machines: a bucket of S3, or of a server that speaks like it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # boto3 ships no types
from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]  # nor does django-storages


class ObjectStorage(S3Storage):  # type: ignore[misc]  # django-storages ships no types
    """Puts an object whole or not at all, reads parts of it, and fails as a disk does: with OSError."""

    def read_range(self, name: str, offset: int, size: int) -> bytes:
        """`size` bytes of an object from `offset` on, without fetching the rest.

        Raises:
            OSError: there is no such object, or the server does not answer.
        """
        with _as_disk_errors(name):
            answer = self.connection.meta.client.get_object(
                Bucket=self.bucket_name,
                Key=self._normalize_name(name),
                Range=f"bytes={offset}-{offset + size - 1}",
            )
            return bytes(answer["Body"].read())

    def exists(self, name: str) -> bool:
        """Whether there is such an object."""
        with _as_disk_errors(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Remove an object; one that is not there is no error."""
        with _as_disk_errors(name):
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _as_disk_errors(name):
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with _as_disk_errors(name):
            return str(super()._save(name, content))


@contextmanager
def _as_disk_errors(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        said = error.response.get("Error", {})
        if said.get("Code") in {"404", "NoSuchKey"}:
            raise FileNotFoundError(name) from error
        message = f"The object storage refused {name}: {said.get('Message') or said.get('Code')}."
        raise OSError(message) from error
    except BotoCoreError as error:
        message = f"The object storage did not answer for {name}: {error}."
        raise OSError(message) from error
