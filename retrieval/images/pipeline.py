"""The parameters of the release image: what is written into a release about how its pixels came about."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Literal

WhiteBalance = Literal["grey-world", "none"]


@dataclass(frozen=True, slots=True)
class ReleasePipeline:
    """upright -> sRGB -> resize -> white balance -> JPEG without metadata (spec §6).

    `version` changes whenever the same parameters would give other pixels.
    """

    max_side: int = 500  # larger side in pixels; smaller images are never enlarged
    quality: int = 90  # of the IJG tables
    subsampling: Literal["4:4:4"] = "4:4:4"
    white_balance: WhiteBalance = "grey-world"
    max_gain: float = 2.0  # a channel is multiplied by 1/max_gain to max_gain
    kernel: Literal["lanczos3"] = "lanczos3"
    oversampling: int = 2  # a JPEG is decoded at 1/2, 1/4 or 1/8 while that leaves so many times max_side
    version: int = 1

    def as_dict(self) -> dict[str, str | int | float]:
        """All parameters by name, in the order of the fields."""
        return asdict(self)

    def fingerprint(self) -> str:
        """SHA-256 (hex) of the parameters: two images with the same one went through the same pipeline."""
        canonical = json.dumps(self.as_dict(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
