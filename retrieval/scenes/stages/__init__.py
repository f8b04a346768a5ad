"""Where things are shown: how a thing is mounted -> arrangers of cluttered scenes, and of clean ones."""

from collections.abc import Callable

import numpy as np

from retrieval.scenes.stages.setting import Cast, Setting
from retrieval.scenes.stages.shelf import arrange_shelf
from retrieval.scenes.stages.street import arrange_alone, arrange_street
from retrieval.scenes.stages.studio import arrange_bare_wall, arrange_sweep
from retrieval.scenes.stages.table import arrange_table
from retrieval.scenes.stages.wall import arrange_wall

Arranger = Callable[[Cast, tuple[int, int], np.random.Generator], Setting]

STAGES: dict[str, tuple[Arranger, ...]] = {
    "table": (arrange_table, arrange_table, arrange_shelf),
    "wall": (arrange_wall,),
    "street": (arrange_street,),
}
STUDIOS: dict[str, Arranger] = {
    "table": arrange_sweep,
    "wall": arrange_bare_wall,
    "street": arrange_alone,
}

__all__ = ["STAGES", "STUDIOS", "Arranger", "Cast", "Setting"]
