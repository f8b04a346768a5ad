"""Copies of a picture among the distractors of sets: found, verified, remembered, and removed ones passed over."""

import io
from pathlib import Path

import pytest
from PIL import Image as PillowImage

from curation.actions.distractor_sets.create import NewSet, create_distractor_set
from curation.actions.distractor_sets.decide_neighbour import decide_set_neighbour
from curation.actions.distractor_sets.remove import Removal, remove_distractor
from curation.jobs import enqueue
from curation.models import (
    Benchmark,
    DistractorIndex,
    DistractorSet,
    Image,
    Job,
    Object,
    SetNeighbour,
    User,
)
from tests import factories
from workers import distractor_compare, distractor_indexes, distractor_search, tasks, warm
from workers.base import run
from workers.distractor_shelf import Shelf
from workers.local import drain

pytestmark = pytest.mark.django_db(transaction=True)
assert tasks is not None
SIZE = (640, 480)


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases come and go between tests; what is warm would remember another one."""
    monkeypatch.setattr(warm, "_indexes", {})
    monkeypatch.setattr(distractor_search, "_searches", {})
    monkeypatch.setattr(distractor_compare, "_turned", {})


@pytest.fixture
def wild(tmp_path: Path) -> Path:
    """Distractors: a re-encoded copy and a crop of picture 1, a mirrored picture 2, and three others."""
    folder = tmp_path / "wild"
    folder.mkdir()
    first = PillowImage.open(io.BytesIO(factories.photo(1, SIZE)))
    first.save(folder / "copy.jpg", quality=55)
    first.crop((100, 80, 540, 420)).save(folder / "crop.jpg", quality=85)
    second = PillowImage.open(io.BytesIO(factories.photo(2, SIZE)))
    second.transpose(PillowImage.Transpose.FLIP_LEFT_RIGHT).save(folder / "turned.jpg", quality=85)
    for number in (11, 12, 13):
        (folder / f"other{number}.jpg").write_bytes(factories.photo(number, SIZE))
    return folder


def imported(benchmark: Benchmark, folder: Path, *encoders: str, slug: str = "wild") -> DistractorSet:
    new = NewSet(slug, "folder", str(folder), {"shard_size": 3}, encoders)
    return create_distractor_set(benchmark, new, actor=None)


def work(benchmark: Benchmark, *kinds: str) -> dict[str, int]:
    jobs = Job.objects.filter(benchmark=benchmark)
    return drain(jobs.filter(kind__in=kinds) if kinds else jobs, lambda done, total: None)


def checked(image: Image) -> set[tuple[str, str]]:
    job = enqueue("neighbours.check", image.pk)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    pairs = SetNeighbour.objects.filter(image=image)
    return {(pair.distractor.partition("/")[2], pair.suggested) for pair in pairs}


def picture(obj: Object, seed: int) -> Image:
    return factories.make_image(obj, original=factories.make_original(seed, SIZE))


def test_a_new_picture_meets_its_copy_its_crop_and_its_mirror_image_among_distractors(
    benchmark_: Benchmark, object_: Object, wild: Path
) -> None:
    imported(benchmark_, wild, "default")
    work(benchmark_)
    assert set(DistractorIndex.objects.values_list("kind", flat=True)) == {"hashes", "compact", "flat"}
    assert checked(picture(object_, 1)) == {("copy", "duplicate"), ("crop", "duplicate")}
    assert checked(picture(object_, 2)) == {("turned", "duplicate")}
    assert checked(picture(object_, 3)) == set()
    pair = SetNeighbour.objects.get(distractor__endswith="/copy")
    assert pair.cosine > 0.5
    assert pair.matches


def test_a_shard_is_searched_as_soon_as_it_is_done_and_before_any_index_is_built(
    benchmark_: Benchmark, object_: Object, wild: Path
) -> None:
    found = imported(benchmark_, wild, "default")
    work(benchmark_, "distractors.plan")
    second = picture(object_, 2)
    assert checked(second) == set()
    work(benchmark_, "distractors.shard")
    assert not DistractorIndex.objects.filter(set=found).exists()
    assert checked(second) == {("turned", "duplicate")}
    work(benchmark_, "distractors.index")
    assert DistractorIndex.objects.filter(set=found, current=True).count() == 3
    assert checked(second) == {("turned", "duplicate")}


def test_pictures_that_are_there_are_compared_with_shards_that_come(
    benchmark_: Benchmark, object_: Object, wild: Path
) -> None:
    first = picture(object_, 1)
    assert checked(first) == set()
    imported(benchmark_, wild)
    work(benchmark_, "distractors.plan", "distractors.shard", "distractors.compare")
    pairs = SetNeighbour.objects.filter(image=first)
    assert [pair.distractor.partition("/")[2] for pair in pairs] == ["copy"]
    work(benchmark_)
    assert {pair.distractor.partition("/")[2] for pair in pairs.all()} == {"copy", "crop"}


def test_a_verdict_is_remembered_for_the_same_bytes_in_another_set_and_never_asked_again(
    benchmark_: Benchmark, object_: Object, wild: Path, collector: User
) -> None:
    imported(benchmark_, wild)
    work(benchmark_)
    first = picture(object_, 1)
    checked(first)
    decide_set_neighbour(SetNeighbour.objects.get(distractor__endswith="/copy"), "duplicate", actor=collector)
    imported(benchmark_, wild, slug="again")
    work(benchmark_)
    checked(first)
    copies = SetNeighbour.objects.filter(distractor__endswith="/copy")
    assert copies.count() == 2
    assert set(copies.values_list("verdict", "decided_by")) == {("duplicate", collector.pk)}
    assert SetNeighbour.objects.unresolved().filter(distractor__endswith="/copy").count() == 0


def test_a_removed_distractor_is_no_candidate_any_more(
    benchmark_: Benchmark, object_: Object, wild: Path, maintainer: User
) -> None:
    found = imported(benchmark_, wild)
    work(benchmark_)
    id_ = next(
        name
        for shard in found.shards.all()
        for name in [f"{shard.name}/copy"]
        if distractor_known(found, name)
    )
    remove_distractor(found, Removal(id_, "withdrawn"), actor=maintainer)
    assert checked(picture(object_, 1)) == {("crop", "duplicate")}


def distractor_known(found: DistractorSet, id_: str) -> bool:
    from curation.distractor_rows import row_of

    return row_of(found, id_) is not None


def test_a_cancelled_set_is_not_searched(benchmark_: Benchmark, object_: Object, wild: Path) -> None:
    found = imported(benchmark_, wild)
    work(benchmark_)
    found.state = "cancelled"
    DistractorSet.objects.update(state="cancelled")
    assert checked(picture(object_, 1)) == set()


def test_of_replaced_indexes_the_last_stays_for_who_still_opens_it_and_older_ones_are_cleared(
    benchmark_: Benchmark, wild: Path
) -> None:
    found = imported(benchmark_, wild)
    work(benchmark_, "distractors.plan")
    pks = list(found.shards.order_by("number").values_list("pk", flat=True))
    folders = []
    for number in range(3):  # over one shard, then two, then the second alone
        if number < 2:
            run(enqueue("distractors.shard", pks[number], benchmark=benchmark_).pk)
        else:
            DistractorSet.objects.get(pk=found.pk).shards.filter(pk=pks[0]).update(accepted=0)
        distractor_indexes.build_indexes(found, lambda done, total: None)
        current = DistractorIndex.objects.get(set=found, encoder="", current=True)
        folders.append(Shelf(current.folder).folder)
    assert len(set(folders)) == 3
    assert [folder.exists() for folder in folders] == [False, True, True]
