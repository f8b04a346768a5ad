"""Killed anywhere and started again, a shard has the bytes of an undisturbed run."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.distractors import SOURCES, build_shard, check_shard
from tests.retrieval.distractors.drawn import files, picture

ROOT = Path(__file__).resolve().parents[3]
BUILD = """
import sys
from pathlib import Path
from retrieval.distractors import SOURCES, ShardTools, build_shard
from retrieval.images import Ingestor
source = SOURCES["folder"]
piece = source.plan(sys.argv[1], {})[0]
with Ingestor(processes=2) as ingestor:
    tools = ShardTools(ingestor, progress=lambda done, expected: print(done, flush=True))
    build_shard(piece, source, Path(sys.argv[2]), tools)
print("done", flush=True)
"""


def _killed_after(lines: int, photos: Path, out: Path) -> bool:
    """Starts a build in a process group of its own and kills it after so many lines; whether it was done."""
    command = [sys.executable, "-c", BUILD, str(photos), str(out)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        said = [line for _, line in zip(range(lines), process.stdout, strict=False)]
        os.killpg(process.pid, signal.SIGKILL)
    return "done\n" in said


@pytest.mark.slow
def test_a_build_that_is_killed_again_and_again_ends_with_the_same_bytes(tmp_path, tools):
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(30):
        (photos / f"{number:03d}.jpg").write_bytes(picture(number))
    (photos / "broken.jpg").write_bytes(b"broken")
    piece = SOURCES["folder"].plan(str(photos), {})[0]
    build_shard(piece, SOURCES["folder"], tmp_path / "calm", tools)
    chance = random.Random(20)
    out = tmp_path / "killed"
    for lines in [1, 31, *(chance.randrange(2, 31) for _ in range(4))]:
        done = _killed_after(lines, photos, out)
        assert done or not (out / "shard.json").exists() or check_shard(out) == []
    build_shard(piece, SOURCES["folder"], out, tools)
    assert files(out) == files(tmp_path / "calm")
