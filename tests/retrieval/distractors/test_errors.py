"""Every code is used, explained, and a full sentence that says what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.distractors import ERRORS

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "retrieval" / "distractors"


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_every_error_has_its_heading(code):
    assert f"### `{code}`\n" in (ROOT / "docs" / "distractor-sets.md").read_text()


def test_every_code_is_raised_somewhere_and_no_other():
    source = "".join(path.read_text() for path in PACKAGE.rglob("*.py") if path.name != "errors.py")
    assert [code for code in ERRORS if f'"{code}"' not in source] == []


@pytest.mark.parametrize("sentence", ERRORS.values())
def test_errors_are_sentences(sentence):
    assert sentence[0].isupper() or sentence[0] == "{"
    assert sentence.endswith(".")


def test_importing_the_room_loads_nothing_heavy():
    heavy = "{'torch', 'faiss', 'open_clip', 'h5py', 'pyarrow', 'numba', 'django'}"
    program = f"import sys, retrieval.distractors; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
