"""The command prints, writes and encodes what the calibration measured, and refuses what it cannot use."""

import io
import json

import cv2
import numpy as np
import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def folder(tmp_path):
    rng = np.random.default_rng(4)
    blocks = rng.integers(0, 256, size=(12, 16, 3), dtype=np.uint8)
    picture = cv2.resize(blocks, (320, 240), interpolation=cv2.INTER_NEAREST)
    (tmp_path / "photographs").mkdir()
    cv2.imwrite(str(tmp_path / "photographs" / "blocks.png"), picture)
    return tmp_path / "photographs"


def call(*arguments):
    out = io.StringIO()
    call_command("calibrate_duplicates", *arguments, stdout=out)
    return out.getvalue()


def test_the_tables_are_written_and_the_rates_printed(folder, tmp_path):
    answer = json.loads(
        call("--images", str(folder), "--drawn", "0", "--json", "--out", str(tmp_path / "t.md"))
    )
    radius = answer["thresholds"][0]
    assert (radius["threshold"], radius["default"]) == ("hamming", 60)
    counted = next(value for value in radius["values"] if value["value"] == 60)
    assert counted["transformations"]["mirrored"]["found"] == 1
    table = (tmp_path / "t.md").read_text()
    assert "| mirrored |" in table
    assert f"photograph: found of planted | {radius['values'][0]['all']['found']}/" in table


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--drawn", "0"], "Nothing to plant in"),
        (["--drawn", "-1"], "counts from 0"),
        (["--images", "nowhere"], "is no folder"),
    ],
)
def test_what_cannot_be_calibrated_with_is_refused_in_a_sentence(arguments, words):
    with pytest.raises(CommandError, match=words):
        call(*arguments)


def test_a_folder_without_pictures_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="Name a folder of photographs"):
        call("--images", str(tmp_path), "--drawn", "0")
