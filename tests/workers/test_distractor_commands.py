"""Sets of distractors from a terminal: brought in, indexed, and a distractor taken out."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from curation.models import AuditEntry, Benchmark, DistractorRemoval, DistractorSet, Job, Object
from tests.factories import photo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wild(tmp_path: Path) -> Path:
    folder = tmp_path / "wild"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.jpg").write_bytes(photo(number))
    (folder / "empty.jpg").write_bytes(b"")
    return folder


def said(*arguments: str, **options: Any) -> Any:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return json.loads(out.getvalue()) if options.get("json") else out.getvalue()


def brought_in(benchmark: Benchmark, folder: Path, **options: Any) -> Any:
    return said("import_distractor_set", benchmark.slug, "wild", source=["folder", str(folder)], **options)


def test_a_set_is_brought_in_by_this_process_and_a_second_run_adds_nothing(
    benchmark_: Benchmark, wild: Path
) -> None:
    first = brought_in(benchmark_, wild, shard_size=2, wait=True, json=True)
    assert first["shards"] == {"total": 2, "done": 2, "failed": 0}
    assert (first["accepted"], first["refusals"]) == (3, {"image.empty": 1})
    jobs = Job.objects.count()
    assert brought_in(benchmark_, wild, shard_size=2, wait=True, json=True) == first
    assert Job.objects.count() == jobs


def test_without_waiting_the_workers_have_it(benchmark_: Benchmark, wild: Path) -> None:
    assert "The workers have the set" in brought_in(benchmark_, wild)
    assert list(Job.objects.values_list("kind", flat=True)) == ["distractors.plan"]


def test_what_can_not_be_brought_in_is_told_in_a_sentence(benchmark_: Benchmark, wild: Path) -> None:
    with pytest.raises(CommandError, match="no kind of source"):
        said("import_distractor_set", benchmark_.slug, "wild", source=["heap", str(wild)])
    with pytest.raises(CommandError, match="can't name a set"):
        said("import_distractor_set", benchmark_.slug, "w/d", source=["folder", str(wild)])
    with pytest.raises(CommandError, match=r"distractors\.location"):
        brought_in(benchmark_, wild / "nowhere", wait=True)


def test_a_set_of_another_source_does_not_take_the_name_of_one_that_is_there(
    benchmark_: Benchmark, wild: Path
) -> None:
    brought_in(benchmark_, wild)
    with pytest.raises(CommandError, match="another source or other options"):
        brought_in(benchmark_, wild, shard_size=2)


def test_a_shard_that_failed_makes_the_command_fail_with_its_reason(
    benchmark_: Benchmark, wild: Path
) -> None:
    with pytest.raises(CommandError, match=r"encoder\.unknown"):
        brought_in(benchmark_, wild, encoder=["no such encoder"], wait=True)


def test_indexes_are_built_once(benchmark_: Benchmark, wild: Path) -> None:
    with pytest.raises(CommandError, match="no distractor set"):
        said("build_distractor_index", benchmark_.slug, "wild")
    brought_in(benchmark_, wild, encoder=["default"], wait=True)
    built = said("build_distractor_index", benchmark_.slug, "wild", json=True)
    assert [(row["kind"], row["rows"]) for row in built] == [("hashes", 3), ("compact", 3), ("flat", 3)]
    assert said("build_distractor_index", benchmark_.slug, "wild", json=True) == built


def test_removed_distractors_leave_a_record_and_an_unknown_id_removes_none(
    benchmark_: Benchmark, object_: Object, wild: Path
) -> None:
    brought_in(benchmark_, wild, wait=True)
    shard = DistractorSet.objects.get().shards.get().name
    removal = {"reason": "false-negative", "object": object_.key, "note": "The same mug."}
    with pytest.raises(CommandError, match="Nothing was removed"):
        said("remove_distractor", benchmark_.slug, "wild", f"{shard}/1", f"{shard}/9", **removal)
    assert not DistractorRemoval.objects.exists()
    for _ in range(2):
        said("remove_distractor", benchmark_.slug, "wild", f"{shard}/1", **removal)
    record = DistractorRemoval.objects.get()
    assert (record.distractor, record.object, record.note) == (f"{shard}/1", object_, "The same mug.")
    assert AuditEntry.objects.filter(action="curation.distractor.removed").count() == 1
    assert Job.objects.filter(kind="rules.check", args=[object_.pk]).exists()
