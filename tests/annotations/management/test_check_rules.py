"""check_rules says what is wrong, and which accepted objects cannot be frozen."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from curation.models import Job, Object
from tests.annotations.imports.drawn import Folder


def test_findings_are_printed_and_kept(ready, capsys):
    call_command("check_rules", benchmark=ready.benchmark.slug)
    printed = capsys.readouterr().out
    assert f"{ready.key}: error measures.missing:" in printed
    assert "1 objects checked: 3 errors, 0 warnings." in printed
    assert Object.objects.get(pk=ready.pk).errors_count == 3


def test_an_accepted_object_with_errors_is_named(ready, capsys):
    Object.objects.filter(pk=ready.pk).update(state="accepted")
    call_command("check_rules", benchmark=ready.benchmark.slug)
    assert f"1 accepted objects have errors and can't be frozen yet: {ready.key}." in capsys.readouterr().out
    call_command("check_rules", benchmark=ready.benchmark.slug, json=True)
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["object"] == ready.key
    assert {finding["code"] for finding in answer["findings"]} >= {"measures.missing"}


def test_an_unknown_benchmark_or_folder_is_a_sentence(benchmark_, tmp_path):
    with pytest.raises(CommandError, match="There is no benchmark"):
        call_command("check_rules", benchmark="nowhere")
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("import_objects", tmp_path / "none", benchmark=benchmark_.slug)


def test_an_import_can_be_handed_to_the_workers(benchmark_, tmp_path, capsys):
    folder = Folder(tmp_path / "in").write()
    call_command("import_objects", folder, benchmark=benchmark_.slug, enqueue=True, json=True)
    job = Job.objects.get(pk=json.loads(capsys.readouterr().out)["job"])
    assert (job.kind, job.args[1]) == ("objects.import", str(folder))
