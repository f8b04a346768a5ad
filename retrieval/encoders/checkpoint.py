"""Weights on disk: where they lie, and what was noted beside them when they were fetched."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from retrieval.errors import RetrievalError

SUFFIXES = (".safetensors", ".pt", ".pth", ".bin")
FETCH = "manage.py fetch_models"


@dataclass(frozen=True)
class Noted:
    """The SHA-256 of the weights, and the tag of the training that open_clip knows them by, or none."""

    sha256: str
    tag: str


def checkpoint_path(models_dir: Path, model: str, family: str = "open_clip") -> Path:
    """Where a model's weights lie: the first suffix that is there, else where they are expected."""
    candidates = checkpoint_paths(models_dir, model, family)
    return next((path for path in candidates if path.is_file()), candidates[0])


def checkpoint_paths(models_dir: Path, model: str, family: str = "open_clip") -> list[Path]:
    """Every place where a model's weights are looked for, in order."""
    stem = model.replace("/", "-")
    return [models_dir / family / f"{stem}{suffix}" for suffix in SUFFIXES]


def note_path(checkpoint: Path) -> Path:
    """The note beside a checkpoint."""
    return checkpoint.with_name(checkpoint.name + ".json")


def write_note(checkpoint: Path, noted: Noted) -> None:
    """Notes beside a checkpoint what it is."""
    note_path(checkpoint).write_text(json.dumps(asdict(noted)) + "\n", encoding="utf-8")


def checked(checkpoint: Path, name: str) -> Noted:
    """What the checkpoint of that encoder is; one that somebody laid there without a note has no tag.

    Raises RetrievalError `encoder.checkpoint-changed` when its bytes are not those that were fetched.
    """
    digest = digest_of(checkpoint)
    note = note_path(checkpoint)
    if not note.is_file():
        return Noted(digest, "")
    try:
        parts = json.loads(note.read_text(encoding="utf-8"))
        noted = Noted(str(parts["sha256"]), str(parts["tag"]))
    except (ValueError, KeyError, TypeError) as error:
        raise _changed(checkpoint, name, f"{note.name} beside it can't be read") from error
    if noted.sha256 != digest:
        raise _changed(checkpoint, name, f"its SHA-256 is {digest}, not {noted.sha256}")
    return noted


def digest_of(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def remedy(name: str) -> str:
    """The sentence that says how an encoder gets its weights."""
    if ":" in name:
        return f"Fetch them with `{FETCH} {name}` or choose the default encoder, which needs none."
    return "They are part of the program: install it again, or restore them from its repository."


def _changed(checkpoint: Path, name: str, why: str) -> RetrievalError:
    return RetrievalError(
        "encoder.checkpoint-changed",
        f"{checkpoint} is not what it was: {why}. Remove it and its note, {note_path(checkpoint).name}. "
        f"{remedy(name)}",
    )
