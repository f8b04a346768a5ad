"""The demonstration models by name, and what lies beside this file for them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.encoders.open_clip_encoder import OpenClipEncoder, OpenClipModel
from retrieval.encoders.running import Running

ROOM = Path(__file__).parent
VOCABULARY = ROOM / "vocabulary.txt.gz"


@dataclass(frozen=True)
class DemoModel:
    """A name, the open_clip model config that it uses, and the seed of its training."""

    name: str
    architecture: str
    seed: int

    @property
    def weights(self) -> Path:
        """Where its weights lie."""
        return ROOM / f"{self.name}.safetensors"


DEMO_MODELS = {
    model.name: model
    for model in (
        DemoModel("demo", "aristarch-demo", 1),
        DemoModel("demo-2", "aristarch-demo", 2),
        DemoModel("demo-3", "aristarch-demo-narrow", 3),
    )
}


@cache
def register_configs() -> None:
    """Tells open_clip's factory of our model configs."""
    import open_clip  # noqa: PLC0415 - takes seconds

    for path in sorted(ROOM.glob("aristarch-*.json")):
        open_clip.add_model_config(path)


def tokenizer_of(model: DemoModel) -> Any:
    """open_clip's own tokenizer with the first few thousand merges of its vocabulary; needs no network."""
    import open_clip  # noqa: PLC0415 - takes seconds

    register_configs()
    return open_clip.get_tokenizer(model.architecture, bpe_path=str(VOCABULARY))


def load_demo(name: str, running: Running) -> OpenClipEncoder:
    """The demonstration encoder of that name, from the weights beside this file.

    Raises RetrievalError `encoder.checkpoint-missing` or `encoder.checkpoint-changed` when they are not
    the ones that were committed.
    """
    register_configs()
    model = DEMO_MODELS[name]
    described = OpenClipModel(model.architecture, model.weights, name, {"bpe_path": str(VOCABULARY)})
    return OpenClipEncoder.load(described, running)
