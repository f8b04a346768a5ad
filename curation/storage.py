"""Files that survive a power cut: on the disk before they have a name, and the folder flushed too."""

from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from curation.whole_file import whole_file


class DurableStorage(FileSystemStorage):
    """The file system storage whose save is either whole or absent, also after a kill in the middle."""

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]  # Django's own signature
        target = Path(self.path(name))
        if target.exists():  # content-addressed: the same name holds the same bytes
            return name
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as file:
            for chunk in content.chunks():
                file.write(chunk)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: files are addressed by their content, so an existing one is the same one."""
        return name
