"""The array types of the drawing rooms; colours are linear light while drawing, sRGB in textures."""

import zlib

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]
Vector = tuple[float, float, float]
Colour = tuple[int, int, int]

# sRGB byte to linear light with gamma 2.0: a square and a root are near enough, and fast
LINEAR: Floats = ((np.arange(256) / 255) ** 2).astype(np.float32)


def floats(values: npt.ArrayLike) -> Floats:
    """The values as float32."""
    return np.asarray(values, dtype=np.float32)


def unit(vector: npt.ArrayLike) -> Floats:
    """The vector with length one."""
    array = floats(vector)
    return floats(array / np.linalg.norm(array))


def stream(seed: int, *words: str | int) -> np.random.Generator:
    """A random stream that depends on the seed and the words alone, never on what was drawn before."""
    keys = [word if isinstance(word, int) else zlib.crc32(word.encode()) for word in words]
    return np.random.default_rng([seed, *keys])


def to_bytes(values: npt.ArrayLike) -> Bytes:
    """The values, cut to 0..255, as uint8."""
    clipped: Bytes = np.clip(np.asarray(values), 0, 255).astype(np.uint8)
    return clipped
