"""The whole path by command, on drawn photographs and on real ones."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.bundle.describe.loading import LOADING, Loading
from tests.flows.studio import Studio

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def whole_path(studio: Studio, folder: Path, slug: str, cutoff: str, out: Path) -> dict[str, object]:
    studio.run("create_benchmark", slug, "--title", slug, "--cutoff", cutoff)
    reviewed = ("--reviewed-by", "reviewer@example.org")
    first = studio.json("import_objects", str(folder), "--benchmark", slug, *reviewed)
    again = studio.json("import_objects", str(folder), "--benchmark", slug, *reviewed)
    assert first["created"]
    assert (again["created"], again["unchanged"], again["refused"]) == ([], first["created"], [])
    studio.run("import_distractors", str(folder / "distractors.csv"), "--benchmark", slug)
    studio.run("check_duplicates", "--benchmark", slug)
    assert "Nothing to check" in studio.run("check_duplicates", "--benchmark", slug)
    studio.run("count_clutter", "--benchmark", slug)
    assert "Nothing to count" in studio.run("count_clutter", "--benchmark", slug)
    studio.run("check_rules", "--benchmark", slug)
    frozen = studio.json("freeze_release", "--benchmark", slug, "--version", "1.0.0", "--leave-out")
    studio.run("export_release", f"{slug}@1.0.0", "--layout", "all", "--out", str(out))
    verified = studio.json("verify_release", str(out))
    assert verified["ok"] is True
    for loading in LOADING:
        if "ilias" not in loading.tool:  # the official code has tests of its own, with a checkout of it
            loaded(loading, out, out.parent)
    return frozen


def loaded(loading: Loading, folder: Path, place: Path) -> None:
    """Run the code of the release's page as a reader would, in a fresh Python."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-c", f"folder = {str(folder)!r}\n{loading.code}"]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, f"{loading.tool}: {ended.stderr[-2000:]}"
    assert ended.stdout.strip(), loading.tool


def test_drawn_photographs_become_a_verified_release(studio: Studio, drawn: Path, tmp_path: Path) -> None:
    out = tmp_path / "OUT"
    whole_path(studio, drawn, "drawn", "2014-01-01", out)
    changed = next(out.glob("ilias_core/*/query/Q*.jpg"))
    changed.write_bytes(changed.read_bytes()[:-1])
    answer = studio.json("verify_release", str(out), status=1)
    assert [problem["path"] for problem in answer["problems"]].count(str(changed.relative_to(out))) >= 1


def test_real_photographs_become_a_verified_release(studio: Studio, trial_dir: Path, tmp_path: Path) -> None:
    whole_path(studio, trial_dir, "trial", "1850-01-01", tmp_path / "OUT")


def test_what_is_wrong_is_named_by_file_line_and_column(studio: Studio, trial_dir: Path) -> None:
    studio.run("create_benchmark", "mutants", "--title", "Mutants", "--cutoff", "1850-01-01")
    for mutant in sorted((trial_dir / "mutants").iterdir()):
        arguments = ("import_objects", str(mutant), "--benchmark", "mutants", "--images", str(trial_dir))
        answer = studio.json(*arguments, status=1)
        assert answer["refused"], mutant.name
        for refusal in answer["refused"]:
            assert refusal["file"].endswith(".csv")
            assert refusal["line"] >= 1
            assert refusal["column"]
            assert refusal["code"]
            assert refusal["message"].endswith(".")
