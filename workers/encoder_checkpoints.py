"""Weights of open_clip's models, fetched by open_clip itself and laid where the encoder looks."""

from pathlib import Path
from tempfile import TemporaryDirectory

from curation.errors import DomainError
from retrieval.encoders.checkpoint import (
    SUFFIXES,
    Noted,
    checked,
    checkpoint_path,
    checkpoint_paths,
    digest_of,
    note_path,
    write_note,
)

PREFIX = "open_clip:"


def fetch_open_clip(name: str, models: Path) -> tuple[Path, bool]:
    """Download `open_clip:<model>[/<tag>]` unless it is there; its path and whether it was fetched.

    Without a tag it is the one that lies there, else the first that open_clip lists. The SHA-256 of the
    first fetch is noted beside the file and holds from then on.

    Raises:
        DomainError: `checkpoint.unknown` for another model or tag, `checkpoint.not-fetched`.
        RetrievalError: `encoder.checkpoint-changed` when the file is not the one that was fetched.
    """
    model, _, tag = name.removeprefix(PREFIX).partition("/")
    present = checkpoint_path(models, model)
    if present.is_file():
        noted = checked(present)
        if tag in ("", noted.tag):
            write_note(present, noted)  # weights laid here by hand have none yet
            return present, False
    return _download(model, _known_tag(model, tag), models), True


def _known_tag(model: str, tag: str) -> str:
    import open_clip  # noqa: PLC0415 - takes seconds

    tags = open_clip.list_pretrained_tags_by_model(model)
    if not tags:
        message = (
            f'open_clip has no weights for a model named "{model}". open_clip.list_pretrained() lists '
            "models and tags; weights of your own go where the encoder looks for them."
        )
        raise DomainError("checkpoint.unknown", message)
    if tag and tag not in tags:
        message = f'open_clip has no weights "{tag}" for {model}. It has: {", ".join(tags)}.'
        raise DomainError("checkpoint.unknown", message)
    return tag or str(tags[0])


def _download(model: str, tag: str, models: Path) -> Path:
    import open_clip  # noqa: PLC0415 - takes seconds

    folder = models / "open_clip"
    folder.mkdir(parents=True, exist_ok=True)
    source = open_clip.get_pretrained_cfg(model, tag)
    with TemporaryDirectory(dir=folder, prefix=".partial-") as aside:
        try:
            fetched = Path(open_clip.download_pretrained(source, cache_dir=aside)).resolve()
        except (OSError, RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split()).rstrip(".")
            message = f"{PREFIX}{model}/{tag} could not be fetched: {reason}. Nothing was kept; try again."
            raise DomainError("checkpoint.not-fetched", message) from error
        return _laid(fetched, model, tag, models)


def _laid(fetched: Path, model: str, tag: str, models: Path) -> Path:
    """Move it where the encoder looks, in place of what lay there."""
    if fetched.suffix not in SUFFIXES:
        message = (
            f"{PREFIX}{model}/{tag} comes as {fetched.name}, which the encoder does not read "
            f"({', '.join(SUFFIXES)}). Nothing was kept; choose another tag."
        )
        raise DomainError("checkpoint.not-fetched", message)
    places = checkpoint_paths(models, model)
    target = places[SUFFIXES.index(fetched.suffix)]
    write_note(target, Noted(digest_of(fetched), tag))  # first: without it the weights have no settings
    fetched.replace(target)
    for other in places:
        if other != target:
            other.unlink(missing_ok=True)
            note_path(other).unlink(missing_ok=True)
    return target
