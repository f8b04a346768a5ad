"""Accepted subsets enter a release with their keys, and stand in its way when they name what is gone."""

import hashlib
import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from curation.actions.distractor_sets.remove import Removal, remove_distractor
from curation.actions.distractor_sets.state_licence import state_licence
from curation.actions.mining.decide import accept_run
from curation.errors import Conflict
from curation.models import Benchmark, DistractorSet, MiningRun, User
from releases.actions.content import content_of
from releases.actions.freeze_release import freeze_release, is_same
from releases.actions.gate import gate
from releases.actions.progress import Watch
from releases.actions.run_export import export_to
from releases.models import FrozenSubset
from retrieval.bundle.reader import read_release
from tests.conftest import SignedIn
from tests.releases.wild import accept, draw, import_set, rows_of
from tests.workers import mined


@pytest.fixture
def wild(ready: Benchmark, tmp_path: Path) -> DistractorSet:
    return import_set(ready, draw(tmp_path / "wild", 6))


def keys_of(found: DistractorSet, *places: int) -> list[str]:
    rows = rows_of(found)
    return sorted(rows[place]["published"] for place in places)


def codes(benchmark: Benchmark, *, with_distractors: bool = True) -> list[str]:
    return [found.code for found in gate(benchmark, with_distractors=with_distractors).problems]


def test_accepted_subsets_are_frozen_with_their_keys_and_how_they_were_chosen(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    accept(ready, keys_of(wild, 1, 4))
    accept(ready, keys_of(wild, 0, 2, 3), name="random_a", kind="random")
    accept(ready, keys_of(wild, 5), name="not_yet", state=MiningRun.State.DONE)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    mini, random = content_of(release).subsets
    assert (mini.name, list(mini.keys)) == ("mini", keys_of(wild, 1, 4))
    assert (random.name, list(random.keys)) == ("random_a", keys_of(wild, 0, 2, 3))
    assert mini.selection["threshold"] == 0.25


def test_a_frozen_subset_outlives_its_run(ready: Benchmark, keeper: User, wild: DistractorSet) -> None:
    run = accept(ready, keys_of(wild, 1, 4))
    release = freeze_release(ready, "1.0.0", actor=keeper)
    before = content_of(release).subsets
    default_storage.delete(f"{run.folder}/keys.txt")
    default_storage.delete(f"{run.folder}/selection.json")
    run.delete()
    assert content_of(release).subsets == before
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenSubset.objects.update(name="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenSubset.objects.all()._raw_delete("default")


def test_a_subset_that_names_what_was_taken_out_has_to_be_mined_again(
    ready: Benchmark, keeper: User, wild: DistractorSet
) -> None:
    accept(ready, keys_of(wild, 1, 4))
    rows = rows_of(wild)
    remove_distractor(wild, Removal(rows[2]["id"], "duplicate"), actor=None)
    assert codes(ready) == codes(ready, with_distractors=False) == []
    remove_distractor(wild, Removal(rows[4]["id"], "duplicate"), actor=None)
    assert codes(ready) == codes(ready, with_distractors=False) == ["release.subset-stale"]
    with pytest.raises(Conflict, match="Mine the subset again") as refused:
        freeze_release(ready, "1.0.0", actor=keeper)
    assert refused.value.code == "release.not-ready"
    MiningRun.objects.update(state=MiningRun.State.DISCARDED)
    assert freeze_release(ready, "1.0.0", actor=keeper).distractors_count == 8


def test_a_key_that_no_set_ever_held_is_found_when_every_shard_is_read(
    ready: Benchmark, wild: DistractorSet
) -> None:
    accept(ready, [*keys_of(wild, 1), "wild_wild-00000_nothing"])
    assert codes(ready, with_distractors=False) == []
    (problem,) = gate(ready).problems
    assert (problem.code, problem.where) == ("release.subset-stale", "mini")
    assert "names 1 key(s)" in problem.message


def test_a_subset_of_descriptors_without_images_cant_be_released(
    ready: Benchmark, wild: DistractorSet
) -> None:
    accept(ready, keys_of(wild, 1))
    DistractorSet.objects.update(kind="descriptors")
    assert codes(ready) == codes(ready, with_distractors=False) == ["release.subset-without-images"]


@pytest.mark.parametrize("file", ["keys.txt", "selection.json"])
def test_a_subset_whose_files_are_damaged_is_named(ready: Benchmark, wild: DistractorSet, file: str) -> None:
    run = accept(ready, keys_of(wild, 1))
    default_storage.delete(f"{run.folder}/{file}")
    assert codes(ready) == ["release.subset-damaged"]
    default_storage.save(f"{run.folder}/{file}", ContentFile(b"{torn"))
    assert codes(ready) == ["release.subset-damaged"]


def test_a_name_that_can_be_no_file_of_the_format_is_refused(ready: Benchmark, wild: DistractorSet) -> None:
    accept(ready, keys_of(wild, 1), name="Positives-1")
    assert codes(ready) == codes(ready, with_distractors=False) == ["bundle.subset-name"]


def test_gate_and_page_show_the_subsets(
    ready: Benchmark, keeper: User, wild: DistractorSet, as_user: type[SignedIn]
) -> None:
    keys = keys_of(wild, 1, 4)
    accept(ready, keys)
    client = as_user(keeper)
    gated = client.get(f"/api/benchmarks/{ready.slug}/gate/").json()
    assert gated["subsets"] == [{"name": "mini", "size": 2}]
    assert gated["counts"]["distractors"] == 10
    release = freeze_release(ready, "1.0.0", actor=keeper)
    shown = client.get(f"/api/releases/{release.pk}/page/").json()["subsets"]
    digest = hashlib.sha256("".join(f"{key}\n" for key in keys).encode()).hexdigest()
    assert shown == [{"name": "mini", "size": 2, "keys_sha256": digest, "threshold": 0.25}]
    assert json.loads(json.dumps(FrozenSubset.objects.get().selection))["kind"] == "hard"


def test_what_workers_mined_and_a_maintainer_accepted_is_released_as_it_was_chosen(
    ready: Benchmark, keeper: User, tmp_path: Path
) -> None:
    found = mined.drawn_set(ready, tmp_path / "described")
    state_licence(found, "CC0-1.0", actor=keeper)
    runs = [
        mined.mine(mined.begin(ready, 20)),
        mined.mine(mined.begin(ready, 20, kind="random", name="random_3", seed=3, encoders=())),
    ]
    for run in runs:
        accept_run(run, actor=keeper)
    release = freeze_release(ready, "1.0.0", actor=keeper)
    for run, subset in zip(runs, content_of(release).subsets, strict=True):
        assert (subset.name, list(subset.keys)) == (run.name, mined.listed(run).decode().split())
        assert dict(subset.selection) == json.loads(mined.listed(run, "selection.json"))
    assert is_same(release)
    done = export_to(release, "all", tmp_path / "out", watch=Watch())
    assert done.verification.problems == ()
    assert read_release(tmp_path / "out") == content_of(release)
