"""How a network is run, whichever family it is of."""

from dataclasses import dataclass

from retrieval.encoders.resolution import Resolution


@dataclass(frozen=True)
class Running:
    """Torch device, precision of products, and the resolution of pictures.

    device: `auto` is the GPU where there is one. precision: `auto` is half on a GPU, float32 on a CPU.
    resolution: `paper` (one level above training, larger side, aspect kept), `native` (the model's own
    preprocessing) or a larger side in pixels.
    """

    device: str = "auto"
    precision: str = "auto"
    resolution: Resolution = "paper"
