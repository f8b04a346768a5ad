"""The sample's folder: files that appear whole or not at all, a marker, and the truth of each picture."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import RetrievalError
from retrieval.scenes.plan import SampleSize

DRAWING_VERSION = 1
DONE, DRAWING = ".done", ".drawing"


@dataclass(frozen=True)
class SampleFolder:
    """Where a sample is written and with which parameters."""

    root: Path
    seed: int
    size: SampleSize

    @property
    def parameters(self) -> dict[str, Any]:
        """What decides every byte of the folder."""
        return {"version": DRAWING_VERSION, "seed": self.seed, "size": asdict(self.size)}

    def open(self) -> bool:
        """Whether the folder is complete already; otherwise it is ours to go on with.

        Raises RetrievalError `sample.folder` when it holds anything else.
        """
        for name in (DONE, DRAWING):
            marker = self.root / name
            if marker.is_file():
                self._same(marker)
                return name == DONE
        if self.root.is_dir() and any(self.root.iterdir()):
            raise RetrievalError(
                "sample.folder",
                f"{self.root} is not empty and holds no sample, so nothing was drawn into it; "
                "name an empty or a new folder.",
            )
        self.write(DRAWING, json.dumps(self.parameters, sort_keys=True).encode())
        return False

    def _same(self, marker: Path) -> None:
        try:
            found = json.loads(marker.read_text(encoding="utf-8"))
        except ValueError:
            found = None
        if found != self.parameters:
            raise RetrievalError(
                "sample.folder",
                f"{self.root} holds a sample with other parameters ({found}), so nothing was drawn "
                "into it; name another folder or delete this one.",
            )

    def write(self, name: str, data: bytes) -> None:
        """Write a file so that it is never seen half-written."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.part")
        partial.write_bytes(data)
        partial.replace(path)

    def remember(self, name: str, truth: dict[str, Any]) -> None:
        """Note the truth of a picture; it is written last, so a noted picture is a whole one."""
        self.write(_note(name), json.dumps(truth, sort_keys=True).encode())

    def recall(self, name: str) -> dict[str, Any] | None:
        """The truth of a picture that an earlier, interrupted call finished."""
        note = self.root / _note(name)
        if not note.is_file() or not (self.root / name).is_file():
            return None
        truth: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        return truth

    def finish(self) -> None:
        """Mark the folder as complete and drop the notes and what a killed call left unfinished."""
        for torn in self.root.rglob("*.part"):
            torn.unlink()
        self.write(DONE, json.dumps(self.parameters, sort_keys=True).encode())
        (self.root / DRAWING).unlink(missing_ok=True)
        shutil.rmtree(self.root / "truth" / "notes", ignore_errors=True)


def _note(name: str) -> str:
    return f"truth/notes/{name.replace('/', '+')}.json"
