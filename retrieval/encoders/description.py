"""An encoder as a fingerprint needs it: the image as it is and mirrored, under one name."""

import numpy as np
import numpy.typing as npt

from retrieval.encoders.encoder import Encoder
from retrieval.encoders.vlad import VladEncoder
from retrieval.fingerprints.local import LocalFeatures
from retrieval.near_duplicates.description import Describer, default_describer, fitting


class EncoderDescriber:
    """Asks an encoder for both descriptors at once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = fitting(encoder.version)
        self.dimension = encoder.dimension

    def describe(self, rgb: npt.NDArray[np.uint8], local: LocalFeatures) -> npt.NDArray[np.float32]:
        """Unit vectors float32 [2, D] of an image uint8 [H, W, 3], as it is and mirrored."""
        return self._encoder.encode_images([rgb, np.ascontiguousarray(rgb[:, ::-1])])


def describer_of(encoder: Encoder) -> Describer:
    """How fingerprints use this encoder; VLAD takes the features that they hold already."""
    default = default_describer()
    if isinstance(encoder, VladEncoder) and encoder.version == default.name:
        return default
    return EncoderDescriber(encoder)
