"""Where things are shown: how a thing is mounted -> arrangers of cluttered scenes, and of clean ones."""

from collections.abc import Callable

import numpy as np

from retrieval.scenes.stages.setting import Cast, Setting
from retrieval.scenes.stages.studio import arrange_studio
from retrieval.scenes.stages.table import arrange_table

Arranger = Callable[[Cast, tuple[int, int], np.random.Generator], Setting]

STAGES: dict[str, tuple[Arranger, ...]] = {"table": (arrange_table,)}
STUDIOS: dict[str, Arranger] = {"table": arrange_studio}

__all__ = ["STAGES", "STUDIOS", "Arranger", "Cast", "Setting"]
