"""Measures belong to a version of the boxes; texts keep every version."""

from dataclasses import dataclass, field

import pytest

from annotations.actions.save_boxes import save_boxes
from annotations.actions.save_text import save_text
from annotations.actions.store_measure import store_measure
from annotations.models import Measure, TextQuery
from curation.errors import DomainError
from retrieval.geometry import Box


@dataclass(frozen=True)
class Count:
    segments: int = 12
    scale: float = 0.25
    segmenter: str = "felzenszwalb"
    version: str = "1"
    parameters: dict = field(default_factory=dict)


def test_a_measure_is_kept_with_the_boxes_it_was_counted_with(ready):
    image = ready.images.get(role="positive")
    measure = store_measure(image, Count(), boxes_version=1)
    assert (measure.clutter, measure.scale, measure.boxes_version) == (12, 0.25, 1)


def test_a_count_of_boxes_that_changed_meanwhile_is_not_kept(ready):
    image = ready.images.get(role="positive")
    save_boxes(image, [Box(0, 0, 50, 50)], version=1, actor=ready.collector)
    assert store_measure(image, Count(), boxes_version=1) is None
    assert not Measure.objects.exists()


def test_the_same_text_makes_no_version(ready, collector):
    assert save_text(ready, "  A red wooden toy with one ear.\r\n", version=1, actor=collector).version == 1


@pytest.mark.parametrize(
    ("text", "code"), [("a" * 2001, "text.too-long"), ("A\x00B", "text.control-character")]
)
def test_a_text_that_can_not_be_kept_is_refused(ready, collector, text, code):
    with pytest.raises(DomainError) as refused:
        save_text(ready, text, version=1, actor=collector)
    assert refused.value.code == code
    assert TextQuery.objects.get(object=ready).version == 1
