"""Further drawings for the demo: distractors of things that the sample benchmark does not show."""

from pathlib import Path

from retrieval.scenes import SampleSize, draw_sample

SET = "strangers"
STRANGERS = 40
SEED = 11  # another one than the sample's: other things, other scenes


def draw_strangers(home: Path) -> Path:
    """The folder of the drawn distractors, below `home`; a complete one is used again."""
    size = SampleSize(
        objects=1, queries_per_object=1, positives_per_object=1, distractors=STRANGERS, near_duplicates=0
    )
    draw_sample(home / SET, seed=SEED, size=size)
    return home / SET / "images" / "distractors"
