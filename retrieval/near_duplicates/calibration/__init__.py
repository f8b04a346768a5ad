"""Which thresholds the near-duplicate verdict should have: planted copies, other pictures, and rates."""

from retrieval.near_duplicates.calibration.drawn import drawn_pictures
from retrieval.near_duplicates.calibration.photographs import photographs
from retrieval.near_duplicates.calibration.picture import Picture
from retrieval.near_duplicates.calibration.sweep import Rates, false_pairs, rates, sweep
from retrieval.near_duplicates.calibration.tables import as_json, as_markdown
from retrieval.near_duplicates.calibration.trials import Trial, run_trials

__all__ = [
    "Picture",
    "Rates",
    "Trial",
    "as_json",
    "as_markdown",
    "drawn_pictures",
    "false_pairs",
    "photographs",
    "rates",
    "run_trials",
    "sweep",
]
