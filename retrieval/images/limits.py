"""How much one image may cost before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """Limits per image; there is no minimum size. Frames and pixels are checked before decoding them."""

    max_bytes: int = 64 * MIB
    max_pixels: int = 60_000_000
    max_frames: int = 2_000
    seconds: float = 60.0  # wall time from sending the image to its answer
    cpu_seconds: int = 30  # of the decoding process; above what 60 million pixels of AVIF take
    memory_bytes: int = 2048 * MIB  # address space beyond that of an idle decoder
