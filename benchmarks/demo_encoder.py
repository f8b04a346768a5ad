"""Quality of the demonstration encoders on drawn scenes that they never saw, beside VLAD and chance.

    python -m benchmarks.demo_encoder [demo demo-2 demo-3 vlad] [--things 300] [--json]

Text to image: each thing's description against one picture of every thing, clean or cluttered. Image to
image: each thing's clean picture against the cluttered ones of all. Times are CPU time per picture.
"""

import argparse
import json
import time
from dataclasses import replace

from retrieval.encoders import Encoder, TextEncoder, build_encoder
from retrieval.encoders.demo.quality import UNSEEN, Measured, pictures_of, ranks_of, scored, text_to_image
from retrieval.encoders.demo.scenes import Subject, draw_subjects

NAMES = ("demo", "demo-2", "demo-3", "vlad")


def measured(encoder: Encoder, subjects: list[Subject]) -> tuple[dict[str, Measured], float]:
    """Every comparison by name, and milliseconds of CPU per picture."""
    started = time.process_time()
    clean, cluttered = (pictures_of(encoder, subjects, clean=flag) for flag in (True, False))
    each = 1000 * (time.process_time() - started) / (2 * len(subjects))
    found = {"image to image, clean to cluttered": scored(ranks_of(clean, cluttered), len(subjects))}
    if isinstance(encoder, TextEncoder):
        found["text to image, clean"] = text_to_image(encoder, subjects, clean)
        found["text to image, cluttered"] = text_to_image(encoder, subjects, cluttered)
    return found, each


def main() -> None:
    """Draws the scenes, measures every encoder that is named and prints a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--things", type=int, default=UNSEEN.things)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    subjects = list(draw_subjects(replace(UNSEEN, things=options.things)))
    rows, chance = [], {}
    for name in options.names:
        encoder = build_encoder(name)
        found, each = measured(encoder, subjects)
        rows += [
            {"encoder": name, "search": search, "ms": each, **one.found} for search, one in found.items()
        ]
        chance = next(iter(found.values())).chance
    rows.append({"encoder": "chance", "search": "any", "ms": 0.0, **chance})
    if options.json:
        print(json.dumps(rows))
        return
    print("| encoder | search | R@1 | R@5 | R@10 | mAP | ms |\n|---|---|---|---|---|---|---|")
    for row in rows:
        numbers = " | ".join(f"{row[key]:.1f}" for key in ("recall@1", "recall@5", "recall@10", "mAP", "ms"))
        print(f"| {row['encoder']} | {row['search']} | {numbers} |")


if __name__ == "__main__":
    main()
