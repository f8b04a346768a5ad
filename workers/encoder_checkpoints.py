"""Weights of open_clip's and timm's models, fetched by those libraries and laid where the encoders look."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from retrieval.encoders.demo import DEMO_MODELS
from retrieval.encoders.tokenizers import fetch_tokenizer

Fetched = tuple[Path, bool]


def fetch_open_clip(name: str, models: Path) -> Fetched:
    """Download `open_clip:<model>[/<tag>]` unless it is there; its path and whether it was fetched.

    Without a tag it is the one that lies there, else the first that open_clip lists. The SHA-256 of the
    first fetch is noted beside the file and holds from then on. The tokenizer comes with it where the
    model takes one from a hub.

    Raises:
        DomainError: `checkpoint.unknown` for another model or tag, `checkpoint.not-fetched`.
        RetrievalError: `encoder.checkpoint-changed` when the file is not the one that was fetched.
    """
    model, _, tag = name.removeprefix("open_clip:").partition("/")
    present = checkpoint_path(models, model)
    if present.is_file():
        noted = checked(present, f"open_clip:{model}")
        if tag in ("", noted.tag):
            write_note(present, noted)  # weights laid here by hand have none yet
            return present, False
    return _download_open_clip(model, _known_tag(model, tag), models), True


def fetch_timm(name: str, models: Path) -> Fetched:
    """Let timm download `timm:<model>[.<tag>]` and keep it without its classifier; as fetch_open_clip.

    Raises:
        DomainError: `checkpoint.unknown` for a model without weights, `checkpoint.not-fetched`.
        RetrievalError: `encoder.checkpoint-changed` when the file is not the one that was fetched.
    """
    model = name.removeprefix("timm:")
    present = checkpoint_path(models, model, "timm")
    if present.is_file():
        write_note(present, checked(present, name))
        return present, False
    return _download_timm(model, models), True


def fetch_demo(name: str, _models: Path) -> Fetched:
    """The demonstration encoders lie beside their code; only their SHA-256 is checked.

    Raises RetrievalError `encoder.checkpoint-changed`.
    """
    weights = DEMO_MODELS[name].weights
    checked(weights, name)
    return weights, False


FETCHERS: dict[str, Callable[[str, Path], Fetched]] = {
    "open_clip": fetch_open_clip,
    "timm": fetch_timm,
    **dict.fromkeys(DEMO_MODELS, fetch_demo),
}


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


def _download_open_clip(model: str, tag: str, models: Path) -> Path:
    import open_clip  # noqa: PLC0415 - takes seconds

    source = open_clip.get_pretrained_cfg(model, tag)
    name = f"open_clip:{model}/{tag}"
    with _aside(models / "open_clip", name) as aside:
        fetched = Path(open_clip.download_pretrained(source, cache_dir=str(aside))).resolve()
        laid = _laid(fetched, Noted(digest_of(fetched), tag), name, checkpoint_paths(models, model))
    try:
        fetch_tokenizer(model)
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        message = (
            f"{name} was fetched to {laid}, but its tokenizer was not ({' '.join(str(error).split())}): it "
            "encodes images, but no texts."
        )
        raise DomainError("checkpoint.tokenizer-missing", message) from error
    return laid


def _download_timm(model: str, models: Path) -> Path:
    import safetensors.torch  # noqa: PLC0415 - takes seconds
    import timm  # noqa: PLC0415 - takes seconds

    if not timm.is_model_pretrained(model):
        message = (
            f'timm has no weights for a model named "{model}". timm.list_pretrained() lists those it has; '
            "weights of your own go where the encoder looks for them."
        )
        raise DomainError("checkpoint.unknown", message)
    name = f"timm:{model}"
    with _aside(models / "timm", name) as aside:
        net = timm.create_model(model, pretrained=True, num_classes=0, cache_dir=aside)
        fetched = aside / "fetched.safetensors"
        safetensors.torch.save_file(
            {key: value.contiguous() for key, value in net.state_dict().items()}, str(fetched)
        )
        return _laid(fetched, Noted(digest_of(fetched), ""), name, checkpoint_paths(models, model, "timm"))


@contextmanager
def _aside(folder: Path, name: str) -> Iterator[Path]:
    """A folder for what is not whole yet; failing to download is one sentence."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".partial-") as aside:
        try:
            yield Path(aside)
        except (OSError, RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split()).rstrip(".")
            message = f"{name} could not be fetched: {reason}. Nothing was kept; try again."
            raise DomainError("checkpoint.not-fetched", message) from error


def _laid(fetched: Path, noted: Noted, name: str, places: list[Path]) -> Path:
    """Move it where the encoder looks, in place of what lay there."""
    if fetched.suffix not in SUFFIXES:
        message = (
            f"{name} comes as {fetched.name}, which the encoder does not read "
            f"({', '.join(SUFFIXES)}). Nothing was kept; choose another tag."
        )
        raise DomainError("checkpoint.not-fetched", message)
    target = places[SUFFIXES.index(fetched.suffix)]
    write_note(target, noted)  # first: without it the weights have no settings
    fetched.replace(target)
    for other in places:
        if other != target:
            other.unlink(missing_ok=True)
            note_path(other).unlink(missing_ok=True)
    return target
