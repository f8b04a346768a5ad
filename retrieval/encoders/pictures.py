"""From pictures of any size to unit vectors: resized, grouped by size, in batches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from retrieval.encoders.computing import Computing
from retrieval.encoders.resolution import Pixels, Resolution, chosen_resolution, grouped
from retrieval.errors import RetrievalError

BATCH = 32
KERNELS = {
    "bicubic": Image.Resampling.BICUBIC,
    "bilinear": Image.Resampling.BILINEAR,
    "lanczos": Image.Resampling.LANCZOS,
}
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Preparation:
    """How a model wants its pictures: mean and deviation per channel, the kernel, its own transform."""

    mean: tuple[float, ...]
    std: tuple[float, ...]
    kernel: str
    native: Callable[[Image.Image], Any]


@dataclass(frozen=True)
class Tower:
    """`encode` maps a tensor [B, 3, H, W] to [B, D]; `multiple` divides H and W; `training` is its size."""

    encode: Callable[[Any], Any]
    preparation: Preparation
    multiple: int
    training: int


class Pictures:
    """Encodes pictures with a tower; `larger` is their larger side, None the model's own preprocessing."""

    def __init__(self, tower: Tower, larger: int | None, computing: Computing) -> None:
        self._tower = tower
        self._computing = computing
        self.larger = larger
        self.dimension = self._probed()

    @classmethod
    def at(cls, tower: Tower, wanted: Resolution, computing: Computing) -> "Pictures":
        """At that resolution; where the tower takes only its own size, the rule of the paper gives way.

        Raises RetrievalError `encoder.resolution` when a size was asked for that the tower does not take.
        """
        larger = chosen_resolution(wanted, tower.training)
        try:
            return cls(tower, larger, computing)
        except (RuntimeError, AssertionError, ValueError) as error:
            if wanted == "native" or type(error).__name__ == "OutOfMemoryError":
                raise
            if wanted == "paper":
                return cls(tower, None, computing)
            raise RetrievalError(
                "encoder.resolution",
                f"This network takes no pictures of {larger} pixels ({_first_line(error)}); choose native.",
            ) from error

    @property
    def mark(self) -> str:
        """What a version says of resolution and precision."""
        return f"{self.larger or 'native'}{self._computing.mark}"

    def encode(self, images: Sequence[Pixels]) -> Vectors:
        """Unit vectors float32 [N, D] of upright sRGB images uint8 [H, W, 3]."""
        found = np.zeros((len(images), self.dimension), dtype=np.float32)
        if self.larger is None:
            groups = {(0, 0): list(range(len(images)))}
        else:
            groups = grouped(images, self.larger, self._tower.multiple)
        for size, positions in groups.items():
            for start in range(0, len(positions), BATCH):
                rows = positions[start : start + BATCH]
                found[rows] = self._encoded([self._prepared(images[row], size) for row in rows])
        return found

    def _prepared(self, pixels: Pixels, size: tuple[int, int]) -> Any:
        import torch  # noqa: PLC0415 - takes seconds

        preparation = self._tower.preparation
        picture = Image.fromarray(pixels)
        if self.larger is None:
            return preparation.native(picture)
        if picture.size != size:
            picture = picture.resize(size, KERNELS[preparation.kernel])
        channels = torch.from_numpy(np.array(picture)).permute(2, 0, 1).float().div(255)
        mean, std = (torch.tensor(values)[:, None, None] for values in (preparation.mean, preparation.std))
        return (channels - mean) / std

    def _encoded(self, ready: Sequence[Any]) -> Vectors:
        import torch  # noqa: PLC0415 - takes seconds

        with self._computing.running():
            encoded = self._tower.encode(torch.stack(list(ready)).to(self._computing.device))
        unit = torch.nn.functional.normalize(encoded.float(), dim=-1)
        return np.asarray(unit.cpu().numpy(), dtype=np.float32)

    def _probed(self) -> int:
        """The length of a descriptor, by encoding a blank picture that is wider than high."""
        blank = np.zeros((24, 32, 3), dtype=np.uint8)
        larger = self.larger or 0
        multiple = self._tower.multiple
        [size] = grouped([blank], larger, multiple) if larger else [(0, 0)]
        return int(self._encoded([self._prepared(blank, size)]).shape[1])


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".") or type(error).__name__
