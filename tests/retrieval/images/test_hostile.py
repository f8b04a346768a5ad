"""Every file of the hostile set comes out as its manifest says."""

import csv
import re
import time

import pytest

from retrieval.images import REFUSALS, ImageRefused, Ingestor
from tests.conftest import SHARED

HOSTILE = SHARED / "hostile"
MANIFEST = HOSTILE / "manifest.csv"
# codes of a crash, a hang or a mistake of ours: none of these files may cause one
FAULTS = {"image.timeout", "image.memory", "image.decoder_crashed", "image.processing_failed"}
ROWS = list(csv.DictReader(MANIFEST.read_text(encoding="utf-8").splitlines())) if MANIFEST.is_file() else []


@pytest.mark.parametrize("row", ROWS, ids=[row["path"].removeprefix("files/") for row in ROWS])
def test_hostile_file_comes_out_as_its_manifest_says(row: dict[str, str], ingestor: Ingestor) -> None:
    verdict, size = outcome(ingestor, row["path"])
    expected = row["expect"]
    if not expected.startswith("either"):
        assert expected.startswith(verdict)
    stated = re.search(r"upright (\d+)x(\d+)", expected)
    if stated and expected.startswith("accept"):
        assert size == (int(stated[1]), int(stated[2]))


def outcome(ingestor: Ingestor, path: str) -> tuple[str, tuple[int, int]]:
    """`accept` with the upright size, or `reject` with an explained code and a sentence."""
    started = time.monotonic()
    try:
        image = ingestor.ingest(HOSTILE / path)
        verdict, size = "accept", (image.width, image.height)
    except ImageRefused as error:
        refused, verdict, size = error, "reject", (0, 0)
    assert time.monotonic() - started < ingestor.limits.seconds
    if verdict == "reject":
        assert refused.code in set(REFUSALS) - FAULTS
        assert refused.message.endswith(".")
    return verdict, size
