"""What the tool says of itself follows from the parameters of the release, and is never made up."""

from dataclasses import replace

import pytest

from retrieval.bundle.describe import facts
from retrieval.bundle.schema import Subset
from tests.retrieval.bundle.describe.told import told_release
from tests.retrieval.bundle.drawn import drawn_release


def test_every_machine_is_named() -> None:
    said = facts.machines(told_release().release)
    assert len(said) == 3
    assert "felzenszwalb 1" in said[0]
    assert "pdq-1 and the encoder open_clip-ViT-B-32" in said[1]
    assert "subset mini of 2 distractors was chosen with the encoders open_clip" in said[2]


def test_the_pipeline_is_told_with_all_parameters() -> None:
    (said,) = facts.preprocessing(told_release().release)
    assert "at most 500 pixels" in said
    assert "JPEG of quality 90" in said
    assert '"version": 1' in said


def test_review_is_told_only_where_it_is_recorded() -> None:
    assert "approved by 2 reviewers" in facts.annotation(told_release().release)[0]
    assert facts.annotation(drawn_release().release) == []


def test_nothing_is_said_of_parameters_that_are_not_there() -> None:
    release = replace(drawn_release().release, parameters={"clutter": 3, "fingerprints": ["x"], "rules": {}})
    assert facts.machines(release) == []
    assert facts.preprocessing(release) == []


@pytest.mark.parametrize(
    ("parameters", "selection", "told"),
    [
        ({"fingerprints": [{"version": "1", "encoder": "demo@2"}]}, {}, True),
        ({}, {"encoders": ["open_clip", {"name": "demo"}]}, True),
        ({"fingerprints": [{"version": "demo", "encoder": "open_clip"}]}, {}, False),
        ({"encoder": "demolition"}, {"seed": 1}, False),
    ],
)
def test_the_demo_encoder_is_found_wherever_it_took_part(parameters, selection, told) -> None:
    subset = Subset(name="mini", keys=("d0001",), selection=selection)
    release = replace(drawn_release().release, parameters=parameters, subsets=(subset,))
    assert facts.made_with_demo_encoder(release) is told
