"""The three commands, as a person and as a program use them."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotations.models import TextQuery
from curation.models import Benchmark
from releases.models import Export, Release

ROOT = Path(__file__).resolve().parents[2]


def said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


def answered(*words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(said(*words, "--json"))
    return answer


def freeze(benchmark: Benchmark, *words: str) -> tuple[str, ...]:
    return ("freeze_release", "--benchmark", benchmark.slug, "--version", "1.0.0", *words)


def test_freeze_export_verify(ready: Benchmark, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert "is frozen: 3 objects, 3 queries, 6 positives, 4 distractors" in said(*freeze(ready))
    first = answered("export_release", f"{ready.slug}@1.0.0", "--layout", "ilias", "--out", out)
    assert first["ok"] is True
    assert first["manifest_sha256"] == Release.objects.get().manifest_sha256
    assert "already lay there" in said("export_release", f"{ready.slug}@1.0.0", "--out", out)
    assert "is whole" in said("verify_release", out, "--manifest", first["manifest_sha256"])


def test_a_second_freeze_adds_nothing_and_says_so(ready: Benchmark) -> None:
    said(*freeze(ready))
    assert "was already frozen, and nothing has changed since" in said(*freeze(ready))
    assert answered(*freeze(ready))["created"] is False
    TextQuery.objects.update(text="Changed since.")
    with pytest.raises(CommandError, match=r"choose another version, such as 1\.1\.0"):
        said(*freeze(ready))


def test_a_refused_freeze_lists_every_error(ready: Benchmark) -> None:
    TextQuery.objects.filter(object__number__in=[0, 2]).update(text="")
    listed = StringIO()
    with pytest.raises(CommandError, match=r"2 accepted object\(s\) have errors"):
        call_command(*freeze(ready), stderr=listed, stdout=StringIO())
    assert "thing_000: text.missing: " in listed.getvalue()
    assert "thing_002: text.missing: " in listed.getvalue()
    document = StringIO()
    with pytest.raises(CommandError):
        call_command(*freeze(ready, "--json"), stderr=StringIO(), stdout=document)
    assert json.loads(document.getvalue())["code"] == "release.blocked"


def test_leaving_out_is_said(ready: Benchmark) -> None:
    TextQuery.objects.filter(object__number=0).update(text="")
    spoken = said(*freeze(ready, "--leave-out"))
    assert "left out thing_000: text.missing" in spoken
    assert "2 objects" in spoken


def test_a_damaged_folder_is_named_file_by_file(ready: Benchmark, tmp_path: Path) -> None:
    said(*freeze(ready))
    said("export_release", f"{ready.slug}@1.0.0", "--out", str(tmp_path / "out"))
    (tmp_path / "out/image_ids/text_query_ids.txt").unlink()
    found = StringIO()
    with pytest.raises(CommandError, match=r"1 problem\(s\)"):
        call_command("verify_release", str(tmp_path / "out"), stdout=found, stderr=StringIO())
    assert "image_ids/text_query_ids.txt: verify.missing" in found.getvalue()


def test_another_manifest_than_expected_is_refused(ready: Benchmark, tmp_path: Path) -> None:
    said(*freeze(ready))
    said("export_release", f"{ready.slug}@1.0.0", "--out", str(tmp_path / "out"))
    with pytest.raises(CommandError, match="not to 0000"):
        said("verify_release", str(tmp_path / "out"), "--manifest", "0" * 64)


def test_work_is_handed_to_the_workers(ready: Benchmark) -> None:
    said(*freeze(ready))
    assert "the workers write it" in said("export_release", f"{ready.slug}@1.0.0", "--enqueue")
    assert Export.objects.get().state == Export.State.WAITING


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("freeze_release", "--benchmark", "nowhere", "--version", "1.0.0"), "no benchmark 'nowhere'"),
        (("export_release", "nowhere@1.0.0", "--out", "x"), "no benchmark 'nowhere'"),
        (("verify_release", "/nowhere/at/all"), "is not a whole release"),
    ],
)
def test_a_wrong_name_gets_a_sentence(db: None, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        said(*words)


def test_an_export_needs_a_place(ready: Benchmark) -> None:
    said(*freeze(ready))
    with pytest.raises(CommandError, match="--out DIR"):
        said("export_release", f"{ready.slug}@1.0.0")


def test_verifying_needs_no_database(ready: Benchmark, tmp_path: Path) -> None:
    said(*freeze(ready))
    said("export_release", f"{ready.slug}@1.0.0", "--out", str(tmp_path / "out"))
    alone = {
        "PATH": os.environ["PATH"],
        "ARISTARCH_HOME": str(tmp_path / "home"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    command = [sys.executable, "manage.py", "verify_release", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=False)
    assert (done.returncode, "is whole" in done.stdout) == (0, True)
    (tmp_path / "out/README.md").unlink()
    done = subprocess.run(command, cwd=ROOT, env=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "README.md: verify.missing" in done.stdout


def test_what_nobody_answered_is_said_when_freezing(ready: Benchmark, tmp_path: Path) -> None:
    about = tmp_path / "about.json"
    about.write_text(json.dumps({"description": "Things of a test.", "contact": "us@example.org"}))
    assert answered("edit_card", ready.slug, "--file", str(about))["ok"] is True
    unanswered = answered(*freeze(ready))["card_missing"]
    assert "responsible.data_biases" in unanswered
    assert "description" not in unanswered
    assert "Answer them with edit_card before the next version" in said(*freeze(ready))
    assert Release.objects.get().about["description"] == "Things of a test."


def test_the_next_version_is_written_from_the_one_before_and_compared_with_it(
    ready: Benchmark, tmp_path: Path
) -> None:
    said(*freeze(ready))
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    said("export_release", f"{ready.slug}@1.0.0", "--layout", "all", "--out", first)
    TextQuery.objects.filter(object__number=0).update(text="Another text.")
    said("freeze_release", "--benchmark", ready.slug, "--version", "1.1.0")
    options = ("--layout", "all", "--base", first, "--out", second)
    done = answered("export_release", f"{ready.slug}@1.1.0", *options)
    assert done["verification"]["problems"] == []
    assert done["reused"] > done["files"] / 2
    assert done["written_bytes"] < done["bytes"]
    for one, other in ((f"{ready.slug}@1.0.0", f"{ready.slug}@1.1.0"), (first, second)):
        text = said("diff_releases", one, other)
        assert "Another text." in text
        assert "thing_000" in text
