"""Cases built from unsaved rows: rules read, so they need no database."""

from datetime import date
from typing import Any

from annotations.models import Box, Measure, TextQuery
from annotations.rules import Case, Picture
from curation.models import Benchmark, Category, Evidence, Image, Neighbour, Object, Original, User


def picture(role: str = "positive", boxes=((10, 10, 100, 80),), **fields: Any) -> Picture:
    """A picture of 320 × 240 pixels with a licence."""
    measure = fields.pop("measure", None)
    version = fields.pop("version", 1 if boxes else 0)
    fields = {"source_path": f"{role}.jpg", "licence": "MIT", "author": "A", **fields}
    image = Image(pk=fields.pop("pk", 1), role=role, object_id=7, **fields)
    original = Original(width=320, height=240)
    return Picture(
        image, original, tuple(Box(x=x, y=y, width=w, height=h) for x, y, w, h in boxes), version, measure
    )


def measure(version: int = 1, segmenter: str = "felzenszwalb") -> Measure:
    return Measure(boxes_version=version, clutter=12, scale=0.2, segmenter=segmenter, segmenter_version="1")


def case(**changes: Any) -> Case:
    """A case without a single finding, with what is named changed."""
    benchmark = Benchmark(slug="b", cutoff=date(2014, 1, 1), licences=[], severities={})
    thing = Object(pk=7, key="bold_bimp", name="Bold Bimp", category=Category(name="toy", level="coarse"))
    evidence = Evidence(kind="public_record", date=date(2015, 1, 1), url="https://x.org", verdict="approved")
    defaults = {
        "object": thing,
        "benchmark": benchmark,
        "evidence": evidence,
        "text": TextQuery(text="A red wooden toy with one ear.", approved_by=User(pk=2)),
        "pictures": (picture("query", pk=1), picture(pk=2, measure=measure())),
        "segmenters": {("felzenszwalb", "1"): 1},
    }
    return Case(**{**defaults, **changes})


def pair(**fields: Any) -> Neighbour:
    """The positive of the case and a distractor."""
    first = Image(pk=2, role="positive", object_id=7, source_path="positive.jpg")
    second = Image(pk=9, role="distractor", source_path="distractor.jpg")
    return Neighbour(pk=5, first=first, second=second, **{"suggested": "duplicate", "verdict": "", **fields})
