"""Name -> encoder; nothing heavy is loaded before its builder is called."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from retrieval.encoders.checkpoint import checkpoint_path
from retrieval.encoders.encoder import Encoder
from retrieval.encoders.open_clip_encoder import OpenClipEncoder
from retrieval.encoders.vlad import VladEncoder
from retrieval.errors import RetrievalError


@dataclass(frozen=True)
class EncoderOptions:
    """What builders may need; the default encoder needs none of it.

    checkpoint: the weights themselves; without it they are looked for in `models_dir`. device: a
    torch device.
    """

    checkpoint: Path | None = None
    models_dir: Path = Path("var/models")
    device: str = "cpu"


def _vlad(_argument: str, _options: EncoderOptions) -> Encoder:
    return VladEncoder()


def _open_clip(argument: str, options: EncoderOptions) -> Encoder:
    path = options.checkpoint or checkpoint_path(options.models_dir, argument)
    return OpenClipEncoder.load(argument, path, options.device)


Builder = Callable[[str, EncoderOptions], Encoder]
ENCODERS: dict[str, Builder] = {"default": _vlad, "vlad": _vlad, "open_clip": _open_clip}


def build_encoder(name: str, options: EncoderOptions | None = None) -> Encoder:
    """The encoder of that name: `default`, `vlad` or `open_clip:<model>`.

    Raises RetrievalError `encoder.unknown`, and what the builder raises when weights are missing.
    """
    family, _, argument = name.partition(":")
    if family not in ENCODERS:
        raise RetrievalError(
            "encoder.unknown",
            f"There is no encoder named {name!r}; choose default, vlad or open_clip:<model>.",
        )
    return ENCODERS[family](argument, options or EncoderOptions())
