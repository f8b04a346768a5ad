"""The folder of an earlier version, whose unchanged files need not be written again."""

from pathlib import Path

from retrieval.bundle.errors import BundleError
from retrieval.bundle.manifest import SIZES, SUMS, parse_sizes, parse_sums
from retrieval.bundle.parts import ImagePart, TarPart
from retrieval.bundle.records import FileRecord
from retrieval.bundle.staging import Staging


class Earlier:
    """What an exported folder holds, by path; raises BundleError `bundle.base` when it is no release."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            hashes = parse_sums((folder / SUMS).read_text(encoding="utf-8"))
            table = (folder / SIZES).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError, BundleError) as error:
            raise BundleError(
                "bundle.base",
                f"{folder} can't be the earlier version to take files from: {error} Verify it, or export "
                f"without it.",
            ) from error
        self._records = {
            path: FileRecord(path, size, hashes[path], recipe)
            for path, size, recipe in parse_sizes(table)
            if path in hashes
        }

    def give(self, part: ImagePart | TarPart, staging: Staging) -> bool:
        """Puts the file of that part into the staging folder if the earlier version has the very same."""
        held = self._records.get(part.path)
        if held is None:
            return False
        same = held.recipe == part.recipe if isinstance(part, TarPart) else held.sha256 == part.entry.sha256
        return same and staging.take(part.path, self._folder / part.path, held)

    def share(self, record: FileRecord, staging: Staging) -> bool:
        """The same for a file that was written and turns out to be equal."""
        held = self._records.get(record.path)
        if held is None or (held.sha256, held.size) != (record.sha256, record.size):
            return False
        if staging.take(record.path, self._folder / record.path, held):
            return True
        raise BundleError(
            "bundle.base",
            f"{self._folder / record.path} is not what its SHA256SUMS says. Verify the earlier version, or "
            f"export without it.",
        )
