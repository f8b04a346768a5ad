"""What the web process may import loads nothing heavy, whichever way it is reached."""

import subprocess
import sys

import pytest

LIGHT = [
    "geometry",
    "images",
    "fingerprints",
    "near_duplicates",
    "bundle",
    "taxonomy",
    "scoring",
    "scenes",
    "distractors",
]


@pytest.mark.parametrize("room", LIGHT)
def test_importing_a_light_room_loads_neither_torch_nor_faiss(room):
    heavy = "{'torch', 'faiss', 'open_clip', 'segment_anything', 'django'}"
    program = f"import sys, retrieval.{room}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
