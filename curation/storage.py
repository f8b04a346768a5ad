"""Files that survive a power cut: written aside, flushed to disk, renamed, and the folder flushed too."""

import os
import uuid
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """The file system storage whose save is either whole or absent, also after a kill in the middle."""

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]  # Django's own signature
        target = Path(self.path(name))
        if target.exists():  # content-addressed: the same name holds the same bytes
            return name
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
        try:
            with aside.open("wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(target)
        except BaseException:  # also on KeyboardInterrupt: no half file stays behind
            aside.unlink(missing_ok=True)
            raise
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: files are addressed by their content, so an existing one is the same one."""
        return name
