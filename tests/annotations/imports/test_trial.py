"""Real photographs: the whole folder, and each of its wrong variants."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations.models import Box
from curation.models import Image, Object
from tests import factories

# file, line, column and code that each mutant's WHY.txt speaks of, and what still comes in
MUTANTS = {
    "m1_box_outside": ("boxes.csv", "width", "boxes.outside", {"red_vase", "whale_can"}),
    "m2_missing_file": ("images.csv", "path", "path.missing", {"red_vase", "whale_can"}),
    "m3_unknown_role": ("images.csv", "role", "image.role", {"red_vase", "whale_can"}),
    "m4_bad_object_ids": ("objects.csv", "object", "ids.unsafe", {"red_vase"}),
    "m5_licence_missing": ("images.csv", "licence", "licence.missing", {"red_vase", "whale_can"}),
    "m6_path_for_two_objects": ("images.csv", "path", "image.two-objects", {"red_vase"}),
    "m7_texts_not_utf8": ("texts.csv", "text", "csv.not-utf8", {"red_vase", "whale_can"}),
}


@pytest.fixture
def trial(db):
    return factories.make_benchmark(slug="trial", cutoff="1850-01-01")


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_refused_with_its_place(trial, trial_dir, name, capsys):
    file, column, code, created = MUTANTS[name]
    with pytest.raises(CommandError) as refused:
        call_command(
            "import_objects", trial_dir / "mutants" / name, benchmark="trial", images=trial_dir, json=True
        )
    answer = json.loads(capsys.readouterr().out)
    assert (file, column, code) in [(row["file"], row["column"], row["code"]) for row in answer["refused"]]
    assert f"{file}:" in str(refused.value)
    assert set(answer["created"]) == created
    assert set(Object.objects.values_list("key", flat=True)) == created
    assert not Image.objects.exclude(object__key__in=created).exists()


@pytest.mark.slow
def test_the_whole_trial_comes_in_and_is_accepted(trial, trial_dir, capsys):
    call_command("import_objects", trial_dir, benchmark="trial", reviewed_by="reviewer@example.org")
    assert "29 objects added, 0 were there already, 29 accepted" in capsys.readouterr().out
    assert (Object.objects.accepted().count(), Image.objects.count(), Box.objects.count()) == (29, 151, 160)
    call_command(
        "import_objects", trial_dir, benchmark="trial", reviewed_by="reviewer@example.org", json=True
    )
    answer = json.loads(capsys.readouterr().out)
    assert (answer["created"], len(answer["unchanged"]), answer["refused"]) == ([], 29, [])
