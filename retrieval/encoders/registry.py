"""Name -> encoder; nothing heavy is loaded before its builder is called."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.encoders.checkpoint import checkpoint_path
from retrieval.encoders.demo import DEMO_MODELS, load_demo
from retrieval.encoders.encoder import Encoder
from retrieval.encoders.open_clip_encoder import OpenClipEncoder, OpenClipModel
from retrieval.encoders.resolution import Resolution
from retrieval.encoders.running import Running
from retrieval.encoders.timm_encoder import TimmEncoder
from retrieval.encoders.vlad import VladEncoder
from retrieval.errors import RetrievalError

NAMES = f"default, vlad, {', '.join(DEMO_MODELS)}, open_clip:<model> or timm:<model>"


@dataclass(frozen=True)
class EncoderOptions:
    """What builders may need; `default` needs none of it, and the demonstration encoders only `device`.

    checkpoint: the weights themselves; without it they are looked for in `models_dir`. device: a
    torch device, `auto` for the GPU where there is one. resolution: `paper`, `native` or the larger side
    in pixels. precision: `auto`, `float32`, `bfloat16` or `float16`.
    """

    checkpoint: Path | None = None
    models_dir: Path = Path("var/models")
    device: str = "auto"
    resolution: Resolution = "paper"
    precision: str = "auto"

    @property
    def running(self) -> Running:
        """What the networks take of it."""
        return Running(self.device, self.precision, self.resolution)


def _vlad(_name: str, _argument: str, _options: EncoderOptions) -> Encoder:
    return VladEncoder()


def _demo(name: str, _argument: str, options: EncoderOptions) -> Encoder:
    return load_demo(name, options.running)


def _open_clip(_name: str, argument: str, options: EncoderOptions) -> Encoder:
    path = options.checkpoint or checkpoint_path(options.models_dir, argument)
    return OpenClipEncoder.load(OpenClipModel(argument, path), options.running)


def _timm(_name: str, argument: str, options: EncoderOptions) -> Encoder:
    path = options.checkpoint or checkpoint_path(options.models_dir, argument, "timm")
    return TimmEncoder.load(argument, path, options.running)


Builder = Callable[[str, str, EncoderOptions], Encoder]
ENCODERS: dict[str, Builder] = {
    "default": _vlad,
    "vlad": _vlad,
    **dict.fromkeys(DEMO_MODELS, _demo),
    "open_clip": _open_clip,
    "timm": _timm,
}


def build_encoder(name: str, options: EncoderOptions | None = None) -> Encoder:
    """The encoder of that name: `default`, `vlad`, `demo`, `open_clip:<model>` or `timm:<model>`.

    `<name>@<resolution>`, such as `open_clip:ViT-B-32@native` or `demo@160`, stands for that resolution,
    whatever the options say. Raises RetrievalError `encoder.unknown`, `encoder.resolution`, and what the
    builder raises when weights are missing.
    """
    wanted = options or EncoderOptions()
    said, at, resolution = name.partition("@")
    family, _, argument = said.partition(":")
    if family not in ENCODERS or bool(argument) != (family in ("open_clip", "timm")):
        raise RetrievalError("encoder.unknown", f"There is no encoder named {name!r}; choose {NAMES}.")
    if at:
        wanted = replace(wanted, resolution=_resolution(resolution))
    return ENCODERS[family](said, argument, wanted)


def _resolution(text: str) -> Resolution:
    if text == "native":
        return "native"
    return int(text) if text.isascii() and text.isdecimal() else "paper" if text == "paper" else 0
